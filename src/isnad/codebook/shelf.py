"""A table whose values are made when they are first asked for: a codebook has tens of thousands, a report needs few."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar, overload

V = TypeVar("V")
W = TypeVar("W")


class Shelf(Mapping[str, V], Generic[V]):
    """A mapping of `plain` values, which pickle fast, that `make` makes the real ones of."""

    __slots__ = ("_made", "_make", "_plain")

    def __init__(self, make: Callable[[Any], V], plain: dict[str, Any]) -> None:
        self._make, self._plain = make, plain
        self._made: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = self._make(self._plain[key])
        return known

    @overload
    def get(self, key: str, /) -> V | None: ...
    @overload
    def get(self, key: str, /, default: V | W) -> V | W: ...
    def get(self, key: str, /, default: Any = None) -> Any:
        """As of a dict."""
        if key not in self._plain:
            return default
        known = self._made.get(key)
        return self[key] if known is None else known

    def __contains__(self, key: object) -> bool:
        return key in self._plain

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)

    def __reduce__(self) -> tuple[Any, ...]:
        return Shelf, (self._make, self._plain)

"""From the types to plain JSON values."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

ALTERNATIVE: Final = {"alternative": True}
"""Metadata of a field that stands in JSON only where it says something, because another one may stand in its place."""


@cache
def _keys(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """Attribute, JSON key and whether it is an alternative, of each field; a trailing underscore only dodges a Python
    keyword."""
    return tuple((f.name, f.name.rstrip("_"), "alternative" in f.metadata) for f in fields(kind))


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, strings, numbers: what `json.dumps` takes. Spans become `[start, end]`."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        told = ((key, getattr(value, name), either) for name, key, either in _keys(type(value)))
        return {key: to_plain(item) for key, item, either in told if not either or not (item is None or item is False)}
    raise TypeError(f"{type(value).__name__} has no plain form")

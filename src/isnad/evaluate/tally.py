"""Counts of what was found, and the figures made of them."""

from collections.abc import Iterator
from typing import NamedTuple


class Figure(NamedTuple):
    """One figure over all documents: `tp` of `gold` annotated and `system` read ones were right."""

    key: str
    tp: int
    gold: int
    system: int

    @property
    def precision(self) -> float:
        """Share of what was read that is right, 0 to 1; 0 where nothing was read."""
        return self.tp / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """Share of what is annotated that was read, 0 to 1; 0 where nothing is annotated."""
        return self.tp / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


class Tally:
    """Figures that grow, in the order in which they were first named."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {}

    def add(self, key: str, tp: int = 0, gold: int = 0, system: int = 0) -> None:
        """Count `tp` right ones among `gold` annotated and `system` read ones."""
        counts = self._counts.setdefault(key, [0, 0, 0])
        counts[0] += int(tp)
        counts[1] += int(gold)
        counts[2] += int(system)

    def __iter__(self) -> Iterator[Figure]:
        return (Figure(key, *counts) for key, counts in self._counts.items())

    def figure(self, key: str) -> Figure:
        """The figure of this name; all zero where nothing was counted under it."""
        return Figure(key, *self._counts.get(key, (0, 0, 0)))

    def plain(self) -> dict[str, dict[str, float]]:
        """Every figure as JSON values, by name."""
        return {
            f.key: {"p": f.precision, "r": f.recall, "f1": f.f1, "tp": f.tp, "gold": f.gold, "system": f.system}
            for f in self
        }

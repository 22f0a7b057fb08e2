"""Counting what a format has no field for."""

from collections import Counter
from collections.abc import Sequence

from isnad.publish.release.released import Loss


class Losses:
    """What was left out so far, by what it is and why."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, what: str, why: str, number: int = 1) -> None:
        """Counts so many more of `what` that were left out because of `why`."""
        self._counts[what, why] += number

    def told(self) -> Sequence[Loss]:
        """One Loss for each sort, in the order of their words."""
        return tuple(Loss(what, why, number) for (what, why), number in sorted(self._counts.items()) if number)

"""Stretches of time as they are drawn: in the direction of reading, from the first day that is known to the last."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

_WIDTH = 100.0
_LEAST = 0.8
_MONTH = 30.44


class Timed(Protocol):
    """What has the days of a state (`asking.states.State`)."""

    @property
    def since(self) -> str | None:
        """The first day that is told."""

    @property
    def first(self) -> str | None:
        """The first day of which it is said."""

    @property
    def last(self) -> str | None:
        """The day of the last report that says it."""

    @property
    def until(self) -> str | None:
        """The last day that is told."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar: `x` and `width` of a hundred, and the days that it stands for."""

    x: float
    width: float
    first: str
    last: str


def span_of(state: Timed, first: str, last: str, direction: str) -> Drawn | None:
    """The bar of a state between two days; in a page that runs right to left time does too. None where no day of it is
    known. It ends with the last report: nothing is drawn that nobody said."""
    start, end = state.since or state.first or state.last, state.until or state.last or state.first
    begin, total = _day(first), max((_day(last) - _day(first)).days, 1)
    if start is None or end is None:
        return None
    left = _WIDTH * min(max((_day(start) - begin).days / total, 0), 1)
    right = _WIDTH * min(max(((_day(end) - begin).days + 1) / total, 0), 1)
    width = max(right - left, _LEAST)
    left = min(left, _WIDTH - width)
    return Drawn(round(_WIDTH - left - width if direction == "rtl" else left, 2), round(width, 2), start, end)


def months_between(first: str, last: str) -> int:
    """How many months lie between two days, at least 0."""
    return max(round((_day(last) - _day(first)).days / _MONTH), 0)


def _day(told: str) -> date:
    """The day of an ISO year, month or day."""
    parts = [int(part) for part in told[:10].split("-")]
    return date(*[*parts, 1, 1][:3])

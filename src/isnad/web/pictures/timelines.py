"""How many events fell in each day, week, month or year, as bars along a line of time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

Unit = Literal["day", "week", "month", "year"]
UNITS: Final[tuple[Unit, ...]] = ("day", "week", "month", "year")
MOST_BARS: Final = 120
"""More do not stand apart on a screen of 360 pixels."""
WIDTH, HEIGHT = 840, 260
_TOP, _FOOT, _SIDE = 14, 34, 44
_DAYS: Final[Mapping[Unit, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}
_MOST_LABELS = 9
_STEPS: Final[tuple[tuple[Callable[[str], object], int], ...]] = (
    (lambda day: day, 10),
    (lambda day: day[:7], 7),
    (lambda day: (day[:4], (int(day[5:7]) - 1) // 3), 7),
    (lambda day: day[:4], 4),
    (lambda day: int(day[:4]) // 5, 4),
    (lambda day: int(day[:4]) // 20, 4),
    (lambda day: int(day[:4]) // 100, 4),
    (lambda day: int(day[:4]) // 1000, 4),
)
"""By what days are told apart on the axis, from fine to coarse, and how much of a date is then written."""
_LABEL_ROOM = 80
"""As wide as a date is written."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The events of the days `first` to `last` (inclusive), and where its bar stands in the picture's own units."""

    first: str
    last: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on an axis at `at`: across for days, down for numbers."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture: bars in the order of time, days below them, numbers beside them, where time begins. The bars stand
    between `left` and `right`."""

    unit: Unit
    bars: tuple[Bar, ...]
    days: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    left: int
    right: int


def fitting(first: str, last: str, most: int = MOST_BARS) -> Unit:
    """The finest unit in which the days between two (ISO 8601) are at most so many bars; years where none is."""
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    return next((unit for unit in UNITS if days <= most * _DAYS[unit]), "year")


def timeline(counts: Mapping[str, int], unit: Unit, *, leftwards: bool) -> Timeline:
    """The picture of counts by any day (ISO 8601) of each stretch of time. Stretches without events are drawn empty;
    `leftwards`: time runs from right to left. Without counts there are no bars."""
    stretches = list(_stretches(counts, unit))
    top = _round_above(max((count for _, _, count in stretches), default=1))
    left, right = (4, WIDTH - _SIDE) if leftwards else (_SIDE, WIDTH - 4)
    step, deep = (right - left) / max(len(stretches), 1), HEIGHT - _TOP - _FOOT
    width = min(step * 0.86, 48)
    bars = []
    for number, (first, last, count) in enumerate(stretches):
        place = len(stretches) - 1 - number if leftwards else number
        x, height = left + place * step + (step - width) / 2, count / top * deep
        y = _TOP + deep - height
        bars.append(Bar(first, last, count, round(x, 2), round(y, 2), round(width, 2), round(height, 2)))
    shown = (0, top // 2, top) if top > 1 else (0, top)
    levels = tuple(Mark(round(_TOP + deep - count / top * deep, 2), str(count)) for count in shown)
    return Timeline(unit, tuple(bars), tuple(_marks(bars)), levels, left, right)


def _marks(bars: Sequence[Bar]) -> list[Mark]:
    """Labels where a day, month, quarter, year or more years begin: the finest of which there are few."""
    if not bars:
        return []
    marks: list[Mark] = []
    for key, length in _STEPS:
        starts = [bars[0], *(here for before, here in pairwise(bars) if key(here.first) != key(before.first))]
        marks = [Mark(round(bar.x + bar.width / 2, 2), bar.first[:length]) for bar in starts]
        if len(marks) <= _MOST_LABELS:
            break
    # the first bar may stand late in its year, beside the next
    return marks[1:] if len(marks) > 1 and abs(marks[1].at - marks[0].at) < _LABEL_ROOM else marks


def _stretches(counts: Mapping[str, int], unit: Unit) -> Iterator[tuple[str, str, int]]:
    """Each stretch from the first to the last that has events: its first and last day, and how many."""
    found: dict[date, int] = {}
    for day, count in counts.items():
        first = _first(date.fromisoformat(day), unit)
        found[first] = found.get(first, 0) + count
    if not found:
        return
    here, end, edges = min(found), _next(max(found), unit), []
    while here < end:
        edges.append(here)
        here = _next(here, unit)
    for first, after in pairwise((*edges, end)):
        yield first.isoformat(), (after - timedelta(1)).isoformat(), found.get(first, 0)


def _first(day: date, unit: Unit) -> date:
    """The first day of the stretch in which a day lies; weeks begin on Monday (ISO 8601)."""
    if unit == "week":
        return day - timedelta(day.weekday())
    return day.replace(day=1 if unit in ("month", "year") else day.day, month=1 if unit == "year" else day.month)


def _next(first: date, unit: Unit) -> date:
    try:
        if unit in ("day", "week"):
            return first + timedelta(_DAYS[unit])
        return _first(first + timedelta(32 if unit == "month" else 366), unit)
    except OverflowError:
        return date.max


def _round_above(count: int) -> int:
    """The next of 1, 2, 4, 10, 20, 40, 100 …: its half is a whole number too."""
    size = 1
    while True:
        for step in (1, 2, 4):
            if count <= step * size:
                return step * size
        size *= 10

"""Days and moments as a user writes them: bounds of the world's time, and what was known by a time of ours."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from isnad.arabic.letters import fold
from isnad.errors import DateError

_PARTIAL = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_CLOCK = re.compile(r"\d[Tt]\d")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEAR = {"today": 0, "اليوم": 0, "yesterday": 1, "امس": 1}
_ADVICE = "write a year, a month or a day: 2021, 2021-02, 2021-02-16, today, yesterday"


@dataclass(frozen=True, slots=True)
class Days:
    """Inclusive ISO days; None is open."""

    first: str | None
    last: str | None


def days(value: str, today: date | None = None) -> Days:
    """The bounds of a year, month or day (`2021`, `2021-02`, `2021-02-16`, `today`, `أمس`), in any digits.

    Relative ones count from `today`, by default the day in UTC. Raises DateError for anything else.
    """
    word = fold(value) if not value.isascii() else value.lower()
    if word in _NEAR:
        day = (today or datetime.now(UTC).date()) - timedelta(days=_NEAR[word])
        return Days(day.isoformat(), day.isoformat())
    found = _PARTIAL.fullmatch("".join(str(int(char)) if char.isdecimal() else char for char in value.strip()))
    if found is None:
        raise DateError(f"{value!r} is no date: {_ADVICE}")
    year, month, day_ = (int(part) if part else None for part in found.groups())
    try:
        return _bounds(year or 0, month, day_)
    except ValueError as error:
        raise DateError(f"{value!r} is no day of the calendar: {_ADVICE}") from error


def _bounds(year: int, month: int | None, day: int | None) -> Days:
    first = date(year, month or 1, day or 1)
    if day:
        return Days(first.isoformat(), first.isoformat())
    last = date(year, month or 12, monthrange(year, month or 12)[1])
    return Days(first.isoformat(), last.isoformat())


def span_of_days(value: str, today: date | None = None) -> Days:
    """As `days`, or two of them with `..` between, either of which may be left out (`2021-02..`). DateError where the
    first comes after the last."""
    if ".." not in value:
        return days(value, today)
    start, _, end = value.partition("..")
    if not (start or end):
        raise DateError(f"{value!r} is no date: {_ADVICE}")
    found = Days(days(start, today).first if start else None, days(end, today).last if end else None)
    if found.first and found.last and found.first > found.last:
        raise DateError(f"{value!r} ends before it begins: write the earlier day first")
    return found


def day_of(value: str, today: date | None = None) -> str:
    """The day that the state of the world is asked for; of a month or a year its last. Raises DateError."""
    return days(value, today).last or ""


def known_before(value: str | None) -> str | None:
    """The moment before which all is that was known by `value`, comparable with the archive's own times.

    `value` is a year, a month, a day (to its end, in UTC) or an ISO time (its zone, else UTC); None for no limit.
    Raises DateError for anything else.
    """
    if value is None:
        return None
    if is_moment(value):
        return _moment(value)
    last = date.fromisoformat(day_of(value))
    return (last + timedelta(days=1)).isoformat() if last < date.max else None


def is_moment(value: str) -> bool:
    """Whether a time of day is written, not merely a day."""
    return ":" in value or _CLOCK.search(value) is not None


def _moment(value: str) -> str:
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise DateError(f"{value!r} is no time: write 2021-02-16T19:16:00+02:00, or a day") from error
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return (found.astimezone(UTC) + timedelta(microseconds=1)).strftime("%Y-%m-%dT%H:%M:%S.%f")


def days_between(earlier: str, later: str) -> int | None:
    """How many days lie between two ISO days; None where one is none."""
    if not (_ISO_DAY.fullmatch(earlier) and _ISO_DAY.fullmatch(later)):
        return None
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days

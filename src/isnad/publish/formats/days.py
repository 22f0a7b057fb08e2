"""Days and times as graphs write them. What comes in is ISO 8601, a year, a month, a day or a moment."""

from calendar import monthrange
from datetime import UTC, datetime
from functools import lru_cache


def first_day(iso: str) -> str:
    """The first day of a year, a month, a day or a moment: `2021-02` is `2021-02-01`."""
    return (iso[:10] + "-01-01")[:10]


def last_day(iso: str) -> str:
    """The last day of a year, a month, a day or a moment: `2021-02` is `2021-02-28`."""
    if len(iso) >= 10:
        return iso[:10]
    year, _, month = iso.partition("-")
    number = int(month or 12)
    return f"{year}-{number:02d}-{monthrange(int(year), number)[1]:02d}"


@lru_cache(maxsize=4_096)
def moment(iso: str) -> str:
    """A moment in UTC to the millisecond, as STIX writes it; a day is its beginning."""
    when = datetime.fromisoformat(first_day(iso) if len(iso) <= 10 else iso)
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_utc(iso: str) -> str:
    """A moment in UTC without its zone, to the second; a year, a month or a day as it is."""
    return iso if len(iso) <= 10 else moment(iso)[:19]


def end_of(iso: str) -> str:
    """The last moment of a year, a month or a day, as STIX writes it."""
    return f"{last_day(iso)}T23:59:59.999Z"

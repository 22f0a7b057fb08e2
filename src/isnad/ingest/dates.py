"""When a report was published, as a user or a page writes it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime

from isnad.errors import DateError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_EPOCH = re.compile(r"[0-9]{10}|[0-9]{13}")
_MILLISECONDS = 13
_NUMBERS = re.compile(r"([0-9]{1,4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,4})(?![0-9])(.*)")
_CLOCK = re.compile(r"[ T,،]{1,3}([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?(?![0-9:]|\s?[AaPp][Mm]|\s?[صم])")
_YEAR, _MONTHS, _LONGEST = 4, 12, 60


@dataclass(frozen=True, slots=True)
class Publication:
    """The day (`YYYY-MM-DD`) and, where it is known, the ISO time."""

    day: str
    at: str | None = None


def parse_publication(value: str) -> Publication:
    """`value` as `YYYY-MM-DD` or as an ISO date and time; DateError for anything else."""
    value = value.strip()
    try:
        if _DAY.fullmatch(value):
            return Publication(date.fromisoformat(value).isoformat())
        if _TIME.fullmatch(value):
            moment = datetime.fromisoformat(value)
            return Publication(moment.date().isoformat(), moment.isoformat())
    except ValueError:
        pass
    raise DateError(f"{value!r} is no date of publication: write 2021-02-16 or 2021-02-16T19:16:00+02:00")


def told_publication(value: str) -> str | None:
    """The ISO day or time that a cell of a table or a header tells: ISO, year first (`2021/2/16 19:16`), day and month
    where one of them is over 12, seconds or milliseconds since 1970 (UTC), in digits of any script. None where it
    tells none, or where day and month cannot be told apart."""
    value = " ".join(value.split())[:_LONGEST]
    plain = "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in value)
    if found := find_publication(plain):
        return found.at or found.day
    if _EPOCH.fullmatch(plain):
        seconds = int(plain) if len(plain) < _MILLISECONDS else int(plain) // 1000
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    match = _NUMBERS.match(plain)
    if not match:
        return None
    first, second, third, rest = match.groups()
    year, month, day = _ordered(first, second, third)
    clock = _CLOCK.match(rest)
    time = f"T{int(clock[1]):02}:{clock[2]}:{clock[3] or '00'}" if clock else ""
    found = find_publication(f"{year:04}-{month:02}-{day:02}{time}") if year else None
    return (found.at or found.day) if found else None


def _ordered(first: str, second: str, third: str) -> tuple[int, int, int]:
    """Year, month and day; zeros where their order cannot be told."""
    if len(first) == _YEAR and len(third) <= 2:
        return int(first), int(second), int(third)
    if len(third) != _YEAR or len(first) > 2:
        return 0, 0, 0
    one, other = int(first), int(second)
    if one > _MONTHS or one == other:
        return int(third), other, one
    return (int(third), one, other) if other > _MONTHS else (0, 0, 0)


def find_publication(value: str) -> Publication | None:
    """Likewise for what a page declares: None instead of an error, and the day alone where the time is unusual."""
    for candidate in (value.strip(), value.strip()[:10]):
        try:
            return parse_publication(candidate)
        except DateError:
            continue
    return None

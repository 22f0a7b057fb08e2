"""When a report was published, as a user or a page writes it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from isnad.errors import DateError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)


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


def find_publication(value: str) -> Publication | None:
    """Likewise for what a page declares: None instead of an error, and the day alone where the time is unusual."""
    for candidate in (value.strip(), value.strip()[:10]):
        try:
            return parse_publication(candidate)
        except DateError:
            continue
    return None

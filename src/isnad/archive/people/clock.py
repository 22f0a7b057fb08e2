"""Moments as the tables of people hold them. Whoever calls says what time it is."""

from datetime import datetime, timedelta


def written(now: datetime, seconds: float = 0) -> str:
    """A moment in UTC, so many seconds later (earlier where negative), as the archive writes moments: texts in the
    order of time."""
    return (now + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def seconds_until(moment: str, now: datetime) -> float:
    """How long it is from `now` to a moment that `written` wrote; negative where it has passed."""
    return (datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S.%f%z") - now).total_seconds()

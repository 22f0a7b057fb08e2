"""When two mentions say that it happened: whether that contradicts, and how much it speaks for one happening.

Days differ by one without contradiction: outlets write of a night by its evening or its morning, of `yesterday` from
before or after midnight, and from other zones. A report is not published before what it tells.
"""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from isnad.resolve.judgement import Reason
from isnad.resolve.mentions import EventMention

SLACK: Final = 1
"""Days by which two reports may differ on the day of one happening."""
FRESH: Final = 3
"""A report on a deed for which it gives no day is mostly published within so many days of it."""
STALE: Final = 10
"""After so many days a report mostly says when it was."""
_A_FEW: Final = 3
_ONE_WEEKDAY: Final = 1.8
"""One weekday in seven agrees by chance, nine in ten where the day is one: log(0.9 * 7)."""
_BOTH_PUBLISHED: Final = 0.4
"""What it counts that two reports which tell no day were published together: a paper tells of many things a day."""
_LONG_APART: Final = -6.0
"""Two reports that tell no day and were published long after one another mostly tell of two happenings."""
_DAYS_OF_A_YEAR: Final = 366


class Agreement(NamedTuple):
    """That two mentions agree on one of some `signs` counts for its rarity times `share`; `more` is added to it, in
    log-odds. `told` says what was compared."""

    signs: tuple[str, ...]
    share: float
    more: float
    told: str


@lru_cache(maxsize=100_000)
def ordinal(day: str) -> int:
    """The number of an ISO day, so that days can be counted."""
    return date.fromisoformat(day[:10]).toordinal()


def bounds(mention: EventMention) -> tuple[int, int] | None:
    """First and last day that the mention itself tells, as ordinals; None where it does not tell both."""
    return (ordinal(mention.from_), ordinal(mention.to)) if mention.from_ and mention.to else None


def contradicting_days(one: EventMention, other: EventMention) -> Reason | None:
    """Why both cannot be of one day: disjoint bounds, other days of the year, or published before it happened."""
    gap = _gap(one, other)
    if gap > SLACK:
        return Reason("days", -8.0, f"{_told(one)} and {_told(other)}")
    for early, late in ((one, other), (other, one)):
        if early.published and late.from_ and ordinal(late.from_) - ordinal(early.published) > SLACK:
            return Reason("days", -8.0, f"published on {early.published}, before {late.from_}")
    return None


def _gap(one: EventMention, other: EventMention) -> int:
    """Days between the bounds of both; 0 where they overlap or one is not known."""
    a, b = bounds(one), bounds(other)
    if a and b:
        return max(0, b[0] - a[1], a[0] - b[1])
    if one.partial and other.partial:
        return _turn(_of_year(one.partial), _of_year(other.partial))
    for told, partial in ((a, other.partial), (b, one.partial)):
        if told and partial and told[1] - told[0] <= _A_FEW:
            return min(_turn(_of_year(_iso(day)[4:]), _of_year(partial)) for day in range(told[0], told[1] + 1))
    return 0


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _of_year(partial: str) -> int:
    """The number of a day in the leap year 2000 (`--10-09` or `-10-09`)."""
    month, _, day = partial.lstrip("-").partition("-")
    return date(2000, int(month), int(day)).timetuple().tm_yday


def _turn(one: int, other: int) -> int:
    apart = abs(one - other)
    return min(apart, _DAYS_OF_A_YEAR - apart)


def reference_days(mention: EventMention) -> tuple[str, ...]:
    """The ISO days by which a mention is found: those it tells where they are few, else its day of publication."""
    told = bounds(mention)
    if told is not None:
        return tuple(_iso(day) for day in range(told[0], told[1] + 1)) if told[1] - told[0] <= _A_FEW else ()
    return (mention.published,) if mention.published and not mention.partial else ()


def agreement_of_days(one: EventMention, other: EventMention) -> Agreement:
    """On which days both agree, how far that speaks for one happening, and what else the days say."""
    a, b = bounds(one), bounds(other)
    both = f"{_told(one)}, {_told(other)}"
    if a and b:
        if max(a[1] - a[0], b[1] - b[0]) > _A_FEW:
            return Agreement((), 0.0, 0.5, both)
        return Agreement(_days(min(a[0], b[0]), max(a[1], b[1])), 0.8, 0.0 if _gap(one, other) == 0 else -1.0, both)
    partial = one.partial or other.partial
    if partial and (a or one.partial) and (b or other.partial):
        return Agreement((f"year day:{partial}",), 0.8, 0.0 if _gap(one, other) == 0 else -1.0, both)
    published = [
        ordinal(m.published)
        for m, told in ((one, a), (other, b))
        if told is None and m.published and not _since_long(m)
    ]
    told = a or b
    if told and published and told[1] - told[0] <= _A_FEW:
        return _lag(told[1], published[0], both)
    if len(published) == 2:
        lag = _lag(min(published), max(published), both)
        far = _LONG_APART if max(published) - min(published) > STALE else lag.more
        return lag._replace(share=_BOTH_PUBLISHED, more=far)
    return _weekdays(one, other, a, b)


def _since_long(mention: EventMention) -> bool:
    """Whether it tells of what has gone on for long (`since 2014`): when that was published says nothing of its day."""
    began = mention.from_ if mention.published else None
    return began is not None and ordinal(mention.published or began) - ordinal(began) > STALE


def _days(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"day:{_iso(day)}" for day in range(first, last + 1))


def _lag(day: int, published: int, both: str) -> Agreement:
    """A report that gives no day against a day: the sooner it was published after it, the better."""
    lag = published - day
    if lag <= FRESH:
        return Agreement(_days(day, day + max(lag, SLACK)), 0.75, 0.0 if lag <= SLACK else -1.0, both)
    return Agreement((), 0.0, -1.0 if lag <= STALE else -3.0, both)


def _weekdays(
    one: EventMention, other: EventMention, a: tuple[int, int] | None, b: tuple[int, int] | None
) -> Agreement:  # fmt: skip
    """Weekdays against one another or against a day."""
    left = one.weekday if a is None else (a[1] - 1) % 7
    right = other.weekday if b is None else (b[1] - 1) % 7
    if left is None or right is None:
        return Agreement((), 0.0, 0.0, "not known of both")
    apart = min((left - right) % 7, (right - left) % 7)
    weight = _ONE_WEEKDAY if apart == 0 else -0.5 if apart <= SLACK else -4.0
    return Agreement((), 0.0, weight, f"{apart} days apart in the week")


def _told(mention: EventMention) -> str:
    if mention.from_ and mention.to:
        return mention.from_ if mention.from_ == mention.to else f"{mention.from_} to {mention.to}"
    return mention.partial or (f"published {mention.published}" if mention.published else "no day")

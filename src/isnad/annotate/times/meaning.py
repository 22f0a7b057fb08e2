"""What an expression denotes: bounds, once it is known from when the report is and which time was named before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol

from isnad.model.vocabulary import Precision

Anchor = Literal["published", "earlier"]
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Inclusive days, or None where there is no bound, and what they were computed from."""

    first: date | None
    last: date | None
    precision: Precision
    partial: str | None = None
    anchor: Anchor | None = None

    @property
    def dated(self) -> bool:
        """Whether there is any bound."""
        return self.first is not None or self.last is not None

    def closed(self) -> tuple[date, date] | None:
        """Both bounds, or None where one is open."""
        return (self.first, self.last) if self.first and self.last else None

    def plausible(self) -> "Bounds":
        """These bounds, or none where one lies outside 1900 to 2100 or they are the wrong way round."""
        for day in (self.first, self.last):
            if day is not None and not FIRST_DAY <= day <= LAST_DAY:
                return replace(self, first=None, last=None, anchor=None)
        if self.first and self.last and self.first > self.last:
            return replace(self, first=None, last=None, anchor=None)
        return self


class Now(NamedTuple):
    """What relative expressions count from. `future` says whether the clause speaks of what is to come."""

    published: date | None
    earlier: Bounds | None
    future: bool = False


class Meaning(Protocol):
    """What an expression denotes, before it is known from when it counts."""

    def resolve(self, now: Now) -> Bounds:
        """The bounds, given when the report is from."""
        ...


def shifted(day: date, days: int) -> date | None:
    """The day so many days later, None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Vague:
    """A time without bounds."""

    precision: Precision = "vague"

    def resolve(self, now: Now) -> Bounds:
        """No bounds."""
        return Bounds(None, None, self.precision)


@dataclass(frozen=True, slots=True)
class Then:
    """The time named before (`ذلك الحين`)."""

    def resolve(self, now: Now) -> Bounds:
        """The bounds of the expression before, if any."""
        return replace(now.earlier, anchor="earlier") if now.earlier else Bounds(None, None, "vague")


@dataclass(frozen=True, slots=True)
class Finer:
    """A meaning told more precisely than its day: part of a day, hour, minute."""

    of: Meaning
    precision: Precision

    def resolve(self, now: Now) -> Bounds:
        """The bounds of the day, with the finer precision."""
        return replace(self.of.resolve(now), precision=self.precision)


@dataclass(frozen=True, slots=True)
class Night:
    """The night that begins on a day: that day and the next, or, where the next would be after publication, the one
    before it. With `second`, the night between two named weekdays."""

    of: Meaning
    second: Meaning | None = None

    def resolve(self, now: Now) -> Bounds:
        """Both days of the night."""
        found = (self.second or self.of).resolve(now)
        days = found.closed()
        if days is None or days[0] != days[1]:
            return replace(found, precision="night")
        before = self.second is not None or (days[0] == now.published and not now.future)
        first = shifted(days[0], -1) if before else days[0]
        last = days[0] if before else shifted(days[0], 1)
        return replace(found, first=first, last=last, precision="night")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A distance from publication only where the clause speaks of the future; in a narrative its start is unknown."""

    of: Meaning

    def resolve(self, now: Now) -> Bounds:
        """The bounds in the future, else none."""
        found = self.of.resolve(now)
        return found if now.future else Bounds(None, None, found.precision)


@dataclass(frozen=True, slots=True)
class Coming:
    """A time that a clause in the present announces (`يفتح المعبر اعتبارا من الأحد`)."""

    of: Meaning

    def resolve(self, now: Now) -> Bounds:
        """The bounds, as where the clause speaks of the future."""
        return self.of.resolve(now._replace(future=True))


@dataclass(frozen=True, slots=True)
class Since:
    """From a time on."""

    of: Meaning

    def resolve(self, now: Now) -> Bounds:
        """Only the lower bound."""
        return replace(self.of.resolve(now), last=None, partial=None)


_CLOCK = frozenset(("minute", "hour"))
_WITHIN_DAY = _CLOCK | {"part_of_day", "night"}


@dataclass(frozen=True, slots=True)
class Until:
    """Up to a time; with `short`, up to the day before it, or that day where its part is told. What
    happened before an hour (`قبل الساعة السابعة من صباح الأحد`) happened on that day."""

    of: Meaning
    short: bool = False

    def resolve(self, now: Now) -> Bounds:
        """Only the upper bound."""
        found = self.of.resolve(now)
        if self.short and found.precision in _CLOCK and not now.future:
            return found
        if self.short:
            back = 0 if found.precision in _WITHIN_DAY else -1
            return replace(found, first=None, last=shifted(found.first, back) if found.first else None, partial=None)
        return replace(found, first=None, partial=None)


@dataclass(frozen=True, slots=True)
class After:
    """Later than a time: from the next day on, or from that day where its part is told. What happened after an hour
    happened on that day."""

    of: Meaning

    def resolve(self, now: Now) -> Bounds:
        """Only the lower bound."""
        found = self.of.resolve(now)
        if found.precision in _CLOCK and not now.future:
            return found
        ahead = 0 if found.precision in _WITHIN_DAY else 1
        return replace(found, first=shifted(found.last, ahead) if found.last else None, last=None, partial=None)


@dataclass(frozen=True, slots=True)
class Between:
    """From one time to another; the first is sought before the second."""

    left: Meaning
    right: Meaning

    def resolve(self, now: Now) -> Bounds:
        """From the lower bound of the first to the upper bound of the second."""
        right = self.right.resolve(now)
        seen_from = right.last if right.last and right.anchor == "published" else now.published
        left = self.left.resolve(now)
        if left.first and right.last and left.first > right.last:
            left = self.left.resolve(now._replace(published=seen_from, future=False))
        if left.first is None or right.last is None or left.first > right.last:
            return Bounds(None, None, right.precision)
        return Bounds(left.first, right.last, left.precision, anchor=right.anchor or left.anchor)

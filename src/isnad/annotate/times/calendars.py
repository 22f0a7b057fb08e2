"""Dates by the Gregorian and the Hijri (Umm al-Qura) calendar, complete or not."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from hijridate import Gregorian, Hijri

from isnad.annotate.times.meaning import Anchor, Bounds, Meaning, Now, shifted
from isnad.model.vocabulary import Precision

Cue = Literal["past", "next", "this", "same", "following", "preceding", "before_last"]
_SOON = 45
_HIJRI_TABLE = (date(1924, 8, 1), date(2077, 11, 16))


Days = tuple[date, date]


def extent(year: int, month: int | None = None, day: int | None = None, *, hijri: bool = False) -> Days | None:
    """First and last day of a year, month or day; None where the calendar has none such."""
    first_month, last_month = (month, month) if month else (1, 12)
    try:
        if hijri:
            first = Hijri(year, first_month, day or 1)
            last = Hijri(year, last_month, day or Hijri(year, last_month, 1).month_length())
            return date(*first.to_gregorian().datetuple()), date(*last.to_gregorian().datetuple())
        return date(year, first_month, day or 1), date(year, last_month, day or monthrange(year, last_month)[1])
    except (ValueError, OverflowError):
        return None


def month_of(day: date, *, hijri: bool = False) -> tuple[int, int]:
    """Year and month of a day."""
    if not hijri:
        return day.year, day.month
    inside = min(max(day, _HIJRI_TABLE[0]), _HIJRI_TABLE[1])
    found = Gregorian(inside.year, inside.month, inside.day).to_hijri()
    return found.year, found.month


def month_shifted(year: int, month: int, months: int) -> tuple[int, int]:
    """The month so many months later."""
    year, zero = divmod(year * 12 + month - 1 + months, 12)
    return year, zero + 1


_STEPS: dict[str, int] = {"past": -1, "preceding": -1, "before_last": -2, "next": 1, "following": 1}


def seen_from(cue: str, now: Now) -> tuple[date, Anchor] | None:
    """The day from which a word like `الماضي` or `ذاته` counts."""
    if cue in ("same", "following", "preceding"):
        day = now.earlier and (now.earlier.first or now.earlier.last)
        return (day, "earlier") if day else None
    return (now.published, "published") if now.published else None


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A day, month or year. What it leaves open is the nearest one before publication, unless a cue says otherwise.

    `cue` belongs to the date itself (`نوفمبر الفائت`), `month_cue` and `year_cue` to its month (`من الشهر الجاري`) and
    year (`من العام الماضي`); `days` is how long it lasts from its first day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    cue: Cue | None = None
    month_cue: Cue | None = None
    year_cue: Cue | None = None
    hijri: bool = False
    days: int = 1

    @property
    def precision(self) -> Precision:
        """How fine the date is."""
        return "day" if self.day else "month" if self.month or self.month_cue else "year"

    @property
    def complete(self) -> bool:
        """Whether it names day, month and year."""
        return bool(self.year and self.month and self.day)

    def resolve(self, now: Now) -> Bounds:
        """The day, month or year meant."""
        dated = self._dated(now)
        if isinstance(dated, Bounds):
            return dated
        date_, anchor = dated
        if date_.year is None:
            return date_._nearest(now)
        return date_._of_year(date_.year, anchor) or Bounds(None, None, self.precision)

    def _dated(self, now: Now) -> "tuple[CalendarDate, Anchor | None] | Bounds":
        """This date with the month and year that its cues point to."""
        cue = self.month_cue or self.year_cue
        if cue is None:
            return self, None
        base = seen_from(cue, now)
        if base is None:
            return Bounds(None, None, self.precision, partial=self.partial)
        year, month = month_of(base[0], hijri=self.hijri)
        if self.month_cue:
            year, month = month_shifted(year, month, _STEPS.get(cue, 0))
            return replace(self, year=self.year or year, month=month, month_cue=None), base[1]
        return replace(self, year=year + _STEPS.get(cue, 0), year_cue=None), base[1]

    @property
    def partial(self) -> str | None:
        """`--MM-DD` for a Gregorian day and month."""
        return f"--{self.month:02}-{self.day:02}" if self.month and self.day and not self.hijri else None

    def _of_year(self, year: int, anchor: Anchor | None) -> Bounds | None:
        days = extent(year, self.month, self.day, hijri=self.hijri)
        if days is None:
            return None
        last = shifted(days[0], self.days - 1) if self.days > 1 else days[1]
        return Bounds(days[0], last, self.precision, anchor=anchor)

    def _nearest(self, now: Now) -> Bounds:
        nothing = Bounds(None, None, self.precision, partial=self.partial)
        if self.month is None:
            return nothing
        base = seen_from(self.cue or "past", now)
        if base is None:
            return nothing
        here = month_of(base[0], hijri=self.hijri)[0]
        reach = 8 if (self.month, self.day) == (2, 29) else 2
        near = [b for y in range(here - reach, here + reach + 1) if (b := self._of_year(y, base[1])) and b.closed()]
        if self.cue == "this":  # `20 شباط الجاري`, on either side of the day
            return min(near, key=lambda b: abs((b.first - base[0]).days) if b.first else 0, default=nothing)
        return chosen(near, base[0], self.cue, now.future or self._soon(near, base[0])) or nothing

    def _soon(self, near: list[Bounds], day: date) -> bool:
        """Whether a feast or Hijri day lies just ahead, its last occurrence the better part of a year back: no report
        means that one without saying so."""
        if self.cue or not self.day or not (self.hijri or self.days > 1):
            return False
        return any(b.first and 0 < (b.first - day).days <= _SOON for b in near)


def chosen(near: list[Bounds], day: date, cue: str | None, future: bool) -> Bounds | None:
    """Of the candidates in order, the one that the cue means, seen from `day`."""
    past = [b for b in near if b.last and b.last < day]
    begun = [b for b in near if b.first and b.first <= day]
    ahead = [b for b in near if b.first and b.first > day]
    if cue in ("past", "preceding"):
        return past[-1] if past else None
    if cue == "before_last":
        return past[-2] if len(past) > 1 else None
    if cue in ("next", "following"):
        return ahead[0] if ahead else None
    if future and cue is None:
        current = [b for b in near if b.last and b.last >= day]
        return current[0] if current else None
    return begun[-1] if begun else None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday = 0. `week` says of which week: the present one, from Saturday on, or the seven days
    before or after, as a past or coming week is everywhere (`الجمعة من الأسبوع الماضي`)."""

    number: int
    cue: Cue | None = None
    week: Cue | None = None

    def resolve(self, now: Now) -> Bounds:
        """The nearest such day not after publication, unless a cue or the clause says otherwise."""
        base = seen_from(self.week or self.cue or "past", now)
        if base is None:
            return Bounds(None, None, "day")
        offset = (self.number - base[0].weekday()) % 7
        if self.week:
            day = shifted(base[0], self._in_week(offset, base[0]))
            return Bounds(day, day, "day", anchor=base[1])
        days = [shifted(base[0], offset + 7 * week) for week in range(-3, 3)]
        near = [Bounds(day, day, "day", anchor=base[1]) for day in days if day]
        return chosen(near, base[0], self.cue, now.future) or Bounds(None, None, "day")

    def _in_week(self, offset: int, base: date) -> int:
        """Days from `base` to the day within its week; `offset` leads to the first such day that is not before it."""
        step = _STEPS.get(self.week or "this", 0)
        if step == 0:
            return (self.number + 2) % 7 - (base.weekday() + 2) % 7
        return offset + 7 * step if step < 0 else (offset or 7) + 7 * (step - 1)


@dataclass(frozen=True, slots=True)
class OnWeekday:
    """A day counted from publication with its weekday (`اليوم السبت`, `أمس الجمعة`). The writer knows the weekday, and
    the day of publication may be off by one, as midnight or another zone makes it: then the weekday holds."""

    of: Meaning
    number: int

    def resolve(self, now: Now) -> Bounds:
        """The day counted, or the one beside it that is that weekday, unless it would be after publication."""
        found = self.of.resolve(now)
        beside = [shifted(found.first, step) for step in (0, -1, 1)] if found.first else []
        latest = max(filter(None, (found.first, now.published)), default=None)
        day = next((d for d in beside if d and latest and d <= latest and d.weekday() == self.number), found.first)
        return replace(found, first=day, last=day)

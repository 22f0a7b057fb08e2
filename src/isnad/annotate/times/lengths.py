"""Periods, lengths of time and their parts: `الأسبوع الماضي`, `قبل يومين`, `خلال 48 ساعة`, `مطلع الشهر`."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from isnad.annotate.times.calendars import Cue, Days, chosen, extent, month_shifted, seen_from
from isnad.annotate.times.meaning import Anchor, Bounds, Meaning, Now, shifted
from isnad.model.vocabulary import Precision

Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade"]
More = tuple[int, Literal["minute", "hour", "day", "week", "month", "year", "decade", "about"]]
_STEPS = {"past": -1, "preceding": -1, "before_last": -2, "next": 1, "following": 1}
_DAYS = {"day": 1, "week": 7}


def moved(day: date, count: int, unit: Unit) -> Days | None:
    """The day, month or year that lies `count` units after `day`, at the grain of the unit; weeks are days."""
    if abs(count) > 100_000:
        return None
    if unit in _DAYS:
        there = shifted(day, count * _DAYS[unit])
        return (there, there) if there else None
    if unit == "month":
        return extent(*month_shifted(day.year, day.month, count))
    return extent(day.year + count * (10 if unit == "decade" else 1))


def back(day: date, count: int, unit: Unit) -> date | None:
    """The same day so many units earlier (later when negative), at the month's end where it is shorter."""
    if unit == "minute":
        return day
    if unit == "hour":
        return shifted(day, -(count // 24) if count % 24 == 0 else -(count // 24) - (1 if count > 0 else 0))
    if unit in _DAYS:
        return shifted(day, -count * _DAYS[unit]) if abs(count) < 100_000 else None
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    found = extent(*month_shifted(day.year, day.month, -months)) if abs(months) < 100_000 else None
    return found[0].replace(day=min(day.day, found[1].day)) if found else None


def _bounds(days: Days | None, precision: Precision, anchor: Anchor | None) -> Bounds:
    return Bounds(days[0], days[1], precision, anchor=anchor) if days else Bounds(None, None, precision)


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before (-1) or after (1) a time, by default the publication."""

    count: int
    unit: Unit
    direction: int
    of: Meaning | None = None
    less: bool = False
    rest: tuple[More, ...] = ()

    def resolve(self, now: Now) -> Bounds:
        """The day, month or year at that distance, at the grain of the finest unit told; with `less`, all up to it."""
        base = self.of.resolve(now) if self.of else Bounds(now.published, now.published, "day", anchor="published")
        day = base.first if self.direction < 0 else base.last
        if day is None:
            return Bounds(None, None, self._precision)
        if self.less or self.unit in ("minute", "hour"):
            return self._within(day, base)
        found = self._summed(day) if self.rest else moved(day, self.count * self.direction, self.unit)
        return _bounds(found, self._precision, base.anchor)

    def _within(self, day: date, base: Bounds) -> Bounds:
        far = back(day, -self.direction * self.count, self.unit)
        whole = self.unit == "hour" and self.count % 24 == 0 and not self.less
        first, last = sorted((far or day, far if whole and far else day))
        return Bounds(first, last, self._precision, anchor=base.anchor)

    def _summed(self, day: date) -> Days | None:
        """`شهر و21 يوما`: to the day when days are told, else the whole month."""
        there = added(day, -self.direction, ((self.count, self.unit), *self.rest))
        if there is None:
            return None
        return (there, there) if self._precision == "day" else extent(there.year, there.month)

    @property
    def _precision(self) -> Precision:
        if not self.rest:
            return self.unit
        return "day" if self.rest[-1][1] in _DAYS else "month"


def added(day: date, direction: int, parts: tuple[More, ...]) -> date | None:
    """The day so many units of each kind before (1) or after (-1); `about` counts days that are only approximate."""
    there: date | None = day
    for count, unit in parts:
        there = back(there, direction * count, "day" if unit == "about" else unit) if there else None
    return there


@dataclass(frozen=True, slots=True)
class Last:
    """The last (-1) or next (1) so many units, up to or from publication."""

    count: int
    unit: Unit
    direction: int = 0
    rest: tuple[More, ...] = ()

    def resolve(self, now: Now) -> Bounds:
        """From so many units before the day up to it; where the clause speaks of the future, after it."""
        day = now.published
        if day is None:
            return Bounds(None, None, self.unit)
        ahead = self.direction > 0 or (self.direction == 0 and now.future)
        far = added(day, -1 if ahead else 1, ((self.count, self.unit), *self.rest))
        if far is None:
            return Bounds(None, None, self.unit)
        return Bounds(min(far, day), max(far, day), self.unit, anchor="published")


@dataclass(frozen=True, slots=True)
class Streak:
    """`لليوم الثالث على التوالي`: from the first such unit up to publication."""

    count: int
    unit: Unit

    def resolve(self, now: Now) -> Bounds:
        """The run of units that ends with the day of publication."""
        day = now.published
        if day is None:
            return Bounds(None, None, self.unit)
        if self.unit in _DAYS:
            return Bounds(shifted(day, 1 - self.count * _DAYS[self.unit]), day, self.unit, anchor="published")
        first = moved(day, 1 - self.count, self.unit)
        return Bounds(first[0], day, self.unit, anchor="published") if first else Bounds(None, None, self.unit)


@dataclass(frozen=True, slots=True)
class Period:
    """The day, week, month, year that a cue points to (`الأسبوع الماضي`, `العام ذاته`, `اليوم التالي`)."""

    unit: Unit
    cue: Cue

    def resolve(self, now: Now) -> Bounds:
        """Whole periods; a past week is the seven days before the day, a present one runs from Saturday."""
        base = seen_from(self.cue, now)
        if base is None or self.unit in ("minute", "hour"):
            return Bounds(None, None, self.unit)
        day, anchor = base
        if self.cue == "following" and now.earlier and now.earlier.last:
            day = now.earlier.last
        step = _STEPS.get(self.cue, 0)
        if self.unit == "week":
            return replace(self._week(day, step), anchor=anchor)
        return _bounds(moved(day, step, self.unit), self.unit, anchor)

    @staticmethod
    def _week(day: date, step: int) -> Bounds:
        if step < 0:
            return Bounds(shifted(day, 7 * step), shifted(day, 7 * step + 6), "week")
        if step > 0:
            return Bounds(shifted(day, 1), shifted(day, 7), "week")
        start = shifted(day, -((day.weekday() + 2) % 7))
        return Bounds(start, shifted(start, 6) if start else None, "week")


@dataclass(frozen=True, slots=True)
class Season:
    """Winter 1 (December to February, named by its later year), spring 2, summer 3, autumn 4."""

    number: int
    year: int | None = None
    cue: Cue | None = None
    year_cue: Cue | None = None

    def resolve(self, now: Now) -> Bounds:
        """The three months of the season."""
        if self.year:
            return self._of(self.year)
        base = seen_from(self.year_cue or self.cue or "past", now)
        if base is None:
            return Bounds(None, None, "season")
        if self.year_cue:
            return replace(self._of(base[0].year + _STEPS.get(self.year_cue, 0)), anchor=base[1])
        near = [replace(self._of(base[0].year + step), anchor=base[1]) for step in range(-3, 3)]
        return chosen(near, base[0], self.cue, now.future) or Bounds(None, None, "season")

    def _of(self, year: int) -> Bounds:
        first = extent(*month_shifted(year, 3 * self.number - 3, 0)) if self.number > 1 else extent(year - 1, 12)
        last = extent(*month_shifted(year, 3 * self.number - 1, 0))
        return Bounds(first[0] if first else None, last[1] if last else None, "season")


@dataclass(frozen=True, slots=True)
class Years:
    """A run of years: a decade."""

    first: int
    last: int

    def resolve(self, now: Now) -> Bounds:
        """From the first day of the first year to the last of the last."""
        return Bounds(date(self.first, 1, 1), date(self.last, 12, 31), "decade")


_SHARES = {"early": (0, 1, 3), "mid": (1, 2, 3), "late": (2, 3, 3), "third1": (0, 1, 3), "third2": (1, 2, 3),
           "third3": (2, 3, 3), "half1": (0, 1, 2), "half2": (1, 2, 2), "quarter1": (0, 1, 4), "quarter2": (1, 2, 4),
           "quarter3": (2, 3, 4), "quarter4": (3, 4, 4)}  # fmt: skip
_DAYS_OF_PART = {"month": {3: (10, 10), 2: (15, 15), 4: (7, 7)}, "week": {3: (2, 3), 2: (3, 4), 4: (2, 2)}}
_PARTS: dict[Precision, Precision] = {"month": "part_of_month", "year": "part_of_year"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a month (tens of days, halves), year (thirds, halves, quarters), week or decade."""

    of: Meaning
    part: str

    def resolve(self, now: Now) -> Bounds:
        """The part's first and last day."""
        whole = self.of.resolve(now)
        days = whole.closed()
        precision = _PARTS.get(whole.precision, whole.precision)
        if days is None:
            return replace(whole, precision=precision, partial=None)
        first, last = self._inside(days, whole.precision)
        return replace(whole, first=first, last=last, precision=precision, partial=None)

    def _inside(self, days: tuple[date, date], precision: Precision) -> tuple[date | None, date | None]:
        start, end, of = _SHARES[self.part]
        first, last = days
        if precision in ("month", "week"):
            size, reach = _DAYS_OF_PART[precision][of]
            return shifted(first, start * size), last if end == of else shifted(first, start * size + reach - 1)
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if months < of or precision == "day":
            return days
        if precision == "decade" and of == 3:
            start, end, of = 4 * start - start // 2, (4, 7, 10)[start], 10
        left = extent(*month_shifted(first.year, first.month, months * start // of))
        right = extent(*month_shifted(first.year, first.month, months * end // of - 1))
        return (left[0] if left else None), (right[1] if right else None)

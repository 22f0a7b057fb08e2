"""What is counted in a period: its n-th day, week or month, the n-th such weekday of a month, a day by two names."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from isnad.annotate.times.calendars import CalendarDate, extent, month_shifted, seen_from
from isnad.annotate.times.meaning import Bounds, Meaning, Now, shifted
from isnad.model.vocabulary import Precision

Counted = Literal["day", "week", "month"]
_SIZES = {"day": 1, "week": 7}
_REACH = 800


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th day, week or month of a period, from its end where `number` is negative (`الأسبوع الأول من شباط`,
    `آخر يوم من العام`); with `count` so many of them together (`الأشهر الثلاثة الأخيرة من 2020`)."""

    of: Meaning
    unit: Counted
    number: int
    count: int = 1

    def resolve(self, now: Now) -> Bounds:
        """First day of the first such unit to the last day of the last; none where the period has no such unit."""
        whole = self.of.resolve(now)
        precision = self._precision(whole.precision)
        days = whole.closed()
        first, last = self._inside(*days) if days else (None, None)
        if days is None or first is None or last is None or not days[0] <= first <= days[1]:
            return Bounds(None, None, precision)
        return replace(whole, first=first, last=min(last, days[1]), precision=precision, partial=None)

    def _precision(self, of: Precision) -> Precision:
        if self.count == 1:
            return self.unit
        return "part_of_year" if of == "year" else "part_of_month"

    def _inside(self, first: date, last: date) -> tuple[date | None, date | None]:
        if self.unit == "month":
            return self._months(first, last)
        size = _SIZES[self.unit] * self.count
        if self.number > 0:
            start = shifted(first, (self.number - 1) * _SIZES[self.unit])
            return start, shifted(start, size - 1) if start else None
        return max(shifted(last, 1 - size) or first, first), last

    def _months(self, first: date, last: date) -> tuple[date | None, date | None]:
        anchor, step = (first, self.number - 1) if self.number > 0 else (last, 1 - self.count)
        left = extent(*month_shifted(anchor.year, anchor.month, step))
        right = extent(*month_shifted(anchor.year, anchor.month, step + self.count - 1))
        return (left[0] if left else None), (right[1] if right else None)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The n-th such weekday of a period, the last one where `number` is negative (`أول جمعة من يوليو`, `آخر خميس من
    الشهر`). Monday = 0."""

    of: Meaning
    weekday: int
    number: int

    def resolve(self, now: Now) -> Bounds:
        """That day, none where the period has no such day."""
        whole = self.of.resolve(now)
        days = whole.closed()
        if days is None:
            return Bounds(None, None, "day")
        first, last = days
        if self.number > 0:
            day = shifted(first, (self.weekday - first.weekday()) % 7 + 7 * (self.number - 1))
        else:
            day = shifted(last, -((last.weekday() - self.weekday) % 7))
        if day is None or not first <= day <= last:
            return Bounds(None, None, "day")
        return replace(whole, first=day, last=day, precision="day", partial=None)


@dataclass(frozen=True, slots=True)
class DatedWeekday:
    """`الثلاثاء الثالث من مايو`: the 3rd of May where that is a Tuesday, else the third Tuesday of May."""

    date: CalendarDate
    weekday: int

    def resolve(self, now: Now) -> Bounds:
        """The day of the date, or the n-th weekday of its month."""
        dated = self.date.resolve(now)
        if dated.first is None or dated.first.weekday() == self.weekday:
            return dated
        nth = NthWeekday(replace(self.date, day=None), self.weekday, self.date.day or 1).resolve(now)
        return nth if nth.dated else dated


@dataclass(frozen=True, slots=True)
class NumberedWeekday:
    """`يوم الجمعة 15`: the nearest day not after publication that is both, ahead of it where the clause is about the
    future."""

    weekday: int
    day: int

    def resolve(self, now: Now) -> Bounds:
        """That day."""
        base = seen_from("past", now)
        if base is None:
            return Bounds(None, None, "day")
        step = 7 if now.future else -7
        day = shifted(base[0], (self.weekday - base[0].weekday()) % (7 if now.future else -7))
        for _ in range(_REACH // 7):
            if day is None or day.day == self.day:
                break
            day = shifted(day, step)
        fits = day is not None and day.day == self.day
        return Bounds(day, day, "day", anchor=base[1]) if fits else Bounds(None, None, "day")

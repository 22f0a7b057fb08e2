"""Parts of a period: `مطلع الشهر`, `الأسبوع الأول من شباط`, `آخر يوم من العام`, `أول جمعة من يوليو`."""

from typing import cast

from isnad.annotate.times.calendars import CalendarDate
from isnad.annotate.times.counts import count_at
from isnad.annotate.times.lengths import Last, Part
from isnad.annotate.times.meaning import Meaning
from isnad.annotate.times.nth import Counted, Nth, NthWeekday
from isnad.annotate.times.numerals import ordinal
from isnad.annotate.times.periods import whole_at
from isnad.annotate.times.text import Hit, Match, Text

_COUNTED = ("day", "week", "month")


def part(text: Text, index: int) -> Match | None:
    """`مطلع الشهر الجاري`, `منتصف مارس 2011`, `النصف الأول من عام 2020`, `الربع الرابع لعام 2023`."""
    hit = text.look(index, "part")
    whole = _of_whole(text, hit.end) if hit else None
    return Match(index, whole.end, Part(whole.meaning, str(hit.value)), "part_of_period") if hit and whole else None


def _of_whole(text: Text, index: int, *, needed: bool = False) -> Match | None:
    """The period after a part, with `من` or `ل` before it where that is `needed`."""
    if not text.near(index):
        return None
    of = text.next(index, "of")
    at = of.end if of and (needed or text.words[index] == "من") else index
    if needed and at == index and not text.words[index].startswith("ل"):
        return None
    return whole_at(text, at) if at < len(text) else None


def nth_part(text: Text, index: int) -> Match | None:
    """A part that is counted from the beginning or the end of its period, or the last so many units."""
    for read in (_unit_nth, _nth_unit, _some_units, _last_units):
        found = read(text, index)
        if found:
            return found
    return None


def _last(text: Text, index: int) -> int | None:
    """The word after `الأخير`, where that stands at `index`."""
    hit = text.next(index, "last_of_definite")
    return hit.end if hit else None


def _unit_nth(text: Text, index: int) -> Match | None:
    """`الأسبوع الأول من شباط`, `اليوم الأخير من العام`, `الشهر الثامن من 2020`, `الجمعة الأخيرة من رمضان`."""
    unit = text.look(index, "the_unit") or text.look(index, "weekday")
    if unit is None or not text.near(unit.end) or (unit.value in ("hour", "minute", "year", "decade")):
        return None
    last = _last(text, unit.end)
    nth = ordinal(text, unit.end) if last is None else (-1, last)
    weekday = isinstance(unit.value, int)
    if nth is None or (weekday and nth[0] > 0 and not _of_women(text, unit, unit.end)):
        return None
    whole = _of_whole(text, nth[1], needed=True)
    if whole is None:
        return None
    return Match(index, whole.end, _counted(unit, whole.meaning, nth[0]), "nth")


def _of_women(text: Text, weekday: Hit, index: int) -> bool:
    """`الجمعة الأولى`: only Friday is feminine, and a date is not, so that this one is counted."""
    return weekday.value == _FRIDAY and text.words[index].endswith(("ه", "ي"))


_FRIDAY = 4


def _counted(unit: Hit, of: Meaning, number: int) -> Meaning:
    if isinstance(unit.value, int):
        return NthWeekday(of, unit.value, number)
    if unit.value == "day" and number > 0 and isinstance(of, CalendarDate) and of.month and not of.day:
        return CalendarDate(of.year, of.month, number, of.cue, of.month_cue, of.year_cue, of.hijri)
    return Nth(of, cast(Counted, unit.value), number)


def _nth_unit(text: Text, index: int) -> Match | None:
    """`أول أسبوع من شباط`, `آخر يوم من العام`, `ثاني أيام رمضان`, `أول جمعة من يوليو`, `آخر خميس من الشهر`."""
    nth = text.look(index, "nth_of")
    if nth is None or not text.joined(nth.end):
        return None
    head = text.look(nth.end, "day_head")
    weekday = text.look(nth.end, "weekday_bare") or (text.next(head.end, "weekday_bare") if head else None)
    unit = weekday or text.look(nth.end, "unit") or text.look(nth.end, "units")
    if unit is None or unit.before or not (weekday or unit.value in _COUNTED):
        return None
    construct = text.look(nth.end, "units") is not None
    whole = _of_whole(text, unit.end, needed=not construct)
    if whole is None:
        return None
    return Match(index, whole.end, _counted(unit, whole.meaning, int(nth.value)), "nth")


def _some_units(text: Text, index: int) -> Match | None:
    """`الأيام الأولى من شباط`, `الأيام العشرة الأولى من الشهر`, `الأشهر الثلاثة الأخيرة من 2020`."""
    unit = text.look(index, "the_units")
    count = count_at(text, index) if unit else None
    if unit is None or count is None or unit.value not in _COUNTED:
        return None
    last = _last(text, count.end)
    first = text.next(count.end, "first_of_definite")
    end = last or (first.end if first else None)
    whole = _of_whole(text, end, needed=True) if end else None
    if whole is None:
        return None
    meaning: Meaning = Part(whole.meaning, "late" if last else "early")
    if count.number:
        meaning = Nth(whole.meaning, cast(Counted, unit.value), -1 if last else 1, count.number)
    return Match(index, whole.end, meaning, "nth")


def _last_units(text: Text, index: int) -> Match | None:
    """`آخر 24 ساعة`, `آخر ثلاثة أيام`: so many up to publication."""
    nth = text.look(index, "nth_of")
    count = count_at(text, nth.end) if nth and nth.value == -1 and text.joined(nth.end) else None
    if count is None or count.definite or not count.number or count.number < 2 or count.unit == "minute":
        return None
    return Match(index, count.end, Last(count.number, count.unit, -1), "last_units")

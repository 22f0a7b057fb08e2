"""Days of the year that have a name: `عيد الفطر الماضي`, `ثاني أيام عيد الأضحى`, `ليلة رأس السنة`."""

from dataclasses import replace

from isnad.annotate.times.calendars import CalendarDate
from isnad.annotate.times.lengths import Offset
from isnad.annotate.times.meaning import Finer, Meaning, Night
from isnad.annotate.times.months import cue_at, hijri_year, year_at
from isnad.annotate.times.numerals import ordinal
from isnad.annotate.times.text import Match, Text

_LONGEST = 5


def feast(text: Text, index: int) -> Match | None:
    """A feast or one of its days, a part of the day before it or not."""
    eve = text.look(index, "feast_eve")
    if eve:
        date, end = _date(text, eve.end, str(eve.value), None)
        return Match(index, end, Night(date), "feast")
    day_part = text.look(index, "eve") or text.look(index, "daypart")
    start = day_part.end if day_part and text.joined(day_part.end) else index
    nth = _nth_day(text, start)
    days = text.look(start, "feast_day") if nth is None and not text.look(start, "feast") else None
    at = nth[1] if nth else days.end if days and text.joined(days.end) else start
    hit = text.look(at, "feast")
    if hit is None:
        return None
    first = 1 if day_part and start > index and nth is None else None
    date, end = _date(text, hit.end, str(hit.value), nth[0] if nth else first)
    told = str(day_part.value) if day_part and start > index else None
    return Match(index, end, _part_of(date, told), "feast")


def _part_of(date: CalendarDate, told: str | None) -> Meaning:
    """Its morning is that of its first day; its eve is the day before, its night begins on that."""
    if told is None:
        return date
    before = Offset(1, "day", -1, date)
    if told == "night":
        return Night(before)
    return Finer(before if told == "eve" else date, "part_of_day")


def _nth_day(text: Text, index: int) -> tuple[int, int] | None:
    """`أول أيام عيد الأضحى`, `اليوم الثاني من عيد الأضحى`, `اليوم الثاني لعيد الأضحى`."""
    nth = text.look(index, "nth_of")
    days = text.next(nth.end, "feast_day") if nth else None
    if nth and days and 0 < int(nth.value) < _LONGEST and text.joined(days.end):
        return int(nth.value), days.end
    said = ordinal(text, index + 1) if text.look(index, "relative_day") else None
    if said is None or said[0] >= _LONGEST or not text.joined(said[1]):
        return None
    if text.words[said[1]] == "من":
        return said[0], said[1] + 1
    return said if text.words[said[1]].startswith("ل") and text.look(said[1], "feast") else None


def _date(text: Text, end: int, value: str, nth: int | None) -> tuple[CalendarDate, int]:
    system, *numbers = value.split()
    month, day, days = map(int, numbers)
    if nth and nth <= days:
        day, days = day + nth - 1, 1
    date = CalendarDate(None, month, day, hijri=system == "hijri", days=days)
    cue = cue_at(text, end)
    if cue:
        return replace(date, cue=cue[1]), cue[0]
    year = year_at(text, end)
    number = hijri_year(date, year.number) if year and year.number and date.hijri else year.number if year else None
    if year is None or (year.number is not None and (number is None or (number <= 1500) != date.hijri)):
        return date, end
    return replace(date, year=number, year_cue=year.cue), year.end

"""A point or period of time at a word, whatever its form: what `منذ`, `حتى`, `خلال` and `من … إلى` take."""

from dataclasses import replace
from typing import cast

from isnad.annotate.times.calendars import CalendarDate, Cue
from isnad.annotate.times.counts import count_at
from isnad.annotate.times.dates import Dated, cue_at, month_alone, year_alone, year_at
from isnad.annotate.times.days import day_at
from isnad.annotate.times.lengths import Last, Part, Period, Season, Unit, Years
from isnad.annotate.times.meaning import Night, Vague
from isnad.annotate.times.numerals import numeral, ordinal
from isnad.annotate.times.text import Match, Text


def point_at(text: Text, index: int) -> Match | None:
    """The longest-reaching reading of the point or period that begins at `index`; remembered: rules try again."""
    if index >= len(text) or not _opens(text, index):
        return None
    if index not in text.points:
        text.points[index] = _point(text, index)
    return text.points[index]


def _point(text: Text, index: int) -> Match | None:
    for read in _OF_WORDS if text.entries[index] else _OF_NUMBERS:
        found = read(text, index)
        if found:
            return found
    return None


OPENING = frozenset((
    "part", "feast", "feast_eve", "demonstrative", "unit", "units", "dual", "the_unit", "the_units", "the_dual",
    "about", "less", "more", "few", "hours", "season", "relative_night", "tonight", "daypart", "daypart_adverb",
    "relative_day", "weekday", "day_head", "clock", "month", "hijri", "century", "decade",
))  # fmt: skip


def _opens(text: Text, index: int) -> bool:
    entry = text.entries[index]
    if entry is not None and not OPENING.isdisjoint(entry):
        return True
    return text.words[index].isdecimal() or numeral(text.words[index])


def _part(text: Text, index: int) -> Match | None:
    """`مطلع الشهر الجاري`, `منتصف مارس 2011`, `النصف الأول من عام 2020`."""
    hit = text.look(index, "part")
    if hit is None or not text.near(hit.end):
        return None
    of = text.next(hit.end, "of")
    at = of.end if of and text.words[hit.end] == "من" else hit.end
    for read in (_period, _month, _year, _season, _decade, _bare_year, _this_period):
        whole = read(text, at)
        if whole:
            return Match(index, whole.end, Part(whole.meaning, str(hit.value)), "part_of_period")
    return None


def _bare_year(text: Text, index: int) -> Match | None:
    year = year_at(text, index)
    if year is None or year.number is None:
        return None
    return Match(index, year.end, CalendarDate(year.number, hijri=year.hijri), "year")


def _this_period(text: Text, index: int) -> Match | None:
    """After a part, `الشهر` alone is the present one (`نهاية العام`)."""
    hit = text.look(index, "the_unit")
    if hit is None or hit.value not in ("week", "month", "year"):
        return None
    return Match(index, hit.end, Period(cast(Unit, hit.value), "this"), "period")


def _period(text: Text, index: int) -> Match | None:
    """`الأسبوع الماضي`, `هذا الشهر`, `العام ذاته`, `اليوم التالي`."""
    which = text.look(index, "demonstrative")
    at = which.end if which else index
    if which and not text.joined(at):
        return None
    hit = text.look(at, "the_unit") or (text.look(at, "unit") if which else None)
    if hit is None or hit.value == "decade":
        return None
    unit = cast(Unit, hit.value)
    cue = cue_at(text, hit.end)
    if cue is None and which is None:
        return None
    if unit in ("minute", "hour"):
        return None if cue is None or cue[1] == "same" else Match(index, cue[0], Vague(unit), "vague")
    if which and unit == "day" and which.value == "this":
        return None
    end = cue[0] if cue else hit.end
    return Match(index, end, Period(unit, cue[1] if cue else cast(Cue, which.value if which else "this")), "period")


def _length(text: Text, index: int) -> Match | None:
    """`الأيام الثلاثة الماضية`, `الساعات الـ 48 المقبلة`, `الأيام الماضية`."""
    count = count_at(text, index)
    cue = cue_at(text, count.end) if count else None
    if count is None or cue is None or (not count.definite and count.number is None):
        return None
    if cue[1] not in ("past", "next", "preceding", "following"):
        return None
    if count.number is None or cue[1] in ("preceding", "following"):
        return _few(text, index, count.unit, cue)
    return Match(index, cue[0], Last(count.number, count.unit, -1 if cue[1] == "past" else 1), "last_units")


def _few(text: Text, index: int, unit: Unit, cue: tuple[int, Cue]) -> Match:
    if unit == "hour" and cue[1] in ("past", "next"):
        return Match(index, cue[0], Last(1, "hour", -1 if cue[1] == "past" else 1), "last_units")
    return Match(index, cue[0], Vague(), "vague_units")


def _month(text: Text, index: int) -> Match | None:
    return _dated(index, month_alone(text, index), "month")


def _year(text: Text, index: int) -> Match | None:
    return _dated(index, year_alone(text, index), "year")


def _dated(index: int, found: Dated | None, rule: str) -> Match | None:
    return Match(index, found.end, found.date, rule) if found else None


def _season(text: Text, index: int) -> Match | None:
    hit = text.look(index, "season")
    if hit is None:
        return None
    cue = cue_at(text, hit.end)
    if cue:
        return Match(index, cue[0], Season(int(hit.value), cue=cue[1]), "season")
    year = year_at(text, hit.end)
    if year is None or year.hijri:
        return None
    return Match(index, year.end, Season(int(hit.value), year.number, None, year.cue), "season")


def _decade(text: Text, index: int) -> Match | None:
    century = text.look(index, "century")
    if century:
        return Match(index, century.end, Vague(), "century")
    hit = text.look(index, "decade")
    if hit is None:
        return None
    of = text.next(hit.end, "of")
    said = text.next(of.end if of else hit.end, "century")
    first = (int(said.value) if said else 1900) + int(hit.value)
    if said is None and int(hit.value) < 50 and not text.words[index].startswith("ال"):
        return None
    if said is None and text.next(index, "few"):
        return None
    return Match(index, said.end if said else hit.end, Years(first, first + 9), "decade")


def _feast(text: Text, index: int) -> Match | None:
    """`عيد الفطر الماضي`, `أول أيام عيد الأضحى`, `ليلة رأس السنة`."""
    eve = text.look(index, "feast_eve")
    if eve:
        date, end = _feast_date(text, eve.end, str(eve.value), None)
        return Match(index, end, Night(date), "feast")
    nth = _nth_day(text, index)
    hit = text.look(nth[1] if nth else index, "feast")
    if hit is None:
        return None
    date, end = _feast_date(text, hit.end, str(hit.value), nth[0] if nth else None)
    return Match(index, end, date, "feast")


_NTH = {"اول": 1, "ثاني": 2, "ثالث": 3, "رابع": 4}


def _nth_day(text: Text, index: int) -> tuple[int, int] | None:
    hit = text.next(index + 1, "feast_day")
    nth = _NTH.get(text.words[index].lstrip("و"))
    if hit and nth and text.joined(hit.end):
        return nth, hit.end
    said = ordinal(text, index + 1) if text.look(index, "relative_day") else None
    if said and said[0] < 5 and text.joined(said[1]) and text.words[said[1]] == "من":
        return said[0], said[1] + 1
    return None


def _feast_date(text: Text, end: int, value: str, nth: int | None) -> tuple[CalendarDate, int]:
    system, *numbers = value.split()
    month, day, days = map(int, numbers)
    hijri = system == "hijri"
    if nth and nth <= days:
        day, days = day + nth - 1, 1
    cue = cue_at(text, end)
    year = None if cue else year_at(text, end)
    if year and (year.hijri != hijri and year.number is not None):
        year = None
    end = cue[0] if cue else year.end if year else end
    date = CalendarDate(None, month, day, hijri=hijri, days=days, cue=cue[1] if cue else None)
    return replace(date, year=year.number if year else None, year_cue=year.cue if year else None), end


_OF_WORDS = (_part, _feast, _period, _length, day_at, _month, _season, _decade, _year)
_OF_NUMBERS = (_length, day_at, _year)

"""Periods by name: weeks, months, years, seasons, decades and centuries, with the word that says which one."""

from typing import cast

from isnad.annotate.times.calendars import CalendarDate, Cue, Weekday
from isnad.annotate.times.lengths import Period, Season, Unit, Years
from isnad.annotate.times.meaning import Vague
from isnad.annotate.times.months import Dated, counted, cue_at, month_alone, year_alone, year_at
from isnad.annotate.times.numerals import ordinal
from isnad.annotate.times.text import Match, Text

_WINTER = 1


def whole_at(text: Text, index: int) -> Match | None:
    """The period of which a part is told: `الشهر الجاري`, `مارس 2011`, `العام`, `2020`, `صيف 2014`."""
    for read in (period, opened_month, year, season, decade, century, _bare_year, _this_period):
        whole = read(text, index)
        if whole:
            return whole
    return None


def period(text: Text, index: int) -> Match | None:
    """`الأسبوع الماضي`, `هذا الشهر`, `العام ذاته`, `اليوم التالي`."""
    which = text.look(index, "demonstrative")
    at = which.end if which else index
    if which and not text.joined(at):
        return None
    hit = text.look(at, "the_unit") or (text.look(at, "unit") if which else None)
    if hit is None or hit.value == "decade" or (which and hit.before):
        return None
    unit = cast(Unit, hit.value)
    cue = cue_at(text, hit.end)
    if cue is None and which is None:
        return None
    if unit in ("minute", "hour"):
        return None if cue is None or cue[1] == "same" else Match(index, cue[0], Vague(unit), "vague")
    if which and unit == "day" and which.value == "this":
        return None
    end, which_one = cue or (hit.end, cast(Cue, which.value if which else "this"))
    return _day_of_week(text, index, end, which_one, unit) or Match(index, end, Period(unit, which_one), "period")


def _day_of_week(text: Text, index: int, end: int, cue: Cue, unit: Unit) -> Match | None:
    """`الأسبوع الماضي يوم الجمعة`, `الأسبوع المقبل الأحد`."""
    if unit != "week":
        return None
    head = text.next(end, "day_head")
    weekday = text.next(head.end if head else end, "weekday")
    return Match(index, weekday.end, Weekday(int(weekday.value), week=cue), "weekday") if weekday else None


def _this_period(text: Text, index: int) -> Match | None:
    """After a part, `الشهر` alone is the present one (`نهاية العام`)."""
    hit = text.look(index, "the_unit")
    if hit is None or hit.value not in ("week", "month", "year"):
        return None
    return Match(index, hit.end, Period(cast(Unit, hit.value), "this"), "period")


def month(text: Text, index: int) -> Match | None:
    """`شباط 2021`, `نوفمبر الفائت`."""
    return _dated(index, month_alone(text, index), "month")


def opened_month(text: Text, index: int) -> Match | None:
    """A month after a word that only takes a time, however common its name (`مطلع آب`)."""
    return _dated(index, month_alone(text, index, opened=True), "month")


def year(text: Text, index: int) -> Match | None:
    """`عام 2017`, `العام الماضي`."""
    return _dated(index, year_alone(text, index), "year")


def _bare_year(text: Text, index: int) -> Match | None:
    found = year_at(text, index)
    if found is None or found.number is None or counted(text, found.end):
        return None
    return Match(index, found.end, CalendarDate(found.number, hijri=found.hijri), "year")


def _dated(index: int, found: Dated | None, rule: str) -> Match | None:
    return Match(index, found.end, found.date, rule) if found else None


def season(text: Text, index: int) -> Match | None:
    """`صيف 2014`, `الشتاء الماضي`, `هذا الشتاء`, `شتاء 2013-2014`."""
    which = text.look(index, "demonstrative")
    at = which.end if which and text.joined(which.end) else index
    hit = text.look(at, "season")
    if hit is None:
        return None
    number, cue = int(hit.value), cue_at(text, hit.end)
    if cue:
        return Match(index, cue[0], Season(number, cue=cue[1]), "season")
    if which and at > index:
        return Match(index, hit.end, Season(number, cue=cast(Cue, which.value)), "season")
    found = year_at(text, hit.end)
    if found is None or found.hijri:
        return None
    end, told = found.end, found.number
    if number == _WINTER and told and text.gap(end) in ("-", "/", "–") and text.number(end) == told + 1:
        end, told = end + 1, told + 1
    return Match(index, end, Season(number, told, None, found.cue), "season")


def century(text: Text, index: int) -> Match | None:
    """`القرن الماضي`, `القرن التاسع عشر`: the calendar has the last one and ours."""
    hit = text.look(index, "century")
    if hit:
        return Match(index, hit.end, Years(int(hit.value), int(hit.value) + 99), "century")
    head = text.look(index, "century_head")
    which = ordinal(text, head.end) if head and text.near(head.end) else None
    if head is None or which is None:
        return None
    first = 100 * (which[0] - 1)
    meaning = Years(first, first + 99) if 1900 <= first <= 2000 else Vague()
    return Match(index, which[1], meaning, "century")


def decade(text: Text, index: int) -> Match | None:
    """`ثمانينيات القرن الماضي`, `التسعينيات`, `العقد الأول من القرن الحالي`."""
    hit = text.look(index, "decade")
    if hit is None:
        return _nth_decade(text, index)
    of = text.next(hit.end, "of")
    said = text.next(of.end if of else hit.end, "century")
    first = (int(said.value) if said else 1900) + int(hit.value)
    if said is None and int(hit.value) < 50 and not text.words[index].startswith("ال"):
        return None
    if said is None and text.next(index, "few"):
        return None
    return Match(index, said.end if said else hit.end, Years(first, first + 9), "decade")


def _nth_decade(text: Text, index: int) -> Match | None:
    head = text.look(index, "decade_head")
    if head is None or not text.joined(head.end):
        return None
    nth = ordinal(text, head.end)
    last = text.next(head.end, "last_of_definite")
    end = nth[1] if nth else last.end if last else head.end
    of = text.next(end, "of")
    said = text.next(of.end, "century") if of else None
    number = nth[0] if nth else 10
    if said is None or end == head.end or number > 10:
        return None
    first = int(said.value) + 10 * (number - 1)
    return Match(index, said.end, Years(first, first + 9), "decade")

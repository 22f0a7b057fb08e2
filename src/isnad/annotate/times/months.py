"""Months and years by name, number or cue: `شباط/فبراير 2021`, `نوفمبر الفائت`, `عام 2017`, `من العام الماضي`."""

from dataclasses import replace
from typing import NamedTuple, cast

from isnad.annotate.times.calendars import CalendarDate, Cue, extent
from isnad.annotate.times.numerals import said_year, year_number
from isnad.annotate.times.text import Text

MONTH_GAPS = frozenset(("", "/", "-", ".", "–", "،", ",", "\\"))
_DOUBLING = frozenset(("", "/", "(", "-", "–", "\\"))


class Dated(NamedTuple):
    """A date up to the index `end`."""

    end: int
    date: CalendarDate


class Month(NamedTuple):
    """A month name up to the index `end`; `sure` when nothing else is written like it."""

    end: int
    number: int
    hijri: bool
    sure: bool


def cue_at(text: Text, index: int) -> tuple[int, Cue] | None:
    """`الماضي`, `القادم`, `الجاري`, `ذاته` and their like."""
    hit = text.look(index, "cue") if text.follows(index) else None
    return (hit.end, cast(Cue, hit.value)) if hit else None


def era_at(text: Text, index: int) -> int | None:
    """The word after `هـ`, `م`, `للهجرة`."""
    hit = text.look(index, "era") if text.near(index) and text.gap(index) in ("", "ـ") else None
    return hit.end if hit else None


def month_at(text: Text, index: int) -> Month | None:
    """A month by name, doubled or not (`شباط/فبراير`, `مارس(آذار)`), `شهر` before it or not."""
    head = text.look(index, "unit")
    named = bool(head and head.value == "month" and text.joined(head.end))
    start = head.end if head and named else index
    found = _month(text, start)
    if found is None:
        return None
    twice = text.near(found.end) and text.gap(found.end) in _DOUBLING
    other = _month(text, found.end) if twice else None
    if other and other.number == found.number and not other.hijri and not found.hijri:
        return Month(other.end, found.number, False, True)
    return found._replace(sure=found.sure or named)


def _month(text: Text, index: int) -> Month | None:
    for kind in ("month", "hijri"):
        hit = text.look(index, kind)
        if hit:
            sure = hit.end > index + 1 or text.look(index, "month_cued") is None
            return Month(hit.end, int(hit.value), kind == "hijri", sure)
    return None


class Year(NamedTuple):
    """A year up to `end`, by number or by cue."""

    end: int
    number: int | None
    cue: Cue | None
    hijri: bool


def year_at(text: Text, index: int, *, bare: bool = True) -> Year | None:
    """`عام 2017`, `من العام الماضي`, `هذا العام`, `السنة الماضية`; with `bare` also `2017` after `،`."""
    start = index
    of = text.look(index, "of") if text.follows(index) else None
    start = of.end if of else index
    if not text.near(start):
        return None
    which = text.look(start, "demonstrative")
    head = which.end if which else start
    unit = text.look(head, "unit") or text.look(head, "the_unit")
    if unit and unit.value == "year" and (head == start or text.joined(head)):
        return _after_year_word(text, unit.end, cast(Cue, which.value) if which else None)
    if not bare or which or text.gap(start) not in MONTH_GAPS | {")", "("}:
        return None
    number = year_number(text, start)
    said = said_year(text, start) if number is None else None
    if said and not counted(text, said[1]):
        return Year(era_at(text, said[1]) or said[1], said[0], None, False)
    return Year(era_at(text, start + 1) or start + 1, number, None, number <= 1500) if number else None


def _after_year_word(text: Text, index: int, which: Cue | None) -> Year | None:
    if which:
        return Year(index, None, which, False)
    cue = cue_at(text, index)
    if cue:
        return Year(cue[0], None, cue[1], False)
    if not text.near(index) or text.gap(index) not in ("", "(", ":"):
        return None
    number = year_number(text, index)
    if number is not None:
        return Year(era_at(text, index + 1) or index + 1, number, None, number <= 1500)
    said = said_year(text, index)
    if said:
        return Year(said[1], said[0], None, False)
    short = text.number(index)
    if short is not None and len(text.words[index]) == 2 and not text.joined(index + 1):
        return Year(index + 1, 1900 + short if short >= 30 else 2000 + short, None, False)
    return None


def completed(text: Text, end: int, date: CalendarDate, *, spread: bool = True) -> Dated | None:
    """The date with the cue, year and era that follow it; None where no calendar has such a day."""
    cue = cue_at(text, end)
    year = year_at(text, cue[0] if cue else end) if spread else None
    if year and cue and year.number is None:
        year = None
    if cue:
        date, end = replace(date, cue=cue[1]), cue[0]
    if year:
        number = hijri_year(date, year.number) if date.hijri and year.number else year.number
        if year.number and (number is None or (number <= 1500) != date.hijri):
            return None
        date, end = replace(date, year=number, year_cue=year.cue, cue=None), year.end
    trial = extent(date.year or (1400 if date.hijri else 2000), date.month, date.day, hijri=date.hijri)
    if date.month and trial is None and not (date.hijri and date.day == 30):
        return None
    return Dated(era_at(text, end) or end, date)


def hijri_year(date: CalendarDate, year: int) -> int | None:
    """The Hijri year in which the month falls into a Gregorian year (`رمضان 2021`)."""
    if year <= 1500:
        return year
    for near in range(year - 584 + (year - 1922) // 33, year - 574 + (year - 1922) // 33):
        days = extent(near, date.month, date.day, hijri=True)
        if days and days[0].year == year:
            return near
    return None


def month_which(text: Text, index: int) -> tuple[int, Cue] | None:
    """`الشهر الجاري`, `هذا الشهر`, `الشهر نفسه`."""
    which = text.look(index, "demonstrative")
    head = which.end if which else index
    unit = text.look(head, "the_unit") or (text.look(head, "unit") if which else None)
    if unit is None or unit.value != "month":
        return None
    cue = cue_at(text, unit.end)
    if cue:
        return cue
    return (unit.end, cast(Cue, which.value)) if which else None


def month_alone(text: Text, index: int, *, opened: bool = False) -> Dated | None:
    """`نوفمبر الفائت`, `شباط 2021`, `شهر آذار`: a month without a day; `opened` after a word that only takes a time."""
    month = month_at(text, index)
    if month is None:
        return _numbered_alone(text, index)
    found = completed(text, month.end, CalendarDate(month=month.number, hijri=month.hijri))
    if found is None:
        return None
    date = found.date
    told = date.year or date.cue or date.year_cue
    return found if month.sure or told or opened or text.look(index - 1, "month_opener") else None


def _numbered_alone(text: Text, index: int) -> Dated | None:
    """`شهر 4 من عام 1947`; `12/2024` after a word like `في`."""
    unit = text.look(index, "unit")
    if unit and unit.value == "month":
        number, end = text.number(unit.end), unit.end + 1
        if number is None or not 1 <= number <= 12 or not text.joined(unit.end):
            return None
        found = completed(text, end, CalendarDate(month=number))
        return found if found and (found.date.year or found.date.year_cue) else None
    number, year = text.number(index), year_number(text, index + 1)
    if number is None or not year or year <= 1500 or not 1 <= number <= 12 or text.gap(index + 1) != "/":
        return None
    opened = text.look(index - 1, "month_opener") and text.joined(index) and text.gap(index + 2) not in ("/", "-", ".")
    return Dated(index + 2, CalendarDate(year, number)) if opened else None


def year_alone(text: Text, index: int) -> Dated | None:
    """`عام 2017`, `سنة 1982`, `العام الماضي`; a bare `2017` only after a word like `في` or `منذ`."""
    number = year_number(text, index)
    if number is not None:
        opened = text.look(index - 1, "place_on_year") or text.look(index - 1, "since") or text.look(index - 1, "until")
        if not opened or not text.near(index) or number <= 1500 or counted(text, index + 1):
            return None
        return Dated(index + 1, CalendarDate(number))
    unit = text.look(index, "unit") or text.look(index, "the_unit")
    if unit is None or unit.value != "year":
        return None
    year = _after_year_word(text, unit.end, None)
    if year is None or year.number is None:
        return None
    return Dated(year.end, CalendarDate(year.number, hijri=year.hijri))


def counted(text: Text, index: int) -> bool:
    """Whether a counted noun follows (`في 2000 مقاتل`): an indefinite word of no calendar right after the number."""
    if not text.joined(index) or (text.entries[index] and not text.look(index, "lasting_word")):
        return False
    word = text.words[index]
    if (text.number(index - 1) or 1) % 100 == 0 and not word.startswith(("ال", "و", "ف")):
        return True
    return word.endswith(("ا", "ه")) and not word.startswith(("ال", "و", "ان"))

"""Calendar dates in every order and separator, with or without their year, in one calendar or two."""

from dataclasses import replace
from typing import NamedTuple, cast

from isnad.annotate.times.calendars import CalendarDate, Cue, extent
from isnad.annotate.times.numerals import day_number, numeral, ordinal, said_year, year_number
from isnad.annotate.times.text import Text

_SEPARATORS = frozenset("/-.–\\")
_MONTH_GAPS = frozenset(("", "/", "-", ".", "–", "،", ",", "\\"))
_DOUBLING = frozenset(("", "/", "(", "-", "–", "\\"))
_TWIN_GAPS = frozenset(("", "/", "-", "(", "–", "،", ",", "=", "|"))


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


def date_at(text: Text, index: int) -> Dated | None:
    """The date that begins at `index`, with its counterpart in the other calendar when one follows."""
    found = _single(text, index)
    if found is None:
        return None
    other = _twin(text, found)
    if other is None:
        return found
    return Dated(other.end, found.date if other.date.hijri else other.date)


_MONTHLY = frozenset({"month", "hijri", "unit"})


def _single(text: Text, index: int) -> Dated | None:
    if not 0 <= index < len(text):
        return None
    word, entry, found = text.words[index], text.entries[index], None
    if word.isdecimal():
        found = _in_digits(text, index) if text.number(index) is not None else None
    if found is None and (word.isdecimal() or numeral(word)):
        found = day_month(text, index)
    if found is None and entry and not _MONTHLY.isdisjoint(entry):
        found = month_day(text, index)
    return found


def _in_digits(text: Text, index: int) -> Dated | None:
    for read in (numeric_date, short_date, year_month_day, dotted_date):
        found = read(text, index)
        if found:
            return found
    return None


def _twin(text: Text, found: Dated) -> Dated | None:
    index = found.end
    hit = text.look(index, "twin") if text.near(index) else None
    index = hit.end if hit else index
    weekday = text.look(index, "weekday") if hit else None
    index = weekday.end if weekday else index
    if not text.near(index) or text.gap(index) not in _TWIN_GAPS:
        return None
    other = _single(text, index + (1 if hit and text.words[index] in ("ل", "لـ") else 0))
    if other is None or not other.date.complete:
        return None
    return other if other.date.hijri != found.date.hijri else None


def numeric_date(text: Text, index: int) -> Dated | None:
    """`15/2/2021`, `2021-02-15`, `15.02.21`: three numbers between the same separators."""
    separator = text.gap(index + 1)
    if separator not in _SEPARATORS or text.gap(index + 2) != separator or text.view.gaps[index] in _SEPARATORS:
        return None
    numbers = [text.number(index + i) for i in range(3)]
    widths = [len(text.words[index + i]) if index + i < len(text) else 9 for i in range(3)]
    if None in numbers or (text.gap(index + 3) == separator and text.number(index + 3) is not None):
        return None
    a, b, c = cast(list[int], numbers)
    order = _order(a, b, c, widths, dotted=separator == ".")
    if order is None or len(text.view.gaps[index + 1]) > 3:
        return None
    era = _era(text, index + 3)
    hijri = order[0] < 1500
    if extent(*order, hijri=hijri) is None or not _plausible(order[0]):
        return None
    return Dated(era or index + 3, CalendarDate(*order, hijri=hijri))


def short_date(text: Text, index: int) -> Dated | None:
    """`22/4` after `يوم`, `بتاريخ` or a weekday."""
    day, month = text.number(index), text.number(index + 1)
    if day is None or month is None or text.gap(index + 1) not in ("/", "-") or not text.near(index + 1):
        return None
    opened = any(text.look(index - 1, kind) for kind in ("day_head", "weekday", "short_date_opener"))
    if not opened or not (1 <= day <= 31 and 1 <= month <= 12) or text.gap(index + 2) in _SEPARATORS:
        return None
    return Dated(index + 2, CalendarDate(month=month, day=day)) if extent(2000, month, day) else None


def year_month_day(text: Text, index: int) -> Dated | None:
    """`2025 شباط 22`: the year first, the month by name."""
    year = year_number(text, index)
    month = month_at(text, index + 1) if year and text.near(index + 1) else None
    day = text.number(month.end) if month and text.near(month.end) else None
    if year is None or month is None or day is None or not 1 <= day <= 31 or (year <= 1500) != month.hijri:
        return None
    days = extent(year, month.number, day, hijri=month.hijri)
    return Dated(month.end + 1, CalendarDate(year, month.number, day, hijri=month.hijri)) if days else None


def dotted_date(text: Text, index: int) -> Dated | None:
    """`16. نوفمبر. 2016`: points between the parts of one date."""
    day = text.number(index)
    month = month_at(text, index + 1) if day and text.gap(index + 1) == "." else None
    year = year_number(text, month.end) if month and text.gap(month.end) == "." else None
    if day is None or month is None or year is None or month.hijri or not extent(year, month.number, day):
        return None
    return Dated(month.end + 1, CalendarDate(year, month.number, day))


def _order(a: int, b: int, c: int, widths: list[int], *, dotted: bool) -> tuple[int, int, int] | None:
    if widths[1] > 2 or not b:
        return None
    if widths[0] == 4 and widths[2] <= 2:
        year, month, day = a, b, c
    elif widths[2] == 4 and widths[0] <= 2:
        year, month, day = c, b, a
    elif max(widths) == 2 and widths[2] == 2 and not dotted:
        year, month, day = 2000 + c, b, a
    else:
        return None
    if month > 12 >= day:
        month, day = day, month
    return year, month, day


def _plausible(year: int) -> bool:
    return 1900 <= year <= 2100 or 1300 <= year <= 1500


def _era(text: Text, index: int) -> int | None:
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
    if not bare or which or text.gap(start) not in _MONTH_GAPS | {")", "("}:
        return None
    number = year_number(text, start)
    said = said_year(text, start) if number is None else None
    if said and not counted(text, said[1]):
        return Year(_era(text, said[1]) or said[1], said[0], None, False)
    return Year(_era(text, start + 1) or start + 1, number, None, number <= 1500) if number else None


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
        return Year(_era(text, index + 1) or index + 1, number, None, number <= 1500)
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
    return Dated(_era(text, end) or end, date)


def hijri_year(date: CalendarDate, year: int) -> int | None:
    """The Hijri year in which the month falls into a Gregorian year (`رمضان 2021`)."""
    if year <= 1500:
        return year
    for near in range(year - 584 + (year - 1922) // 33, year - 574 + (year - 1922) // 33):
        days = extent(near, date.month, date.day, hijri=True)
        if days and days[0].year == year:
            return near
    return None


def day_month(text: Text, index: int) -> Dated | None:
    """`15 شباط 2021`, `الخامس عشر من شباط`, `الـ 11 من الشهر الجاري`."""
    day = day_number(text, index)
    if day is None:
        return None
    number, end = day
    of = text.look(end, "of") if text.joined(end) else None
    at = of.end if of and of.value == "of" and text.words[end] == "من" else end
    if not text.near(at) or text.gap(at) not in _MONTH_GAPS:
        return None
    which = month_which(text, at)
    if which:
        return Dated(which[0], CalendarDate(day=number, month_cue=which[1]))
    month = month_at(text, at)
    if month is None:
        return _of_it(text, index, day) or _numbered_month(text, at, number) or _full_month(text, at, number)
    found = completed(text, month.end, CalendarDate(month=month.number, day=number, hijri=month.hijri))
    marked = text.look(at, "month_marked") and found and not found.date.year and not found.date.cue
    return None if marked else found


def _of_it(text: Text, index: int, day: tuple[int, int]) -> Dated | None:
    """`في الثامن منه`: a day of the month named before."""
    number, end = day
    if not text.joined(end) or text.words[end] != "منه" or not text.look(index - 1, "month_opener"):
        return None
    return Dated(end + 1, CalendarDate(day=number, month_cue="same"))


def _full_month(text: Text, index: int, day: int) -> Dated | None:
    """`11 الفاتح 2005`: a month whose name is a plain word, only between its day and year."""
    hit = text.look(index, "month_full")
    year = year_number(text, hit.end) if hit and text.joined(hit.end) else None
    if hit is None or not year or year <= 1500 or not extent(year, int(hit.value), day):
        return None
    return Dated(hit.end + 1, CalendarDate(year, int(hit.value), day))


def _numbered_month(text: Text, index: int, day: int) -> Dated | None:
    unit = text.look(index, "unit")
    number = text.number(unit.end) if unit and unit.value == "month" else None
    if unit is None or number is None or not 1 <= number <= 12 or not text.joined(unit.end):
        return None
    return completed(text, unit.end + 1, CalendarDate(month=number, day=day))


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


_LIKE_A_NAME = 2  # `كانون الثاني`


def month_day(text: Text, index: int) -> Dated | None:
    """`فبراير 15, 2021`: a number only with its year; `سبتمبر الحادي والعشرين` without it too."""
    month = month_at(text, index)
    if month is None or not text.near(month.end) or text.gap(month.end) not in ("", "-"):
        return None
    day = text.number(month.end)
    found = (day, month.end + 1) if day is not None else ordinal(text, month.end)
    if found is None or not 1 <= found[0] <= 31 or (len(text.words[month.end]) > 2 and day is not None):
        return None
    date = completed(text, found[1], CalendarDate(month=month.number, day=found[0], hijri=month.hijri))
    return date if date and (date.date.year or (day is None and found[0] > _LIKE_A_NAME)) else None


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
    opened = text.look(index - 1, "month_opener") and text.joined(index) and text.gap(index + 2) not in _SEPARATORS
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
    if not text.joined(index) or text.entries[index]:
        return False
    word = text.words[index]
    if (text.number(index - 1) or 1) % 100 == 0 and not word.startswith(("ال", "و", "ف")):
        return True
    return word.endswith(("ا", "ه")) and not word.startswith(("ال", "و", "ان"))

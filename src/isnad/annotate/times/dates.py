"""Calendar dates in every order and separator, with or without their year, in one calendar or two."""

from typing import cast

from isnad.annotate.times.calendars import CalendarDate, Cue, extent
from isnad.annotate.times.months import MONTH_GAPS, Dated, completed, era_at, month_at, month_which
from isnad.annotate.times.number_words import numeral
from isnad.annotate.times.numerals import day_number, ordinal, year_number
from isnad.annotate.times.text import Text

_SEPARATORS = frozenset("/-.–\\")
_TWIN_GAPS = frozenset(("", "/", "-", "(", "–", "،", ",", "=", "|"))


def date_at(text: Text, index: int) -> Dated | None:
    """The date that begins at `index`, with its counterpart in the other calendar when one follows."""
    found = _single(text, index)
    if found is None:
        return None
    other = _twin(text, found)
    if other is None:
        return found
    return Dated(other.end, found.date if other.date.hijri else other.date)


MONTHLY = frozenset({"month", "hijri", "unit"})
"""What a date may begin with, beside numbers."""


def _single(text: Text, index: int) -> Dated | None:
    if not 0 <= index < len(text):
        return None
    word, entry, found = text.words[index], text.entries[index], None
    if word.isdecimal():
        found = _in_digits(text, index) if text.number(index) is not None else None
    if found is None and (word.isdecimal() or numeral(word)):
        found = day_month(text, index)
    if found is None and entry and not MONTHLY.isdisjoint(entry):
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
    era = era_at(text, index + 3)
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


def day_month(text: Text, index: int) -> Dated | None:
    """`15 شباط 2021`, `الخامس عشر من شباط`, `الـ 11 من الشهر الجاري`."""
    day = day_number(text, index)
    if day is None:
        return None
    number, end = day
    of = text.look(end, "of") if text.joined(end) else None
    at = of.end if of and of.value == "of" and text.words[end] == "من" else end
    if not text.near(at) or text.gap(at) not in MONTH_GAPS:
        return None
    which = month_which(text, at) or _present(text, index, at)
    if which:
        return Dated(which[0], CalendarDate(day=number, month_cue=which[1]))
    month = month_at(text, at)
    if month is None:
        return _of_it(text, index, day) or _numbered_month(text, at, number) or _full_month(text, at, number)
    found = completed(text, month.end, CalendarDate(month=month.number, day=number, hijri=month.hijri))
    marked = text.look(at, "month_marked") and found and not found.date.year and not found.date.cue
    return None if marked else found


def _present(text: Text, index: int, at: int) -> tuple[int, Cue] | None:
    """`في 7 الجاري`."""
    cue = text.next(at, "cue")
    return (cue.end, "this") if cue and cue.value == "this" and text.look(index - 1, "month_opener") else None


def _of_it(text: Text, index: int, day: tuple[int, int]) -> Dated | None:
    """`في الثامن منه`: a day of the month named before."""
    number, end = day
    if not text.next(end, "of_it") or not text.look(index - 1, "month_opener"):
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

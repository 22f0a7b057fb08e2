"""The date line: when a report says it was published, and by which clock."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from isnad.annotate.times.calendars import CalendarDate, extent
from isnad.annotate.times.clock import Clock, clock_at
from isnad.annotate.times.dates import MONTHLY, date_at
from isnad.annotate.times.months import Dated
from isnad.annotate.times.number_words import numeral
from isnad.annotate.times.text import Text
from isnad.arabic.view import View

_NEAR = 4
_LINE = 12
_DASHES = ("-", "–", "—", ":", "|", ")", "/", "،")


def find_publication(view: View, before: int) -> tuple[date, str | None] | None:
    """The day of publication that a date line in the first `before` words tells, and the ISO datetime when the line has
    a clock, with its offset where a city or the text tells the zone. None where there is no date line."""
    text = Text.of(view)
    best: tuple[int, date, str | None] | None = None
    for index, found in _dates(text, before):
        day = _day(found.date)
        rank = _rank(text, index, found.end) if day else 0
        if day and rank and (best is None or rank > best[0]):
            best = rank, day, _moment(text, index, found.end, day)
    return best[1:] if best else None


def _dates(text: Text, before: int) -> Iterator[tuple[int, Dated]]:
    reached = 0
    for index in text.begins:
        if index >= before:
            return
        word, entry = text.words[index], text.entries[index]
        opens = (entry is not None and not MONTHLY.isdisjoint(entry)) or word.isdecimal() or numeral(word)
        found = date_at(text, index) if opens and index >= reached else None
        if found and found.date.complete:
            yield index, found
        reached = found.end if found else reached


def _day(dated: CalendarDate) -> date | None:
    days = extent(dated.year or 0, dated.month, dated.day, hijri=dated.hijri) if dated.year else None
    return days[0] if days else None


def _rank(text: Text, first: int, end: int) -> int:
    """How surely the date is the line's: 3 with a clock or a cue, 2 for a line of its own or a dateline, 1 for a
    round-up's title, 0 for a date in running text."""
    if _clock(text, first, end) or any(text.look(i, "published_cue") for i in range(max(first - 3, 0), first)):
        return 3
    start, stop = _paragraph(text, first)
    if stop - start <= _LINE and end - first >= (stop - start) // 2:
        return 2
    if first - start <= _NEAR and end < stop and text.gap(end)[:1] in _DASHES and _zone(text, start, end + 1):
        return 2
    return 1 if any(text.look(i, "round_up") for i in range(start, first)) else 0


def _paragraph(text: Text, index: int) -> tuple[int, int]:
    for start, stop in text.view.paragraphs:
        if start <= index < stop:
            return start, stop
    return 0, len(text)


def _clock(text: Text, first: int, end: int) -> Clock | None:
    for index in range(end, min(end + 3, len(text))):
        found = clock_at(text, index)
        if found:
            return found
    for index in range(max(first - _NEAR, 0), first):
        found = clock_at(text, index)
        if found and found.end <= first:
            return found
    return None


def _zone(text: Text, first: int, end: int) -> str | None:
    for index in range(max(first, 0), min(end, len(text))):
        hit = text.look(index, "zone")
        if hit:
            return str(hit.value)
    return None


def _moment(text: Text, first: int, end: int, day: date) -> str | None:
    clock = _clock(text, first, end)
    if clock is None or clock.full[0] > 23:
        return None
    start, stop = _paragraph(text, first)
    zone = _zone(text, max(end, clock.end), min(max(end, clock.end) + _NEAR, stop)) or _zone(text, start, first)
    moment = datetime(day.year, day.month, day.day, *clock.full)
    if zone is None:
        return moment.isoformat()
    try:
        return moment.replace(tzinfo=ZoneInfo(zone)).isoformat()
    except ZoneInfoNotFoundError:
        return moment.isoformat()

"""A point or period of time at a word, whatever its form: what `منذ`, `حتى`, `خلال` and `من … إلى` take."""

from collections.abc import Callable

from isnad.annotate.times.calendars import Cue
from isnad.annotate.times.counts import count_at
from isnad.annotate.times.days import day_at
from isnad.annotate.times.feasts import feast
from isnad.annotate.times.lengths import Last, Unit
from isnad.annotate.times.meaning import Vague
from isnad.annotate.times.months import cue_at
from isnad.annotate.times.number_words import numeral
from isnad.annotate.times.parts import nth_part, part
from isnad.annotate.times.periods import century, decade, month, period, season, year
from isnad.annotate.times.text import Match, Text


def point_at(text: Text, index: int) -> Match | None:
    """The longest-reaching reading of the point or period that begins at `index`; remembered: rules try again."""
    if index >= len(text) or not _opens(text, index):
        return None
    if index not in text.points:
        text.points[index] = _point(text, index)
    return text.points[index]


def _point(text: Text, index: int) -> Match | None:
    entry = text.entries[index]
    for kinds, read in _OF_WORDS if entry else ():
        found = read(text, index) if kinds is None or not kinds.isdisjoint(entry or ()) else None
        if found:
            return found
    for read in () if entry else _OF_NUMBERS:
        found = read(text, index)
        if found:
            return found
    return None


OPENING = frozenset((
    "part", "feast", "feast_eve", "demonstrative", "unit", "units", "dual", "the_unit", "the_units", "the_dual",
    "about", "less", "more", "few", "hours", "season", "relative_night", "tonight", "daypart", "daypart_adverb",
    "relative_day", "weekday", "day_head", "clock", "month", "hijri", "century", "decade", "nth_of", "eve", "feast_day",
    "century_head", "decade_head",
))  # fmt: skip


def _opens(text: Text, index: int) -> bool:
    entry = text.entries[index]
    if entry is not None and not OPENING.isdisjoint(entry):
        return True
    return text.words[index].isdecimal() or numeral(text.words[index])


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


_Reader = Callable[[Text, int], Match | None]
_OF_WORDS: tuple[tuple[frozenset[str] | None, _Reader], ...] = (
    (None, nth_part), (frozenset({"part"}), part),
    (frozenset({"feast", "feast_eve", "feast_day", "eve", "daypart", "nth_of", "relative_day"}), feast),
    (frozenset({"demonstrative", "the_unit"}), period), (None, _length), (None, day_at), (None, month),
    (frozenset({"demonstrative", "season"}), season), (frozenset({"decade", "decade_head"}), decade),
    (frozenset({"century", "century_head"}), century), (None, year),
)  # fmt: skip
"""Each reader with the kinds of word that it begins with; None: it looks for itself."""
_OF_NUMBERS: tuple[_Reader, ...] = (nth_part, feast, _length, day_at, month, year)

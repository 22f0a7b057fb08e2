"""Reads the times of a text: the rules in order at each word that the calendar knows, the first that reads wins."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from isnad.annotate.times import intervals, offsets
from isnad.annotate.times.calendar import governing
from isnad.annotate.times.lengths import Offset
from isnad.annotate.times.meaning import Bounds, Now, Vague
from isnad.annotate.times.names import name_end, named
from isnad.annotate.times.number_words import numeral
from isnad.annotate.times.points import OPENING, point_at
from isnad.annotate.times.recurrent import days_of, of_every, recurrent
from isnad.annotate.times.tense import future
from isnad.annotate.times.text import Match, Text
from isnad.arabic.view import View
from isnad.model.span import Span
from isnad.model.time import TimeExpression

Rule = Callable[[Text, int], Match | None]


def _vague(text: Text, index: int) -> Match | None:
    """`مؤخرا`, `في وقت سابق`; `قبل قليل` is the day of publication."""
    hit = text.look(index, "vague")
    if hit and hit.value in ("earlier", "later"):
        return _within(text, index, hit.end) or Match(index, hit.end, Vague(), "vague")
    if hit:
        return Match(index, hit.end, Vague(), "vague")
    hit = text.look(index, "vague_day")
    return Match(index, hit.end, Offset(0, "hour", -1), "just_now") if hit else None


def _within(text: Text, index: int, end: int) -> Match | None:
    """`في وقت سابق اليوم`, `في وقت سابق من الشهر الجاري`: within that time."""
    of = text.next(end, "of")
    at = of.end if of and text.words[end] == "من" else end
    point = point_at(text, at) if text.joined(at) else None
    return point._replace(first=index) if point and point.rule not in ("clock", "part_of_day") else None


_BY_KIND: tuple[tuple[str, Rule], ...] = (
    ("recurrent_adverb", recurrent), ("every", recurrent), ("daypart", recurrent), ("tonight", offsets.streak),
    ("vague", _vague), ("vague_day", _vague), ("since", offsets.since_length), ("since", intervals.since),
    ("ago", offsets.ago), ("relative_day", point_at), ("after_that", offsets.from_then), ("before", intervals.before),
    ("daypart_adverb", point_at), ("daypart", point_at), ("after", offsets.after), ("after", intervals.after_point),
    ("the_unit", offsets.streak), ("during", intervals.during), ("until", intervals.until),
    ("until_now", intervals.until), ("between", intervals.span_at), ("from", intervals.span_at),
    ("day_pair", intervals.paired), ("day_pair", days_of), ("pair", intervals.paired), ("month", intervals.month_range),
)  # fmt: skip
_BEGINNING = OPENING | {kind for kind, _ in _BY_KIND} | {"name"}
_NUMERIC: tuple[Rule, ...] = (intervals.year_range, intervals.day_range)


def read_times(view: View, published: date | None, skip: Sequence[Span] = ()) -> tuple[TimeExpression, ...]:
    """Every time expression of the text in order, ids `t1`, `t2`, …; nothing is read that overlaps `skip`.

    `published` is the day of publication; without it relative expressions have no bounds.
    """
    text = Text.of(view)
    read: list[TimeExpression] = []
    earlier: tuple[str, Bounds] | None = None
    for match, span in _outside(text, skip):
        now = Now(published, earlier[1] if earlier else None, future(text, match.first, match.end))
        bounds = match.meaning.resolve(now).plausible()
        name = f"t{len(read) + 1}"
        anchor = earlier[0] if earlier and bounds.anchor == "earlier" else bounds.anchor
        read.append(_expression(name, span, bounds, anchor if bounds.dated else None, match.rule))
        if bounds.dated:
            earlier = name, bounds
    return tuple(read)


def _expression(name: str, span: Span, bounds: Bounds, anchor: str | None, rule: str) -> TimeExpression:
    return TimeExpression(
        id=name,
        span=span,
        from_=bounds.first.isoformat() if bounds.first else None,
        to=bounds.last.isoformat() if bounds.last else None,
        precision=bounds.precision,
        partial=bounds.partial if not bounds.dated else None,
        anchor=anchor,
        rule=rule,
    )


def _outside(text: Text, skip: Sequence[Span]) -> Iterator[tuple[Match, Span]]:
    closed = sorted(Span(*span) for span in skip)
    starts = [span.start for span in closed]
    reach: list[int] = []
    for span in closed:
        reach.append(max(span.end, reach[-1] if reach else 0))
    for match in matches(text):
        span = text.span(match.first, match.end)
        position = bisect_right(starts, span.end - 1)
        if not position or reach[position - 1] <= span.start:
            yield match, span


def matches(text: Text) -> Iterator[Match]:
    """The expressions of the text, in order, without overlap."""
    reached = 0
    for index in text.begins:
        entry, word = text.entries[index], text.words[index]
        if index < reached or _governs_nothing(text, index, word):
            continue
        if (entry is None or _BEGINNING.isdisjoint(entry)) and not numeral(word) and not word.isdecimal():
            continue
        skipped = name_end(text, index) if entry else None
        match = None if skipped else _match(text, index)
        if match and named(text, match):
            skipped, match = match.end, None
        if match:
            match = of_every(text, match)
            yield match
        reached = match.end if match else skipped or reached


def _governs_nothing(text: Text, index: int, word: str) -> bool:
    """Whether the word is a preposition and what follows is neither of the calendar nor a number."""
    seconds = governing().get(word)
    if seconds is None or index + 1 >= len(text):
        return seconds is not None
    following = text.words[index + 1]
    known = following in seconds or following.isdecimal() or numeral(following)
    return not known and text.entries[index + 1] is None


def _match(text: Text, index: int) -> Match | None:
    entry = text.entries[index]
    if text.words[index].isdecimal() or text.words[index] == "ال":
        for rule in _NUMERIC:
            found = rule(text, index)
            if found:
                return found
    elif entry:
        for kind, rule in _BY_KIND:
            found = rule(text, index) if kind in entry else None
            if found:
                return found
    return point_at(text, index)

"""The place of a report that answers a question, with the words that were asked for."""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from isnad.arabic.searching import each_word
from isnad.archive.searching import Phrases, openings
from isnad.model import Span

WIDTH: Final = 200
"""Characters of a snippet, about: it begins and ends with a word."""
_BEFORE = 50
_MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a captured text and the words in it that were asked for; all spans are over the captured text."""

    text: str
    span: Span
    marks: tuple[Span, ...] = ()

    def parts(self) -> Iterator[tuple[str, bool]]:
        """The stretch in pieces, each with whether it was asked for; joined they are the stretch."""
        at = self.span.start
        for mark in self.marks:
            if mark.start > at:
                yield self._of(at, mark.start), False
            yield self._of(max(at, mark.start), mark.end), True
            at = max(at, mark.end)
        if at < self.span.end:
            yield self._of(at, self.span.end), False

    def _of(self, start: int, end: int) -> str:
        return self.text[start - self.span.start : end - self.span.start]


def snippet(text: str, wanted: Phrases, *, past: Sequence[Span] = ()) -> Snippet:
    """The stretch of `text` with most of what is `wanted` (see `Query.wanted`), else its beginning.

    What stands in one of `past`, such as the title that is shown anyway, is taken only where nothing else is found.
    """
    found = list(_found(text, wanted, past)) or list(_found(text, wanted, ()))
    if not found:
        start = max((span.end for span in past if span.start < WIDTH), default=0)
        return _cut(text, start if text[start:].strip() else 0, None)
    best = max(range(len(found)), key=lambda n: (_rows(found, n), -n))
    first = found[best][0]
    inside = [span for span, _ in found[best:] if span.end <= first.start + WIDTH - _BEFORE] or [first]
    return _cut(text, first.start, tuple(dict.fromkeys(inside)))


def stretch(text: str, around: Span) -> Snippet:
    """The stretch of `text` around a span, which is marked."""
    return _cut(text, around.start, (around,))


def _rows(found: Sequence[tuple[Span, int]], first: int) -> int:
    """How many different wants are met within a stretch that begins at a find."""
    reach = found[first][0].start + WIDTH - _BEFORE
    return len({row for span, row in found[first:] if span.end <= reach})


def _found(text: str, wanted: Phrases, past: Sequence[Span]) -> Iterator[tuple[Span, int]]:
    """Where the phrases stand, with the number of the want that each meets, until it is enough."""
    ends = _by_last_word(wanted)
    longest = max((len(way) for ways in ends.values() for way, _ in ways), default=0)
    recent: deque[tuple[str, int]] = deque(maxlen=longest)
    seen: dict[int, Span] = {}
    count = 0
    for word in each_word(text) if ends else ():
        recent.append((word.form, word.start))
        for way, row in ends.get(word.form, ()):
            size = len(way)
            if size > len(recent) or any(recent[i - size][0] != form for i, form in enumerate(way)):
                continue
            span = Span(recent[-size][1], word.end)
            if any(other.contains(span) for other in past):
                continue
            yield span, row
            seen[row], count = span, count + 1
            if count >= _MOST_FOUND or _together(seen.values(), len(wanted)):
                return


def _together(spans: Collection[Span], wants: int) -> bool:
    return len(spans) == wants and max(s.end for s in spans) - min(s.start for s in spans) <= WIDTH - _BEFORE


def _by_last_word(wanted: Phrases) -> Mapping[str, list[tuple[tuple[str, ...], int]]]:
    ends: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for row, phrases in enumerate(wanted):
        for way in {way for phrase in phrases for way in openings(phrase)}:
            ends.setdefault(way[-1], []).append((way, row))
    return ends


def _cut(text: str, at: int, marks: tuple[Span, ...] | None) -> Snippet:
    """The line around `at`, from a border of words to another."""
    line = text.rfind("\n", 0, at) + 1
    start = line if marks is None or at - line <= _BEFORE else _border(text, at - _BEFORE, at)
    start = at if marks is None else start
    end = min(len(text), max(start + WIDTH, marks[-1].end if marks else 0))
    stop = text.find("\n", max(start, marks[-1].end if marks else start + WIDTH // 2))
    if stop != -1:
        end = min(end, stop)
    if end < len(text) and not text[end].isspace():
        space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        end = space if space > (marks[-1].end if marks else start) else end
    while start < end and text[start].isspace():
        start += 1
    return Snippet(text[start:end], Span(start, max(start, end)), marks or ())


def _border(text: str, start: int, before: int) -> int:
    space = text.find(" ", start, before)
    return space + 1 if space != -1 else start

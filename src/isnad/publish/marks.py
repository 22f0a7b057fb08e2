"""From overlapping spans to a flat row of pieces that together are the text."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from isnad.model import Span

Layer = Literal[
    "event", "not-actual", "speaker", "cue", "time", "actor", "person", "place", "facility", "anaphor",
    "evidence", "furniture", "title",
]  # fmt: skip

_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be shown as `layer`. `fact` is the anchor of the fact that it belongs to; None where it has none."""

    span: Span
    layer: Layer
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same marks hold, shortest span first."""

    text: str
    marks: tuple[Mark, ...]


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or char in _JOINERS or unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")


def whole_words(text: str, span: Span) -> Span:
    """`span`, cut to the text and grown so that it begins and ends at word borders.

    Arabic letters join across a whole word, so an element that begins inside one can break its shape.
    """
    start, end = max(0, span.start), min(len(text), span.end)
    if start >= end:
        return Span(start, start)
    while start > 0 and _in_word(text[start - 1]) and _in_word(text[start]):
        start -= 1
    while end < len(text) and _in_word(text[end - 1]) and _in_word(text[end]):
        end += 1
    return Span(start, end)


def _merged(text: str, marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks on whole words; those of one fact and one look that overlap become one."""
    alike: dict[tuple[Layer, str | None], list[Span]] = {}
    for mark in marks:
        span = whole_words(text, mark.span)
        if span.start < span.end:
            alike.setdefault((mark.layer, mark.fact), []).append(span)
    for (layer, fact), spans in alike.items():
        spans.sort()
        whole = spans[0]
        for span in spans[1:]:
            if span.overlaps(whole):
                whole = whole.cover(span)
            else:
                yield Mark(whole, layer, fact)
                whole = span
        yield Mark(whole, layer, fact)


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Pieces whose texts joined are `text`; none crosses the border of a mark or of a line.

    Cost is linear in the text and in the marks that hold at each border.
    """
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for mark in _merged(text, marks):
        opens.setdefault(mark.span.start, []).append(mark)
        closes.setdefault(mark.span.end, []).append(mark)
    lines = {i + 1 for i, char in enumerate(text) if char == "\n"}
    borders = sorted({0, len(text), *opens, *closes, *lines})
    active: dict[Mark, None] = {}
    for start, end in pairwise(borders):
        for mark in closes.get(start, ()):
            active.pop(mark)
        for mark in opens.get(start, ()):
            active[mark] = None
        yield Piece(text[start:end], tuple(sorted(active, key=lambda m: m.span.end - m.span.start)))

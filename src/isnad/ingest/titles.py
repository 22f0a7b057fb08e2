"""The headline of a report, and the title of its page that says it once more ("X - site X - site")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from isnad.ingest.lines import Line
from isnad.ingest.phrases import Words, find_words
from isnad.model.span import Span

_SEPARATOR = re.compile(r"\s[-–—|ـ.•»]\s|\s[-–—]|[-–—]\s|\s?\|\s?")
_SHORTEST = 3
_LONGEST_PAGE_TITLE = 200
_LONGEST_TITLE = 30
_HEAD = 8
_SHARED = ("shared", "with", "public")


@dataclass(frozen=True, slots=True)
class PageTitle:
    """Where the headline stands (None: nowhere), and which characters of the first lines are the page's title."""

    title: Span | None
    furniture: tuple[Span, ...]


def page_title(lines: Sequence[Line]) -> PageTitle | None:
    """The page title in the first lines, where it can be told: it holds the headline that follows, says itself twice,
    or is a social network's. None where there is none."""
    if not lines or len(lines[0].words) > _LONGEST_PAGE_TITLE:
        return None
    return _shared(lines) or _with_headline_below(lines) or _doubled(lines[0])


def headline(lines: Sequence[Line], free: Sequence[bool], text: str) -> Span | None:
    """The first line as a headline, if it is one: not the end of a sentence, no dateline, set off from what follows.
    `free` says which lines are not furniture."""
    unmarked = [line for line, is_free in zip(lines, free, strict=True) if is_free]
    for line, after in pairwise(unmarked[:4]):
        if line.is_prose or line.is_tags:
            return None
        if not _is_headline(line):
            continue
        blank = text[line.span.end : after.span.start].count("\n") > 1
        return line.span if blank or after.is_prose or len(after.words) > len(line.words) else None
    return None


def _is_headline(line: Line) -> bool:
    count = len(line.words)
    if not _SHORTEST < count <= _LONGEST_TITLE or line.is_item or line.announces or line.trails:
        return False
    if line.stops and not line.text.rstrip("\"'»” ").endswith(("؟", "!", "?")):
        return False
    if 2 * sum("\u0621" <= word[0] <= "\u06d3" for word in line.words) <= count:
        return False
    return not line.is_dateline_like


def _shared(lines: Sequence[Line]) -> PageTitle | None:
    for index, line in enumerate(lines[:_HEAD]):
        if line.words[-3:] == _SHARED:
            rest = sum(len(after.words) for after in lines[index + 1 :])
            return PageTitle(None, tuple(above.span for above in lines[: index + 1])) if rest >= 5 else None
    return None


def _with_headline_below(lines: Sequence[Line]) -> PageTitle | None:
    first = lines[0]
    for line in lines[1:_HEAD]:
        if _SHORTEST <= len(line.words) < len(first.words) and 0 <= find_words(first.words, line.words) <= 3:
            separated = first.text.count(line.text[:10]) > 1 or _SEPARATOR.search(first.text)
            if separated and not line.stops and not first.stops:
                return PageTitle(line.span, (first.span,))
    return None


def _doubled(line: Line) -> PageTitle | None:
    for offset in range(min(4, len(line.words))):
        words = line.words[offset:]
        period = _period(words)
        if period:
            same = _common(words, words[period:])
            head = _place(line, offset, min(same, period))
            if same >= period:
                head = _without_site(line, head)
            rest = (Span(line.span.start, head.start), Span(head.end, line.span.end))
            return PageTitle(head, tuple(span for span in rest if span.start < span.end))
    return None


def _period(words: Words) -> int | None:
    """After how many words the words begin again, up to the end of the line."""
    for period in range(_SHORTEST + 1, len(words) - _SHORTEST + 1):
        same = _common(words, words[period:]) if words[period] == words[0] else 0
        if same > _SHORTEST and (same == len(words) - period or same >= period):
            return period
    return None


def _common(one: Words, other: Words) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _place(line: Line, first: int, count: int) -> Span:
    """The span of `count` words from the word `first` on, with the quotation marks around them."""
    start, end = line.place(first, count)
    before, after = line.text[: start - line.span.start], line.text[end - line.span.start :]
    if before.endswith(('"', "“", "«", "'")):
        start -= 1
    if after.startswith(('"', "”", "»", "'", "؟", "!")):
        end += 1
    return Span(start, end)


def _without_site(line: Line, head: Span) -> Span:
    """`head` without the site's names at its end: up to five words after a dash or bar, as often as there are some."""
    text = line.text[head.start - line.span.start : head.end - line.span.start]
    while True:
        cuts = list(_SEPARATOR.finditer(text))
        if not cuts or len(text[cuts[-1].end() :].split()) > 5 or len(text[: cuts[-1].start()].split()) <= _SHORTEST:
            return Span(head.start, head.start + len(text.rstrip()))
        text = text[: cuts[-1].start()].rstrip()

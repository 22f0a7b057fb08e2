"""The normalised view of a captured text: its words, folded, each with its place.

The text itself is never changed; the view is never stored. Letters that a newsroom broke apart to dodge moderation
(`استـ ـهـ ـداف`, `مـ..ـقتل`) are one word here, a hashtag (`#ريف_دمشق`) is its words.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection
from enum import IntEnum
from functools import lru_cache
from itertools import compress

from isnad.arabic.letters import CONTROLS, MARKS, TATWEEL, fold
from isnad.model.span import Span

_LETTER = rf"[^\W\d_{TATWEEL}]"
_INNER = rf"(?:[^\W\d_]|[{MARKS}{CONTROLS}{TATWEEL}])*"
_CODE = r"[A-Za-z]{1,4}\d{1,4}(?![A-Za-z\d])"
_PLAIN_WORD = re.compile(rf"\d+|{_CODE}|{_LETTER}{_INNER}")
_BROKEN_WORD = re.compile(
    rf"\d+|{_CODE}|{_LETTER}(?:{TATWEEL}[ .*_\-]{{1,4}}{TATWEEL}|[^\W\d_]|[{MARKS}{CONTROLS}{TATWEEL}])*"
)
_BROKEN = re.compile(rf"{TATWEEL}[ .*_\-]{{1,4}}{TATWEEL}")


_LONG = 150


class Break(IntEnum):
    """How strongly the characters before a word separate it from the word before."""

    NONE = 0
    SOFT = 1
    SENTENCE = 2
    PARAGRAPH = 3


OPENING = frozenset("«“‹(\"[{„'‘")
CLOSING = frozenset("»”›)\"]}″'’")
_STOP = re.compile(r"[!?؟…]|\.(?=\.|\s|$|[»”\")])|[■●▪│]|(?<=[^\W\d_] )\|(?= )")
_COMMA = re.compile(r"[،,؛;:()\[\]{}|\-–—/•*.=]")


class View:
    """Words of `text` as parallel lists: `words` (folded), `starts`, `ends` (captured text), `gaps` (what stands
    before each word), `breaks` (how strongly), and the sentences as half-open ranges over the words."""

    __slots__ = ("_places", "breaks", "ends", "gaps", "paragraphs", "sentences", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.gaps: list[str] = []
        self.breaks: list[Break] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._cut()
        self.sentences = self._ranges(Break.SENTENCE)
        if any(end - first > _LONG for first, end in self.sentences):
            self._cut_long()
            self.sentences = self._ranges(Break.SENTENCE)
        self.paragraphs = self._ranges(Break.PARAGRAPH)

    @staticmethod
    def of(text: str) -> "View":
        """The view of a text; the last one is kept, since a report is captured and then read. Not to be changed."""
        return _last_view(text)

    def __len__(self) -> int:
        return len(self.words)

    def _cut(self) -> None:
        pattern = _BROKEN_WORD if _BROKEN.search(self.text) else _PLAIN_WORD
        text = self.text
        rows = [(word, *match.span()) for match in pattern.finditer(text) if (word := fold(match.group()))]
        self.words, self.starts, self.ends = map(list, zip(*rows, strict=True)) if rows else ([], [], [])
        gaps = self.gaps = [text[a:b] for a, b in zip([0, *self.ends], self.starts, strict=False)]
        self.breaks = [Break.NONE if gap == " " and i else self._break(i) for i, gap in enumerate(gaps)]

    def _break(self, index: int) -> Break:
        if index == 0:
            return Break.PARAGRAPH
        gap = self.gaps[index]
        if "\n" in gap or "\r" in gap or "\u2028" in gap or "\u2029" in gap:
            return Break.PARAGRAPH
        if _STOP.search(gap):
            initial = len(self.words[index - 1]) == 1 and gap.startswith(".") and "..." not in gap
            return Break.SOFT if initial else Break.SENTENCE
        if gap == "." and not (self.words[index].isdigit() or len(self.words[index - 1]) == 1):
            return Break.SENTENCE
        return Break.SOFT if _COMMA.search(gap) else Break.NONE

    def _cut_long(self) -> None:
        """Text without full stops is cut at a comma, or anywhere: grammar reaches less far, and time stays bounded."""
        first = 0
        for index, strength in enumerate(self.breaks):
            since = index - first
            if strength < Break.SENTENCE and since >= (_LONG if strength == Break.SOFT else 2 * _LONG):
                self.breaks[index] = Break.SENTENCE
            if self.breaks[index] >= Break.SENTENCE:
                first = index

    def _ranges(self, level: Break) -> list[tuple[int, int]]:
        cuts = [i for i, strength in enumerate(self.breaks) if strength >= level]
        return [(a, b) for a, b in zip(cuts, [*cuts, len(self.words)][1:], strict=True) if a < b]

    def span(self, first: int, end: int) -> Span:
        """Characters from the word `first` up to the word before `end`."""
        return Span(self.starts[first], self.ends[end - 1])

    def phrase(self, first: int, end: int) -> str:
        """Folded words from `first` up to the one before `end`, with single spaces."""
        return " ".join(self.words[first:end])

    def sentence_at(self, index: int) -> tuple[int, int]:
        """The sentence that holds the word `index`."""
        position = bisect_right(self.sentences, (index, len(self.words) + 1)) - 1
        return self.sentences[position]

    def where(self, holds: Callable[[str], object]) -> list[int]:
        """The words of which `holds` (a remembered test, or a set's `__contains__`) says so, in text order."""
        return list(compress(range(len(self.words)), map(holds, self.words)))

    def words_in(self, wanted: Collection[str]) -> list[int]:
        """The words that are among those `wanted`, in text order."""
        if not self._places:
            for index, word in enumerate(self.words):
                self._places[word].append(index)
        return sorted(index for word in self._places.keys() & wanted for index in self._places[word])

    def word_range(self, span: Span) -> tuple[int, int]:
        """The words that overlap `span`, as a half-open range (empty when none does)."""
        first = bisect_right(self.ends, span.start)
        return first, max(first, bisect_left(self.starts, span.end))

    def opens(self, index: int) -> bool:
        """Whether a quotation mark or bracket opens right before the word."""
        gap = self.gaps[index]
        if gap == " ":
            return False
        return any(char in OPENING for char in gap[-2:]) and not gap.endswith(" ")

    def closes(self, index: int) -> bool:
        """Whether a quotation mark or bracket closes right after the word."""
        after = self.gaps[index + 1] if index + 1 < len(self.gaps) else self.text[self.ends[index] :][:3]
        return (bool(after) and after[0] in CLOSING) or (len(after) > 1 and after[0] == " " and after[1] in "»”")


@lru_cache(maxsize=1)
def _last_view(text: str) -> View:
    return View(text)

"""The words of a view with what the calendar knows of each: what the rules look at."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from isnad.annotate.times.calendar import Entry, Value, entry_of
from isnad.annotate.times.meaning import Meaning
from isnad.annotate.times.number_words import numeral
from isnad.arabic.letters import CONTROLS, MARKS, TATWEEL
from isnad.arabic.view import Break, View
from isnad.model.span import Span


class Hit(NamedTuple):
    """A phrase of the calendar found: the index after it, its value, the proclitics before it."""

    end: int
    value: Value
    before: str


class Match(NamedTuple):
    """An expression of the words `first` to `end`, what it means, and the rule that read it."""

    first: int
    end: int
    meaning: Meaning
    rule: str


_LOOSE = 4


class Text:
    """A view and, word by word, its calendar entries; `begins`: the words that are in the calendar or open a number."""

    __slots__ = ("begins", "entries", "points", "size", "view", "words")

    def __init__(self, view: View) -> None:
        self.view = view
        self.words = view.words
        self.entries: list[Entry | None] = list(map(entry_of, view.words))
        self.begins = view.where(_begins)
        self.size = len(view.words)
        self.points: dict[int, Match | None] = {}

    @staticmethod
    def of(view: View) -> "Text":
        """The text of a view; the last one is kept, since its date line is read before its times."""
        return _last_text(view)

    def __len__(self) -> int:
        return len(self.words)

    def look(self, index: int, kind: str) -> Hit | None:
        """The longest phrase of `kind` at `index`."""
        entry = self.entries[index] if 0 <= index < self.size else None
        phrases = entry.get(kind) if entry else None
        if phrases is None:
            return None
        for phrase in phrases:
            end = index + 1 + len(phrase.rest)
            if not phrase.rest or (
                tuple(self.words[index + 1 : end]) == phrase.rest and all(self.joined(i) for i in range(index + 1, end))
            ):
                return Hit(end, phrase.value, phrase.before)
        return None

    def next(self, index: int, kind: str) -> Hit | None:
        """`look`, where nothing but a space stands before the word."""
        return self.look(index, kind) if self.joined(index) else None

    def joined(self, index: int) -> bool:
        """Whether the word follows the one before without a break."""
        return 0 < index < self.size and self.view.breaks[index] == Break.NONE

    def follows(self, index: int) -> bool:
        """Whether the word is joined to the one before, its closing bracket between or not (`(أيلول) الماضي`)."""
        return self.joined(index) or (self.near(index) and self.gap(index) == ")")

    def near(self, index: int) -> bool:
        """Whether only a short separator (comma, bracket, dash, slash) stands before the word."""
        if not 0 < index < self.size:
            return False
        return self.view.breaks[index] <= Break.SOFT and len(self.view.gaps[index]) <= _LOOSE

    def gap(self, index: int) -> str:
        """What stands before the word, without the spaces around it."""
        return self.view.gaps[index].strip() if 0 < index < len(self.words) else "\n"

    def number(self, index: int) -> int | None:
        """The value of a word in digits."""
        word = self.words[index] if 0 <= index < self.size else ""
        return int(word) if word.isdecimal() and len(word) < 10 else None

    def span(self, first: int, end: int) -> Span:
        """Characters from the word `first` (without a conjunction written onto it) to the word before `end`."""
        span, entry = self.view.span(first, end), self.entries[first]
        if entry is None or self.words[first][0] not in "وف":
            return span
        if any(phrase.before[:1] not in ("و", "ف") for phrases in entry.values() for phrase in phrases):
            return span
        start = span.start + 1
        while start < span.end - 1 and self.view.text[start] in _SILENT:
            start += 1
        return Span(start, span.end)


@lru_cache(maxsize=200_000)
def _begins(word: str) -> bool:
    return entry_of(word) is not None or word.isdecimal() or numeral(word)


@lru_cache(maxsize=1)
def _last_text(view: View) -> Text:
    return Text(view)


def _silent() -> frozenset[str]:
    found = {*CONTROLS, TATWEEL}
    parts = MARKS.split("-")
    for left, right in pairwise(parts):
        found.update(map(chr, range(ord(left[-1]), ord(right[0]) + 1)))
    return frozenset((found | set(MARKS)) - {"-"})


_SILENT = _silent()

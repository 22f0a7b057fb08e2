"""The phrases by which a line is told as furniture of its page, folded and ready for use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from isnad.arabic.letters import fold
from isnad.arabic.view import View
from isnad.ingest.lines import Line

LONGEST = 30

Words = tuple[str, ...]
_SIGN = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Found:
    """What a line turned out to be: its role, how many of its first words say so, whether headlines may follow."""

    role: str
    cue: int
    headlines_follow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file: the phrases of one role, folded, each with whether a colon must follow."""

    role: str
    headlines_follow: bool = False
    longest: int = LONGEST
    alone: frozenset[Words] = frozenset()
    opens: Mapping[str, tuple[tuple[Words, bool], ...]] = field(default_factory=dict)
    ends: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    contains: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()
    between: tuple[tuple[Words, Words], ...] = ()
    together: tuple[frozenset[str], ...] = ()

    def finds(self, words: Words, text: str) -> Found | None:
        """What this entry says of a line of these `plain` words; None where it says nothing."""
        if words in self.alone:
            return Found(self.role, len(words), self.headlines_follow)
        if len(words) > self.longest:
            return None
        cue = self._opening(words, text)
        if cue or self._holds(words):
            return Found(self.role, cue, self.headlines_follow)
        return None

    def cues(self) -> frozenset[str]:
        """Words of which a line must have one, for this entry to find it."""
        first = (words[0] for group in (self.alone, self.contains) for words in group)
        pairs = (opening[0] for opening, _ in self.between)
        one_of = min(self.together, key=len, default=frozenset[str]())
        return frozenset((*first, *self.opens, *self.ends, *pairs, *one_of))

    def _opening(self, words: Words, text: str) -> int:
        for phrase, colon in self.opens.get(words[0] if words else "", ()):
            if words[: len(phrase)] == phrase and (not colon or _colon_after(text, len(phrase))):
                return len(phrase)
        return 0

    def _holds(self, words: Words) -> bool:
        ends = self.ends.get(words[-1], ()) if words else ()
        if ends and any(words[-len(phrase) :] == phrase for phrase in ends):
            return True
        if self.between and any(words[: len(a)] == a and words[-len(b) :] == b for a, b in self.between):
            return True
        if self.together and all(not group.isdisjoint(words) for group in self.together):
            return True
        return any(phrase[0] in words and find_words(words, phrase) >= 0 for phrase in self.contains)


@dataclass(frozen=True, slots=True)
class Phrases:
    """All entries, and the word lists that rules of their own use; a line without one of the `cues`, or with
    more than `longest` words, is no furniture."""

    entries: tuple[Entry, ...]
    body: tuple[Entry, ...]
    credits: frozenset[str]
    archives: frozenset[str]
    captions: tuple[Words, ...]
    sections: frozenset[Words]
    fragments: tuple[Words, ...]
    cues: frozenset[str]
    longest: int

    def find(self, line: Line) -> Found | None:
        """The first entry that tells `line` as furniture."""
        if len(line.words) > self.longest or (self.cues.isdisjoint(line.words) and not _numbered(line.words)):
            return None
        words = plain(line.words)
        return next((found for entry in self.entries if (found := entry.finds(words, line.text))), None)

    def goes_on(self, line: Line) -> bool:
        """Whether `line` opens as a sentence of the report itself."""
        words = plain(line.words[:LONGEST])
        return any(entry.finds(words, line.text) for entry in self.body)


def plain(words: Words) -> Words:
    """The words of a line with 0 for every number, as phrases have it."""
    return tuple("0" if word.isdigit() else word for word in words)


def _numbered(words: Words) -> bool:
    return any(map(str.isdigit, words))


def find_words(words: Words, phrase: Words, start: int = 0) -> int:
    """Where `phrase` stands in `words` at or after `start`; -1 where it does not."""
    first = phrase[0]
    while first in words[start:]:
        start = words.index(first, start)
        if words[start : start + len(phrase)] == phrase:
            return start
        start += 1
    return -1


def holds_words(text: str) -> bool:
    """Whether any word of `text` is left when it is folded (a lone tatweel is none)."""
    return any(fold(match.group()) for match in _SIGN.finditer(text))


def fold_words(phrase: str) -> Words:
    """The words of a phrase as a view of a text has them; none where it has none."""
    return tuple(View(phrase).words)


def _colon_after(text: str, count: int) -> bool:
    view = View(f"{text[:200]}\nx")
    return len(view) > count and view.text[view.ends[count - 1] :].lstrip().startswith((":", "|"))

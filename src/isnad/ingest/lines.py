"""The lines of a captured text with their folded words, and what can be said of one line by itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from isnad.arabic.letters import CONTROLS, MARKS, TATWEEL
from isnad.arabic.view import View
from isnad.model.span import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_STOPS = (".", "!", "؟", "?", "。")
_TRAILING = " \t\u00a0»”\"’')]*"
_INNER_STOP = re.compile(r"[^.\d][.؟!][\s»”\"]+\S")
_ITEM = re.compile(r"\s*(?:[-–—•▪■●*⏺🔹🔸◀️✅📌]|\(?\d{1,3}\s?[-_.)/])")
_SEGMENT = re.compile(r"\s*[-–—|/ـ()]+\s*")
WORD_OF_TAG = rf"[\w{MARKS}{CONTROLS}{TATWEEL}]"
_TAG = re.compile(rf"(?<![\w/&#])#({WORD_OF_TAG}+)")
_ONLY_TAGS = re.compile(rf"(?:[{CONTROLS}\s|،,.]*#{WORD_OF_TAG}+)+[{CONTROLS}\s|،,.]*")
_URL = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.me/|youtu\.be/)[^\s<>\"«»؀-ۿ]+", re.IGNORECASE)
_ADDRESS = ("://", "www.", "pic.twitter.com/", "t.me/", "youtu.be/")
_IMAGE = re.compile(r"[^\s/\\]{1,120}\.(?:jpe?g|png|gif|webp|bmp|svg|mp4)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its place without outer spaces, its characters, its folded words, and the number of
    the first of them in the view."""

    span: Span
    text: str
    words: tuple[str, ...]
    view: View
    first: int

    @property
    def stops(self) -> bool:
        """Whether it ends like a sentence; an ellipsis does not."""
        return self.text.rstrip(_TRAILING).endswith(_STOPS) and not self.trails

    @property
    def trails(self) -> bool:
        """Whether it ends in an ellipsis, as headlines that were cut do."""
        return self.text.rstrip(_TRAILING).endswith(("…", ".."))

    def place(self, first: int, count: int = 1) -> Span:
        """Where `count` words of the line stand, from its word `first` on."""
        return self.view.span(self.first + first, self.first + first + count)

    @property
    def announces(self) -> bool:
        """Whether it ends in a colon: what follows belongs to it."""
        return self.text.rstrip("\"'»” ").endswith(":")

    @property
    def is_item(self) -> bool:
        """Whether it opens like an item of a list: a dash, a bullet, a number."""
        return bool(_ITEM.match(self.text))

    @property
    def is_prose(self) -> bool:
        """Whether it is surely a sentence of a report: long enough, and it ends like one."""
        return len(self.words) >= 8 and self.stops

    @property
    def is_headline_like(self) -> bool:
        """Whether it may be a headline: short, one sentence without an end, no item and no announcement."""
        if not 4 <= len(self.words) <= 24 or self.is_item or self.announces:
            return False
        if self.stops and not self.text.rstrip("\"'»” ").endswith(("؟", "?")):
            return False
        return not _INNER_STOP.search(self.text)

    @property
    def is_dateline_like(self) -> bool:
        """Whether it is names parted by dashes or brackets, each of three words at most: «إدلب – نورث برس»."""
        segments = [segment for segment in _SEGMENT.split(self.text[:200]) if segment]
        return len(segments) > 1 and max(len(segment.split()) for segment in segments) <= 3

    @property
    def is_tags(self) -> bool:
        """Whether it is hashtags and nothing else."""
        return bool(_ONLY_TAGS.fullmatch(self.text))

    @property
    def is_image(self) -> bool:
        """Whether it is the name of a picture file."""
        return bool(_IMAGE.fullmatch(self.text))


def lines_of(view: View) -> list[Line]:
    """The lines of the text that are not blank, in order."""
    found = []
    for match in _LINE.finditer(view.text):
        text = match.group().strip()
        if text:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            span = Span(start, start + len(text))
            first, end = view.word_range(span)
            found.append(Line(span, text, tuple(view.words[first:end]), view, first))
    return found


def urls_in(text: str) -> Iterator[Span]:
    """Where addresses stand in `text`."""
    written = text.lower()
    if not any(sign in written for sign in _ADDRESS):
        return iter(())
    return (Span(*match.span()) for match in _URL.finditer(text))


def tags_in(text: str) -> tuple[str, ...]:
    """The hashtags of `text` without `#` and with spaces for `_`, each once, in order."""
    found = (match.group(1).replace("_", " ").strip() for match in _TAG.finditer(text))
    return tuple(dict.fromkeys(tag for tag in found if any(map(str.isalpha, tag))))

"""Chats that WhatsApp exported as text (`_chat.txt`, `WhatsApp Chat with ….txt`): one item a message with words."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from isnad.errors import ExportError, IsnadError, OversizedSourceError
from isnad.ingest.chat_lines import Head, Order, head_of, order_of, said_in
from isnad.ingest.custody import Container
from isnad.ingest.items import Attachment, Item, Refused
from isnad.ingest.members import plain_name, read_below
from isnad.ingest.phrases import holds_words
from isnad.ingest.textlines import FileLine, file_lines
from isnad.ingest.words import MOST_BYTES
from isnad.model.document import Channel

_CHAT_FILE = "_chat.txt"
_NAMED = re.compile(
    r"(?:WhatsApp Chat (?:with|-) |(?:محادثة|دردشة|الدردشة) ?(?:واتساب|WhatsApp)? ?(?:مع|-) )(.{1,200})"
)
_COPY = re.compile(r" ?\(\d{1,2}\)$")
"""What browsers put behind the name of a file that is there already."""
_LOOKED_AT = 12
_FEWEST_HEADS = 2
_MARK = 16
SYSTEM, WORDLESS, AGAIN = "lines of the application", "messages without words", "messages told twice"
"""What is passed over, as it is counted."""
_UNDECIDED = "day and month cannot be told apart in this chat: the day of publication is left open"


def is_whatsapp(name: str, lines: Iterable[str]) -> bool:
    """Whether a text file is an exported chat: by its first lines, of which one is enough where its `name` says so."""
    heads = [head_of(line) for line in islice((line for line in lines if line.strip()), _LOOKED_AT)]
    found = sum(head is not None for head in heads)
    if name == _CHAT_FILE or _NAMED.match(Path(name).stem):
        return found > 0
    return (
        bool(heads) and heads[0] is not None and found >= _FEWEST_HEADS and any(head and head.author for head in heads)
    )


def whatsapp_items(chat: Container, passed: Counter[str] | None = None) -> Iterator[Item | Refused]:
    """The messages of an exported chat that have words, in order.

    The bytes of an item are its lines as they stand in the file; its text is the message alone. Its key is made of the
    chat's name and of time, author and words, so that a later and longer export of the chat gives the same keys. Times
    have no zone: the file names none. Which number of a date is the day is told by the whole file; where that leaves it
    open, `published` is too, with a warning. The author's name stands as it is written: exports protect it. Files that
    lie beside the chat are attached; what is passed over is counted in `passed`.
    """
    counted = passed if passed is not None else Counter()
    try:
        stamps = (head.stamp for line in file_lines(chat.path) if line.text and (head := head_of(line.text)))
        reading = _Chat(chat, chat_name(chat.path), order_of(stamps), counted)
        yield from reading.items(file_lines(chat.path))
    except IsnadError as error:
        yield Refused(where=chat.custody.source, error=error)


def chat_name(path: Path) -> str:
    """The chat's name, by the file's or, for `_chat.txt`, its folder's."""
    stem = path.absolute().parent.name if path.name == _CHAT_FILE else path.stem
    named = _NAMED.match(stem)
    return _COPY.sub("", named[1] if named else stem).strip()


@dataclass(slots=True)
class _Entry:
    """An entry whose further lines are still to come. `raw` is None once it is too long to hold."""

    number: int
    head: Head
    lines: list[str]
    length: int = 0
    is_too_long: bool = False

    def add(self, line: FileLine) -> None:
        self.length += len(line.text or "")
        self.is_too_long = self.is_too_long or line.text is None or self.length > MOST_BYTES
        if not self.is_too_long:
            self.lines.append(line.text or "")


@dataclass(slots=True)
class _Chat:
    chat: Container
    name: str
    order: Order | None
    passed: Counter[str]
    seen: set[bytes] = field(default_factory=set)

    def items(self, lines: Iterable[FileLine]) -> Iterator[Item | Refused]:
        entry: _Entry | None = None
        found = False
        for line in lines:
            head = head_of(line.text) if line.text else None
            if head is None:
                if entry is not None:
                    entry.add(line)
                continue
            if entry is not None:
                yield from self._entry(entry)
            entry, found = _Entry(line.number, head, [line.text or ""]), True
        if entry is not None:
            yield from self._entry(entry)
        if not found:
            raise ExportError("the file holds no message of WhatsApp: export the chat again")

    def _entry(self, entry: _Entry) -> Iterator[Item | Refused]:
        if entry.head.author is None:
            self.passed[SYSTEM] += 1
            return
        if entry.is_too_long:
            error = OversizedSourceError(f"the message is longer than {MOST_BYTES // 1024**2} MB")
            yield Refused(where=self.chat.where(f"line {entry.number}"), error=error)
            return
        said = said_in("".join((entry.head.rest, *entry.lines[1:])))
        if not holds_words(said.text):
            self.passed[WORDLESS] += 1
            return
        mark = self._mark(entry.head, said.text)
        if mark in self.seen:
            self.passed[AGAIN] += 1
            return
        self.seen.add(mark)
        yield self._item(entry, said.text, said.forwarded, said.files, mark.hex())

    def _item(self, entry: _Entry, text: str, forwarded: str | None, files: tuple[str, ...], mark: str) -> Item:
        day = entry.head.stamp.day(self.order)
        attached, warnings = self._attached(files)
        chat = hashlib.sha256(self.name.encode("utf-8", "replace")).hexdigest()[:_MARK]
        return Item(
            key=f"whatsapp:{chat}/{mark}",
            raw="".join(entry.lines).rstrip("\r\n").encode("utf-8", "replace"),
            custody=self.chat.member(f"line {entry.number}"),
            text=text,
            published=f"{day}T{entry.head.stamp.clock}" if day else None,
            channel=Channel(
                platform="whatsapp", account=entry.head.author, post_id=mark, forwarded_from=forwarded
            ),
            attachments=attached,
            warnings=(*warnings, *(() if day else (_UNDECIDED,))),
        )  # fmt: skip

    def _mark(self, head: Head, text: str) -> bytes:
        """By which a message is known again: its time as it is written, its author and its words."""
        told = "\n".join((*map(str, head.stamp.numbers), head.stamp.clock, head.author or "", text))
        return hashlib.sha256(told.encode("utf-8", "replace")).digest()[: _MARK // 2]

    def _attached(self, files: tuple[str, ...]) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
        attached, warnings = [], []
        for name in files:
            try:
                raw = read_below(self.chat.path.parent, name, MOST_BYTES)
            except IsnadError as error:
                warnings.append(f"an attachment is left out: {error}")
            else:
                attached.append(Attachment(name=plain_name(name), raw=raw))
        return tuple(attached), tuple(warnings)

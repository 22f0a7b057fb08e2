"""Telegram Desktop's export in JSON (`result.json`): one channel or chat, or a whole account.

The shape is that of Telegram Desktop's `export_output_json.cpp`: a chat has `name`, `type`, `id` and `messages`; an
account has chats in `chats.list` and `left_chats.list`. Albums are not marked in it: their messages follow each other
with one date and one sender, and at most one of them has words.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from isnad.errors import ExportError, IsnadError, UnreadableSourceError
from isnad.ingest.custody import Container
from isnad.ingest.items import Attachment, Item, Refused
from isnad.ingest.jsonstream import JsonStream
from isnad.ingest.members import plain_name, read_below
from isnad.ingest.phrases import holds_words
from isnad.model.document import Channel

_HEAD = 64 * 1024
_ACCOUNT_LISTS = ("chats", "left_chats")
_MOST_IN_ALBUM = 10
_MOST_ATTACHED = 20 * 1024 * 1024
_PASSING = frozenset(("reactions",))
_LATEST = 253402300799
"""The last second of the year 9999."""
SERVICE, WORDLESS = "service messages", "messages without words"
"""What is passed over, as it is counted."""

Message: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Chat:
    id: str
    name: str | None


def is_telegram(head: bytes) -> bool:
    """Whether a file that begins so is an export: `head` are its first 64 KB or less."""
    start = head[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return False
    is_chat = b'"messages"' in start and b'"type"' in start and b'"id"' in start
    return is_chat or b'"personal_information"' in start or (b'"chats"' in start and b'"about"' in start)


def telegram_items(export: Container, passed: Counter[str] | None = None) -> Iterator[Item | Refused]:
    """The messages of an export that have words, one item each, in the order of the file.

    The bytes of an item are its message in canonical JSON (names in order, no spaces, UTF-8) without the reactions of
    readers, whose counts would make a new version of it with every export; its text is the words alone. Pictures and
    files of a message, and of the album that it heads, are attached where they lie beside the export and have at most
    20 MB. What is passed over is counted in `passed`. A message that is broken is refused; so is what follows where
    the file itself is broken or cut off.
    """
    counted = passed if passed is not None else Counter()
    try:
        with export.path.open("rb") as stream:
            yield from _Export(export, counted).items(JsonStream(stream))
    except OSError as error:
        unreadable = UnreadableSourceError(f"{export.custody.source} cannot be read: {error.strerror or error}")
        yield Refused(where=export.custody.source, error=unreadable)
    except ExportError as error:
        yield Refused(where=export.custody.source, error=error)


@dataclass(slots=True)
class _Export:
    export: Container
    passed: Counter[str]

    def items(self, stream: JsonStream) -> Iterator[Item | Refused]:
        if stream.opens() != "{":
            raise ExportError("the file is no export of Telegram: export the chat in the format JSON")
        chat, found = _Chat("", None), False
        for name in stream.members():
            if name in _ACCOUNT_LISTS and stream.opens() == "{":
                found = True
                yield from self._account(stream)
            elif name == "messages" and stream.opens() == "[":
                found = True
                yield from self._messages(stream, chat)
            else:
                chat = _told(chat, name, stream)
        if not found:
            raise ExportError("the file holds no messages of Telegram: export the chat in the format JSON")

    def _account(self, stream: JsonStream) -> Iterator[Item | Refused]:
        for name in stream.members():
            if name != "list" or stream.opens() != "[":
                stream.skip()
                continue
            for _ in stream.elements():
                if stream.opens() != "{":
                    stream.skip()
                    continue
                chat = _Chat("", None)
                for key in stream.members():
                    if key == "messages" and stream.opens() == "[":
                        yield from self._messages(stream, chat)
                    else:
                        chat = _told(chat, key, stream)

    def _messages(self, stream: JsonStream, chat: _Chat) -> Iterator[Item | Refused]:
        album: list[Message] = []
        for number in stream.elements():
            message = stream.value()
            if not isinstance(message, dict):
                error = ExportError(f"message {number + 1} is no object: export the chat again")
                yield Refused(where=self.export.where(f"message {number + 1}"), error=error)
                continue
            if message.get("type") != "message":
                self.passed[SERVICE] += 1
                continue
            if album and not _same_album(album, message):
                yield from self._album(chat, album)
                album = []
            album.append(message)
        if album:
            yield from self._album(chat, album)

    def _album(self, chat: _Chat, album: list[Message]) -> Iterator[Item | Refused]:
        """Messages that belong together, of which at most one has words."""
        heads = [message for message in album if holds_words(_text(message))]
        if not heads:
            self.passed[WORDLESS] += len(album)
            return
        member = f"message {str(heads[0].get('id'))[:40]}"
        try:
            yield self._item(chat, heads[0], album)
        except IsnadError as error:
            yield Refused(where=self.export.where(member), error=error)
        except RecursionError:
            deep = ExportError("the message is nested as no program does: export the chat again")
            yield Refused(where=self.export.where(member), error=deep)

    def _item(self, chat: _Chat, message: Message, album: list[Message]) -> Item:
        number = message.get("id")
        if not isinstance(number, int) or isinstance(number, bool):
            raise ExportError(f"the message {str(number)[:40]!r} has no number: export the chat again")
        attached, warnings = self._attached(album)
        return Item(
            key=f"telegram:{chat.id}/{number}" if chat.id else f"{self.export.key}#{number}",
            raw=canonical_json({name: value for name, value in message.items() if name not in _PASSING}),
            custody=self.export.member(f"message {number}"),
            text=_text(message),
            published=_moment(message, "date"),
            channel=Channel(
                platform="telegram",
                account=chat.name,
                post_id=str(number),
                forwarded_from=_words(message.get("forwarded_from")),
                edited_at=_moment(message, "edited"),
            ),
            attachments=attached,
            warnings=warnings,
        )

    def _attached(self, album: list[Message]) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
        """The pictures and files that lie beside the export, and a warning for each that cannot be taken. An export
        writes `(File not included. …)` for what it left out."""
        attached, warnings = [], []
        for message in album:
            for name in (message.get("photo"), message.get("file")):
                if not isinstance(name, str) or not name or name.startswith("("):
                    continue
                try:
                    raw = read_below(self.export.path.parent, name, _MOST_ATTACHED)
                except IsnadError as error:
                    warnings.append(f"an attachment is left out: {error}")
                else:
                    attached.append(Attachment(name=plain_name(name), raw=raw))
        return tuple(attached), tuple(warnings)


def canonical_json(value: object) -> bytes:
    """`value` in JSON that is the same whenever the value is: names in order, no spaces, UTF-8; lone surrogates, which
    UTF-8 cannot hold, as `\\ud800`."""
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return told.encode("utf-8", "backslashreplace")


def _told(chat: _Chat, name: str, stream: JsonStream) -> _Chat:
    """The chat with what the file says of it here."""
    if name not in ("id", "name"):
        stream.skip()
        return chat
    value = stream.value()
    if name == "id":
        return _Chat(str(value)[:100] if isinstance(value, int | str) else "", chat.name)
    return _Chat(chat.id, _words(value))


def _same_album(album: list[Message], message: Message) -> bool:
    """Whether a message goes on with the album before it: a picture or file of the same sender and second, in the
    numbers that follow, and words in one of them at most."""
    first = album[0]
    if len(album) >= _MOST_IN_ALBUM or not all(_has_file(one) for one in (*album, message)):
        return False
    if any(message.get(name) != first.get(name) for name in ("date", "date_unixtime", "from_id", "forwarded_from")):
        return False
    return sum(holds_words(_text(one)) for one in (*album, message)) <= 1


def _has_file(message: Message) -> bool:
    return isinstance(message.get("photo"), str) or isinstance(message.get("file"), str)


def _text(message: Message) -> str:
    """The words of a message: a text, or a list of texts and of objects with `text` (bold, links, …)."""
    text = message.get("text")
    if not text:
        text = message.get("text_entities")
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return ""
    parts = (part.get("text") if isinstance(part, dict) else part for part in text)
    return "".join(part for part in parts if isinstance(part, str))


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _moment(message: Message, name: str) -> str | None:
    """The time of `date` or `edited`: exact from `…_unixtime`, else the exporting computer's, which has no zone."""
    exact = message.get(f"{name}_unixtime")
    if isinstance(exact, str | int) and str(exact).isascii() and str(exact).isdecimal():
        seconds = int(str(exact)[:20])
        if 0 < seconds <= _LATEST:
            return datetime.fromtimestamp(seconds, UTC).isoformat()
        return None
    try:
        moment = datetime.fromisoformat(str(message.get(name)))
    except ValueError:
        return None
    return moment.isoformat(timespec="seconds") if moment.year > 1970 else None

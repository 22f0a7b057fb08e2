"""The lines of a text file of any size, decoded one after the other."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from isnad.errors import UnreadableSourceError
from isnad.ingest.encoding import decode
from isnad.ingest.words import MOST_BYTES

_SAMPLE = 1024 * 1024
_PIECE = 256 * 1024
_BOM = "\ufeff"
_PYTHON_NAMES = {"windows-1256": "cp1256"}


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line with its end, and its number from 1; `text` is None where it is longer than an input may be (20 million
    characters): it was passed over."""

    number: int
    text: str | None


def file_lines(path: Path) -> Iterator[FileLine]:
    """The lines of a file, parted by `\\n`. The encoding is told by its first megabyte; what is not in it stands as
    U+FFFD. Raises UnreadableSourceError."""
    try:
        with path.open("rb") as file:
            encoding = decode(file.read(_SAMPLE)).encoding
            file.seek(0)
            for number, text in enumerate(_lines(_decoded(file, encoding)), start=1):
                yield FileLine(number, text)
    except OSError as error:
        raise UnreadableSourceError(f"{path} cannot be read: {error.strerror or error}") from error


def _decoded(file: IO[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(_PYTHON_NAMES.get(encoding, encoding))("replace")
    is_first = True
    while raw := file.read(_PIECE):
        text = decoder.decode(raw)
        if is_first and text:
            text, is_first = text.removeprefix(_BOM), False
        yield text
    yield decoder.decode(b"", final=True)


def _lines(pieces: Iterable[str]) -> Iterator[str | None]:
    """Lines out of pieces; None for one that is too long, of which no more is held than is allowed."""
    open_: list[str] = []
    length, is_too_long = 0, False
    for piece in pieces:
        for part in _parted(piece):
            length += len(part)
            is_too_long = is_too_long or length > MOST_BYTES
            if is_too_long:
                open_.clear()
            else:
                open_.append(part)
            if part.endswith("\n"):
                yield None if is_too_long else "".join(open_)
                open_, length, is_too_long = [], 0, False
    if length:
        yield None if is_too_long else "".join(open_)


def _parted(text: str) -> Iterator[str]:
    """`text` after each `\\n` (other ends of lines belong to the text)."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start : end + 1]
        start = end + 1
    if start < len(text):
        yield text[start:]

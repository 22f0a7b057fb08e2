"""Where reports come from: files, folders, standard input. One bad input never stops the others."""

import hashlib
import os
import stat
import sys
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from isnad.errors import NoReportsError, OversizedSourceError, SourceError, UnreadableSourceError
from isnad.ingest.by_hand import pictured, transcribed
from isnad.ingest.capture import MOST_BYTES
from isnad.ingest.custody import Clock, custody_of, file_key, shown, utc_now
from isnad.ingest.items import Item, document
from isnad.model.document import Document

SUFFIXES = frozenset((".txt", ".html", ".htm", ".md", ".pdf", ".docx"))
"""Endings of files that are one report each."""
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One input. `name` is unique in its batch, `stem` is the file's own (the manifest's key); `path` is None for
    standard input. Nothing is read before `raw`, `item` or `document` is called."""

    name: str
    stem: str
    path: Path | None = None

    def raw(self) -> bytes:
        """The bytes; UnreadableSourceError or OversizedSourceError. Standard input can be read once only."""
        try:
            if self.path is None:
                raw = sys.stdin.buffer.read(MOST_BYTES + 1)
            else:
                with self.path.open("rb") as file:
                    raw = file.read(MOST_BYTES + 1)
        except (OSError, ValueError) as error:
            raise _unreadable(self.path, error) from error
        if len(raw) > MOST_BYTES:
            raise OversizedSourceError(f"{self.path or 'standard input'} is larger than {MOST_BYTES // 1024**2} MB")
        return raw

    def item(self, *, published: str | None = None, outlet: str | None = None, clock: Clock = utc_now) -> Item:
        """The one report that the input is; a text beside the picture whose name it bears is its transcript. It is
        known by its path, what comes by standard input by its bytes. Raises as `raw`."""
        raw = self.raw()
        if self.path is None:
            key = f"stdin:{hashlib.sha256(raw).hexdigest()}"
            return Item(key=key, raw=raw, custody=custody_of(STANDARD_INPUT, clock), published=published, outlet=outlet)
        source = shown(self.path)
        if image := pictured(self.path):
            return transcribed(image, raw, published=published, outlet=outlet, source=source, clock=clock)
        return Item(
            key=file_key(self.path), raw=raw, custody=custody_of(source, clock), name=_plain(self.path.name),
            published=published, outlet=outlet,
        )  # fmt: skip

    def document(self, *, published: str | None = None, outlet: str | None = None) -> tuple[Document, tuple[str, ...]]:
        """The document and the warnings that `capture` gives; SourceError or DateError where it cannot be had."""
        return document(self.item(published=published, outlet=outlet))


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gives no document, known before reading it. It answers like a `Source`, with its error."""

    name: str
    stem: str
    path: Path
    error: SourceError

    def raw(self) -> bytes:
        """Raises the error."""
        raise self.error

    def document(self, *, published: str | None = None, outlet: str | None = None) -> tuple[Document, tuple[str, ...]]:
        """Raises the error."""
        raise self.error


def sources(paths: Sequence[str], suffixes: Set[str] = SUFFIXES) -> Iterator[Source | Failure]:
    """The inputs at `paths` in order: a file as it is, a folder as its files of these endings (at any depth, sorted,
    nothing hidden), `-` as standard input. Equal stems get -2, -3, …; what cannot be opened is a `Failure` with
    UnreadableSourceError, a folder without reports one with NoReportsError."""
    taken: set[str] = set()
    for given in paths:
        if given == STANDARD_INPUT:
            yield Source(_unique("stdin", taken), "stdin")
        elif os.path.isdir(given):  # noqa: PTH112 -- pathlib's raises where a folder above may not be looked into
            yield from _folder(Path(given), suffixes, taken)
        else:
            yield _file(Path(given), taken)


def _folder(folder: Path, suffixes: Set[str], taken: set[str]) -> Iterator[Source | Failure]:
    denied: list[OSError] = []
    reports = sorted(
        Path(place, name)
        for place, folders, names in _walk(folder, denied)
        for name in names
        if not name.startswith(".") and name.lower().endswith(tuple(suffixes))
    )
    for path in reports:
        yield _file(path, taken)
    for error in denied:
        yield _failed(Path(os.fsdecode(error.filename or folder)), taken, _unreadable(folder, error))
    if not reports and not denied:
        problem = NoReportsError(f"{folder} holds no {', '.join(sorted(suffixes))} file: give a folder of reports")
        yield _failed(folder, taken, problem)


def _walk(folder: Path, denied: list[OSError]) -> Iterator[tuple[str, list[str], list[str]]]:
    for place, folders, names in os.walk(folder, onerror=denied.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield place, folders, names


def _file(path: Path, taken: set[str]) -> Source | Failure:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe waits for somebody who writes into it
            raise ValueError("it is a device, a pipe or a socket; give a file, or - for standard input")
        path.open("rb").close()
    except FileNotFoundError:
        return _failed(path, taken, UnreadableSourceError(f"{path} cannot be read: there is no such file"))
    except (OSError, ValueError) as error:
        return _failed(path, taken, _unreadable(path, error))
    return Source(_unique(_stem(path), taken), _stem(path), path)


def _failed(path: Path, taken: set[str], error: SourceError) -> Failure:
    return Failure(_unique(_stem(path), taken), _stem(path), path, error)


def _unreadable(path: Path | None, error: Exception) -> UnreadableSourceError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return UnreadableSourceError(f"{path or 'standard input'} cannot be read: {reason}")


def _stem(path: Path) -> str:
    return _plain(path.stem or path.resolve().stem or "folder")


def _plain(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def _unique(stem: str, taken: set[str]) -> str:
    """`stem` or the first of `stem-2`, `stem-3`, … that no input of the batch has, whatever its letter case."""
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name

"""Where records go: standard output, or a folder of files."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Literal, Protocol

from isnad.batch import Read
from isnad.cli.files import check_free, write_new
from isnad.cli.options import Lang
from isnad.codebook import Codebook
from isnad.errors import OutputError
from isnad.model import Record, to_plain

Format = Literal["text", "json", "html"]
_SUFFIXES: dict[Format, str] = {"text": ".txt", "json": ".json", "html": ".html"}
_UNBROKEN = 100_000


class Sink(Protocol):
    """Takes records one by one. All methods raise OutputError."""

    shows_warnings: bool
    writes_to_terminal: bool

    def reserve(self, name: str) -> None:
        """Announces a name, before anything is read; refuses it where its result cannot be written."""

    def put(self, read: Read) -> None:
        """Writes one record."""

    def close(self) -> None:
        """Writes what is about all of them."""


def sink_for(format_: Format, out: Path | None, lang: Lang, book: Codebook, *, force: bool, count: int) -> Sink:
    """The sink for `count` inputs, read with `book`. Raises OutputError where the folder cannot be made or the format
    needs one."""
    if out is not None:
        return FolderSink(format_, out, lang, book, force=force)
    if format_ == "html" and count > 1:
        raise OutputError(f"{count} pages do not fit on standard output: give a folder with --out")
    return StreamSink(format_, lang, book, alone=count == 1)


class StreamSink:
    """Standard output: views one after the other, JSON one a line (indented where there is but one)."""

    def __init__(self, format_: Format, lang: Lang, book: Codebook, *, alone: bool) -> None:
        self._format, self._lang, self._book, self._alone = format_, lang, book, alone
        self.shows_warnings = format_ == "text"
        self.writes_to_terminal = sys.stdout.isatty()

    def reserve(self, name: str) -> None:
        """Every name is welcome."""

    def put(self, read: Read) -> None:
        """Print the record."""
        if self._format == "text":
            if not self._alone:
                print(f"═══ {read.name}")
            _print_text(read.record, self._lang, self._book, sys.stdout)
        elif self._format == "json":
            print(_json(read.record, indent=2 if self._alone else None))
        else:
            print(_page(read.record, self._lang, self._book))
        sys.stdout.flush()

    def close(self) -> None:
        """Nothing is left to do."""


class FolderSink:
    """One file per record, written whole or not at all; pages get an index."""

    shows_warnings = False
    writes_to_terminal = False

    def __init__(self, format_: Format, out: Path, lang: Lang, book: Codebook, *, force: bool) -> None:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{out}: the folder cannot be made: {error.strerror}") from error
        self._out, self._lang, self._force = out, lang, force
        self._suffix = _SUFFIXES[format_]
        self._render: Callable[[Record], str] = {
            "text": lambda record: _text(record, lang, book),
            "json": lambda record: _json(record, indent=2) + "\n",
            "html": lambda record: _page(record, lang, book),
        }[format_]
        self._pages: list[tuple[str, Record]] = []
        self._index = format_ == "html"
        self._taken: set[str] = set()

    def reserve(self, name: str) -> None:
        """OutputExistsError where the file is there already."""
        self._taken.add(name.casefold())
        if not self._force:
            check_free(self._path(name))

    def put(self, read: Read) -> None:
        """Write the record's file."""
        path = self._path(read.name)
        write_new(path, self._render(read.record), force=self._force)
        if self._index:
            self._pages.append((path.name, read.record))

    def close(self) -> None:
        """Write the index of the pages, if there are any."""
        if self._pages:
            from isnad.publish import render_index  # noqa: PLC0415 -- brings the template engine

            write_new(self._out / "index.html", render_index(self._pages, lang=self._lang), force=self._force)

    def _path(self, name: str) -> Path:
        """The file for an input; a report that is itself called `index` makes room for the index of pages."""
        if self._index and name.casefold() == "index":
            name = next(n for k in range(2, 1_000_000) if (n := f"index-{k}").casefold() not in self._taken)
        return self._out / (name + self._suffix)


def _json(record: Record, indent: int | None) -> str:
    return json.dumps(to_plain(record), ensure_ascii=False, indent=indent)


def _page(record: Record, lang: Lang, book: Codebook) -> str:
    from isnad.publish import render_page  # noqa: PLC0415 -- brings the template engine

    return render_page(record, lang=lang, book=book)


def _text(record: Record, lang: Lang, book: Codebook) -> str:
    import io  # noqa: PLC0415

    stream = io.StringIO()
    _print_text(record, lang, book, stream)
    return stream.getvalue()


def _print_text(record: Record, lang: Lang, book: Codebook, stream: IO[str]) -> None:
    """The terminal's view; without a terminal lines are not broken, so that they can be searched."""
    from rich.console import Console  # noqa: PLC0415 -- slow to import, needed for text only

    from isnad.publish import print_record  # noqa: PLC0415

    width = None if stream.isatty() else _UNBROKEN
    print_record(record, Console(file=stream, width=width, highlight=False), lang, book)

"""Files of many items (web archives, exported chats, tables), each taken apart in a process of limited time and memory.

A file of 2 MB made to that end would hold up the program for a minute and take 5 GB: a workbook whose styles are 100 MB
of empty elements. The process hands one item over, and finds the next one only when it is asked for.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from isnad.errors import ExportError, IsnadError
from isnad.ingest.crew import SECONDS, Crew
from isnad.ingest.custody import Clock, Container
from isnad.ingest.items import Item, Refused
from isnad.ingest.tables import table_items
from isnad.ingest.telegram import telegram_items
from isnad.ingest.warc import web_archive_items
from isnad.ingest.whatsapp import whatsapp_items

PartedKind = Literal["web archive", "telegram", "whatsapp", "table"]
MOST_REFUSED = 10_000
"""After so many parts of a file that are refused, with none between that is not, the rest is not looked at."""
_Step = tuple[PartedKind, Path, int]
"""The kind of a file, the file, and which of all files that were taken apart it is."""
_Found = Item | Refused | Counter[str]
_A_SECOND = 1024 * 1024
"""Bytes of a file for each of which its items may take a second longer: some kinds are read once before the first
item, and much that is no report may stand between two."""


@dataclass(slots=True)
class Parts:
    """The process that takes files apart, one after the other; it starts with the first. Use it as a context manager.

    `columns` says which column of a table is what (`table_items`); what files hold beside items is counted in `passed`.
    """

    columns: Mapping[str, str]
    passed: Counter[str]
    clock: Clock
    _files: int = 0
    _crew: Crew[_Step, _Found] = field(init=False)

    def __post_init__(self) -> None:
        self._crew = Crew(_Taking(self.columns, self.clock), size=1, ahead=1)

    def __enter__(self) -> "Parts":
        return self

    def __exit__(self, *_: object) -> None:
        self._crew.end()

    def of(self, kind: PartedKind, path: Path) -> Iterator[Item | Refused]:
        """The items of a file in its order. Who does not take all of them takes none of another file.

        Raises HeavySourceError where the next one takes more than 10 s, and a second for each megabyte of the file, or
        more than 512 MB; ExportError after 10,000 refused ones without any other between.
        """
        self._files += 1
        with suppress(OSError):
            self._crew.seconds = SECONDS + path.stat().st_size / _A_SECOND
        is_open, refused = True, 0
        steps = iter(lambda: (kind, path, self._files) if is_open else None, None)
        for _, found in self._crew.answers(steps):
            if isinstance(found, IsnadError):
                self._crew.end()  # a new process would begin the file again
                raise found
            if not isinstance(found, Counter):
                yield found
                refused = refused + 1 if isinstance(found, Refused) else 0
                if refused == MOST_REFUSED:
                    self._crew.end()
                    raise ExportError(
                        f"{refused:,} parts one after the other cannot be read: the rest is not looked at"
                    )
            elif is_open:  # what is asked for ahead is answered so again
                self.passed.update(found)
                is_open = False


@dataclass(slots=True)
class _Taking:
    """What the process does at each step: the next item of the file, in the end and ever after what was passed over."""

    columns: Mapping[str, str]
    clock: Clock
    _file: int = 0
    _items: Iterator[Item | Refused] = field(default_factory=lambda: iter(()))
    _passed: Counter[str] = field(default_factory=Counter)

    def __call__(self, step: _Step) -> _Found:
        kind, path, number = step
        if number != self._file:
            self._file, self._passed = number, Counter()
            self._items = self._opened(kind, path)
        return next(self._items, self._passed)

    def _opened(self, kind: PartedKind, path: Path) -> Iterator[Item | Refused]:
        if kind == "web archive":
            return web_archive_items(path)
        container = Container.of(path, self.clock)
        if kind == "table":
            return table_items(container, self.columns)
        return (telegram_items if kind == "telegram" else whatsapp_items)(container, self._passed)

"""What brings reports in and writes exports for the workbench: a process of its own, so that no page waits for it and
nothing that a stranger's file does reaches the server. It forks its readers, which a process with threads must not do.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from isnad.annotate.reader import Reader
from isnad.archive.bringing import Bringer
from isnad.archive.intake import Outcome
from isnad.archive.library import Library
from isnad.archive.opening import Place, reading
from isnad.errors import IsnadError
from isnad.ingest.bring import Bringing, items
from isnad.ingest.by_hand import pasted
from isnad.ingest.custody import shown
from isnad.ingest.fetch import Fetcher
from isnad.ingest.items import Item, Refused
from isnad.ingest.platforms import platform_of
from isnad.publish.formats import FORMATS
from isnad.publish.release.gathering import release_of
from isnad.publish.release.released import ProfileName
from isnad.publish.release.writing import write

_EVERY = 100
"""So many events are written before it is told again how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bring:
    """What is to be brought in, for whom: the `text` of a post, or files that were sent (in `folder`), or an address.
    What is not told is empty."""

    who: str
    text: str = ""
    folder: str = ""
    address: str = ""
    url: str = ""
    platform: str = ""
    author: str = ""
    outlet: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is to be written into `folder`, for whom: see `isnad export`."""

    who: str
    folder: str
    form: str
    profile: ProfileName = "public"
    query: str = ""
    since: str = ""
    cleared: bool = False


Order = Bring | Export


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of one report: one of the words of `isnad add`, with the reason and its code where it failed."""

    where: str
    became: str
    document: str | None = None
    code: str = ""
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Worker:
    """The process, started when it is first needed, and again where it died."""

    place: Place
    overlay: Path | None = None
    _ends: tuple[Any, Connection] | None = field(default=None)

    def carry(self, order: Order) -> Iterator[Became | int | Path]:
        """What becomes of each report of an order as it happens; of an export how many events are written, and in the
        end its files. Raises IsnadError for what ends the whole order, as a disk that is full does; EOFError where the
        process died."""
        connection = self._started()
        try:
            connection.send(order)
            while (answer := connection.recv()) is not None:
                if isinstance(answer, IsnadError):
                    raise answer
                yield answer
        except (EOFError, OSError):
            self.end()
            raise EOFError from None

    def end(self) -> None:
        """Ends the process."""
        if self._ends is not None:
            process, connection = self._ends
            connection.close()
            process.terminate()
            process.join()
            self._ends = None

    def _started(self) -> Connection:
        if self._ends is None or not self._ends[0].is_alive():
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            # not a daemon: those may have no children, and readers are its children
            process = context.Process(target=_serve, args=(theirs, self.place, self.overlay))
            process.start()
            theirs.close()
            self._ends = process, ours
        return self._ends[1]


def _serve(connection: Connection, place: Place, overlay: Path | None) -> None:
    """Takes one order after the other, until the other end is closed."""
    library: Library | None = None
    while True:
        try:
            order = connection.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            library = library or Library.open(place, load=lambda: Reader.with_codebook(overlay))
            library.who = order.who
            if isinstance(order, Export):
                _export(library, order, connection.send)
            else:
                for outcome in _outcomes(library, order):
                    connection.send(_told(outcome, library))
        except IsnadError as error:
            connection.send(IsnadError(str(error)) if not _travels(error) else error)
        connection.send(None)


def _travels(error: IsnadError) -> bool:
    """Whether an error comes through a pipe as it is."""
    return len(error.args) == 1 and isinstance(error.args[0], str)


def _export(library: Library, order: Export, send: Callable[[Any], None]) -> None:
    """Writes an export; sends how many events are written, and in the end the files."""
    form = FORMATS[order.form]
    with reading(library.engine) as connection:
        release = release_of(
            connection, library.reader.book, order.profile, query=order.query, since=order.since or None,
            cleared=order.cleared,
        )  # fmt: skip
        path = Path(order.folder) / f"isnad-{order.profile}{form.suffix}"
        written = write(release, form, path, told=lambda number: None if number % _EVERY else send(number))
    send(written.events)
    for file in written.files:
        send(file)


def _outcomes(library: Library, order: Bring) -> Iterator[Outcome]:
    how = Bringing(
        published=order.published or None, outlet=order.outlet or None, url=order.url or None,
        platform=order.platform or None, account=order.author or None,
    )  # fmt: skip
    if order.address:
        yield from Bringer(library, Fetcher(), how).outcomes([order.address])
    elif order.folder:
        folder = Path(order.folder)
        files = sorted(folder.iterdir())
        marks = {shown(path): _mark(path) for path in files}
        yield from library.add(_sent(one, marks) for one in items([str(path) for path in files], how))
    else:
        item = pasted(
            order.text, url=order.url or None, platform=platform_of(order.platform) if order.platform else "web",
            account=order.author or None, published=order.published or None, outlet=order.outlet or None,
            source="workbench",
        )  # fmt: skip
        yield from library.add([item])


def _mark(path: Path) -> str:
    """What a file that was sent is known by: its name is chosen by whoever sends it, its bytes are not."""
    return f"upload:{hashlib.sha256(path.read_bytes()).hexdigest()[:32]}/{path.name}"


def _sent(found: Item | Refused, marks: Mapping[str, str]) -> Item | Refused:
    """An item known by what was sent, not by where the server laid it meanwhile."""
    where = found.where if isinstance(found, Refused) else found.key
    laid = next((path for path in marks if where.startswith(path)), None)
    if laid is None:
        return found
    key = marks[laid] + where[len(laid) :]
    if isinstance(found, Refused):
        return replace(found, where=key)
    return replace(found, key=key, custody=replace(found.custody, source=key))


def _told(outcome: Outcome, library: Library) -> Became:
    return Became(
        where=outcome.where.partition("/")[2] if outcome.where.startswith("upload:") else outcome.where,
        became=outcome.became, document=library.document_id(outcome.document),
        code=outcome.error.code if outcome.error else "", reason=str(outcome.error) if outcome.error else "",
        warnings=outcome.warnings,
    )  # fmt: skip

"""Reading captured texts anew after the engine or the codebook changed.

The texts are those that were captured; nothing is fetched. What people judged is keyed to the evidence: where a new
reading finds the same happening in other words of the same document, the judgement is carried over to them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, exists, or_, select

from isnad._version import __version__
from isnad.annotate.reader import Reader
from isnad.arabic.searching import TOKENS
from isnad.archive import chain, judging, preparing, readings, settings
from isnad.archive.opening import reading, writing
from isnad.archive.preparing import Reading
from isnad.archive.reviewing import carrying
from isnad.archive.schema import documents, judgements, mentions, records
from isnad.archive.searching import reindex
from isnad.errors import IsnadError
from isnad.model import Document, Span, from_plain

INDEXED = "tokens"
"""The setting that says how the words of the index were made; not there after a migration."""
ASSEMBLED = "assembled"
"""The setting that says by which engine and codebook all is read and assembled; not there after a migration."""
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Task:
    """A captured document to read again."""

    row: int
    captured: dict[str, Any]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a document again changed: claims that came and went, judgements and reviewed accounts carried over
    to other words, and those whose words the new reading finds nothing in."""

    document: int
    name: str
    came: int = 0
    went: int = 0
    carried: int = 0
    orphaned: tuple[str, ...] = ()
    error: IsnadError | None = None


def is_new(connection: Connection) -> None:
    """Notes that in a new archive nothing is left to be made anew."""
    settings.put(connection, ASSEMBLED, "new")
    settings.put(connection, INDEXED, TOKENS)


def index_anew(engine: Engine) -> None:
    """Makes the index of words anew where it was made in another way than words are made now."""
    with reading(engine) as connection:
        if settings.get(connection, INDEXED) == TOKENS:
            return
    with writing(engine) as connection:
        reindex(connection)
        settings.put(connection, INDEXED, TOKENS)


def stale(engine: Engine, reader: Reader, *, everything: bool) -> Iterator[Task]:
    """The documents that this reader has not read, by their row."""
    with reading(engine) as connection:
        assembled = settings.get(connection, ASSEMBLED)
    last, everything = 0, everything or assembled is None
    while True:
        with reading(engine) as connection:
            found = connection.execute(_stale(reader, last, everything=everything)).all()
        for row in found:
            plain = {**row.captured, "id": row.document, "text": row.text}
            yield Task(row.id, plain, tuple(row.warnings))
            last = row.id
        if not found:
            return


def _stale(reader: Reader, last: int, *, everything: bool) -> Any:
    later = records.alias()
    is_read_again = exists().where(later.c.document == records.c.document, later.c.id > records.c.id)
    query = (
        select(documents)
        .select_from(documents.join(records, records.c.document == documents.c.id))
        .where(documents.c.id > last, ~is_read_again)
        .order_by(documents.c.id)
        .limit(_AT_ONCE)
    )
    if everything:
        return query
    return query.where(or_(records.c.engine != __version__, records.c.codebook != reader.book.version))


def read(reader: Reader, task: Task) -> Reading:
    """What the reading processes do."""
    return preparing.read(from_plain(Document, task.captured), task.warnings, reader)


def put(connection: Connection, task: Task, answer: Reading | IsnadError, who: str) -> Reread:
    """Writes one new reading, or tells why there is none; the one before stands then."""
    name = task.captured["id"]
    if isinstance(answer, IsnadError):
        return Reread(document=task.row, name=name, error=answer)
    at = chain.now()
    change = readings.again(connection, task.row, answer, at, who)
    carried, orphaned = _carry(connection, task.row, name)
    reviewed, alone = carrying.carry(connection, task.row, name)
    carried, orphaned = carried + reviewed, [*orphaned, *alone]
    return Reread(
        document=task.row, name=name, came=change.came, went=change.went, carried=carried, orphaned=tuple(orphaned)
    )


def finished(engine: Engine, reader: Reader, who: str) -> None:
    """Notes that all is read and assembled by this engine and codebook."""
    with writing(engine) as connection:
        settings.put(connection, ASSEMBLED, f"{__version__} {reader.book.version}")
        chain.append(
            connection, who=who, action="rebuild", subject="archive",
            detail={"engine": __version__, "codebook": reader.book.version},
        )  # fmt: skip


def _carry(connection: Connection, document: int, name: str) -> tuple[int, list[str]]:
    """Judgements of people on words in which nothing is read any more go over to the mention that overlaps them."""
    live = connection.execute(
        select(mentions).where(mentions.c.document == document, mentions.c.gone_at.is_(None)).order_by(mentions.c.id)
    ).all()
    handles = {row.handle for row in live}
    carried, orphaned = 0, []
    for said in _said(connection, name):
        for end, other in ((said.left, said.right), (said.right, said.left)):
            if not end.startswith(f"{name}@") or end in handles:
                continue
            heir = _heir(end, said.sort, live)
            if heir is None:
                orphaned.append(end)
            else:
                judging.append(
                    connection, said.sort, heir, other, said.verdict, who=said.by, note=f"carried over from {end}"
                )
                carried += 1
    return carried, orphaned


def _said(connection: Connection, name: str) -> list[Any]:
    """What people said of mentions of a document and did not take back, the latest of each pair."""
    latest: dict[tuple[str, str], Any] = {}
    prefix = f"{name}@"
    for row in connection.execute(
        select(judgements)
        .where(judgements.c.person.is_(True))
        .where(or_(judgements.c.left.startswith(prefix), judgements.c.right.startswith(prefix)))
        .order_by(judgements.c.id)
    ):
        latest[row.left, row.right] = row
    return [row for row in latest.values() if row.verdict != judging.UNDONE]


def _heir(handle: str, sort: str, live: Any) -> str | None:
    """The live mention that shares most characters with a handle's, of the same type before others."""
    span, kind = judging.place_of(handle)
    shared = [
        (row.type == kind, min(span.end, row.end) - max(span.start, row.start), row.handle)
        for row in live
        if row.sort == sort and span.overlaps(Span(row.start, row.end))
    ]
    return max(shared)[2] if shared else None

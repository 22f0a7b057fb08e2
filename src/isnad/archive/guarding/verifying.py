"""Whether an archive still is what was written into it: its database, its history, and what that says was kept.

Three things vouch for each other. Bytes are named by their SHA-256; a document bears the name of the bytes that it was
captured from, and its readings hold its text and have a digest; and the history, whose rows are chained, says which of
them were added. So a row that was changed, taken out or slipped in is found, as is a change of the history itself.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, func, inspect, select

from isnad.archive import chain
from isnad.archive.chain import Checkpoint, Finding, HistoryRow
from isnad.archive.claims import digest_of
from isnad.archive.guarding.copying import Progress
from isnad.archive.guarding.fixity import changed, unpacked
from isnad.archive.guarding.rules import broken_rules
from isnad.archive.ledger import Ledger
from isnad.archive.opening import check_whole, reading
from isnad.archive.promises import custody_digest, fingerprints_digest, note, rows_digest
from isnad.archive.reviewing.tables import reviews
from isnad.archive.schema import (
    assessments,
    blobs,
    captures,
    claims,
    documents,
    history,
    judgements,
    records,
    reports,
    withdrawals,
)
from isnad.errors import CorruptArchiveError

_BATCH = 200
_LARGE_BATCH = 4
"""Rows with megabytes each that are in memory at a time."""
_LOOKED_AT = (history, blobs, captures, documents, records, judgements, assessments, reviews)
DAMAGED = "database-damaged"
"""The code of the one finding where the database itself cannot be trusted; nothing else is looked at then."""
_MISSING = {
    "blob": "bytes that the history says were kept are missing",
    "capture": "a version of a report that the history says came in is missing",
    "document": "a document that the history says was captured is missing",
    "record": "a reading that the history says was made is missing",
    "judgement": "a judgement that the history says was made is missing",
    "assessment": "an assessment that the history says was made is missing",
    "review": "a review that the history says was made is missing",
}


def verify(
    engine: Engine, checkpoint: Checkpoint | None = None, *, share: float = 1.0, progress: Progress | None = None
) -> Iterator[Finding]:
    """All that is not as it was written, in a stream; nothing where all is well. Constant memory.

    `checkpoint` is one that was kept outside the archive: without it a history that was cut off at its end, or made
    anew as a whole, is not found. The bytes of blobs and of readings are looked at for a `share` of them (0 to 1),
    chosen by chance; whether they are there, for all. Raises an ArchiveError where no archive can be read.
    """
    try:
        check_whole(engine)
    except CorruptArchiveError as error:
        yield Finding(DAMAGED, "database", str(error))
        return
    with reading(engine) as connection, Ledger() as ledger:
        yield from _Inspection(connection, ledger, share, progress).findings(checkpoint)


class _Inspection:
    """One look at an archive, as it is at one moment."""

    def __init__(self, connection: Connection, ledger: Ledger, share: float, progress: Progress | None) -> None:
        self._connection, self._ledger, self._share, self._progress = connection, ledger, share, progress
        self._chance = random.Random()  # noqa: S311 -- a sample, no secret
        self._done, self._total = 0, sum(map(self._count, _LOOKED_AT)) if progress else 0

    def findings(self, checkpoint: Checkpoint | None) -> Iterator[Finding]:
        yield from broken_rules(self._connection)
        archive = chain.archive_id(self._connection)
        if archive is None:
            yield Finding("archive-nameless", "settings", "the archive's own id is missing")
        rows = self._noting(chain.rows(self._connection))
        yield from chain.verify_chain(rows, archive=archive, checkpoint=checkpoint)
        yield from self._blobs()
        yield from self._captures()
        yield from self._documents()
        yield from self._records()
        yield from self._people()
        for sort, key in self._ledger.left():
            yield Finding(f"{sort}-missing", key, _MISSING[sort])
        self._tell(self._total)

    def _noting(self, rows: Iterable[HistoryRow]) -> Iterator[HistoryRow]:
        for row in rows:
            note(self._ledger, row)
            yield row
            if row[0] % _BATCH == 0:
                self._tell(_BATCH)

    def _blobs(self) -> Iterator[Finding]:
        for part in self._parts(select(blobs.c.sha256, blobs.c.size).order_by(blobs.c.sha256)):
            for row in part:
                if self._ledger.take("blob", row.sha256) is None:
                    yield Finding("blob-unknown", row.sha256, "the history does not know these bytes")
            chosen = {row.sha256: row.size for row in self._some(part)}
            held = select(blobs.c.sha256, blobs.c.packed).where(blobs.c.sha256.in_(chosen))
            for name, packed in self._large(held):
                if unpacked(packed, name, chosen[name]) is None:
                    yield Finding("blob-edited", name, "the bytes are not those that were captured")

    def _captures(self) -> Iterator[Finding]:
        asked = select(captures, reports.c.key).join(reports, reports.c.id == captures.c.report).order_by(captures.c.id)
        for part in self._parts(asked):
            for row in part:
                said = self._ledger.take("capture", chain.canonical([row.key, row.version]))
                if said is None:
                    yield Finding("capture-unknown", row.key, f"the history does not know version {row.version} of it")
                    continue
                blob, document, custody = json.loads(said)
                if (blob, document) != (row.blob, row.document):
                    yield Finding("capture-edited", row.key, f"version {row.version} of it is bound to other bytes")
                elif custody not in (None, custody_digest(row.custody, row.attachments)):
                    message = f"whence version {row.version} of it was had, or what came with it, was changed"
                    yield Finding("custody-edited", row.key, message)

    def _documents(self) -> Iterator[Finding]:
        asked = select(documents.c.id, documents.c.document, documents.c.text_group).order_by(documents.c.id)
        for part in self._parts(asked):
            for row in part:
                said = self._ledger.take("document", str(row.id))
                if said is None:
                    yield Finding("document-unknown", row.document, "the history does not know this document")
                elif said != chain.canonical([row.document, row.text_group]):
                    yield Finding("document-edited", row.document, "its name, or whose copy it is, was changed")

    def _records(self) -> Iterator[Finding]:
        asked = (
            select(records.c.id, records.c.document, records.c.digest, documents.c.document.label("name"))
            .join(documents, documents.c.id == records.c.document)
            .order_by(records.c.id)
        )
        for part in self._parts(asked):
            came, went = self._claimed([row.id for row in part])
            for row in part:
                number = self._ledger.nth(f"there {row.document}")
                said = self._ledger.take("record", chain.canonical([row.document, number]))
                if said is None:
                    yield Finding("record-unknown", row.name, f"the history does not know reading {number} of it")
                else:
                    yield from _compared(row, number, json.loads(said), came[row.id], went[row.id])
            yield from self._texts([row.id for row in self._some(part)])

    def _claimed(self, ids: Sequence[int]) -> tuple[dict[int, list[Any]], dict[int, list[Any]]]:
        """The claims that came with each reading, in its order, and those that it withdrew."""
        came, went = defaultdict[int, list[Any]](list), defaultdict[int, list[Any]](list)
        for row in self._connection.execute(select(claims).where(claims.c.record.in_(ids)).order_by(claims.c.id)):
            came[row.record].append(row)
        gone = (
            select(withdrawals.c.record.label("by"), claims.c.fingerprint, claims.c.document)
            .join(claims, claims.c.id == withdrawals.c.claim)
            .where(withdrawals.c.record.in_(ids))
        )
        for row in self._connection.execute(gone):
            went[row.by].append(row)
        return came, went

    def _texts(self, ids: Sequence[int]) -> Iterator[Finding]:
        """A reading holds the whole document, and its digest vouches for it: the row has to say the same."""
        later = records.alias()
        newest = select(func.max(later.c.id)).where(later.c.document == documents.c.id).scalar_subquery()
        held = (
            select(documents, records.c.digest, records.c.packed, (records.c.id == newest).label("newest"))
            .join(records, documents.c.id == records.c.document)
            .where(records.c.id.in_(ids))
        )
        for row in self._large(held):
            raw = unpacked(row.packed, row.digest)
            if raw is None:
                yield Finding("record-edited", row.document, "the bytes of a reading are not those that were kept")
            elif names := changed(row, raw, newest=bool(row.newest)):
                message = f"its row differs from what was captured and read: {', '.join(names)}"
                yield Finding("document-edited", row.document, message)

    def _people(self) -> Iterator[Finding]:
        """What people said: their judgements, their assessments and their reviews."""
        said = [("judgement", select(judgements).where(judgements.c.person)), ("assessment", select(assessments))]
        if self._has(reviews):
            said.append(("review", select(reviews)))
        for kind, asked in said:
            for part in self._parts(asked):
                for row in part:
                    promised, plain = self._ledger.take(kind, str(row.id)), dict(row._mapping)
                    del plain["id"]
                    if promised is None:
                        yield Finding(f"{kind}-unknown", str(row.id), f"the history does not know this {kind}")
                    elif promised != chain.digest(plain):
                        yield Finding(f"{kind}-edited", str(row.id), f"this {kind} is not the one that was made")

    def _parts(self, asked: Select[Any]) -> Iterator[Sequence[Any]]:
        """The rows in parts, as they come out of the database."""
        for part in self._connection.execute(asked.execution_options(yield_per=_BATCH)).partitions():
            yield part
            self._tell(len(part))

    def _large(self, asked: Select[Any]) -> Iterator[Any]:
        """Rows that may hold megabytes each, few at a time."""
        yield from self._connection.execute(asked.execution_options(yield_per=_LARGE_BATCH))

    def _some(self, rows: Sequence[Any]) -> list[Any]:
        return [row for row in rows if self._share >= 1 or self._chance.random() < self._share]

    def _has(self, table: Table) -> bool:
        """Whether the archive's form has a table: also an older one can be looked at."""
        return inspect(self._connection).has_table(table.name)

    def _count(self, table: Table) -> int:
        if not self._has(table):
            return 0
        return self._connection.execute(select(func.count()).select_from(table)).scalar_one()

    def _tell(self, more: int) -> None:
        self._done += more
        if self._progress:
            self._progress(min(self._done, self._total), self._total)


def _compared(
    row: Any, number: int, said: dict[str, Any], came: Sequence[Any], went: Sequence[Any]
) -> Iterator[Finding]:
    """One reading and its claims, against what the history says of them."""
    if said["digest"] != row.digest:
        yield Finding("record-edited", row.name, f"reading {number} of it is not the one that was made")
    if said["went"] != len(went):
        yield Finding("claims-edited", row.name, f"reading {number} withdrew {said['went']} claims, not {len(went)}")
    elif said["gone"] not in (None, fingerprints_digest(claim.fingerprint for claim in went)):
        yield Finding("claims-edited", row.name, f"the claims that reading {number} withdrew are others")
    if said["came"] not in (None, len(came)):
        yield Finding("claims-edited", row.name, f"with reading {number} came {said['came']} claims, not {len(came)}")
    elif said["claims"] not in (None, digest_of(tuple(came))) or said["rows"] not in (None, rows_digest(came)):
        yield Finding("claims-edited", row.name, f"the claims that came with reading {number} are not those kept")
    if any(claim.document != row.document for claim in (*came, *went)):
        yield Finding("claims-edited", row.name, f"claims of reading {number} were moved to another document")

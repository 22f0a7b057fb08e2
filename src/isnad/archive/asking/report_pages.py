"""The page of a report: its text with what was read in it, its versions, and which events of the archive it tells."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from isnad.archive.asking.copies import copied, originals
from isnad.archive.schema import captures, documents, mentions, records, reports
from isnad.archive.sight import Sight, living, seen, sight_of
from isnad.errors import NotFoundError
from isnad.model import Record
from isnad.model.plain import from_plain

_PREFIX = "sha256:"
_SHORTEST = 8
MOST_COPIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One coming-in of a report's bytes: under which key (address, post, file), as which version, and when. `document`
    are the bytes of that version."""

    key: str
    version: int
    document: str
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the report tells of one event or unregistered entity: its `handle`, and the `cluster` (`ev-…`, `x-…`) that
    it was put into, None where it is in none."""

    handle: str
    cluster: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report. `accounts` are by the record's own ids (`e1`, `p:2`); `comings` are all versions of the reports that
    these bytes are of, the first one first; `copy_of` is the document whose text it copies, `copies` those that copy
    it."""

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    platform: str
    added_at: str
    record: Record
    read_at: str
    accounts: Mapping[str, Account] = field(default_factory=dict)
    comings: tuple[Coming, ...] = ()
    copy_of: str | None = None
    copies: tuple[str, ...] = ()


def report_page(connection: Connection, id_: str, *, cleared: bool = True) -> ReportPage:
    """The report with the document id `id_` (`sha256:…`, or its first characters where only one begins so). Raises
    NotFoundError."""
    sight = sight_of(connection, None, cleared=cleared)
    row = _row(connection, id_, sight)
    reading = connection.execute(
        select(records.c.packed, records.c.read_at)
        .where(records.c.document == row.id)
        .order_by(records.c.id.desc())
        .limit(1)
    ).first()
    if reading is None:
        raise NotFoundError(f"{row.document} has not been read yet: run `isnad rebuild`")
    first = originals(connection, [row.text_group], sight)
    copy_of = copied(row.text_group, row.document, first)
    alike = (documents.c.text_group == row.text_group) & (documents.c.id != row.id)
    copies = _ids(connection, alike, sight) if copy_of is None else ()
    return ReportPage(
        document=row.document, title=row.title, outlet=row.outlet, published=row.published, url=row.url,
        platform=row.platform, added_at=row.added_at, read_at=reading.read_at,
        record=from_plain(Record, json.loads(zlib.decompress(reading.packed))),
        accounts=_accounts(connection, row.id, sight), comings=_comings(connection, row.id, sight),
        copy_of=copy_of, copies=copies,
    )  # fmt: skip


def text_of(connection: Connection, document: str) -> str:
    """The captured text of a document, by its whole id; empty where there is none."""
    return connection.execute(select(documents.c.text).where(documents.c.document == document)).scalar() or ""


def _row(connection: Connection, id_: str, sight: Sight) -> Any:
    digest = id_.removeprefix(_PREFIX).lower()
    held: list[Any] = []
    if len(digest) >= _SHORTEST and digest.isalnum() and digest.isascii():
        first, last = f"{_PREFIX}{digest}", f"{_PREFIX}{digest}~"
        query = select(documents).where(documents.c.document >= first, documents.c.document < last)
        held = list(connection.execute(query.where(*seen(documents.c.id, sight)).limit(2)))
    if len(held) != 1:
        raise NotFoundError(f"{id_}: no report of that id is in the archive; `isnad find` lists them")
    return held[0]


def _ids(connection: Connection, which: Any, sight: Sight) -> tuple[str, ...]:
    query = select(documents.c.document).where(which, *seen(documents.c.id, sight)).order_by(documents.c.id)
    return tuple(connection.execute(query.limit(MOST_COPIES)).scalars())


def _accounts(connection: Connection, document: int, sight: Sight) -> dict[str, Account]:
    query = select(mentions.c.local, mentions.c.handle, mentions.c.cluster).where(
        mentions.c.document == document, *living(mentions, sight)
    )
    return {row.local: Account(handle=row.handle, cluster=row.cluster) for row in connection.execute(query)}


def _comings(connection: Connection, document: int, sight: Sight) -> tuple[Coming, ...]:
    own = select(captures.c.report).where(captures.c.document == document)
    query = (
        select(reports.c.key, captures.c.version, captures.c.added_at, documents.c.document)
        .join(reports, reports.c.id == captures.c.report)
        .join(documents, documents.c.id == captures.c.document)
        .where(captures.c.report.in_(own), *seen(captures.c.document, sight))
        .order_by(captures.c.report, captures.c.version)
    )
    return tuple(
        Coming(key=row.key, version=row.version, document=row.document, added_at=row.added_at)
        for row in connection.execute(query)
    )

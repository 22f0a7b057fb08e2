"""From an item that was read to rows: its bytes, whence it came, its text, and which text it is a copy of.

All of it happens in the caller's writing transaction, the row of history included.
"""

import hashlib
import zlib
from array import array
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select

from isnad.archive import chain, readings
from isnad.archive.preparing import Capture, Reading
from isnad.archive.promises import custody_digest
from isnad.archive.rows import next_row
from isnad.archive.schema import blobs, captures, copy_bands, documents, failures, reports
from isnad.archive.searching import index
from isnad.errors import IsnadError
from isnad.ingest.items import Attachment, Item
from isnad.model import to_plain
from isnad.resolve.copies import COPY, likeness

Became = Literal["added", "version", "elsewhere", "unchanged", "failed"]
"""What became of an item: a report not seen before, a new version of one, bytes that are kept already and were found at
another place, nothing new at all, nothing that can be read."""
_PACKING = 6
_MOST_COPIES = 50
_OWN = frozenset({"text", "id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one item of the report `key`.

    `document` is its row, `is_read` whether that was read just now, `copy_of` the document id of the text that it is a
    copy of, `replaces` the row of the version before, where no other report has that as its latest.
    """

    where: str
    became: Became
    key: str = ""
    document: int | None = None
    is_read: bool = False
    copy_of: str | None = None
    replaces: int | None = None
    error: IsnadError | None = None
    warnings: tuple[str, ...] = ()


def latest(connection: Connection, key: str) -> str | None:
    """The SHA-256 of the bytes that a report had last; None for a report not seen before."""
    found = connection.execute(
        select(captures.c.blob)
        .join(reports, reports.c.id == captures.c.report)
        .where(reports.c.key == storable(key))
        .order_by(captures.c.version.desc())
        .limit(1)
    ).scalar()
    return str(found) if found else None


def sha_of(item: Item) -> str:
    """The SHA-256 of an item's bytes."""
    return hashlib.sha256(item.raw).hexdigest()


def document_of(connection: Connection, sha: str) -> int | None:
    """The row of the document that these bytes gave, where they are kept already."""
    return connection.execute(select(documents.c.id).where(documents.c.document == f"sha256:{sha}")).scalar()


def document_name(connection: Connection, row: int) -> str | None:
    """The id of the document in this row."""
    return connection.execute(select(documents.c.document).where(documents.c.id == row)).scalar()


def is_current(connection: Connection, row: int) -> bool:
    """Whether a document is the latest version of some report; what it holds counts then."""
    newest = select(func.max(captures.c.id)).group_by(captures.c.report)
    of_it = select(captures.c.report).where(captures.c.document == row)
    found = select(captures.c.id).where(
        captures.c.document == row, captures.c.id.in_(newest.where(captures.c.report.in_(of_it)))
    )
    return connection.execute(found.limit(1)).first() is not None


def put(connection: Connection, item: Item, capture: Capture, reading: Reading, who: str) -> Outcome:
    """Keeps an item that was read. Where its bytes were kept meanwhile, or were a report's text once and are so again,
    only that they were found is new."""
    sha = sha_of(item)
    row = document_of(connection, sha)
    if row is not None:
        revives = not is_current(connection, row)
        found = put_elsewhere(connection, item, row, who)
        if revives:
            readings.again(connection, row, reading, chain.now(), who)
        return replace(found, is_read=revives)
    at = chain.now()
    _keep(connection, sha, item.raw)
    row, group = _document(connection, capture, reading, at)
    before = _replaced(connection, item.key, row)
    version = _capture(connection, item, sha, row, at)
    change = readings.put(connection, row, reading, at)
    index(connection, row, _title(capture), capture.document.text)
    chain.append(
        connection, who=who, action="add", subject=storable(item.key),
        detail={"blob": sha, "document": row, "version": version, "record": reading.digest, "group": group,
                "claims": change.claims, "rows": change.rows, **_whence(item)},
    )  # fmt: skip
    copied = None if group == row else connection.execute(
        select(documents.c.document).where(documents.c.id == group)
    ).scalar_one()  # fmt: skip
    return Outcome(
        where=where_of(item), key=item.key, became="added" if version == 1 else "version", document=row, is_read=True,
        copy_of=copied, replaces=before, warnings=capture.warnings,
    )  # fmt: skip


def put_elsewhere(connection: Connection, item: Item, row: int, who: str) -> Outcome:
    """Keeps that bytes which are here already were found at another place, or at the same place again."""
    sha = sha_of(item)
    if latest(connection, item.key) == sha:
        return Outcome(where=where_of(item), key=item.key, became="unchanged", document=row)
    before = _replaced(connection, item.key, row)
    version = _capture(connection, item, sha, row, chain.now())
    chain.append(
        connection, who=who, action="found", subject=storable(item.key),
        detail={"blob": sha, "document": row, "version": version, **_whence(item)},
    )  # fmt: skip
    return Outcome(
        where=where_of(item),
        key=item.key,
        became="elsewhere" if version == 1 else "version",
        document=row,
        replaces=before,
    )


def put_failure(connection: Connection, where: str, raw: bytes | None, error: IsnadError, who: str) -> Outcome:
    """Keeps what cannot be read, with the reason, so that it can be looked at and tried again. Where there are no bytes
    to know it by, it is kept again when something came in since: what came may have been the same source, read."""
    sha = hashlib.sha256(raw).hexdigest() if raw else None
    same = [
        failures.c.source == storable(where),
        failures.c.code == error.code,
        failures.c.blob.is_not_distinct_from(sha),
    ]
    if sha is None:
        latest_ = select(captures.c.added_at).order_by(captures.c.id.desc()).limit(1)
        same.append(failures.c.failed_at >= func.coalesce(latest_.scalar_subquery(), ""))
    if connection.execute(select(failures.c.id).where(*same)).first() is None:
        if sha and raw:
            _keep(connection, sha, raw)
        connection.execute(
            insert(failures).values(
                source=storable(where), code=error.code, reason=storable(str(error)), blob=sha, failed_at=chain.now()
            )
        )
        chain.append(
            connection, who=who, action="fail", subject=storable(where), detail={"blob": sha, "code": error.code}
        )
    return Outcome(where=where, became="failed", error=error)


def where_of(item: Item) -> str:
    """How an item is named to its user: its source, and what of it."""
    member = item.custody.member
    return f"{item.custody.source} · {member}" if member else item.custody.source


def storable(text: str) -> str:
    """A text that every database takes: lone surrogates of odd file names, and NUL, as U+FFFD."""
    return (
        text.encode("utf-8", "replace").decode().replace("\0", "\ufffd") if not text.isascii() or "\0" in text else text
    )


def unpacked(connection: Connection, sha: str) -> bytes:
    """The bytes of that SHA-256, as they came."""
    return zlib.decompress(connection.execute(select(blobs.c.packed).where(blobs.c.sha256 == sha)).scalar_one())


def _keep(connection: Connection, sha: str, raw: bytes) -> None:
    if connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == sha)).first() is None:
        connection.execute(insert(blobs).values(sha256=sha, size=len(raw), packed=zlib.compress(raw, _PACKING)))


def _document(connection: Connection, capture: Capture, reading: Reading, at: str) -> tuple[int, int]:
    """The new row of a document and the row of its text's group."""
    found = capture.document
    group = _copied(connection, capture)
    number = next_row(connection, documents)
    connection.execute(
        insert(documents).values(
            id=number, document=found.id, text=found.text, title=_title(capture), outlet=reading.outlet,
            published=reading.published, url=found.url, platform=found.channel.platform,
            text_origin=found.text_origin, captured=_plain(to_plain(found)), warnings=list(capture.warnings),
            signature=array("Q", capture.signature).tobytes(), text_group=group or number, added_at=at,
        )
    )  # fmt: skip
    if capture.bands:
        connection.execute(insert(copy_bands), [{"band": band, "document": number} for band in capture.bands])
    return number, group or number


def _plain(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in _OWN}


def _copied(connection: Connection, capture: Capture) -> int | None:
    """The group of the kept text that this one is likest to, where it is a copy of any."""
    if not capture.bands:
        return None
    near = connection.execute(
        select(documents.c.text_group, documents.c.signature)
        .join(copy_bands, copy_bands.c.document == documents.c.id)
        .where(copy_bands.c.band.in_(capture.bands))
        .group_by(documents.c.id)
        .order_by(func.count().desc(), documents.c.id)
        .limit(_MOST_COPIES)
    )
    rated = [(likeness(capture.signature, tuple(array("Q", packed))), -group) for group, packed in near]
    best = max(rated, default=(0.0, 0))
    return -best[1] if best[0] >= COPY else None


def _capture(connection: Connection, item: Item, sha: str, row: int, at: str) -> int:
    """Keeps where an item was had; the number of the version that it is of its report."""
    key = storable(item.key)
    report = connection.execute(select(reports.c.id).where(reports.c.key == key)).scalar()
    if report is None:
        report = connection.execute(insert(reports).values(key=key, added_at=at).returning(reports.c.id)).scalar_one()
    last = connection.execute(select(func.max(captures.c.version)).where(captures.c.report == report)).scalar()
    for attachment, digest in _digests(item.attachments):
        _keep(connection, digest, attachment.raw)
    connection.execute(
        insert(captures).values(
            report=report, version=(last or 0) + 1, blob=sha, document=row, custody=_custody(item), added_at=at,
            attachments=_attachments(item),
        )
    )  # fmt: skip
    return (last or 0) + 1


def _replaced(connection: Connection, key: str, row: int) -> int | None:
    """The document that a report had last, where it is another than `row` and no other report has it as its latest."""
    before = connection.execute(
        select(captures.c.id, captures.c.document)
        .join(reports, reports.c.id == captures.c.report)
        .where(reports.c.key == storable(key))
        .order_by(captures.c.version.desc())
        .limit(1)
    ).first()
    if before is None or before.document == row:
        return None
    newest = select(func.max(captures.c.id)).group_by(captures.c.report)
    of_it = select(captures.c.report).where(captures.c.document == before.document)
    others = select(captures.c.id).where(
        captures.c.document == before.document, captures.c.id != before.id,
        captures.c.id.in_(newest.where(captures.c.report.in_(of_it))),
    )  # fmt: skip
    return None if connection.execute(others.limit(1)).first() else before.document


def _digests(attachments: tuple[Attachment, ...]) -> list[tuple[Attachment, str]]:
    return [(one, hashlib.sha256(one.raw).hexdigest()) for one in attachments]


def _attachments(item: Item) -> list[dict[str, str]]:
    return [{"name": storable(one.name), "sha256": digest} for one, digest in _digests(item.attachments)]


def _whence(item: Item) -> dict[str, object]:
    """What the history vouches for of where an item was had and what came with it."""
    attachments = _attachments(item)
    return {
        "attachments": [one["sha256"] for one in attachments],
        "custody": custody_digest(_custody(item), attachments),
    }


def _custody(item: Item) -> dict[str, Any]:
    custody = replace(item.custody, source=storable(item.custody.source), headers=dict(item.custody.headers))
    return {**asdict(custody), "given": {"published": item.published, "outlet": item.outlet}}


def _title(capture: Capture) -> str | None:
    title = capture.document.title
    return title.of(capture.document.text) if title else None

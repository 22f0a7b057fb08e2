"""Rows in every table of an archive, written without the engine: what a report would leave."""

import zlib
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Column, Connection, Engine, insert, select, text

from isnad.archive import schema
from isnad.archive.chain import append, canonical, digest, now
from isnad.archive.claims import digest_of
from isnad.archive.opening import is_postgres, writing
from isnad.archive.promises import custody_digest, fingerprints_digest, rows_digest
from isnad.archive.tables import METADATA

_ACTIONS = {"reviews": "review", "restrictions": "restrict"}
"""What the history calls the adding of a row."""


def fill(engine: Engine, reports: int, *, first: int = 1) -> list[str]:
    """Adds so many made-up reports, each in a transaction of its own; their keys."""
    keys = []
    for number in range(first, first + reports):
        with writing(engine) as connection:
            keys.append(add(connection, number))
    return keys


def add(connection: Connection, number: int) -> str:
    """One report with a row in each table; its key."""
    raw = f"خبر رقم {number}: اجتمع وفدان في القرية، ولم يتفقا.".encode()
    key, blob, at = f"https://example.org/{number}", sha256(raw).hexdigest(), now()
    captured = {"url": key, "published": None, "outlet": None, "title": [0, 9], "language": "ar",
                "channel": {"platform": "web"}, "text_origin": "captured"}  # fmt: skip
    document = {"id": f"sha256:{blob}", "text": raw.decode(), **captured, "published": "2021-02-16"}
    record = canonical({"isnad": "1.0", "document": document}).encode()
    claims = [sha256(f"{number}/{claim}".encode()).hexdigest() for claim in range(2)]
    connection.execute(insert(schema.blobs), {"sha256": blob, "size": len(raw), "packed": zlib.compress(raw)})
    connection.execute(insert(schema.reports), {"id": number, "key": key, "added_at": at})
    connection.execute(
        insert(schema.documents),
        {
            "id": number, "document": f"sha256:{blob}", "text": raw.decode(), "platform": "web",
            "text_origin": "captured", "captured": captured, "warnings": [], "signature": b"\0\1",
            "url": key, "published": "2021-02-16", "title": raw.decode()[:9], "text_group": number, "added_at": at,
        },
    )  # fmt: skip
    connection.execute(
        insert(schema.captures),
        {"id": number, "report": number, "version": 1, "blob": blob, "document": number, "custody": {"source": key},
         "attachments": [], "added_at": at},
    )  # fmt: skip
    held = _read(connection, number, record, claims, at)
    _judge(connection, number, at)
    _fail(connection, number, at)
    _assemble(connection, number, raw.decode(), at)
    append(
        connection, who="engine", action="add", subject=key,
        detail={"blob": blob, "document": number, "version": 1, "record": sha256(record).hexdigest(),
                "claims": digest_of(tuple(held)), "rows": rows_digest(held), "group": number, "attachments": [],
                "custody": custody_digest({"source": key}, [])},
    )  # fmt: skip
    _read_again(connection, number, record, at)
    return key


def _read(connection: Connection, number: int, record: bytes, claims: list[str], at: str) -> Any:
    row = {"document": number, "engine": "0", "codebook": "sha256:0", "packed": zlib.compress(record),
           "digest": sha256(record).hexdigest(), "read_at": at}  # fmt: skip
    connection.execute(insert(schema.records), {"id": 2 * number, **row})
    for place, fingerprint in enumerate(claims):
        _claim(connection, 3 * number + place, number, 2 * number, fingerprint, at)
    connection.execute(insert(schema.copy_bands), {"band": number, "document": number})
    return connection.execute(select(schema.claims).where(schema.claims.c.record == 2 * number)).all()


def _claim(connection: Connection, id_: int, document: int, record: int, fingerprint: str, at: str) -> None:
    connection.execute(
        insert(schema.claims),
        {"id": id_, "document": document, "record": record, "fingerprint": fingerprint, "about": "e1",
         "type": "CONSULT", "stance": "asserts", "anonymous": False, "start": 0, "end": 3, "says": {}, "known_at": at},
    )  # fmt: skip


def _read_again(connection: Connection, number: int, record: bytes, at: str) -> None:
    """A second reading: one claim came, one went."""
    row = {"document": number, "engine": "1", "codebook": "sha256:0", "packed": zlib.compress(record),
           "digest": sha256(record).hexdigest(), "read_at": at}  # fmt: skip
    connection.execute(insert(schema.records), {"id": 2 * number + 1, **row})
    _claim(connection, 3 * number + 2, number, 2 * number + 1, sha256(f"{number}/new".encode()).hexdigest(), at)
    gone = {"claim": 3 * number, "record": 2 * number + 1, "withdrawn_at": at}
    connection.execute(insert(schema.withdrawals), gone)
    came = connection.execute(select(schema.claims).where(schema.claims.c.record == 2 * number + 1)).all()
    withdrawn = [sha256(f"{number}/0".encode()).hexdigest()]
    append(
        connection, who="engine", action="reread", subject=str(number),
        detail={"document": number, "record": row["digest"], "claims": "", "came": 1, "went": 1,
                "rows": rows_digest(came), "gone": fingerprints_digest(withdrawn)},
    )  # fmt: skip


def _judge(connection: Connection, number: int, at: str) -> None:
    judgement = {"sort": "event", "left": f"l{number}", "right": f"r{number}", "verdict": "same", "score": 0.9,
                 "by": "analyst", "person": True, "reasons": ["same place"], "made_at": at}  # fmt: skip
    connection.execute(insert(schema.judgements), {"id": number, **judgement})
    append(connection, who="analyst", action="judge", subject=f"l{number}",
           detail={"judgement": number, "digest": digest(judgement)})  # fmt: skip
    assessment = {"subject": f"actor:{number}", "source_grade": "B", "information_grade": None, "note": None,
                  "by": "analyst", "made_at": at}  # fmt: skip
    connection.execute(insert(schema.assessments), {"id": number, **assessment})
    append(connection, who="analyst", action="assess", subject=f"actor:{number}",
           detail={"assessment": number, "digest": digest(assessment)})  # fmt: skip


def _fail(connection: Connection, number: int, at: str) -> None:
    """A source that could not be read, with its bytes; and one that was asked."""
    raw = f"لا شيء {number}".encode()
    blob = sha256(raw).hexdigest()
    connection.execute(insert(schema.blobs), {"sha256": blob, "size": len(raw), "packed": zlib.compress(raw)})
    failure = {"source": f"{number}.txt", "code": "empty", "reason": "nothing", "blob": blob, "failed_at": at}
    connection.execute(insert(schema.failures), failure)
    connection.execute(insert(schema.feeds), {"url": f"https://example.org/feed/{number}", "state": {}, "asked_at": at})
    append(connection, who="engine", action="fail", subject=f"{number}.txt", detail={"blob": blob, "code": "empty"})


def _assemble(connection: Connection, number: int, words: str, at: str) -> None:
    connection.execute(
        insert(schema.mentions),
        {"id": number, "sort": "event", "document": number, "local": "e1", "handle": f"h{number}", "start": 0,
         "end": 3, "type": "CONSULT", "data": {}, "cluster": f"c{number}", "known_at": at},
    )  # fmt: skip
    connection.execute(insert(schema.blocks), {"block": 1, "mention": number})
    connection.execute(insert(schema.tellings), {"mention": number, "claim": 3 * number})
    connection.execute(
        insert(schema.clusters), {"id": f"c{number}", "sort": "event", "reports": 1, "data": {}, "known_at": at}
    )
    connection.execute(insert(schema.redirects), {"old": f"o{number}", "new": f"c{number}"})
    connection.execute(insert(schema.cluster_actors), {"actor": "a", "cluster": f"c{number}", "role": "agent"})
    connection.execute(insert(schema.cluster_places), {"place": "p", "cluster": f"c{number}"})
    connection.execute(
        insert(schema.relations),
        {
            "document": number,
            "claim": 3 * number,
            "type": "leads",
            "source": "a",
            "target": "b",
            "day": "2021-02-16",
            "denies": False,
            "known_at": at,
        },
    )
    connection.execute(insert(schema.document_terms), {"term": "type:CONSULT", "document": number})
    if is_postgres(connection):
        insertion = "INSERT INTO search (document, words) VALUES (:id, to_tsvector('simple', :words))"
    else:
        insertion = "INSERT INTO search (rowid, title, body) VALUES (:id, '', :words)"
    connection.execute(text(insertion), {"id": number, "words": words})


def fill_rest(engine: Engine) -> None:
    """A made-up row in each table that has none yet: what refers to another table names a row of it, and the history
    has what is only ever added."""
    with writing(engine) as connection:
        for table in METADATA.sorted_tables:
            if connection.execute(select(table).limit(1)).first() is None:
                row = {column.name: _any(connection, column) for column in table.columns}
                connection.execute(insert(table), row)
                if table.name in schema.IMMUTABLE:
                    said = {table.name.removesuffix("s"): row.pop("id"), "digest": digest(row)}
                    append(connection, who="analyst", action=_ACTIONS[table.name], subject=table.name, detail=said)


def _any(connection: Connection, column: Column[Any]) -> object:
    for key in column.foreign_keys:
        return connection.execute(select(key.column).limit(1)).scalar_one()
    return [] if isinstance(column.type, JSON) else {bool: True, int: 1, float: 1.0}.get(column.type.python_type, "x")

"""A reading of a document as rows: its record, its claims, its mentions, its relations, and by what it is found.

A second reading of the same document takes the place of the first: claims that it no longer holds are withdrawn, those
that it holds too stay as they are, with the time at which we first came to know them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import JSON, Connection, Select, delete, func, insert, select, update

from isnad.archive import chain
from isnad.archive.claims import DENYING, ClaimRow, RelationRow, digest_of
from isnad.archive.preparing import MentionRow, Reading
from isnad.archive.promises import fingerprints_digest, rows_digest
from isnad.archive.reviewing.tables import laid
from isnad.archive.rows import next_row
from isnad.archive.schema import (
    blocks,
    claims,
    document_terms,
    documents,
    mentions,
    records,
    relations,
    tellings,
    withdrawals,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How many claims of a document a new reading holds that the one before did not, and the other way round.

    `claims`, `rows` and `gone` are digests by which the history vouches for it: of all of its claims, of the rows that
    came, of the claims that went.
    """

    came: int
    went: int
    claims: str
    rows: str
    gone: str

    @property
    def told(self) -> dict[str, object]:
        """As it stands in the history."""
        return {name: getattr(self, name) for name in ("claims", "rows", "came", "went", "gone")}


class Told(NamedTuple):
    """A claim as it is kept, and when we came to know it."""

    claim: int
    known_at: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What of earlier readings of a document is kept: its standing claims by fingerprint, all of its mentions and
    relations, also those that are gone, and by what it is found."""

    claims: Mapping[str, list[Told]]
    mentions: Sequence[Any] = ()
    relations: Sequence[Any] = ()
    terms: frozenset[str] = frozenset()

    @classmethod
    def of(cls, connection: Connection, document: int) -> "Kept":
        """Everything of a document that was read before."""
        states = connection.execute(select(relations).where(relations.c.document == document).order_by(relations.c.id))
        held = connection.execute(_as_read().where(mentions.c.document == document).order_by(mentions.c.id)).all()
        terms = select(document_terms.c.term).where(document_terms.c.document == document)
        found = frozenset(connection.execute(terms).scalars())
        return cls(_standing(connection, document), held, states.all(), found)


def _as_read() -> Select[Any]:
    """Mentions with what was read in them, whatever people laid over it."""
    read = func.coalesce(laid.c.machine, mentions.c.data, type_=JSON).label("data")
    others = [column for column in mentions.c if column.name != "data"]
    return select(*others, read).outerjoin(laid, laid.c.mention == mentions.c.id)


def put(connection: Connection, document: int, reading: Reading, at: str, kept: Kept | None = None) -> Change:
    """Writes a reading of a document, the first or in place of the one before, of which this much is kept."""
    kept = kept or Kept({})
    record = connection.execute(
        insert(records)
        .values(
            document=document, engine=reading.engine, codebook=reading.codebook, digest=reading.digest,
            packed=reading.packed, read_at=at,
        )
        .returning(records.c.id)
    ).scalar_one()  # fmt: skip
    told, change = _claims(connection, document, record, reading, kept, at)
    _mentions(connection, document, reading, told, kept, at)
    _relations(connection, document, reading, told, kept, at)
    _terms(connection, document, reading.terms, kept)
    return change


def again(connection: Connection, document: int, reading: Reading, at: str, who: str) -> Change:
    """A new reading of a document that was read before: its publication and outlet may have been read anew too."""
    connection.execute(
        update(documents).where(documents.c.id == document).values(published=reading.published, outlet=reading.outlet)
    )
    change = put(connection, document, reading, at, Kept.of(connection, document))
    name = connection.execute(select(documents.c.document).where(documents.c.id == document)).scalar_one()
    chain.append(
        connection, who=who, action="reread", subject=name,
        detail={"document": document, "record": reading.digest, "engine": reading.engine,
                "codebook": reading.codebook, **change.told},
    )  # fmt: skip
    return change


def _standing(connection: Connection, document: int) -> dict[str, list[Told]]:
    """The claims of a document that were not withdrawn, by fingerprint."""
    found: dict[str, list[Told]] = defaultdict(list)
    for id_, fingerprint, known_at in connection.execute(
        select(claims.c.id, claims.c.fingerprint, claims.c.known_at)
        .outerjoin(withdrawals, withdrawals.c.claim == claims.c.id)
        .where(claims.c.document == document, withdrawals.c.claim.is_(None))
        .order_by(claims.c.id)
    ):
        found[fingerprint].append(Told(id_, known_at))
    return found


def _claims(
    connection: Connection, document: int, record: int, reading: Reading, before: Kept, at: str
) -> tuple[list[Told], Change]:
    """The reading's claims as they are kept, in its order, and what changed."""
    standing = {fingerprint: list(told) for fingerprint, told in before.claims.items()}
    told = [standing[row.fingerprint].pop(0) if standing.get(row.fingerprint) else None for row in reading.claims]
    new = [row for row, one in zip(reading.claims, told, strict=True) if one is None]
    made = count(next_row(connection, claims)) if new else count()
    kept = [one or Told(next(made), at) for one in told]
    if new:
        ids = (one.claim for one, had in zip(kept, told, strict=True) if had is None)
        known = {"document": document, "record": record, "known_at": at}
        rows = [{"id": id_, **known, **_columns(row)} for id_, row in zip(ids, new, strict=True)]
        connection.execute(insert(claims), rows)
    gone = [(one.claim, fingerprint) for fingerprint, left in standing.items() for one in left]
    if gone:
        withdrawn = [{"claim": id_, "record": record, "withdrawn_at": at} for id_, _ in gone]
        connection.execute(insert(withdrawals), withdrawn)
    return kept, Change(
        came=len(new), went=len(gone), claims=digest_of(reading.claims), rows=rows_digest(new),
        gone=fingerprints_digest(fingerprint for _, fingerprint in gone),
    )  # fmt: skip


def _mentions(
    connection: Connection, document: int, reading: Reading, told: Sequence[Told], before: Kept, at: str
) -> None:
    """New mentions in; those that the reading no longer holds are gone from now on. One with the same evidence takes
    over the cluster of the one before, so that ids of happenings outlive an engine."""
    kept = {(old.sort, old.handle, old.local): old for old in before.mentions if old.gone_at is None}
    about: dict[str, list[Told]] = defaultdict(list)
    for claim, one in zip(reading.claims, told, strict=True):
        about[claim.about].append(one)
    new: list[MentionRow] = []
    ids: dict[str, int] = {}
    for row in reading.mentions:
        old = kept.get((row.sort, row.handle, row.local))
        if old is not None and old.data == row.data:
            ids[row.local] = kept.pop((row.sort, row.handle, row.local)).id
        else:
            new.append(row)
    if kept:
        gone = [old.id for old in kept.values()]
        connection.execute(update(mentions).where(mentions.c.id.in_(gone)).values(gone_at=at))
        connection.execute(delete(blocks).where(blocks.c.mention.in_(gone)))
    clusters = {(old.sort, old.handle): old.cluster for old in before.mentions}
    known = {} if before.mentions else {local: min(one.known_at for one in found) for local, found in about.items()}
    ids.update(_insert_mentions(connection, document, new, clusters, known, at))
    _tell(connection, ids, about, again=bool(before.mentions))


def _insert_mentions(
    connection: Connection, document: int, rows: Sequence[MentionRow], clusters: Mapping[tuple[str, str], str | None],
    known: Mapping[str, str], at: str,
) -> dict[str, int]:  # fmt: skip
    """The new rows by their local ids. `known` says since when each is known, where it is not only now."""
    if not rows:
        return {}
    first = next_row(connection, mentions)
    ids = range(first, first + len(rows))
    values = [
        {
            "id": id_, "sort": row.sort, "document": document, "local": row.local, "handle": row.handle,
            "start": row.start, "end": row.end, "type": row.type, "data": row.data,
            "cluster": clusters.get((row.sort, row.handle)), "known_at": known.get(row.local, at), "gone_at": None,
        }
        for id_, row in zip(ids, rows, strict=True)
    ]  # fmt: skip
    connection.execute(insert(mentions), values)
    met = [{"block": block, "mention": id_} for id_, row in zip(ids, rows, strict=True) for block in row.blocks]
    if met:
        connection.execute(insert(blocks), met)
    return {row.local: id_ for id_, row in zip(ids, rows, strict=True)}


def _tell(connection: Connection, ids: Mapping[str, int], about: Mapping[str, Sequence[Told]], *, again: bool) -> None:
    """Which claims tell of which mention; what told of a mention once is left, the claims know since and until when."""
    before = _told_already(connection, ids.values()) if again else set()
    wanted = {(ids[local], one.claim) for local, found in about.items() if local in ids for one in found}
    if wanted - before:
        rows = [{"mention": mention, "claim": claim} for mention, claim in sorted(wanted - before)]
        connection.execute(insert(tellings), rows)


def _told_already(connection: Connection, rows: Collection[int]) -> set[tuple[int, int]]:
    wanted = select(tellings.c.mention, tellings.c.claim).where(tellings.c.mention.in_(rows))
    return {(row.mention, row.claim) for row in connection.execute(wanted)}


def _relations(
    connection: Connection, document: int, reading: Reading, told: Sequence[Told], before: Kept, at: str
) -> None:
    """New relations in, by their claims; those whose claim was withdrawn are gone from now on."""
    standing = {row.claim: row.id for row in before.relations if row.gone_at is None}
    new = []
    for row in reading.relations:
        claim, known_at = told[row.claim]
        if standing.pop(claim, None) is None:
            new.append({**_columns(row), "claim": claim, "document": document,
                        "day": reading.published or row.since or "",
                        "denies": reading.claims[row.claim].stance in DENYING,
                        "known_at": at if before.relations else known_at, "gone_at": None})  # fmt: skip
    if standing:
        connection.execute(update(relations).where(relations.c.id.in_(standing.values())).values(gone_at=at))
    if new:
        connection.execute(insert(relations), new)


def _terms(connection: Connection, document: int, terms: Iterable[str], kept: Kept) -> None:
    before, wanted = kept.terms, set(terms)
    if before - wanted:
        connection.execute(
            delete(document_terms).where(
                document_terms.c.document == document, document_terms.c.term.in_(before - wanted)
            )
        )
    if wanted - before:
        connection.execute(
            insert(document_terms), [{"term": term, "document": document} for term in sorted(wanted - before)]
        )


def _columns(row: ClaimRow | RelationRow) -> dict[str, object]:
    """A row's values by their columns, as they are: `asdict` would copy all that they hold."""
    return {name: getattr(row, name) for name in type(row).__slots__}

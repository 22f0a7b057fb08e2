"""One report's account of an event, as it is reviewed: where it stands, and what the engine read in it, by fields."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from isnad.archive.reviewing.reviews import FieldName
from isnad.archive.reviewing.tables import laid
from isnad.archive.schema import claims, documents, mentions, tellings, withdrawals
from isnad.archive.sight import PLAIN, Sight, seen
from isnad.errors import NotFoundError
from isnad.model import Span

_MANY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account by its handle. `row` is that of its latest mention, `event` the id of the cluster, `machine` what the
    engine read (the plain form of `EventMention`), `span` the characters by which it is known, `words` those; `counts`:
    it is neither rejected nor replaced. `speaker` is who says it by the engine (None: the outlet)."""

    row: int
    handle: str
    document: str
    document_row: int
    event: str | None
    machine: Mapping[str, Any]
    span: Span
    words: str
    length: int
    counts: bool
    rejected: bool
    speaker: str | None

    @property
    def values(self) -> dict[FieldName, Any]:
        """What the engine read, by field, as it is written in reviews."""
        return {**values_of(self.machine), "speaker": self.speaker, "span": list(self.span)}


def account(connection: Connection, handle: str, sight: Sight = PLAIN) -> Account:
    """The account of that handle. Raises NotFoundError where there is none, or none is seen."""
    found = accounts(connection, [handle], sight).get(handle)
    if found is None:
        raise NotFoundError(f"{handle}: no account of that handle is in the archive; see `isnad event`")
    return found


def accounts(connection: Connection, handles: Collection[str], sight: Sight = PLAIN) -> dict[str, Account]:
    """Those of the accounts that there are and that are seen, by handle."""
    found: dict[str, Any] = {}
    listed = sorted(handles)
    for start in range(0, len(listed), _MANY):
        asked = (
            select(
                mentions.c.id, mentions.c.handle, mentions.c.document, mentions.c.cluster, mentions.c.data,
                mentions.c.gone_at, laid.c.machine, laid.c.verdict, documents.c.document.label("sha"),
                documents.c.text,
            )
            .join(documents, documents.c.id == mentions.c.document)
            .outerjoin(laid, laid.c.mention == mentions.c.id)
            .where(
                mentions.c.handle.in_(listed[start : start + _MANY]), mentions.c.sort == "event",
                *seen(mentions.c.document, sight),
            )
            .order_by(mentions.c.gone_at.is_(None), laid.c.verdict.is_not(None), mentions.c.id)
        )  # fmt: skip
        # the one that counts stands last, before it one that was rejected
        found.update((row.handle, row) for row in connection.execute(asked))
    speakers = _speakers(connection, [row.id for row in found.values()])
    return {handle: _account(row, speakers.get(row.id)) for handle, row in found.items()}


def values_of(plain: Mapping[str, Any]) -> dict[FieldName, Any]:
    """The fields of a mention in its plain form, without those that only a report tells (speaker and span)."""
    spot = plain["spots"][0] if plain["spots"] else None
    return {
        "type": plain["type"], "mode": plain["mode"], "status": plain["status"], "polarity": plain["polarity"],
        "agents": sorted(plain["agents"]), "targets": sorted(plain["targets"]), "accused": sorted(plain["accused"]),
        "place": (spot[0] or spot[1] or None) if spot else None, "from": plain["from"], "to": plain["to"],
        "victims": {harm: low if low == high else [low, high] for harm, low, high in plain["harmed"]},
    }  # fmt: skip


def span_of(handle: str) -> Span:
    """The characters by which a handle names its account."""
    start, _, end = handle.rpartition("@")[2].partition(":")[0].partition("-")
    return Span(int(start), int(end))


def _account(row: Any, speaker: str | None) -> Account:
    span = span_of(row.handle)
    return Account(
        row=row.id, handle=row.handle, document=row.sha, document_row=row.document, event=row.cluster,
        machine=row.machine or row.data, span=span, words=row.text[span.start : span.end], length=len(row.text),
        counts=row.gone_at is None, rejected=row.verdict == "rejected", speaker=speaker,
    )  # fmt: skip


def _speakers(connection: Connection, rows: Collection[int]) -> dict[int, str]:
    """Who says it first, by the engine: a global id, else the report's words folded."""
    first = (
        select(tellings.c.mention, func.min(claims.c.id).label("claim"))
        .join(claims, claims.c.id == tellings.c.claim)
        .outerjoin(withdrawals, withdrawals.c.claim == claims.c.id)
        .where(tellings.c.mention.in_(rows), withdrawals.c.claim.is_(None))
        .group_by(tellings.c.mention)
        .subquery()
    )
    asked = select(first.c.mention, claims.c.speaker).join(claims, claims.c.id == first.c.claim)
    return {row.mention: row.speaker for row in connection.execute(asked)}

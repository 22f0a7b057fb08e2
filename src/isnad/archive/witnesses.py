"""Who stands behind a happening, and what their accounts contradict one another in: its claims, as `resolve` asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from isnad.archive.schema import claims, documents, tellings, withdrawals
from isnad.codebook import Codebook
from isnad.model import Claim, from_plain
from isnad.resolve.contradictions import Contradiction, account, contradictions
from isnad.resolve.testimony import Station, Telling, Testimony, testimony, vouches_for_itself

_MANY = 400


@dataclass(frozen=True, slots=True)
class Hearing:
    """What all claims on one happening come to; the ids in it are those of rows of `claims`, as texts."""

    testimony: Testimony
    contradictions: tuple[Contradiction, ...]


def hear(connection: Connection, mentions: Sequence[int], book: Codebook, before: str | None = None) -> Hearing:
    """Hears all claims that tell of these mentions (rows of `mentions`) and stood before a moment (None: stand now)."""
    return hear_each(connection, {"": mentions}, book, before)[""]


def hear_each(
    connection: Connection, groups: Mapping[str, Sequence[int]], book: Codebook, before: str | None = None
) -> dict[str, Hearing]:
    """As `hear`, for many groups of mentions at once."""
    group_of = {mention: name for name, held in groups.items() for mention in held}
    heard: dict[str, dict[int, Any]] = {name: {} for name in groups}
    for row in _standing(connection, list(group_of), before):
        heard[group_of[row.mention]][row.id] = row
    return {name: _hearing(list(rows.values()), book) for name, rows in heard.items()}


def _hearing(rows: Sequence[Any], book: Codebook) -> Hearing:
    return Hearing(
        testimony(_telling(row, book) for row in rows),
        contradictions((_account(row, book) for row in rows), book) if len(rows) > 1 else (),
    )


def _standing(connection: Connection, mentions: Sequence[int], before: str | None) -> Iterator[Any]:
    gone = withdrawals.c.claim == claims.c.id
    if before:
        gone = gone & (withdrawals.c.withdrawn_at < before)
    query = (
        select(tellings.c.mention, claims.c.id, claims.c.status, claims.c.says, documents.c.document.label("sha"),
               documents.c.outlet, documents.c.text_group,
               documents.c.captured["channel", "forwarded_from"].as_string().label("forwarded_from"))
        .join(claims, claims.c.id == tellings.c.claim)
        .join(documents, documents.c.id == claims.c.document)
        .outerjoin(withdrawals, gone)
        .where(withdrawals.c.claim.is_(None))
        .order_by(claims.c.id)
    )  # fmt: skip
    if before:
        query = query.where(claims.c.known_at < before)
    for start in range(0, len(mentions), _MANY):
        wanted = query.where(tellings.c.mention.in_(mentions[start : start + _MANY]))
        yield from connection.execute(wanted)


def _telling(row: Any, book: Codebook) -> Telling:
    return Telling(
        id=str(row.id), document=row.sha, text_group=str(row.text_group), outlet=row.outlet,
        chain=tuple(Station(link["who"], link["words"], link["anonymous"]) for link in row.says["chain"]),
        forwarded_from=row.forwarded_from, vouches=vouches_for_itself(row.outlet, book),
        denies=row.says["claim"]["says"].get("status") == "denied",
    )  # fmt: skip


def _account(row: Any, book: Codebook) -> Any:
    return account(from_plain(Claim, row.says["claim"]), str(row.id), row.says["names"], book)

"""Who stands behind a happening, and what their accounts contradict one another in: its claims, as `resolve` asks."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from isnad.archive.schema import claims, documents, tellings, withdrawals
from isnad.archive.sight import PLAIN, Sight
from isnad.codebook import Codebook
from isnad.model import Claim, from_plain
from isnad.resolve.contradictions import Account, Contradiction, account, contradictions
from isnad.resolve.testimony import Station, Telling, Testimony, testimony, vouches_for_itself

_MANY = 400
_MOST_SAID = 20_000


@dataclass(frozen=True, slots=True)
class Hearing:
    """What all claims on one happening come to; the ids in it are those of rows of `claims`, as texts."""

    testimony: Testimony
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What of a claim never changes: through whom it came, and what it says."""

    chain: tuple[Station, ...]
    account: Account

    @property
    def denies(self) -> bool:
        """Whether it says that it was not so."""
        return self.account.status == "denied"


@dataclass(slots=True)
class ParsedClaims:
    """Claims that were parsed, by their rows, those last that were asked for last."""

    said: dict[int, Said] = field(default_factory=dict)

    def forget(self) -> None:
        """Lets go of those that were not asked for longest, so that memory stays what it is."""
        for row in list(islice(self.said, max(0, len(self.said) - _MOST_SAID))):
            del self.said[row]

    def of_rows(self, connection: Connection, rows: Collection[int], book: Codebook) -> dict[int, Said]:
        """What these claims say."""
        new = [row for row in rows if row not in self.said]
        for start in range(0, len(new), _MANY):
            wanted = select(claims.c.id, claims.c.says).where(claims.c.id.in_(new[start : start + _MANY]))
            self.said.update((row.id, _said(row.id, row.says, book)) for row in connection.execute(wanted))
        for row in rows:
            self.said[row] = self.said.pop(row)
        return {row: self.said[row] for row in rows}


def hear(connection: Connection, mentions: Sequence[int], book: Codebook, sight: Sight = PLAIN) -> Hearing:
    """Hears all claims that tell of these mentions (rows of `mentions`) and stood at the time that is seen."""
    return hear_each(connection, {"": mentions}, book, sight)[""]


def hear_each(
    connection: Connection, groups: Mapping[str, Sequence[int]], book: Codebook, sight: Sight = PLAIN,
    memory: ParsedClaims | None = None,
) -> dict[str, Hearing]:  # fmt: skip
    """As `hear`, for many groups of mentions at once."""
    group_of = {mention: name for name, held in groups.items() for mention in held}
    heard: dict[str, dict[int, Any]] = {name: {} for name in groups}
    for row in _standing(connection, list(group_of), sight):
        heard[group_of[row.mention]][row.id] = row
    rows = {id_ for found in heard.values() for id_ in found}
    said = (memory or ParsedClaims()).of_rows(connection, rows, book)
    return {name: _hearing(found, said, book) for name, found in heard.items()}


def _hearing(rows: Mapping[int, Any], said: Mapping[int, Said], book: Codebook) -> Hearing:
    return Hearing(
        testimony(_telling(row, said[id_], book) for id_, row in rows.items()),
        contradictions((said[id_].account for id_ in rows), book) if len(rows) > 1 else (),
    )


def _standing(connection: Connection, mentions: Sequence[int], sight: Sight) -> Iterator[Any]:
    gone = withdrawals.c.claim == claims.c.id
    if sight.before:
        gone = gone & (withdrawals.c.withdrawn_at < sight.before)
    query = (
        select(tellings.c.mention, claims.c.id, documents.c.document.label("sha"), documents.c.outlet,
               documents.c.text_group,
               documents.c.captured["channel", "forwarded_from"].as_string().label("forwarded_from"))
        .join(claims, claims.c.id == tellings.c.claim)
        .join(documents, documents.c.id == claims.c.document)
        .outerjoin(withdrawals, gone)
        .where(withdrawals.c.claim.is_(None))
        .order_by(claims.c.id)
    )  # fmt: skip
    if sight.before:
        query = query.where(claims.c.known_at < sight.before)
    for start in range(0, len(mentions), _MANY):
        wanted = query.where(tellings.c.mention.in_(mentions[start : start + _MANY]))
        yield from connection.execute(wanted)


def _telling(row: Any, said: Said, book: Codebook) -> Telling:
    return Telling(
        id=str(row.id), document=row.sha, text_group=str(row.text_group), outlet=row.outlet, chain=said.chain,
        forwarded_from=row.forwarded_from, vouches=vouches_for_itself(row.outlet, book), denies=said.denies,
    )  # fmt: skip


def _said(id_: int, says: Mapping[str, Any], book: Codebook) -> Said:
    chain = tuple(Station(link["who"], link["words"], link["anonymous"]) for link in says["chain"])
    return Said(chain, account(from_plain(Claim, says["claim"]), str(id_), says["names"], book))

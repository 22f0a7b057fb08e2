"""What somebody states in a report: who it came through, in which stance, the exact words, and what is said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from isnad.archive.claims import DENYING
from isnad.archive.schema import claims, documents, tellings, withdrawals
from isnad.archive.sight import PLAIN, Sight, seen
from isnad.model import Span

_MANY = 500


@dataclass(frozen=True, slots=True)
class Link:
    """One of those through whom a statement came: a global id where there is one, and the report's words for them."""

    who: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says it, in the report's `words`. `who` is an id where the report names an entity, `kind` the sort of source,
    `near` the id of whom an unnamed source is close to."""

    kind: str
    who: str | None
    words: str
    anonymous: bool
    number: str
    near: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One speaker's statement in one report. `speaker` is None where the outlet itself says it; `chain` are those
    through whom it came from the outlet to the speaker, without the outlet.

    `says` is the claim's content as in the record (`status`, `participants`, `when`, `where`, `victims`; null is what
    it says nothing of), or the relation; `names` are the report's names for its own ids. `span` is over the captured
    text, `quote` the words there. `known_at` is when the archive came to hold it.
    """

    id: int
    document: str
    outlet: str | None
    published: str | None
    url: str | None
    type: str
    stance: str
    status: str | None
    speaker: Speaker | None
    chain: tuple[Link, ...]
    says: Mapping[str, Any]
    names: Mapping[str, str]
    span: Span
    quote: str
    known_at: str

    @property
    def denies(self) -> bool:
        """Whether it says that it is not so."""
        return self.stance in DENYING


def of_mentions(connection: Connection, ids: Sequence[int], sight: Sight = PLAIN) -> dict[int, list[Statement]]:
    """The statements that tell of each of these mentions that stood and are seen."""
    found: dict[int, list[Statement]] = {id_: [] for id_ in ids}
    for start in range(0, len(ids), _MANY):
        telling = select(tellings).where(tellings.c.mention.in_(ids[start : start + _MANY])).order_by(tellings.c.claim)
        pairs = connection.execute(telling).all()
        said = of_claims(connection, {row.claim for row in pairs}, sight)
        for row in pairs:
            if row.claim in said:
                found[row.mention].append(said[row.claim])
    return found


def of_claims(connection: Connection, ids: Iterable[int], sight: Sight = PLAIN) -> dict[int, Statement]:
    """The statements of these claims that stood and are seen, by the claim."""
    wanted, found = sorted(ids), {}
    for start in range(0, len(wanted), _MANY):
        for row in _rows(connection, claims.c.id.in_(wanted[start : start + _MANY]), sight):
            found[row.id] = _statement(row)
    return found


def _rows(connection: Connection, which: Any, sight: Sight) -> Sequence[Any]:
    gone = withdrawals.c.claim == claims.c.id
    standing = [which, *seen(claims.c.document, sight)]
    if sight.before:
        gone = gone & (withdrawals.c.withdrawn_at < sight.before)
        standing.append(claims.c.known_at < sight.before)
    quote = func.substr(documents.c.text, claims.c.start + 1, claims.c.end - claims.c.start)
    return connection.execute(
        select(
            claims, quote.label("quote"), documents.c.document.label("sha"), documents.c.outlet, documents.c.url,
            documents.c.published.label("day"),
        )
        .join(documents, documents.c.id == claims.c.document)
        .outerjoin(withdrawals, gone)
        .where(withdrawals.c.claim.is_(None), *standing)
        .order_by(claims.c.document, claims.c.start, claims.c.id)
    ).all()  # fmt: skip


def _statement(row: Any) -> Statement:
    says = row.says
    content = says["claim"]["says"] if "claim" in says else says.get("relation", {})
    return Statement(
        id=row.id, document=row.sha, outlet=row.outlet, published=row.day, url=row.url, type=row.type,
        stance=row.stance, status=row.status, speaker=_speaker(says.get("speaker")),
        chain=tuple(Link(link["who"], link["words"]) for link in says.get("chain", ())),
        says=content, names=says.get("names", {}),
        span=Span(row.start, row.end), quote=row.quote, known_at=row.known_at,
    )  # fmt: skip


def _speaker(plain: Mapping[str, Any] | None) -> Speaker | None:
    if plain is None:
        return None
    return Speaker(
        kind=plain["kind"], who=plain["who"], words=plain["words"], anonymous=plain["anonymous"],
        number=plain["number"], near=plain["near"],
    )  # fmt: skip

"""The versions of one report: what its source changed, and which facts came and went with that.

Two versions are two texts, so offsets cannot tell whether a fact stayed. A fact stayed where both versions hold a claim
of one type, stance and status whose evidence is the same words, but for marks that are not read.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from isnad.arabic.letters import fold_phrase
from isnad.archive.intake import storable
from isnad.archive.schema import captures, claims, documents, reports, withdrawals
from isnad.archive.sight import Sight, seen, sight_of
from isnad.errors import NotFoundError
from isnad.ingest.addresses import canonical
from isnad.ingest.custody import file_key

Fact = tuple[str, str, str | None, str]
"""Type, stance, status, folded evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim in a version: its type, stance and status, who says it (None: the outlet), and the exact words."""

    type: str
    stance: str
    status: str | None
    speaker: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a report: when it came, its document, and what came and went against the version before."""

    number: int
    added_at: str
    document: str
    came: tuple[Told, ...] = ()
    went: tuple[Told, ...] = ()


def versions(connection: Connection, given: str, *, cleared: bool = True) -> list[Version]:
    """All versions of a report, the first one first. `given` is its key, or an address or a file as a person writes it:
    in another form, relative to where they are. NotFoundError, for who is not `cleared` of a hidden one too."""
    key = _key(connection, given, sight_of(connection, None, cleared=cleared))
    rows = connection.execute(
        select(captures.c.version, captures.c.added_at, documents.c.id, documents.c.document, documents.c.text)
        .join(reports, reports.c.id == captures.c.report)
        .join(documents, documents.c.id == captures.c.document)
        .where(reports.c.key == key)
        .order_by(captures.c.version)
    ).all()
    found: list[Version] = []
    before: list[tuple[Fact, Told]] = []
    for row in rows:
        facts = _facts(connection, row.id, row.text)
        came, went = (_without(facts, before), _without(before, facts)) if found else ((), ())
        found.append(Version(number=row.version, added_at=row.added_at, document=row.document, came=came, went=went))
        before = facts
    return found


def _key(connection: Connection, given: str, sight: Sight) -> str:
    told = storable(given)
    for key in (told, storable(canonical(told)), storable(file_key(Path(given)))):
        kept = select(captures.c.id).join(reports).where(reports.c.key == key, *seen(captures.c.document, sight))
        if connection.execute(kept.limit(1)).first():
            return key
    raise NotFoundError(f"{told}: no report of that address, file or post is in the archive; see `isnad history`")


def _facts(connection: Connection, document: int, text: str) -> list[tuple[Fact, Told]]:
    standing = (
        select(claims)
        .outerjoin(withdrawals, withdrawals.c.claim == claims.c.id)
        .where(claims.c.document == document, withdrawals.c.claim.is_(None))
        .order_by(claims.c.start, claims.c.id)
    )
    found = []
    for row in connection.execute(standing):
        quote = text[row.start : row.end]
        told = Told(type=row.type, stance=row.stance, status=row.status, speaker=row.speaker, quote=quote)
        found.append(((row.type, row.stance, row.status, fold_phrase(quote)), told))
    return found


def _without(facts: list[tuple[Fact, Told]], others: list[tuple[Fact, Told]]) -> tuple[Told, ...]:
    left = Counter(fact for fact, _ in others)
    kept = []
    for fact, told in facts:
        if left[fact]:
            left[fact] -= 1
        else:
            kept.append(told)
    return tuple(kept)

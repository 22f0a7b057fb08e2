"""The page of a speaker: what somebody said, in which stance, through whom, what was read last first.

A speaker is an actor or a person by id, or all who are described in the same first words (`مصدر عسكري`): of those
nobody can tell whether they are one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Subquery, func, or_, select

from isnad.arabic.letters import fold_phrase
from isnad.archive.asking import conditions
from isnad.archive.asking.naming import Unregistered, among_reports, described, registered
from isnad.archive.asking.pages import cursor, mark_of, row_limit
from isnad.archive.asking.statements import Statement, of_claims
from isnad.archive.schema import claims, documents, mentions, tellings, withdrawals
from isnad.archive.sight import Sight, living, seen, sight_of
from isnad.codebook import Codebook
from isnad.errors import NotFoundError

MOST_COUNTED: Final = 2_000
"""So many statements are counted, the latest."""
_MOST_LISTED = 100
_DIGITS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement and the event that it tells of, None where it tells of a standing state."""

    statement: Statement
    event: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage:
    """What somebody said, what was read last first. `id` is None for a description; `stances` counts the latest
    MOST_COUNTED statements by their stance (`more`: there are others), `outlets` those that carry them, the most first
    (at most 100); `after` is the cursor of the next page."""

    name: str
    id: str | None
    said: tuple[Said, ...]
    stances: Mapping[str, int]
    outlets: tuple[tuple[str | None, int], ...]
    more: bool = False
    after: str | None = None
    names: Mapping[str, Unregistered] = field(default_factory=dict)


def speaker_page(
    connection: Connection, name: str, book: Codebook, *, after: str | None = None, limit: int = 20,
    cleared: bool = True,
) -> SpeakerPage:  # fmt: skip
    """The page of the speaker of that name, id or description. Raises NotFoundError where nobody speaks so, QueryError
    for a bad cursor."""
    sight, mark = sight_of(connection, None, cleared=cleared), mark_of(after, int)
    limit = row_limit(limit)
    ids = (name,) if name.startswith("x-") else registered(name, "actor", book) or _known(connection, name, sight)
    held = [_speaks(connection, ids, fold_phrase(name)), *_standing(sight)]
    latest = select(claims.c.id).where(*held).order_by(claims.c.id.desc()).limit(MOST_COUNTED).subquery()
    stances = _counts(connection, claims.c.stance, latest)
    if not stances:
        raise NotFoundError(f"{name}: nobody of that name or description speaks in the archive's reports")
    behind = [claims.c.id < mark[1]] if mark is not None else []
    rows = connection.execute(
        select(claims.c.id).where(*held, *behind).order_by(claims.c.id.desc()).limit(limit + 1)
    ).all()
    last = rows[limit - 1] if len(rows) > limit else None
    shown = [row.id for row in rows[:limit]]
    told, events = of_claims(connection, shown), _events(connection, shown, sight)
    said = tuple(Said(statement=told[id_], event=events.get(id_)) for id_ in shown if id_ in told)
    return SpeakerPage(
        name=name, id=ids[0] if len(ids) == 1 else None, said=said, stances=stances,
        outlets=tuple(_counts(connection, documents.c.outlet, latest).items()),
        more=sum(stances.values()) == MOST_COUNTED,
        after=cursor((None, last.id)) if last else None,
        names=described(
            connection, {*ids, *(link.who for one in said for link in one.statement.chain if link.who)}, sight
        ),
    )  # fmt: skip


def place_of_claim(connection: Connection, id_: str, *, cleared: bool = True) -> Said:
    """The statement of that number and the event that it tells of. Raises NotFoundError."""
    sight = sight_of(connection, None, cleared=cleared)
    number = int(id_) if id_.isascii() and id_.isdigit() and len(id_) < _DIGITS else 0
    found = of_claims(connection, [number], sight).get(number)
    if found is None:
        raise NotFoundError(f"{id_}: no statement of that number is in the archive")
    return Said(statement=found, event=_events(connection, [number], sight).get(number))


def _known(connection: Connection, name: str, sight: Sight) -> tuple[str, ...]:
    return tuple(among_reports(connection, sight)(name, "actor"))[:1]


def _speaks(connection: Connection, ids: Sequence[str], words: str) -> ColumnElement[bool]:
    held: list[ColumnElement[bool]] = [claims.c.speaker.in_([*ids, *([words] if words else [])])]
    if words:
        held.append(conditions.begins(connection, claims.c.speaker, f"{words} "))
    return or_(*held)


def _standing(sight: Sight) -> list[ColumnElement[bool]]:
    gone = select(withdrawals.c.claim).where(withdrawals.c.claim == claims.c.id).correlate(claims)
    return [~gone.exists(), *seen(claims.c.document, sight)]


def _counts(connection: Connection, column: ColumnElement[Any], among: Subquery) -> dict[Any, int]:
    number = func.count()
    query = (
        select(column, number)
        .select_from(claims.join(among, among.c.id == claims.c.id).join(documents, documents.c.id == claims.c.document))
        .group_by(column)
        .order_by(number.desc(), column)
        .limit(_MOST_LISTED)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _events(connection: Connection, ids: Sequence[int], sight: Sight) -> dict[int, str]:
    query = (
        select(tellings.c.claim, mentions.c.cluster)
        .join(mentions, mentions.c.id == tellings.c.mention)
        .where(tellings.c.claim.in_(ids), mentions.c.cluster.is_not(None), *living(mentions, sight))
    )
    return {row.claim: row.cluster for row in connection.execute(query)}

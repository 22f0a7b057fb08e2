"""The page of an actor or a person: what the codebook and what reports say of whom it commands and belongs to, its
posts, friends and foes, the places it is in, and the events it took part in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal

from sqlalchemy import Connection, and_, select

from isnad.archive.asking import conditions
from isnad.archive.asking.event_lists import EventLine, events
from isnad.archive.asking.filters import Filter
from isnad.archive.asking.moments import day_of, is_moment, known_before
from isnad.archive.asking.naming import Unregistered, described, one_of
from isnad.archive.asking.pages import COUNTED, Page
from isnad.archive.asking.query import Query
from isnad.archive.asking.state_sums import Stated, stated
from isnad.archive.asking.states import Part, parts_of
from isnad.archive.schema import document_terms, relations
from isnad.archive.sight import Sight, known, sight_of
from isnad.codebook import Codebook
from isnad.codebook.lookup import allegiance_to, chain, children

SECTIONS: Final[Mapping[str, tuple[tuple[str, ...], Literal["source", "target"] | None]]] = {
    "above": (("subordinate_to", "part_of", "member_of"), "source"),
    "below": (("subordinate_to", "part_of"), "target"),
    "leaders": (("leads",), "target"),
    "posts": (("leads", "role"), "source"),
    "people": (("role", "member_of"), "target"),
    "allies": (("allied_with",), None),
    "foes": (("hostile_to",), None),
    "controls": (("controls",), "source"),
    "present": (("present_at",), "source"),
}
"""The parts of the page of an actor: which types of states belong to each, and at which end it stands (None: any)."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An allegiance as the codebook has it: `kind` such as `loyal to`, `to` a global id; days may be open."""

    kind: str
    to: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Registered:
    """What the codebook says, on no report's word: those above, nearest first, those directly below, and ties, from it
    and to it. `country` is a code."""

    class_: str
    country: str | None
    since: str | None
    until: str | None
    above: tuple[str, ...]
    below: tuple[str, ...]
    ties: tuple[Tie, ...]
    ties_to_it: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """All that is known of an actor or person on the day `on`. `registered` is None where no codebook knows it.

    `reports` counts those that name it or who belongs to it, up to `pages.COUNTED` (`many`: there are more). `parts`
    are by the names of SECTIONS. `names` tells of unregistered entities.
    """

    id: str
    on: str
    as_of: str | None
    registered: Registered | None
    reports: int
    many: bool
    parts: Mapping[str, Part]
    events: Page[EventLine]
    names: Mapping[str, Unregistered] = field(default_factory=dict)


def actor_page(
    connection: Connection, name: str, book: Codebook, *, on: str | None = None, as_of: str | None = None,
    after: str | None = None, limit: int = 10, cleared: bool = True,
) -> ActorPage:  # fmt: skip
    """The page of the actor or person of that name or id.

    `on` is the day (of a month or a year its last) of which the states are told: by default the last day of `as_of`,
    else today in UTC. `after` and `limit` page its events. Who is not `cleared`
    sees no hidden report. Raises NotFoundError, with similar names or with the ids where there are several, DateError,
    QueryError for a bad cursor.
    """
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    id_ = one_of(connection, name, "actor", book, sight)
    day = state_day(on, as_of)
    ends = relations.c.source, relations.c.target
    found = stated(connection, (ends[0] == id_, and_(ends[1] == id_, ends[0] != id_)), day, sight)
    parts = parts_of(connection, _sections(found, id_), book, day, sight)
    lines = events(connection, _about(id_, name), book, after=after, limit=limit, as_of=as_of, cleared=cleared)
    reports, many = report_count(connection, f"actor:{id_}", sight)
    own = [state for part in parts.values() for state in part.states]
    names = described(connection, {id_, *(other for state in own for other in state.ids)}, sight)
    return ActorPage(
        id=id_, on=day, as_of=as_of, registered=_registered(id_, book), reports=reports, many=many,
        parts=parts, events=lines, names={**lines.names, **names},
    )  # fmt: skip


def _sections(found: Iterable[Stated], id_: str) -> dict[str, list[Stated]]:
    """Which states belong to each part of the page of `id_`."""
    typed: dict[str, list[Stated]] = defaultdict(list)
    for state in found:
        typed[state[0].type].append(state)
    return {
        name: [one for type_ in types for one in typed[type_] if end is None or getattr(one[0], end) == id_]
        for name, (types, end) in SECTIONS.items()
    }


def state_day(on: str | None, as_of: str | None) -> str:
    """The ISO day of which states are told. Raises DateError."""
    today = datetime.now(UTC).date()
    if on is not None:
        return day_of(on, today)
    if as_of is None:
        return today.isoformat()
    return as_of[:10] if is_moment(as_of) else day_of(as_of, today)


def _about(id_: str, name: str) -> Query:
    return Query(filters=(Filter("actor", (id_,), (name,)),))


def report_count(connection: Connection, term: str, sight: Sight) -> tuple[int, bool]:
    """How many reports of the archive are found by a term in their latest version, counted to COUNTED, and whether
    there are more."""
    named = select(document_terms.c.document.label("id")).where(document_terms.c.term == term)
    if not sight.is_plain:
        named = named.where(document_terms.c.document.in_(known(sight)))
    # of so many more than COUNTED are current, as long as of six no more than one was replaced
    most = COUNTED + COUNTED // 5
    some = connection.execute(named.limit(most)).scalars().all()
    number = len(conditions.current(connection, some, sight))
    return min(number, COUNTED), number > COUNTED or len(some) == most


def _registered(id_: str, book: Codebook) -> Registered | None:
    actor = book.actors.get(id_.removeprefix("actor:"))
    if actor is None:
        return None
    return Registered(
        class_=actor.class_, country=actor.country, since=actor.since, until=actor.until,
        above=tuple(f"actor:{one.id}" for one in chain(actor, book.actors)),
        below=tuple(f"actor:{one.id}" for one in children(actor.id, book.actors)),
        ties=tuple(Tie(row.kind, f"actor:{row.to}", row.since, row.until) for row in actor.allegiance),
        ties_to_it=tuple(
            Tie(row.kind, f"actor:{one.id}", row.since, row.until)
            for one, row in allegiance_to(actor.id, book.actors)
        ),
    )  # fmt: skip

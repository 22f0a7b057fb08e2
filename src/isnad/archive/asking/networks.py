"""Who is bound to whom: by what the one did to the other, and by what reports state of both."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, distinct, func, or_, select

from isnad.archive.asking import event_lists
from isnad.archive.asking.conditions import of_days
from isnad.archive.asking.moments import known_before
from isnad.archive.asking.naming import Unregistered, described
from isnad.archive.asking.query import Query
from isnad.archive.asking.series import parts
from isnad.archive.asking.shelves import shelves_of
from isnad.archive.asking.state_sums import START
from isnad.archive.schema import relations
from isnad.archive.sight import Sight, living, sight_of

MOST_EDGES: Final = 300
MOST_EVENTS: Final = 3_000
"""Edges are made of so many events, the latest."""
MOST_PARTIES: Final = 150
"""States are shown among so many parties, those that the most events bind."""
STATES: Final = ("subordinate_to", "part_of", "member_of", "leads", "allied_with", "hostile_to")
_MUTUAL: Final = frozenset({"allied_with", "hostile_to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What binds two: `sort` event (the type of what `source` did to `target`, `count` events) or state (`count`
    reports that say it, `denied` those that deny it). `first` and `last` are ISO days, None where none is told."""

    sort: Literal["event", "state"]
    type: str
    source: str
    target: str
    count: int
    first: str | None
    last: str | None
    denied: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """The strongest edges first, and those they bind: `nodes` by id with how much binds them. `left_out` edges are not
    among them; `partial`: only the latest MOST_EVENTS events were gone through. `names` are of unregistered ones."""

    edges: tuple[Edge, ...]
    nodes: Mapping[str, int]
    left_out: int
    partial: bool
    names: Mapping[str, Unregistered] = field(default_factory=dict)


def network(
    connection: Connection, query: Query, *, most: int = MOST_EDGES, as_of: str | None = None, cleared: bool = True
) -> Network:
    """What binds the parties of the events that answer, and the states among those that the most binds; without any
    condition, and where they are few, all states. Events count that are told to have happened, unless `query` says
    which status is meant: a line for the threat of an attack would show an attack. `query` bounds the days of states
    too, and its actors have to be at one of the ends. Raises DateError."""
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    found, partial = event_lists.first_of(connection, query, sight, MOST_EVENTS)
    deeds = list(_deeds(connection, [row.id for row in found], sight, done=not query.of("status")))
    bound = Counter[str]()
    for edge in deeds:
        bound.update({edge.source: edge.count, edge.target: edge.count})
    everybody = _is_bare(query) and len(bound) < MOST_PARTIES
    parties = None if everybody else {id_ for id_, _ in bound.most_common(MOST_PARTIES)}
    edges = [*deeds, *_states(connection, query, sight, parties)]
    edges.sort(key=lambda one: (-one.count, one.sort, one.type, one.source, one.target))
    shown = tuple(edges[:most])
    nodes: dict[str, int] = defaultdict(int)
    for edge in shown:
        for id_ in {edge.source, edge.target}:
            nodes[id_] += edge.count
    ranked = dict(sorted(nodes.items(), key=lambda row: (-row[1], row[0])))
    return Network(shown, ranked, len(edges) - len(shown), partial, described(connection, ranked, sight))


def _deeds(connection: Connection, ids: list[str], sight: Sight, *, done: bool) -> Iterator[Edge]:
    """Who did what to whom in these events; with `done` only in those that are told to have happened."""
    summed: dict[tuple[str, str, str], tuple[int, str | None, str | None]] = {}
    for some in parts(ids):
        for shelf in shelves_of(sight):
            one, other, kept = shelf.actors.alias("one"), shelf.actors.alias("other"), shelf.clusters.c
            happened = (kept.status == "actual", kept.data["polarity"].as_string() == "positive") if done else ()
            rows = (
                select(kept.type, one.c.actor, other.c.actor, func.count(), func.min(kept.from_day),
                       func.max(func.coalesce(kept.to_day, kept.from_day)))
                .join(one, one.c.cluster == kept.id)
                .join(other, other.c.cluster == kept.id)
                .where(kept.id.in_(some), one.c.role == "agents", other.c.role == "targets",
                       one.c.actor != other.c.actor, *happened, *shelf.seen(kept.id))
                .group_by(kept.type, one.c.actor, other.c.actor)
            )  # fmt: skip
            for type_, source, target, number, first, last in connection.execute(rows):
                before = summed.get((type_, source, target), (0, None, None))
                summed[type_, source, target] = (
                    before[0] + number, _least(before[1], first), _largest(before[2], last)
                )  # fmt: skip
    for (type_, source, target), (number, first, last) in summed.items():
        yield Edge(sort="event", type=type_, source=source, target=target, count=number, first=first, last=last)


def _states(connection: Connection, query: Query, sight: Sight, parties: Set[str] | None) -> Iterator[Edge]:
    """What reports state of the parties (None: of all), by each pair and type."""
    told = relations.c
    rows = (
        select(told.type, told.source, told.target, told.denies, func.count(distinct(told.document)),
               func.min(func.nullif(START, "")), func.max(func.nullif(told.day, "")))
        .where(told.type.in_(STATES), told.source != told.target, *living(relations, sight), *_asked(query, parties))
        .group_by(told.type, told.source, told.target, told.denies)
    )  # fmt: skip
    summed: dict[tuple[str, str, str], list[Any]] = {}
    for type_, source, target, denies, number, first, last in connection.execute(rows):
        if parties is None or {source, target} <= parties or query.of("actor"):
            ends = (target, source) if type_ in _MUTUAL and target < source else (source, target)
            one = summed.setdefault((type_, *ends), [0, 0, None, None])
            one[int(denies)] += number
            one[2], one[3] = _least(one[2], first), _largest(one[3], last)
    for (type_, source, target), (said, denied, first, last) in summed.items():
        yield Edge(
            sort="state", type=type_, source=source, target=target, count=said, first=first, last=last, denied=denied
        )


def _asked(query: Query, parties: Set[str] | None) -> Iterator[ColumnElement[bool]]:
    told = relations.c
    yield from of_days(told.day, query.days)
    if parties is not None and not query.of("actor"):
        yield told.source.in_(sorted(parties))
        yield told.target.in_(sorted(parties))
    for filter_ in query.of("actor"):
        either = or_(told.source.in_(filter_.values), told.target.in_(filter_.values))
        yield ~either if filter_.excluded else either


def _is_bare(query: Query) -> bool:
    return not (query.wanted or query.excluded or query.filters)


def _least(one: str | None, other: str | None) -> str | None:
    return min((day for day in (one, other) if day), default=None)


def _largest(one: str | None, other: str | None) -> str | None:
    return max((day for day in (one, other) if day), default=None)

"""The page of a place: who, by the word of reports, is present or in control there on a day, and what happened."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, and_

from isnad.archive.asking.actors import report_count, state_day
from isnad.archive.asking.event_lists import EventLine, events
from isnad.archive.asking.filters import Filter
from isnad.archive.asking.moments import known_before
from isnad.archive.asking.naming import Unregistered, described, global_id, one_of
from isnad.archive.asking.pages import Page
from isnad.archive.asking.query import Query
from isnad.archive.asking.state_sums import Stated, stated
from isnad.archive.asking.states import Part, parts_of
from isnad.archive.schema import relations
from isnad.archive.sight import Sight, sight_of
from isnad.codebook import Codebook
from isnad.codebook.entries import Place
from isnad.codebook.lookup import chain

PARTS: Final = ("controls", "present", "others", "within")
"""Who controls it, who is present, other states whose scope it is, and control and presence in places within it."""
_PLACED: Final = {"controls": "controls", "present_at": "present"}
_MANY = 500


@dataclass(frozen=True, slots=True)
class Lies:
    """What the codebook says of a place: its kind, what it lies in, nearest first, and (latitude, longitude)."""

    kind: str
    above: tuple[str, ...]
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """All that is known of a place on the day `on`. `registered` is None where no codebook knows it.

    `reports` counts those that name it or a place within it, up to `pages.COUNTED` (`many`: there are more). `parts`
    are by the names of PARTS. `names` tells of unregistered entities.
    """

    id: str
    on: str
    as_of: str | None
    registered: Lies | None
    reports: int
    many: bool
    parts: Mapping[str, Part]
    events: Page[EventLine]
    names: Mapping[str, Unregistered] = field(default_factory=dict)


def place_page(
    connection: Connection, name: str, book: Codebook, *, on: str | None = None, as_of: str | None = None,
    after: str | None = None, limit: int = 10, cleared: bool = True,
) -> PlacePage:  # fmt: skip
    """The page of the place of that name or id; arguments and errors as of `actors.actor_page`. Its events are those in
    it and in places within it."""
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    id_ = one_of(connection, name, "place", book, sight)
    day = state_day(on, as_of)
    target, scope = relations.c.target, relations.c.scope
    own = stated(connection, (target == id_, and_(scope == id_, target != id_)), day, sight)
    found: dict[str, list[Stated]] = {key: [] for key in PARTS}
    for state in own:
        told = state[0]
        found[_PLACED.get(told.type, "others") if told.target == id_ else "others"].append(state)
    found["within"] += _within(connection, id_, book, day, sight)
    parts = parts_of(connection, found, book, day, sight)
    query = Query(filters=(Filter("place", (id_,), (name,)),))
    lines = events(connection, query, book, after=after, limit=limit, as_of=as_of, cleared=cleared)
    reports, many = report_count(connection, f"place:{id_}", sight)
    shown = [state for part in parts.values() for state in part.states]
    names = described(connection, {id_, *(other for state in shown for other in state.ids)}, sight)
    return PlacePage(
        id=id_, on=day, as_of=as_of, registered=_lies(id_, book), reports=reports, many=many,
        parts=parts, events=lines, names={**lines.names, **names},
    )  # fmt: skip


def _within(
    connection: Connection, id_: str, book: Codebook, day: str, sight: Sight
) -> Iterator[Stated]:  # fmt: skip
    """Who controls or is present in a place that lies in this one."""
    below = list(_below(id_, book))
    for start in range(0, len(below), _MANY):
        placed = and_(relations.c.target.in_(below[start : start + _MANY]), relations.c.type.in_(_PLACED))
        yield from stated(connection, (placed,), day, sight)


def _below(id_: str, book: Codebook) -> Iterator[str]:
    inside: dict[str | None, list[Place]] = defaultdict(list)
    for place in book.places.values():
        inside[place.parent].append(place)
    left, seen = [id_.partition(":")[2]], set[str]()
    while left:
        for place in inside.get(left.pop(), ()):
            if place.id not in seen:
                seen.add(place.id)
                left.append(place.id)
                yield global_id(place)


def _lies(id_: str, book: Codebook) -> Lies | None:
    place = book.places.get(id_.partition(":")[2])
    if place is None:
        return None
    return Lies(place.kind, tuple(global_id(one) for one in chain(place, book.places)), place.point)

"""What the archive answers, as the pictures draw it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from isnad.archive.asking import networks, series
from isnad.archive.asking.query import Query
from isnad.web.answers import Words
from isnad.web.pictures.maps import Spot
from isnad.web.pictures.networks import Party, Tie
from isnad.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Counted:
    """How many events begin on each day (ISO 8601), and how many on none that is known. `partial`, here and below: only
    the latest events were gone through."""

    days: Mapping[str, int]
    undated: int
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Places with their events, and how many events are at none that can be drawn."""

    spots: tuple[Spot, ...]
    without: int
    words: Words
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """Parties and the ties between them, the strongest first; `left_out` ties are not among them."""

    parties: tuple[Party, ...]
    ties: tuple[Tie, ...]
    left_out: int
    words: Words
    partial: bool = False


def days(visit: Visit, query: Query) -> Counted:
    """Events by their first day."""
    found = series.counts(visit.connection, query, as_of=_as_of(visit), cleared=visit.cleared)
    known = {day: count for day, count in found.rows if _is_day(day)}
    return Counted(known, found.undated + sum(count for day, count in found.rows if day not in known), found.partial)


def places(visit: Visit, query: Query) -> Placed:
    """Events by place."""
    found = series.map_points(visit.connection, query, visit.book, as_of=_as_of(visit), cleared=visit.cleared)
    words = Words.of(visit, {})
    spots = tuple(Spot(one.place, words.names.plain(one.place), one.point, one.metres, one.count) for one in found.rows)
    return Placed(spots, found.without, words, found.partial)


def network(visit: Visit, query: Query) -> Linked:
    """Parties, and what they have to do with each other."""
    found = networks.network(visit.connection, query, as_of=_as_of(visit), cleared=visit.cleared)
    words = Words.of(visit, found.names)
    edges = [edge for edge in found.edges if edge.sort == "event" or not _has_place(edge, words)]
    ties = sorted(_ties(edges), key=lambda tie: (-tie.count, tie.type, tie.source, tie.target))
    weights: dict[str, int] = {}
    for tie in ties:
        for id_ in (tie.source, tie.target):
            weights[id_] = weights.get(id_, 0) + tie.count
    parties = (Party(id_, words.names.plain(id_), weight) for id_, weight in weights.items())
    return Linked(tuple(parties), tuple(ties), found.left_out, words, found.partial)


def _ties(edges: list[networks.Edge]) -> Iterator[Tie]:
    for edge in edges:
        yield Tie(edge.source, edge.target, edge.type, edge.count, edge.first, edge.last, edge.denied)


def _has_place(edge: networks.Edge, words: Words) -> bool:
    """Whether it tells of how places lie in each other."""
    return any(words.page_of(id_).startswith("/place/") for id_ in (edge.source, edge.target))


def _as_of(visit: Visit) -> str | None:
    return visit.asked("asof") or None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

"""What pictures are drawn of: events by day, who is bound to whom by what, and what happened where.

All of them are of the events that answer a query, as far as they are seen. Where more answer than can be gone through,
the latest are taken and it is said so (`partial`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, func, select

from isnad.archive.asking import event_lists
from isnad.archive.asking.event_sets import held, told_by
from isnad.archive.asking.moments import known_before
from isnad.archive.asking.query import Query
from isnad.archive.asking.shelves import Shelf, shelves_of
from isnad.archive.sight import Sight, sight_of
from isnad.codebook import Codebook
from isnad.resolve.places import radius_m

MOST_EVENTS: Final = 3_000
"""So many events are gone through, the latest, where words are asked for; without words all are counted."""
_MANY: Final = 500
Step = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Series:
    """How many events begin in each day, week (by its Monday) or month (by its first day), in their order, without
    those in which none does; `undated` have no day."""

    rows: tuple[tuple[str, int], ...]
    undated: int
    partial: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A registered place, how many events are told to be in it (not within it), its point (latitude, longitude), what
    kind of place that is (`precision`), and the radius in which they lie."""

    place: str
    count: int
    point: tuple[float, float]
    precision: str
    metres: int


@dataclass(frozen=True, slots=True)
class Points:
    """Where events are, the most first; `without` are told to be nowhere, or where no certain point is known: `places`
    counts those of registered places."""

    rows: tuple[Point, ...]
    without: int
    partial: bool
    places: Mapping[str, int] = field(default_factory=dict)


def counts(
    connection: Connection, query: Query, *, step: Step = "day", as_of: str | None = None, cleared: bool = True
) -> Series:
    """How many of the events that answer begin when. Raises DateError."""
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    by_day, partial = counted(connection, query, sight, lambda shelf: shelf.clusters.c.from_day)
    undated = by_day.pop(None, 0)
    found: Counter[str] = Counter()
    for day, number in by_day.items():
        found[_begins(str(day), step)] += number
    return Series(tuple(sorted(found.items())), undated, partial)


def map_points(
    connection: Connection, query: Query, book: Codebook, *, as_of: str | None = None, cleared: bool = True
) -> Points:
    """Where the events that answer are told to be. Raises DateError."""
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    by_place, partial = counted(connection, query, sight, lambda shelf: shelf.clusters.c.place)
    without = by_place.pop(None, 0)
    rows, pointless = [], {}
    for id_, number in by_place.items():
        place = book.places.get(str(id_).partition(":")[2])
        if place is not None and place.point is not None:
            metres = radius_m(place.kind)
            rows.append(Point(str(id_), number, place.point, place.kind, metres))
        else:
            without += number
            pointless[str(id_)] = number
    rows.sort(key=lambda one: (-one.count, one.place))
    return Points(tuple(rows), without, partial, dict(sorted(pointless.items(), key=lambda row: (-row[1], row[0]))))


def counted(
    connection: Connection, query: Query, sight: Sight, column: Callable[[Shelf], ColumnElement[Any]]
) -> tuple[Counter[str | None], bool]:
    """How many of the events that answer have each value of a column of their clusters, and whether only the latest
    MOST_EVENTS were counted."""
    found: Counter[str | None] = Counter()
    if told_by(connection, query) is None:
        for shelf in shelves_of(sight):
            own = column(shelf)
            met = held(connection, query, sight, None, shelf)
            found.update(_pairs(connection, select(own, func.count()).where(*met).group_by(own)))
        return found, False
    rows, more = event_lists.first_of(connection, query, sight, MOST_EVENTS)
    for some in parts([row.id for row in rows]):
        for shelf in shelves_of(sight):
            own, id_ = column(shelf), shelf.clusters.c.id
            met = [id_.in_(some), *shelf.seen(id_)]
            found.update(_pairs(connection, select(own, func.count()).where(*met).group_by(own)))
    return found, more


def parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids, some at a time."""
    yield from (ids[start : start + _MANY] for start in range(0, len(ids), _MANY))


def _pairs(connection: Connection, query: Any) -> dict[str | None, int]:
    return {value: number for value, number in connection.execute(query)}  # noqa: C416 -- rows are no pairs


def _begins(day: str, step: Step) -> str:
    """The first day of the step that a day lies in; a day that is none of the calendar stands for itself."""
    if step == "month":
        return f"{day[:7]}-01"
    if step == "week":
        try:
            then = date.fromisoformat(day)
        except ValueError:
            return day
        return (then - timedelta(days=then.weekday())).isoformat()
    return day

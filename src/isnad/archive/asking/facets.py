"""By what an answer can be narrowed down: how many of its events or reports have each type, place, party, outlet, day.

Of long answers the latest FIRST are counted, and it is said that there are more: nobody waits for exact thousands.
Events are counted by what is told of them now, as they are found by filters.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, distinct, func, select

from isnad.archive.asking import event_lists, finding
from isnad.archive.asking.moments import known_before
from isnad.archive.asking.query import Query
from isnad.archive.asking.shelves import shelves_of
from isnad.archive.schema import document_terms, documents, mentions
from isnad.archive.sight import Sight, living, sight_of
from isnad.codebook import Codebook

FIRST: Final = 1_000
"""So many of the latest events or reports are counted."""
MOST_ROWS: Final = 12
"""So many values of a facet are listed."""
_MONTHS: Final = 24
"""Months are told where the answer spans no more."""
_ABOVE: Final = "^"


@dataclass(frozen=True, slots=True)
class Facet:
    """The values that most have, as a filter of a query takes them, each with how many have it; with `more` at least so
    many. `name` is `type`, `status`, `place`, `actor`, `outlet`, `platform`, `reviewed`, `year` or `month` (of these
    two the latest first)."""

    name: str
    rows: tuple[tuple[str, int], ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of an answer, made of the latest `of` that answer; `more`: there are others that were not counted."""

    rows: tuple[Facet, ...]
    of: int
    more: bool

    def __iter__(self) -> Iterator[Facet]:
        return iter(self.rows)


def of_events(
    connection: Connection, query: Query, book: Codebook, *, as_of: str | None = None, cleared: bool = True
) -> Facets:
    """The facets of the events that answer. Of places and parties the registered ones are listed, since only they can
    be asked for by everybody. Raises DateError."""
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    found, more = event_lists.first_of(connection, query, sight, FIRST)
    ids = [row.id for row in found]
    tallies = _Tallies(connection, sight, ids)
    days = [row.from_day for row in found]
    rows = (
        _facet("type", tallies.own("type"), more), _facet("status", tallies.own("status"), more),
        _facet("place", _registered(tallies.own("place"), book), more),
        _facet("actor", _registered(tallies.actors(), book), more),
        _facet("outlet", tallies.outlets(), more), *_dates(days, more),
        _facet("reviewed", tallies.reviewed(), more),
    )  # fmt: skip
    return Facets(tuple(facet for facet in rows if facet.rows), len(ids), more)


def of_reports(
    connection: Connection, query: Query, book: Codebook, *, as_of: str | None = None, cleared: bool = True
) -> Facets:
    """The facets of the reports that answer. Raises DateError."""
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    ids, more = finding.first_of(connection, query, sight, FIRST)
    own = documents.c
    held = connection.execute(select(own.outlet, own.platform, own.published).where(own.id.in_(ids))).all()
    typed = select(document_terms.c.term, func.count()).where(
        document_terms.c.document.in_(ids), document_terms.c.term >= "type:", document_terms.c.term < "type;"
    )
    types = {term.partition(":")[2]: count for term, count in connection.execute(typed.group_by(document_terms.c.term))}
    rows = (
        _facet("outlet", Counter(row.outlet for row in held), more), _facet("type", types, more),
        _facet("platform", Counter(row.platform for row in held), more),
        *_dates([row.published for row in held], more),
    )  # fmt: skip
    return Facets(tuple(facet for facet in rows if facet.rows), len(ids), more)


@dataclass(frozen=True, slots=True)
class _Tallies:
    """Counts of some events."""

    connection: Connection
    sight: Sight
    ids: Sequence[str]

    def own(self, column: str) -> Counter[str]:
        """By a column of their own."""
        return self._counted(
            select(shelf.clusters.c[column], func.count())
            .where(shelf.clusters.c.id.in_(self.ids), *shelf.seen(shelf.clusters.c.id))
            .group_by(shelf.clusters.c[column])
            for shelf in shelves_of(self.sight)
        )

    def actors(self) -> Counter[str]:
        """By who took part, not by those above them."""
        return self._counted(
            select(shelf.actors.c.actor, func.count(distinct(shelf.actors.c.cluster)))
            .where(
                shelf.actors.c.cluster.in_(self.ids), ~shelf.actors.c.role.startswith(_ABOVE),
                *shelf.seen(shelf.actors.c.cluster),
            )
            .group_by(shelf.actors.c.actor)
            for shelf in shelves_of(self.sight)
        )  # fmt: skip

    def outlets(self) -> Counter[str]:
        """By who published a report that tells of them."""
        told = (
            select(documents.c.outlet, func.count(distinct(mentions.c.cluster)))
            .join(documents, documents.c.id == mentions.c.document)
            .where(mentions.c.cluster.in_(self.ids), *living(mentions, self.sight))
            .group_by(documents.c.outlet)
        )
        return self._counted([told])

    def reviewed(self) -> Counter[str]:
        """By what people said of them, where anybody said anything."""
        told = (
            select(shelf.clusters.c.data["reviewed"].as_string().label("value"))
            .where(shelf.clusters.c.id.in_(self.ids), *shelf.seen(shelf.clusters.c.id))
            .subquery()
            for shelf in shelves_of(self.sight)
        )
        found = self._counted(select(one.c.value, func.count()).group_by(one.c.value) for one in told)
        return found if found.keys() - {"unreviewed"} else Counter()

    def _counted(self, queries: Iterable[Select[Any]]) -> Counter[str]:
        found: Counter[str] = Counter()
        for query in queries:
            for value, number in self.connection.execute(query):
                if value is not None:
                    found[value] += number
        return found


def _registered(counts: Counter[str], book: Codebook) -> Counter[str]:
    known = {id_: id_.partition(":")[2] for id_ in counts}
    return Counter({id_: counts[id_] for id_, own in known.items() if own in book.actors or own in book.places})


def _facet(name: str, counts: Any, more: bool) -> Facet:
    ranked = sorted(((value, number) for value, number in counts.items() if value), key=lambda row: (-row[1], row[0]))
    return Facet(name, tuple(ranked[:MOST_ROWS]), more)


def _dates(days: Iterable[str | None], more: bool) -> tuple[Facet, ...]:
    """By year and, of a short span, by month, the latest first."""
    dated = [day for day in days if day]
    found = []
    for name, size, most in (("year", 4, MOST_ROWS), ("month", 7, _MONTHS)):
        counts = Counter(day[:size] for day in dated)
        if name == "year" or len(counts) <= most:
            latest = sorted(counts, reverse=True)[:most]
            found.append(Facet(name, tuple((value, counts[value]) for value in latest), more))
    return tuple(found)

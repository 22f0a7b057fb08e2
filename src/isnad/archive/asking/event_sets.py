"""Which events answer a query, as conditions in SQL on the clusters of a shelf, and the documents that have to tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from isnad.archive.asking import conditions
from isnad.archive.asking.conditions import Holding, rows_where
from isnad.archive.asking.filters import Filter
from isnad.archive.asking.moments import Days
from isnad.archive.asking.query import Query
from isnad.archive.asking.shelves import Shelf
from isnad.archive.schema import claims, documents, mentions, tellings, withdrawals
from isnad.archive.sight import Sight, living

EVENT: Final = "event"
_STEP = 500
_FEW_REPORTS: Final = 2_000
"""From so many reports the events are listed; of more each event is asked whether one of them tells of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """Documents that have to tell of an event, or, `excluded`, that may not."""

    documents: frozenset[int]
    excluded: bool

    @property
    def are_few(self) -> bool:
        """Whether the events are listed that they tell of."""
        return len(self.documents) <= _FEW_REPORTS and not self.excluded


def told_by(connection: Connection, query: Query) -> Told | None:
    """The documents that answer the words of a query, and its conditions on reports. Whether they are seen is asked
    of what they tell."""
    words, out = conditions.of_words(connection, query), conditions.without_words(connection, query)
    if words is not None:
        return Told(frozenset(conditions.listed(connection, words, list(_of_reports(connection, query)))), False)
    return Told(frozenset(conditions.listed(connection, out, ())), True) if out is not None else None


def _of_reports(connection: Connection, query: Query) -> Iterator[Holding]:
    yield from conditions.of_terms(connection, query, ("outlet",))
    published = list(conditions.of_days(documents.c.published, query.published))
    if published:
        yield rows_where(documents.c.id, *published)


def events_of(connection: Connection, ids: frozenset[int], sight: Sight) -> list[str]:
    """The events that these documents tell of."""
    counted = (mentions.c.sort == EVENT, mentions.c.cluster.is_not(None), *living(mentions, sight))
    listed, found = sorted(ids), dict[str, None]()
    for start in range(0, len(listed), _STEP):
        query = select(mentions.c.cluster).where(mentions.c.document.in_(listed[start : start + _STEP]), *counted)
        found.update(dict.fromkeys(connection.execute(query).scalars().all()))
    return list(found)


def answering(connection: Connection, ids: Sequence[str], told: Told, sight: Sight) -> set[str]:
    """Those of the events that one of the documents tells of, or none."""
    counted = living(mentions, sight)
    query = select(mentions.c.cluster, mentions.c.document).where(mentions.c.cluster.in_(ids), *counted)
    met = {cluster for cluster, document in connection.execute(query).all() if document in told.documents}
    return set(ids) - met if told.excluded else met


def held(
    connection: Connection, query: Query, sight: Sight, told: Told | None, shelf: Shelf
) -> list[ColumnElement[bool]]:  # fmt: skip
    """The conditions on clusters of a shelf, without that on the words of many reports."""
    of = shelf.clusters.c
    found: list[ColumnElement[bool]] = [of.sort == EVENT, *within(query.days, shelf), *shelf.seen(of.id)]
    if sight.before:
        found.append(of.known_at < sight.before)
    return [*found, *(one.of(of.id) for one in sets(connection, query, sight, told, shelf))]


def sets(
    connection: Connection, query: Query, sight: Sight, told: Told | None, shelf: Shelf
) -> Iterator[Holding]:  # fmt: skip
    """The conditions as sets of events, without that on words; those on reports stand in `told`, where words do."""
    if told is None or told.excluded:
        for holding in _of_reports(connection, query):
            yield _told(holding, sight)
    for filter_ in query.filters:
        values, out = filter_.values, filter_.excluded
        if filter_.name in ("type", "status"):
            yield _of_row(filter_.name, values, shelf, excluded=out)
        elif filter_.name == "actor":
            yield rows_where(shelf.actors.c.cluster, shelf.actors.c.actor.in_(values), excluded=out)
        elif filter_.name == "place":
            yield rows_where(shelf.places.c.cluster, shelf.places.c.place.in_(values), excluded=out)
        elif filter_.name in ("speaker", "anonymous"):
            yield _claimed(connection, filter_, sight)


def _of_row(name: str, values: Sequence[str], shelf: Shelf, *, excluded: bool) -> Holding:
    """The events with one of these values in a column of their own; where rows are walked it is asked of the row."""
    others = rows_where(shelf.others.c.id, shelf.others.c[name].in_(values))
    own = and_(shelf.clusters.c[name].is_not(None), shelf.clusters.c[name].in_(values))
    return Holding(
        others.ids, lambda column: own if column.table is shelf.clusters else others.holds(column), excluded
    )  # fmt: skip


def _told(documents_: Holding, sight: Sight) -> Holding:
    """The events with a mention in a report of a set."""
    counted = (mentions.c.sort == EVENT, *living(mentions, sight))
    listed = documents_.ids.subquery()
    ids = (
        select(mentions.c.cluster.label("id"))
        .select_from(listed.join(mentions, mentions.c.document == listed.c.id))
        .where(mentions.c.cluster.is_not(None), *counted)
    )

    def holds(column: ColumnElement[Any]) -> ColumnElement[bool]:
        own = select(mentions.c.id).where(mentions.c.cluster == column, documents_.holds(mentions.c.document), *counted)
        return exists(own.correlate(column.table))

    return Holding(ids, holds, documents_.excluded)


def _claimed(connection: Connection, filter_: Filter, sight: Sight) -> Holding:
    """The events that somebody whom the filter means makes a claim on."""
    if filter_.name == "anonymous":
        said: ColumnElement[bool] = claims.c.anonymous.in_([value == "yes" for value in filter_.values])
    else:
        said = or_(
            claims.c.speaker.in_(filter_.values),
            *(conditions.begins(connection, claims.c.speaker, f"{value} ") for value in filter_.values),
        )
    gone = select(withdrawals.c.claim).where(withdrawals.c.claim == claims.c.id).correlate(claims)
    if sight.before:
        gone = gone.where(withdrawals.c.withdrawn_at < sight.before)
        said = and_(said, claims.c.known_at < sight.before)
    ids = (
        select(mentions.c.cluster.label("id"))
        .join(tellings, tellings.c.mention == mentions.c.id)
        .join(claims, claims.c.id == tellings.c.claim)
        .where(said, ~exists(gone), mentions.c.cluster.is_not(None), *living(mentions, sight))
    )
    return Holding(
        ids, lambda column: exists(ids.where(mentions.c.cluster == column).correlate(column.table)), filter_.excluded,
        indexed=filter_.name == "speaker",
    )  # fmt: skip


def within(days: Days, shelf: Shelf) -> Iterator[ColumnElement[bool]]:
    """That the days of an event overlap bounds; an open bound of the event reaches as far as it may."""
    start, end = shelf.clusters.c.from_day, shelf.clusters.c.to_day
    if days.first or days.last:
        yield or_(start.is_not(None), end.is_not(None))
    if days.first:
        yield or_(end >= days.first, end.is_(None))
    if days.last:
        yield or_(start <= days.last, start.is_(None))

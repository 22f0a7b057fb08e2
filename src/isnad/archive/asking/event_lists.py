"""Events that answer a question: what happened last first, page by page.

Filters are of the event itself: its type, its status, who took part (or belongs to who did), where (or within which
place), and that somebody claims it (`speaker:`, `anonymous:`). `from:` and `to:` bound its own days, which have to
overlap them. Words, `outlet:` and `published:` are of its reports: one of them has to answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from isnad.archive.asking import conditions, retelling
from isnad.archive.asking.conditions import Holding, Many, rows_where
from isnad.archive.asking.filters import Filter
from isnad.archive.asking.finding import LIMIT
from isnad.archive.asking.moments import Days, known_before
from isnad.archive.asking.naming import described
from isnad.archive.asking.pages import COUNTED, Mark, Page, cursor, mark_of, row_limit, rows_behind
from isnad.archive.asking.query import Query
from isnad.archive.schema import (
    claims,
    cluster_actors,
    cluster_places,
    clusters,
    documents,
    mentions,
    tellings,
    withdrawals,
)
from isnad.codebook import Codebook

EVENT: Final = "event"
PREFIX: Final = "ev-"
"""What ids of events begin with."""
_OTHERS = clusters.alias("others")
_PLACED: Final = (clusters.c.from_day, clusters.c.id)
_STEP = 500
_FEW_REPORTS: Final = 2_000
"""From so many reports the events are listed; of more each event is asked whether one of them tells of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event in a line, as most of its reports tell it. Days are inclusive bounds; `place` is a registered id, else
    `where` the words of a report.

    `victims` holds, for each harm, the least, the most frequent and the largest number of the reports. `outlets` tell
    it, out of `origins` named origins and `unknown` unnamed ones; `contradictions` are the kinds of what reports
    contradict each other in.
    """

    id: str
    type: str
    mode: str | None
    status: str
    polarity: str
    from_: str | None
    to: str | None
    precision: str | None
    place: str | None
    where: str | None
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    accused: tuple[str, ...]
    victims: Mapping[str, Mapping[str, int]]
    reports: int
    outlets: int
    origins: int
    unknown: int
    contradictions: tuple[str, ...]
    label: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Who and where, by ids."""
        return (*self.agents, *self.targets, *self.accused, *((self.place,) if self.place else ()))


def event_line(id_: str, reports: int, data: Mapping[str, Any]) -> EventLine:
    """The line of a cluster of `reports` texts with what `clusters.data` holds of it."""
    return EventLine(
        id=id_, type=data["type"], mode=data["mode"], status=data["status"], polarity=data["polarity"],
        from_=data["from"], to=data["to"], precision=data["precision"], place=data["place"],
        where=data["where"] or None, agents=tuple(data["agents"]), targets=tuple(data["targets"]),
        accused=tuple(data["accused"]), victims=data["victims"], reports=reports, outlets=data["outlets"],
        origins=data["origins"], unknown=data["unknown"], contradictions=tuple(data["contradictions"]),
        label=data["label"],
    )  # fmt: skip


def events(
    connection: Connection, query: Query, book: Codebook, *, after: str | None = None, limit: int = LIMIT,
    as_of: str | None = None,
) -> Page[EventLine]:  # fmt: skip
    """The events that answer `query`, by their first day, the last first; those without a day come last.

    `after` and `limit` as of `finding.find`. With `as_of` an event is told as the reports that were there by then tell
    it; which reports tell of one event is judged as now. Raises QueryError for a bad cursor or limit, DateError.
    """
    mark, limit, before = mark_of(after, str), row_limit(limit), known_before(as_of)
    told = _told_by(connection, query)
    few = Many(0) if told is not None and not _are_few(told) else _few(connection, query, before, told)
    if not isinstance(few, Many):
        number = len(few)
        found = [row for row in few if mark is None or _place_of(row) < (mark[0] is not None, mark[0] or "", mark[1])]
    else:
        held = _held(connection, query, before, told)
        found = list(islice(_walk(connection, held, told, before, mark, limit + 1), limit + 1))
        # what is not known of the past is counted out of the rows
        known = few.least if before is None else 0
        number = known if known > COUNTED else _number(_walk(connection, held, told, before, None))
    last = found[limit - 1] if len(found) > limit else None
    lines = tuple(_lines(connection, [row.id for row in found[:limit]], before, book))
    names = described(connection, (id_ for line in lines for id_ in line.ids))
    next_ = cursor((last.from_day, last.id)) if last else None
    return Page(lines, next_, min(number, COUNTED), number > COUNTED, names, as_of)


def _number(found: Iterator[Any]) -> int:
    """How many there are, counted to COUNTED + 1."""
    return sum(1 for _ in islice(found, COUNTED + 1))


def _lines(connection: Connection, ids: Sequence[str], before: str | None, book: Codebook) -> Iterator[EventLine]:
    rows = {row.id: row for row in connection.execute(select(clusters).where(clusters.c.id.in_(ids)))}
    for id_ in ids:
        reports, data = rows[id_].reports, rows[id_].data
        if before:
            told = retelling.told(connection, id_, before)
            reports, data = retelling.summed_up(connection, id_, told, book, before)
        yield event_line(id_, reports, data)


@dataclass(frozen=True, slots=True)
class _Told:
    """Documents that have to tell of an event, or, `excluded`, that may not."""

    documents: frozenset[int]
    excluded: bool


def _told_by(connection: Connection, query: Query) -> _Told | None:
    """The documents that answer the words of a query, and its conditions on reports."""
    words, out = conditions.of_words(connection, query), conditions.without_words(connection, query)
    if words is not None:
        return _Told(frozenset(conditions.listed(connection, words, list(_of_reports(connection, query)))), False)
    return _Told(frozenset(conditions.listed(connection, out, ())), True) if out is not None else None


def _of_reports(connection: Connection, query: Query) -> Iterator[Holding]:
    yield from conditions.of_terms(connection, query, ("outlet",))
    published = list(conditions.of_days(documents.c.published, query.published))
    if published:
        yield rows_where(documents.c.id, *published)


def _few(
    connection: Connection, query: Query, before: str | None, told: _Told | None
) -> list[Any] | Many:  # fmt: skip
    """The ids and first days of the events that meet all conditions, in their order, where they are few."""
    sets, days = list(_sets(connection, query, before, told)), list(_within(query.days))
    if told is not None and _are_few(told):
        ids: Sequence[str] | Many = _events_of(connection, told.documents, before)
        held = [*days, *(one.of(clusters.c.id) for one in sets)]
    else:
        ids, held = conditions.few(connection, [*sets, *([rows_where(clusters.c.id, *days)] if days else [])]), []
    if isinstance(ids, Many):
        return ids
    if before:
        held.append(clusters.c.known_at < before)
    rows: list[Any] = []
    for start in range(0, len(ids), _STEP):
        some = select(clusters.c.id, clusters.c.from_day).where(clusters.c.id.in_(ids[start : start + _STEP]), *held)
        rows += connection.execute(some)
    # ids of events are told apart from others by what stands before them; to ask for `sort` would walk its index
    events_ = [row for row in rows if row.id.startswith(PREFIX)]
    return sorted(events_, key=_place_of, reverse=True)


def _place_of(row: Any) -> tuple[bool, str, str]:
    return row.from_day is not None, row.from_day or "", row.id


def _held(connection: Connection, query: Query, before: str | None, told: _Told | None) -> list[ColumnElement[bool]]:
    """The conditions on rows of `clusters`, without that on the words of many reports."""
    held: list[ColumnElement[bool]] = [clusters.c.sort == EVENT, *_within(query.days)]
    if before:
        held.append(clusters.c.known_at < before)
    return [*held, *(one.of(clusters.c.id) for one in _sets(connection, query, before, told))]


def _are_few(told: _Told) -> bool:
    return len(told.documents) <= _FEW_REPORTS and not told.excluded


def _events_of(connection: Connection, ids: frozenset[int], before: str | None) -> list[str]:
    """The events that these documents tell of."""
    counted = (mentions.c.sort == EVENT, mentions.c.cluster.is_not(None), *conditions.living(mentions, before))
    listed, found = sorted(ids), dict[str, None]()
    for start in range(0, len(listed), _STEP):
        query = select(mentions.c.cluster).where(mentions.c.document.in_(listed[start : start + _STEP]), *counted)
        found.update(dict.fromkeys(connection.execute(query).scalars().all()))
    return list(found)


def _walk(
    connection: Connection, held: Sequence[ColumnElement[bool]], told: _Told | None, before: str | None,
    mark: Mark | None, wanted: int = _STEP,
) -> Iterator[Any]:  # fmt: skip
    """The ids and first days of the events behind the mark that meet all conditions, in their order; some `wanted` of
    them are taken."""
    step = wanted if told is None else _STEP
    while True:
        rows = rows_behind(connection, _PLACED, held, mark, step)
        if told is None:
            yield from rows
        else:
            answering = _answering(connection, [row.id for row in rows], told, before)
            yield from (row for row in rows if row.id in answering)
        if len(rows) < step:
            return
        mark = (rows[-1].from_day, rows[-1].id)


def _answering(connection: Connection, ids: Sequence[str], told: _Told, before: str | None) -> set[str]:
    """Those of the events that one of the documents tells of, or none."""
    counted = conditions.living(mentions, before)
    query = select(mentions.c.cluster, mentions.c.document).where(mentions.c.cluster.in_(ids), *counted)
    met = {cluster for cluster, document in connection.execute(query).all() if document in told.documents}
    return set(ids) - met if told.excluded else met


def _sets(connection: Connection, query: Query, before: str | None, told: _Told | None) -> Iterator[Holding]:
    """The conditions as sets of events, without that on words; those on reports stand in `told`, where words do."""
    if told is None or told.excluded:
        for holding in _of_reports(connection, query):
            yield _told(holding, before)
    for filter_ in query.filters:
        values, out = filter_.values, filter_.excluded
        if filter_.name in ("type", "status"):
            yield _of_row(filter_.name, values, excluded=out)
        elif filter_.name == "actor":
            yield rows_where(cluster_actors.c.cluster, cluster_actors.c.actor.in_(values), excluded=out)
        elif filter_.name == "place":
            yield rows_where(cluster_places.c.cluster, cluster_places.c.place.in_(values), excluded=out)
        elif filter_.name in ("speaker", "anonymous"):
            yield _claimed(connection, filter_, before)


def _of_row(name: str, values: Sequence[str], *, excluded: bool) -> Holding:
    """The events with one of these values in a column of their own; where rows are walked it is asked of the row."""
    others = rows_where(_OTHERS.c.id, _OTHERS.c[name].in_(values))
    own = and_(clusters.c[name].is_not(None), clusters.c[name].in_(values))
    return Holding(
        others.ids, lambda column: own if column.table is clusters else others.holds(column), excluded
    )  # fmt: skip


def _told(documents_: Holding, before: str | None) -> Holding:
    """The events with a mention in a report of a set."""
    counted = (mentions.c.sort == EVENT, *conditions.living(mentions, before))
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


def _claimed(connection: Connection, filter_: Filter, before: str | None) -> Holding:
    """The events that somebody whom the filter means makes a claim on."""
    if filter_.name == "anonymous":
        said: ColumnElement[bool] = claims.c.anonymous.in_([value == "yes" for value in filter_.values])
    else:
        said = or_(
            claims.c.speaker.in_(filter_.values),
            *(conditions.begins(connection, claims.c.speaker, f"{value} ") for value in filter_.values),
        )
    gone = select(withdrawals.c.claim).where(withdrawals.c.claim == claims.c.id).correlate(claims)
    if before:
        gone = gone.where(withdrawals.c.withdrawn_at < before)
        said = and_(said, claims.c.known_at < before)
    ids = (
        select(mentions.c.cluster.label("id"))
        .join(tellings, tellings.c.mention == mentions.c.id)
        .join(claims, claims.c.id == tellings.c.claim)
        .where(said, ~exists(gone), mentions.c.cluster.is_not(None), *conditions.living(mentions, before))
    )
    return Holding(
        ids, lambda column: exists(ids.where(mentions.c.cluster == column).correlate(column.table)), filter_.excluded,
        indexed=filter_.name == "speaker",
    )  # fmt: skip


def _within(days: Days) -> Iterator[ColumnElement[bool]]:
    """That the days of an event overlap bounds; an open bound of the event reaches as far as it may."""
    start, end = clusters.c.from_day, clusters.c.to_day
    if days.first or days.last:
        yield or_(start.is_not(None), end.is_not(None))
    if days.first:
        yield or_(end >= days.first, end.is_(None))
    if days.last:
        yield or_(start <= days.last, start.is_(None))

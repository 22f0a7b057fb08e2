"""Events that answer a question: what happened last first, page by page.

Filters are of the event itself: its type, its status, who took part (or belongs to who did), where (or within which
place), and that somebody claims it (`speaker:`, `anonymous:`). `from:` and `to:` bound its own days, which have to
overlap them. Words, `outlet:` and `published:` are of its reports: one of them has to answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, select

from isnad.archive.asking import conditions, retelling
from isnad.archive.asking.conditions import Holding, Many, rows_where
from isnad.archive.asking.event_sets import Told, answering, events_of, held, sets, told_by, within
from isnad.archive.asking.finding import LIMIT
from isnad.archive.asking.moments import known_before
from isnad.archive.asking.naming import described
from isnad.archive.asking.pages import COUNTED, Mark, Page, cursor, mark_of, row_limit, rows_behind
from isnad.archive.asking.query import Query
from isnad.archive.asking.shelves import Shelf, rows_of, shelves_of
from isnad.archive.sight import Sight, sight_of
from isnad.codebook import Codebook

PREFIX: Final = "ev-"
"""What ids of events begin with."""
_STEP = 500


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
    as_of: str | None = None, cleared: bool = True,
) -> Page[EventLine]:  # fmt: skip
    """The events that answer `query`, by their first day, the last first; those without a day come last.

    `after` and `limit` as of `finding.find`. With `as_of` an event is told as the reports that were there by then tell
    it; which reports tell of one event is judged as now. Raises QueryError for a bad cursor or limit, DateError.
    """
    mark, limit = mark_of(after, str), row_limit(limit)
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    told = told_by(connection, query)
    lanes = [_lane(connection, query, sight, told, shelf, mark, limit) for shelf in shelves_of(sight)]
    found = list(islice(merge(*(lane.rows for lane in lanes), key=place_of, reverse=True), limit + 1))
    number = sum(lane.number for lane in lanes)
    last = found[limit - 1] if len(found) > limit else None
    lines = tuple(_lines(connection, [row.id for row in found[:limit]], sight, book))
    names = described(connection, (id_ for line in lines for id_ in line.ids), sight)
    next_ = cursor((last.from_day, last.id)) if last else None
    return Page(lines, next_, min(number, COUNTED), number > COUNTED, names, as_of)


def lines_of(
    connection: Connection, ids: Sequence[str], book: Codebook, *, cleared: bool = True
) -> dict[str, EventLine]:  # fmt: skip
    """The lines of those of the events that there are and that are seen, by id."""
    sight = sight_of(connection, None, cleared=cleared)
    there = [id_ for id_ in ids if id_ in rows_of(connection, ids, sight)]
    return {line.id: line for line in _lines(connection, there, sight, book)}


def _lines(connection: Connection, ids: Sequence[str], sight: Sight, book: Codebook) -> Iterator[EventLine]:
    rows = rows_of(connection, ids, sight)
    for id_ in ids:
        reports, data = rows[id_].reports, rows[id_].data
        if sight.before:
            told = retelling.told(connection, id_, sight)
            reports, data = retelling.summed_up(connection, id_, told, book, sight)
        yield event_line(id_, reports, data)


@dataclass(frozen=True, slots=True)
class _Lane:
    """What answers on one shelf: the rows behind the mark, one more than a page has, and how many there are in all,
    counted to COUNTED + 1."""

    rows: Sequence[Any]
    number: int


def _lane(
    connection: Connection, query: Query, sight: Sight, told: Told | None, shelf: Shelf, mark: Mark | None, limit: int
) -> _Lane:  # fmt: skip
    few = Many(0) if told is not None and not told.are_few else _few(connection, query, sight, told, shelf)
    if not isinstance(few, Many):
        behind = [row for row in few if mark is None or place_of(row) < (mark[0] is not None, mark[0] or "", mark[1])]
        return _Lane(behind, len(few))
    rows = list(islice(_walk(connection, query, sight, told, shelf, mark, limit + 1), limit + 1))
    # what is not seen is counted out of the rows
    known = few.least if sight.is_plain else 0
    return _Lane(rows, known if known > COUNTED else _number(_walk(connection, query, sight, told, shelf, None)))


def _number(found: Iterator[Any]) -> int:
    """How many there are, counted to COUNTED + 1."""
    return sum(1 for _ in islice(found, COUNTED + 1))


def first_of(connection: Connection, query: Query, sight: Sight, most: int) -> tuple[list[Any], bool]:
    """Up to `most` of the events that answer, the last first, as rows of `id` and `from_day`, and whether there are
    more."""
    told = told_by(connection, query)
    lanes = (_all(connection, query, sight, told, shelf, most + 1) for shelf in shelves_of(sight))
    found = list(islice(merge(*lanes, key=place_of, reverse=True), most + 1))
    return found[:most], len(found) > most


def _all(
    connection: Connection, query: Query, sight: Sight, told: Told | None, shelf: Shelf, most: int
) -> Sequence[Any]:  # fmt: skip
    few = Many(0) if told is not None and not told.are_few else _few(connection, query, sight, told, shelf)
    if not isinstance(few, Many):
        return few
    return list(islice(_walk(connection, query, sight, told, shelf, None, most), most))


def _few(
    connection: Connection, query: Query, sight: Sight, told: Told | None, shelf: Shelf
) -> list[Any] | Many:  # fmt: skip
    """The ids and first days of the events that meet all conditions, in their order, where they are few."""
    kept = shelf.clusters
    conditions_, days = list(sets(connection, query, sight, told, shelf)), list(within(query.days, shelf))
    if told is not None and told.are_few:
        ids: Sequence[str] | Many = events_of(connection, told.documents, sight)
        also = [*days, *(one.of(kept.c.id) for one in conditions_)]
    else:
        dated: list[Holding] = [rows_where(kept.c.id, *days)] if days else []
        ids, also = conditions.few(connection, [*conditions_, *dated]), []
    if isinstance(ids, Many):
        return ids
    also += shelf.seen(kept.c.id)
    if sight.before:
        also.append(kept.c.known_at < sight.before)
    rows: list[Any] = []
    for start in range(0, len(ids), _STEP):
        some = select(kept.c.id, kept.c.from_day).where(kept.c.id.in_(ids[start : start + _STEP]), *also)
        rows += connection.execute(some)
    # ids of events are told apart from others by what stands before them; to ask for `sort` would walk its index
    events_ = [row for row in rows if row.id.startswith(PREFIX)]
    return sorted(events_, key=place_of, reverse=True)


def place_of(row: Any) -> tuple[bool, str, str]:
    """By what events are ordered: those without a day last."""
    return row.from_day is not None, row.from_day or "", row.id


def _walk(
    connection: Connection, query: Query, sight: Sight, told: Told | None, shelf: Shelf, mark: Mark | None,
    wanted: int = _STEP,
) -> Iterator[Any]:  # fmt: skip
    """The ids and first days of the events behind the mark that meet all conditions, in their order; some `wanted` of
    them are taken."""
    step = wanted if told is None else _STEP
    met = held(connection, query, sight, told, shelf)
    placed = (shelf.clusters.c.from_day, shelf.clusters.c.id)
    while True:
        rows = rows_behind(connection, placed, met, mark, step)
        if told is None:
            yield from rows
        else:
            answers = answering(connection, [row.id for row in rows], told, sight)
            yield from (row for row in rows if row.id in answers)
        if len(rows) < step:
            return
        mark = (rows[-1].from_day, rows[-1].id)

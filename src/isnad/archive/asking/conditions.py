"""Conditions of a query as SQL, over the tables of reports and of events.

A condition is a set of ids: the index of words gives one, each filter another. A set can be listed, and an id can be
asked whether it is in the set. To ask the index of words takes long, to list it does not: it is listed once. SQLite
does not know how large the other sets are and so is told what to do: where few ids meet all conditions (`few`), they
are found from the smallest set, and their rows are fetched; where many do, the rows are walked in the order of the
answer, each is asked, and the walk stops when the page is full.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import UnaryExpression

from isnad.archive.asking.filters import Filter, FilterName
from isnad.archive.asking.moments import Days
from isnad.archive.asking.query import Query
from isnad.archive.opening import is_postgres
from isnad.archive.schema import captures, document_terms, hidden
from isnad.archive.searching import matching
from isnad.archive.sight import Sight

FEW: Final = 1_000
"""So many ids are found before the rows are walked. In an archive of 50,000 both then take about 10 ms."""
_MANY = 1_000
TERMS: Final[tuple[FilterName, ...]] = ("type", "actor", "place", "status", "speaker", "anonymous", "outlet")
"""Filters whose values stand in `document_terms`."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A set of ids: `ids` lists it (in a column `id`), `holds` asks of a column whether its ids are in it. With
    `excluded` those are meant that are not in it. Without an index it is never listed."""

    ids: Select[Any]
    holds: Callable[[ColumnElement[Any]], ColumnElement[bool]]
    excluded: bool = False
    indexed: bool = True

    def of(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition on a column of ids."""
        return ~self.holds(column) if self.excluded else self.holds(column)


@dataclass(frozen=True, slots=True)
class Many:
    """That more ids meet some conditions than are listed, or none of these tells which; `least` are known to."""

    least: int


def of_words(connection: Connection, query: Query) -> Select[Any] | None:
    """The documents in which the words of a query stand; None where it has none that have to."""
    return matching(connection, query.wanted, query.excluded) if query.wanted else None


def without_words(connection: Connection, query: Query) -> Select[Any] | None:
    """The documents that a query leaves out, where it asks for no words."""
    return matching(connection, (query.excluded,)) if query.excluded and not query.wanted else None


def of_terms(connection: Connection, query: Query, names: Sequence[FilterName]) -> Iterator[Holding]:
    """The sets of documents that the filters of these names ask for."""
    for filter_ in query.filters:
        if filter_.name in names:
            yield rows_where(document_terms.c.document, or_(*_terms(connection, filter_)), excluded=filter_.excluded)


def rows_where(column: ColumnElement[Any], *held: ColumnElement[bool], excluded: bool = False) -> Holding:
    """The ids that stand in a column of those rows of which all of `held` hold."""
    ids = select(column.label("id")).where(*held)
    return Holding(ids, lambda other: exists(ids.where(column == other).correlate(other.table)), excluded)


def _terms(connection: Connection, filter_: Filter) -> Iterator[ColumnElement[bool]]:
    terms = [f"{filter_.name}:{value}" for value in filter_.values]
    yield document_terms.c.term.in_(terms)
    if filter_.name == "speaker":
        for term in terms:
            yield begins(connection, document_terms.c.term, f"{term} ")


def begins(connection: Connection, column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """That a text begins with `words`, which end in a space, and goes on."""
    if is_postgres(connection):
        return column.startswith(words, autoescape=True)
    # ! follows the space, so that an index can be used, which LIKE never does here
    return and_(column >= words, column < f"{words.removesuffix(' ')}!")


def of_days(column: ColumnElement[Any], days: Days) -> Iterator[ColumnElement[bool]]:
    """That a day stands within bounds; nothing where both are open."""
    if days.first:
        yield column >= days.first
    if days.last:
        yield column <= days.last


def not_hidden(sight: Sight) -> Iterator[Holding]:
    """The documents that are not hidden, as a set that has none of the hidden; nothing for somebody cleared."""
    if not sight.cleared:
        yield rows_where(hidden.c.document, excluded=True)


def current(connection: Connection, ids: Iterable[int], sight: Sight) -> list[int]:
    """Those of the documents that are not merely what a report once said: for at least one report they were the latest
    version at that time. Of a report all versions are hidden or none is."""
    listed = list(ids)
    gone = replaced_at(connection, listed, sight.before)
    return [id_ for id_ in listed if id_ not in gone]


def replaced_at(connection: Connection, ids: Sequence[int], before: str | None = None) -> dict[int, str]:
    """When a later version took the place of each of these documents, where one did before a moment (None: until now)
    in all reports that they are of."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), _MANY):
        values = {"ids": ids[start : start + _MANY], **({"before": before} if before else {})}
        rows = connection.execute(_replaced(then=before is not None), values)
        found.update((row[0], row[1]) for row in rows)
    return found


@lru_cache
def _replaced(*, then: bool) -> Select[Any]:
    """Which of the documents `ids` were replaced, and when, now or (`then`) at the moment `before`."""

    def came(rows: FromClause) -> list[ColumnElement[bool]]:
        return [rows.c.added_at < bindparam("before")] if then else []

    old, newer = captures.alias("old"), captures.alias("newer")
    own, after = captures.alias("own"), captures.alias("after")
    later = select(after.c.id).where(after.c.report == own.c.report, after.c.version > own.c.version, *came(after))
    latest = select(own.c.id).where(own.c.document == old.c.document, ~exists(later.correlate(own)), *came(own))
    # numbers can stand in the query: so many as values take longer than what is asked of them
    wanted = old.c.document.in_(bindparam("ids", expanding=True, literal_execute=True))
    return (
        select(old.c.document, func.max(newer.c.added_at))
        .join(newer, and_(newer.c.report == old.c.report, newer.c.version == old.c.version + 1))
        .where(wanted, ~exists(latest.correlate(old)), *came(newer))
        .group_by(old.c.document)
    )


def few(connection: Connection, holdings: Sequence[Holding]) -> list[Any] | Many:
    """The ids that meet all conditions, where they are no more than FEW."""
    wanted = [holding for holding in holdings if holding.indexed and not holding.excluded]
    if not wanted:
        return Many(0)
    sizes = [counted(connection, one.ids, 2 * FEW) if len(wanted) > 1 else 0 for one in wanted]
    base = wanted[min(range(len(wanted)), key=lambda number: (sizes[number], number))]
    listed = base.ids.subquery()
    found = select(listed.c.id).where(*(one.of(listed.c.id) for one in holdings if one is not base)).limit(2 * FEW + 1)
    rows = connection.execute(found).scalars().all()
    ids = list(dict.fromkeys(rows))
    return ids if len(ids) <= FEW and len(rows) <= 2 * FEW else Many(len(ids))


def listed(connection: Connection, ids: Select[Any], holdings: Sequence[Holding]) -> list[int]:
    """The ids of documents of a set that meet all conditions. The set is gone through once."""
    base = ids.subquery()
    column = _only_tested(connection, base.c.id)
    met = (column.not_in(one.ids) if one.excluded else column.in_(one.ids) for one in holdings)
    found = select(base.c.id).where(*met).subquery()
    # one value with all ids is had three times as fast as a row for each
    if is_postgres(connection):
        return list(connection.execute(select(func.array_agg(found.c.id))).scalar() or ())
    joined = connection.execute(select(func.group_concat(found.c.id))).scalar()
    return list(map(int, joined.split(","))) if joined else []


def _only_tested(connection: Connection, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column by which SQLite will not look rows up: to look into the index of words for each takes 0.3 ms."""
    if is_postgres(connection):
        return column
    return UnaryExpression(column, operator=operators.custom_op("+"), type_=column.type)


def counted(connection: Connection, ids: Select[Any], most: int) -> int:
    """How many rows a SELECT has, counted up to `most`."""
    some = ids.limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()

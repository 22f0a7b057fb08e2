"""Every row of one archive into the empty tables of another, whichever databases they are in."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Table, func, insert, inspect, select

from isnad.archive.opening import is_postgres
from isnad.archive.searching import reindex
from isnad.archive.tables import METADATA

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much: pages, rows or reports."""
_BATCH = 500
_LARGE_BATCH = 20
_LARGE = frozenset({"blobs", "documents", "records"})
"""Tables whose rows may hold megabytes each."""


def copy_tables(source: Connection, target: Connection, progress: Progress | None = None) -> None:
    """Copies all tables, ids kept, inside the two transactions; some hundred rows are in memory at a time.

    The index of words differs from one database to the other and is made anew. Tables that the source's form does not
    have are left out.
    """
    there = inspect(source)
    tables = [table for table in METADATA.sorted_tables if there.has_table(table.name)]
    total = sum(_count(source, table) for table in tables)
    done = 0
    for table in tables:
        for rows in _batches(source, table):
            target.execute(insert(table), rows)
            done += len(rows)
            if progress:
                progress(done, total)
        if is_postgres(target):
            _go_on_counting(target, table)
    if there.has_table("search"):
        reindex(target)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    many = _LARGE_BATCH if table.name in _LARGE else _BATCH
    asked = select(table).order_by(*table.primary_key).execution_options(yield_per=many)
    for rows in connection.execute(asked).mappings().partitions():
        yield [dict(row) for row in rows]


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL counts ids by itself and does not see those that were given."""
    column = table.autoincrement_column
    if column is not None:
        greatest = connection.execute(select(func.max(column))).scalar()
        counter = func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(select(func.setval(counter, greatest or 1, greatest is not None)))

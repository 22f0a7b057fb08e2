"""Numbers of new rows: there is one writer at a time, so that it can give them itself and need not ask for them."""

from sqlalchemy import Connection, Table, func, select


def next_row(connection: Connection, table: Table) -> int:
    """The number that the next row of a table gets, within a writing transaction."""
    return (connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1

"""What was written already, when so much is written that no memory could hold the list of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from typing import Final

_CACHE_KIB: Final = 4_096


class Seen:
    """Keys that were met, and what belongs to them, in a file of SQLite's own that no name leads to and that is gone
    at the end; only a bounded part of it is in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def is_new(self, key: str, text: str = "") -> bool:
        """Whether `key` is met for the first time; what comes with it then is kept."""
        return self._connection.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (key, text)).rowcount > 0

    def belongs(self, key: str, to: str) -> None:
        """Notes that `to` belongs to `key`."""
        self._connection.execute("INSERT OR IGNORE INTO belonging VALUES (?, ?)", (key, to))

    def groups(self) -> Iterator[tuple[str, list[str]]]:
        """What was kept of each key to which something belongs, with that; in the order of keys."""
        found = self._connection.execute(
            "SELECT met.key, met.text, belonging.other FROM met JOIN belonging USING (key) ORDER BY 1, 3"
        )
        for (_, text), rows in groupby(found, key=lambda row: (row[0], row[1])):
            yield text, [row[2] for row in rows]


@contextmanager
def seen() -> Iterator[Seen]:
    """An empty list of what was met, for as long as something is written."""
    with closing(sqlite3.connect("", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("CREATE TABLE met (key TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
        connection.execute("CREATE TABLE belonging (key TEXT, other TEXT, PRIMARY KEY (key, other)) WITHOUT ROWID")
        connection.execute("BEGIN")
        yield Seen(connection)

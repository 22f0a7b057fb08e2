"""What the history says was kept, to be ticked off against what is there: more of it than memory holds."""

import sqlite3
from collections.abc import Iterator


class Ledger:
    """Entries by sort and key, entered and taken out again. It lies in a file without a name that is gone when the
    ledger is closed; use it as a context manager."""

    def __init__(self) -> None:
        # an empty name is a file in SQLite's temporary folder, taken away when the connection ends
        self._file = sqlite3.connect("", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32000"):
            self._file.execute(f"PRAGMA {setting}")
        self._file.execute("CREATE TABLE entry (sort, key, value, PRIMARY KEY (sort, key)) WITHOUT ROWID")
        self._file.execute("CREATE TABLE tally (key PRIMARY KEY, n) WITHOUT ROWID")
        self._file.execute("BEGIN")

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def note(self, sort: str, key: str, value: str = "") -> None:
        """Enters something; what is entered already stays as it is."""
        self._file.execute("INSERT OR IGNORE INTO entry VALUES (?, ?, ?)", (sort, key, value))

    def take(self, sort: str, key: str) -> str | None:
        """Takes an entry out and gives its value; None where there is none."""
        found = self._file.execute("SELECT value FROM entry WHERE sort = ? AND key = ?", (sort, key)).fetchone()
        if found is None:
            return None
        self._file.execute("DELETE FROM entry WHERE sort = ? AND key = ?", (sort, key))
        return str(found[0])

    def left(self) -> Iterator[tuple[str, str]]:
        """Sort and key of what was never taken out."""
        yield from self._file.execute("SELECT sort, key FROM entry ORDER BY sort, key")

    def nth(self, key: str) -> int:
        """How often this key was asked for, this time included."""
        self._file.execute("INSERT INTO tally VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1", (key,))
        return int(self._file.execute("SELECT n FROM tally WHERE key = ?", (key,)).fetchone()[0])

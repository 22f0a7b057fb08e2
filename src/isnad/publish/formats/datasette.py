"""A release as one file of SQLite that Datasette serves as it is, with its metadata beside it.

It is made beside the file that is written, so that what may not leave a disk does not reach another one, and copied by
SQLite into a fresh file: no page of it is free, and none holds what was moved.
"""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

import yaml

from isnad.publish.formats import table_rows, tables
from isnad.publish.formats.columns import Row, single
from isnad.publish.formats.format import Format
from isnad.publish.formats.leftovers import in_rows
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.tables import Table
from isnad.publish.formats.waiting import folder_of
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss

VERSION: Final = 1
"""`user_version` of the file: raised when its tables change."""
TABLES: Final = (
    tables.EVENTS, tables.PARTIES, tables.EVENT_PARTIES, tables.TOLLS, tables.REPORTS, tables.EVENT_REPORTS,
    tables.STATEMENTS, tables.STATES, tables.STATE_REPORTS, tables.WITHDRAWN, tables.LOSS, tables.ABOUT,
)  # fmt: skip
_TYPES: Final = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_POINTS_TO: Final = {"event": "events", "party": "parties", "report": "reports", "state": "states"}
_INDEXES: Final = (
    ("events", "type"), ("events", "date_from"), ("events", "place_id"), ("events", "status"),
    ("event_parties", "party"), ("event_reports", "report"), ("tolls", "event"), ("statements", "event"),
    ("statements", "state"), ("statements", "report"), ("states", "source"), ("states", "target"),
    ("state_reports", "report"),
)  # fmt: skip
_TOGETHER: Final = 2_000
"""Rows that are in memory at the same time."""


def _write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    losses = Losses()
    with TemporaryDirectory(prefix=".isnad-", dir=folder_of(file)) as folder:
        made, packed = Path(folder) / "made.db", Path(folder) / "packed.db"
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192")
            _fill(connection, release, losses)
            connection.execute("VACUUM INTO ?", (str(packed),))
        with packed.open("rb") as done:
            shutil.copyfileobj(done, file)
    return losses.told()


def _fill(connection: sqlite3.Connection, release: Release, losses: Losses) -> None:
    connection.execute(f"PRAGMA user_version = {VERSION}")
    for table in TABLES:
        connection.execute(_created(table))
    connection.execute("BEGIN")
    rows = chain(
        chain.from_iterable(map(table_rows.of_event, in_rows(release, losses))),
        chain.from_iterable(map(table_rows.of_state, release.states())),
        ((tables.WITHDRAWN, asdict(one)) for one in release.withdrawn()),
    )
    while some := list(islice(rows, _TOGETHER)):
        _insert(connection, some)
    _insert(connection, [(tables.LOSS, asdict(one)) for one in (*release.lost(), *losses.told())])
    _insert(connection, [(tables.ABOUT, {"name": k, "value": v}) for k, v in asdict(release.header).items()])
    connection.execute("COMMIT")
    for name, column in _INDEXES:
        connection.execute(f"CREATE INDEX {name}_{column} ON {name} ({column})")


def _created(table: Table) -> str:
    lines = [f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += (
        f'FOREIGN KEY ("{column.name}") REFERENCES {_POINTS_TO[column.name]} (id)'
        for column in table.columns
        if column.name in _POINTS_TO and column.kind == "string"
    )
    inside = ",\n  ".join(lines)
    return f"CREATE TABLE {table.name} (\n  {inside}\n)"


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[Table, Row]]) -> None:
    sorted_: dict[str, list[list[object]]] = {}
    for table, row in rows:
        sorted_.setdefault(table.name, []).append([single(cell) for cell in tables.cells_of(table, row)])
    for table in TABLES:
        if found := sorted_.get(table.name):
            verb = "INSERT OR IGNORE" if table.once else "INSERT"
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"{verb} INTO {table.name} VALUES ({marks})", found)


def _metadata(release: Release, path: Path, losses: Sequence[Loss]) -> bytes:
    """Datasette's metadata: titles, licence, what each table and column says."""
    header = release.header
    told = {
        "title": f"Isnad: {header.archive}",
        "description": f"Release {header.profile} as of {header.at}, Isnad {header.version}",
        "license": header.licence,
        "databases": {path.stem: {"tables": {table.name: _described(table) for table in TABLES}}},
    }
    if lost := dict.fromkeys((*release.lost(), *losses)):
        told["about"] = "Left out: " + ", ".join(f"{one.number} {one.what} ({one.why})" for one in lost)
    shown = {key: value for key, value in told.items() if value}
    return yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, width=120).encode()


def _described(table: Table) -> dict[str, object]:
    return {"description": table.says, "columns": {column.name: column.says for column in table.columns}}


FORMAT: Final = Format(
    "datasette", ".db", "application/vnd.sqlite3", _write, beside=(("-metadata.yaml", _metadata),)
)  # fmt: skip

"""Where an archive lies and how it is opened: one folder with an SQLite file, or a PostgreSQL database.

There is one writer at a time: a writing transaction takes the archive's lock when it begins, others wait for it.
Readers see the archive as it was when they began and never wait.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from isnad.archive.troubles import told
from isnad.errors import ArchiveError, MissingExtraError, NoArchiveError

FILE = "archive.sqlite"
ENVIRONMENT = "ISNAD_ARCHIVE"
_WAIT_MS = 60_000
_LOCK = 0x15AD
"""The number of the advisory lock that writers of one PostgreSQL archive take."""
_PAGES_KB = 64_000
_LOG_PAGES = 8_000
"""Pages of 4 KB that gather in SQLite's log before they go into the file: those that many transactions change are
written once."""
_ALONE = "alone"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Place:
    """Where an archive lies: `folder` for SQLite, else `url`."""

    folder: Path | None = None
    url: str | None = None

    @classmethod
    def of(cls, where: "str | os.PathLike[str] | Place") -> "Place":
        """A folder, or an address such as `postgresql://user@host/name`."""
        if isinstance(where, Place):
            return where
        given = os.fspath(where)
        if given.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
            return cls(url=_address("postgresql+psycopg://" + given.split("://", 1)[1]))
        if "://" in given:
            raise ArchiveError(f"{given.split('://')[0]}: an archive is a folder, or a postgresql:// address")
        return cls(folder=Path(given))

    def __str__(self) -> str:
        """As it may be shown: never with a password."""
        if self.url is not None:
            try:
                return make_url(self.url).render_as_string(hide_password=True)
            except (ArgumentError, ValueError):
                return "postgresql://…"
        return str(self.folder)

    @property
    def file(self) -> Path | None:
        """The SQLite file."""
        return self.folder / FILE if self.folder else None


def _address(given: str) -> str:
    """An address whose password stands where it is known to be one, so that it is never shown."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        return given
    if "@" in (url.host or ""):
        raise ArchiveError("the address has more than one @: write those of a password as %40")
    told = url.query.get("password")
    if told is None:
        return given
    password = told if isinstance(told, str) else told[-1]
    return url.set(password=password).difference_update_query(["password"]).render_as_string(hide_password=False)


def engine_of(place: Place, *, new: bool = False) -> Engine:
    """The engine of the archive at `place`; NoArchiveError where there is none (unless it is to be `new`),
    ArchiveError where its folder may not be looked into, MissingExtraError where PostgreSQL's driver is not
    installed."""
    if place.file is None:
        return _postgres(place)
    if not new and not _is_there(place.file):
        raise NoArchiveError(f"{place} holds no archive: make one with `isnad init --archive {place}`")
    at = URL.create("sqlite", database=str(place.file))  # as text, a `?` in a folder's name would begin options
    engine = create_engine(at, connect_args={"timeout": _WAIT_MS / 1000}, json_serializer=_JSON)
    event.listen(engine, "do_connect", _connect_sqlite)
    event.listen(engine, "checkin", _let_go)
    event.listen(engine, "connect", _settle_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError as error:
        raise ArchiveError(
            f"{file} cannot be looked at ({error.strerror or error}): check who owns the folder and its rights"
        ) from error


def _postgres(place: Place) -> Engine:
    try:
        import psycopg  # noqa: F401, PLC0415 -- an extra
    except ImportError as error:
        raise MissingExtraError(f"PostgreSQL needs its driver: pip install 'isnad[postgres]' ({error})") from error
    try:
        engine = create_engine(
            str(place.url), pool_pre_ping=True, isolation_level="REPEATABLE READ", json_serializer=_JSON
        )  # fmt: skip
    except (ArgumentError, ValueError) as error:
        raise ArchiveError(f"{place}: not an address of PostgreSQL, such as postgresql://user@host/name") from error
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _connect_sqlite(
    _: object, record: ConnectionPoolEntry, given: list[Any], named: dict[str, Any]
) -> sqlite3.Connection:  # fmt: skip
    """A connection. Where the disk has no room for the index that programs share (`-shm`), it keeps one in its own
    memory and the archive to itself, so that a full disk can be read. https://www.sqlite.org/wal.html#noshm"""
    connection: sqlite3.Connection = sqlite3.connect(*given, **named)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        connection.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_IOERR_SHMSIZE:
            raise
        connection = sqlite3.connect(*given, **named)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        record.info[_ALONE] = True
    return connection


def _let_go(_: object, record: ConnectionPoolEntry) -> None:
    """Nobody has the archive to itself for longer than a transaction."""
    if _ALONE in record.info:
        record.invalidate()


def _settle_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, DDL included
    for setting in (
        f"busy_timeout = {_WAIT_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
        f"cache_size = -{_PAGES_KB}", f"wal_autocheckpoint = {_LOG_PAGES}", "temp_store = MEMORY",
        "trusted_schema = OFF", "cell_size_check = ON",
        "recursive_triggers = ON",  # else REPLACE would delete rows that are only ever added
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        # one writer at a time needs what the writer before committed: repeatable reads would miss it
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One writing transaction: all of it or nothing. Raises an ArchiveError that says what to do."""
    with told(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One reading transaction, on the archive as it is now. Raises an ArchiveError that says what to do."""
    with told(engine), engine.connect() as connection, connection.begin():
        yield connection


def is_postgres(engine: Engine | Connection) -> bool:
    """Whether the archive lies in PostgreSQL."""
    return engine.dialect.name == "postgresql"


def check_whole(engine: Engine) -> None:
    """Raises CorruptArchiveError where the database says of itself that it is damaged (SQLite only)."""
    if is_postgres(engine):
        return
    with reading(engine) as connection:
        try:
            answers = connection.execute(text("PRAGMA integrity_check(5)")).scalars().all()
        except DBAPIError as error:
            answers = [str(error.orig)]
    if list(answers) != ["ok"]:
        from isnad.archive.troubles import damaged  # noqa: PLC0415

        raise damaged(engine, "; ".join(map(str, answers)))

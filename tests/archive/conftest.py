"""Archives for the tests, in SQLite and in a PostgreSQL server that the tests start themselves."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from isnad.annotate.reader import Reader
from isnad.archive.library import Library
from isnad.archive.migrating import create
from isnad.archive.opening import Place, engine_of
from isnad.ingest.items import document
from tests.archive.reports import CLASH, item

NEEDED = "CI_NEEDS_POSTGRES"
"""Where this is set, a missing PostgreSQL fails the tests that need one instead of skipping them."""
_PROGRAMS = ("initdb", "pg_ctl", "postgres")
_UNPRIVILEGED = ("postgres", "nobody")
_numbers = itertools.count(1)


class Server:
    """A PostgreSQL server of our own: its socket lies in a temporary folder, it listens to no network."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder

    def run(self, program: str, *arguments: str) -> None:
        """Runs one of its programs as a user that may: PostgreSQL refuses root."""
        user = _account() if os.geteuid() == 0 else None
        rights: dict[str, object] = {"user": user, "group": _group(user), "extra_groups": []} if user else {}
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        log = self.folder / "log"
        with log.open("ab") as out:
            done = subprocess.run(  # type: ignore[call-overload]
                command, check=False, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, timeout=60,
                **rights,
            )  # fmt: skip
        assert done.returncode == 0, log.read_text("utf-8", "replace")[-2000:]

    def start(self) -> None:
        """Makes the server's data and starts it. It syncs nothing to the disk: it lives as long as the tests."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, _account(), _group(_account()))
        self.run("initdb", "-A", "trust", "-U", "isnad", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"
        self.run(
            "pg_ctl", "-w", "-l", str(self.folder / "server.log"), "-o", f"-k '{self.folder}' -h '' {settings}", "start"
        )

    def stop(self) -> None:
        """Stops it at once."""
        self.run("pg_ctl", "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://isnad@/{database}?host={self.folder}"

    def fresh(self) -> str:
        """The address of a new empty database."""
        psycopg = pytest.importorskip("psycopg")
        name = f"archive_{next(_numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


def _account() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED if name in names)


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs: as in PATH, as its configuration says, or where distributions put them."""
    found = [Path(at).resolve().parent for name in _PROGRAMS if (at := shutil.which(name))]
    if configuration := shutil.which("pg_config"):
        said = subprocess.run([configuration, "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(said.stdout.strip()))
    for folders in ("lib/postgresql/*/bin", "pgsql-*/bin"):
        found += sorted(Path("/usr").glob(folders), reverse=True)
    return next((folder for folder in found if all((folder / name).is_file() for name in _PROGRAMS)), None)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A running server, one for each process of the tests that asks for it."""
    programs = _programs()
    if programs is None:
        reason = f"PostgreSQL is not here: {', '.join(_PROGRAMS)} are looked for in PATH and beside pg_config"
        if os.environ.get(NEEDED):
            pytest.fail(reason)
        pytest.skip(reason)
    # not in pytest's own folder: that one is shut to other users, and a socket's path has to be short
    with tempfile.TemporaryDirectory(prefix="isnad-pg-", ignore_cleanup_errors=True) as name:
        server = Server(programs, Path(name))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def postgres_url(postgres_server: Server) -> str:
    """The address of an empty PostgreSQL database."""
    return postgres_server.fresh()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where an archive can be made: an empty folder, then an empty PostgreSQL database."""
    if request.param == "postgresql":
        return Place.of(request.getfixturevalue("postgres_url"))
    folder = tmp_path / "archive"
    folder.mkdir()
    return Place.of(folder)


@pytest.fixture
def engine(place: Place) -> Iterator[Engine]:
    """A new archive, in SQLite and in PostgreSQL."""
    found = engine_of(place, new=True)
    create(found)
    yield found
    found.dispose()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The engine, loaded once for all tests, and warm: the processes that read are forked from this one."""
    found = Reader.with_codebook()
    found.read(*document(item("x", CLASH)))
    return found


@pytest.fixture
def library(place: Place, reader: Reader) -> Iterator[Library]:
    """A new archive, in SQLite and in PostgreSQL."""
    found = Library.create(place, who="tester", load=lambda: reader)
    found.readers = 1
    yield found
    found.close()


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    """A new archive in SQLite."""
    folder = tmp_path / "only"
    folder.mkdir()
    found = engine_of(Place.of(folder), new=True)
    create(found)
    yield found
    found.dispose()

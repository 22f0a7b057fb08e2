"""What a database complains of is told as what a user can do: no traceback, whatever is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text

from isnad.archive import migrating
from isnad.archive.library import Library
from isnad.archive.opening import Place, engine_of, reading, writing
from isnad.errors import ArchiveError, CorruptArchiveError, IsnadError, ReadOnlyArchiveError
from tests.archive.conftest import Server

OWNER, POOR = "isnad@", "poor:geheim@"


@pytest.fixture
def archive(postgres_url: str) -> Iterator[str]:
    """The address of an archive in PostgreSQL, with a user beside it who has no right to anything."""
    engine = engine_of(Place.of(postgres_url), new=True)
    migrating.create(engine)
    engine.dispose()
    own(postgres_url, "CREATE ROLE poor LOGIN")
    yield postgres_url
    own(postgres_url, "DROP OWNED BY poor", "DROP ROLE poor")


def own(address: str, *statements: str) -> None:
    """Runs statements as who owns the server."""
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        for statement in statements:
            connection.execute(statement)


def told(address: str, statement: str) -> IsnadError:
    """The error of an archive in which a statement is run."""
    engine = engine_of(Place.of(address))
    try:
        with pytest.raises(ArchiveError) as caught:
            _run(engine, statement)
    finally:
        engine.dispose()
    assert "geheim" not in str(caught.value) and "\n" not in str(caught.value)
    return caught.value


def _run(engine: Engine, statement: str) -> None:
    with (writing if statement.startswith("INSERT") else reading)(engine) as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("change", ["DROP TABLE feeds", "ALTER TABLE feeds DROP COLUMN state"])
def test_a_table_that_is_gone_is_damage(engine: Engine, change: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(change))
    with pytest.raises(CorruptArchiveError, match=r"(feeds|state).*isnad restore"):
        _run(engine, "SELECT url, state FROM feeds")


def test_a_user_without_rights_is_told_so(archive: str) -> None:
    place = archive.replace(OWNER, POOR)
    assert "have the rights granted" in str(told(place, "SELECT * FROM reports"))
    with pytest.raises(ArchiveError, match="have the rights granted"):
        Library.open(place)
    own(archive, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO poor")
    assert "have the rights granted" in str(told(place, "INSERT INTO settings VALUES ('a', 'b')"))


def test_a_server_that_only_reads_is_told(archive: str) -> None:
    own(archive, f"ALTER DATABASE {make_url(archive).database} SET default_transaction_read_only = on")
    found = told(archive, "INSERT INTO settings VALUES ('a', 'b')")
    assert isinstance(found, ReadOnlyArchiveError) and "opened for writing" in str(found)


def test_a_connection_that_is_lost_amid_a_query_is_told(archive: str) -> None:
    found = told(archive, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert "run the command again; nothing that was reported as added is lost" in str(found)


def test_a_server_that_lets_nobody_in_is_told(archive: str, postgres_server: Server) -> None:
    rules = postgres_server.folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text("local all isnad trust\nlocal all poor scram-sha-256\nlocal all who trust\n")
    postgres_server.run("pg_ctl", "reload")
    try:
        while _lets_in(archive.replace(OWNER, POOR)):  # it takes the rules up when it comes to it
            pass
        for user, database in ((POOR, "archive_"), ("poor@", "archive_"), ("who@", "archive_"), (OWNER, "nowhere_")):
            found = told(archive.replace(OWNER, user).replace("archive_", database), "SELECT 1")
            assert "check that its server runs, the address, the user and the password" in str(found)
    finally:
        rules.write_text(before)
        postgres_server.run("pg_ctl", "reload")
        while not _lets_in(archive.replace(OWNER, POOR)):
            pass


def _lets_in(address: str) -> bool:
    psycopg = pytest.importorskip("psycopg")
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By any door: root may look into every folder, so the system is made to refuse."""

    def forbidden(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_file", forbidden)
    with pytest.raises(ArchiveError, match="check who owns the folder and its rights"):
        engine_of(Place.of(tmp_path))

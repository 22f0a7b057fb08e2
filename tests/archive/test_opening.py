import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import IntegrityError

from isnad.archive import chain, opening, schema, settings
from isnad.archive.migrating import create
from isnad.archive.opening import FILE, Place, check_whole, engine_of, reading, writing
from isnad.archive.tables import METADATA
from isnad.archive.troubles import where
from isnad.errors import (
    ArchiveBusyError,
    ArchiveError,
    ArchiveFullError,
    CorruptArchiveError,
    NoArchiveError,
)  # fmt: skip
from tests.archive.rows import fill

PAGE = 4096
WRITERS, COUNTERS = 16, 5
EACH = int(os.environ.get("SOAK_EDITS", "25"))
"""Edits of each writer; `make soak` gives 1,000."""


@pytest.mark.parametrize(
    ("given", "place", "shown"),
    [
        ("archive", Place(folder=Path("archive")), "archive"),
        (Path("/a b/أرشيف"), Place(folder=Path("/a b/أرشيف")), "/a b/أرشيف"),
        ("postgresql://me:secret@host/name", Place(url="postgresql+psycopg://me:secret@host/name"),
         "postgresql+psycopg://me:***@host/name"),
        ("postgres://host/name", Place(url="postgresql+psycopg://host/name"), "postgresql+psycopg://host/name"),
        ("postgresql+psycopg://host/name", Place(url="postgresql+psycopg://host/name"),
         "postgresql+psycopg://host/name"),
        ("postgresql://me:secret@host:port/name", Place(url="postgresql+psycopg://me:secret@host:port/name"),
         "postgresql://…"),
    ],
)  # fmt: skip
def test_a_place_is_shown_without_its_password(given: str | Path, place: Place, shown: str) -> None:
    assert Place.of(given) == place
    assert str(place) == shown


@pytest.mark.parametrize("address", ["mysql://host/name", "sqlite:///file", "https://example.org/archive"])
def test_other_databases_are_refused(address: str) -> None:
    with pytest.raises(ArchiveError, match="a folder, or a postgresql:// address"):
        Place.of(address)


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(ArchiveError, match="not an address") as told:
        engine_of(Place.of("postgresql://me:secret@host:port/name"))
    assert "secret" not in str(told.value)


def test_where_there_is_no_archive_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError, match="isnad init"):
        engine_of(Place.of(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_where_no_server_answers_it_is_told(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    engine = engine_of(Place.of(f"postgresql://me:secret@/name?host={tmp_path}"))
    with pytest.raises(ArchiveError, match="cannot be used") as told, reading(engine):
        pass
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("name", ["what?", "a#b", "100%25", "a b", "أرشيف", "file:x?mode=ro", "'quoted'"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    engine = engine_of(Place.of(folder), new=True)
    create(engine)
    engine.dispose()
    assert {path.name for path in folder.iterdir()} == {FILE}
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_writing_is_all_or_nothing(engine: Engine) -> None:
    with pytest.raises(OSError, match="power"), writing(engine) as connection:
        _put_and_fail(connection)
    with reading(engine) as connection:
        assert settings.get(connection, "half") is None
    with writing(engine) as connection:
        settings.put(connection, "half", "done")
    with reading(engine) as connection:
        assert settings.get(connection, "half") == "done"


def _put_and_fail(connection: Connection) -> None:
    settings.put(connection, "half", "done")
    raise OSError("the power went")


def test_readers_see_one_moment_and_never_wait(engine: Engine) -> None:
    with reading(engine) as one:
        assert settings.get(one, "new") is None
        with writing(engine) as connection:
            settings.put(connection, "new", "1")
            with reading(engine) as two:
                assert settings.get(two, "new") is None
        assert settings.get(one, "new") is None
    with reading(engine) as one:
        assert settings.get(one, "new") == "1"


def test_a_writer_sees_what_the_one_before_it_wrote(engine: Engine) -> None:
    """Two connections are open before either writes: the second counts on from the first."""
    for _ in range(2):
        with engine.connect() as other, writing(engine) as connection:
            assert other.closed is False
            value = int(settings.get(connection, "n") or 0)
            settings.put(connection, "n", str(value + 1))
    with reading(engine) as connection:
        assert settings.get(connection, "n") == "2"


def test_a_rule_of_the_schema_that_we_break_is_no_trouble_of_the_archive(engine: Engine) -> None:
    fill(engine, 1)
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(schema.reports).values(key="https://example.org/1", added_at=chain.now()))


def _write(place: str, number: int, start: Barrier) -> None:
    """A writer: each edit is a change of a counter that others change too, and a row of history."""
    engine = engine_of(Place.of(place))
    start.wait(60)
    for edit in range(EACH):
        with writing(engine) as connection:
            name = f"counter {(number + edit) % COUNTERS}"
            settings.put(connection, name, str(int(settings.get(connection, name) or 0) + 1))
            chain.append(connection, who=f"writer {number}", action="count", subject=name, detail={"edit": edit})
    engine.dispose()


def test_many_processes_write_and_lose_nothing(place: Place) -> None:
    """R9: no edit is lost, nobody is told that the database is locked."""
    engine = engine_of(place, new=True)
    create(engine)
    context = multiprocessing.get_context("fork")
    start = context.Barrier(WRITERS)
    engine.dispose()
    at = str(place.folder or place.url)
    writers = [context.Process(target=_write, args=(at, number, start)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120 + EACH * WRITERS / 10)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    with reading(engine) as connection:
        values = [int(settings.get(connection, f"counter {number}") or 0) for number in range(COUNTERS)]
        rows = list(chain.rows(connection))
    assert values == [WRITERS * EACH // COUNTERS] * COUNTERS
    assert len(rows) == 1 + WRITERS * EACH and list(chain.verify_chain(rows)) == []
    assert {row[2] for row in rows[1:]} == {f"writer {number}" for number in range(WRITERS)}
    engine.dispose()


def test_a_writer_that_waits_too_long_is_told_to_try_again(
    sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_WAIT_MS", 50)
    impatient = engine_of(Place.of(Path(str(sqlite_engine.url.database)).parent))
    with writing(sqlite_engine), pytest.raises(ArchiveBusyError, match="try again"), writing(impatient):
        pass
    with writing(impatient) as connection:
        settings.put(connection, "later", "works")
    impatient.dispose()


def test_a_killed_writer_gives_the_lock_back(place: Place) -> None:
    engine = engine_of(place, new=True)
    create(engine)
    engine.dispose()
    program = (
        "import os, signal, sys; from isnad.archive import settings; from isnad.archive.opening import *;"
        "engine = engine_of(Place.of(sys.argv[1]));\n"
        "with writing(engine) as c: settings.put(c, 'half', 'done'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    at = str(place.folder or place.url)
    done = subprocess.run([sys.executable, "-c", program, at], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with writing(engine) as connection:
        assert settings.get(connection, "half") is None
    check_whole(engine)
    engine.dispose()


def _file(engine: Engine) -> Path:
    engine.dispose()
    return Path(where(engine))


def _header(raw: bytearray) -> None:
    raw[:100] = b"\xa5" * 100


def _middle(raw: bytearray) -> None:
    for page in range(4, len(raw) // PAGE, 2):
        raw[page * PAGE : page * PAGE + 64] = b"\xa5" * 64


def _short(raw: bytearray) -> None:
    del raw[len(raw) // 2 :]


def _other(raw: bytearray) -> None:
    raw[:] = "هذه ليست قاعدة بيانات، بل نص طويل بعض الشيء. ".encode() * 100


def _empty_pages(raw: bytearray) -> None:
    raw[PAGE:] = bytes(len(raw) - PAGE)


@pytest.mark.parametrize("spoil", [_header, _middle, _short, _other, _empty_pages])
def test_a_damaged_file_is_refused_with_what_to_do(sqlite_engine: Engine, spoil: Callable[[bytearray], None]) -> None:
    fill(sqlite_engine, 40)
    file = _file(sqlite_engine)
    raw = bytearray(file.read_bytes())
    spoil(raw)
    file.write_bytes(raw)
    engine = engine_of(Place.of(file.parent))
    with pytest.raises(CorruptArchiveError, match="isnad restore") as told:
        check_whole(engine)
    assert str(file) in str(told.value)
    with pytest.raises(CorruptArchiveError, match="isnad restore"):
        _read_all(engine)
    engine.dispose()


def _read_all(engine: Engine) -> None:
    with reading(engine) as connection:
        for table in METADATA.sorted_tables:
            connection.execute(select(table)).all()


def test_a_sound_archive_is_whole(engine: Engine) -> None:
    fill(engine, 10)
    check_whole(engine)


def test_a_full_disk_loses_nothing_and_is_got_over(sqlite_engine: Engine) -> None:
    """R8: the disk fills up at some write; what was there can be read, and when there is room writing goes on."""
    fill(sqlite_engine, 5)
    _file(sqlite_engine)
    for room in range(1, 14, 3):
        with sqlite_engine.connect() as raw:
            pages = raw.exec_driver_sql("PRAGMA page_count").scalar_one()
            raw.exec_driver_sql(f"PRAGMA max_page_count = {pages + room}")
        before = _kept(sqlite_engine)
        with pytest.raises(ArchiveFullError, match="free some disk space"):
            fill(sqlite_engine, 500, first=before + 1)
        after = _kept(sqlite_engine)
        assert after >= before
        sqlite_engine.dispose()
        check_whole(sqlite_engine)
        fill(sqlite_engine, 1, first=after + 1)
    with reading(sqlite_engine) as connection:
        assert list(chain.verify_chain(chain.rows(connection))) == []


def _kept(engine: Engine) -> int:
    """How many reports there are, none of them in part."""
    with reading(engine) as connection:
        ids = list(connection.execute(select(schema.reports.c.id)).scalars())
        whole = connection.execute(select(schema.documents.c.id)).scalars()
        assert sorted(ids) == sorted(whole) == list(range(1, len(ids) + 1))
        assert list(chain.verify_chain(chain.rows(connection))) == []
    return len(ids)


TOUCH = """
import os, sys
from sqlalchemy import create_engine, text
from isnad.archive.opening import Place, engine_of, reading, writing
from isnad.errors import ArchiveError
with create_engine("sqlite://").connect() as connection:
    connection.execute(text("SELECT 1"))  # all is imported now
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
for take in (reading, writing):
    try:
        with take(engine_of(Place.of(sys.argv[1]))) as connection:
            held = connection.execute(text("SELECT count(*) FROM history")).scalar()
            if take is writing:
                connection.execute(text("INSERT INTO settings VALUES ('new', '1')"))
            print("done", held)
    except ArchiveError as error:
        print(error.code, error)
"""


@pytest.mark.parametrize(
    ("file", "folder", "expected"),
    [
        (0o644, 0o755, ["archive-read-only", "archive-read-only"]),
        (0o444, 0o777, ["done", "archive-read-only"]),
        (0o666, 0o777, ["done", "done"]),
        (0o000, 0o777, ["archive-read-only", "archive-read-only"]),
    ],
)
def test_rights_that_are_missing_are_told(file: int, folder: int, expected: list[str]) -> None:
    """By a program that has no more rights than others: root may do anything."""
    # not in pytest's own folder, which is shut to other users
    with tempfile.TemporaryDirectory() as name:
        place, above = Path(name) / "archive", 0o555 if os.geteuid() else 0o755
        place.mkdir()
        engine = engine_of(Place.of(place), new=True)
        create(engine)
        engine.dispose()
        for path, mode in ((place / FILE, file), (place, above if folder == 0o755 else folder), (Path(name), 0o755)):
            path.chmod(mode)
        done = subprocess.run(
            [sys.executable, "-c", TOUCH, str(place)], check=False, timeout=60, capture_output=True, text=True
        )
        place.chmod(0o755)
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert [line.split()[0] for line in told] == expected
    assert all("check who owns the folder and its rights" in line for line in told if line.startswith("archive"))


def test_a_session_that_the_server_ends_is_told(postgres_url: str) -> None:
    engine = engine_of(Place.of(postgres_url), new=True)
    create(engine)
    with pytest.raises(ArchiveError, match="cannot be used"), writing(engine) as connection:
        _end_sessions(connection)
    with writing(engine) as connection:
        settings.put(connection, "later", "works")
    engine.dispose()


def _end_sessions(connection: Connection) -> None:
    connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    connection.execute(text("SELECT 1"))


@pytest.mark.parametrize("address", ["postgresql://u@h/db?password=geheim", "postgresql://u:geheim@h/db"])
def test_a_password_is_never_shown(address: str) -> None:
    assert "geheim" not in str(Place.of(address))


def test_an_address_with_two_at_signs_is_refused_without_showing_it() -> None:
    with pytest.raises(ArchiveError, match="%40") as caught:
        Place.of("postgresql://u:ge@heim@h/db")
    assert "heim" not in str(caught.value)

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, text

from isnad.archive import chain, schema
from isnad.archive.chain import Checkpoint
from isnad.archive.guarding import backup as module
from isnad.archive.guarding.backup import backup, checkpoint_beside, restore
from isnad.archive.guarding.sealing import for_keys
from isnad.archive.guarding.verifying import verify
from isnad.archive.migrating import REVISIONS, create, downgrade, revision, upgrade
from isnad.archive.opening import FILE, Place, engine_of, is_postgres, reading, writing
from isnad.archive.tables import METADATA
from isnad.errors import (
    ArchiveExistsError,
    ArchiveVersionError,
    BackupError,
    CheckpointError,
    CorruptArchiveError,
    OutputExistsError,
    SealedBackupError,
)  # fmt: skip
from tests.archive.keys import Pair, pair
from tests.archive.rows import fill, fill_rest
from tests.house.tree import ROOT


def held(engine: Engine) -> dict[str, list[str]]:
    """All rows of all tables, as texts."""
    with reading(engine) as connection:
        return {
            table.name: [repr(tuple(row)) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in METADATA.sorted_tables
        }


def words(engine: Engine) -> list[int]:
    """The documents that the index of words finds one word of all made-up reports in."""
    asked = (
        "SELECT document FROM search WHERE words @@ to_tsquery('simple', 'وفدان') ORDER BY 1"
        if is_postgres(engine)
        else "SELECT rowid FROM search WHERE search MATCH 'وفدان' ORDER BY 1"
    )
    with reading(engine) as connection:
        return list(connection.execute(text(asked)).scalars())


def opened(place: Place) -> Iterator[Engine]:
    engine = engine_of(place)
    yield engine
    engine.dispose()


@pytest.fixture
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A place to restore to: a folder that is not there yet, or an empty PostgreSQL database."""
    if request.param == "postgresql":
        return Place.of(request.getfixturevalue("postgres_server").fresh())
    return Place.of(tmp_path / "new" / "restored")


@pytest.fixture
def kept(sqlite_engine: Engine, tmp_path: Path) -> Path:
    """A backup of an archive with three reports."""
    fill(sqlite_engine, 3)
    backup(sqlite_engine, tmp_path / "kept.isnad")
    return tmp_path / "kept.isnad"


@pytest.fixture
def mine(tmp_path: Path) -> Pair:
    return pair(tmp_path)


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files: one of its own."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path / "tmp"


def in_plain(folder: Path) -> list[Path]:
    """The files in which a database can be read."""
    return [file for file in folder.rglob("*") if file.is_file() and b"SQLite format 3" in file.read_bytes()]


@pytest.mark.parametrize("other", ["sqlite", "postgresql"], indirect=True)
def test_a_backup_comes_back_whatever_the_database(engine: Engine, other: Place, tmp_path: Path) -> None:
    fill(engine, 30)
    fill_rest(engine)
    before = held(engine)
    file, told = tmp_path / "backups" / "one.isnad", list[tuple[int, int]]()
    made = backup(engine, file, progress=lambda done, total: told.append((done, total)))
    assert told and told[-1][0] == told[-1][1]
    assert sorted(path.name for path in file.parent.iterdir()) == ["one.isnad", "one.isnad.checkpoint"]
    assert Checkpoint.read(checkpoint_beside(file)) == made
    fill(engine, 1, first=31)
    assert restore(file, other, who="analyst") == ()
    back = engine_of(other)
    after = held(back)
    last = after["history"].pop()
    assert "'analyst', 'restore'" in last and made.hash in last
    assert after == before and all(before.values())
    assert words(back) == list(range(1, 31))
    assert list(verify(back, made)) == []
    # ids go on where they stopped
    with writing(back) as connection:
        new = insert(schema.reports).values(key="new", added_at=chain.now()).returning(schema.reports.c.id)
        assert connection.execute(new).scalar_one() == 31
    back.dispose()


def test_a_backup_of_an_older_form_is_restored_and_migrated(engine: Engine, tmp_path: Path) -> None:
    fill(engine, 2)
    downgrade(engine, "0001")
    backup(engine, tmp_path / "old.isnad")
    place = Place.of(tmp_path / "back")
    restore(tmp_path / "old.isnad", place)
    for back in opened(place):
        assert revision(back) == "0001"
        assert upgrade(back) == REVISIONS[1:]
        assert list(verify(back)) == []


def test_a_backup_is_of_one_moment_while_others_write(engine: Engine, tmp_path: Path) -> None:
    """R13: each writing adds one report and its rows of history; a backup holds them whole or not at all."""
    fill(engine, 50)
    stop, written = threading.Event(), [50]

    def write() -> None:
        while not stop.is_set():
            fill(engine, 1, first=written[0] + 1)
            written[0] += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(engine, tmp_path / f"{number}.isnad") for number in range(3)]
    finally:
        stop.set()
        writer.join()
    assert written[0] > 50
    for number, checkpoint in enumerate(made):
        place = Place.of(tmp_path / f"back{number}")
        assert restore(tmp_path / f"{number}.isnad", place) == ()
        for back in opened(place):
            with reading(back) as connection:
                count = connection.execute(select(func.count()).select_from(schema.reports)).scalar_one()
            assert 50 <= count <= written[0] and 1 + 5 * count == checkpoint.seq


def test_nothing_is_overwritten(sqlite_engine: Engine, tmp_path: Path) -> None:
    for name in ("taken.isnad", "free.isnad.checkpoint"):
        (tmp_path / name).write_text("mine", "utf-8")
    for target in ("taken.isnad", "free.isnad"):
        with pytest.raises(OutputExistsError, match="is there already"):
            backup(sqlite_engine, tmp_path / target)
    assert [(tmp_path / name).read_text("utf-8") for name in ("taken.isnad", "free.isnad.checkpoint")] == ["mine"] * 2


def test_a_name_that_is_taken_meanwhile_is_left_alone(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, settle = tmp_path / "one.isnad", module._settle

    def and_another(engine: Engine, file: Path) -> None:
        settle(engine, file)
        target.write_text("mine", "utf-8")

    monkeypatch.setattr(module, "_settle", and_another)
    with pytest.raises(OutputExistsError):
        backup(sqlite_engine, target)
    assert target.read_text("utf-8") == "mine"
    assert not checkpoint_beside(target).exists() and list(tmp_path.glob(".*")) == []


def test_where_nothing_can_be_linked_files_are_renamed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", link)
    place = Place.of(kept.parent / "back")
    restore(kept, place)
    with pytest.raises(ArchiveExistsError):
        restore(kept, place)
    for back in opened(place):
        backup(back, kept.parent / "again.isnad")
    assert (kept.parent / "again.isnad").is_file()


def test_a_full_disk_leaves_no_half_backup(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupError, match="disk has room"):
        backup(engine, tmp_path / "backups" / "one.isnad")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_backup_that_is_killed_leaves_nothing_under_its_name(tmp_path: Path) -> None:
    folder, target = tmp_path / "archive", tmp_path / "backups" / "one.isnad"
    folder.mkdir()
    engine = engine_of(Place.of(folder), new=True)
    create(engine)
    fill(engine, 20)
    program = (
        "import sys, os, signal; from pathlib import Path; from isnad.archive.guarding import backup as b;"
        "from isnad.archive.opening import Place, engine_of;"
        "b._settle = lambda *_: os.kill(os.getpid(), signal.SIGKILL);"
        "b.backup(engine_of(Place.of(sys.argv[1])), Path(sys.argv[2]))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder), str(target)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    (left,) = target.parent.iterdir()
    assert left.name.endswith(".partial")
    a_day_ago = time.time() - 25 * 3600
    os.utime(left, (a_day_ago, a_day_ago))
    backup(engine, target)
    assert {path.name for path in target.parent.iterdir()} == {"one.isnad", "one.isnad.checkpoint"}
    engine.dispose()


def test_an_archive_is_never_restored_over(kept: Path, place: Place) -> None:
    engine = engine_of(place, new=True)
    create(engine)
    with pytest.raises(ArchiveExistsError, match="already"):
        restore(kept, place)
    assert list(verify(engine)) == []
    engine.dispose()


@pytest.mark.parametrize("left", ["-wal", "-journal"])
def test_what_a_lost_archive_left_is_not_mixed_in(kept: Path, tmp_path: Path, left: str) -> None:
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / f"{FILE}{left}").write_bytes(b"x")
    with pytest.raises(ArchiveExistsError, match="new folder"):
        restore(kept, Place.of(tmp_path / "back"))


def _damage(file: Path, place: slice) -> None:
    raw = bytearray(file.read_bytes())
    raw[place] = b"\xa5" * len(raw[place])
    file.write_bytes(raw)


def _pages(file: Path) -> None:
    for page in range(8, file.stat().st_size // 4096, 4):
        _damage(file, slice(page * 4096, page * 4096 + 64))


def _half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _foreign(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE invoices (n)")


def _newer(file: Path) -> None:
    _sql(file, "UPDATE alembic_version SET version_num = '0999'")


def _sql(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _forge(file: Path) -> None:
    """A text is changed, with the trigger out of the way for a moment."""
    with closing(sqlite3.connect(file)) as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'keep_documents_update'").fetchone()
    _sql(file, "DROP TRIGGER keep_documents_update", "UPDATE documents SET text = 'غير ذلك' WHERE id = 2", guard)


REFUSED: list[tuple[str, Callable[[Path], object], type[Exception], str]] = [
    ("missing", Path.unlink, BackupError, "cannot be read"),
    ("empty", lambda file: file.write_bytes(b""), BackupError, "isnad backup"),
    ("text", lambda file: file.write_text("ليست نسخة", "utf-8"), BackupError, "isnad backup"),
    ("header", lambda file: _damage(file, slice(0, 16)), BackupError, "isnad backup"),
    ("page size", lambda file: _damage(file, slice(16, 18)), BackupError, "damaged"),
    ("pages", _pages, BackupError, "damaged"),
    ("half", _half, BackupError, "damaged"),
    ("another program's", _foreign, BackupError, "isnad backup"),
    ("in use", lambda file: _sql(file, "PRAGMA journal_mode = WAL"), BackupError, "archive in use"),
    ("newer", _newer, ArchiveVersionError, "newer Isnad"),
    ("forged", _forge, BackupError, "captured and read: text, title"),
    ("cut", lambda file: _sql(file, "DROP TRIGGER keep_history_delete", "DELETE FROM history WHERE seq > 3"),
     BackupError, "not as it was written"),
    ("bad checkpoint", lambda file: checkpoint_beside(file).write_text("{}", "utf-8"), CheckpointError,
     "no checkpoint"),
    ("other checkpoint", lambda file: _put_checkpoint(file, archive="other"), BackupError, "of archive other"),
    ("later checkpoint", lambda file: _put_checkpoint(file, seq=99), BackupError, "ends at row"),
]  # fmt: skip


def _put_checkpoint(file: Path, **changes: object) -> None:
    path = checkpoint_beside(file)
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


@pytest.mark.parametrize(("spoil", "error", "told"), [pytest.param(*case, id=name) for name, *case in REFUSED])
def test_what_is_no_sound_backup_is_refused(
    kept: Path, tmp_path: Path, spoil: Callable[[Path], object], error: type[Exception], told: str
) -> None:
    spoil(kept)
    place = Place.of(tmp_path / "back")
    with pytest.raises(error, match=told):
        restore(kept, place)
    assert not (tmp_path / "back").exists() or list((tmp_path / "back").iterdir()) == []


def test_what_is_left_of_a_forged_backup_can_be_had(kept: Path, tmp_path: Path) -> None:
    _forge(kept)
    place = Place.of(tmp_path / "back")
    found = restore(kept, place, force=True)
    assert [one.code for one in found] == ["document-edited", "document-edited"]
    for back in opened(place):
        assert [one.code for one in verify(back)] == [one.code for one in found]


def test_a_damaged_backup_cannot_be_forced(kept: Path, tmp_path: Path) -> None:
    _pages(kept)
    with pytest.raises(BackupError, match="damaged"):
        restore(kept, Place.of(tmp_path / "back"), force=True)


def test_a_damaged_archive_gives_no_backup(sqlite_engine: Engine, tmp_path: Path) -> None:
    fill(sqlite_engine, 60)
    sqlite_engine.dispose()
    _pages(Path(str(sqlite_engine.url.database)))
    with pytest.raises(CorruptArchiveError, match="isnad restore"):
        backup(sqlite_engine, tmp_path / "backups" / "one.isnad")
    assert list((tmp_path / "backups").iterdir()) == []


def test_an_interrupted_restore_leaves_no_archive(kept: Path, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("the power went")

    monkeypatch.setattr(module, "_note", fail)
    with pytest.raises(OSError, match="power"):
        restore(kept, place)
    monkeypatch.undo()
    assert restore(kept, place) == ()


# encrypted ones


@pytest.mark.parametrize("other", ["sqlite", "postgresql"], indirect=True)
def test_an_encrypted_backup_comes_back_whatever_the_database(
    engine: Engine, other: Place, tmp_path: Path, mine: Pair, apart: Path
) -> None:
    fill(engine, 5)
    before, file = held(engine), tmp_path / "backups" / "one.isnad"

    def seal(plain: Path, target: Path) -> None:
        assert plain in in_plain(apart if is_postgres(engine) else tmp_path / "archive")
        assert target.is_relative_to(file.parent) and in_plain(file.parent) == []
        for_keys([mine.public])(plain, target)

    made = backup(engine, file, seal=seal)
    assert sorted(path.name for path in file.parent.iterdir()) == ["one.isnad", "one.isnad.checkpoint"]
    assert Checkpoint.read(checkpoint_beside(file)) == made
    assert in_plain(file.parent) == [] and file.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert restore(file, other, identity=mine.secret) == ()
    assert list(tmp_path.rglob("*.partial")) == []
    for back in opened(other):
        after = held(back)
        after["history"].pop()
        assert after == before and list(verify(back, made)) == []


def _flip(file: Path) -> None:
    _damage(file, slice(file.stat().st_size * 2 // 3, file.stat().st_size * 2 // 3 + 1))


@pytest.mark.parametrize(
    ("spoil", "error", "told"),
    [(_half, BackupError, "damaged"), (_flip, BackupError, "damaged"),
     (lambda file: os.truncate(file, 60), SealedBackupError, "cannot be opened")],
    ids=["cut off", "a byte changed", "cut off at its head"],
)  # fmt: skip
def test_an_encrypted_backup_that_is_not_whole_is_refused(
    kept: Path, place: Place, mine: Pair, apart: Path,
    spoil: Callable[[Path], object], error: type[Exception], told: str,
) -> None:  # fmt: skip
    sealed, bad = kept.with_name("sealed.isnad"), kept.with_name("bad.isnad")
    for_keys([mine.public])(kept, sealed)
    bad.write_bytes(sealed.read_bytes())
    spoil(bad)
    for force in (False, True):
        with pytest.raises(error, match=told):
            restore(bad, place, identity=mine.secret, force=force)
    assert list(kept.parent.rglob("*.partial")) == []
    assert restore(sealed, place, identity=mine.secret) == ()


def test_who_has_no_key_gets_nothing(kept: Path, place: Place, mine: Pair, tmp_path: Path, apart: Path) -> None:
    other, sealed = pair(tmp_path, "other.txt"), kept.with_name("sealed.isnad")
    for_keys([mine.public])(kept, sealed)
    for identity, told in ((other.secret, "right key"), (None, "--identity")):
        with pytest.raises(SealedBackupError, match=told):
            restore(sealed, place, identity=identity, ask=lambda: "كلمة")
    assert list(tmp_path.rglob("*.partial")) == []
    assert restore(sealed, place, identity=mine.secret) == ()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [(lambda file: file.write_text("ليست نسخة", "utf-8"), "isnad backup"), (_pages, "damaged"), (_forge, "captured")],
    ids=["text", "pages", "forged"],
)  # fmt: skip
def test_what_was_encrypted_is_looked_at_like_any_other(
    kept: Path, tmp_path: Path, mine: Pair, spoil: Callable[[Path], object], told: str
) -> None:
    spoil(kept)
    for_keys([mine.public])(kept, tmp_path / "sealed.isnad")
    with pytest.raises(BackupError, match=told):
        restore(tmp_path / "sealed.isnad", Place.of(tmp_path / "back"), identity=mine.secret)


def test_a_disk_that_fills_while_encrypting_leaves_nothing(
    engine: Engine, tmp_path: Path, mine: Pair, apart: Path
) -> None:
    def seal(plain: Path, _: Path) -> None:
        for_keys([mine.public])(plain, Path("/dev/full"))

    with pytest.raises(BackupError, match=r"No space left.*disk and that of .* have room"):
        backup(engine, tmp_path / "backups" / "one.isnad", seal=seal)
    assert list((tmp_path / "backups").iterdir()) == [] and list(tmp_path.rglob("*.partial")) == []


def test_killed_while_encrypting(engine: Engine, place: Place, tmp_path: Path, mine: Pair, apart: Path) -> None:
    """Nothing is there under the name, nothing plain is on the target's disk, and what is left goes a day later."""
    fill(engine, 5)
    target = tmp_path / "backups" / "one.isnad"
    program = (
        "import sys, os, signal; from pathlib import Path; from isnad.archive.guarding.backup import backup;"
        "from isnad.archive.opening import Place, engine_of; from isnad.archive.guarding.sealing import for_keys;"
        "seal = lambda *files: (for_keys([sys.argv[3]])(*files), os.kill(os.getpid(), signal.SIGKILL));"
        "backup(engine_of(Place.of(sys.argv[1])), Path(sys.argv[2]), seal=seal)"
    )
    words = [sys.executable, "-c", program, place.url or str(place.folder), str(target), mine.public]
    done = subprocess.run(words, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    (left,) = target.parent.iterdir()
    assert left.name.endswith(".partial") and list(left.iterdir()) and in_plain(target.parent) == []
    (plain,) = (place.folder or apart).glob(".*.partial")
    assert in_plain(plain) and plain.stat().st_mode & 0o077 == 0
    a_day_ago = time.time() - 25 * 3600
    for folder in (left, plain):
        os.utime(folder, (a_day_ago, a_day_ago))
    backup(engine, target, seal=for_keys([mine.public]))
    assert list(tmp_path.rglob("*.partial")) == []


def test_an_encrypted_backup_while_another_process_writes(
    engine: Engine, place: Place, tmp_path: Path, mine: Pair
) -> None:
    fill(engine, 20)
    program = (
        "import sys, itertools\n"
        "from isnad.archive.opening import Place, engine_of; from tests.archive.rows import fill\n"
        "engine = engine_of(Place.of(sys.argv[1]))\n"
        "for number in itertools.count(21): fill(engine, 1, first=number); print(number, flush=True)"
    )
    words = [sys.executable, "-c", program, place.url or str(place.folder)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        try:
            assert writer.stdout.readline() == "21\n"
            made = backup(engine, tmp_path / "one.isnad", seal=for_keys([mine.public]))
            next_ones = [int(writer.stdout.readline()) for _ in range(2)]
        finally:
            writer.kill()
    assert next_ones == [22, 23]
    back = Place.of(tmp_path / "back")
    assert restore(tmp_path / "one.isnad", back, identity=mine.secret) == ()
    for copy in opened(back):
        with reading(copy) as connection:
            count = connection.execute(select(func.count()).select_from(schema.reports)).scalar_one()
        assert count > 20 and 1 + 5 * count == made.seq

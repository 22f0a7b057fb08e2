"""R8 on disks that are really full: small ones in memory, which only root may mount."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from benchmarks.kills import item, loose_ends, misplaced
from isnad import Reader
from isnad.archive.asking.event_lists import events
from isnad.archive.asking.finding import find
from isnad.archive.asking.query import Query
from isnad.archive.guarding.verifying import verify
from isnad.archive.library import Library
from isnad.archive.opening import Place, reading
from isnad.codebook import load
from isnad.errors import ArchiveFullError, ReadOnlyArchiveError
from tests.archive.conftest import Server

BOOK = load(None)
BLOCK = 4096
ROOM = 1 << 20
"""Bytes that are free where the disk counts as 0 % full."""
AT_ONCE, MOST = 8, 60
"""Reports that are added in one transaction, and how many of those at most before the disk must be full."""


@dataclass(slots=True)
class Disk:
    """A mounted disk of its own, and the file that takes its room up."""

    folder: Path

    @property
    def ballast(self) -> Path:
        return self.folder / "ballast"

    def free(self) -> int:
        at = os.statvfs(self.folder)
        return at.f_bavail * at.f_bsize

    def fill(self, percent: int) -> None:
        """Leaves this share of ROOM."""
        left = ROOM * (100 - percent) // 100
        with self.ballast.open("wb", buffering=0) as file:
            while self.free() > left:
                file.write(bytes(BLOCK))

    def empty(self) -> None:
        self.ballast.unlink()


@contextmanager
def mounted(options: str) -> Iterator[Disk]:
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or mount is None or umount is None:
        pytest.skip("only root may mount a disk, on Linux")
    # not in pytest's own folder, which is shut to PostgreSQL's user
    with tempfile.TemporaryDirectory(prefix="isnad-full-") as name:
        Path(name).chmod(0o755)
        done = subprocess.run(
            [mount, "-t", "tmpfs", "-o", options, "tmpfs", name], check=False, capture_output=True, text=True
        )
        if done.returncode:
            pytest.skip(f"a disk cannot be mounted here: {done.stderr.strip()}")
        try:
            yield Disk(Path(name))
        finally:
            subprocess.run([umount, "--lazy", name], check=True)


@pytest.fixture
def disk() -> Iterator[Disk]:
    with mounted("size=32m") as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def on_disk(request: pytest.FixtureRequest, disk: Disk) -> Iterator[Place]:
    """Where an archive can be made on the disk: in PostgreSQL, a database whose tables lie there."""
    if request.param == "sqlite":
        yield Place.of(disk.folder / "archive")
    else:
        with _database(request.getfixturevalue("postgres_server"), disk.folder / "tables") as url:
            yield Place.of(url)


@contextmanager
def _database(server: Server, folder: Path) -> Iterator[str]:
    psycopg = pytest.importorskip("psycopg")
    folder.mkdir()
    owner = server.folder.stat()
    os.chown(folder, owner.st_uid, owner.st_gid)
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
        connection.execute("CREATE DATABASE on_small TABLESPACE small")
        yield server.url("on_small")
        connection.execute("DROP DATABASE on_small WITH (FORCE)")
        connection.execute("DROP TABLESPACE small")


@dataclass(slots=True)
class Adding:
    """An open archive, and how many reports it acknowledged."""

    library: Library
    acknowledged: int = 0

    def add(self, reports: int) -> None:
        """Adds the next ones, in one transaction."""
        given = range(self.acknowledged, self.acknowledged + reports)
        self.acknowledged += len([one for one in self.library.add(map(item, given)) if one.error is None])
        assert self.acknowledged == given.stop

    def until_full(self) -> None:
        for _ in range(MOST):
            self.add(AT_ONCE)


def looked_at(engine: Engine, acknowledged: int) -> None:
    """It can be read and asked; what was acknowledged is there, and nothing besides, whole or in part."""
    assert list(verify(engine)) == []
    with reading(engine) as connection:
        assert misplaced(connection, acknowledged, acknowledged) == []
        assert loose_ends(connection) == []
        assert len(find(connection, Query(), limit=5).rows) == 5
        assert events(connection, Query(), BOOK, limit=5).rows


def test_whenever_the_disk_is_full_it_is_told_and_got_over(on_disk: Place, disk: Disk, reader: Reader) -> None:
    """The same process: adding fails with what to do, all can be read, and where there is room again it goes on."""
    library = Library.create(on_disk, load=lambda: reader)
    library.readers = 1
    adding = Adding(library)
    adding.add(AT_ONCE)
    for percent in (0, 50, 90, 99, 100):
        disk.fill(percent)
        with pytest.raises(ArchiveFullError, match="free some disk space"):
            adding.until_full()
        looked_at(library.engine, adding.acknowledged)
        disk.empty()
        adding.add(1)
        looked_at(library.engine, adding.acknowledged)
    library.close()


def test_a_program_that_comes_when_the_disk_is_full_can_read(disk: Disk, reader: Reader) -> None:
    """SQLite's log and its index are not there: there is no room to make them."""
    place = Place.of(disk.folder / "archive")
    library = Library.create(place, load=lambda: reader)
    library.readers = 1
    adding = Adding(library)
    adding.add(AT_ONCE)
    library.close()
    disk.fill(100)
    again, beside = Library.open(place, load=lambda: reader), Library.open(place, load=lambda: reader)
    again.readers = 1
    adding.library = again
    looked_at(again.engine, adding.acknowledged)
    looked_at(beside.engine, adding.acknowledged)  # no program has the archive to itself for long
    with pytest.raises(ArchiveFullError, match="free some disk space"):
        adding.until_full()
    looked_at(again.engine, adding.acknowledged)
    disk.empty()
    adding.add(1)
    looked_at(beside.engine, adding.acknowledged)
    again.close()
    beside.close()


def test_a_disk_that_takes_no_more_files_is_told(reader: Reader) -> None:
    with mounted("size=32m,nr_inodes=40") as disk:
        place = Place.of(disk.folder / "archive")
        Library.create(place, load=lambda: reader).close()
        with pytest.raises(OSError, match="No space left"):
            _many_files(disk.folder / "files")
        with pytest.raises(ReadOnlyArchiveError, match="takes more files"):
            Library.open(place)
        (disk.folder / "files" / "0").unlink()
        (disk.folder / "files" / "1").unlink()
        library = Library.open(place)
        assert list(verify(library.engine)) == []
        library.close()


def _many_files(folder: Path) -> None:
    folder.mkdir()
    for number in range(100):
        (folder / str(number)).touch()

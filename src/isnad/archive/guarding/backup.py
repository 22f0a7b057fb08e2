"""Backups: the whole archive in one SQLite file, made while others write, and brought back only where it is sound.

A backup of an archive in PostgreSQL has the same form as one of an archive in SQLite: either can be restored into
either, which is also how an archive moves from one to the other.

A backup that is to be encrypted is first made in plain where the archive itself lies (that of a PostgreSQL database in
the folder for temporary files), never on the disk it goes to, which may be anyone's. That copy is removed in the end;
one that a killed program left goes with the next backup a day later.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Engine

from isnad.archive import chain, folders, migrating
from isnad.archive.chain import Checkpoint, Finding
from isnad.archive.guarding import sealing
from isnad.archive.guarding.copying import Progress, copy_tables
from isnad.archive.guarding.sealing import Seal
from isnad.archive.guarding.verifying import DAMAGED, verify
from isnad.archive.opening import FILE, Place, engine_of, is_postgres, reading, writing
from isnad.archive.troubles import damaged
from isnad.errors import ArchiveExistsError, BackupError, CorruptArchiveError, NoArchiveError, OutputExistsError

_HEADER = b"SQLite format 3\0"
_LOGGED = 2
"""What stands behind the header of a file part of which may lie in a log beside it.
https://www.sqlite.org/fileformat.html#file_format_version_numbers"""
_STEP_PAGES = 1_000
_STALE_SECONDS = 24 * 3600
_TOLD = 3


def backup(
    engine: Engine, target: Path, *, seal: Seal | None = None, progress: Progress | None = None
) -> Checkpoint:  # fmt: skip
    """Writes the archive as it is at this moment to the file `target`, encrypted by `seal`, and its checkpoint in plain
    beside it; the checkpoint.

    Others may go on writing. Nothing stands under the name before it is whole and on the disk. Raises OutputExistsError
    where the file is there already, BackupError where it cannot be written, and what `reading` raises.
    """
    beside = checkpoint_beside(target)
    for there in (target, beside):
        if there.exists():
            raise OutputExistsError(f"{there} is there already: give the backup another name")
    own = _own_disk(None if is_postgres(engine) else Path(str(engine.url.database)).parent)
    with _workplace(target.parent, target.name) as folder, _workplace(*own) if seal else nullcontext(folder) as work:
        try:
            made = _from_postgres(engine, work, progress) if is_postgres(engine) else _online(engine, work, progress)
            _settle(engine, work / FILE)
            if seal:
                seal(work / FILE, folder / FILE)
            made.write(folder / beside.name)
            _put(folder / beside.name, beside)
            try:
                _put(folder / FILE, target)
            except BaseException:
                beside.unlink()
                raise
        except (OSError, sqlite3.Error) as error:
            at = f"its disk and that of {work.parent} have" if seal else "its disk has"
            raise BackupError(f"{target} cannot be written ({error}): see that {at} room") from error
    return made


def checkpoint_beside(file: Path) -> Path:
    """Where the checkpoint of a backup lies. Keep a copy where nobody who can write the archive can write."""
    return file.with_name(f"{file.name}.checkpoint")


def restore(
    file: Path, place: Place, *, checkpoint: Checkpoint | None = None, force: bool = False, who: str = "isnad",
    identity: Path | None = None, ask: Callable[[], str] | None = None, progress: Progress | None = None,
) -> tuple[Finding, ...]:  # fmt: skip
    """Brings a backup back as a new archive at `place`, after it was found sound; what was found, if it was forced.

    An encrypted one is opened with the secret keys in the file `identity`, or the passphrase that `ask` gives. It is
    checked against `checkpoint`, or the one that lies beside it. Raises ArchiveExistsError where there is an
    archive, BackupError where the file is none of ours, is damaged, or does not hold what its history says (that last
    one can be forced), ArchiveVersionError where a newer release made it, and what `unseal` raises.
    """
    _refuse_taken(place)
    beside = checkpoint_beside(file)
    against = checkpoint or (Checkpoint.read(beside) if beside.is_file() else None)
    with _workplace(*_own_disk(place.folder)) as folder:
        _fetch(file, folder / FILE, identity, ask)
        engine = engine_of(Place.of(folder))
        try:
            found = _checked(file, engine, against, progress)
            if found and not force:
                raise _unsound(file, found)
            if place.folder is None:
                _into_postgres(engine, place, who, progress)
            else:
                with writing(engine) as connection:
                    _note(connection, who)
        except CorruptArchiveError as error:
            raise _damaged(file) from error
        finally:
            engine.dispose()
        if place.folder is not None:
            _settle(engine, folder / FILE)
            _put(folder / FILE, place.folder / FILE)
    return found


def _online(engine: Engine, folder: Path, progress: Progress | None) -> Checkpoint:
    """A copy page by page, out of one reading transaction: what others write meanwhile neither shows nor disturbs."""
    with reading(engine) as connection, closing(sqlite3.connect(folder / FILE)) as copy:
        migrating.known_form(connection)
        made = chain.checkpoint(connection)
        held = connection.connection.driver_connection
        assert isinstance(held, sqlite3.Connection)  # noqa: S101 -- SQLite's own driver
        told = (lambda _, left, total: progress(total - left, total)) if progress else None
        held.backup(copy, pages=_STEP_PAGES, progress=told)
    return made


def _from_postgres(engine: Engine, folder: Path, progress: Progress | None) -> Checkpoint:
    target = engine_of(Place.of(folder), new=True)
    try:
        with reading(engine) as source, writing(target) as copy:
            form = migrating.known_form(source)
            made = chain.checkpoint(source)
            migrating.make_tables(copy, form)
            copy_tables(source, copy, progress)
    finally:
        target.dispose()
    return made


def _into_postgres(source: Engine, place: Place, who: str, progress: Progress | None) -> None:
    target = engine_of(place, new=True)
    try:
        with reading(source) as backup_, writing(target) as connection:
            migrating.make_tables(connection, migrating.known_form(backup_))
            copy_tables(backup_, connection, progress)
            _note(connection, who)
    finally:
        target.dispose()


def _note(connection: Connection, who: str) -> None:
    """The history tells that from here on it is that of the restored archive."""
    stood = chain.checkpoint(connection)
    detail = {"seq": stood.seq, "hash": stood.hash}
    chain.append(connection, who=who, action="restore", subject=stood.archive, detail=detail)


def _settle(engine: Engine, file: Path) -> None:
    """Leaves one plain file that is whole and on the disk."""
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        answers = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(5)")]
    if answers != ["ok"]:
        raise damaged(engine, "; ".join(answers))
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _checked(
    file: Path, engine: Engine, checkpoint: Checkpoint | None, progress: Progress | None
) -> tuple[Finding, ...]:
    try:
        with reading(engine) as connection:
            migrating.known_form(connection)
    except NoArchiveError as error:
        raise _foreign(file) from error
    found = tuple(verify(engine, checkpoint, progress=progress))
    if any(finding.code == DAMAGED for finding in found):
        raise _damaged(file)
    return found


def _fetch(file: Path, copy: Path, identity: Path | None, ask: Callable[[], str] | None) -> None:
    try:
        sealed = sealing.is_sealed(file)
        if sealed:
            sealing.unseal(file, copy, identity, ask)
        with (copy if sealed else file).open("rb") as backup_:
            if backup_.read(len(_HEADER)) != _HEADER:
                raise _foreign(file)
            if _LOGGED in backup_.read(4)[2:]:
                raise BackupError(f"{file} is the file of an archive in use: make a backup of it with `isnad backup`")
        if not sealed:
            shutil.copyfile(file, copy)
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror or error}") from error


def _foreign(file: Path) -> BackupError:
    return BackupError(f"{file} is no backup of an archive: give a file that `isnad backup` wrote")


def _damaged(file: Path) -> BackupError:
    return BackupError(f"{file} is damaged: take an earlier backup, or another copy of this one")


def _unsound(file: Path, found: tuple[Finding, ...]) -> BackupError:
    told = "; ".join(finding.message for finding in islice(found, _TOLD))
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    return BackupError(
        f"{file} is not as it was written ({told}{more}): take an earlier backup, or force it to look at what is left"
    )


def _refuse_taken(place: Place) -> None:
    # what SQLite left beside a file that is gone would be taken for changes of the one that is put there
    if place.folder and any((place.folder / f"{FILE}{end}").exists() for end in ("", "-wal", "-shm", "-journal")):
        raise ArchiveExistsError(f"{place} holds an archive already: restore into a new folder")


def _own_disk(folder: Path | None) -> tuple[Path, str]:
    """Where an archive in this folder (None: in PostgreSQL) may be worked on in plain, and the name it has there."""
    return (folder, FILE) if folder else (Path(tempfile.gettempdir()), "isnad")


@contextmanager
def _workplace(parent: Path, name: str) -> Iterator[Path]:
    """A folder beside what is to be made; those that a killed program left a day ago are cleared away."""
    with contextlib.suppress(OSError):
        for left in parent.glob(f".{name}.*.partial"):
            if left.stat().st_mtime < time.time() - _STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
    try:
        folders.make(parent)
        folder = Path(tempfile.mkdtemp(prefix=f".{name}.", suffix=".partial", dir=parent))
    except OSError as error:
        raise BackupError(f"{parent} cannot be written: {error.strerror or error}") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(file: Path, target: Path) -> None:
    """Gives a finished file its name, which nothing may have yet."""
    try:
        os.link(file, target)
    except FileExistsError as error:
        raise OutputExistsError(f"{target} is there already: give another name") from error
    except OSError:  # a file system without links
        if target.exists():
            raise OutputExistsError(f"{target} is there already: give another name") from None
        file.rename(target)
    folders.sync(target.parent)

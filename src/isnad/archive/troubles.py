"""What databases complain of, told as what a user can do."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from isnad.errors import ArchiveBusyError, ArchiveError, ArchiveFullError, CorruptArchiveError, ReadOnlyArchiveError

_FULL = ("database or disk is full", "disk i/o error", "no space left", "could not extend file", "disk full")
_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock")
_READ_ONLY = ("attempt to write a readonly", "read-only", "unable to open database file")
_BROKEN = ("malformed", "not a database", "file is encrypted", "invalid page", "could not read block", "corrupt")


def damaged(engine: Engine, reason: str) -> CorruptArchiveError:
    """The error for an archive whose database is damaged."""
    return CorruptArchiveError(
        f"{where(engine)} is damaged ({reason}): copy it aside untouched, then bring back the latest backup with "
        "`isnad restore`; what was added since can be added again"
    )


def where(engine: Engine) -> str:
    """The archive's place as it may be shown."""
    return engine.url.database or str(engine.url) if engine.dialect.name == "sqlite" else str(engine.url)


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turns the errors of a database into ours. Those of our own making (a rule of the schema broken) pass."""
    try:
        yield
    except DBAPIError as error:
        raise _ours(engine, error) from error


def _ours(engine: Engine, error: DBAPIError) -> Exception:
    reason = str(error.orig).strip().split("\n")[0]
    lower, place = reason.lower(), where(engine)
    if any(words in lower for words in _BROKEN):
        return damaged(engine, reason)
    if any(words in lower for words in _FULL):
        return ArchiveFullError(
            f"{place} cannot grow ({reason}): free some disk space and run the command again; nothing that was "
            "reported as added is lost"
        )
    if any(words in lower for words in _BUSY):
        return ArchiveBusyError(f"{place} is being written by another program ({reason}): wait for it and try again")
    if any(words in lower for words in _READ_ONLY):
        return ReadOnlyArchiveError(f"{place} cannot be written ({reason}): check who owns the folder and its rights")
    if isinstance(error, OperationalError | InterfaceError):
        return ArchiveError(f"{place} cannot be used: {reason}")
    return error

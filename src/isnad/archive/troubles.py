"""What databases complain of, told as what a user can do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from isnad.errors import ArchiveBusyError, ArchiveError, ArchiveFullError, CorruptArchiveError, ReadOnlyArchiveError

_Trouble = Literal["broken", "full", "busy", "unwritten", "denied", "lost"]
_CODES: Mapping[str, _Trouble] = {
    "42P01": "broken", "42703": "broken", "XX001": "broken", "XX002": "broken",
    "53100": "full",
    "55P03": "busy", "40P01": "busy", "40001": "busy", "53300": "busy",
    "25006": "unwritten",
    "42501": "denied",
    "57P01": "lost", "57P02": "lost", "57P03": "lost", "08000": "lost", "08003": "lost", "08006": "lost",
}  # fmt: skip
"""PostgreSQL's, which are the same in every language that a server may speak: a table or a column that is not there,
data or an index damaged; disk full; locked too long, deadlock, too many connections; a read-only server; no right; a
server that was stopped or is starting. https://www.postgresql.org/docs/current/errcodes-appendix.html"""
_WORDS: Mapping[_Trouble, tuple[str, ...]] = {
    "broken": (
        "malformed", "not a database", "file is encrypted", "invalid page", "could not read block", "corrupt",
        "no such table", "no such column",
    ),
    "full": ("database or disk is full", "disk i/o error", "no space left", "could not extend file", "disk full"),
    "busy": ("database is locked", "database table is locked", "lock timeout", "deadlock"),
    "unwritten": ("attempt to write a readonly", "read-only", "unable to open database file"),
    "lost": ("connection is lost", "connection is closed", "closed the connection"),
}  # fmt: skip
_SAFE = "nothing that was reported as added is lost"
_TO_WRITE = {
    "sqlite": "check who owns the folder and its rights, and that its disk takes more files",
    "postgresql": "give the address of the server itself where this is a copy of it, or have it opened for writing",
}


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
    place, trouble = where(engine), _trouble(error, reason.lower())
    if trouble == "broken":
        return damaged(engine, reason)
    if trouble == "full":
        return ArchiveFullError(
            f"{place} cannot grow ({reason}): free some disk space and run the command again; {_SAFE}"
        )  # fmt: skip
    if trouble == "busy":
        return ArchiveBusyError(f"{place} is being written by another program ({reason}): wait for it and try again")
    if trouble == "unwritten":
        return ReadOnlyArchiveError(f"{place} cannot be written ({reason}): {_TO_WRITE[engine.dialect.name]}")
    if trouble == "denied":
        return ArchiveError(
            f"{place} is not open to this user ({reason}): have the rights granted, or use another user"
        )
    if trouble == "lost":
        return ArchiveError(f"{place} cannot be used any more ({reason}): run the command again; {_SAFE}")
    if error.statement is None and engine.dialect.name == "postgresql":
        return ArchiveError(
            f"{place} cannot be used ({reason}): check that its server runs, the address, the user and the password "
            "(~/.pgpass or PGPASSWORD)"
        )
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        return ArchiveError(f"{place} cannot be used: {reason}")
    return error


def _trouble(error: DBAPIError, reason: str) -> _Trouble | None:
    code = getattr(error.orig, "sqlstate", None) or ""
    return _CODES.get(code) or next(
        (one for one, words in _WORDS.items() if any(word in reason for word in words)), None
    )

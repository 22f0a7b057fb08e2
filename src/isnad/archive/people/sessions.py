"""Who is signed in. A token is 256 random bits; the archive keeps its SHA-256 only, and what the token may do."""

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, or_, select, update

from isnad.archive.opening import reading, writing
from isnad.archive.people.accounts import Account, account_of, tell
from isnad.archive.people.clock import seconds_until, written
from isnad.archive.people.tables import account_sessions, accounts
from isnad.errors import ArchiveError

IDLE_SECONDS = 8 * 3600
LONGEST_SECONDS = 7 * 24 * 3600
"""A session ends when it was idle for so long, and in any case after so long (ASVS 5.0, 7.3)."""
SEEN_SECONDS = 60
"""How exactly is known when a session was last used: reading pages has to write seldom."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that has not ended. `locked`: the password is asked for before anything is shown. Moments are texts of
    `clock.written`."""

    id: int
    account: Account
    locked: bool
    began_at: str
    seen_at: str


def begin(connection: Connection, account: Account, now: datetime) -> str:
    """A new session; its token, which is not kept. Those that ended are cleared away."""
    token = secrets.token_urlsafe(32)
    connection.execute(delete(account_sessions).where(_ended(now)))
    moment = written(now)
    row = {"digest": digest(token), "account": account.id, "locked": False, "began_at": moment, "seen_at": moment}
    connection.execute(insert(account_sessions), row)
    return token


def session_of(connection: Connection, token: str | None, now: datetime) -> Session | None:
    """The session of a token; None where it is unknown or ended, or its account is disabled."""
    if not token:
        return None
    its = account_sessions.c
    found = connection.execute(select(account_sessions).where(its.digest == digest(token), ~_ended(now))).first()
    if found is None:
        return None
    account = account_of(connection.execute(select(accounts).where(accounts.c.id == found.account)).one())
    idle = -seconds_until(found.seen_at, now)
    locked = found.locked or (account.lock_minutes > 0 and idle > account.lock_minutes * 60 + SEEN_SECONDS)
    return None if account.disabled else Session(found.id, account, locked, found.began_at, found.seen_at)


def arrive(engine: Engine, token: str | None, now: datetime) -> Session | None:
    """As `session_of`, and keeps that the session was used just now, to the minute. Where the archive cannot be written
    (a full disk), it can still be read."""
    with reading(engine) as connection:
        session = session_of(connection, token, now)
    if session is None or session.locked or -seconds_until(session.seen_at, now) < SEEN_SECONDS:
        return session
    seen = update(account_sessions).where(account_sessions.c.id == session.id).values(seen_at=written(now))
    with suppress(ArchiveError), writing(engine) as connection:
        connection.execute(seen)
        return replace(session, seen_at=written(now))
    return session


def sessions_of(connection: Connection, account: Account, now: datetime) -> list[Session]:
    """The sessions of an account that have not ended, the latest first."""
    its = account_sessions.c
    rows = connection.execute(select(account_sessions).where(its.account == account.id, ~_ended(now)))
    found = [Session(row.id, account, row.locked, row.began_at, row.seen_at) for row in rows]
    return sorted(found, key=lambda one: (one.seen_at, one.id), reverse=True)


def lock(connection: Connection, session: Session) -> None:
    """Hides everything from a session until the password is given (`signing.unlock`)."""
    connection.execute(update(account_sessions).where(account_sessions.c.id == session.id).values(locked=True))


def renew(connection: Connection, session: Session, now: datetime) -> str | None:
    """Opens a locked session under a new token, which is given; the old one is worth nothing. Only for who has proved
    to be its owner. None where the session ended meanwhile."""
    token = secrets.token_urlsafe(32)
    opened = {"digest": digest(token), "locked": False, "seen_at": written(now)}
    asked = update(account_sessions).where(account_sessions.c.id == session.id).values(opened)
    return token if connection.execute(asked).rowcount else None


def end(connection: Connection, session: Session) -> None:
    """Ends one session: signs out."""
    connection.execute(delete(account_sessions).where(account_sessions.c.id == session.id))


def end_all(connection: Connection, account: Account, *, who: str) -> int:
    """Ends all sessions of an account; how many."""
    ended = connection.execute(delete(account_sessions).where(account_sessions.c.account == account.id)).rowcount
    tell(connection, account, "account-sessions", who, ended=ended)
    return ended


def digest(token: str) -> str:
    """What is kept of a token, link or recovery code: they are random, so a plain hash tells nothing of them."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _ended(now: datetime) -> ColumnElement[bool]:
    return or_(
        account_sessions.c.seen_at < written(now, -IDLE_SECONDS),
        account_sessions.c.began_at < written(now, -LONGEST_SECONDS),
    )

"""Coming in: with name, password and, where it is asked for, a code; with a link; back into a locked session.

Passwords are compared outside of any transaction: that takes long on purpose, and nobody else has to wait for it. For a
name that nobody has the same is done and the same is said as for a wrong password.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, select, update

from isnad.archive.opening import reading, writing
from isnad.archive.people import links, passwords, second_step, sessions, tries
from isnad.archive.people.accounts import Account, account_of, folded
from isnad.archive.people.sessions import Session
from isnad.archive.people.tables import accounts
from isnad.errors import SignInError

Answer = TypeVar("Answer")
_LONGEST_NAME = 500
_REFUSED = "name, password or code are not right"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who came in, and the token that a browser is to keep."""

    account: Account
    token: str


def sign_in(engine: Engine, name: str, password: str, code: str, *, address: str, now: datetime) -> SignedIn:
    """A new session, always under a new token. Raises SignInError, which never tells what was wrong, and
    TooManyTriesError."""

    def come_in(connection: Connection, account: Account) -> SignedIn:
        return SignedIn(account, sessions.begin(connection, account, now))

    return _proved(engine, name, password, come_in, code=code, address=address, now=now)


def unlock(engine: Engine, session: Session, password: str, *, address: str, now: datetime) -> str:
    """The token under which a locked session goes on; no code is asked for. Raises as `sign_in`."""

    def go_on(connection: Connection, _: Account) -> str | None:
        return sessions.renew(connection, session, now)

    token = _proved(engine, session.account.name, password, go_on, address=address, now=now)
    if token is None:
        raise SignInError("the session has ended: sign in again")
    return token


def choose_password(engine: Engine, link: str, password: str, now: datetime) -> SignedIn:
    """Redeems a one-time link and signs its owner in. Raises LinkError, PasswordError. Where a code is asked for, the
    owner has yet to sign in: `token` is empty."""
    with reading(engine) as connection:
        account = links.owner(connection, link, now)
    passwords.require_fit(password, account.name)
    kept = passwords.hashed(password)
    with writing(engine) as connection:
        account = links.redeem(connection, link, kept, now)
        return SignedIn(account, "" if account.totp else sessions.begin(connection, account, now))


def change_password(engine: Engine, account: Account, old: str, new: str, *, address: str, now: datetime) -> str:
    """Another password: all sessions end, and a new one begins under the token that is given. Raises SignInError where
    `old` is not the password, PasswordError, TooManyTriesError."""
    passwords.require_fit(new, account.name)
    kept = passwords.hashed(new)

    def change(connection: Connection, found: Account) -> str:
        links.keep_password(connection, found, kept, who=found.name)
        return sessions.begin(connection, found, now)

    return _proved(engine, account.name, old, change, address=address, now=now)


def prove(engine: Engine, account: Account, password: str, *, address: str, now: datetime) -> None:
    """Raises SignInError where this is not the account's password, TooManyTriesError: before what must be its owner's
    own will."""
    _proved(engine, account.name, password, lambda *_: None, address=address, now=now)


def _proved(
    engine: Engine, name: str, password: str, then: Callable[[Connection, Account], Answer], *,
    code: str | None = None, address: str, now: datetime,
) -> Answer:  # fmt: skip
    """What `then` gives for who has proved to be the owner of the account, in the transaction in which that was seen.
    Without `code` (None) none is asked for."""
    name = name[:_LONGEST_NAME]
    about = tries.subjects(name, address)
    with writing(engine) as connection:
        tries.begin(connection, about, now)
        row = _row(connection, name)
    right = passwords.matches(row.password if row else None, password)
    with writing(engine) as connection:
        # while the password was compared another one may have been chosen, or the account shut
        still = _row(connection, name)
        right = right and still is not None and still.password == row.password
        if right and code is not None and still.totp_on:
            right = second_step.take(connection, account_of(still), code, now)
        if right:
            tries.succeeded(connection, about, now)
            _upgrade(connection, still, password)
            return then(connection, account_of(still))
    raise SignInError(_REFUSED)


def _upgrade(connection: Connection, row: Any, password: str) -> None:
    """Keeps the password with the parameters of today, where it was kept with others."""
    if passwords.is_outdated(row.password):
        kept = passwords.hashed(password)
        connection.execute(update(accounts).where(accounts.c.id == row.id).values(password=kept))


def _row(connection: Connection, name: str) -> Any:
    """The row of an account that may come in."""
    its = accounts.c
    return connection.execute(select(accounts).where(its.folded == folded(name), its.disabled.is_(False))).first()

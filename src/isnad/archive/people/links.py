"""One-time links: whoever gets one chooses a password, once, within a day. No account begins with a password."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from isnad.archive.people.accounts import Account, account_of, numbered, tell
from isnad.archive.people.clock import written
from isnad.archive.people.sessions import digest
from isnad.archive.people.tables import account_links, account_sessions, accounts
from isnad.errors import AccountError, LinkError

GOOD_SECONDS = 24 * 3600
_REFUSED = "this link was used or has run out: ask for a new one (`isnad people link NAME`)"


def make(connection: Connection, account: Account, *, who: str, now: datetime) -> str:
    """A new link's token (256 random bits), in place of earlier links of that account. Raises AccountError where the
    account is disabled."""
    if account.disabled:
        raise AccountError(f"{account.name} is disabled; enable the account first")
    token = secrets.token_urlsafe(32)
    connection.execute(delete(account_links).where(account_links.c.account == account.id))
    row = {"digest": digest(token), "account": account.id, "until": written(now, GOOD_SECONDS)}
    connection.execute(insert(account_links), row)
    tell(connection, account, "account-link", who)
    return token


def owner(connection: Connection, token: str, now: datetime) -> Account:
    """Whose link this is. Raises LinkError where it was used, has run out or never was."""
    of = account_links.c
    row = connection.execute(
        select(accounts).join(account_links, of.account == accounts.c.id)
        .where(of.digest == digest(token), of.until > written(now), accounts.c.disabled.is_(False))
    ).first()  # fmt: skip
    if row is None:
        raise LinkError(_REFUSED)
    return account_of(row)


def redeem(connection: Connection, token: str, kept: str, now: datetime) -> Account:
    """Gives the link's account the password that `passwords.hashed` made `kept` of; its sessions end, and the link is
    gone. Raises LinkError."""
    account = owner(connection, token, now)
    if not connection.execute(delete(account_links).where(account_links.c.digest == digest(token))).rowcount:
        raise LinkError(_REFUSED)
    keep_password(connection, account, kept, who=account.name)
    return numbered(connection, account.id)


def keep_password(connection: Connection, account: Account, kept: str, *, who: str) -> None:
    """Gives an account another password: all its sessions end."""
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(password=kept))
    connection.execute(delete(account_sessions).where(account_sessions.c.account == account.id))
    tell(connection, account, "account-password", who)

"""Accounts: who there is, in which role, and whether restricted reports may be seen.

What changes one is done in the caller's writing transaction and leaves a row in the history, which holds no secret.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from isnad.archive import chain, settings
from isnad.archive.people.clock import written
from isnad.archive.people.tables import account_links, account_sessions, accounts
from isnad.errors import AccountError, AccountExistsError, NotFoundError

Role = Literal["reader", "coder", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reader", "coder", "editor", "admin")
"""Each may do what those before it may."""
Lang = Literal["ar", "en"]
Digits = Literal["latn", "arab"]
NOBODY: frozenset[str] = frozenset(("engine", "isnad", "local"))
"""Names that stand in a history for no person."""
MASK_KEY = "masks"
"""The setting with which masks are made of names (`masks.py`); it comes with the first account."""
LOCK_MINUTES = 15
LONGEST_LOCK = 480
_LONGEST_NAME = 64
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may come in. `cleared`: may see restricted reports. `lock_minutes`: after so long without a request
    the password is asked for again (0: never). `active`: a password was chosen. `totp`: a code is asked for too."""

    id: int
    name: str
    role: Role
    cleared: bool = False
    lang: Lang = "ar"
    disabled: bool = False
    digits: Digits = "latn"
    lock_minutes: int = LOCK_MINUTES
    active: bool = False
    totp: bool = False


LOCAL = Account(0, "local", "admin", cleared=True, lock_minutes=0)
"""The one user of an archive on his own machine that has no accounts."""


def at_least(role: Role, wanted: Role) -> bool:
    """Whether `role` may do what `wanted` may."""
    return ROLES.index(role) >= ROLES.index(wanted)


def any_account(connection: Connection) -> bool:
    """Whether there is an account, be it disabled: from the first one on nobody comes in without."""
    return bool(connection.execute(select(exists().where(accounts.c.id.is_not(None)))).scalar())


def listed(connection: Connection) -> list[Account]:
    """All accounts, in the order in which they were made."""
    return [account_of(row) for row in connection.execute(select(accounts).order_by(accounts.c.id))]


def named(connection: Connection, name: str) -> Account:
    """The account of that name, whatever its case. Raises NotFoundError."""
    row = connection.execute(select(accounts).where(accounts.c.folded == folded(name))).first()
    if row is None:
        raise NotFoundError(f"{name}: no account of that name; see `isnad people list`")
    return account_of(row)


def numbered(connection: Connection, number: int) -> Account:
    """The account of that number. Raises NotFoundError."""
    row = connection.execute(select(accounts).where(accounts.c.id == number)).first()
    if row is None:
        raise NotFoundError(f"{number}: no account of that number; see `isnad people list`")
    return account_of(row)


def add(
    connection: Connection, name: str, role: Role, *, who: str, now: datetime, cleared: bool = False, lang: Lang = "ar"
) -> Account:  # fmt: skip
    """A new account, without a password: a one-time link lets one be chosen. Raises AccountExistsError where there is
    one of that name, AccountError where the name is none."""
    name = _fit(name)
    if connection.execute(select(accounts.c.id).where(accounts.c.folded == folded(name))).first():
        raise AccountExistsError(f"{name}: there is an account of that name already; give another name")
    row = {
        "name": name, "folded": folded(name), "role": role, "cleared": cleared, "disabled": False, "lang": lang,
        "digits": "latn", "lock_minutes": LOCK_MINUTES, "totp_on": False, "made_at": written(now),
    }  # fmt: skip
    number = connection.execute(insert(accounts).values(row).returning(accounts.c.id)).scalar_one()
    made = numbered(connection, number)
    if settings.get(connection, MASK_KEY) is None:
        settings.put(connection, MASK_KEY, secrets.token_hex(16))
    tell(connection, made, "account-add", who, role=role, cleared=cleared)
    return made


def set_role(connection: Connection, account: Account, role: Role, *, who: str) -> None:
    """Gives an account another role. Raises AccountError where no admin would be left."""
    if role != "admin":
        _keep_an_admin(connection, account)
    _change(connection, account, role=role)
    tell(connection, account, "account-role", who, role=role)


def set_cleared(connection: Connection, account: Account, cleared: bool, *, who: str) -> None:
    """Lets somebody see restricted reports, or no longer."""
    _change(connection, account, cleared=cleared)
    tell(connection, account, "account-clear", who, cleared=cleared)


def disable(connection: Connection, account: Account, *, who: str) -> None:
    """Shuts an account: its sessions and links end at once. Raises AccountError where no admin would be left."""
    _keep_an_admin(connection, account)
    _change(connection, account, disabled=True)
    for table in (account_sessions, account_links):
        connection.execute(delete(table).where(table.c.account == account.id))
    tell(connection, account, "account-disable", who)


def enable(connection: Connection, account: Account, *, who: str) -> None:
    """Opens an account again, with the password that it had."""
    _change(connection, account, disabled=False)
    tell(connection, account, "account-enable", who)


def set_ways(connection: Connection, account: Account, *, lang: Lang, digits: Digits, lock_minutes: int) -> None:
    """How somebody wants to see the workbench. It concerns nobody else and leaves no row in the history."""
    minutes = min(max(lock_minutes, 0), LONGEST_LOCK)
    _change(connection, account, lang=lang, digits=digits, lock_minutes=minutes)


def folded(name: str) -> str:
    """A name as names are compared: without case, compatible letters as one, spaces around it gone."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def tell(connection: Connection, account: Account, action: str, who: str, **detail: object) -> None:
    """The row in the history about a change of an account."""
    held = {"name": account.name, **detail}
    chain.append(connection, who=who, action=action, subject=f"account:{account.id}", detail=held)


def account_of(row: Any) -> Account:
    """The account that a row of the table holds."""
    return Account(
        row.id, row.name, row.role, row.cleared, row.lang, row.disabled, row.digits, row.lock_minutes,
        active=row.password is not None, totp=row.totp_on,
    )  # fmt: skip


def _change(connection: Connection, account: Account, **values: object) -> None:
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(values))


def _fit(name: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name or len(name) > _LONGEST_NAME or _UNFIT.search(name) or not any(map(str.isalnum, name)):
        raise AccountError(f"an account's name has 1 to {_LONGEST_NAME} characters, letters or digits among them")
    if folded(name) in NOBODY:
        raise AccountError(f"{name} stands for no person in the history; give another name")
    return name


def _keep_an_admin(connection: Connection, account: Account) -> None:
    others = select(func.count()).where(
        accounts.c.role == "admin", accounts.c.disabled.is_(False), accounts.c.id != account.id
    )
    if account.role == "admin" and not account.disabled and not connection.execute(others).scalar():
        raise AccountError(f"{account.name} is the last admin; make somebody else one first")

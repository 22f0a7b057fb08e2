"""The second step: a code that a phone makes anew every 30 seconds (TOTP, RFC 6238), or one of eight recovery codes.

Each code is good once. Taking one is a single change in the database, so that of two who give the same at the same
moment one is too late.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime
from hmac import compare_digest
from io import BytesIO

import pyotp
import segno
from sqlalchemy import Connection, delete, func, insert, or_, select, update

from isnad.archive.people.accounts import Account, tell
from isnad.archive.people.sessions import digest
from isnad.archive.people.tables import accounts, recovery_codes
from isnad.errors import AccountError, SignInError

STEP_SECONDS = 30
SLACK_STEPS = 1
"""How many steps a phone's clock may be off, either way (RFC 6238, 5.2)."""
RECOVERY_CODES = 8
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look alike."""
_CODE_LENGTH = 20
"""Of 31 letters: 99 bits."""


def offer(connection: Connection, account: Account) -> str:
    """A new secret, to be put into a phone; it counts once `turn_on` has seen a code of it. Raises AccountError where a
    second step is asked for already."""
    if account.totp:
        raise AccountError("codes are asked for already: turn that off first")
    secret = pyotp.random_base32()
    connection.execute(
        update(accounts).where(accounts.c.id == account.id, accounts.c.totp_on.is_(False)).values(totp_secret=secret)
    )
    return secret


def offered(connection: Connection, account: Account) -> str | None:
    """The secret that was offered and not confirmed yet."""
    its = accounts.c
    return connection.execute(select(its.totp_secret).where(its.id == account.id, its.totp_on.is_(False))).scalar()


def picture(account: Account, secret: str) -> str:
    """The secret for a phone's camera: a QR code as SVG, dark on light."""
    address = pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name="Isnad")
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=5, border=4, light="white", xmldecl=False)
    return drawn.getvalue().decode()


def turn_on(connection: Connection, account: Account, code: str, *, who: str, now: datetime) -> list[str]:
    """From now on a code is asked for; the recovery codes, which are shown this once. Raises SignInError where the code
    is none of the secret that was offered."""
    secret = offered(connection, account)
    step = None if secret is None else _step_of(secret, code, now)
    if step is None:
        raise SignInError("this code is not right: see that the phone's clock is, and give the newest one")
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(totp_on=True, totp_step=step))
    tell(connection, account, "account-totp", who, on=True)
    return renew_recovery(connection, account)


def turn_off(connection: Connection, account: Account, *, who: str) -> None:
    """No code is asked for any more; the secret and the recovery codes are gone."""
    connection.execute(
        update(accounts).where(accounts.c.id == account.id).values(totp_on=False, totp_secret=None, totp_step=None)
    )
    connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account.id))
    tell(connection, account, "account-totp", who, on=False)


def renew_recovery(connection: Connection, account: Account) -> list[str]:
    """New recovery codes in place of all earlier ones; they are shown this once."""
    connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account.id))
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)) for _ in range(RECOVERY_CODES)]
    rows = [{"digest": digest(code), "account": account.id} for code in codes]
    connection.execute(insert(recovery_codes), rows)
    return ["-".join(code[at : at + 5] for at in range(0, _CODE_LENGTH, 5)) for code in codes]


def recovery_left(connection: Connection, account: Account) -> int:
    """How many recovery codes are left."""
    asked = select(func.count()).where(recovery_codes.c.account == account.id)
    return connection.execute(asked).scalar_one()


def take(connection: Connection, account: Account, code: str, now: datetime) -> bool:
    """Whether this is a code of the phone or a recovery code that was never given before; now it was."""
    plain = "".join(code.split()).replace("-", "").lower()
    if not plain.isdecimal():
        its = recovery_codes.c
        gone = delete(recovery_codes).where(its.account == account.id, its.digest == digest(plain))
        return bool(connection.execute(gone).rowcount)
    secret = connection.execute(
        select(accounts.c.totp_secret).where(accounts.c.id == account.id, accounts.c.totp_on)
    ).scalar()
    step = None if secret is None else _step_of(secret, plain, now)
    if step is None:
        return False
    fresh = or_(accounts.c.totp_step.is_(None), accounts.c.totp_step < step)
    taken = update(accounts).where(accounts.c.id == account.id, fresh).values(totp_step=step)
    return bool(connection.execute(taken).rowcount)


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, within the slack; digits of any script are taken."""
    latin = "".join(str(int(digit)) for digit in code if digit.isdecimal())
    codes = pyotp.TOTP(secret)
    for step in _near(now):
        if compare_digest(codes.generate_otp(step), latin):
            return step
    return None


def _near(now: datetime) -> Iterator[int]:
    current = int(now.timestamp()) // STEP_SECONDS
    yield from range(current - SLACK_STEPS, current + SLACK_STEPS + 1)

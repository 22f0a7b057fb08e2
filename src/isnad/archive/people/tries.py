"""How often somebody may try to come in: five failures within a minute, then a wait that grows from one minute to
fifteen. It is counted for the account that was named, whether there is one or not, and for the address.

Nobody is shut out for good: what is asked while a wait lasts does not prolong it, and a success ends it. A try is
counted before it is made and taken back when it was right, so that many at once are not more than five.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from ipaddress import ip_address, ip_network
from math import ceil
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from isnad.archive.people.accounts import folded
from isnad.archive.people.clock import seconds_until, written
from isnad.archive.people.tables import sign_in_tries
from isnad.errors import TooManyTriesError

MOST, WINDOW_SECONDS = 5, 60
"""trust.md, S10."""
SHORTEST_WAIT, LONGEST_WAIT = 60, 900
"""In seconds; each wait is twice the one before."""
FORGOTTEN_SECONDS = 3600
"""After so long without a failure nothing is remembered."""
_NETWORK_BITS = 64
"""Whoever has one address of IPv6 has all of such a network."""


def subjects(name: str, address: str) -> tuple[str, str]:
    """What tries are counted for, as hashes: the account of that name, the address."""
    return _hashed(f"account:{folded(name)}"), _hashed(f"address:{_whose(address)}")


def begin(connection: Connection, about: Iterable[str], now: datetime) -> None:
    """Counts one try, as one that failed. Raises TooManyTriesError, and counts nothing, where one of the subjects has
    to wait."""
    connection.execute(delete(sign_in_tries).where(sign_in_tries.c.changed_at < written(now, -FORGOTTEN_SECONDS)))
    held = {subject: _row(connection, subject) for subject in about}
    wait = max((seconds_until(row.until, now) for row in held.values() if row), default=0.0)
    if wait > 0:
        raise _wait(wait)
    for subject, row in held.items():
        _count(connection, subject, row, now)


def succeeded(connection: Connection, about: tuple[str, str], now: datetime) -> None:
    """The try that began at `now` was right: its account starts anew, its address gets this one try back. Somebody with
    an account of his own cannot have his address forgotten by signing in again and again."""
    account, address = about
    connection.execute(delete(sign_in_tries).where(sign_in_tries.c.subject == account))
    row = _row(connection, address)
    if row is None or written(now) not in row.failed:
        return
    failed = list(row.failed)
    failed.remove(written(now))
    values = {"failed": failed, "blocks": row.blocks, "until": row.until}
    if len(row.failed) == MOST:
        values |= {"blocks": row.blocks - 1, "until": written(now)}
    connection.execute(update(sign_in_tries).where(sign_in_tries.c.subject == address).values(values))


def _count(connection: Connection, subject: str, row: Any, now: datetime) -> None:
    """One more failure; the last that is allowed begins a wait."""
    recent = [moment for moment in row.failed if moment > written(now, -WINDOW_SECONDS)] if row else []
    blocks = row.blocks if row else 0
    held = {"failed": [*recent, written(now)], "blocks": blocks, "until": written(now), "changed_at": written(now)}
    if len(recent) + 1 >= MOST:
        wait = min(SHORTEST_WAIT * 2**blocks, LONGEST_WAIT)
        held |= {"blocks": blocks + 1, "until": written(now, wait)}
    if row is None:
        connection.execute(insert(sign_in_tries).values(subject=subject, **held))
    else:
        connection.execute(update(sign_in_tries).where(sign_in_tries.c.subject == subject).values(held))


def _row(connection: Connection, subject: str) -> Any:
    return connection.execute(select(sign_in_tries).where(sign_in_tries.c.subject == subject)).first()


def _wait(seconds: float) -> TooManyTriesError:
    whole = ceil(seconds)
    return TooManyTriesError(f"too much failed lately: try again in {whole} seconds", whole)


def _whose(address: str) -> str:
    try:
        at = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip_network((at, _NETWORK_BITS), strict=False) if at.version == 6 else at)


def _hashed(subject: str) -> str:
    return sha256(subject.encode("utf-8", "surrogatepass")).hexdigest()

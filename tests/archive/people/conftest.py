"""Accounts for the tests, a clock that stands still, and hashes that cost nothing."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from isnad.archive.migrating import create
from isnad.archive.opening import Place, engine_of, reading, writing
from isnad.archive.people import accounts, passwords, signing
from isnad.archive.people.accounts import Account, Role
from isnad.archive.people.links import make
from isnad.archive.people.sessions import session_of

NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
GOOD = "قهوة على السطح 7"
HOME = "192.0.2.7"

Settle = Callable[..., Account]


def after(**how_long: float) -> datetime:
    """A moment so long after NOON."""
    return NOON + timedelta(**how_long)


def viewer_of(engine: Engine, token: str | None, now: datetime = NOON) -> Account | None:
    """To whom pages are shown: nobody, while the session is locked."""
    with reading(engine) as connection:
        session = session_of(connection, token, now)
    return None if session is None or session.locked else session.account


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashes of argon2id that take no time."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._for_nobody.cache_clear()
    yield
    passwords._for_nobody.cache_clear()


@pytest.fixture
def settle(engine: Engine) -> Settle:
    """Makes an account with the password GOOD."""

    def made(name: str = "أمل", role: Role = "coder", password: str = GOOD) -> Account:
        with writing(engine) as connection:
            account = accounts.add(connection, name, role, who="keeper", now=NOON)
            link = make(connection, account, who="keeper", now=NOON)
        return signing.choose_password(engine, link, password, NOON).account

    return made


@pytest.fixture(scope="module")
def sqlite_engine_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An archive in SQLite for many examples."""
    found = engine_of(Place.of(tmp_path_factory.mktemp("people")), new=True)
    create(found)
    yield found
    found.dispose()

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from sqlalchemy import Connection, Engine, select, text

from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts, links, sessions, signing
from isnad.archive.people.accounts import Account
from isnad.archive.people.clock import written
from isnad.archive.people.sessions import Session, arrive, session_of, sessions_of
from isnad.archive.people.tables import account_sessions
from isnad.errors import ArchiveFullError, SignInError
from tests.archive.people.conftest import GOOD, HOME, NOON, Settle, after, viewer_of

NEW = "ثلاث كلمات أخرى 9"


def sign_in(engine: Engine, name: str = "أمل", now: datetime = NOON, password: str = GOOD) -> str:
    return signing.sign_in(engine, name, password, "", address=HOME, now=now).token


def test_signing_in_gives_a_new_token_each_time(engine: Engine, settle: Settle) -> None:
    """S9, fixation: nothing that a browser brought is ever taken over."""
    one = settle()
    tokens = [sign_in(engine) for _ in range(3)]
    assert len(set(tokens)) == 3 and all(len(token) == 43 for token in tokens)
    assert [viewer_of(engine, token) for token in tokens] == [one] * 3
    with reading(engine) as connection:
        kept = connection.execute(select(account_sessions.c.digest)).scalars().all()
        assert not set(kept) & set(tokens)
        assert {sessions.digest(token) for token in tokens} < set(kept)


def test_a_token_that_was_tampered_with_is_worth_nothing(engine: Engine, settle: Settle) -> None:
    settle()
    token = sign_in(engine)
    swapped = "A" if token[20] != "A" else "B"
    forged = [token[:-2], token + "A", token[:20] + swapped + token[21:], token.swapcase(), token + "\x00", "\ud800"]
    with reading(engine) as connection:
        forged.append(str(connection.execute(select(account_sessions.c.digest)).scalars().first()))
    for one in [None, "", " " + token, "' OR 1=1 --", *forged]:
        assert viewer_of(engine, one) is None, one
    assert viewer_of(engine, token) is not None


@pytest.mark.parametrize(
    ("steps_hours", "lasts"),
    [
        ([7.9], True), ([8.1], False), ([7.5, 7.5, 7.5], True), ([7.5, 7.5, 8.1], False),
        ([7.0] * 23, True), ([7.0] * 24, True), ([7.0] * 24 + [0.5], False),
    ],
)  # fmt: skip
def test_a_session_ends_when_idle_and_in_any_case(
    engine: Engine, settle: Settle, steps_hours: list[float], lasts: bool
) -> None:
    account = settle()
    with writing(engine) as connection:
        accounts.set_ways(connection, account, lang="ar", digits="latn", lock_minutes=0)
    token, hours = sign_in(engine), 0.0
    for step in steps_hours[:-1]:
        hours += step
        assert arrive(engine, token, after(hours=hours)) is not None
    hours += steps_hours[-1]
    assert (arrive(engine, token, after(hours=hours)) is not None) is lasts
    assert (viewer_of(engine, token, after(hours=hours)) is not None) is lasts


def test_looking_writes_once_a_minute(engine: Engine, settle: Settle) -> None:
    settle()
    token = sign_in(engine)
    for seconds, expected in ((0, 0), (59, 0), (60, 60), (100, 60), (121, 121)):
        found = arrive(engine, token, after(seconds=seconds))
        with reading(engine) as connection:
            kept = session_of(connection, token, after(seconds=seconds))
        assert found == kept is not None
        assert kept and kept.seen_at == written(after(seconds=expected))


ENDS: dict[str, Callable[[Engine, Account, str], object]] = {
    "sign out": lambda e, a, t: _do(e, lambda c: sessions.end(c, _session(e, t))),
    "end all": lambda e, a, t: _do(e, lambda c: sessions.end_all(c, a, who="x")),
    "disable": lambda e, a, t: _do(e, lambda c: accounts.disable(c, a, who="x")),
    "password": lambda e, a, t: signing.change_password(e, a, GOOD, NEW, address=HOME, now=NOON),
    "link": lambda e, a, t: signing.choose_password(e, _link(e, a), NEW, NOON),
}


def _do(engine: Engine, act: Callable[[Connection], object]) -> None:
    with writing(engine) as connection:
        act(connection)


def _link(engine: Engine, account: Account) -> str:
    with writing(engine) as connection:
        return links.make(connection, account, who="x", now=NOON)


@pytest.mark.parametrize("how", ENDS)
def test_a_session_ends(engine: Engine, settle: Settle, how: str) -> None:
    account, other = settle(), settle("سمر")
    token, elsewhere, foreign = sign_in(engine), sign_in(engine), sign_in(engine, "سمر")
    ENDS[how](engine, account, token)
    assert viewer_of(engine, token) is None
    assert (viewer_of(engine, elsewhere) is None) is (how != "sign out")
    assert viewer_of(engine, foreign) == other


def test_a_disabled_account_stays_out_whatever_is_left_of_its_sessions(engine: Engine, settle: Settle) -> None:
    settle()
    token = sign_in(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE accounts SET disabled = true"))
    assert viewer_of(engine, token) is None
    with pytest.raises(SignInError):
        sign_in(engine)


def _session(engine: Engine, token: str, now: datetime = NOON) -> Session:
    with reading(engine) as connection:
        found = session_of(connection, token, now)
    assert found is not None
    return found


def test_a_locked_session_shows_nothing_until_the_password_is_given(engine: Engine, settle: Settle) -> None:
    account = settle()
    token = sign_in(engine)
    with writing(engine) as connection:
        sessions.lock(connection, _session(engine, token))
    assert viewer_of(engine, token) is None
    locked = _session(engine, token)
    assert locked.locked and locked.account == account
    with pytest.raises(SignInError):
        signing.unlock(engine, locked, NEW, address=HOME, now=NOON)
    opened = signing.unlock(engine, locked, GOOD, address=HOME, now=NOON)
    assert viewer_of(engine, opened) == account and viewer_of(engine, token) is None
    assert _session(engine, opened).began_at == locked.began_at


def test_an_idle_session_locks_itself(engine: Engine, settle: Settle) -> None:
    account = settle()
    token = sign_in(engine)
    assert viewer_of(engine, token, after(minutes=15)) == account
    assert viewer_of(engine, token, after(minutes=17)) is None
    late = arrive(engine, token, after(minutes=17))
    assert late is not None and late.locked and arrive(engine, token, after(minutes=18)) == late
    opened = signing.unlock(engine, late, GOOD, address=HOME, now=after(minutes=18))
    assert viewer_of(engine, opened, after(minutes=18)) == account


def test_a_session_that_ended_is_not_unlocked(engine: Engine, settle: Settle) -> None:
    account = settle()
    locked = _session(engine, sign_in(engine))
    with writing(engine) as connection:
        sessions.end_all(connection, account, who="x")
    with pytest.raises(SignInError, match="sign in again"):
        signing.unlock(engine, locked, GOOD, address=HOME, now=NOON)


def test_sessions_are_listed_and_ended_ones_go(engine: Engine, settle: Settle) -> None:
    account = settle()
    sign_in(engine)
    sign_in(engine, now=after(hours=5))
    with reading(engine) as connection:
        assert len(sessions_of(connection, account, after(hours=5))) == 3
        assert [one.began_at for one in sessions_of(connection, account, after(hours=9))] == [written(after(hours=5))]
    sign_in(engine, now=after(hours=9))
    with reading(engine) as connection:
        assert len(connection.execute(select(account_sessions)).all()) == 2


def test_a_full_disk_keeps_nobody_from_reading(engine: Engine, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """R8: that a session was used cannot be written, and need not be."""
    account = settle()
    token = sign_in(engine)

    def full(_: Engine) -> AbstractContextManager[Connection]:
        raise ArchiveFullError("the disk is full")

    monkeypatch.setattr(sessions, "writing", full)
    found = arrive(engine, token, after(minutes=5))
    assert found is not None and found.account == account and found.seen_at == written(NOON)

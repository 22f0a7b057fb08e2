from datetime import timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from isnad.archive.opening import reading, writing
from isnad.archive.people import passwords, signing, tries
from isnad.archive.people.accounts import disable
from isnad.archive.people.links import make
from isnad.archive.people.tables import sign_in_tries
from isnad.archive.people.tries import LONGEST_WAIT, MOST, WINDOW_SECONDS
from isnad.errors import IsnadError, SignInError, TooManyTriesError
from tests.archive.people.conftest import GOOD, HOME, NOON, Settle, after

ELSEWHERE = "198.51.100.9"


def attempt(engine: Engine, password: str, seconds: float = 0, *, name: str = "أمل", address: str = HOME) -> str:
    """What came of a try: `in`, `refused`, or how long to wait."""
    try:
        signing.sign_in(engine, name, password, "", address=address, now=after(seconds=seconds))
    except SignInError:
        return "refused"
    except TooManyTriesError as error:
        return str(error.retry_after)
    return "in"


def test_five_failures_within_a_minute_make_wait(engine: Engine, settle: Settle) -> None:
    settle()
    assert [attempt(engine, "wrong", second) for second in range(5)] == ["refused"] * 5
    assert attempt(engine, GOOD, 5) == "59"
    assert attempt(engine, GOOD, 63.5) == "1"
    assert attempt(engine, GOOD, 64) == "in"
    assert [attempt(engine, "wrong", 65 + second) for second in range(5)] == ["refused"] * 5


def test_slow_failures_make_nobody_wait(engine: Engine, settle: Settle) -> None:
    settle()
    assert {attempt(engine, "wrong", 16 * n) for n in range(12)} == {"refused"}
    assert attempt(engine, GOOD, 200) == "in"


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further(engine: Engine, settle: Settle) -> None:
    settle()
    waits, second = [], 0.0
    for _ in range(7):
        assert [attempt(engine, "wrong", second) for _ in range(MOST)] == ["refused"] * MOST
        waits.append(int(attempt(engine, GOOD, second)))
        assert attempt(engine, "wrong", second + waits[-1] - 1) == "1"  # asking meanwhile does not prolong it
        second += waits[-1]
    assert waits == [60, 120, 240, 480, 900, 900, 900] and max(waits) == LONGEST_WAIT
    assert attempt(engine, GOOD, second) == "in"  # never shut out for good
    assert [attempt(engine, "wrong", second + 1, address=ELSEWHERE) for _ in range(MOST)] == ["refused"] * MOST
    assert attempt(engine, GOOD, second + 1, address=ELSEWHERE) == "60"


def test_what_failed_is_counted_by_account_and_by_address(engine: Engine, settle: Settle) -> None:
    settle(), settle("سمر")
    assert [attempt(engine, "wrong", name=f"nobody {n}") for n in range(5)] == ["refused"] * 5
    assert attempt(engine, GOOD) == "60"
    assert attempt(engine, GOOD, address=ELSEWHERE) == "in"
    assert [attempt(engine, "wrong", address=f"203.0.113.{n}") for n in range(5)] == ["refused"] * 5
    assert attempt(engine, GOOD, address="203.0.113.99") == "60"
    assert attempt(engine, GOOD, name="سمر", address="203.0.113.99") == "in"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True), ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True), ("2001:db8::1", "2001:db8:0:1::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True), ("testclient", "testclient", True), ("", "x", False),
    ],
)  # fmt: skip
def test_a_network_of_ipv6_is_one_address(one: str, other: str, same: bool) -> None:
    assert (tries.subjects("a", one)[1] == tries.subjects("a", other)[1]) is same
    assert tries.subjects("Amal", one)[0] == tries.subjects("aMAL ", other)[0]


def test_signing_in_does_not_clear_an_address(engine: Engine, settle: Settle) -> None:
    """Somebody with an account of his own tries passwords of others, and signs in in between."""
    settle(), settle("سمر")
    outcomes = []
    for n in range(6):
        outcomes.append(attempt(engine, "wrong", n))
        outcomes.append(attempt(engine, GOOD, n, name="سمر"))
    assert outcomes == ["refused", "in"] * 4 + ["refused", "60", "59", "59"]


def test_right_tries_at_once_are_not_counted_as_failures(engine: Engine, settle: Settle) -> None:
    settle()
    about = tries.subjects("أمل", HOME)
    moments = [NOON + timedelta(milliseconds=n) for n in range(MOST)]
    for moment in moments:
        with writing(engine) as connection:
            tries.begin(connection, about, moment)
    with writing(engine) as connection, pytest.raises(TooManyTriesError):
        tries.begin(connection, about, after(seconds=1))
    for moment in moments:
        with writing(engine) as connection:
            tries.succeeded(connection, about, moment)
    assert attempt(engine, GOOD, 1) == "in"
    with reading(engine) as connection:
        rows = connection.execute(select(sign_in_tries)).all()
    assert [(row.failed, row.blocks) for row in rows] == [([], 0)]


def test_nothing_is_remembered_for_long_nor_in_plain(engine: Engine, settle: Settle) -> None:
    settle()
    attempt(engine, "wrong", name="typed-by-mistake")
    with reading(engine) as connection:
        kept = repr(connection.execute(select(sign_in_tries)).all())
    assert "typed" not in kept and HOME not in kept
    attempt(engine, "wrong", 3601, name="other", address=ELSEWHERE)
    with reading(engine) as connection:
        assert len(connection.execute(select(sign_in_tries)).all()) == 2


def test_a_link_lets_the_owner_in_while_others_guess(engine: Engine, settle: Settle) -> None:
    account = settle()
    assert [attempt(engine, "wrong") for _ in range(6)] == ["refused"] * 5 + ["60"]
    with writing(engine) as connection:
        link = make(connection, account, who="x", now=NOON)
    assert signing.choose_password(engine, link, GOOD, NOON).token


def _refusal(engine: Engine, name: str, password: str, code: str = "") -> tuple[type[IsnadError], str]:
    with pytest.raises(SignInError) as told:
        signing.sign_in(engine, name, password, code, address=HOME, now=NOON)
    return type(told.value), str(told.value)


def test_nobody_learns_which_names_there_are(engine: Engine, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """S10: the same words, and the same work, which is counted instead of timed: a verification each, no more."""
    settle(), settle("سمر")
    disabled = settle("مغلق")
    with writing(engine) as connection:
        disable(connection, disabled, who="x")
    work: list[tuple[int, int]] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            work.append((self.memory_cost, len(password)))
            return super().verify(hash, password)

        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            pytest.fail("more work than for others")

    passwords._for_nobody()
    monkeypatch.setattr(passwords, "HASHER", Counting(time_cost=1, memory_cost=8, parallelism=1))
    told = {_refusal(engine, name, "wrong long password") for name in ("أمل", "nobody", "مغلق")}
    assert len(told) == 1
    assert work == [(8, len("wrong long password"))] * 3
    work.clear()
    assert _refusal(engine, "مغلق", GOOD) in told and _refusal(engine, "", GOOD) in told
    assert len(work) == 2


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0, 40), min_size=1, max_size=60))
def test_never_more_than_five_in_any_minute(sqlite_engine_once: Engine, gaps: list[float]) -> None:
    """Whatever the rhythm: of the tries that are let through no six fall within a minute."""
    through: list[float] = []
    second = 0.0
    with writing(sqlite_engine_once) as connection:
        for gap in gaps:
            second += gap
            try:
                tries.begin(connection, tries.subjects("a", HOME), after(seconds=second))
            except TooManyTriesError:
                continue
            through.append(second)
        connection.execute(sign_in_tries.delete())
    for first, sixth in zip(through, through[MOST:], strict=False):
        assert sixth - first >= WINDOW_SECONDS - 0.001

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from isnad.archive import chain, logs
from isnad.archive.guarding.verifying import verify
from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts, links, sessions
from isnad.archive.people.accounts import LOCAL, ROLES, Account, any_account, at_least, folded, listed, named
from isnad.errors import AccountError, AccountExistsError, LinkError, NotFoundError
from tests.archive.people.conftest import NOON, Settle, after


def add(engine: Engine, name: str, role: accounts.Role = "coder") -> Account:
    with writing(engine) as connection:
        return accounts.add(connection, name, role, who="keeper", now=NOON)


def change(engine: Engine, act: Callable[[Connection], object]) -> None:
    with writing(engine) as connection:
        act(connection)


def test_each_role_may_do_what_those_before_it_may() -> None:
    assert [at_least(role, wanted) for role, wanted in product(ROLES, ROLES)] == [
        True, False, False, False,
        True, True, False, False,
        True, True, True, False,
        True, True, True, True,
    ]  # fmt: skip
    assert at_least(LOCAL.role, "admin") and LOCAL.cleared


def test_the_first_account_ends_the_open_door(engine: Engine) -> None:
    with reading(engine) as connection:
        assert not any_account(connection)
    made = add(engine, "أمل", "admin")
    assert (made.name, made.role, made.cleared, made.active, made.disabled) == ("أمل", "admin", False, False, False)
    with reading(engine) as connection:
        assert any_account(connection) and listed(connection) == [made]
        assert named(connection, " أمل ") == accounts.numbered(connection, made.id) == made


@pytest.mark.parametrize(
    ("one", "other"), [("Amal", "aMAL"), ("straße", "STRASSE"), ("Amal", "Ａmal"), ("أمل", "أمل ")]
)
def test_a_name_is_given_once_whatever_its_case(engine: Engine, one: str, other: str) -> None:
    add(engine, one)
    with pytest.raises(AccountExistsError, match="another name"):
        add(engine, other)
    add(engine, "Samar")


@pytest.mark.parametrize("name", ["", "  ", "…", "a" * 65, "a\u202eb", "a\x00b", "Engine", "isnad", "LOCAL", "a\ud800"])
def test_what_is_no_name_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(AccountError):
        add(engine, name)


@given(st.text(max_size=30))
def test_folding_a_name_again_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize("look", [lambda c: named(c, "nobody"), lambda c: accounts.numbered(c, 7)])
def test_an_unknown_account_is_not_found(engine: Engine, look: Callable[[Connection], Account]) -> None:
    with reading(engine) as connection, pytest.raises(NotFoundError, match="isnad people list"):
        look(connection)


def test_every_change_is_in_the_history_and_no_secret(engine: Engine, settle: Settle) -> None:
    one = settle("أمل", "admin")
    with writing(engine) as connection:
        accounts.set_role(connection, add_other(connection), "editor", who="أمل")
        accounts.set_cleared(connection, one, True, who="أمل")
        token = sessions.begin(connection, one, NOON)
        link = links.make(connection, one, who="أمل", now=NOON)
        sessions.end_all(connection, one, who="أمل")
    with writing(engine) as connection:
        other = named(connection, "سمر")
        accounts.disable(connection, other, who="أمل")
        accounts.enable(connection, other, who="أمل")
        accounts.set_ways(connection, other, lang="en", digits="arab", lock_minutes=9_999)
        assert named(connection, "سمر").lock_minutes == accounts.LONGEST_LOCK
        told = logs.history(connection, 100)
        raw = "".join(str(row) for row in chain.rows(connection))
    assert [row["action"] for row in told][1:] == [
        "account-add", "account-link", "account-password", "account-add", "account-role", "account-clear",
        "account-link", "account-sessions", "account-disable", "account-enable",
    ]  # fmt: skip
    assert not any(secret in raw for secret in (token, sessions.digest(token), link, sessions.digest(link), "argon2"))
    assert list(verify(engine)) == []


def add_other(connection: Connection) -> Account:
    return accounts.add(connection, "سمر", "coder", who="أمل", now=NOON)


def test_a_change_and_its_row_in_the_history_come_together_or_not_at_all(
    engine: Engine, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = settle("أمل", "coder")

    def fail(*_: object, **__: object) -> int:
        raise OSError("the power went")

    monkeypatch.setattr(chain, "append", fail)
    with pytest.raises(OSError, match="power"):
        change(engine, lambda c: accounts.set_role(c, one, "admin", who="x"))
    with reading(engine) as connection:
        assert named(connection, "أمل").role == "coder"


def test_the_last_admin_stays(engine: Engine, settle: Settle) -> None:
    one, other = settle("أمل", "admin"), settle("سمر", "admin")
    change(engine, lambda c: accounts.set_role(c, other, "editor", who="x"))
    with pytest.raises(AccountError, match="last admin"):
        change(engine, lambda c: accounts.set_role(c, one, "reader", who="x"))
    with pytest.raises(AccountError, match="last admin"):
        change(engine, lambda c: accounts.disable(c, one, who="x"))
    change(engine, lambda c: accounts.set_role(c, one, "admin", who="x"))
    change(engine, lambda c: accounts.set_role(c, other, "admin", who="x"))
    change(engine, lambda c: accounts.disable(c, one, who="x"))


def test_a_link_is_good_once_and_for_a_day(engine: Engine) -> None:
    made = add(engine, "أمل")
    with writing(engine) as connection:
        first = links.make(connection, made, who="x", now=NOON)
        token = links.make(connection, made, who="x", now=NOON)
    for given_, now in ((first, NOON), (token, after(hours=24)), ("x" * 43, NOON), ("", NOON)):
        with writing(engine) as connection, pytest.raises(LinkError):
            links.redeem(connection, given_, "kept", now)
    with writing(engine) as connection:
        assert links.owner(connection, token, after(hours=23, minutes=59)) == made
        links.redeem(connection, token, "kept", after(hours=23, minutes=59))
        with pytest.raises(LinkError, match="isnad people link"):
            links.redeem(connection, token, "other", NOON)


def test_a_link_of_a_disabled_account_is_void(engine: Engine) -> None:
    made = add(engine, "أمل")
    with writing(engine) as connection:
        token = links.make(connection, made, who="x", now=NOON)
        accounts.disable(connection, made, who="x")
        with pytest.raises(LinkError):
            links.owner(connection, token, NOON)
        with pytest.raises(AccountError, match="enable"):
            links.make(connection, named(connection, "أمل"), who="x", now=NOON)
        accounts.enable(connection, made, who="x")
        with pytest.raises(LinkError):
            links.owner(connection, token, NOON)

import threading

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select

from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts, links, passwords, signing
from isnad.archive.people.tables import accounts as table
from isnad.errors import LinkError, PasswordError, SignInError, TooManyTriesError
from tests.archive.people.conftest import GOOD, HOME, NOON, Settle, after

NEW = "ثلاث كلمات أخرى 9"


def kept(engine: Engine) -> str:
    with reading(engine) as connection:
        return str(connection.execute(select(table.c.password)).scalar())


def test_without_a_password_nobody_comes_in(engine: Engine) -> None:
    """S11: there is no default password, and an empty one is none."""
    with writing(engine) as connection:
        accounts.add(connection, "أمل", "admin", who="x", now=NOON)
    for password in ("", "None", "admin", "isnad", "nobody has this one"):
        with pytest.raises(SignInError):
            signing.sign_in(engine, "أمل", password, "", address=password, now=after(minutes=len(password)))


def test_a_name_is_known_whatever_its_case(engine: Engine, settle: Settle) -> None:
    made = settle("Amal")
    assert signing.sign_in(engine, " aMAL", GOOD, "", address=HOME, now=NOON).account == made


def test_a_link_stays_when_its_password_is_refused(engine: Engine) -> None:
    with writing(engine) as connection:
        made = accounts.add(connection, "أمل", "admin", who="x", now=NOON)
        link = links.make(connection, made, who="x", now=NOON)
    with pytest.raises(PasswordError):
        signing.choose_password(engine, link, "short", NOON)
    done = signing.choose_password(engine, link, GOOD, NOON)
    assert done.account.active and done.token
    with pytest.raises(LinkError):
        signing.choose_password(engine, link, NEW, NOON)


def test_of_two_with_one_link_at_once_one_chooses(engine: Engine) -> None:
    with writing(engine) as connection:
        made = accounts.add(connection, "أمل", "admin", who="x", now=NOON)
        link = links.make(connection, made, who="x", now=NOON)
    gate, done = threading.Barrier(2), list[str]()

    def run(password: str) -> None:
        gate.wait()
        try:
            signing.choose_password(engine, link, password, NOON)
        except LinkError:
            return
        done.append(password)

    threads = [threading.Thread(target=run, args=(password,)) for password in (GOOD, NEW)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    signing.sign_in(engine, "أمل", done[0], "", address=HOME, now=NOON)


def test_a_password_is_changed_by_who_knows_it(engine: Engine, settle: Settle) -> None:
    account = settle()
    with pytest.raises(SignInError):
        signing.change_password(engine, account, "not this one", NEW, address=HOME, now=NOON)
    with pytest.raises(PasswordError):
        signing.change_password(engine, account, GOOD, "أمل", address=HOME, now=NOON)
    assert signing.change_password(engine, account, GOOD, NEW, address=HOME, now=NOON)
    with pytest.raises(SignInError):
        signing.sign_in(engine, "أمل", GOOD, "", address=HOME, now=NOON)
    signing.sign_in(engine, "أمل", NEW, "", address=HOME, now=NOON)


def test_guessing_the_old_password_is_held_up_too(engine: Engine, settle: Settle) -> None:
    account = settle()
    for _ in range(5):
        with pytest.raises(SignInError):
            signing.prove(engine, account, "not this one", address=HOME, now=NOON)
    with pytest.raises(TooManyTriesError) as told:
        signing.prove(engine, account, GOOD, address=HOME, now=NOON)
    assert told.value.retry_after == 60


def test_a_password_that_is_changed_meanwhile_does_not_let_in(
    engine: Engine, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, right = settle(), passwords.matches

    def slowly(held: str | None, password: str) -> bool:
        with writing(engine) as connection:
            links.keep_password(connection, account, "$argon2id$other", who="x")
        return right(held, password)

    monkeypatch.setattr(passwords, "matches", slowly)
    with pytest.raises(SignInError):
        signing.sign_in(engine, "أمل", GOOD, "", address=HOME, now=NOON)


def test_an_account_that_is_shut_meanwhile_does_not_let_in(
    engine: Engine, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, right = settle(), passwords.matches

    def slowly(held: str | None, password: str) -> bool:
        with writing(engine) as connection:
            accounts.disable(connection, account, who="x")
        return right(held, password)

    monkeypatch.setattr(passwords, "matches", slowly)
    with pytest.raises(SignInError):
        signing.sign_in(engine, "أمل", GOOD, "", address=HOME, now=NOON)


def test_a_password_is_kept_anew_when_the_parameters_grow(
    engine: Engine, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle()
    before = kept(engine)
    signing.sign_in(engine, "أمل", GOOD, "", address=HOME, now=NOON)
    assert kept(engine) == before
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    with pytest.raises(SignInError):
        signing.sign_in(engine, "أمل", "wrong", "", address=HOME, now=NOON)
    assert kept(engine) == before
    signing.sign_in(engine, "أمل", GOOD, "", address=HOME, now=NOON)
    assert kept(engine) != before and "m=16,t=2" in kept(engine)
    signing.sign_in(engine, "أمل", GOOD, "", address=HOME, now=NOON)

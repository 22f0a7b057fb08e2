import threading
from xml.etree import ElementTree

import pyotp
import pytest
from sqlalchemy import Engine, select

from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts, links, second_step, sessions, signing
from isnad.archive.people.accounts import Account
from isnad.archive.people.second_step import RECOVERY_CODES
from isnad.archive.people.tables import recovery_codes
from isnad.errors import AccountError, SignInError
from tests.archive.people.conftest import GOOD, HOME, NOON, Settle, after

LATER = 600
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.fixture
def guarded(engine: Engine, settle: Settle) -> tuple[Account, pyotp.TOTP, list[str]]:
    """An account that is asked for a code, the phone that makes them, and its recovery codes."""
    account = settle()
    with writing(engine) as connection:
        phone = pyotp.TOTP(second_step.offer(connection, account))
        codes = second_step.turn_on(connection, account, phone.at(NOON), who="أمل", now=NOON)
        return accounts.named(connection, "أمل"), phone, codes


Guarded = tuple[Account, pyotp.TOTP, list[str]]


def comes_in(engine: Engine, code: str, seconds: float = LATER) -> bool:
    try:
        signing.sign_in(engine, "أمل", GOOD, code, address=HOME, now=after(seconds=seconds))
    except SignInError:
        return False
    return True


@pytest.mark.parametrize(
    ("off", "taken"), [(-61, False), (-30, True), (0, True), (30, True), (61, False), (-90, False), (90, False)]
)
def test_a_code_is_good_for_its_window(engine: Engine, guarded: Guarded, off: int, taken: bool) -> None:
    assert comes_in(engine, guarded[1].at(after(seconds=LATER + off))) is taken


def test_a_code_is_good_once_and_none_before_it(engine: Engine, guarded: Guarded) -> None:
    phone = guarded[1]
    assert not comes_in(engine, phone.at(NOON), 0)  # it was given when the codes were turned on
    assert comes_in(engine, phone.at(after(seconds=LATER)))
    assert not comes_in(engine, phone.at(after(seconds=LATER)))
    assert not comes_in(engine, phone.at(after(seconds=LATER - 30)))
    assert comes_in(engine, phone.at(after(seconds=LATER + 30)), LATER + 1)


@pytest.mark.parametrize("code", ["", "000000 ", "abc", "٠", "-", "12345678901234567890", "½", "१२३"])
def test_what_is_no_code_is_refused(engine: Engine, guarded: Guarded, code: str) -> None:
    assert not comes_in(engine, code)


def test_a_code_may_be_typed_as_it_looks(engine: Engine, guarded: Guarded) -> None:
    code = guarded[1].at(after(seconds=LATER))
    assert comes_in(engine, f" {code[:3]} {code[3:]} ".translate(EASTERN))


def test_a_right_code_does_not_help_a_wrong_password(engine: Engine, guarded: Guarded) -> None:
    code = guarded[1].at(after(seconds=LATER))
    with pytest.raises(SignInError):
        signing.sign_in(engine, "أمل", "another long one", code, address=HOME, now=after(seconds=LATER))
    assert comes_in(engine, code)  # and it was not used up


def test_recovery_codes_are_good_once_each(engine: Engine, guarded: Guarded) -> None:
    account, _, codes = guarded
    assert len(set(codes)) == RECOVERY_CODES == 8
    assert comes_in(engine, codes[0].upper().replace("-", " "))
    assert not comes_in(engine, codes[0])
    assert comes_in(engine, codes[1])
    with writing(engine) as connection:
        assert second_step.recovery_left(connection, account) == 6
        kept = connection.execute(select(recovery_codes.c.digest)).scalars().all()
        assert not {code.replace("-", "") for code in codes} & set(kept)
        fresh = second_step.renew_recovery(connection, account)
    assert not comes_in(engine, codes[2], LATER + 100)
    assert comes_in(engine, fresh[2], LATER + 100)


def test_recovery_codes_are_their_owners(engine: Engine, guarded: Guarded, settle: Settle) -> None:
    other = settle("سمر")
    with writing(engine) as connection:
        assert not second_step.take(connection, other, guarded[2][0], NOON)
        assert not second_step.take(connection, other, guarded[1].at(NOON), NOON)


@pytest.mark.parametrize("which", ["phone", "recovery"])
def test_of_two_with_one_code_at_once_one_comes_in(engine: Engine, guarded: Guarded, which: str) -> None:
    """S9: a race of sign-ins."""
    code = guarded[1].at(after(seconds=LATER)) if which == "phone" else guarded[2][0]
    gate, outcomes = threading.Barrier(4), list[bool]()

    def run() -> None:
        gate.wait()
        outcomes.append(comes_in(engine, code))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, False, False, True]


def test_codes_count_only_once_one_was_seen(engine: Engine, settle: Settle) -> None:
    account = settle()
    with writing(engine) as connection:
        secret = second_step.offer(connection, account)
        with pytest.raises(SignInError, match="clock"):
            second_step.turn_on(connection, account, pyotp.TOTP(secret).at(after(hours=1)), who="x", now=NOON)
    assert comes_in(engine, "")
    with writing(engine) as connection:
        assert second_step.offered(connection, account) == secret


def test_a_secret_in_use_is_neither_shown_nor_replaced(engine: Engine, guarded: Guarded) -> None:
    account = guarded[0]
    with writing(engine) as connection:
        assert second_step.offered(connection, account) is None
        with pytest.raises(AccountError, match="turn that off"):
            second_step.offer(connection, account)
        with pytest.raises(SignInError):
            second_step.turn_on(connection, account, guarded[1].at(after(seconds=90)), who="x", now=after(seconds=90))


def test_turned_off_nothing_is_left(engine: Engine, guarded: Guarded) -> None:
    account = guarded[0]
    with writing(engine) as connection:
        second_step.turn_off(connection, account, who="أمل")
        assert second_step.recovery_left(connection, account) == 0
    assert comes_in(engine, "")
    with reading(engine) as connection:
        assert not accounts.named(connection, "أمل").totp


def test_unlocking_asks_for_no_code_and_a_link_for_one(engine: Engine, guarded: Guarded) -> None:
    account, phone, _ = guarded
    code = phone.at(after(seconds=LATER))
    token = signing.sign_in(engine, "أمل", GOOD, code, address=HOME, now=after(seconds=LATER)).token
    with reading(engine) as connection:
        session = sessions.session_of(connection, token, after(seconds=LATER))
    assert session is not None
    assert signing.unlock(engine, session, GOOD, address=HOME, now=after(seconds=LATER))
    with writing(engine) as connection:
        link = links.make(connection, account, who="x", now=NOON)
    done = signing.choose_password(engine, link, "كلمات أخرى طويلة", NOON)
    assert done.account.totp and done.token == ""


@pytest.mark.parametrize("name", ["أمل الحريري", "<b>&\"'", "a:b/c?d"])
def test_the_picture_is_svg_without_a_script(name: str) -> None:
    drawn = second_step.picture(Account(1, name, "coder"), pyotp.random_base32())
    root = ElementTree.fromstring(drawn)  # noqa: S314 -- our own
    assert root.tag.endswith("svg") and {part.tag.rpartition("}")[2] for part in root.iter()} <= {"svg", "path", "g"}
    assert "style=" not in drawn and "script" not in drawn

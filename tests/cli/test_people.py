import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine
from typer.testing import Result

from isnad.archive.migrating import create, downgrade
from isnad.archive.opening import Place, engine_of, writing
from isnad.archive.people import accounts, passwords, second_step, signing
from isnad.errors import LinkError, SignInError
from tests.archive.people.conftest import GOOD, HOME, viewer_of
from tests.cli.test_archive import refused

Run = Callable[..., Result]
LINK = re.compile(r"/link/([\w-]{43})\n")


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An archive, which commands take; hashes take no time."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._for_nobody.cache_clear()
    monkeypatch.setenv("ISNAD_ARCHIVE", str(tmp_path))
    monkeypatch.delenv("ISNAD_URL", raising=False)
    engine = engine_of(Place(folder=tmp_path), new=True)
    create(engine)
    return engine


def done(result: Result) -> str:
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def link_in(result: Result) -> str:
    found = LINK.search(done(result))
    assert found
    return found[1]


def choose(engine: Engine, link: str) -> str:
    return signing.choose_password(engine, link, GOOD, datetime.now(UTC)).token


def actions(run: Run) -> list[str]:
    return [json.loads(line)["action"] for line in done(run("history", "--format", "json")).splitlines()]


def test_the_first_account_is_made_in_the_terminal(run: Run, archive: Engine) -> None:
    assert "no accounts" in done(run("people", "list"))
    made = run("people", "add", "أمل", "--role", "admin", "--lang", "en", "--url", "https://desk.example.org/")
    assert "https://desk.example.org/en/link/" in done(made)
    assert done(run("people", "list")) == "1  أمل: admin, no password yet\n"
    token = choose(archive, link_in(made))
    assert done(run("people", "list")) == "1  أمل: admin\n"
    assert actions(run) == ["create", "account-add", "account-link", "account-password"]
    assert link_in(made) not in done(run("history", "--format", "json"))
    assert viewer_of(archive, token, datetime.now(UTC)) is not None


def test_a_link_is_had_again_and_voids_the_one_before(run: Run, archive: Engine) -> None:
    first = link_in(run("people", "add", "أمل"))
    second = link_in(run("people", "link", "أمل"))
    with pytest.raises(LinkError):
        choose(archive, first)
    assert choose(archive, second)


def test_a_lost_phone_is_got_over(run: Run, archive: Engine) -> None:
    choose(archive, link_in(run("people", "add", "أمل")))
    with writing(archive) as connection:
        account = accounts.named(connection, "أمل")
        secret = second_step.offer(connection, account)
        code = pyotp.TOTP(secret).now()
        second_step.turn_on(connection, account, code, who="أمل", now=datetime.now(UTC))
    assert "codes" in done(run("people", "list"))
    link_in(run("people", "link", "أمل"))
    assert "codes" in done(run("people", "list"))
    assert choose(archive, link_in(run("people", "link", "أمل", "--no-code")))
    assert "codes" not in done(run("people", "list"))


def test_what_holds_for_an_account_is_changed_and_listed(run: Run, archive: Engine) -> None:
    choose(archive, link_in(run("people", "add", "Amal", "--role", "admin")))
    choose(archive, link_in(run("people", "add", "سمر", "--cleared")))
    assert done(run("people", "role", "سمر", "editor")) == "سمر: editor\n"
    assert "no restricted reports" in done(run("people", "clear", "سمر", "--off"))
    assert "may see restricted" in done(run("people", "clear", "AMAL"))
    assert "disabled" in done(run("people", "disable", "سمر"))
    assert done(run("people", "list")) == "1  Amal: admin, cleared\n2  سمر: editor, disabled\n"
    with pytest.raises(SignInError):
        signing.sign_in(archive, "سمر", GOOD, "", address=HOME, now=datetime.now(UTC))
    assert "enabled" in done(run("people", "enable", "سمر"))
    signing.sign_in(archive, "سمر", GOOD, "", address=HOME, now=datetime.now(UTC))
    listed = [json.loads(line) for line in done(run("people", "list", "--format", "json")).splitlines()]
    assert [(one["name"], one["role"], one["cleared"], one["active"]) for one in listed] == [
        ("Amal", "admin", True, True), ("سمر", "editor", False, True),
    ]  # fmt: skip


def test_sessions_are_listed_and_ended(run: Run, archive: Engine) -> None:
    token = choose(archive, link_in(run("people", "add", "أمل")))
    assert done(run("people", "sessions", "أمل")).startswith("began 20")
    assert done(run("people", "sessions", "--end", "أمل")) == "1 ended\n"
    assert done(run("people", "sessions", "أمل")) == ""
    assert viewer_of(archive, token, datetime.now(UTC)) is None


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (("add", "AMAL"), "account-exists", "another name"),
        (("add", "engine"), "account", "no person"),
        (("add", "a\u202eb"), "account", "1 to 64"),
        (("role", "nobody", "editor"), "not-found", "isnad people list"),
        (("role", "amal", "reader"), "account", "last admin"),
        (("disable", "amal"), "account", "last admin"),
        (("link", "nobody"), "not-found", "isnad people list"),
        (("sessions", "nobody", "--end"), "not-found", "isnad people list"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(run: Run, arguments: tuple[str, ...], code: str, hint: str) -> None:
    link_in(run("people", "add", "Amal", "--role", "admin"))
    before = actions(run)
    assert hint in refused(run("people", *arguments), code)
    assert actions(run) == before


def test_an_archive_of_an_older_form_is_to_be_migrated(run: Run, archive: Engine) -> None:
    downgrade(archive, "0002")
    assert "isnad migrate" in refused(run("people", "list"), "archive-version")


def test_help_is_bilingual(run: Run) -> None:
    listed = done(run("people", "--help"))
    for command in ("add", "list", "link", "role", "clear", "disable", "enable", "sessions"):
        assert command in listed
        assert re.search("[\u0621-\u064a]{3}", done(run("people", command, "--help")))

"""Coming in, one's own account, and the admin's list, as browsers do it. On SQLite: what a database decides is tried in
`tests/archive/people`, on both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pyotp
import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from isnad.archive.library import Library
from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts, links, passwords, second_step
from isnad.archive.people.accounts import Account, Role
from isnad.web.app import workbench
from isnad.web.entry import COOKIES
from isnad.web.visit import Desk
from tests.archive.people.conftest import GOOD, NOON, after

NEW = "ثلاث كلمات أخرى 9"


@dataclass
class House:
    """An archive with accounts and the workbench in front of it; its clock is set by hand."""

    library: Library
    secure: bool = False
    now: datetime = NOON
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        idle = cast(Any, None)
        self.desk = Desk(self.library, adding=idle, exporting=idle, secure=self.secure, clock=lambda: self.now)

    def browser(self, address: str = "192.0.2.7") -> TestClient:
        """A browser without cookies, which sends what browsers send with a form of our own."""
        return TestClient(
            workbench(self.desk), f"{'https' if self.secure else 'http'}://127.0.0.1", follow_redirects=False,
            headers={"Sec-Fetch-Site": "same-origin"}, client=(address, 50_000),
        )  # fmt: skip

    def link(self, name: str, role: Role) -> str:
        """A new account; the token of its link."""
        with writing(self.library.engine) as connection:
            made = accounts.add(connection, name, role, who="x", now=self.now)
            return links.make(connection, made, who="x", now=self.now)

    def settle(self, name: str = "أمل", role: Role = "coder") -> Account:
        """An account with the password GOOD."""
        token = self.link(name, role)
        with writing(self.library.engine) as connection:
            links.redeem(connection, token, passwords.hashed(GOOD), self.now)
        return self.account(name)

    def account(self, name: str = "أمل") -> Account:
        with reading(self.library.engine) as connection:
            return accounts.named(connection, name)

    def signed_in(self, name: str = "أمل", role: Role = "coder") -> TestClient:
        """A browser in which a new account is signed in."""
        self.settle(name, role)
        found = self.browser()
        assert sign_in(found, name).status_code == 303
        return found


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._for_nobody.cache_clear()
    found = House(Library.create(tmp_path / "archive"))
    yield found
    found.library.close()
    passwords._for_nobody.cache_clear()


Browser = TestClient


def sign_in(browser: Browser, name: str = "أمل", password: str = GOOD, code: str = "", **more: str):  # type: ignore[no-untyped-def]
    form = {"name": name, "password": password, "code": code, **more}
    return browser.post("/ar/sign-in", data=form)


def token(browser: Browser) -> str | None:
    return browser.cookies.get(COOKIES[0]) or browser.cookies.get(COOKIES[1])


def is_in(browser: Browser) -> bool:
    return browser.get("/ar/account").status_code == 200


def told(page: str) -> str:
    """What stands in a page, without its elements."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_without_accounts_there_is_no_ceremony(house: House) -> None:
    browser = house.browser()
    for path in ("/ar/account", "/ar/people", "/en/people"):
        page = browser.get(path)
        assert page.status_code == 200 and "isnad people add NAME --role admin" in page.text
    assert browser.get("/ar/sign-in").headers["location"] == "/ar/"
    assert sign_in(browser).headers["location"] == "/ar/"
    for path, form in (("/ar/people", {"name": "سمر", "role": "admin"}), ("/ar/people/1", {"act": "disable"}),
                       ("/ar/people/1/link", {}), ("/ar/lock", {}), ("/ar/sign-out", {})):  # fmt: skip
        assert browser.post(path, data=form).status_code in (200, 303)
    assert browser.post("/ar/account/offer").status_code == 403
    with reading(house.library.engine) as connection:
        assert accounts.listed(connection) == []


def test_the_first_one_comes_in_by_a_link(house: House) -> None:
    link, browser = house.link("أمل", "admin"), house.browser()
    assert browser.get("/ar/people").headers["location"] == "/ar/sign-in?next=%2Far%2Fpeople"
    page = browser.get(f"/ar/link/{link}")
    assert page.status_code == 200 and "أمل" in told(page.text) and "12" in told(page.text)
    short = browser.post(f"/ar/link/{link}", data={"new": "short", "again": "short"})
    assert short.status_code == 422 and "12" in told(short.text)
    twice = browser.post(f"/en/link/{link}", data={"new": GOOD, "again": NEW})
    assert twice.status_code == 422 and "differ" in told(twice.text)
    assert token(browser) is None
    done = browser.post(f"/ar/link/{link}", data={"new": GOOD, "again": GOOD})
    assert done.headers["location"] == "/ar/" and is_in(browser)
    again = house.browser().get(f"/en/link/{link}")
    assert again.status_code == 403 and "was used" in told(again.text)
    assert house.browser().post(f"/ar/link/{link}", data={"new": NEW, "again": NEW}).status_code == 403


def test_signing_in_leads_back_and_nowhere_else(house: House) -> None:
    house.settle()
    for back, leads in (
        ("/ar/people", "/ar/people"), ("/en/events?q=a", "/en/events?q=a"), ("", "/ar/"), ("/", "/ar/"),
        ("//evil.example/ar/", "/ar/"), ("https://evil.example", "/ar/"), ("/fr/x", "/ar/"), ("/ar", "/ar/"),
        ("/ar/\r\nX: y", "/ar/"), ("\\/ar/", "/ar/"), ("\\ar/x", "/ar/"), ("xar/y", "/ar/"),
    ):  # fmt: skip
        assert sign_in(house.browser(), next=back).headers["location"] == leads


@pytest.mark.parametrize("secure", [False, True])
def test_the_cookie_is_for_this_server_alone(house: House, secure: bool) -> None:
    house.secure = secure
    house.__post_init__()
    house.settle()
    browser = house.browser()
    cookie = next(c for c in sign_in(browser).headers.get_list("set-cookie") if "isnad" in c)
    assert cookie.startswith("__Host-isnad=" if secure else "isnad=")
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert ("Secure" in cookie) is secure and "expires" not in cookie.lower() and "max-age" not in cookie.lower()
    assert is_in(browser)


def test_a_token_that_a_browser_brought_is_not_taken_over(house: House) -> None:
    """S9: neither an invented one nor that of an earlier session lives on."""
    house.settle()
    browser = house.browser()
    browser.cookies.set(COOKIES[0], "chosen-by-somebody-else")
    browser.get("/ar/sign-in")
    sign_in(browser)
    first = browser.cookies.get(COOKIES[0], domain="127.0.0.1") if len(browser.cookies) > 1 else token(browser)
    thief = house.browser()
    thief.cookies.set(COOKIES[0], "chosen-by-somebody-else")
    assert not is_in(thief)
    again = house.browser()
    again.cookies.set(COOKIES[0], str(first))
    assert is_in(again)
    answer = sign_in(again)
    assert f"{COOKIES[0]}={first}" not in answer.headers["set-cookie"]
    stale = house.browser()
    stale.cookies.set(COOKIES[0], str(first))
    assert not is_in(stale)


def test_signing_out_ends_the_session_at_the_server(house: House) -> None:
    browser = house.signed_in()
    kept = str(token(browser))
    done = browser.post("/ar/sign-out")
    assert done.headers["location"] == "/ar/sign-in" and done.headers["clear-site-data"] == '"cache"'
    assert token(browser) is None
    browser.cookies.set(COOKIES[0], kept)
    assert not is_in(browser)


def test_failures_say_the_same_and_then_wait(house: House) -> None:
    """S10."""
    house.settle()
    browser = house.browser()
    pages = [sign_in(browser, name, "wrong long password") for name in ("أمل", "nobody", "أمل", "x", "أمل")]
    assert {page.status_code for page in pages} == {403}
    bare = {re.sub(r'name="name"[^>]*>', "", page.text) for page in pages}
    assert len(bare) == 1 and "غير صحيح" in told(bare.pop())
    held = sign_in(browser)
    assert held.status_code == 429 and held.headers["retry-after"] == "60" and "60" in told(held.text)
    assert token(browser) is None and sign_in(house.browser("198.51.100.1")).status_code == 303
    house.now = after(seconds=60)
    assert sign_in(browser).status_code == 303 and is_in(browser)


def test_the_address_of_a_failure_is_counted(house: House) -> None:
    house.settle()
    for n in range(5):
        assert sign_in(house.browser(), f"nobody {n}").status_code == 403
    assert sign_in(house.browser()).status_code == 429
    assert sign_in(house.browser("198.51.100.1")).status_code == 303


def test_a_password_never_comes_back_in_a_page(house: House) -> None:
    house.settle()
    page = sign_in(house.browser(), "<b>أمل", "wrong <i> secret words")
    assert "secret words" not in page.text and "<b>أمل" not in page.text and "&lt;b&gt;أمل" in page.text


def test_a_locked_session_asks_for_the_password(house: House) -> None:
    browser = house.signed_in()
    before = token(browser)
    assert browser.post("/ar/lock", data={"next": "/ar/account"}).headers["location"].startswith("/ar/unlock?next=")
    assert browser.get("/ar/account").headers["location"].startswith("/ar/unlock")
    assert browser.post("/ar/account/end").headers["location"].startswith("/ar/unlock")
    assert browser.get("/ar/unlock").status_code == 200
    assert browser.post("/ar/unlock", data={"password": NEW}).status_code == 403
    done = browser.post("/ar/unlock", data={"password": GOOD, "next": "/ar/account"})
    assert done.headers["location"] == "/ar/account" and is_in(browser) and token(browser) != before
    assert browser.get("/ar/unlock").headers["location"] == "/ar/"
    assert house.browser().post("/ar/unlock", data={"password": GOOD}).headers["location"].startswith("/ar/sign-in")


def test_an_idle_session_is_locked_and_then_gone(house: House) -> None:
    browser = house.signed_in()
    house.now = after(minutes=17)
    assert browser.get("/ar/account").headers["location"].startswith("/ar/unlock")
    house.now = after(hours=9)
    assert browser.get("/ar/account").headers["location"].startswith("/ar/sign-in")


def test_ones_own_ways(house: House) -> None:
    browser = house.signed_in()
    form = {"lang": "en", "digits": "arab", "lock": "30"}
    done = browser.post("/ar/account/ways", data=form)
    assert done.headers["location"] == "/en/account" and "digits=arab" in done.headers["set-cookie"]
    found = house.account()
    assert (found.lang, found.digits, found.lock_minutes) == ("en", "arab", 30)
    browser.post("/ar/account/ways", data={"lang": "xx", "digits": "'", "lock": "99999999999999999999"})
    found = house.account()
    assert (found.lang, found.digits, found.lock_minutes) == ("ar", "latn", 30)


def test_changing_the_password_ends_other_sessions(house: House) -> None:
    browser, other = house.signed_in(), house.browser()
    sign_in(other)
    wrong = browser.post("/en/account/password", data={"password": NEW, "new": NEW, "again": NEW})
    assert wrong.status_code == 403 and is_in(other)
    name = browser.post(
        "/en/account/password", data={"password": GOOD, "new": "isnadisnadisnad", "again": "isnadisnadisnad"}
    )
    assert name.status_code == 422 and "hardly more than a name" in told(name.text)
    done = browser.post("/en/account/password", data={"password": GOOD, "new": NEW, "again": NEW})
    assert done.status_code == 303 and is_in(browser) and not is_in(other)
    assert sign_in(house.browser()).status_code == 403 and sign_in(house.browser(), password=NEW).status_code == 303


def test_ending_all_sessions(house: House) -> None:
    browser, other = house.signed_in(), house.browser()
    sign_in(other)
    assert told(browser.get("/en/account").text).count("2026-03-01 12:00") == 4
    assert browser.post("/ar/account/end").headers["location"] == "/ar/sign-in"
    assert not is_in(browser) and not is_in(other)


def test_the_second_step_from_on_to_off(house: House) -> None:
    browser = house.signed_in()
    offered = browser.post("/en/account/offer")
    shown = re.search(r'class="code">([A-Z2-7 ]+)<', offered.text)
    assert shown and offered.text.count("<svg") == 1
    phone = pyotp.TOTP(shown[1].replace(" ", ""))
    for form in ({"code": "000000", "password": GOOD}, {"code": phone.at(NOON), "password": "wrong"}):
        again = browser.post("/en/account/codes", data=form)
        assert again.status_code == 403 and shown[1] in again.text and not house.account().totp
    on = browser.post("/en/account/codes", data={"code": phone.at(NOON), "password": GOOD})
    codes = re.findall(r'class="code">([a-z0-9-]+)<', on.text)
    assert on.status_code == 200 and len(codes) == 8 and house.account().totp
    assert browser.post("/en/account/offer").status_code == 422  # the secret is shown to nobody again
    assert sign_in(house.browser("198.51.100.1")).status_code == 403
    house.now = after(minutes=5)
    assert sign_in(house.browser("198.51.100.1"), code=phone.at(house.now)).status_code == 303
    assert sign_in(house.browser("198.51.100.1"), code=codes[0]).status_code == 303
    assert "7" in told(browser.get("/en/account").text)
    fresh = re.findall(r'class="code">([a-z0-9-]+)<', browser.post("/en/account/renew", data={"password": GOOD}).text)
    assert len(fresh) == 8 and not set(fresh) & set(codes)
    assert browser.post("/en/account/no-codes", data={"password": "wrong"}).status_code == 403 and house.account().totp
    assert browser.post("/en/account/no-codes", data={"password": GOOD}).status_code == 303
    assert sign_in(house.browser("198.51.100.2")).status_code == 303


def test_an_admin_adds_somebody_and_hands_over_a_link(house: House) -> None:
    browser = house.signed_in("أمل", "admin")
    page = browser.post("/en/people", data={"name": "<Samar>", "role": "editor", "cleared": "yes"})
    address = re.search(r"http://127\.0\.0\.1(/en/link/[\w-]{43})", page.text)
    assert address and "<Samar>" not in page.text
    made = house.account("<samar>")
    assert (made.role, made.cleared, made.lang) == ("editor", True, "en")
    for name, status in (("أمل", 422), ("", 422), ("engine", 422)):
        assert browser.post("/en/people", data={"name": name}).status_code in (status, 403)
    assert browser.post("/en/people", data={"name": "nur", "role": "root"}).status_code == 200
    assert house.account("nur").role == "reader"
    fresh = browser.post(f"/en/people/{made.id}/link")
    assert house.browser().get(address[1]).status_code == 403  # an earlier link is void
    assert house.browser().get(re.findall(r"/en/link/[\w-]{43}", fresh.text)[0]).status_code == 200


def test_what_an_admin_changes(house: House) -> None:
    browser, other = house.signed_in("أمل", "admin"), house.signed_in("سمر", "coder")
    number = house.account("سمر").id

    def act(name: str, **more: str) -> Account:
        done = browser.post(f"/ar/people/{number}", data={"act": name, **more})
        assert done.headers["location"] == "/ar/people"
        return house.account("سمر")

    assert act("role", role="editor").role == "editor"
    assert act("role", role="nonsense").role == "reader"
    assert act("clear").cleared and not act("unclear").cleared
    assert is_in(other)
    act("end")
    assert not is_in(other)
    sign_in(other, "سمر")
    assert act("disable").disabled and not is_in(other)
    assert sign_in(house.browser("198.51.100.1"), "سمر").status_code == 403
    assert not act("enable").disabled and sign_in(house.browser("198.51.100.2"), "سمر").status_code == 303
    assert act("nonsense") == house.account("سمر")
    page = browser.get("/ar/people")
    assert page.status_code == 200 and "سمر" in page.text


def test_the_last_admin_cannot_be_lost(house: House) -> None:
    browser = house.signed_in("أمل", "admin")
    number = house.account().id
    for form in ({"act": "disable"}, {"act": "role", "role": "reader"}):
        page = browser.post(f"/en/people/{number}", data=form)
        assert page.status_code == 403 and "no admin would be left" in told(page.text)
    assert house.account().role == "admin" and is_in(browser)


@pytest.mark.parametrize("number", ["999", "0", "-1", "x", "9" * 30, "١"])
def test_an_account_that_is_not_there(house: House, number: str) -> None:
    browser = house.signed_in("أمل", "admin")
    assert browser.post(f"/ar/people/{number}", data={"act": "disable"}).status_code in (303, 404, 403)
    assert browser.post("/ar/people/x/link").status_code == 404
    assert not house.account().disabled


def test_a_link_may_turn_the_second_step_off(house: House) -> None:
    browser = house.signed_in("أمل", "admin")
    account = house.settle("سمر")
    with writing(house.library.engine) as connection:
        phone = pyotp.TOTP(second_step.offer(connection, account))
        second_step.turn_on(connection, account, phone.at(NOON), who="x", now=NOON)
    kept = browser.post(f"/ar/people/{account.id}/link")
    assert house.account("سمر").totp
    done = house.browser().post(re.findall(r"/ar/link/[\w-]{43}", kept.text)[0], data={"new": NEW, "again": NEW})
    assert done.headers["location"] == "/ar/sign-in"  # whoever has the link still needs the phone
    browser.post(f"/ar/people/{account.id}/link", data={"no-code": "yes"})
    assert not house.account("سمر").totp


@pytest.mark.parametrize("role", ["reader", "coder", "editor"])
def test_accounts_are_the_admins(house: House, role: Role) -> None:
    browser = house.signed_in("أمل", role)
    house.settle("سمر", "admin")
    number = house.account("سمر").id
    assert browser.get("/ar/people").status_code == 403 and "سمر" not in browser.get("/ar/people").text
    for path in ("/ar/people", f"/ar/people/{number}", f"/ar/people/{number}/link"):
        answer = browser.post(path, data={"name": "x", "act": "disable", "role": "admin"})
        assert answer.status_code == 403 and "link/" not in answer.text
    assert not house.account("سمر").disabled
    assert is_in(browser)


def test_forms_of_other_sites_change_nothing(house: House) -> None:
    """S8, on the doors of people; all doors are tried elsewhere."""
    browser = house.signed_in("أمل", "admin")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        for path in ("/ar/sign-out", "/ar/lock", "/ar/account/end", "/ar/people"):
            assert browser.post(path, data={"name": "x"}, headers=headers).status_code == 403
    assert is_in(browser)

"""Every door, whatever stands behind it: who comes in, what all answers carry, and that nothing else changes."""

from html.parser import HTMLParser

import pytest
from httpx2 import Response

from isnad.archive import chain
from isnad.archive.opening import reading
from isnad.archive.people.accounts import ROLES, Role, at_least
from isnad.web import guard
from isnad.web.app import doors
from isnad.web.words import said
from tests.web.conftest import Bench
from tests.web.filling import Way, ways


class Page(HTMLParser):
    """The tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all tags of a name."""
        return [attributes for name, attributes in self.tags if name == tag]


def history(bench: Bench) -> int:
    with reading(bench.library.engine) as connection:
        return chain.length(connection)


def is_refused(way: Way, role: Role | None, answer: Response) -> bool:
    """Whether a door stayed shut, whatever it would have done; who ends his own sessions has to sign in again."""
    to = answer.headers.get("location", "").partition("?")[0]
    asked = way.door.role is not None and to == "/ar/sign-in"
    shut = answer.status_code == 403 and said("error.403", "ar") in answer.text
    ended = role is not None and way.path.endswith("/account/end")
    return (asked and not ended) or shut or (answer.status_code == 401 and answer.text == "sign in first\n")


def test_every_role_at_every_door(bench: Bench) -> None:
    bench.settle()
    wrong = []
    tried = 0
    for role in (None, *ROLES):
        for way in ways(bench):
            browser = bench.browser(role)
            answer = browser.request(way.door.method, way.path, data={} if way.door.method == "POST" else None)
            welcome = way.door.role is None or (role is not None and at_least(role, way.door.role))
            tried += 1
            if is_refused(way, role, answer) == welcome or answer.status_code >= 500:
                wrong.append((role, way.door.method, way.path, answer.status_code))
    assert wrong == []
    assert tried == len(ways(bench)) * (len(ROLES) + 1)


def test_every_answer_has_the_headers(bench: Bench) -> None:
    browser = bench.browser()
    for way in ways(bench):
        answer = browser.request(way.door.method, way.path)
        missing = {name for name, value in guard.HEADERS.items() if answer.headers.get(name) != value}
        assert not missing, way.path
        assert answer.headers["Cache-Control"], way.path
    for path in ("/nothing", "/ar/nothing", "/static/workbench.css", "/static/nothing.css"):
        answer = browser.get(path)
        assert answer.headers["Content-Security-Policy"] == guard.POLICY, path


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": ""},
        {"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1.example"}, {},
    ],
)  # fmt: skip
def test_nothing_changes_from_another_site(bench: Bench, headers: dict[str, str]) -> None:
    bench.settle()
    browser = bench.browser("admin")
    before = history(bench)
    del browser.headers["Sec-Fetch-Site"]
    tried = [way for way in ways(bench) if way.door.method == "POST"]
    assert len(tried) > 8
    for way in tried:
        answer = browser.post(way.path, data={"text": "x", "name": "x"}, headers=headers)
        assert answer.status_code == 403, way.path
    assert history(bench) == before


def test_an_old_browser_of_our_own_pages_is_let_in(bench: Bench) -> None:
    browser = bench.browser()
    del browser.headers["Sec-Fetch-Site"]
    answer = browser.post("/ar/digits", data={"digits": "arab"}, headers={"Origin": "http://127.0.0.1"})
    assert answer.status_code == 303


def test_get_changes_nothing(bench: Bench) -> None:
    bench.settle()
    browser = bench.browser("admin")
    before = history(bench)
    for way in ways(bench):
        if way.door.method == "GET":
            browser.get(way.path)
            browser.head(way.path)
    assert history(bench) == before


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "", "[::2]", "localhost."])
def test_a_name_that_was_made_to_lead_here_is_not_answered(bench: Bench, host: str) -> None:
    browser = bench.browser()
    for way in ways(bench):
        answer = browser.request(way.door.method, way.path, headers={"Host": host})
        assert answer.status_code == 421, way.path
        assert "<" not in answer.text


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_say_their_language_and_hold_nothing_inline(bench: Bench, lang: str) -> None:
    browser = bench.browser()
    seen = 0
    for way in ways(bench, lang):
        answer = browser.get(way.path) if way.door.method == "GET" else None
        if answer is None or "text/html" not in answer.headers.get("content-type", "") or not answer.text:
            continue
        page = Page(answer.text)
        assert page.all("html") == [{"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}], way.path
        assert not page.all("style"), way.path
        assert all(one.get("src", "").startswith("/static/") for one in page.all("script")), way.path  # type: ignore[union-attr]
        inline = [
            name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")
        ]
        assert inline == [], way.path
        loaded = [one.get("src") or "" for tag in ("script", "img", "iframe") for one in page.all(tag)]
        loaded += [one.get("href") or "" for one in page.all("link")]
        assert all(address.startswith(("/", "data:")) and not address.startswith("//") for address in loaded), way.path
        assert len(page.all("h1")) == 1, way.path
        seen += 1
    assert seen > 15


def test_the_doors_are_many() -> None:
    assert len({(door.method, door.path) for door in doors()}) == len(doors()) > 30


def test_every_role_has_a_name() -> None:
    roles: set[Role | None] = {door.role for door in doors()}
    assert roles <= {None, *ROLES}

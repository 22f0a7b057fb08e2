"""S6 and what else a request may hold: whatever stands in a query, a form, a path or a header, every door answers, in
time, and tells nothing of its inside."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from isnad.archive.people.accounts import Role
from isnad.web import guard
from isnad.web.door import Door
from tests.web.asked_names import names_of
from tests.web.conftest import Bench
from tests.web.filling import Way, ways
from tests.web.pages import faults
from tests.web.poisoned import handles
from tests.web.remembering import names_remembered


@pytest.fixture(scope="module", autouse=True)
def _quick_names() -> Iterator[None]:
    with names_remembered():
        yield


LONG = "ق" * 9_000
_VALUES = (
    "", " ", "'", "\"", "''\"\"", "' OR 1=1 --", "'; DROP TABLE documents; --", "\\", "%", "_", "x\x00y", "\x00",
    "NEAR(قصف دمشق, 2)", "NEAR", "*", "قصف*", "^قصف", "title:قصف", "{title body}: قصف", "- قصف", "قصف AND", "OR OR OR",
    "(((((", "\"قصف", "AND NOT", "+قصف", "-", "--", ":", "type:", "type:X", "actor:x-", "place:'", "from:2021-99-99",
    "from:99999", "to:-1", "published:..", "limit:x", LONG, "قصف " * 1_500, "\"" * 3_001, "a:b " * 2_000,
    "-1", "0", "9" * 400, "1e309", "NaN", "٣٤٥", "۱۲", "²", "2021-02-30", "0000-00-00", "9999-12-31", "10000-01-01",
    "2021-W07", "-2021-02-01", "٢٠٢١-٠٢-١٦", "../../../etc/passwd", "..\\..\\x", "/etc/passwd", "file:///etc/passwd",
    "\u202e\u2066", "\ud7ff\ue000\uffff", "😀" * 500, "e\u0301\u0651" * 500, "{{7*7}}", "<b>", "a\r\nSet-Cookie: x=y",
    "ev-", "x-aaaaaaaaaa", "sha256:", "@", "sha256:00@1-2:ASSAULT", "ASSAULT", "corrected", "undone", "admin", "xlsx",
    "internal",
)  # fmt: skip
_RAW = ("%ED%A0%80", "%FF%FE", "%C0%AF", "%F4%90%80%80", "%", "%zz", "%u0041", "+", "&", "=")
HOSTILE = (*(quote(one, safe="") for one in _VALUES), *_RAW)
"""Values as addresses and forms have them; the last ones are no UTF-8, or no escapes."""
_OFTEN = 60
_SECONDS = 2.0
_INSIDE = ("Traceback", "sqlalchemy", "sqlite3", "SELECT ", "site-packages", 'File "')


@dataclass
class Tried:
    """What was wrong with answers."""

    browser: TestClient
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    number: int = 0

    def take(self, what: str, ask: Callable[[], Any]) -> None:
        """Asks, and notes what no answer may be."""
        self.number += 1
        begun = time.process_time()
        try:
            answer = ask()
        except Exception as error:  # whatever came through is what the test is about
            self.wrong.append((what[:200], "raised", repr(error)[:300]))
            return
        taken = time.process_time() - begun
        shown = answer.text if "text" in answer.headers.get("content-type", "") else ""
        if answer.status_code >= 500:
            self.wrong.append((what[:200], "status", str(answer.status_code)))
        if any(word in shown for word in _INSIDE):
            self.wrong.append((what[:200], "inside", shown[:300]))
        if taken > _SECONDS:
            self.wrong.append((what[:200], "slow", f"{taken:.1f} s"))
        if "html" in answer.headers.get("content-type", "") and (found := faults(answer.text)):
            self.wrong.append((what[:200], "page", str(found[:3])))
        if "\n" in answer.headers.get("location", "") or "x=y" in answer.headers.get("set-cookie", ""):
            self.wrong.append((what[:200], "header", answer.headers["location"]))


def chosen(number: int, often: int) -> Iterator[str]:
    """Some of the values, so that names which several doors ask for get all of them."""
    yield from HOSTILE[number % often :: often]


def test_what_is_asked_for_is_found(bench: Bench) -> None:
    asked = {name for way in ways(bench) if way.door.method == "GET" for name in names_of(way.door)}
    told = {name for way in ways(bench) if way.door.method == "POST" for name in names_of(way.door)}
    assert asked >= {"q", "after", "asof", "limit", "on", "back", "state", "place", "type", "mine", "reason", "typed"}
    assert asked >= {"by", "run", "drawn", "handle", "next", "done", "v"}
    assert told >= {"handle", "verdict", "seen", "note", "left", "right", "subject", "address", "url", "text", "files"}
    assert told >= {"name", "password", "code", "format", "profile", "since", "digits", "lang", "lock", "role", "act"}


def test_every_name_in_addresses_with_every_value(bench: Bench) -> None:
    tried, number = Tried(bench.browser()), 0
    for way in ways(bench):
        for name in sorted(names_of(way.door) if way.door.method == "GET" else ()):
            number += 1
            often = 1 if (name, way.path) in _WHOLE else _OFTEN
            for value in chosen(number, often):
                address = f"{way.path}?{name}={value}"
                tried.take(address, lambda address=address: tried.browser.get(address))  # type: ignore[misc]
    assert tried.wrong == []
    assert tried.number > 300


_WHOLE = {("q", "/ar/events.json"), ("after", "/ar/events.json"), ("typed", "/ar/complete")}


def test_cursors_of_other_lists(bench: Bench) -> None:
    tried = Tried(bench.browser())
    bench.settle()
    tried.browser = bench.browser("admin")
    lists = (
        "/ar/events",
        "/ar/reports",
        "/ar/actor/actor:irgc",
        "/ar/place/place:albukamal",
        "/ar/review",
        "/ar/events.atom",
    )
    cursors = [bench.browser("admin").get(f"{path}.json?limit=1").json()["after"] for path in lists[:2]]
    assert all(cursors)
    for path in lists:
        for cursor in (
            *cursors,
            *(one[:-2] for one in cursors),
            *(one + "A" for one in cursors),
            *(one[::-1] for one in cursors),
        ):
            for query in (
                f"after={quote(cursor)}",
                f"after={quote(cursor)}&q=x",
                f"after={cursors[0]}&after={quote(cursor)}",
            ):
                tried.take(f"{path}?{query}", lambda path=path, query=query: tried.browser.get(f"{path}?{query}"))  # type: ignore[misc]
    assert tried.wrong == []


def test_every_part_of_a_path_with_every_value(bench: Bench) -> None:
    tried, number = Tried(bench.browser()), 0
    for way in ways(bench):
        if way.door.method != "GET" or "{" not in way.door.path.replace("{lang}", ""):
            continue
        head, _, _ = way.door.path.replace("{lang}", "en").partition("{")
        tail = way.door.path.replace("{lang}", "en").partition("}")[2].replace("{name}", "x")
        number += 1
        for value in chosen(number, 20):
            path = f"{head}{value}{tail}"
            tried.take(path, lambda path=path: tried.browser.get(path))  # type: ignore[misc]
    assert tried.wrong == []


def test_every_field_of_every_form_with_every_value(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(bench.desk.adding), "take", lambda _, order, total: _job())
    bench.settle()
    tried, number = Tried(bench.browser("admin")), 0
    for way in ways(bench):
        if way.door.method != "POST" or any(end in way.path for end in ("/sign-out", "/lock", "/end")):
            continue
        base = _form(bench, way)
        for name in sorted({*names_of(way.door), *base} - {"files"}):
            number += 1
            for value in chosen(number, 60):
                body = "&".join(
                    [*(f"{key}={quote(given)}" for key, given in base.items() if key != name), f"{name}={value}"]
                )
                tried.take(f"{way.path} {body}", lambda way=way, body=body: _sent(tried.browser, way.path, body))  # type: ignore[misc]
    assert tried.wrong == []
    assert tried.number > 100


def _job() -> Any:
    return type("Job", (), {"id": "0"})()


def _sent(browser: TestClient, path: str, body: str) -> Any:
    return browser.post(path, content=body.encode(), headers={"Content-Type": "application/x-www-form-urlencoded"})


def _form(bench: Bench, way: Way) -> dict[str, str]:
    """What the form of a door sends where all is well."""
    handle, event = handles(bench.library)[0]
    forms = {
        "/account": {"handle": handle, "verdict": "corrected", "seen": "0", "f.type": "ASSAULT", "f.agents": "",
        "f.place": "",
                     "f.from": "", "f.to": "", "f.span": "", "f.speaker": "", "f.mode": "", "f.victims.killed": "",
                     "f.status": ""},
        "/pair": {"left": handle, "right": handle, "verdict": "unsure"}, "/split": {"handle": handle},
        "/comment": {"subject": event, "note": "x"}, "/add": {"text": "x"}, "/export": {"format": "geojson"},
        "/people": {"name": "x", "role": "reader"},
    }  # fmt: skip
    return next(
        (form for end, form in forms.items() if way.path.endswith(end) and (end != "/account" or "review" in way.path)),
        {},
    )


@pytest.mark.parametrize("body", [
    b"", b"&&&&", b"=", b"a=b" * 5_000, b"\xff\xfe\x00", b"handle=a&handle=b&handle=c", b"handle[]=x&handle[a]=y",
    b"&".join(b"n%d=x" % n for n in range(2_500)), b"%" * 2_000,
])  # fmt: skip
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data",
    "multipart/form-data; boundary=x",
                                  "application/json", "text/plain", "",
                                  "multipart/form-data; boundary=" + "x" * 300])  # fmt: skip
def test_bodies_that_are_no_forms(poor: TestClient, body: bytes, kind: str) -> None:
    tried = Tried(poor)
    for path in ("/ar/digits", "/ar/review/ev-0/account", "/ar/add"):
        tried.take(f"{path} {kind}", lambda path=path: poor.post(path, content=body, headers={"Content-Type": kind}))  # type: ignore[misc]
    assert tried.wrong == []


@pytest.fixture(scope="module")
def poor(read_samples: Any) -> Iterator[TestClient]:
    """A browser before the bundled reports, which nothing here changes."""
    from isnad.archive.library import Library  # noqa: PLC0415

    folder, reader = read_samples
    bench = Bench(Library.open(folder, load=lambda: reader))
    yield bench.browser()
    bench.close()


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"])
def test_other_methods_are_refused_everywhere(bench: Bench, method: str) -> None:
    browser, every = bench.browser(), ways(bench)
    shown = {way.path for way in every if way.door.method == "GET"}
    for path in {way.path for way in every}:
        answer = browser.request(method, path)
        if method == "HEAD" and path in shown:
            assert answer.status_code < 500 and not answer.content, path
        else:
            assert answer.status_code in (404, 405), path
        assert {answer.headers.get(name) for name in guard.HEADERS} == set(guard.HEADERS.values()), path


ODD = (
    "//evil.example", "//evil.example/ar/", "/\\evil.example", "/ar//evil.example", "/ar/events/", "/ar/events//",
    "/ar/../",
    "/ar/..%2f..%2fetc/passwd", "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py",
    "/static//etc/passwd",
    "/static/vendor", "/static/", "/static/x%00y", "/static/" + "a" * 5_000, "/%", "/%zz", "/%00", "/%ff",
    "/ar/%ed%a0%80", "/ar/events%00.json",
    "/ar/events.JSON", "/ar/events.json.csv", "/AR/events", "/fr/events", "/ar;x/events", "/ar/events;a=b",
    "/ar/events%3fq=x",
    "/ar/report/" + "0" * 9_000, "/ar/" + "a/" * 2_000, "/s/", "/e/", "/e/../../x", "/e/%2e%2e%2f%2e%2e",
    "/ar/speaker/%2f%2fevil.example",
    "/ar/speaker/..", "/ar/event/ev-0%0d%0aX:y", "/e/%0d%0aX:%20y", "/s/%5cevil.example", "/e//evil.example", "/ar",
    "/en", "/arx", "/ar/sign-in/",
)  # fmt: skip


@pytest.mark.parametrize("path", ODD)
def test_odd_paths_lead_nowhere_else(poor: TestClient, path: str) -> None:
    answer = poor.request("GET", f"http://127.0.0.1{path}")
    assert answer.status_code in (200, 303, 301, 307, 400, 404, 405), path
    to = answer.headers.get("location", "/")
    to = to.removeprefix("http://127.0.0.1")
    assert to.startswith("/") and not to.startswith(("//", "/\\")) and "\n" not in to
    assert "X" not in answer.headers and "root:" not in answer.text and "import " not in answer.text
    assert {answer.headers.get(name) for name in guard.HEADERS} == set(guard.HEADERS.values())
    if "html" in answer.headers.get("content-type", ""):
        assert faults(answer.text) == []


BACK = (
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https://evil.example",
    "javascript:x",
    "/ar/%0d%0aSet-Cookie:x=y", "/ar/\r\nSet-Cookie: x=y", "/ar/\n", "/ar\\..\\\\evil.example", "/ar/\t/x", "/ar",
    " /ar/", "/fr/",
    "///evil.example", "/./ar/", "/ar@evil.example", "@evil.example", "/ar/" + "a" * 9_000, "/ar/\x00", "/ar/\u2028",
    "/ar/\u202e",
)  # fmt: skip


@pytest.mark.parametrize("back", BACK)
def test_next_leads_to_our_own_pages_only(poor: TestClient, back: str) -> None:
    for path, form in (("/ar/digits", {"digits": "arab"}), ("/ar/unlock", {}), ("/ar/lock", {})):
        to = poor.post(path, data={**form, "next": back}).headers["location"]
        assert to.startswith(("/ar/", "/ar?")) and to.isprintable(), (path, to)
    answer = poor.get(f"/ar/unlock?{urlencode({'next': back})}")
    assert answer.headers.get("location", "/ar/").startswith("/ar/")
    assert "x=y" not in str(answer.headers.get_list("set-cookie"))


@pytest.mark.parametrize("role", [None, "reader"])
@pytest.mark.parametrize("cookie", [
    "isnad=", "isnad=x", "isnad=\"", "isnad=" + "A" * 43, "isnad=" + "A" * 60_000, "isnad=a; isnad=b", "=;=;=",
    "isnad", ";" * 500,
    "isnad=%00", "isnad=' OR 1=1 --", "digits=arab\x7f", "digits=<b>; isnad=../..", "$Version=1; isnad=x",
    "__Host-isnad=x",
    "a=b; " * 5_000, "isnad=\u0661", "isnad=\udcff",
])  # fmt: skip
def test_cookies_of_garbage(bench_of_roles: Bench, cookie: str, role: Role | None) -> None:
    browser = bench_of_roles.browser()
    raw = cookie.encode("utf-8", "surrogateescape")
    answer = browser.get("/ar/events", headers={b"Cookie": raw})
    assert answer.status_code == 303 and answer.headers["location"].startswith("/ar/sign-in")
    assert browser.get("/ar/events.json", headers={b"Cookie": raw}).status_code == 401


@pytest.fixture(scope="module")
def bench_of_roles(read_samples: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A workbench with accounts."""
    import shutil  # noqa: PLC0415

    from isnad.archive.library import Library  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("roles") / "archive"
    shutil.copytree(read_samples[0], folder)
    bench = Bench(Library.open(folder, load=lambda: read_samples[1]))
    bench.settle()
    yield bench
    bench.close()


@pytest.mark.parametrize("headers", [
    {"Accept-Language": "x" * 9_000}, {"Accept-Language": "\x00"}, {"If-None-Match": "W/\"" + "x" * 9_000},
    {"Range": "bytes=0-"},
    {"Accept-Encoding": "gzip;q=x, br, *"}, {"X-Forwarded-For": "' OR 1=1"}, {"X-Forwarded-Host": "evil.example"},
    {"X-Original-URL": "/ar/people"}, {"X-HTTP-Method-Override": "DELETE"}, {"Content-Length": "5"},
    {"Expect": "100-continue"},
    {"Sec-Fetch-Site": "same-origin, cross-site"}, {"Accept": "*/*" * 3_000}, {"Referer": "javascript:x"},
    {"Host": "127.0.0.1:99999"},
    {"Host": "127.0.0.1@evil.example"}, {"Host": "[::1"}, {"Origin": "http://["},
])  # fmt: skip
def test_headers_of_garbage(poor: TestClient, headers: dict[str, str]) -> None:
    for path in ("/", "/ar/events", "/ar/reports.atom", "/ar/nothing"):
        answer = poor.get(path, headers=headers)
        assert answer.status_code in (200, 303, 404, 421)
        assert "evil.example" not in answer.text and "evil.example" not in answer.headers.get("location", "")


def test_a_door_of_every_kind_was_tried(bench: Bench) -> None:
    doors: list[Door] = [way.door for way in ways(bench)]
    assert {door.method for door in doors} == {"GET", "POST"}

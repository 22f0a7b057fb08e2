"""S20: with all of its features used, the workbench asks nothing of anybody but whom its user named."""

import re
import socket
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.archive.people.accounts import LOCAL
from isnad.publish.formats import FORMATS
from isnad.web import guard, shell
from tests.archive.reports import CLASH, OTHER
from tests.web.conftest import Bench
from tests.web.filling import ways
from tests.web.inside import work_inside
from tests.web.poisoned import handles

_NEAR = ("127.", "::1", "localhost")


class NotReachedError(OSError):
    """What a test gets that asks for somebody else."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whom this process wanted to speak to, or to know the address of; nobody is reached."""
    found: list[str] = []

    def note(what: str, to: Any) -> None:
        host = to[0] if isinstance(to, tuple) else to
        if isinstance(host, str | bytes) and not str(host).startswith(_NEAR) and host not in ("", None):
            found.append(f"{what} {host!r}")
            raise NotReachedError(f"{what} {host!r}")

    def watched(real: Any, name: str, at: int) -> Any:
        def asking(*given: Any, **named: Any) -> Any:
            note(name, given[at])
            return real(*given, **named)

        return asking

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, watched(getattr(socket.socket, name), name, 1))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "create_connection"):
        monkeypatch.setattr(socket, name, watched(getattr(socket, name), name, 0))
    return found


@pytest.fixture
def working(bench: Bench, read_samples: tuple[Path, Reader]) -> Bench:
    """A workbench that works in this process, where it is watched."""
    work_inside(bench, read_samples[1])
    return bench


def test_the_watch_sees(asked: list[str]) -> None:
    with pytest.raises(NotReachedError):
        socket.create_connection(("192.0.2.1", 80), 0.01)
    with pytest.raises(NotReachedError):
        socket.getaddrinfo("example.org", 80)
    with pytest.raises(NotReachedError), socket.socket() as one:
        one.connect(("192.0.2.1", 80))
    assert len(asked) == 3


def test_no_feature_asks_anybody(working: Bench, asked: list[str]) -> None:
    browser = working.browser()
    for way in ways(working):
        assert browser.request(way.door.method, way.path).status_code < 500, way.path
    page = browser.get("/ar/").text
    for path in {*re.findall(r'(?:href|src)="(/static/[^"]+)"', page)}:
        assert browser.get(path).status_code == 200
    browser.post(
        "/ar/add", data={"text": CLASH, "url": "https://outlet.example/1", "platform": "telegram", "author": "x"}
    )
    browser.post(
        "/ar/add",
        files=[("files", ("x.html", f"<p>{OTHER}</p><img src=//outlet.example/x.png>".encode(), "text/html"))],
    )
    handle, event = handles(working.library)[0]
    browser.post(f"/ar/review/{event}/account", data={"handle": handle, "verdict": "corrected", "f.type": "CONSULT"})
    browser.post(f"/ar/review/{event}/comment", data={"subject": event, "note": "https://outlet.example/"})
    for form in FORMATS:
        browser.post("/ar/export", data={"format": form, "profile": "public"})
    working.desk.adding.wait()
    working.desk.exporting.wait()
    jobs = [*working.desk.adding.of(LOCAL), *working.desk.exporting.of(LOCAL)]
    assert [job.trouble for job in jobs if job.trouble] == []
    assert {one.became for job in jobs for one in job.became} == {"added"} and len(jobs) == len(FORMATS) + 2
    assert asked == []


def test_only_the_address_that_a_user_gives_is_asked_for(working: Bench, asked: list[str]) -> None:
    working.browser().post("/ar/add", data={"address": "https://outlet.example/1"})
    working.desk.adding.wait()
    assert asked and all("outlet.example" in one for one in asked)


def test_our_own_files_name_nobody() -> None:
    """Styles and scripts load nothing from elsewhere; addresses of licences and namespaces are only named."""
    loading = re.compile(r"""(?:url\(|@import|import\(|fetch\(|src=|importScripts\()\s*["']?(?:https?:)?//""")
    seen = 0
    for room in shell.ROOMS:
        for path in Path(str(files(room))).joinpath("static").rglob("*.*"):
            if path.suffix in (".js", ".css"):
                seen += 1
                assert not loading.search(path.read_text("utf-8")), path.name
    assert seen > 4
    assert guard.HEADERS["Referrer-Policy"] == "no-referrer"

"""`isnad watch` as a process that is told to end, at rest and in the midst of its work."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from typer.testing import CliRunner

from isnad.archive.guarding.verifying import verify
from isnad.archive.library import Library
from isnad.archive.opening import FILE
from isnad.cli import app
from tests.archive.reports import CLASH
from tests.ingest.loopback import Web
from tests.ingest.loopback import web as serving

SITE = "news.example.com"
FEED = f"http://{SITE}/feed"
ADDED = f"added: {FEED} · "
ON_THE_LOOPBACK = """
import sys
from isnad.ingest import fetch

class Local(fetch.Fetcher):
    def __init__(self, port=int(sys.argv.pop(1))):
        super().__init__(
            resolve=lambda host, _: ["93.184.215.14"],
            connect=lambda ip, _, seconds: fetch.connected("127.0.0.1", port, seconds),
        )

fetch.Fetcher = Local
from isnad.cli import main
main()
"""
"""The command line as it is, but for the way to the network, which ends in the tests' own web."""
SIGNALS = [signal.SIGINT, signal.SIGTERM]
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""As most users have it: a line that is not flushed is not seen."""
QUICK = 2.0
"""Seconds within which a watch that is told to end has ended."""


@pytest.fixture
def web() -> Iterator[Web]:
    """The web."""
    with serving() as found:
        yield found


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A new archive."""
    assert CliRunner().invoke(app, ["init", "--archive", str(tmp_path / "archive")]).exit_code == 0
    return tmp_path / "archive"


class Watch:
    """A running `isnad watch`, whose lines are read as they come."""

    def __init__(self, web: Web, archive: Path, *words: str) -> None:
        command = [sys.executable, "-c", ON_THE_LOOPBACK, str(web.port), "watch", *words, "--archive", str(archive)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True, env=BUFFERED
        )
        self.lines: list[str] = []
        self.guard = threading.Timer(60, os.killpg, (self.process.pid, signal.SIGKILL))
        self.guard.start()

    def __enter__(self) -> "Watch":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing of it is left, whatever the test found."""
        self.guard.cancel()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        assert self.process.stdout
        self.process.stdout.close()
        self.process.wait()

    def until(self, start: str) -> None:
        """Reads lines up to one that starts so."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith(start):
                return
        raise AssertionError(self.lines)

    def end(self, number: signal.Signals) -> tuple[int, float]:
        """Sends a signal, to all processes as a terminal does for Ctrl-C; the exit status and the seconds it took."""
        assert self.process.stdout
        guard = threading.Timer(5 * QUICK, self.process.kill)
        guard.start()
        began = time.monotonic()
        if number == signal.SIGINT:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        self.lines += self.process.stdout.read().splitlines()  # to its end: no process of its own is left
        guard.cancel()
        return self.process.wait(timeout=30), time.monotonic() - began


def rss(*names: str) -> str:
    items = "".join(f"<item><link>http://{SITE}/{name}</link></item>" for name in names)
    return f'<rss version="2.0"><channel><title>أخبار الوادي</title>{items}</channel></rss>'


def publish(web: Web, number: int) -> None:
    """A feed of so many pages, the oldest of which is page 1."""
    web.page(f"{SITE}/feed", rss(*map(str, range(number, 0, -1))), ETag=f'"{number}"')
    for name in range(1, number + 1):
        web.page(f"{SITE}/{name}", f"<!doctype html><html><body><p>{CLASH} الرقم {name * 7919}.</p></body></html>")


def keys(archive: Path) -> list[str]:
    """The reports that are in the archive."""
    connection = sqlite3.connect(archive / FILE)
    try:
        return [key for (key,) in connection.execute("SELECT key FROM reports ORDER BY id")]
    finally:
        connection.close()


def is_sound(archive: Path) -> bool:
    """Whether all that is in the archive is whole."""
    library = Library.open(archive)
    try:
        return not list(verify(library.engine))
    finally:
        library.close()


def asked(web: Web) -> list[str]:
    return [url.removeprefix(f"{SITE}/") for url, _ in web.asked]


@pytest.mark.parametrize("number", SIGNALS)
def test_a_watch_at_rest_ends_at_once(web: Web, archive: Path, number: signal.Signals) -> None:
    publish(web, 2)
    with Watch(web, archive, FEED) as watch:
        watch.until("added: ")
        watch.until("added: ")
        status, seconds = watch.end(number)
    assert (status, seconds < QUICK) == (0, True), watch.lines
    assert watch.lines[0] == "isnad: following 1 feeds every 30 minutes; Ctrl-C ends it"
    assert watch.lines[-1] == "2 added" and len(watch.lines) == 4
    assert keys(archive) == [f"http://{SITE}/1", f"http://{SITE}/2"] and is_sound(archive)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_watch_amid_a_feed_ends_at_once_and_the_next_goes_on(web: Web, archive: Path, number: signal.Signals) -> None:
    publish(web, 12)
    hanging, let_go = threading.Event(), threading.Event()
    answer = web.pages[f"{SITE}/9"]

    def hang(request: BaseHTTPRequestHandler) -> None:
        hanging.set()
        let_go.wait(30)

    web.pages[f"{SITE}/9"] = hang
    with Watch(web, archive, FEED) as watch:
        watch.until("added: ")
        assert hanging.wait(30)
        status, seconds = watch.end(number)
        let_go.set()
    assert (status, seconds < QUICK) == (0, True), watch.lines
    told = [line.split(" (")[0].removeprefix(ADDED) for line in watch.lines if line.startswith(ADDED)]
    assert watch.lines[-1] == f"{len(told)} added"
    assert told == keys(archive) and 4 <= len(told) < 9 and is_sound(archive)  # few that were fetched are had again

    web.pages[f"{SITE}/9"] = answer
    web.asked.clear()
    with Watch(web, archive, FEED) as again:
        for _ in range(12 - len(told)):
            again.until("added: ")
        assert again.end(number)[0] == 0
    assert asked(web) == ["feed", *(str(name) for name in range(len(told) + 1, 13))]
    assert keys(archive) == [f"http://{SITE}/{name}" for name in range(1, 13)] and is_sound(archive)


def test_a_watch_goes_on_where_a_feed_fails(web: Web, archive: Path, tmp_path: Path) -> None:
    publish(web, 1)
    listed = f'<opml><body><outline xmlUrl="http://{SITE}/gone"/><outline xmlUrl="{FEED}"/></body></opml>'
    (tmp_path / "list.opml").write_text(listed, encoding="utf-8")
    with Watch(web, archive, "reports", str(tmp_path / "list.opml"), "--interval", "90") as watch:
        watch.until("added: ")
        status, _ = watch.end(signal.SIGTERM)
    refused, following, failed, added, sums = watch.lines
    assert status == 0
    assert refused.startswith("isnad: reports: [address-refused] ") and "following 2 feeds every 90 min" in following
    assert failed.startswith(f"isnad: http://{SITE}/gone: [fetch] answered 404")
    assert (added, sums) == (f"{ADDED}http://{SITE}/1", "1 added")

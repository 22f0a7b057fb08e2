"""docs/archive.md, command by command: what it shows is what is said, whatever it names is there."""

import json
import re
import shlex
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from isnad.archive.opening import FILE
from isnad.cli import adding, app
from isnad.ingest import fetch
from tests.archive.conftest import postgres_server as postgres_server  # noqa: PLC0414 -- fixtures, by these names
from tests.archive.conftest import postgres_url as postgres_url  # noqa: PLC0414
from tests.archive.keys import pair
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, write
from tests.cli.test_archive import loaded as loaded  # noqa: PLC0414
from tests.cli.test_archive import reader as reader  # noqa: PLC0414
from tests.cli.test_guides import pattern, plain
from tests.ingest.loopback import Web
from tests.ingest.loopback import web as serving
from tests.ingest.packing import docx, paragraph, telegram

PAGE = (Path(__file__).parents[2] / "docs" / "archive.md").read_text("utf-8")
_PART = re.compile(r"^```console\n(.*?)^```$|^\| `(isnad .+?)` \|", re.MULTILINE | re.DOTALL)
_CHANGED = "isnad add reports/market.txt"
Said = Callable[[str], Result]


def steps() -> Iterator[tuple[str, str | None]]:
    """Each command in its order, with what it prints where the page shows that."""
    for block, listed in _PART.findall(PAGE):
        if listed:
            yield listed, None
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with all the files that the page names."""
    write(tmp_path / "reports", market=CLASH, wire=OTHER)
    html = f"<!doctype html><html><body><p>{AGAIN}</p></body></html>"
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    (tmp_path / "brief.docx").write_bytes(docx(paragraph(MEETING)))
    (tmp_path / "manifest.json").write_text('{"market": {"published": "2021-02-16"}}', encoding="utf-8")
    (tmp_path / "feeds.opml").write_text('<opml><body><outline xmlUrl="https://example.org/feed"/></body></opml>')
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}".encode()
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/0\r\n"
    head += (
        f"WARC-Date: 2021-02-16T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    (tmp_path / "crawl.warc").write_bytes(head.encode() + answer + b"\r\n\r\n")
    (tmp_path / "export").mkdir()
    post = {"id": 7, "type": "message", "date_unixtime": "1700000000", "text": f"{OTHER} {MEETING}"}
    (tmp_path / "export" / "result.json").write_text(telegram([post]), encoding="utf-8")
    chat = "".join(f"13/03/2024, 18:{minute} - مراسل: {MEETING} {minute}\n" for minute in (22, 25))
    (tmp_path / "_chat.txt").write_text(chat, encoding="utf-8")
    (tmp_path / "sheet.csv").write_text(f"words,seen\n{CLASH} {OTHER},2021-02-16\n", encoding="utf-8")
    (tmp_path / "team.pub").write_text(pair(tmp_path).public, encoding="utf-8")
    (tmp_path / "post.txt").write_text(f"{CLASH} {MEETING}", encoding="utf-8")
    return tmp_path


@pytest.fixture
def web() -> Iterator[Web]:
    """The web, with the addresses that the page names."""
    with serving() as found:
        found.page("example.org/news/1", f"<!doctype html><html><body><p>{CLASH} {AGAIN}</p></body></html>")
        entry = f"<item><guid isPermaLink='false'>n</guid><description>{AGAIN} {OTHER}</description></item>"
        found.page("example.org/feed", f'<rss version="2.0"><channel>{entry}</channel></rss>', ETag='"1"')
        yield found


@pytest.fixture
def said(folder: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> Said:
    """What a command of the page says, in the folder; the web is ours, and a watch asks each feed once."""
    monkeypatch.chdir(folder)
    monkeypatch.delenv("ISNAD_ARCHIVE", raising=False)
    for module in (fetch, adding):
        monkeypatch.setattr(module, "Fetcher", web.fetcher)
    monkeypatch.setattr(adding, "watch", lambda feeds, step, **_: [step(feed) for feed in feeds])

    def invoke(command: str) -> Result:
        line, _, source = command.partition(" < ")
        stdin = Path(source).read_text("utf-8") if source else None
        return CliRunner().invoke(app, shlex.split(line)[1:], input=stdin)

    return invoke


def events(archive: Path) -> list[str]:
    """The events of an archive."""
    connection = sqlite3.connect(archive / FILE)
    try:
        return [row[0] for row in connection.execute("SELECT id FROM clusters WHERE sort = 'event' ORDER BY id")]
    finally:
        connection.close()


def test_the_page_does_what_it_says(said: Said, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    for command, shown in steps():
        if command.startswith("export "):
            monkeypatch.setenv(*command.removeprefix("export ").split("=", 1))
            continue
        if command == _CHANGED:
            write(folder / "reports", market=CLASH.replace("البوكمال", "الميادين"))
        if " ev-" in command:
            one, two, *_ = events(folder / "north")
        done = said(command.replace("ev-one", one).replace("ev-two", two) if " ev-" in command else command)
        assert (done.exit_code, done.exception) == (0, None), f"{command}\n{done.output}{done.exception!r}"
        if shown is not None:
            assert re.fullmatch(pattern(shown), plain(done.output) + "\n"), f"{command}\n{done.output}"
        ran.append(command.split()[1])
    assert ran.count("add") >= 13 and {"watch", "judge", "assess", "rebuild", "backup", "restore"} < set(ran)
    assert _CHANGED in [command for command, _ in steps()]
    kept = said("isnad history --last 100 --format json").stdout.splitlines()
    acts = Counter(json.loads(line)["action"] for line in kept)
    assert (acts["add"], acts["found"], acts["judge"], acts["assess"]) == (12, 1, 1, 1)
    assert said("isnad failures").stdout == "nothing has failed\n"


def test_what_it_says_of_postgresql(said: Said, postgres_url: str) -> None:
    (block,) = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for command in block.splitlines():
        assert said(command.replace("postgresql://analyst@server/reports", postgres_url)).exit_code == 0
    assert len(block.splitlines()) == 2


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", PAGE)
    assert links and all((Path(__file__).parents[2] / "docs" / link).exists() for link in links)


def test_it_is_two_screens() -> None:
    assert len(PAGE.splitlines()) <= 110

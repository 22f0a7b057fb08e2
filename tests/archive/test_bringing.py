"""Every kind of source through `isnad add`, over a web of our own on the loopback."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import isnad.cli.adding  # noqa: F401 -- it has to know the real Fetcher
from isnad.annotate.reader import Reader
from isnad.archive.bringing import columns_of, feeds_of, kind_of
from isnad.archive.opening import FILE
from isnad.cli import app
from isnad.errors import ColumnsError
from isnad.ingest import fetch
from isnad.ingest.items import Refused, document
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, item, write
from tests.ingest.loopback import Web
from tests.ingest.loopback import web as serving
from tests.ingest.packing import docx, paragraph, telegram

Run = Callable[..., Result]
Rows = Callable[..., list[tuple[object, ...]]]
SITE = "news.example.com"
FEED = f"http://{SITE}/feed"
CHAT = f"12/03/2024, 18:22 - مراسل: {CLASH}\n12/03/2024, 18:25 - مراسل: <تم استبعاد الوسائط>\n"


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The engine, loaded once for all of these tests, and warm: the processes that read are forked from this one."""
    found = Reader.with_codebook()
    found.read(*document(item("x", CLASH)))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new archive, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    assert CliRunner().invoke(app, ["init", "--archive", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def web() -> Iterator[Web]:
    """The web."""
    with serving() as found:
        yield found


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Reader, made: Path, web: Web) -> Run:
    """`isnad add` into a new archive, in a folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ISNAD_ARCHIVE", "archive")
    monkeypatch.setattr(Reader, "with_codebook", lambda _=None: reader)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(fetch, "Fetcher", web.fetcher)

    def invoke(*words: object, stdin: str | None = None) -> Result:
        done = CliRunner().invoke(app, ["add", *map(str, words)], input=stdin)
        assert "Traceback" not in done.output and (done.exception is None or isinstance(done.exception, SystemExit))
        return done

    shutil.copytree(made, "archive")
    return invoke


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """What a statement finds in the archive."""

    def found(statement: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(tmp_path / "archive" / FILE)
        try:
            return connection.execute(statement).fetchall()
        finally:
            connection.close()

    return found


KEYS = "SELECT key FROM reports ORDER BY id"


def page(text: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><p>{text}</p></body></html>"


def rss(*links: str, told: str = "") -> str:
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    note = f"<item><guid isPermaLink='false'>n</guid><description>{told}</description></item>" if told else ""
    return f'<rss version="2.0"><channel><title>أخبار الوادي</title>{items}{note}</channel></rss>'


def opml(*feeds: str) -> str:
    outlines = "".join(f'<outline text="x" xmlUrl="{feed}"/>' for feed in feeds)
    return f'<opml version="2.0"><body>{outlines}</body></opml>'


def asked(web: Web) -> list[str]:
    return [url.removeprefix(SITE) for url, _ in web.asked]


def test_a_page_and_its_next_version(add: Run, web: Web, rows: Rows) -> None:
    web.page(f"{SITE}/1?utm_source=x", page(CLASH, "<meta property='og:site_name' content='وكالة التل'>"))
    first = add(f"http://{SITE}/1?utm_source=x", "--published", "2021-02-16", "--outlet", "شبكة خيالية")
    assert (first.exit_code, first.stderr) == (0, "") and first.stdout.splitlines()[-1] == "1 added"
    assert rows(KEYS) == [(f"http://{SITE}/1",)]
    assert rows("SELECT published, platform, text_origin FROM documents") == [("2021-02-16", "web", "captured")]
    web.page(f"{SITE}/1", page(OTHER))
    second = add(f"http://{SITE}/1")
    assert second.stdout.splitlines()[0] == f"new version: http://{SITE}/1"
    both = CliRunner().invoke(app, ["versions", f"HTTP://{SITE.upper()}:80/1?fbclid=x#top"]).stdout
    assert both.count("version ") == 2


def test_an_address_that_fails_stops_no_other(add: Run, web: Web) -> None:
    web.page(f"{SITE}/1", page(CLASH))
    web.page(f"{SITE}/image", b"\x89PNG", Content_Type="image/png")
    done = add(f"http://{SITE}/gone", "http://127.0.0.1/", f"http://{SITE}/image", f"http://{SITE}/1", "http://[x")
    assert done.exit_code == 1 and done.stdout.splitlines()[-1] == "1 added, 4 failed"
    assert [line.split("]")[0].split("[")[-1] for line in done.stderr.splitlines()] == [
        "fetch", "address-refused", "source", "address-refused",
    ]  # fmt: skip
    assert ("127.0.0.1", 80) not in web.pinned


def test_a_feed_is_asked_for_news_only(add: Run, web: Web, rows: Rows) -> None:
    for name, text in (("1", CLASH), ("2", AGAIN), ("3", OTHER)):
        web.page(f"{SITE}/{name}", page(text))
    web.page(f"{SITE}/feed", rss(f"http://{SITE}/2", f"http://{SITE}/1"), ETag='"a"')
    first = add(FEED)  # a plain address, at which a feed is found
    assert (first.exit_code, first.stdout.splitlines()[-1]) == (0, "2 added")
    assert asked(web) == ["/feed", "/feed", "/1", "/2"]
    assert rows("SELECT DISTINCT outlet FROM documents") == [("أخبار الوادي",)]
    web.asked.clear()
    web.page(f"{SITE}/feed", status=304)
    assert (add(FEED).stdout, asked(web)) == ("nothing new\n", ["/feed"])
    assert web.asked[0][1]["If-None-Match"] == '"a"'
    web.asked.clear()
    web.page(f"{SITE}/feed", rss(f"http://{SITE}/3", f"http://{SITE}/2", f"http://{SITE}/1", told=MEETING))
    assert add(FEED).stdout.splitlines()[-1] == "2 added"
    assert asked(web) == ["/feed", "/3"]
    assert rows(KEYS)[2:] == [(f"{FEED}#n",), (f"http://{SITE}/3",)]


def test_outlet_and_day_hold_for_what_feeds_bring(add: Run, web: Web, rows: Rows) -> None:
    web.page(f"{SITE}/1", page(CLASH))
    web.page(f"{SITE}/feed", rss(f"http://{SITE}/1"))
    assert add("--feed", FEED, "--published", "2021-02-16", "--outlet", "قناة").exit_code == 0
    assert rows("SELECT outlet, published FROM documents") == [("قناة", "2021-02-16")]


def test_what_was_read_later_is_no_failure_any_more(add: Run, tmp_path: Path) -> None:
    def failures(*words: str) -> list[str]:
        return CliRunner().invoke(app, ["failures", *words]).stdout.splitlines()

    assert add("a.txt", "b.txt").exit_code == 1
    assert [line.split()[1] for line in failures()] == ["a.txt:", "b.txt:"]
    (tmp_path / "a.txt").write_text(CLASH, "utf-8")
    assert add("a.txt").exit_code == 0
    assert [line.split()[1] for line in failures()] == ["b.txt:"]
    (tmp_path / "b.txt").write_text(AGAIN, "utf-8")
    assert add("b.txt").exit_code == 0
    assert failures() == ["nothing is left unread: all 2 that failed were read later (--all lists them)"]
    listed = failures("--all")
    assert len(listed) == 2 and all(line.endswith(f"(read on {line[:10]})") for line in listed)
    assert [json.loads(line)["source"] for line in failures("--all", "--format", "json")] == ["a.txt", "b.txt"]
    assert failures("--format", "json") == []


def test_a_page_of_a_feed_that_fails_for_now_comes_later(add: Run, web: Web) -> None:
    web.page(f"{SITE}/feed", rss(f"http://{SITE}/2", f"http://{SITE}/1"), ETag='"a"')
    web.page(f"{SITE}/1", status=503)
    web.page(f"{SITE}/2", page(CLASH))
    first = add("--feed", FEED)
    assert (first.exit_code, first.stdout.splitlines()[-1]) == (1, "1 added, 1 failed")
    web.page(f"{SITE}/1", page(OTHER))
    web.asked.clear()
    assert add(FEED).stdout.splitlines()[-1] == "1 added"
    assert asked(web) == ["/feed", "/1"]


def test_what_is_said_to_be_a_feed_is_taken_as_one(add: Run, web: Web) -> None:
    web.page(f"{SITE}/feed", rss(told=CLASH))
    assert add("--feed", FEED).stdout.splitlines()[-1] == "1 added"
    assert asked(web) == ["/feed"]
    web.page(f"{SITE}/1", page(CLASH))
    done = add("--feed", f"http://{SITE}/1", f"http://{SITE}/gone")
    assert done.exit_code == 1 and "[feed]" in done.stderr and "[fetch]" in done.stderr


@pytest.mark.parametrize("is_file", [True, False])
def test_a_list_of_feeds(add: Run, web: Web, tmp_path: Path, is_file: bool) -> None:
    listed = opml(f"http://{SITE}/a", f"http://{SITE}/gone", "ftp://x.example/", f"http://{SITE}/b")
    web.page(f"{SITE}/a", rss(told=CLASH))
    web.page(f"{SITE}/b", rss(told=OTHER))
    web.page(f"{SITE}/list.opml", listed, Content_Type="text/xml")
    (tmp_path / "list.opml").write_text(listed, encoding="utf-8")
    done = add("list.opml" if is_file else f"http://{SITE}/list.opml")
    assert done.exit_code == 1 and done.stdout.splitlines()[-1] == "2 added, 2 failed"
    assert "[fetch]" in done.stderr and "[address-refused]" in done.stderr


@pytest.mark.parametrize("content", ["<opml", "<html/>", ""])
def test_a_list_of_feeds_that_is_none(add: Run, web: Web, tmp_path: Path, content: str) -> None:
    (tmp_path / "list.opml").write_text(content, encoding="utf-8")
    web.page(f"{SITE}/list.opml", content)
    done = add("list.opml", "gone.opml", f"http://{SITE}/list.opml", f"http://{SITE}/gone.opml")
    assert done.exit_code == 1 and done.stdout == "4 failed\n"
    assert [line.split("]")[0].split("[")[-1] for line in done.stderr.splitlines()] == [
        "outline", "source-unreadable", "outline", "fetch",
    ]  # fmt: skip


def test_a_web_archive(add: Run, tmp_path: Path, rows: Rows) -> None:
    body = page(CLASH).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2021-02-16T10:00:00Z\r\n"
        f"WARC-Target-URI: https://{SITE}/1\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    (tmp_path / "crawl.warc").write_bytes(head.encode() + http + b"\r\n\r\n")
    assert add("crawl.warc").stdout.splitlines()[-1] == "1 added"
    assert rows(KEYS) == [(f"https://{SITE}/1",)]
    ((custody,),) = rows("SELECT custody FROM captures")
    assert json.loads(str(custody))["source"] == "crawl.warc"


def test_a_pasted_post(add: Run, rows: Rows) -> None:
    told = ("--url", "https://t.me/wadi/12", "--author", "قناة الوادي", "--published", "2021-02-16")
    assert add("-", *told, stdin=CLASH).stdout.splitlines() == ["added: -", "1 added"]
    assert rows(KEYS) == [("https://t.me/wadi/12",)]
    assert rows("SELECT platform, text_origin, url, published FROM documents") == [
        ("telegram", "pasted", "https://t.me/wadi/12", "2021-02-16")
    ]
    ((captured,),) = rows("SELECT captured FROM documents")
    assert json.loads(str(captured))["channel"]["account"] == "قناة الوادي"
    assert "new version" in add("-", *told, stdin=OTHER).stdout
    assert add("-", "--platform", "فيسبوك", stdin=MEETING).stdout.splitlines()[-1] == "1 added"
    assert rows("SELECT platform, text_origin FROM documents WHERE id = 3") == [("facebook", "pasted")]


def test_what_is_not_said_to_be_pasted_is_a_file(add: Run, tmp_path: Path, rows: Rows) -> None:
    write(tmp_path / "r", a=CLASH, b=OTHER)
    add("r", "-", stdin=MEETING)
    *files, (stdin,) = rows(KEYS)
    assert files == [(str(tmp_path / "r" / "a.txt"),), (str(tmp_path / "r" / "b.txt"),)]
    assert str(stdin).startswith("stdin:")
    assert rows("SELECT DISTINCT platform, text_origin FROM documents") == [("web", "captured")]


def test_a_table_whose_columns_are_told(add: Run, tmp_path: Path, rows: Rows) -> None:
    sheet = f"no,words,seen\n1,{CLASH},2021-02-16\n2,{OTHER},2021-02-17\n3,,2021-02-18\n"
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
    wrong = add("sheet.csv")
    assert wrong.exit_code == 1 and "[columns]" in wrong.stderr and "'words'" in wrong.stderr
    for bad in ("text=nowhere", "wording=words"):
        assert "[columns]" in add("sheet.csv", "--columns", bad).stderr
    done = add("sheet.csv", "--columns", "text=words", "--columns", "published=seen", "--columns", "id=no")
    assert done.stdout.splitlines()[-1].startswith("2 added")
    assert rows("SELECT published FROM documents ORDER BY id") == [("2021-02-16",), ("2021-02-17",)]
    assert rows(KEYS)[0] == (f"{tmp_path / 'sheet.csv'}#1",)


def test_a_folder_of_everything(add: Run, tmp_path: Path, rows: Rows) -> None:
    folder = write(tmp_path / "mixed", a=CLASH)
    (folder / "b.html").write_text(page(AGAIN), encoding="utf-8")
    (folder / "c.docx").write_bytes(docx(paragraph(OTHER)))
    (folder / "_chat.txt").write_text(CHAT.replace(CLASH, MEETING), encoding="utf-8")
    post = {"id": 7, "type": "message", "date_unixtime": "1700000000", "text": f"{OTHER} {MEETING}"}
    service = {"id": 8, "type": "service", "action": "pin_message", "date_unixtime": "1700000001"}
    (folder / "result.json").write_text(telegram([post, service]), encoding="utf-8")
    (folder / "rows.jsonl").write_text(json.dumps({"text": f"{MEETING} {CLASH}"}), encoding="utf-8")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / ".hidden.txt").write_text(CLASH, encoding="utf-8")
    done = add("mixed")
    assert done.exit_code == 1 and done.stdout.splitlines()[-1] == "6 added, 1 failed"
    warned, *passed, torn = done.stderr.splitlines()
    assert "day and month cannot be told apart" in warned and "torn.pdf: [source-damaged]" in torn
    assert passed == ["isnad: passed over: 1 messages without words", "isnad: passed over: 1 service messages"]
    assert rows("SELECT key FROM reports WHERE key LIKE 'telegram:%'") == [("telegram:1234567890/7",)]
    assert add("mixed").stdout.splitlines()[-1] == "6 unchanged, 1 failed"


def test_sources_of_all_kinds_at_once_come_in_their_order(add: Run, web: Web, tmp_path: Path) -> None:
    write(tmp_path, a=CLASH, b=OTHER)
    web.page(f"{SITE}/1", page(AGAIN))
    done = add("a.txt", f"http://{SITE}/1", "b.txt", "-", stdin=MEETING)
    names = [line.split(" (")[0] for line in done.stdout.splitlines()]
    assert names == ["added: a.txt", f"added: http://{SITE}/1", "added: b.txt", "added: -", "4 added"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("HTTPS://X.example/feed", "address"), ("https://x.example/list.OPML", "list"), ("list.opml", "list"),
        ("-", "files"), ("folder", "files"), ("www.x.example", "files"), ("ftp://x.example/a", "files"),
    ],
)  # fmt: skip
def test_what_a_source_is_by_its_name(source: str, kind: str) -> None:
    assert kind_of(source) == kind


def test_feeds_to_follow(web: Web, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(opml("https://a.example/feed", "ftp://b.example/"), encoding="utf-8")
    given = (str(tmp_path / "list.opml"), "reports", "https://c.example/feed", str(tmp_path / "gone.opml"))
    found = [one.error.code if isinstance(one, Refused) else one for one in feeds_of(given, web.fetcher())]
    assert found == [
        "https://a.example/feed", "address-refused", "address-refused", "https://c.example/feed", "source-unreadable",
    ]  # fmt: skip


@pytest.mark.parametrize("given", ["text", "=body", "text=", ""])
def test_columns_that_name_nothing(given: str) -> None:
    assert columns_of(["text=body", "title=the=head"]) == {"text": "body", "title": "the=head"}
    with pytest.raises(ColumnsError, match="text=body"):
        columns_of([given])

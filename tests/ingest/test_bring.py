import gc
import io
import json
import os
import sys
import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from isnad.errors import DamagedSourceError, EngineError, NoReportsError, UnreadableSourceError
from isnad.ingest.bring import Bringing, FileKind, file_kind, items
from isnad.ingest.items import Item, Refused, document
from isnad.ingest.manifest import ManifestEntry
from tests.ingest.packing import docx, gzipped, paragraph, telegram, zipped
from tests.ingest.report_texts import FIRST, HEADLINE, REPORT, SECOND, THIRD

CHAT = f"12/03/2024, 18:22 - مراسل: {FIRST}\n12/03/2024, 18:25 - مراسل: {SECOND}\n"
CHANNEL = telegram([{"id": 7, "type": "message", "date_unixtime": "1700000000", "text": FIRST}])
WARC = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def given(found: Item | Refused) -> Item:
    assert isinstance(found, Item), found
    return found


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", REPORT, "report"),
        ("a.html", f"<p>{REPORT}", "report"),
        ("a.pdf", "%PDF-1.4", "report"),
        ("a.docx", "PK\x03\x04", "report"),
        ("a.bin", "\x89PNG", "report"),
        ("result.json", CHANNEL, "telegram"),
        ("other.json", '[{"text": "خبر"}]', "table"),
        ("rows.jsonl", CHANNEL, "table"),
        ("rows.NDJSON", '{"text": "خبر"}', "table"),
        ("rows.csv", "text\nخبر", "table"),
        ("rows.xlsx", "PK\x03\x04", "table"),
        ("_chat.txt", CHAT, "whatsapp"),
        ("anything.txt", CHAT, "whatsapp"),
        ("anything", CHAT, "whatsapp"),
        ("one.txt", f"12/03/2024, 18:22 - {FIRST}\n{SECOND}", "report"),
        ("a.warc", "", "web archive"),
        ("a.warc.gz", "", "web archive"),
        ("a.wacz", "", "web archive"),
        ("a.dat", WARC.decode(), "web archive"),
    ],
)
def test_what_a_file_is(tmp_path: Path, name: str, content: str, kind: FileKind) -> None:
    (tmp_path / name).write_text(content, "utf-8", newline="")
    assert file_kind(tmp_path / name) == kind


def test_a_folder_of_everything(tmp_path: Path) -> None:
    contents: dict[str, str | bytes] = {
        "a.txt": REPORT,
        "b.docx": docx(paragraph(HEADLINE) + paragraph(FIRST)),
        "c/result.json": CHANNEL,
        "d/_chat.txt": CHAT,
        "e.csv": f"title,body\n,{THIRD}\n{HEADLINE},\n",
        "f.jsonl": json.dumps({"text": REPORT, "url": "https://news.example.com/1?utm_source=x"}) + "\nnot json\n",
        "g.warc.gz": gzipped(WARC),
        "h.png": b"\x89PNG\r\n\x1a\n",
        "h.png.txt": SECOND,
        "i.pdf": b"%PDF-1.4",
        ".hidden.txt": REPORT,
        "j.odt": b"PK",
    }
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(items([str(tmp_path)]))
    told = [
        one.key.replace(str(tmp_path), "") if isinstance(one, Item) else one.where.replace(str(tmp_path), "")
        for one in found
    ]
    whatsapp = [key for key in told if key.startswith("whatsapp:")]
    assert len(whatsapp) == 2
    assert [key for key in told if key not in whatsapp] == [
        "/a.txt", "/b.docx", "telegram:1234567890/7", told[5], "/e.csv: row 3", "https://news.example.com/1",
        "/f.jsonl: row 2", "/h.png", "/i.pdf",
    ]  # fmt: skip
    assert told[5].startswith("/e.csv#")
    texts = [document(one)[0].text for one in found if isinstance(one, Item) and not one.key.endswith(".pdf")]
    assert texts == [REPORT, f"{HEADLINE}\n{FIRST}", FIRST, FIRST, SECOND, THIRD, REPORT, SECOND]
    with pytest.raises(DamagedSourceError):
        document(given(found[-1]))


def test_an_item_tells_where_it_is_from(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(REPORT, "utf-8")
    moment = datetime(2024, 3, 12, 18, tzinfo=UTC)
    (tmp_path / "x").mkdir()
    (found,) = items([f"{tmp_path}/x/../a.txt"], Bringing(clock=lambda: moment))
    item = given(found)
    assert (item.key, item.raw, item.name) == (str(path), REPORT.encode(), "a.txt")
    assert (item.custody.source, item.custody.fetched_at) == (f"{tmp_path}/x/../a.txt", "2024-03-12T18:00:00+00:00")
    assert (item.custody.container, item.custody.member, item.text_origin) == (None, None, "captured")


def test_what_the_user_says_of_all(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.txt").write_text(REPORT, "utf-8")
    (tmp_path / "result.json").write_text(CHANNEL, "utf-8")
    how = Bringing(
        published="2021-02-16", outlet="قناة", manifest={"b": ManifestEntry("2022-01-01"), "result": ManifestEntry()}
    )
    assert [(given(one).published, given(one).outlet) for one in items([str(tmp_path)], how)] == [
        ("2021-02-16", "قناة"), ("2022-01-01", "قناة"), ("2023-11-14T22:13:20+00:00", "قناة"),
    ]  # fmt: skip


def test_a_pasted_post(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FIRST.encode())))
    (found,) = items(["-"], Bringing(url="https://T.me/valley/5?utm_source=a", account="الوادي"))
    item = given(found)
    assert (item.key, item.text_origin, item.custody.source) == ("https://t.me/valley/5", "pasted", "-")
    told, _ = document(item)
    assert (told.channel.platform, told.channel.account, told.url) == ("telegram", "الوادي", item.custody.url)
    assert (told.text, told.text_origin) == (FIRST, "pasted")


def test_a_saved_page_with_its_address_is_no_pasted_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<!DOCTYPE html><html><body><article><p>{FIRST}</p></article></body></html>", "utf-8")
    (found,) = items([str(path)], Bringing(url="https://news.example.com/1"))
    told, _ = document(given(found))
    assert (given(found).key, told.url) == ("https://news.example.com/1", "https://news.example.com/1")
    assert (told.text, told.text_origin, told.channel.platform) == (FIRST, "captured", "web")


def test_standard_input_is_known_by_its_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = []
    for text in (FIRST, FIRST, SECOND):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        keys += [given(one).key for one in items(["-"])]
    assert keys[0] == keys[1] != keys[2] and keys[0].startswith("stdin:")


def test_what_cannot_be_opened_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    paths = [tmp_path / "none.csv", tmp_path / "empty", tmp_path / "a.txt"]
    missing, empty, good = items([*map(str, paths)])
    assert isinstance(missing, Refused) and isinstance(missing.error, UnreadableSourceError)
    assert isinstance(empty, Refused) and isinstance(empty.error, NoReportsError)
    assert missing.where == str(paths[0]) and isinstance(good, Item)


def test_a_mistake_of_ours_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("text\nخبر", "utf-8")
    (tmp_path / "b.txt").write_text(REPORT, "utf-8")

    def failing(*_: object) -> object:
        raise KeyError("x")

    monkeypatch.setattr("isnad.ingest.parts.table_items", failing)
    first, second = items([str(tmp_path)])
    assert isinstance(first, Refused) and isinstance(first.error, EngineError) and isinstance(second, Item)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xd3\xe1.csv"
    with open(path, "wb") as file:  # noqa: PTH123 -- a name of bytes
        file.write(f"text\n{FIRST}\n\n".encode())
    found = list(items([str(tmp_path)]))
    assert len(found) == 1
    item = given(found[0])
    for told in (item.key, item.custody.source, item.name):
        assert told.encode("utf-8").decode("utf-8") == told


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    export = telegram([{"id": 1, "type": "service"}, {"id": 2, "type": "message", "text": ""}])
    (tmp_path / "result.json").write_text(export, "utf-8")
    how = Bringing()
    assert list(items([str(tmp_path)], how)) == []
    assert how.passed == Counter({"service messages": 1, "messages without words": 1})


def test_other_archives_are_refused_when_read(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    path.write_bytes(zipped({"a.txt": b"a"}))
    (found,) = items([str(path)])
    with pytest.raises(Exception, match="ZIP"):
        document(given(found))


@pytest.mark.parametrize("name", ["rows.jsonl", "result.json", "_chat.txt", "rows.csv"])
def test_long_files_are_never_held(tmp_path: Path, name: str) -> None:
    count, text = 3000, FIRST * 20
    lines = {
        "rows.jsonl": (json.dumps({"text": text, "id": n}) + "\n" for n in range(count)),
        "rows.csv": ("text,id\n" if n < 0 else f'"{text}",{n}\n' for n in range(-1, count)),
        "_chat.txt": (f"13/03/2024, 18:22 - م: {n} {text}\n" for n in range(count)),
        "result.json": (
            '{"id": 5, "type": "x", "messages": [' if n < 0 else "{}]}" if n == count
            else json.dumps({"id": n, "type": "message", "text": text}) + ","
            for n in range(-1, count + 1)
        ),
    }  # fmt: skip
    with (tmp_path / name).open("w", encoding="utf-8") as file:
        file.writelines(lines[name])
    size = (tmp_path / name).stat().st_size
    gc.collect()
    tracemalloc.start()
    found = sum(isinstance(one, Item) for one in items([str(tmp_path / name)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == count
    assert size > 10_000_000
    assert peak < 7_000_000


def test_a_json_file_of_a_folder_that_holds_no_reports_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"colour": "blue"}')
    (tmp_path / "a.txt").write_text("قُتل ثلاثة أشخاص في القصف على القرية اليوم.", "utf-8")
    how = Bringing()
    assert [type(found).__name__ for found in items([str(tmp_path)], how)] == ["Item"]
    assert list(how.passed.values()) == [1]
    assert [type(found).__name__ for found in items([str(tmp_path / "settings.json")])] == ["Refused"]

import csv
import hashlib
import io
import json
import sys
import tracemalloc
import warnings
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from isnad.errors import (
    BombError,
    ColumnsError,
    DamagedSourceError,
    ExportError,
    IsnadError,
    MissingExtraError,
    NoWordsError,
    OversizedSourceError,
    UnsafeArchiveError,
)
from isnad.ingest.columns import Columns
from isnad.ingest.dates import told_publication
from isnad.ingest.items import Item, Refused, document
from isnad.ingest.tables import table_items
from tests.ingest.packing import contained, understated, zipped
from tests.ingest.report_texts import FIRST, HEADLINE, SECOND, THIRD


def found_in(path: Path, content: str | bytes, mapping: dict[str, str] | None = None) -> list[Item | Refused]:
    return list(table_items(contained(path, content), mapping))


def item_in(path: Path, content: str | bytes, mapping: dict[str, str] | None = None) -> Item:
    (item,) = found_in(path, content, mapping)
    assert isinstance(item, Item), item
    return item


def errors(found: Sequence[Item | Refused]) -> list[type[IsnadError] | None]:
    return [type(one.error) if isinstance(one, Refused) else None for one in found]


def comma(*rows: Sequence[str], delimiter: str = ",") -> str:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(rows)
    return held.getvalue()


def xlsx(*rows: Sequence[object]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


SHEETS = '<sheet name="a" sheetId="1" r:id="r0"/>'
STRING = '<c t="s"><v>{}</v></c>'


def excel(strings: bytes, *rows: Sequence[int]) -> bytes:
    """A workbook as Excel writes it: its cells are numbers of strings that stand in a part of their own."""
    cells = "".join(f"<row>{''.join(map(STRING.format, row))}</row>" for row in rows)
    kinds, office = "application/vnd.openxmlformats-officedocument.spreadsheetml", "http://schemas.openxmlformats.org"
    links, main = f"{office}/officeDocument/2006/relationships", f'xmlns="{office}/spreadsheetml/2006/main"'
    package = f"{office}/package/2006"
    parts = {"workbook": "sheet.main", "sheet1": "worksheet", "sharedStrings": "sharedStrings"}
    types = "".join(
        f'<Override PartName="/xl/{one}.xml" ContentType="{kinds}.{kind}+xml"/>' for one, kind in parts.items()
    )
    found = "".join(
        f'<Relationship Id="r{n}" Type="{links}/{kind}" Target="{one}.xml"/>'
        for n, (one, kind) in enumerate([("sheet1", "worksheet"), ("sharedStrings", "sharedStrings")])
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{types}</Types>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{links}"><sheets>{SHEETS}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{found}</Relationships>',
        "xl/sheet1.xml": f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>",
    }
    return zipped({**{name: text.encode() for name, text in files.items()}, "xl/sharedStrings.xml": strings})


def shared(*texts: str) -> bytes:
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'.encode()


ROW = {"title": HEADLINE, "body": FIRST, "date": "2021-02-16T19:16:00+02:00", "source": "صحيفة الوادي",
       "link": "https://News.example.com/1?utm_source=x#top", "id": "17"}  # fmt: skip


@pytest.mark.parametrize("kind", ["jsonl", "json", "csv", "xlsx"])
def test_a_row(tmp_path: Path, kind: str) -> None:
    line = json.dumps(ROW, ensure_ascii=False)
    contents: dict[str, str | bytes] = {
        "jsonl": f"\n{line}\n", "json": f"[{line}]", "csv": comma([*ROW], [*ROW.values()]),
        "xlsx": xlsx([*ROW], [*ROW.values()]) if kind == "xlsx" else b"",
    }  # fmt: skip
    item = item_in(tmp_path / f"a.{kind}", contents[kind])
    assert item.key == "https://news.example.com/1"
    assert item.custody.member == f"row {1 if kind == 'json' else 2}" and item.custody.container is not None
    assert json.loads(item.raw) == ROW
    record, notes = document(item)
    assert record.text == f"{HEADLINE}\n\n{FIRST}" and notes == ()
    assert record.title is not None and record.title.of(record.text) == HEADLINE
    assert record.id == "sha256:" + hashlib.sha256(item.raw).hexdigest()
    assert (record.published_at, record.outlet) == ("2021-02-16T19:16:00+02:00", "صحيفة الوادي")
    assert (record.url, record.channel.platform) == (ROW["link"], "web")


def test_the_line_itself_is_kept(tmp_path: Path) -> None:
    line = '{"text":  "' + FIRST + '", "z": 1, "a": 2}'
    assert item_in(tmp_path / "a.jsonl", line + "\r\n").raw == line.encode()


ALL = "text,title,published,outlet,url,platform,account,id"


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Text,Headline,Published_At,Outlet,URL,Platform,Author,ID", ALL),
        ("النص,العنوان,تاريخ النشر,المصدر,الرابط,المنصة,الحساب,المعرّف", ALL),
        ("نَصّ الخبر,تاريخ", "text,published"),
        ("message,date,x", "text,published,"),
        ("title,content", "title,text"),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(header: str, roles: str) -> None:
    names = header.split(",")
    expected = {role: name for role, name in zip(roles.split(","), names, strict=True) if role}
    assert Columns.of(names).names == expected


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    rows = {"text": HEADLINE, "words": FIRST, "user": {"name": "مراسل", "screen": {"id": 5}}}
    item = item_in(
        tmp_path / "a.jsonl", json.dumps(rows), {"text": "words", "account": "user.name", "id": "user.screen.id"}
    )
    assert (item.text, item.channel.account, item.key) == (FIRST, "مراسل", f"{tmp_path / 'a.jsonl'}#5")


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (None, r"no column holds the text: .* 'a', 'b'"),
        ({"text": "body"}, r"no column 'body'; the table has 'a', 'b'"),
        ({"text": "a", "when": "b"}, "'when' is no part of a report"),
    ],
)
def test_columns_that_are_not_there(tmp_path: Path, mapping: dict[str, str] | None, message: str) -> None:
    (refused,) = found_in(tmp_path / "a.csv", comma(["a", "b"], [FIRST, "x"]), mapping)
    assert isinstance(refused, Refused) and isinstance(refused.error, ColumnsError)
    with pytest.raises(ColumnsError, match=message):
        raise refused.error


def test_lines_of_json_need_not_agree(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"id": 1}, *({"text": FIRST, "id": n} for n in range(2, 40))]
    rows.append({"text": FIRST, "title": HEADLINE, "id": 40})
    found = found_in(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    assert errors(found) == [NoWordsError] + [None] * 39
    last = found[-1]
    assert isinstance(last, Item) and last.title == HEADLINE


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_may_have_empty_cells(tmp_path: Path, kind: str) -> None:
    rows = [
        ["title", "text", "date"],
        ["", FIRST],
        [HEADLINE, "", "2021-02-16"],
        [HEADLINE, SECOND, "2021-02-16"],
        ["", ""],
    ]
    content = comma(*rows) if kind == "csv" else xlsx(*rows)
    found = found_in(tmp_path / f"a.{kind}", content)
    assert errors(found) == [None, NoWordsError, None]
    first, second, third = found
    assert isinstance(first, Item) and isinstance(second, Refused) and isinstance(third, Item)
    assert (first.title, first.published, third.title, third.published) == (None, None, HEADLINE, "2021-02-16")
    assert second.where == f"{tmp_path / f'a.{kind}'}: row 3" and "row 3" in str(second.error)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "json", "xlsx"])
def test_tables_without_rows(tmp_path: Path, kind: str) -> None:
    contents: dict[str, str | bytes] = {"csv": "text,title\n", "jsonl": "\n\n", "json": "[]"}
    found = found_in(tmp_path / f"a.{kind}", contents[kind] if kind in contents else xlsx(["text"]))
    assert errors(found) == [NoWordsError]


# CSV -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_delimiters_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = f'{FIRST}\nثم: أ,ب;ج|د "انتهى"'
    item = item_in(tmp_path / "a.csv", comma(["العنوان", "النص"], ["x", text], delimiter=delimiter).encode(encoding))
    assert item.text == f"x\n\n{text}"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("'=قال", "=قال"), ("'-قال", "-قال"), ("'@قال", "@قال"), ("'قال' شاهد", "'قال' شاهد"), ("=قال", "=قال")],
)
def test_a_quote_before_a_formula_is_taken_away(tmp_path: Path, cell: str, expected: str) -> None:
    assert item_in(tmp_path / "a.csv", comma(["text", "x"], [cell, "1"])).text == expected


def test_long_cells_and_rows_that_are_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = csv.field_size_limit()
    assert item_in(tmp_path / "a.csv", comma(["text"], [FIRST * 5000])).text == FIRST * 5000
    assert csv.field_size_limit() == before
    for name in ("rows", "textlines"):
        monkeypatch.setattr(f"isnad.ingest.{name}.MOST_BYTES", 1000)
    found = found_in(tmp_path / "a.csv", comma(["text", "id"], [FIRST, "1"], [FIRST * 20, "2"], [FIRST, "3"]))
    assert errors(found) == [None, DamagedSourceError]
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in (FIRST, FIRST * 20, SECOND)]
    assert errors(found_in(tmp_path / "a.jsonl", "\n".join(lines))) == [None, OversizedSourceError, None]


def test_a_quotation_mark_that_is_left_open(tmp_path: Path) -> None:
    found = found_in(tmp_path / "a.csv", f'text,id\n{FIRST},1\n"{SECOND},2\n{THIRD},3\n')
    assert [one.text for one in found if isinstance(one, Item)] == [FIRST, f"{SECOND},2\n{THIRD},3\n"]


def test_columns_of_one_name(tmp_path: Path) -> None:
    item = item_in(tmp_path / "a.csv", comma(["text", "text", ""], [FIRST, SECOND, "x"]))
    assert item.text == FIRST
    assert json.loads(item.raw) == {"text": FIRST, "text (2)": SECOND, "column 3": "x"}


# JSON ----------------------------------------------------------------------------------------------------------------
def test_broken_lines_stop_nothing(tmp_path: Path) -> None:
    good = json.dumps({"text": FIRST})
    deep = "[" * 100_000
    found = found_in(tmp_path / "a.jsonl", "\n".join([good, "{", "7", deep, '{"text": "x', good]))
    assert errors(found) == [None, ExportError, ExportError, ExportError, ExportError, None]
    assert next(one.where for one in found if isinstance(one, Refused)) == f"{tmp_path / 'a.jsonl'}: row 2"


@pytest.mark.parametrize("raw", ["7", '"x"', "", "null", "[7", '[{"text": "خبر"} {'])
def test_json_that_is_no_table(tmp_path: Path, raw: str) -> None:
    assert ExportError in errors(found_in(tmp_path / "a.json", raw))


def test_objects_one_after_the_other(tmp_path: Path) -> None:
    rows = [json.dumps({"text": text}, indent=1, ensure_ascii=False) for text in (FIRST, SECOND)]
    found = found_in(tmp_path / "a.json", "\n".join(rows))
    assert [one.text for one in found if isinstance(one, Item)] == [FIRST, SECOND]


def test_an_object_that_wraps_a_table_says_what_it_holds(tmp_path: Path) -> None:
    (refused,) = found_in(tmp_path / "a.json", json.dumps({"articles": [{"text": FIRST}], "total": 1}))
    assert isinstance(refused, Refused) and "'articles', 'total'" in str(refused.error)


# XLSX ----------------------------------------------------------------------------------------------------------------
def test_cells_of_every_kind(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["text", "date", "id", "x"],
        [FIRST, datetime(2021, 2, 16, 19, 16), 17.0, True],
        [SECOND, date(2021, 2, 16), 18, 1.5],
    ]
    first, second = found_in(tmp_path / "a.xlsx", xlsx(*rows))
    assert isinstance(first, Item) and isinstance(second, Item)
    assert (first.published, first.key[-3:]) == ("2021-02-16T19:16:00", "#17")
    assert (second.published, second.key[-3:]) == ("2021-02-16", "#18")


def test_strings_that_stand_apart(tmp_path: Path) -> None:
    item = item_in(tmp_path / "a.xlsx", excel(shared("text", "id", FIRST, "٥"), [1, 0], [3, 2]))
    assert (item.text, item.key[-2:]) == (FIRST, "#٥")


def test_xlsx_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    (refused,) = found_in(tmp_path / "a.xlsx", b"PK\x03\x04")
    assert isinstance(refused, Refused) and isinstance(refused.error, MissingExtraError)
    assert "isnad[xlsx]" in str(refused.error)


def part(raw: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one of its parts replaced."""
    with ZipFile(io.BytesIO(raw)) as book:
        return zipped({**{one: book.read(one) for one in book.namelist()}, name: content})


SHEET = "xl/worksheets/sheet1.xml"
LOL = (
    b'<!DOCTYPE d [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 9))
    + b"]><worksheet>&i;</worksheet>"
)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda raw: raw[:-60], DamagedSourceError),
        (lambda raw: b"PK\x03\x04", DamagedSourceError),
        (lambda raw: zipped({"a": b"b"}), DamagedSourceError),
        (lambda raw: part(raw, SHEET, b"<x"), DamagedSourceError),
        (lambda raw: part(raw, SHEET, LOL), DamagedSourceError),
        (lambda raw: excel(LOL, [0], [1]), DamagedSourceError),
        (lambda raw: excel(shared("text"), [0], [7]), DamagedSourceError),
        (lambda raw: part(raw, "../x", b""), UnsafeArchiveError),
        (lambda raw: part(raw, SHEET, bytes(3_000_000)), BombError),
        (lambda raw: understated(zipped({"xl/workbook.xml": bytes(50_000_000)}), 100), BombError),
    ],
)  # fmt: skip
def test_hostile_workbooks(tmp_path: Path, make: Any, error: type[IsnadError]) -> None:
    raw = make(xlsx(["text"], [FIRST]))
    tracemalloc.start()
    found = found_in(tmp_path / "a.xlsx", raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert errors(found)[-1] == error
    assert peak < 20_000_000


def test_no_warning_of_the_library_comes_through(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert errors(found_in(tmp_path / "a.xlsx", part(xlsx(["text"], [FIRST]), "xl/styles.xml", b"<styleSheet/>")))


# dates and networks --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2021-02-16", "2021-02-16"),
        ("2021-02-16 19:16", "2021-02-16T19:16:00"), ("2021/2/16 9:16", "2021-02-16T09:16:00"),
        ("16/02/2021", "2021-02-16"),
        ("2/16/2021", "2021-02-16"), ("١٦/٢/٢٠٢١", "2021-02-16"), ("3.3.2021", "2021-03-03"),
        ("1700000000", "2023-11-14T22:13:20+00:00"), ("1700000000000", "2023-11-14T22:13:20+00:00"),
        ("03/04/2021", None),
        ("أمس", None), ("2021", None), ("31/02/2021", None), ("16/02/21", None), ("²/2/2021", None),
        ("16/02/2021 9:16 PM", "2021-02-16"),
    ],
)  # fmt: skip
def test_days_in_cells(tmp_path: Path, cell: str, expected: str | None) -> None:
    assert told_publication(cell) == expected
    item = item_in(tmp_path / "a.csv", comma(["text", "date"], [FIRST, cell]))
    assert item.published == expected
    assert (expected is None) == any("tells no day" in warning for warning in item.warnings)


@pytest.mark.parametrize(
    ("platform", "url", "expected"),
    [("Telegram", "", "telegram"), ("تلغرام", "", "telegram"), ("فيس بوك", "", "facebook"), ("Twitter", "", "x"),
     ("", "https://t.me/a/5", "telegram"), ("", "https://m.facebook.com/a", "facebook"), ("", "https://x.com/a", "x"),
     ("", "https://notx.com/a", "web"), ("", "https://[", "web"), ("", "", "web"),
     ("mastodon", "https://t.me/a", "other")],
)  # fmt: skip
def test_networks(tmp_path: Path, platform: str, url: str, expected: str) -> None:
    item = item_in(
        tmp_path / "a.csv", comma(["text", "platform", "url", "author", "id"], [FIRST, platform, url, "م", "5"])
    )
    assert (item.channel.platform, item.channel.account) == (expected, "م")
    assert item.channel.post_id == (None if expected == "web" else "5")


CELL = st.text(max_size=6) | st.sampled_from([FIRST, '"', ",", "\n", "\r", "'=", "\0", "text", "title"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(CELL, max_size=30), st.sampled_from(["csv", "tsv", "jsonl", "json", "xlsx"]))
def test_anything_is_taken_or_refused(tmp_path: Path, cells: list[str], kind: str) -> None:
    raw = ("text,title\n" + "".join(cells) if kind == "csv" else "".join(cells)).encode("utf-8", "surrogatepass")
    for one in found_in(tmp_path / f"a.{kind}", raw):
        assert isinstance(one.error, IsnadError) if isinstance(one, Refused) else one.text and one.raw


VALUE = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from([FIRST, "https://x", "2021-02-16"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3), max_leaves=6,
)  # fmt: skip
ROLES = st.sampled_from(["text", "title", "published", "outlet", "url", "platform", "account", "id", "x"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.dictionaries(ROLES, VALUE, max_size=6), max_size=6), st.sampled_from(["jsonl", "json"]))
def test_any_rows_are_taken_or_refused(tmp_path: Path, rows: list[dict[str, object]], kind: str) -> None:
    raw = json.dumps(rows) if kind == "json" else "\n".join(map(json.dumps, rows))
    for one in found_in(tmp_path / f"a.{kind}", raw, {"text": "text"} if any("text" in row for row in rows) else None):
        assert isinstance(one.error, IsnadError) if isinstance(one, Refused) else one.text and one.key.encode()

import io
import re
import zipfile
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from isnad.cells import restored
from isnad.publish.formats import workbook
from isnad.publish.formats.columns import Column
from isnad.publish.formats.workbook import Sheet, write_workbook
from tests.publish.formats.released_events import CLASH, EVENTS, FORMULA, FORMULAS, HEADER, release_of
from tests.publish.formats.written import lost, written

Rows = list[dict[str, Any]]


def sheets(raw: bytes) -> dict[str, Rows]:
    """The rows of each sheet by its heading, as openpyxl reads them."""
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
        head, *rows = sheet.values
        found[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def parts(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.extract_version for info in package.infolist()} == {20}  # not every Excel reads ZIP64
        return {name: package.read(name).decode() for name in package.namelist()}


def sheet_of(*texts: str, columns: str = "a") -> tuple[Sheet, bytes]:
    """A workbook of one sheet with these texts, one below the other."""
    waiting, file = io.BytesIO(), io.BytesIO()
    sheet = Sheet("One", [Column(name, "") for name in columns.split()], waiting)
    for text in texts:
        sheet.add([text])
    write_workbook(file, [sheet], "2023-06-11T08:30:00Z")
    return sheet, file.getvalue()


def test_each_table_is_a_sheet_with_a_heading_that_stays() -> None:
    raw, _ = written("xlsx")
    names = "Events Statements Parties Reports Tolls States Withdrawn Loss About Columns".split()
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames == names
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    assert all(cell.font.b for sheet in book for cell in sheet[1])


def test_cells_have_types() -> None:
    row = next(row for row in sheets(written("xlsx")[0])["Events"] if row["id"] == CLASH.id)
    assert row["date_from"] == datetime(2023, 5, 12)
    assert row["latitude"] == 34.45 and row["killed_best"] == 6 and row["unidentified"] is False
    assert row["title_ar"] == CLASH.title_ar and row["targets"] == "Hawks Brigade; Dawn Battalion"
    assert row["attacks"] is None


def test_what_comes_with_many_events_stands_once() -> None:
    book = sheets(written("xlsx")[0])
    for name in ("Parties", "Reports"):
        ids = [row["id"] for row in book[name]]
        assert len(set(ids)) == len(ids)
    assert {row["id"] for row in book["Reports"]} == {one.id for event in EVENTS for one in event.reports}


def test_nothing_can_be_a_formula() -> None:
    raw, _ = written("xlsx")
    assert not [name for name, text in parts(raw).items() if re.search(r"<f[ >/]", text)]
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(raw)) for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    (row,) = (row for row in sheets(raw)["Events"] if row["id"] == FORMULA.id)
    assert row["title_en"] == "'+cmd" and row["place_en"] == "'@town"


def test_texts_come_back() -> None:
    texts = [*FORMULAS, " a ", "a\nb", "<&>\"'", "_x0041_", "😀" * 3, "قال\u200f"]
    _, raw = sheet_of(*texts)
    found = [restored(row["a"]).replace("_x005F_", "_") for row in sheets(raw)["One"]]
    assert found == [text.replace("\0", "\ufffd") for text in texts]


def test_no_time_and_nobody_but_what_the_release_says() -> None:
    told = parts(written("xlsx")[0])
    assert "creator" not in told["docProps/core.xml"] and "lastModifiedBy" not in told["docProps/core.xml"]
    assert set(re.findall(r">([^<]+)</dcterms:", told["docProps/core.xml"])) == {"2023-06-11T08:30:00Z"}


def test_arabic_columns_run_from_right_to_left() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx")[0]))["Events"]
    cells = {cell.value: sheet.cell(2, cell.column) for cell in sheet[1]}
    assert cells["title_ar"].alignment.readingOrder == 2
    assert cells["title_en"].alignment.readingOrder == 0


def test_what_is_lost_stands_in_a_sheet() -> None:
    raw, losses = written("xlsx")
    assert {(row["what"], row["why"]): row["number"] for row in sheets(raw)["Loss"]} == lost(losses)
    about = {row["name"]: row["value"] for row in sheets(raw)["About"]}
    assert about == asdict(HEADER)


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_a_text_that_no_cell_holds_is_cut_and_counted(letter: str) -> None:
    sheet, raw = sheet_of(letter * 40_000)
    assert sheet.cut == 1
    (row,) = sheets(raw)["One"]
    assert len(row["a"].encode("utf-16-le")) // 2 in (workbook.MOST_LETTERS, workbook.MOST_LETTERS - 1)
    losses = lost(written("xlsx", release_of([replace(CLASH, title_en=letter * 40_000)]))[1])
    assert losses["end of a text of events", "cell-full"] == 1


def test_rows_that_no_sheet_holds_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    sheet, raw = sheet_of("a", "b", "c", "d")
    assert sheet.left_out == 2
    assert len(sheets(raw)["One"]) == 2


def test_columns_have_letters_beyond_z() -> None:
    _, raw = sheet_of("x", columns=" ".join(f"c{number}" for number in range(800)))
    sheet = openpyxl.load_workbook(io.BytesIO(raw))["One"]
    assert [cell.value for cell in sheet[1]] == [f"c{number}" for number in range(800)]


def test_days_before_excel_s_calendar_are_texts() -> None:
    rows = sheets(written("xlsx", release_of([replace(CLASH, from_="1899-01-01", to="1900-03-01")]))[0])["Events"]
    assert rows[0]["date_from"] == "1899-01-01" and rows[0]["date_to"] == datetime(1900, 3, 1)

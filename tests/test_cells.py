import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.cells import defused, restored, write_row
from tests.publish.formats.released_events import BOM, FORMULAS, LRM, RLM

HARMLESS = ("", "قال", "a=b", "5-3", "'قال' شاهد", f"{RLM}قال", f"{BOM}text", "«=»", "(=1)", "😀=", " ", LRM, "''")
TEXTS = st.text(st.sampled_from("'=+-@−＝＋－＠\t\r\n\0 aق1;,\"" + RLM + LRM + BOM + "\u200b\u00a0\u2066")) | st.text()


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_a_text_and_comes_back(text: str) -> None:
    assert defused(text) == f"'{text}"
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert defused(text) == text
    assert restored(text) == text


@given(TEXTS)
def test_every_text_comes_back(text: str) -> None:
    cell = defused(text)
    assert restored(cell) == text
    assert not cell.lstrip(f"{RLM}{LRM}{BOM} ").startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_sees_no_formula(tmp_path: Path) -> None:
    sheet = tmp_path / "cells.csv"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([defused(text.replace("\0", ""))] for text in FORMULAS)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(sheet)],  # noqa: S607
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert "table:formula" not in (tmp_path / "cells.fods").read_text(encoding="utf-8")


@given(st.lists(TEXTS | st.text('\r\n",a='), min_size=1, max_size=4))
def test_a_row_stays_one_row(cells: list[str]) -> None:
    """Also for those who end rows at a carriage return, as spreadsheets do."""
    told = [cell.replace("\0", "") for cell in cells]
    file = io.StringIO(newline="")
    write_row(file, told)
    assert list(csv.reader(io.StringIO(file.getvalue(), newline=""), strict=True)) == [told]
    assert "\r" not in "".join(file.getvalue().split('"')[::2])

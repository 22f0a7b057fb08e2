"""Every example of docs/times.md is read as the page says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import isnad
from isnad.annotate.times import find_publication
from isnad.arabic.view import View

PAGE = Path(__file__).parents[3] / "docs" / "times.md"
PUBLISHED = "2021-02-16"


def _rows(columns: int) -> Iterator[list[str]]:
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == columns and cells[0] not in ("text", "---"):
            yield cells


READ, UNREAD = list(_rows(4)), [text for (text,) in _rows(1)]


def test_the_page_has_examples() -> None:
    assert len(READ) > 40
    assert len(UNREAD) > 5


@pytest.mark.parametrize("row", READ, ids=[row[0] for row in READ])
def test_reads(row: list[str]) -> None:
    text, first, last, precision = row
    *_, found = isnad.times(text, published=PUBLISHED)
    assert (found.from_ or "–", found.to or "–", found.precision) == (first, last, precision)


@pytest.mark.parametrize("text", UNREAD)
def test_reads_nothing(text: str) -> None:
    assert isnad.times(text, published=PUBLISHED) == ()


@pytest.mark.parametrize(("line", "day", "moment"), list(_rows(3))[1:])
def test_date_lines(line: str, day: str, moment: str) -> None:
    found = find_publication(View(line.replace("¦", "|") + "\nقصف الجيش البلدة"), 60)
    assert found is not None
    assert (found[0].isoformat(), found[1] or "–") == (day, moment)


def test_the_code_on_the_page_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    exec(code, {})  # noqa: S102 -- our own page
    said = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
    assert capsys.readouterr().out.splitlines() == said

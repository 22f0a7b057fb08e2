"""`isnad classify`, and the examples of docs/classification.md."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from isnad.annotate.reader import Reader
from isnad.model import Document
from isnad.publish.classify.rows import COLUMNS, rows
from tests.house.tree import ROOT

Run = Callable[..., Result]
DOCS = (ROOT / "docs" / "classification.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| ([\u0600-\u06ff][^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", DOCS, re.MULTILINE)


def test_a_table_for_reading(run: Run, report: Path) -> None:
    result = run("classify", report, "--published", "2024-05-14", "--lang", "en")
    assert result.exit_code == 0
    assert "═══ good" in result.stdout
    assert "Shelling/artillery/missile attack State forces-Rebel group" in result.stdout
    assert "194 −10" in result.stdout


def test_csv_of_many_reports_has_one_head(run: Run, samples: Path) -> None:
    result = run("classify", samples, "--format", "csv", "--lang", "en")
    found = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    assert result.exit_code == 0
    assert tuple(found[0]) == COLUMNS
    assert len({row["report"] for row in found}) > 5
    assert all(row["report"] != "report" and None not in row for row in found)
    for scheme, code in (("plover", "type"), ("acled", "sub_event_type"), ("cameo", "code")):
        assert all(bool(row[f"{scheme}_{code}"]) != bool(row[f"{scheme}_none"]) for row in found)


def test_json_is_one_event_a_line(run: Run, report: Path) -> None:
    result = run("classify", report, "--format", "json", "--published", "2024-05-14")
    (row,) = map(json.loads, result.stdout.splitlines())
    assert (row["report"], row["date_from"], row["cameo_code"]) == ("good", "2024-05-13", "194")
    assert row["acled_inter1"] == "State forces"


def test_a_failing_input_stops_no_other(run: Run, report: Path) -> None:
    (report / "bad.txt").write_bytes(b"\x00\x01\x02")
    result = run("classify", report, "--format", "csv")
    assert result.exit_code == 1
    assert "good,e1" in result.stdout
    assert "1 of 2 inputs failed" in result.stderr


def test_a_wrong_date_is_refused(run: Run, report: Path) -> None:
    result = run("classify", report, "--published", "soon")
    assert result.exit_code == 2
    assert "isnad: date" in result.stderr


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.with_codebook()


@pytest.mark.parametrize(("sentence", "plover", "acled", "cameo"), EXAMPLES)
def test_an_example_of_the_page(reader: Reader, sentence: str, plover: str, acled: str, cameo: str) -> None:
    record = reader.read(Document(id="sha256:1", text=sentence + ".", published="2024-05-14"))
    row = next(iter(rows("example", record, reader.book, "en")), None)
    assert row is not None
    told = [row["plover_type"], row["plover_mode"]], [row["acled_sub_event_type"], row["acled_interaction"]]
    got = ["/".join(map(str, filter(None, told[0]))), " · ".join(map(str, filter(None, told[1]))), row["cameo_code"]]
    shown = [code or row[f"{scheme}_none"] for code, scheme in zip(got, ("plover", "acled", "cameo"), strict=True)]
    assert shown == [plover, acled, cameo]


def test_the_page_has_examples_and_names_every_column() -> None:
    assert len(EXAMPLES) > 20
    assert [column for column in COLUMNS if f"`{column}`" not in DOCS] == []

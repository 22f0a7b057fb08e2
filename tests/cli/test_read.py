import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.cli.conftest import REPORT
from tests.ingest.packing import docx, paragraph
from tests.ingest.pdf_making import drawn, pdf

Run = Callable[..., Result]


def test_text_is_the_default(run: Run, report: Path) -> None:
    result = run("read", report / "good.txt")
    assert result.exit_code == 0
    assert "[قصف" in result.stdout
    assert "الأحداث (" in result.stdout
    assert result.stderr == ""


def test_the_view_speaks_english(run: Run, report: Path) -> None:
    assert "Events (" in run("read", report / "good.txt", "--lang", "en").stdout


def test_one_document_is_one_indented_object(run: Run, report: Path) -> None:
    result = run("read", report / "good.txt", "--format", "json", "--published", "2024-05-07", "--outlet", "نبض")
    record = json.loads(result.stdout)
    assert result.stdout.startswith("{\n")
    assert record["document"]["published"] == "2024-05-07"
    assert record["document"]["outlet"] == "نبض"
    assert record["document"]["text"] == (report / "good.txt").read_text("utf-8")


def test_many_documents_are_one_a_line_in_order(run: Run, report: Path) -> None:
    (report / "another.md").write_text("# انفجار في بغداد\n\nانفجرت عبوة ناسفة وسط بغداد.\n", "utf-8")
    result = run("read", report, "--format", "json")
    texts = [json.loads(line)["document"]["text"] for line in result.stdout.splitlines()]
    assert [text[0] for text in texts] == ["#", "ق"]


def test_pdf_and_docx_files_are_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(paragraph(REPORT.strip())))
    shown = REPORT.strip()[::-1]
    (tmp_path / "b.pdf").write_bytes(pdf(drawn([shown]), letters=shown))
    (tmp_path / "c.pdf").write_bytes(pdf(b"q Q"))
    result = run("read", tmp_path, "--format", "json")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["document"]["text"] for record in records] == [REPORT.strip()] * 2
    assert all("place:el-obeid" in {entity["id"] for entity in record["entities"]} for record in records)
    assert "isnad: warning: b: the PDF keeps its lines in the order of display" in result.stderr
    assert result.exit_code == 1 and "[source-no-text-layer]" in result.stderr


def test_standard_input(run: Run) -> None:
    result = run("read", "-", "--format", "json", stdin="قصف الجيش السوداني مدينة الأبيض")
    assert json.loads(result.stdout)["events"][0]["type"] == "ASSAULT"


def test_a_page_goes_to_standard_output_alone(run: Run, report: Path) -> None:
    assert run("read", report / "good.txt", "--format", "html").stdout.startswith("<!")
    result = run("read", report / "good.txt", report / "good.txt", "--format", "html")
    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_the_manifest_goes_before_the_options(run: Run, report: Path, tmp_path: Path) -> None:
    (report / "other.txt").write_text("قصف الجيش السوداني مدينة الأبيض", "utf-8")
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"good": {"published": "2020-01-02", "outlet": null}}', "utf-8")
    result = run("read", report, "--format", "json", "--manifest", manifest, "--published", "2021-01-01")
    published = [json.loads(line)["document"]["published"] for line in result.stdout.splitlines()]
    assert published == ["2020-01-02", "2021-01-01"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--published", "16.2.2021"), "date"),
        (("--published", "2021-02-30"), "date"),
        (("--manifest", "nowhere.json"), "manifest"),
        (("--codebook", "nowhere"), "codebook"),
    ],
)
def test_wrong_options_are_told_before_anything_is_read(
    run: Run, report: Path, options: tuple[str, str], code: str
) -> None:
    result = run("read", report / "good.txt", *options)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"isnad: {code}: ")
    assert result.stdout == ""


@pytest.mark.parametrize("args", [("read",), ("read", "x", "--format", "xml"), ("read", "x", "--lang", "fr"), ("nix",)])
def test_wrong_usage(run: Run, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_manifest_of_another_shape(run: Run, report: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"good": {"published": "gestern"}}', "utf-8")
    assert run("read", report, "--manifest", manifest).exit_code == 2


def test_a_users_codebook_is_laid_over_ours(run: Run, report: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "actors"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(
        "test-brigade:\n  class: rebel group\n  names: {ar: [لواء الاختبار الأول]}\n  source: invented\n"
        "  examples: [انسحب لواء الاختبار الأول]\n",
        "utf-8",
    )
    (report / "good.txt").write_text("انسحب لواء الاختبار الأول من المدينة", "utf-8")
    result = run("read", report / "good.txt", "--format", "json", "--codebook", own.parent)
    assert "actor:test-brigade" in result.stdout


def test_a_bad_codebook_is_told_with_file_and_line(run: Run, report: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "actors"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("x-y:\n  clas: rebel group\n", "utf-8")
    result = run("read", report / "good.txt", "--codebook", own.parent)
    assert result.exit_code == 2
    assert "actors/mine.yaml:2: unknown key 'clas'; did you mean 'class'?" in result.stderr


def test_an_interruption_is_one_line(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("isnad.cli.reading.run", interrupted)
    result = run("read", report / "good.txt")
    assert (result.exit_code, result.stderr) == (130, "isnad: interrupted\n")

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from isnad.cli.files import write_new
from isnad.errors import OutputError, OutputExistsError

Run = Callable[..., Result]

REPORT = "قصف الجيش السوداني مدينة الأبيض أمس.\n"


@pytest.mark.parametrize(("form", "suffix"), [("text", ".txt"), ("json", ".json"), ("html", ".html")])
def test_one_file_per_input(run: Run, report: Path, tmp_path: Path, form: str, suffix: str) -> None:
    out = tmp_path / "deep" / "out"
    result = run("read", report, "--format", form, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    names = {path.name for path in out.iterdir()}
    assert names == {f"good{suffix}"} | ({"index.html"} if form == "html" else set())


def test_equal_stems_get_a_suffix(run: Run, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "good.md").write_text(REPORT, "utf-8")
    out = tmp_path / "out"
    assert run("read", report, other, "--format", "json", "--out", out).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["good-2.json", "good.json"]
    assert json.loads((out / "good-2.json").read_text("utf-8"))["document"]["text"] == REPORT


def test_nothing_is_overwritten(run: Run, report: Path, tmp_path: Path) -> None:
    (report / "second.txt").write_text(REPORT, "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "good.json").write_text("mine")
    result = run("read", report, "--format", "json", "--out", out)
    assert result.exit_code == 1
    assert "[output-exists]" in result.stderr
    assert (out / "good.json").read_text() == "mine"
    assert (out / "second.json").exists()
    assert run("read", report, "--format", "json", "--out", out, "--force").exit_code == 0
    assert json.loads((out / "good.json").read_text("utf-8"))["isnad"]


def test_a_second_run_keeps_the_index(run: Run, report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("read", report, "--format", "html", "--out", out).exit_code == 0
    before = (out / "index.html").read_bytes()
    (report / "good.txt").rename(report / "later.txt")
    result = run("read", report, "--format", "html", "--out", out)
    assert result.exit_code == 1
    assert (out / "index.html").read_bytes() == before
    assert (out / "later.html").exists()


def test_a_report_called_index_makes_room(run: Run, report: Path, tmp_path: Path) -> None:
    (report / "good.txt").rename(report / "index.txt")
    out = tmp_path / "out"
    assert run("read", report, "--format", "html", "--out", out).exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["index-2.html", "index.html"]
    assert 'href="index-2.html"' in (out / "index.html").read_text("utf-8")


def test_links_of_the_index_are_addresses(run: Run, report: Path, tmp_path: Path) -> None:
    (report / "good.txt").rename(report / "100% #خبر?.txt")
    out = tmp_path / "out"
    run("read", report, "--format", "html", "--out", out)
    assert 'href="100%25%20%23' in (out / "index.html").read_text("utf-8")


def test_a_folder_that_cannot_be_made(run: Run, report: Path) -> None:
    result = run("read", report, "--out", report / "good.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("isnad: output: ")


def test_files_of_text_hold_no_colours(run: Run, report: Path, tmp_path: Path) -> None:
    run("read", report, "--out", tmp_path / "out")
    assert "\x1b" not in (tmp_path / "out" / "good.txt").read_text("utf-8")


def test_writing_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_new(path, "one")
    with pytest.raises(OutputExistsError):
        write_new(path, "two")
    with pytest.raises(OutputError):
        write_new(tmp_path / "none" / "a.txt", "three")
    write_new(path, "four", force=True)
    assert path.read_text() == "four"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]

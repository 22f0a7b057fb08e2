"""`isnad review` and `isnad coded`, as typed."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import isnad
from isnad.cli.exampling import inserted
from isnad.errors import OutputError
from isnad.yamls import read_yaml
from tests.archive.reports import AGAIN, CLASH, OTHER, write

Run = Callable[..., Result]


@pytest.fixture
def archive(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of three reports, which the environment names."""
    place = tmp_path / "archive"
    monkeypatch.setenv("ISNAD_ARCHIVE", str(place))
    assert run("init").exit_code == 0
    reports = write(tmp_path / "reports", one=CLASH, two=AGAIN, three=OTHER)
    assert run("add", reports, "--published", "2021-02-16", "--readers", 1).exit_code == 0
    return place


def accounts(run: Run) -> list[dict[str, str]]:
    found = json.loads(run("review", "list", "--format", "json", "--type", "ASSAULT").stdout)["items"]
    assert found
    return [
        one for item in found for one in json.loads(run("review", "show", item["event"], "--format", "json").stdout)
    ]


def test_a_review_from_the_terminal(archive: Path, run: Run) -> None:
    handle = accounts(run)[0]["handle"]
    done = run("review", "correct", handle, "type=COERCE", "victims=killed 3", "place=", "--by", "huda", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "corrected" in done.stdout and "COERCE" in done.stdout and "(read: ASSAULT; huda)" in done.stdout
    done = run("review", "reject", handle, "--by", "salim", "--seen", 0, "--lang", "en", "--note", "no such thing")
    assert "disputed" in done.stdout and "people disagree: corrected (huda) / rejected (salim)" in done.stdout
    listed = run("review", "list", "--state", "disputed", "--lang", "ar").stdout
    assert "مختلف فيه" in listed and "اختلف فيه المراجعون" in listed
    assert "no such thing" in run("review", "show", handle).stdout
    assert run("review", "undo", handle, "--by", "salim").exit_code == 0
    assert run("review", "unsure", handle, "--by", "salim").exit_code == 0
    assert run("review", "accept", handle, "--by", "salim").exit_code == 0
    assert run("review", "comment", handle, "a remark").exit_code == 0
    assert "review" in run("history").stdout
    assert run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("correct", "HANDLE", "type=WAR"), "review-value"),
        (("correct", "HANDLE", "type"), "review-value"),
        (("correct", "HANDLE", "colour=red"), "review-value"),
        (("undo", "HANDLE"), "review-nothing-to-undo"),
        (("accept", "sha256:0@1-2:ASSAULT"), "not-found"),
        (("show", "ev-none"), "not-found"),
        (("example", "HANDLE"), "review"),
        (("list", "--after", "x"), "query"),
    ],
)
def test_what_cannot_be_is_told(archive: Path, run: Run, command: tuple[str, ...], code: str) -> None:
    handle = accounts(run)[0]["handle"]
    done = run("review", *(handle if word == "HANDLE" else word for word in command))
    assert done.exit_code == 2 and f"isnad: {code}: " in done.stderr


def test_a_sheet_goes_out_and_comes_in(archive: Path, run: Run, tmp_path: Path) -> None:
    for name in ("coded.csv", "coded.xlsx"):
        out = tmp_path / name
        done = run("coded", "export", "--out", out, "type:ASSAULT")
        assert done.exit_code == 0 and "3 accounts" in done.stdout, done.output
        assert run("coded", "export", "--out", out).exit_code == 2
        done = run("coded", "import", out, "--by", "huda")
        assert done.exit_code == 0 and done.stdout == "0 rows changed: 0 reviews by huda\n"
    out = tmp_path / "coded.csv"
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    rows[0]["status"], rows[1]["status"] = "rumoured", "nonsense"
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    done = run("coded", "import", out, "--by", "huda")
    assert done.exit_code == 1 and "1 rows changed: 1 reviews by huda" in done.stdout
    assert "row 3: review-value: " in done.stderr and "status: 'nonsense'" in done.stderr
    assert run("coded", "export", "--out", tmp_path / "coded.doc").exit_code == 2
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".isnad")]


def test_an_example_goes_into_ones_own_folder(archive: Path, run: Run, tmp_path: Path) -> None:
    handle, mine = accounts(run)[0]["handle"], tmp_path / "mine"
    mine.mkdir()
    run("review", "accept", handle)
    done = run("review", "example", handle, "--codebook", mine)
    assert done.exit_code == 0, done.output
    (file,) = mine.rglob("*.yaml")
    first = file.read_text("utf-8")
    ours = Path(isnad.__file__).parent / "codebook" / file.relative_to(mine)
    assert len(read_yaml(first)["examples"]) == len(read_yaml(ours.read_text("utf-8"))["examples"]) + 1
    assert read_yaml(first)["examples"][-1] == read_yaml(done.stdout)["examples"][0]
    assert run("codebook", "check", "--codebook", mine).exit_code == 0
    run("review", "correct", handle, "type=CONTROL")
    refused = run("review", "example", handle, "--codebook", mine)
    assert refused.exit_code == 2 and "--entry" in refused.stderr and file.read_text("utf-8") == first
    entry = refused.stderr.split("takes it: ")[1].split(",")[0]
    assert run("review", "example", handle, "--codebook", mine, "--entry", entry).exit_code == 0
    taken = mine / "events" / f"{entry.replace('.', '/')}.yaml"
    assert read_yaml(taken.read_text("utf-8"))["examples"][-1]["text"] == read_yaml(first)["examples"][-1]["text"]
    assert file.read_text("utf-8").startswith(first.partition("counter_examples:")[0])


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("type: A\nexamples:\n  - text: x\n    trigger: x\nlast: 1\n",
         "type: A\nexamples:\n  - text: x\n    trigger: x\n  - new\nlast: 1\n"),
        ("type: A\nexamples:\n- text: x\n\nlast: 1\n", "type: A\nexamples:\n- text: x\n- new\n\nlast: 1\n"),
        ("type: A\nexamples: []\nlast: 1\n", "type: A\nexamples:\n  - new\nlast: 1\n"),
        ("type: A\nexamples: [] # none\n", "type: A\nexamples:\n  - new\n"),
        ("type: A\n", "type: A\nexamples:\n  - new\n"),
        ("examples:\n  - x\n\n", "examples:\n  - x\n  - new\n\n"),
    ],
)  # fmt: skip
def test_lines_go_into_a_list(text: str, after: str) -> None:
    assert inserted(text, "examples", "  - new\n") == after


def test_a_list_in_one_line_is_left_alone() -> None:
    with pytest.raises(OutputError):
        inserted("examples: [x, y]\n", "examples", "  - new\n")

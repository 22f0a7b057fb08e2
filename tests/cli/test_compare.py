"""`isnad compare`: two codebooks, or records made earlier, on the same reports."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
REPORT = "أفاد مصدر محلي أن سرايا الرمل تزحلقت، أمس، نحو موقع الجيش السوداني في مدينة الأبيض.\n"
ACTOR = """\
sand-brigades:
  class: rebel group
  names: {ar: [سرايا الرمل]}
  source: made up
  examples: [انسحبت سرايا الرمل]
"""
EVENT = """\
type: ASSAULT
frame: strike
gloss: {ar: تزحلق, en: slide}
verbs: [تزحلق يتزحلق تزحلق]
examples: [{text: تزحلقت القوات, trigger: تزحلقت}, {text: تزحلق الجنود, trigger: تزحلق}]
counter_examples: [وقفت القوات]
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    for name, text in (("actors/mine.yaml", ACTOR), ("events/assault/slide.yaml", EVENT)):
        path = tmp_path / "mine" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    return tmp_path / "mine"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "sand.txt").write_text(REPORT, "utf-8")
    (folder / "other.txt").write_text("وصلت القافلة إلى مدينة الأبيض.\n", "utf-8")
    return folder


def compared(run: Run, *args: object) -> dict[str, list[dict[str, object]]]:
    result = run("compare", *args, "--format", "json", "--published", "2021-02-16")
    assert result.exit_code == 0, result.stderr
    return {report["name"]: report["differences"] for report in json.loads(result.stdout)["reports"]}


def test_what_the_users_entries_bring(run: Run, mine: Path, reports: Path) -> None:
    found = compared(run, "-", mine, reports)
    assert found["other"] == []
    actor, event = found["sand"]
    assert (actor["layer"], actor["change"], actor["words"]) == ("entities", "changed", "سرايا الرمل")
    assert actor["slots"][0] == {"slot": "is", "first": [], "last": ["actor:sand-brigades"]}  # type: ignore[index]
    assert (event["layer"], event["change"], event["what"]) == ("events", "new", "ASSAULT")
    assert "⟦تزحلقت⟧" in str(event["sentence"])
    said = {slot["slot"]: slot["last"] for slot in event["slots"]}  # type: ignore[attr-defined]
    assert said["agents"] == ["سرايا الرمل (actor:sand-brigades)"]
    assert said["when"] == ["2021-02-15"]
    assert said["found_by"] == ["assault.slide"]
    start, end = event["span"]  # type: ignore[misc]
    assert REPORT[start:end] == event["words"]  # type: ignore[has-type]


def test_the_other_way_round_it_went(run: Run, mine: Path, reports: Path) -> None:
    changes = [(one["layer"], one["change"]) for one in compared(run, mine, "none", reports)["sand"]]
    assert changes == [("entities", "changed"), ("events", "gone")]


def test_one_codebook_with_itself(run: Run, mine: Path, reports: Path) -> None:
    assert compared(run, mine, mine, reports) == {"other": [], "sand": []}
    shown = run("compare", mine, mine, reports, "--lang", "en").stdout
    assert "Reports with a difference: 0 of 2" in shown


def test_records_made_earlier_need_no_reports(run: Run, mine: Path, reports: Path, tmp_path: Path) -> None:
    for name, overlay in (("before", ()), ("after", ("--codebook", mine))):
        args = ("--format", "json", "--published", "2021-02-16", "--out", tmp_path / name)
        assert run("read", reports, *args, *overlay).exit_code == 0
    direct = compared(run, "-", mine, reports)
    assert compared(run, tmp_path / "before", tmp_path / "after") == direct
    assert compared(run, tmp_path / "before", mine, reports) == direct
    (tmp_path / "after" / "other.json").unlink()
    result = run("compare", tmp_path / "before", tmp_path / "after")
    assert result.exit_code == 1
    assert f"other: [comparison] {tmp_path / 'after'} has no record of it" in result.stderr


def test_text_says_it_in_both_languages(run: Run, mine: Path, reports: Path) -> None:
    english = run("compare", "-", mine, reports, "--lang", "en").stdout
    assert "~ actor" in english and "id: was nothing, is now" in english and "+ event Assault" in english
    assert "Reports with a difference: 1 of 2" in english
    arabic = run("compare", "-", mine, reports).stdout
    assert "~ جهة" in arabic and "المعرّف: كان لا شيء، صار" in arabic and "تقارير فيها فرق: 1 من 2" in arabic
    assert arabic == run("compare", "-", mine, reports).stdout
    (events,) = [line.split() for line in english.splitlines() if line.startswith("Events")]
    assert events == ["Events", "0", "1", "1", "0", "0"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("-", "-"), "there is nothing to read: give the reports"),
        (("-", "-", "-"), "standard input cannot be"),
        (("nowhere", "-", "x.txt"), "nowhere does not exist: give a folder, or - for our codebook alone"),
        ((".", "-", "x.txt"), "is neither a folder of entries"),
    ],
)
def test_what_cannot_be_compared(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("compare", *args)
    assert result.exit_code == 2
    assert result.stderr.startswith("isnad: comparison: ") and told in result.stderr


def test_a_report_that_cannot_be_read_stops_no_other(run: Run, mine: Path, reports: Path) -> None:
    (reports / "empty.txt").write_bytes(b"")
    result = run("compare", "-", mine, reports, "--format", "json")
    assert result.exit_code == 1
    assert "[source-empty]" in result.stderr
    assert {report["name"] for report in json.loads(result.stdout)["reports"]} == {"other", "sand"}


def test_a_record_of_another_text_is_told(run: Run, reports: Path, tmp_path: Path) -> None:
    run("read", reports, "--format", "json", "--out", tmp_path / "before")
    (reports / "sand.txt").write_text("قصف الجيش السوداني البلدة.\n", "utf-8")
    result = run("compare", tmp_path / "before", "-", reports)
    assert result.exit_code == 1
    assert "sand: [comparison] the two records are of different texts" in result.stderr

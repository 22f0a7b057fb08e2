import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]


SENTENCE = "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في مدينة الأبيض"


def test_the_schema_is_json(run: Run) -> None:
    assert json.loads(run("schema").stdout)["title"].startswith("Isnad record")


def test_try_shows_what_is_read(run: Run) -> None:
    assert "[اشتباكات" in run("codebook", "try", SENTENCE).stdout
    record = json.loads(run("codebook", "try", SENTENCE, "--format", "json").stdout)
    assert record["events"][0]["found_by"] == "assault.clash"


def test_explain_says_what_fired_and_what_did_not(run: Run) -> None:
    shown = run("codebook", "explain", "فض الاشتباك في الجولان").stdout
    assert "near: assault.clash: preceded by a word of not_after" in shown
    notes = json.loads(run("codebook", "explain", SENTENCE, "--format", "json").stdout)
    assert any("assault.clash" in line for note in notes for line in note["fired"])


def test_list_counts_and_lists(run: Run) -> None:
    counts = dict(line.split() for line in run("codebook", "list").stdout.splitlines())
    assert set(counts) == {"actors", "places", "events", "speech"}
    listed = run("codebook", "list", "speech").stdout.splitlines()
    assert listed[-1] == f"{counts['speech']} speech"
    assert run("codebook", "list", "nouns").exit_code == 2


def test_a_bad_date_for_a_sentence(run: Run) -> None:
    assert run("codebook", "try", SENTENCE, "--published", "x").exit_code == 2


def test_check_tells_file_line_and_nearest_key(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "events" / "assault"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("type: ASSALT\nfram: act\n", "utf-8")
    result = run("codebook", "check", "--codebook", tmp_path)
    assert result.exit_code == 1
    assert "events/assault/mine.yaml:1: type 'ASSALT' is not one of" in result.stdout
    assert "events/assault/mine.yaml:2: unknown key 'fram'; did you mean 'frame'?" in result.stdout


def test_times_tells_bounds_anchor_and_rule(run: Run) -> None:
    text = "قصف الجيش البلدة قبل يومين"
    shown = run("times", text, "--published", "2021-02-16").stdout
    assert "<قبل يومين>" in shown
    assert "2021-02-14" in shown
    (row,) = json.loads(run("times", text, "--published", "2021-02-16", "--format", "json").stdout)
    assert (row["text"], row["from"], row["to"], row["anchor"]) == (
        "قبل يومين",
        "2021-02-14",
        "2021-02-14",
        "published",
    )


def test_times_without_a_day_of_publication_has_no_bounds(run: Run) -> None:
    (row,) = json.loads(run("times", "-", "--format", "json", stdin="قتل مدني قبل يومين").stdout)
    assert (row["from"], row["to"]) == (None, None)
    assert "No time is told" in run("times", "لا شيء هنا", "--lang", "en").stdout
    assert run("times", "أمس", "--published", "x").exit_code == 2


@pytest.fixture
def gold(samples: Path) -> Path:
    return samples / "gold"


def test_evaluate_reads_the_reports_themselves(run: Run, samples: Path, gold: Path, tmp_path: Path) -> None:
    manifest = ("--manifest", samples / "manifest.json")
    direct = run("evaluate", gold, samples, *manifest, "--json")
    assert direct.exit_code == 0
    assert run("read", samples, *manifest, "--format", "json", "--out", tmp_path / "records").exit_code == 0
    assert run("evaluate", gold, tmp_path / "records", "--json").stdout == direct.stdout


def test_evaluate_lists_misses_and_keeps_floors(run: Run, samples: Path, gold: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text('{"entity/ALL": 0.01, "relation": 1.0}')
    result = run("evaluate", gold, samples, "--misses", "--only", "^post-", "--floors", floors)
    assert result.exit_code == 1
    assert "relation" in result.stderr and "entity/ALL" not in result.stderr
    assert "missed (" in result.stdout and "⟦" in result.stdout


def test_evaluate_counts_what_has_no_record(run: Run, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "post-syria.txt").write_bytes(b"")
    result = run("evaluate", gold, tmp_path, "--only", "^post-syria$")
    assert result.exit_code == 1
    assert "no record for: post-syria" in result.stderr


@pytest.mark.parametrize("content", ["", "[]", '{"a": 2}', '{"a": "b"}'])
def test_floors_of_another_shape(run: Run, samples: Path, gold: Path, tmp_path: Path, content: str) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(content)
    result = run("evaluate", gold, samples, "--floors", floors)
    assert result.exit_code == 2
    assert result.stderr.startswith("isnad: evaluation: ")


def test_annotations_that_are_none(run: Run, samples: Path, tmp_path: Path) -> None:
    assert run("evaluate", tmp_path, samples).exit_code == 2
    assert run("evaluate", tmp_path / "nowhere", samples).exit_code == 2
    assert run("evaluate", samples / "gold", samples, "--only", "(").exit_code == 2

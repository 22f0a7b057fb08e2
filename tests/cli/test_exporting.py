import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from isnad.publish.formats import FORMATS
from isnad.publish.release.words import RELEASE_WORDS, said

Run = Callable[..., Result]


@pytest.fixture
def archive(run: Run, report: Path, tmp_path: Path) -> Path:
    """An archive of one report."""
    folder = tmp_path / "archive"
    assert run("init", "--archive", folder).exit_code == 0
    assert run("add", report, "--archive", folder, "--published", "2024-02-13").exit_code == 0
    return folder


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_with_its_loss(run: Run, archive: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"out{FORMATS[name].suffix}"
    done = run("export", name, "--archive", archive, "--out", out, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert out.stat().st_size > 0
    stated = json.loads((tmp_path / f"{out.name}.loss.json").read_text("utf-8"))
    assert (stated["format"], stated["header"]["profile"], stated["events"]) == (name, "public", 1)
    assert all(set(one) == {"what", "why", "number"} for one in stated["loss"])
    assert "no profile was given, so public was taken" in done.output
    assert not list(tmp_path.glob(".isnad-*"))


def test_the_profile_is_the_user_s(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonld"
    done = run("export", "webannotation", "--archive", archive, "--out", out, "--profile", "internal", "--lang", "ar")
    assert done.exit_code == 0
    assert "internal" in done.output
    assert "لم تُحدَّد" not in done.output
    assert "قصف مواقع قوات الدعم السريع" in out.read_text("utf-8")


def test_what_changed_is_listed(run: Run, archive: Path, tmp_path: Path) -> None:
    for since, number in (("2020", 1), ("2999", 0)):
        out = tmp_path / f"{since}.geojson"
        assert run("export", "geojson", "--archive", archive, "--out", out, "--since", since).exit_code == 0
        stated = json.loads((tmp_path / f"{since}.geojson.loss.json").read_text("utf-8"))
        assert len(stated["changed"]) == len(json.loads(out.read_text("utf-8"))["features"]) == number
        assert stated["withdrawn"] == []


def test_only_what_answers_a_query(run: Run, archive: Path, tmp_path: Path) -> None:
    for query, number in (("type:ASSAULT", 1), ("type:AGREE", 0)):
        out = tmp_path / f"{number}.geojson"
        assert run("export", "geojson", "--archive", archive, "--out", out, "--query", query).exit_code == 0
        assert len(json.loads(out.read_text("utf-8"))["features"]) == number


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("parchment",), "format-unknown: «parchment» is no format: use one of acled, acled-parquet, ucdp"),
        (("geojson", "--cleared"), "profile: restricted reports leave by --profile internal only"),
        (("geojson", "--since", "soon"), "date: "),
        (("geojson", "--query", "colour:red"), "query: "),
    ],
)
def test_what_is_refused(
    run: Run, archive: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:  # fmt: skip
    done = run("export", *arguments, "--archive", archive, "--out", tmp_path / "out.x")
    assert done.exit_code == 2
    assert told in done.output
    assert not list(tmp_path.glob("out.x*"))


def test_nothing_is_overwritten_unless_asked(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    out.write_text("mine")
    command = ("export", "geojson", "--archive", archive, "--out", out)
    done = run(*command)
    assert (done.exit_code, out.read_text()) == (2, "mine")
    assert "output-exists" in done.output
    assert run(*command, "--force").exit_code == 0
    assert out.read_text() != "mine"


def test_a_path_that_cannot_be_written(run: Run, archive: Path, tmp_path: Path) -> None:
    done = run("export", "geojson", "--archive", archive, "--out", tmp_path / "nowhere" / "out.geojson")
    assert done.exit_code == 2
    assert "cannot be written" in done.output


def test_every_string_is_in_both_languages() -> None:
    for key, (arabic, english) in RELEASE_WORDS.items():
        assert arabic != english
        values = dict.fromkeys(("profile", "events", "lost", "file"), "7")
        assert "{" not in said(key, "ar", **values) + said(key, "en", **values)

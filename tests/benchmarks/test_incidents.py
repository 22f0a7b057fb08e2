"""What the measurement of incidents counts, on made-up reports and clusters."""

import json
from pathlib import Path

import pytest

from benchmarks import incidents
from benchmarks.incidents import Clusters, Report, Score, b_cubed
from isnad import Reader

DAY = "2022-03-04"
TEXTS = (
    ("x-1", "مقتل ثلاثة مدنيين بقصف مدفعي لقوات النظام على بلدة سرمين بريف إدلب صباح اليوم."),
    ("x-1", "استهدفت قوات النظام بالمدفعية بلدة سرمين بريف إدلب اليوم، ما أدى إلى مقتل ثلاثة مدنيين."),
    ("x-2", "اغتال مجهولون شاباً بإطلاق نار في مدينة درعا صباح اليوم."),
    ("x-3", "Nothing of this is in Arabic, so that no reader takes it up at all."),
)


def _clusters(**of: str) -> Clusters:
    return {report: frozenset(names.split()) for report, names in of.items()}


@pytest.mark.parametrize(
    ("found", "coded", "score"),
    [
        (_clusters(a="1", b="1", c="2"), _clusters(a="x", b="x", c="y"), (1.0, 1.0)),
        (_clusters(a="1", b="2", c="3"), _clusters(a="x", b="x", c="y"), (1.0, 2 / 3)),
        (_clusters(a="1", b="1", c="1"), _clusters(a="x", b="x", c="y"), (5 / 9, 1.0)),
        (_clusters(a="1", b="1"), _clusters(a="x", b="x y"), (1.0, 0.875)),
        (_clusters(a="1", b="1"), _clusters(a="x y", b="x y"), (1.0, 0.5)),
    ],
    ids=["right", "all apart", "all together", "one of two incidents", "two incidents told as one"],
)
def test_b_cubed(found: Clusters, coded: Clusters, score: tuple[float, float]) -> None:
    assert tuple(b_cubed(found, coded, list(coded))) == pytest.approx(score)


def test_f_is_the_harmonic_mean() -> None:
    assert Score(1.0, 0.5).f == pytest.approx(2 / 3)
    assert Score(0.0, 0.0).f == 0.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("airwars")
    rows = [
        {"doc_id": f"r{number}", "title": "", "body": body, "published_iso": DAY, "publisher": f"نبراس {number}",
         "incident_ids": [incident], "place_match": incident != "x-3"}
        for number, (incident, body) in enumerate(TEXTS)
    ]  # fmt: skip
    (root / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return root


@pytest.mark.parametrize("archive", [True, False], ids=["through an archive", "at once"])
def test_measures(folder: Path, tmp_path: Path, archive: bool) -> None:
    given, reader = list(incidents.reports(folder)), Reader.with_codebook()
    put = incidents.archived(given, reader, tmp_path / "archive") if archive else incidents.at_once(given, reader)
    outcome = incidents.measure(given, put)
    assert (outcome.reports, outcome.measured) == (4, 3)
    assert outcome.scores["both halves"] == Score(1.0, 1.0)
    assert tuple(outcome.scores["all apart"]) == pytest.approx((1.0, 2 / 3))
    assert outcome.told == {"reports with a deed": 3, "with a day": 3, "with a place": 3, "with both": 3}


def test_halves_keep_an_incident_together() -> None:
    one, other = (Report(id_, "", None, None, frozenset({"x-1"}), True) for id_ in ("r1", "r2"))
    assert incidents.half(one) == incidents.half(other)
    assert {incidents.half(Report("r", "", None, None, frozenset({f"x-{n}"}), True)) for n in range(20)} == {0, 1}

"""What the measurement of dates counts, on made-up cases, and the trials of the parser at a size of seconds."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks import dates
from isnad import Reader

TRIALS = 2000


def _case(text: str, past: str, future: str, reference: str = "2021-02-16T00:00:00") -> dict[str, Any]:
    value = {"PastResolution": {"date": past}, "FutureResolution": {"date": future}}
    return {"Input": text, "Context": {"ReferenceDateTime": reference}, "Results": [{"Text": text, "Value": value}]}


def test_only_cases_with_one_value_not_in_the_future_count(tmp_path: Path) -> None:
    rows = [
        _case("قبل يومين", "2021-02-14", "2021-02-14"),
        _case("الجمعة", "2021-02-12", "2021-02-19"),
        _case("غدا", "2021-02-17", "2021-02-17"),
        {"Input": "لا شيء", "Results": []},
    ]
    (tmp_path / "cases.json").write_text(json.dumps(rows), encoding="utf-8")
    (case,) = dates.cases(tmp_path / "cases.json")
    assert case == dates.Case("قبل يومين", date(2021, 2, 16), date(2021, 2, 14))


def test_a_case_is_right_when_its_day_alone_is_read() -> None:
    day = date(2021, 2, 14)
    assert dates.is_right(dates.Case("وصل قبل يومين", date(2021, 2, 16), day))
    assert not dates.is_right(dates.Case("وصل قبل يومين وغادر أمس", date(2021, 2, 16), day))
    assert not dates.is_right(dates.Case("وصل قبل أيام", date(2021, 2, 16), day))


@pytest.mark.parametrize(
    ("body", "told", "ours"), [("قصفت طائرات حربية مدينة تدمر أمس.", 1, 1), ("قصفت طائرات حربية مدينة تدمر.", 0, 0)]
)
def test_pairs_tell_the_record_from_the_day_of_publication(tmp_path: Path, body: str, told: int, ours: int) -> None:
    incident = {"incident_id": "x-1", "date": "2021-02-15", "date_type": "date"}
    report = {"title": "قصف على تدمر", "body": body, "published_iso": "2021-02-16", "incident_ids": ["x-1"]}
    (tmp_path / "incidents.jsonl").write_text(json.dumps(incident), encoding="utf-8")
    (tmp_path / "docs.jsonl").write_text(json.dumps(report), encoding="utf-8")
    found = dates.pairs(tmp_path, Reader.with_codebook())
    assert (found.pairs, found.published, found.told, found.ours) == (1, 0, told, ours)


def test_no_string_breaks_the_parser() -> None:
    assert dates.broken(TRIALS, seed=1) == []


def test_a_trial_sees_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "_sound", lambda one: False)
    assert dates.broken(TRIALS, seed=1)

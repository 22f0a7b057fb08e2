"""What the measurement of places counts, on made-up incidents."""

import json
from pathlib import Path

import pytest

from benchmarks import places
from isnad import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.with_codebook()


PALMYRA = (34.56, 38.27)


def _folder(root: Path, point: tuple[float, float], body: str) -> Path:
    incident = {
        "incident_id": "x-1",
        "place_ar": "مدينة تدمر",
        "geo_precision": "city",
        "lat": point[0],
        "lon": point[1],
    }
    report = {
        "title": "قصف على تدمر", "body": body, "published_iso": "2021-03-01", "publisher": None,
        "incident_ids": ["x-1"],
    }  # fmt: skip
    (root / "incidents.jsonl").write_text(json.dumps(incident), encoding="utf-8")
    (root / "docs.jsonl").write_text(json.dumps(report), encoding="utf-8")
    return root


BODY = "أفادت مصادر محلية بأن طائرات حربية قصفت مدينة تدمر بريف حمص الشرقي صباح اليوم ولم تقع إصابات."


@pytest.mark.parametrize(
    ("point", "contested", "counts"),
    [(PALMYRA, {}, (1, 0, 0)), ((36.2, 37.15), {}, (0, 1, 0)), ((36.2, 37.15), {"x-1": "why"}, (0, 0, 1))],
    ids=["near", "far", "far, and the reports contradict the coded point"],
)
def test_counts(
    tmp_path: Path, reader: Reader, point: tuple[float, float], contested: dict[str, str], counts: tuple[int, int, int]
) -> None:
    tally = places.measure(_folder(tmp_path, point, BODY), reader, contested)
    assert tally.named == 1
    assert tally.given == 1
    assert (tally.found, len(tally.wrong), len(tally.contested)) == counts


def test_names_only_whole_words() -> None:
    assert places.names("قصف بتدمر اليوم", "تدمر")
    assert not places.names("تدمرت البلدة", "تدمر")

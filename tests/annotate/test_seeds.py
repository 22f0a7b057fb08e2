"""The two reports that the project began with: what has to be read in them. Skipped where they are not at hand."""

from pathlib import Path
from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.ingest.capture import capture
from isnad.model import to_plain

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not beside the repository")
Plain = dict[str, Any]


def read(reader: Reader, beginning: str, published: str | None) -> Plain:
    path = next(SEEDS.glob(f"{beginning}_*.txt"))
    document, warnings = capture(path.read_bytes(), name=path.name, published=published)
    plain: Plain = to_plain(reader.read(document, warnings))
    return plain


@pytest.fixture(scope="module")
def attacks(reader: Reader) -> Plain:
    """The report on the series of attacks."""
    return read(reader, "000", "2021-12-07")


@pytest.fixture(scope="module")
def meeting(reader: Reader) -> Plain:
    """The report on the failed meeting."""
    return read(reader, "001", "2021-02-16")


def names(record: Plain, ids: list[str]) -> set[str]:
    text = record["document"]["text"]
    return {text[slice(*e["mentions"][0])] for e in record["entities"] if e["id"] in ids}


def one(record: Plain, type_: str, word: str) -> Plain:
    """The event of this type one of whose triggers holds the word."""
    text = record["document"]["text"]
    found = [e for e in record["events"] if e["type"] == type_ and any(word in text[a:b] for a, b in e["triggers"])]
    assert len(found) == 1, [e["id"] for e in found]
    event: Plain = found[0]
    return event


def test_the_failed_meeting(meeting: Plain) -> None:
    event = one(meeting, "CONSULT", "الاجتماع بين")
    persons = [p for p in event["participants"] if (p["who"] or "").startswith("p:")]
    assert len({p["who"] for p in persons}) == 5
    assert {p["for"] for p in persons} >= {"actor:ndf", "actor:irgc"}
    assert event["result"] == "failed"
    assert event["place"] is not None
    posts = {r["from"]: r["role"] for r in meeting["relations"] if r["type"] in ("leads", "role")}
    assert all(posts.get(p["who"]) for p in persons)


def test_the_clash_two_days_before(meeting: Plain) -> None:
    event = one(meeting, "ASSAULT", "اشتباك")
    assert (event["when"]["from"], event["when"]["to"]) == ("2021-02-14", "2021-02-14")
    assert {v["side"] for v in event["victims"] if v["harm"] == "injured"} == {"actor:ndf", "actor:irgc"}


def test_the_relocation(meeting: Plain) -> None:
    event = one(meeting, "RELOCATE", "نقلت")
    assert event["from_place"] == ["place:hamdan-dez", "place:sukkariyah"]
    assert names(meeting, event["to_place"]) == {"قرية الحرية"}
    assert (event["when"]["from"], event["when"]["to"]) == ("2021-02-11", "2021-02-11")


def test_the_secret_meeting_and_who_told_of_it(attacks: Plain) -> None:
    event = one(attacks, "CONSULT", "سري")
    assert {"actor:irgc", "actor:pmf", "actor:kataib-hezbollah"} <= set(event["agents"])
    assert sum(who.startswith("p:") for who in event["agents"]) == 3
    speaker = next(s for s in attacks["attributions"] if s["id"] == event["attribution"])
    assert speaker["anonymous"]
    assert any("47" in name for name in names(attacks, [speaker["near"]]))


def test_accused_is_no_author(attacks: Plain) -> None:
    event = one(attacks, "ASSAULT", "الهجمات")
    assert {"actor:ndf", "actor:syria-fourth-division"} <= set(event["accused"])
    assert not set(event["agents"]) & set(event["accused"])


def test_the_threat_its_content_and_its_condition(attacks: Plain) -> None:
    threat = one(attacks, "THREATEN", "هددت")
    content, condition = one(attacks, "ASSAULT", "اقتحام"), one(attacks, "COERCE", "اعتقال أي")
    assert content["status"] == condition["status"] == "conditional"
    assert content["links"] == [{"type": "content_of", "to": threat["id"]}]
    assert condition["links"] == [{"type": "condition_of", "to": threat["id"]}]


def test_the_series_and_its_interval(attacks: Plain) -> None:
    event = one(attacks, "ASSAULT", "الهجمات")
    assert event["counts"]["attacks"] == 17
    assert (event["when"]["from"], event["when"]["to"]) == ("2021-11-11", "2021-12-05")


def test_the_reinforcements_of_this_morning(attacks: Plain) -> None:
    event = one(attacks, "MOBILIZE", "تعزيزات")
    assert names(attacks, event["from_place"]) == {"مدينة الميادين"}
    assert event["when"]["from"] == event["when"]["to"] == "2021-12-07"


def test_related_headlines_are_links(attacks: Plain, meeting: Plain) -> None:
    for record in (attacks, meeting):
        furniture = record["document"]["furniture"]
        inside = [t for e in record["events"] for t in e["triggers"] if any(a <= t[0] < b for a, b in furniture)]
        assert furniture and not inside


def test_without_a_publication_date_nothing_relative_is_dated(reader: Reader) -> None:
    record = read(reader, "000", None)
    assert record["times"]
    assert all(time["from"] is None and time["to"] is None for time in record["times"])

"""How the happenings of a report hang together."""

from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.model import Record
from tests.annotate.reports import cases, labels, record_of, told

CASES = cases("links")
_INSIDE = {"content_of", "condition_of"}


def _words(record: Record, id_: str) -> list[str]:
    (event,) = [one for one in record.events if one.id == id_]
    return [told(record, span) for span in event.triggers]


@pytest.mark.parametrize("case", CASES, ids=[case["text"].split("\n")[0] for case in CASES])
def test_links(reader: Reader, case: dict[str, Any]) -> None:
    record = record_of(reader, case["text"])
    left_out = _INSIDE - set(case.get("kinds", ()))
    found = [(e.id, link.type, link.to) for e in record.events for link in e.links if link.type not in left_out]
    assert len(found) == len(case["links"]), found
    for first, kind, second in case["links"]:
        assert any(
            kind == type_
            and any(first in words for words in _words(record, from_))
            and any(second in words for words in _words(record, to))
            for from_, type_, to in found
        ), (first, kind, second)


def test_who_answers_did_not_do_what_is_answered(reader: Reader) -> None:
    record = record_of(reader, "هددت كتائب الفجر بقصف المدينة ردا على اغتيال سالم المحمود")
    (killing,) = [event for event in record.events if "سالم المحمود" in labels(record, event.targets)]
    assert killing.agents == () and killing.status == "actual"


@pytest.mark.parametrize("text", ["حذرت الحركة من الرد على أي هجوم", "أعلنت الحركة استعدادها للرد على أي اعتداء"])
def test_what_may_come_is_no_happening(reader: Reader, text: str) -> None:
    assert not [event for event in record_of(reader, text).events if event.type == "ASSAULT"]


def test_a_series_is_one_record_that_went_on(reader: Reader) -> None:
    text = "هاجم مسلحون دورية للشرطة في الموصل، وهو الهجوم الثالث خلال شهر"
    single, series = record_of(reader, text).events
    assert series.counts == {"attacks": 3}
    assert series.when is not None and series.when.extent == "throughout"
    assert [link.to for link in single.links] == [series.id] and "attacks" not in single.counts


def test_what_a_later_mention_is_tied_to_is_kept(reader: Reader) -> None:
    text = "قصفت القوات الإسرائيلية رفح.\n\nوجاء القصف ردا على هجوم شنته كتائب الفجر على المعبر."
    record = record_of(reader, text)
    shelling, attack = record.events
    assert len(shelling.triggers) == 2
    assert [(link.type, link.to) for link in shelling.links] == [("response_to", attack.id)]
    assert labels(record, attack.agents) == ["كتائب الفجر"]


def test_no_happening_is_tied_to_itself(reader: Reader) -> None:
    for case in CASES:
        for event in record_of(reader, case["text"]).events:
            assert event.id not in [link.to for link in event.links]

"""Standing states that a sentence states, and those that it does not."""

from typing import Any

import pytest

from isnad.annotate.reader import Reader
from tests.annotate.reports import cases, label, record_of

CASES = cases("relations")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_relations(reader: Reader, case: dict[str, Any]) -> None:
    record = record_of(reader, case["text"])
    found = [f"{one.type} | {label(record, one.from_)} | {label(record, one.to)}" for one in record.relations]
    assert set(case.get("reads", ())) <= set(found)
    assert not {one.type for one in record.relations} & set(case.get("never", ()))


def test_a_relation_keeps_the_post_and_its_place(reader: Reader) -> None:
    text = "قتل أبو يحيى الأنصاري قائد قوات سوريا الديمقراطية في مدينة منبج"
    (one,) = [found for found in record_of(reader, text).relations if found.type == "leads"]
    assert one.role is not None and one.role.startswith("قائد")
    assert one.scope == "place:manbij"
    assert "قائد" in one.evidence.of(text)

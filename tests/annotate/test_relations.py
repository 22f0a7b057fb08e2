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


def test_a_post_is_kept_as_written_without_the_conjunction(reader: Reader) -> None:
    text = "قتل قائد قسد مظلوم عبدي والقيادي في حركة أحرار الشام محمد العلي"
    roles = {found.role for found in record_of(reader, text).relations}
    assert "القيادي في حركة أحرار الشام" in roles


def test_places_of_one_row_are_parts_only_under_one_head_noun(reader: Reader) -> None:
    def parts(text: str) -> set[str]:
        return {found.from_ for found in record_of(reader, text).relations if found.type == "part_of"}

    assert len(parts("وصلت أرتال إلى مدينتي زنجبار وجعار في محافظة أبين")) == 2
    assert len(parts("يمر الطريق بين الحديدة ومدينة حرض بمحافظة حجة")) == 1

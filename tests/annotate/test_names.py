"""Actors, persons, places and facilities in sentences."""

from typing import Any

import pytest

from isnad.annotate.reader import Reader
from tests.annotate.reports import cases, record_of, told

CASES = cases("names")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_names(reader: Reader, case: dict[str, Any]) -> None:
    record = record_of(reader, case["text"])
    found = {told(record, span): entity for entity in record.entities for span in entity.mentions}
    for name, wanted in case.get("reads", {}).items():
        assert name in found
        assert wanted in (found[name].id, found[name].kind)
    assert not set(case.get("never", ())) & set(found)


def test_a_hostile_word_is_never_shown(reader: Reader) -> None:
    record = record_of(reader, "قصفت ميليشيات أسد الإرهابية بلدة كنصفرة وقال العدو الصهيوني إنه لم يشارك")
    shown = {name.text for entity in record.entities if entity.registered for name in entity.names}
    assert not [name for name in shown if "إرهابي" in name or "العدو" in name]


def test_mentions_of_one_entity_are_gathered(reader: Reader) -> None:
    record = record_of(
        reader, "قصفت قوات سوريا الديمقراطية البلدة. وقالت قسد إنها انسحبت، وأضافت قوات سوريا الديمقراطية أنها عادت."
    )
    (sdf,) = [entity for entity in record.entities if entity.id == "actor:sdf"]
    outer = [one for one in sdf.mentions if not any(other != one and other.contains(one) for other in sdf.mentions)]
    assert [told(record, span) for span in outer] == ["قوات سوريا الديمقراطية", "قسد", "قوات سوريا الديمقراطية"]


@pytest.mark.parametrize(("day", "read"), [("2025-03-01", True), ("2019-03-01", False), (None, False)])
def test_an_ambiguous_name_needs_its_day(reader: Reader, day: str | None, read: bool) -> None:
    record = record_of(reader, "اعتقلت قوات الأمن العام ثلاثة أشخاص في دمشق", published=day)
    assert any(entity.id == "actor:syria-general-security" for entity in record.entities) is read

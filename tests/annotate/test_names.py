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


def by_name(reader: Reader, text: str) -> dict[str, str]:
    record = record_of(reader, text)
    return {told(record, span): entity.id for entity in record.entities for span in entity.mentions}


def test_a_name_of_war_is_joined_only_where_the_text_does(reader: Reader) -> None:
    called = by_name(reader, "قتل صالح الأحمد الملقب بأبي ميهاف في حمص، وشوهد أبو ميهاف في حماة")
    assert called["صالح الأحمد"] == called["أبو ميهاف"]
    apart = by_name(reader, "قتل صالح الأحمد في حمص، وأصيب القيادي أبو ميهاف في حماة")
    assert apart["صالح الأحمد"] != apart["أبو ميهاف"]


def test_two_designations_of_one_unit(reader: Reader) -> None:
    found = by_name(
        reader, "قال مصدر من اللواء 47 التابع للحرس الثوري الإيراني إن قيادات من الفوج 47 اجتمعت في البوكمال"
    )
    assert found["اللواء 47"] == found["الفوج 47"]
    apart = by_name(reader, "انسحب اللواء 47 من القرية، وقال الفوج 47 إنه باق في البوكمال")
    assert apart["اللواء 47"] != apart["الفوج 47"]


def test_a_father_is_not_his_son(reader: Reader) -> None:
    found = by_name(reader, "قتل سامر خليل الحمود في البصيرة. وطوق عناصر منزل خليل الحمود")
    assert found["سامر خليل الحمود"] != found["خليل الحمود"]


def test_a_slip_of_the_keyboard_is_marked(reader: Reader) -> None:
    record = record_of(reader, "أعلن الحرس الثوري الايرني مقتل ضابط")
    (guard,) = [entity for entity in record.entities if entity.id == "actor:irgc"]
    assert [told(record, span) for span in guard.misspelt] == ["الحرس الثوري الايرني"]
    assert not [entity for entity in record_of(reader, "نشرت السياسة المصرية تقريرا").entities if entity.misspelt]


def test_what_is_not_decided_has_no_point(reader: Reader) -> None:
    record = record_of(reader, "وصلت قافلة إلى قرية مريمين صباحا. وجرت مظاهرة في درعا والسويداء")
    village = next(entity for entity in record.entities if "مريمين" in told(record, entity.mentions[0]))
    assert not village.registered and village.point is None and village.candidates


def test_a_cue_tells_the_kind(reader: Reader) -> None:
    assert by_name(reader, "استهدفت غارة قرية الخاتونية بريف الحسكة")["قرية الخاتونية"].startswith("l:")

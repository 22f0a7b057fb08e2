"""One entity across reports: never by name alone, never against what contradicts."""

import json
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from isnad.annotate.reader import Reader
from isnad.codebook import Codebook
from isnad.ingest.capture import capture
from isnad.model import to_plain
from isnad.model.vocabulary import EntityKind
from isnad.resolve.entities import (
    EntityMention,
    cluster_entities,
    compare_entities,
    entity_blocks,
    entity_mention_from_plain,
    entity_mentions,
)  # fmt: skip
from isnad.resolve.judgement import Decision
from isnad.resolve.naming import namings

Told = dict[str, object]
SDF: Told = {"bodies": ("actor:sdf",), "over": ("actor:sdf",)}
UNDER_SDF: Told = {"bodies": ("actor:a",), "over": ("actor:a", "actor:sdf")}
ISIS: Told = {"bodies": ("actor:isis",), "over": ("actor:isis",)}
TABQA: Told = {"places": ("place:tabqa",), "around": ("place:raqqa", "place:tabqa"), "wide": ("place:raqqa",)}
RAQQA: Told = {"places": ("place:raqqa-city",), "around": ("place:raqqa", "place:raqqa-city"), "wide": ("place:raqqa",)}
DARAA: Told = {"places": ("place:daraa-city",), "around": ("place:daraa", "place:daraa-city"), "wide": ("place:daraa",)}
LEADS: Told = {"posts": ("قايد",)}


def _mention(book: Codebook, number: int, name: str, kind: EntityKind = "person", *told: Told) -> EntityMention:
    named, *others = namings(name.split(" / "), kind, book)
    base = EntityMention(
        id=f"d{number}#p:1", document=f"d{number}", text_group=f"d{number}", kind=kind, names=tuple(name.split(" / ")),
        parts=named.parts, strength=named.strength, numbers=named.numbers, heads=named.heads, nations=named.nations,
        aliases=tuple((one.parts, one.strength) for one in others),  # type: ignore[misc]
    )  # fmt: skip
    given = {key: value for part in told for key, value in part.items()}
    if named.nations:
        given = {"bodies": named.nations, "over": named.nations, **given}
    return entity_mention_from_plain({**to_plain(base), **given})


Case = tuple[EntityKind, str, tuple[Told, ...], str, tuple[Told, ...]]
SAME: dict[str, Case] = {
    "one name, one body": ("person", "سعيد الناعوري", (SDF,), "سعيد الناعوري", (SDF,)),
    "one name, one town": ("person", "سعيد الناعوري", (TABQA,), "سعيد الناعوري", (TABQA,)),
    "a family name where body and post agree": ("person", "الناعوري", (SDF, LEADS), "سعيد الناعوري", (SDF, LEADS)),
    "a kunya where body, post and town agree":
        ("person", "أبو محمد", (ISIS, LEADS, TABQA), "ابو محمد", (ISIS, LEADS, TABQA)),
    "a kunya beside the name in the one, alone in the other":
        ("person", "سعيد الناعوري / أبو عمر", (ISIS, LEADS), "أبي عمر", (ISIS, LEADS)),
    "kunya and nisba, spelt otherwise": ("person", "أبو عمر الناعوري", (ISIS,), "ابو عمر الناعورى", (ISIS,)),
    "a body and one above it":
        ("person", "سعيد الناعوري", (UNDER_SDF,), "سعيد الناعوري", (SDF,)),
    "a man killed in a town on a day":
        ("person", "سعيد خالد", (TABQA, {"killed": ("2020-01-01", "2020-01-01")}), "سعيد خالد",
         (TABQA, {"killed": ("2020-01-01", "2020-01-02")})),
    "a number and its body": ("actor", "اللواء 47", (SDF,), "لواء ٤٧", (SDF,)),
    "a ministry of one state": ("actor", "وزارة الداخلية التونسية", (), "وزارة الداخلية التونسيّة", ()),
    "a village, with and without the article": ("place", "قرية الناعورة", (TABQA,), "بلدة ناعورة", (RAQQA,)),
    "a hospital of one town": ("facility", "مشفى الأمل", (TABQA,), "مشفى الامل", (TABQA,)),
    "a generic name in copies of one text":
        ("actor", "المجموعة", ({"text_group": "d1"},), "المجموعة", ({"text_group": "d1"},)),
}  # fmt: skip
NOT_SAME: dict[str, Case] = {
    "a kunya alone": ("person", "أبو محمد", (), "أبو محمد", ()),
    "a kunya and a body": ("person", "أبو محمد", (ISIS,), "أبو محمد", (ISIS,)),
    "a kunya and a town": ("person", "أبو محمد", (TABQA,), "أبو محمد", (TABQA,)),
    "a given name, whatever else": ("person", "أحمد", (SDF, LEADS, TABQA), "أحمد", (SDF, LEADS, TABQA)),
    "three parts of a name alone": ("person", "سعيد خالد الناعوري", (), "سعيد خالد الناعوري", ()),
    "two given names and a town": ("person", "محمد خالد", (TABQA,), "محمد خالد", (TABQA,)),
    "brothers in one town": ("person", "سعيد الناعوري", (TABQA,), "خالد الناعوري", (TABQA,)),
    "who came after in the same post": ("person", "سعيد الناعوري", (SDF, LEADS), "خالد الحلواني", (SDF, LEADS)),
    "the same kunya in the same post years later":
        ("person", "أبو محمد", (ISIS, LEADS, {"published": "2014-05-01"}), "أبو محمد",
         (ISIS, LEADS, {"published": "2020-05-01"})),
    "a kunya in two bodies": ("person", "أبو محمد", (ISIS, LEADS, TABQA), "أبو محمد", (SDF, LEADS, TABQA)),
    "a name in two bodies": ("person", "سعيد الناعوري", (ISIS, TABQA), "سعيد الناعوري", (SDF, TABQA)),
    "killed twice":
        ("person", "سعيد الناعوري", (TABQA, {"killed": ("2020-01-01", "2020-01-01")}), "سعيد الناعوري",
         (TABQA, {"killed": ("2020-03-01", "2020-03-01")})),
    "at work after he was killed":
        ("person", "سعيد الناعوري", (SDF, {"killed": ("2020-01-01", "2020-01-01")}), "سعيد الناعوري",
         (SDF, {"acted": "2020-06-01"})),
    "two numbers": ("actor", "اللواء 47", (SDF,), "اللواء 74", (SDF,)),
    "two ordinals": ("actor", "الفيلق الثاني", (SDF,), "الفيلق الثالث", (SDF,)),
    "a number without a body": ("actor", "اللواء 47", (), "اللواء 47", ()),
    "a generic head": ("actor", "المجموعة", (SDF, TABQA), "المجموعة", (SDF, TABQA)),
    "the drones of a state": ("actor", "طائرة مسيرة تركية", (TABQA,), "طائرة مسيرة تركية", (TABQA,)),
    "ministries of two states": ("actor", "وزارة الداخلية التونسية", (), "وزارة الداخلية المغربية", ()),
    "a brigade and a battalion of one name": ("actor", "لواء الناعورة", (TABQA,), "كتيبة الناعورة", (TABQA,)),
    "longer names of bodies": ("actor", "مجلس الناعورة", (SDF,), "مجلس تل الناعورة", (SDF,)),
    "villages of two governorates": ("place", "قرية الناعورة", (TABQA,), "قرية الناعورة", (DARAA,)),
    "east and west of one name": ("place", "قرية الناعورة الشرقية", (TABQA,), "قرية الناعورة الغربية", (TABQA,)),
    "national hospitals of one governorate": ("facility", "المشفى الوطني", (TABQA,), "المشفى الوطني", (RAQQA,)),
    "a village and a man": ("place", "الناعوري", (TABQA,), "الناعوري", (TABQA, {"kind": "person"})),
}  # fmt: skip


def _pair(case: Case, book: Codebook) -> tuple[EntityMention, EntityMention]:
    kind, one, of_one, other, of_other = case
    return _mention(book, 1, one, kind, *of_one), _mention(book, 2, other, kind, *of_other)


@pytest.mark.parametrize("case", SAME.values(), ids=SAME)
def test_who_is_one(case: Case, book: Codebook) -> None:
    one, other = _pair(case, book)
    decision = compare_entities(one, other, book)
    assert decision.verdict == "same", decision
    assert {reason.rule for reason in decision.reasons} - {"names", "heads"}
    assert entity_blocks(one) & entity_blocks(other)
    assert cluster_entities([one, other], [decision]) == ((one.id, other.id),)


@pytest.mark.parametrize("case", NOT_SAME.values(), ids=NOT_SAME)
def test_who_is_not_one_by_rule(case: Case, book: Codebook) -> None:
    one, other = _pair(case, book)
    decision = compare_entities(one, other, book)
    assert decision.verdict != "same", decision
    assert len(cluster_entities([one, other], [decision])) == 2


@pytest.mark.parametrize("case", [*SAME.values(), *NOT_SAME.values()], ids=[*SAME, *NOT_SAME])
def test_a_comparison_has_no_direction(case: Case, book: Codebook) -> None:
    one, other = _pair(case, book)
    there, back = compare_entities(one, other, book), compare_entities(other, one, book)
    assert (there.score, there.verdict, there.pair) == (back.score, back.verdict, back.pair)


def test_one_report_tells_its_own_apart(book: Codebook) -> None:
    one = _mention(book, 1, "سعيد الناعوري", "person", SDF)
    assert compare_entities(one, replace(one, id="d1#p:2"), book).verdict == "different"


def test_a_person_joins_whom_no_rule_would(book: Codebook) -> None:
    one, other = _pair(NOT_SAME["a kunya in two bodies"], book)
    said = Decision(one.id, other.id, "same", 1.0, "Hala")
    assert cluster_entities([one, other], [compare_entities(one, other, book), said]) == ((one.id, other.id),)


def test_a_short_name_does_not_bridge_two_men(book: Codebook) -> None:
    men = [
        _mention(book, number, name, "person", SDF, LEADS)
        for number, name in enumerate(["سعيد الناعوري", "الناعوري", "خالد الناعوري"])
    ]
    decisions = [compare_entities(one, other, book) for one, other in combinations(men, 2)]
    for seed in range(4):
        shuffled = Random(seed).sample(men, 3)
        clusters = cluster_entities(shuffled, Random(seed).sample(decisions, 3))
        assert len(clusters) == 2
        assert not any({men[0].id, men[2].id} <= set(cluster) for cluster in clusters)


def test_names_that_tell_nothing_meet_in_copies_only(book: Codebook) -> None:
    one, other = _mention(book, 1, "القوات", "actor", SDF, TABQA), _mention(book, 2, "القوات", "actor", SDF, TABQA)
    assert not entity_blocks(one) & entity_blocks(other)
    assert entity_blocks(one) & entity_blocks(replace(other, text_group=one.text_group))


REPORT = (
    "نفى سعيد الناعوري الناطق باسم قوات سوريا الديمقراطية في مدينة الطبقة ما قيل عن انسحاب قواته. "
    "وقتل المدني خالد عيسى الحلواني أمس في قرية الناعورة بريف مدينة الطبقة بقصف لم تعرف جهته."
)


def _read(text: str, reader: Reader) -> tuple[EntityMention, ...]:
    document, warnings = capture(text.encode(), published="2021-03-04")
    return entity_mentions(reader.read(document, warnings), reader.book)


def test_what_a_report_tells_of_them(reader: Reader) -> None:
    found = {mention.name: mention for mention in _read(REPORT, reader)}
    speaker, dead = found["سعيد ناعوري"], found["خالد عيسي حلواني"]
    assert (speaker.posts, speaker.bodies) == (("ناطق",), ("actor:sdf",))
    assert dead.killed == ("2021-03-03", "2021-03-03")
    assert all(mention.published == "2021-03-04" for mention in found.values())
    assert not any(mention.id.endswith("#actor:sdf") for mention in found.values())


def test_mentions_survive_json(reader: Reader) -> None:
    for mention in _read(REPORT, reader):
        assert entity_mention_from_plain(json.loads(json.dumps(to_plain(mention)))) == mention


def test_a_mention_says_what_it_is_a_copy_of(reader: Reader) -> None:
    document, warnings = capture(REPORT.encode(), published="2021-03-04")
    record = reader.read(document, warnings)
    assert {one.text_group for one in entity_mentions(record, reader.book)} == {document.id}
    assert {one.text_group for one in entity_mentions(record, reader.book, text_group="t")} == {"t"}


def test_surroundings_of_a_place_are_no_entity(reader: Reader) -> None:
    found = _read("قصفت مدفعية مجهولة ريف إدلب الجنوبي صباح اليوم وقرية الناعورة في ريف حلب.", reader)
    assert [mention.name for mention in found if mention.kind == "place"] == ["ناعوره"]

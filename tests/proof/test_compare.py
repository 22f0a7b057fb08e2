"""Two records of one text: renumbered ids are no difference, every other one is told once, with its words."""

import json
import re
from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.errors import ComparisonError
from isnad.model import Document, to_plain
from isnad.proof.versions.compare import LAYERS, Count, added, compare

TEXT = (
    "قال مصدر عسكري إن الجيش السوداني قصف أمس مواقع قوات الدعم السريع قرب مدينة الأبيض، وقتل ثلاثة مدنيين. "
    "وقال القيادي سالم الرملي، قائد لواء الضفة، إن اشتباكات اندلعت بين الجانبين في المدينة."
)


@pytest.fixture(scope="module")
def plain() -> str:
    record = Reader.with_codebook().read(Document(id="", text=TEXT, published="2021-02-16"))
    return json.dumps(to_plain(record), ensure_ascii=False)


def changed(plain: str, **parts: Any) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(plain)
    return {**record, **parts}


def test_a_record_with_itself(plain: str) -> None:
    found = compare(json.loads(plain), json.loads(plain))
    assert found.differences == ()
    record = json.loads(plain)
    assert found.counts == {layer: Count(len(record[layer]), len(record[layer]), 0, 0, 0) for layer in LAYERS}
    assert record["events"] and record["entities"] and record["attributions"]


def test_ids_of_one_record_only_may_be_others(plain: str) -> None:
    renumbered = re.sub(r'"([a-z]+:?)(\d+)"', lambda m: f'"{m[1]}{int(m[2]) + 40}"', plain)
    assert renumbered != plain
    assert compare(json.loads(plain), json.loads(renumbered)).differences == ()


@pytest.mark.parametrize("layer", LAYERS)
def test_order_is_no_difference(plain: str, layer: str) -> None:
    assert compare(json.loads(plain), changed(plain, **{layer: json.loads(plain)[layer][::-1]})).differences == ()


def test_what_is_gone_is_new_the_other_way_round(plain: str) -> None:
    first, last = json.loads(plain), changed(plain, events=json.loads(plain)["events"][1:])
    (gone,), (new,) = compare(first, last).differences, compare(last, first).differences
    assert (gone.layer, gone.change, new.change) == ("events", "gone", "new")
    start, end = gone.span
    assert gone.words == " ".join(TEXT[start:end].split()) and f"⟦{gone.words}⟧" in gone.sentence
    assert {slot.name for slot in gone.slots} == {slot.name for slot in new.slots} >= {"type", "status", "triggers"}
    assert all(slot.first and not slot.last for slot in gone.slots)
    assert compare(first, last).counts["events"] == Count(len(first["events"]), len(last["events"]), 0, 1, 0)


@pytest.mark.parametrize(
    ("key", "value", "slot"),
    [("status", "planned", "status"), ("type", "CONSULT", "type"), ("agents", [], "agents"), ("place", None, "place"),
     ("when", None, "when"), ("attribution", None, "attribution"), ("victims", [], "victims")],
)  # fmt: skip
def test_a_slot_filled_otherwise(plain: str, key: str, value: Any, slot: str) -> None:
    record = json.loads(plain)
    index = next(i for i, event in enumerate(record["events"]) if event[key] != value)
    record["events"][index][key] = value
    (found,) = compare(json.loads(plain), record).differences
    assert (found.layer, found.change, [one.name for one in found.slots]) == ("events", "changed", [slot])
    assert found.slots[0].first != found.slots[0].last


def test_an_entity_known_under_another_id_changes_no_event(plain: str) -> None:
    other = plain.replace('"actor:sudan-army"', '"actor:other-army"')
    (found,) = compare(json.loads(plain), json.loads(other)).differences
    assert (found.layer, found.change, found.words) == ("entities", "changed", "الجيش السوداني")
    assert found.slots == (("is", ("actor:sudan-army",), ("actor:other-army",)),)


def test_a_relation_with_another_end_has_changed(plain: str) -> None:
    row = {"type": "leads", "from": "actor:sudan-army", "to": "actor:rsf-sudan", "evidence": [0, 20], "found_by": "x"}
    first, last = changed(plain, relations=[row]), changed(plain, relations=[{**row, "type": "member_of"}])
    (found,) = compare(first, last).differences
    assert (found.layer, found.change, found.slots[0].name) == ("relations", "changed", "type")
    crossed = {**row, "type": "allied_with", "from": row["to"], "to": row["from"]}
    both = changed(plain, relations=[{**row, "type": "allied_with"}]), changed(plain, relations=[crossed])
    assert compare(*both).counts["relations"][2:4] == (0, 0)


def test_what_is_no_record_of_this_text(plain: str) -> None:
    with pytest.raises(ComparisonError, match="different texts"):
        compare(json.loads(plain), {"document": {"text": ""}})
    with pytest.raises(ComparisonError, match="lacks a part"):
        compare(json.loads(plain), {"document": {}})
    with pytest.raises(ComparisonError, match="lacks a part"):
        compare(changed(plain, events=[{}]), json.loads(plain))


def test_counts_are_added(plain: str) -> None:
    counts = compare(json.loads(plain), json.loads(plain)).counts
    assert added([counts, counts])["events"].first == 2 * counts["events"].first
    assert added([]) == {}

"""From the types to what `json.dumps` takes."""

import json
from dataclasses import FrozenInstanceError, fields
from datetime import date
from typing import Any

import pytest

import isnad
from isnad.model import Document, Entity, Event, Name, Record, Relation, Span, TimeExpression, from_plain, to_plain

DOCUMENT = Document(id="sha256:0", text="قتل جندي", title=Span(0, 3))


def test_spans_are_pairs_and_tuples_lists() -> None:
    assert to_plain((Span(1, 2), Span(3, 4))) == [[1, 2], [3, 4]]


def test_a_trailing_underscore_is_no_part_of_a_key() -> None:
    entity = Entity(id="actor:x", kind="actor", registered=True, class_="party", names=(Name("ا"),), mentions=())
    assert to_plain(entity)["class"] == "party"
    time = TimeExpression(id="t1", span=Span(0, 1), from_="2021-01-01", to=None, precision="day", rule="date")
    assert list(to_plain(time)) == ["id", "span", "from", "to", "precision", "partial", "anchor", "rule"]


def test_a_record_keeps_every_field() -> None:
    record = Record(engine="0", codebook="sha256:0", document=DOCUMENT)
    plain = to_plain(record)
    assert list(plain) == [field.name for field in fields(Record)]
    assert plain["document"]["text"] == DOCUMENT.text and plain["document"]["title"] == [0, 3]
    assert json.loads(json.dumps(plain, ensure_ascii=False)) == plain


def test_nothing_empty_is_left_out() -> None:
    event = Event(
        id="e1", type="ASSAULT", mode=None, found_by="x", reading_confidence=0.5, triggers=(Span(0, 3),),
        evidence=Span(0, 8), counts={"killed": "some", "attacks": 3},
    )  # fmt: skip
    plain = to_plain(event)
    assert plain["counts"] == {"killed": "some", "attacks": 3}
    assert plain["demand"] is None and plain["agents"] == []
    assert len(plain) == len(fields(Event))


@pytest.mark.parametrize("value", [{1}, b"x", date(2021, 1, 1), object(), Record])
def test_what_has_no_plain_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="plain form"):
        to_plain([value])


@pytest.mark.parametrize("value", [DOCUMENT, DOCUMENT.channel, Name("ا")])
def test_the_types_cannot_be_changed(value: Any) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, fields(value)[0].name, "x")


def test_a_relation_runs_from_one_to_another() -> None:
    plain = to_plain(Relation(type="leads", from_="p:1", to="actor:x", evidence=Span(0, 1), found_by="post"))
    assert (plain["from"], plain["to"]) == ("p:1", "actor:x")


def test_a_record_comes_back_as_it_was() -> None:
    record = isnad.read(
        "قال مصدر مقرب من ميليشيا الدفاع الوطني إن اشتباكات اندلعت، أمس، بين الميليشيا والحرس الثوري الإيراني في مدينة "
        "البوكمال، وأسفرت عن مقتل أكثر من خمسة عناصر.",
        published="2021-02-16",
    )
    assert record.events and record.attributions and record.times
    assert from_plain(Record, json.loads(json.dumps(to_plain(record)))) == record


def test_what_a_later_release_added_is_left_out() -> None:
    plain = {**to_plain(DOCUMENT), "mood": "grim"}
    assert from_plain(Document, plain) == DOCUMENT


@pytest.mark.parametrize(
    "plain", [None, 3, {}, {"id": "x", "text": "a", "title": [1]}, {"id": "x", "text": "a", "links": 3}]
)
def test_what_is_no_plain_form_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match="not the plain form of Document"):
        from_plain(Document, plain)

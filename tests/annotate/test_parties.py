"""Who took what part in a happening, and on what it rests that they did."""

from typing import Any

import pytest

from isnad.annotate.reader import Reader
from isnad.model import Participant, Record
from tests.annotate.reports import cases, label, labels, record_of, told

CASES = cases("parties")


def _party(record: Record, party: Participant) -> str:
    who = label(record, party.who) if party.who else f"[{told(record, party.described)}]"
    unit = f" {party.unit}" if party.unit else ""
    return f"{party.role} {party.basis} {who}{unit}" + (f" for {label(record, party.for_)}" if party.for_ else "")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['event'][0]} {case['text']}" for case in CASES])
def test_parties(reader: Reader, case: dict[str, Any]) -> None:
    record = record_of(reader, case["text"])
    type_, trigger = case["event"]
    (event,) = [
        one for one in record.events if one.type == type_ and any(trigger in told(record, t) for t in one.triggers)
    ]
    if "accused" in case:
        assert labels(record, event.accused) == case["accused"]
    else:
        assert sorted(_party(record, party) for party in event.participants) == sorted(case["parties"])
    assert event.status == case.get("status", event.status)
    assert not {one.type for one in record.events} & set(case.get("never", ()))


def test_no_accused_or_suspected_author_is_an_agent(reader: Reader) -> None:
    for case in CASES:
        for event in record_of(reader, case["text"]).events:
            doubted = {party.who for party in event.participants if party.basis in ("accused", "suspected")}
            assert not doubted & set(event.agents), case["text"]


def test_what_the_outlet_states_later_is_stated(reader: Reader) -> None:
    text = "قالت كتائب الفجر إنها هاجمت حاجزا في بارا.\n\nوهاجمت كتائب الفجر الحاجز في بارا فجر أمس."
    (event,) = [one for one in record_of(reader, text).events if one.type == "ASSAULT"]
    assert [party.basis for party in event.participants if party.role == "agent"] == ["stated"]


NOT_THEIRS = {
    "هاجمت فصائل محلية حاجزا للجيش السوري في بارا. وانسحبت الفصائل ليلا.": "RETREAT",
    "هدد قائد لواء الجبل سامر الزعتري باقتحام البلدة. ونفى مجلس البلدة ذلك.": "REJECT",
}


@pytest.mark.parametrize("text", NOT_THEIRS)
def test_nobody_else_is_given_what_an_unknown_body_did(reader: Reader, text: str) -> None:
    (event,) = [one for one in record_of(reader, text).events if one.type == NOT_THEIRS[text]]
    assert not event.agents

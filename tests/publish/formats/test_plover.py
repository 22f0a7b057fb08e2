import json
import re
from dataclasses import replace
from typing import Any

import pytest

from isnad.publish.classify import tables
from isnad.publish.release.released import Event
from tests.publish.formats.released_events import (
    ACCUSED,
    AID,
    CLASH,
    DAWN,
    EVENTS,
    HAWKS,
    MEETING,
    NATION,
    POINTLESS,
    QUARTER,
    release_of,
)
from tests.publish.formats.written import lost, written

REQUIRED = {"id", "date", "actor", "event"}
FIELDS = REQUIRED | set(
    "has_event time enddate endtime recipient event_loc event_text quad_code event_scale mode context link text "
    "text_info cite_info coder coded_date coded_time comment size".split()
)
ENTITY = set("code sector entity_text identifier_id identifier_text religion ethnicity office gender age".split())
SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC IGO UNO EUR "
    "NGO ISM IMG MNC".split()
)
PLACE = set(
    "extracted_place resolved_place geonameid lat lon city district province country country_code feature_class "
    "feature_code resolution".split()
)


def records(*events: Event) -> list[dict[str, Any]]:
    raw, _ = written("plover", release_of(events or EVENTS))
    assert raw.endswith(b"\n")
    return [json.loads(line) for line in raw.decode().splitlines()]


@pytest.mark.parametrize("record", records(), ids=lambda record: record["id"])
def test_every_record_is_as_the_manual_has_it(record: dict[str, Any]) -> None:
    own = {name for name in record if name.startswith("isnad_")}
    assert REQUIRED <= set(record) <= FIELDS | own
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", record[name]) for name in ("date", "enddate") if name in record)
    assert len(record["event"]) == 1 and record["event"][0] in tables.QUADS
    assert tables.QUADS[record["event"][0]] == record["quad_code"]
    assert set(record.get("mode", ())) <= set(tables.MODES.get(record["event"][0], ()))
    for entity in (*record["actor"], *record.get("recipient", ())):
        assert set(entity) <= ENTITY | {"isnad_id"}
        assert re.fullmatch("[A-Z]{3}", entity["code"])
        assert set(entity.get("sector", ())) <= SECTORS
    assert {name for name in record.get("event_loc", ()) if not name.startswith("isnad_")} <= PLACE


def test_a_clash_is_told_in_plover_s_terms() -> None:
    (record,) = records(CLASH)
    assert record["actor"] == [{
        "code": "SYR", "sector": ["MIL"], "entity_text": ["جيش الوادي"], "identifier_text": "Valley Army",
        "identifier_id": "Q4115189", "isnad_id": "actor:valley-army",
    }]  # fmt: skip
    assert [entity["sector"] for entity in record["recipient"]] == [["REB"], ["PRM"]]
    assert record["event"] == ["ASSAULT"] and record["mode"] == ["firearms"] and record["event_scale"] == -9.0
    assert record["size"] == {"dead": 6, "injured": 4}
    assert record["text"] == "أصيب ثلاثة عناصر" and record["text_info"] == {"start": 40, "end": 56}
    assert record["cite_info"]["url"] == "https://valley.example/1"
    assert "enddate" not in record


def test_no_text_where_no_words_may_leave() -> None:
    statements = tuple(replace(one, quote=None, span=None) for one in CLASH.statements)
    (record,) = records(replace(CLASH, statements=statements))
    assert "text" not in record and "text_info" not in record


def test_the_accused_are_unidentified_and_in_a_field_of_their_own() -> None:
    (record,) = records(ACCUSED)
    assert record["actor"] == [{"code": "UAF", "sector": ["UAF"]}]
    accused = record.pop("isnad_accused")
    assert [one["isnad_id"] for one in accused] == [DAWN.id]
    assert DAWN.id not in json.dumps(record) and DAWN.name not in json.dumps(record, ensure_ascii=False)


def test_who_talked_and_is_not_named_is_unknown_not_armed() -> None:
    assert MEETING.plover
    (record,) = records(replace(MEETING, plover=replace(MEETING.plover, actors=())))
    assert record["actor"] == [{"code": "UNK", "sector": ["UNK"]}]


def test_an_attack_of_whose_authors_nothing_is_said_is_no_one_s() -> None:
    assert CLASH.plover
    (record,) = records(replace(CLASH, agents=(), plover=replace(CLASH.plover, actors=())))
    assert record["actor"] == [{"code": "UNK", "sector": ["UNK"]}]


def test_bodies_of_many_states_are_coded_as_such() -> None:
    (record,) = records(MEETING)
    assert [one["code"] for one in record["recipient"]] == ["IGO"]


def test_a_type_that_wants_a_recipient_is_left_out_without_one() -> None:
    assert AID.plover
    assert lost(written("plover", release_of([AID]))[1])["event", "recipient-unknown"] == 1
    assert records(replace(AID, plover=replace(AID.plover, recipients=(HAWKS,))))


def test_an_event_without_a_first_day_is_left_out() -> None:
    assert lost(written("plover", release_of([replace(CLASH, from_=None)]))[1])["event", "undated"] == 1


def test_what_a_record_cannot_say_is_told() -> None:
    losses = lost(written("plover")[1])
    assert losses["range of toll killed", "one-number"] == 2
    assert losses["report", "one-citation"] == 3
    assert losses["withdrawn", "no-field"] == 2
    assert losses["toll displaced", "no-field"] == 1


@pytest.mark.parametrize(("where", "code"), [(QUARTER, 5), (POINTLESS, 4), (NATION, 1)])
def test_resolution_of_a_place(where: Any, code: int) -> None:
    (record,) = records(replace(CLASH, where=where))
    assert record["event_loc"]["resolution"] == code
    assert ("lat" in record["event_loc"]) == (where.lat is not None)

"""Entities and statements of FollowTheMoney, read by its own library."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from followthemoney import model
from followthemoney.statement.serialize import CSV_COLUMNS, read_csv_statements
from followthemoney.util import sanitize_text

from isnad.publish.formats import ftm, ftm_statements
from isnad.publish.release.release import Release
from isnad.publish.release.released import Party, Spot, State
from tests.publish.formats.released_events import (
    ACCUSED,
    ARMY,
    CLASH,
    COMMANDER,
    DAWN,
    EVENTS,
    HAWKS,
    SAID,
    STATES,
    TOWN,
    UNHURT,
    VALLEY,
    release_of,
)

CLINIC = Party(id="x-c11c", kind="facility", name_ar="مستوصف الجسر", class_="clinic")
NATION = Party(id="place:sudan", kind="place", name_ar="السودان", name_en="Sudan", class_="country", country="SD")
STRUCK = replace(CLASH, id="10STRUCK", agents=(NATION,), targets=(CLINIC,))


def state(type_: str, source: Party, target: Party | Spot, **fields: Any) -> State:
    return replace(STATES[0], id=f"r-{type_}", type=type_, source=source, target=target, **fields)


def entities(release: Release) -> list[dict[str, Any]]:
    file = io.BytesIO()
    ftm.FORMAT.write(release, file)
    return [json.loads(line) for line in file.getvalue().splitlines()]


def of(schema: str, release: Release) -> list[dict[str, Any]]:
    return [one for one in entities(release) if one["schema"] == schema]


EVERYTHING = release_of(
    (*EVENTS, STRUCK),
    (
        *STATES, state("role", COMMANDER, HAWKS), state("member_of", COMMANDER, ARMY),
        state("allied_with", ARMY, HAWKS), state("present_at", ARMY, TOWN), state("part_of", DAWN, HAWKS, role=None),
    ),
)  # fmt: skip


def test_every_entity_is_what_its_schema_wants() -> None:
    found = entities(EVERYTHING)
    for data in found:
        proxy = model.get_proxy({**data, "properties": {}})
        schema = proxy.schema
        schema.validate(data)  # type: ignore[arg-type]
        for name, values in data["properties"].items():
            for value in values:
                proxy.add(name, value, cleaned=False)
            assert sorted(proxy.get(name)) == sorted(set(filter(None, map(sanitize_text, values)))), (schema.name, name)
        assert not [name for name in schema.required if not proxy.has(name)], data
    assert {one["schema"] for one in found} == {
        "Organization", "Person", "PublicBody", "Address", "Event", "Article", "Documentation", "Note", "Directorship",
        "Membership", "Position", "Occupancy", "UnknownLink",
    }  # fmt: skip


def test_what_an_entity_refers_to_is_there_and_of_the_right_schema() -> None:
    found = {one["id"]: one for one in entities(EVERYTHING)}
    assert len(found) == len(entities(EVERYTHING))
    for data in found.values():
        schema = model.schemata[data["schema"]]
        for name, values in data["properties"].items():
            range_ = schema.properties[name].range
            for value in values if range_ else ():
                assert range_ and model.schemata[found[value]["schema"]].is_a(range_), (schema.name, name)


def test_who_is_accused_is_linked_to_nothing() -> None:
    release = release_of((ACCUSED,), ())
    assert "Organization" not in {one["schema"] for one in entities(release)}
    (note,) = of("Note", release)
    assert "Dawn Battalion" in note["properties"]["description"][0]
    (event,) = of("Event", release)
    assert not {"organizer", "involved"} & event["properties"].keys()
    assert {"status:alleged", "unidentified"} <= set(event["properties"]["keywords"])


def test_only_what_happened_has_an_organizer() -> None:
    (clash,) = of("Event", release_of((CLASH,), ()))
    (denied,) = of("Event", release_of((UNHURT,), ()))
    assert len(clash["properties"]["organizer"]) == 1 and len(clash["properties"]["involved"]) == 3
    assert "organizer" not in denied["properties"] and "status:denied" in denied["properties"]["keywords"]


def test_a_statement_ties_its_article_to_the_event() -> None:
    (said,) = [
        one["properties"] for one in of("Documentation", release_of((CLASH,), ()))
        if one["properties"].get("recordId") == [SAID.id]
    ]  # fmt: skip
    assert said["role"] == ["asserts"] and said["description"] == [SAID.quote] and said["publisher"] == [VALLEY.outlet]


def test_a_facility_that_is_struck_is_an_address() -> None:
    (link,) = of("UnknownLink", release_of((STRUCK,), ()))
    assert link["properties"]["role"] == ["target"]
    (event,) = of("Event", release_of((STRUCK,), ()))
    assert len(event["properties"]["involved"]) == 1


def test_what_goes_by_its_sort_is_another_in_each_event() -> None:
    hospital = Party(id="kind:hospital", kind="facility", name_ar="مستشفى", class_="hospital")
    events = [replace(CLASH, id=id_, targets=(hospital,)) for id_ in ("a", "b")]
    links = of("UnknownLink", release_of(events, ()))
    assert len({link["properties"]["object"][0] for link in links}) == 2


@pytest.mark.parametrize(
    ("standing", "links"), [("stands", 1), ("ended", 1), ("overtaken", 1), ("undated", 1), ("denied", 0)]
)
def test_a_denied_state_is_no_link(standing: str, links: int) -> None:
    release = release_of((), (replace(STATES[0], standing=standing),))
    assert len(of("Directorship", release)) == links
    losses = {(loss.what, loss.number) for loss in ftm.FORMAT.write(release, io.BytesIO())}
    assert (("states", 1) in losses) == (not links)


def test_what_has_no_field_is_told() -> None:
    losses = {loss.what: loss.number for loss in ftm.FORMAT.write(release_of((CLASH,), ()), io.BytesIO())}
    assert losses == {
        "codes of PLOVER, ACLED and CAMEO": 3, "confidences": 1, "contents of statements": 2,
        "positions of quotes": 2, "withdrawn ids": 2,
    }  # fmt: skip


def test_statements_are_read_by_the_library() -> None:
    file = io.BytesIO()
    ftm_statements.FORMAT.write(EVERYTHING, file)
    assert file.getvalue().splitlines()[0].decode() == ",".join(f'"{name}"' for name in CSV_COLUMNS)
    rows = list(read_csv_statements(io.BytesIO(file.getvalue())))
    assert len(rows) == sum(1 + sum(map(len, one["properties"].values())) for one in entities(EVERYTHING))
    for line in io.StringIO(file.getvalue().decode(), newline="").readlines()[:1]:
        assert line.endswith("\n")
    for row in rows:
        assert row.generate_key() == row.id
    types = {(row.schema, row.prop): row.prop_type for row in rows}
    assert {key: ftm_statements.type_of(key[1]) for key in types if key[1] != "id"} == {
        key: type_ for key, type_ in types.items() if key[1] != "id"
    }


def test_no_statement_is_a_formula() -> None:
    file = io.BytesIO()
    ftm_statements.FORMAT.write(EVERYTHING, file)
    rows = read_csv_statements(io.BytesIO(file.getvalue()))
    assert [row.value for row in rows if row.prop_type != "number" and row.value[0] in "=+-@\t\r＝"] == []


@pytest.mark.parametrize("format_", [ftm.FORMAT, ftm_statements.FORMAT])
def test_the_same_release_gives_the_same_bytes(format_: Any) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    format_.write(EVERYTHING, first)
    format_.write(EVERYTHING, second)
    assert first.getvalue() == second.getvalue()

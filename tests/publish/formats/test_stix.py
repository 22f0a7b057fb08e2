"""STIX 2.1, read by stix2."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
import stix2  # type: ignore[import-untyped]

from isnad.publish.formats.stix import FORMAT
from isnad.publish.release.release import Release
from isnad.publish.release.released import Spot
from tests.publish.formats.released_events import (
    ACCUSED,
    ANONYMOUS,
    CLASH,
    COPY,
    DENIED,
    EVENTS,
    HEADER,
    MEETING,
    NOWHERE,
    SERIES,
    STATES,
    UNHURT,
    VALLEY,
    release_of,
)


def objects(release: Release) -> list[dict[str, Any]]:
    file = io.BytesIO()
    FORMAT.write(release, file)
    found: list[dict[str, Any]] = json.loads(file.getvalue())["objects"]
    return found


def of(type_: str, release: Release) -> list[dict[str, Any]]:
    return [one for one in objects(release) if one["type"] == type_]


def ties(release: Release) -> set[str]:
    return {one["relationship_type"] for one in of("relationship", release)}


def extension(incident: dict[str, Any]) -> dict[str, Any]:
    (found,) = incident["extensions"].values()
    return dict(found)


def test_the_bundle_is_read_and_written_again() -> None:
    file = io.BytesIO()
    FORMAT.write(release_of(), file)
    bundle = stix2.parse(file.getvalue().decode(), allow_custom=True, version="2.1")
    read = json.loads(bundle.serialize().replace(".000Z", "Z"))
    wrote = json.loads(file.getvalue().replace(b".000Z", b"Z"))
    assert {one["id"]: one for one in read["objects"]} == {one["id"]: one for one in wrote["objects"]}
    assert len({one["id"] for one in wrote["objects"]}) == len(wrote["objects"])
    assert {one["type"] for one in wrote["objects"]} == {
        "marking-definition", "extension-definition", "identity", "location", "incident", "report", "relationship",
        "opinion", "note",
    }  # fmt: skip


def test_each_object_is_valid_without_custom_properties() -> None:
    for one in objects(release_of()):
        assert stix2.parse(one, allow_custom=False, version="2.1") is not None


def test_all_references_lead_somewhere() -> None:
    found = objects(release_of())
    ids = {one["id"] for one in found}
    for one in found:
        refs = [one.get("source_ref"), one.get("target_ref"), one.get("created_by_ref"), *one.get("object_refs", ())]
        assert {ref for ref in (*refs, *one.get("object_marking_refs", ())) if ref} <= ids, one["id"]


def test_a_report_comes_once_with_all_that_it_tells() -> None:
    found = of("report", release_of((CLASH, SERIES), STATES[:2]))
    (valley,) = [one for one in found if one["external_references"][0]["external_id"] == VALLEY.id]
    assert [ref.partition("--")[0] for ref in valley["object_refs"]].count("incident") == 2
    assert [ref.partition("--")[0] for ref in valley["object_refs"]].count("relationship") == 2
    assert valley["external_references"][0]["hashes"] == {"SHA-256": "1" * 64}
    (copy,) = [one for one in found if one["external_references"][0]["external_id"] == COPY.id]
    assert f"copy of {VALLEY.id}" in copy["labels"]


def test_who_is_accused_is_tied_to_nothing() -> None:
    release = release_of((ACCUSED,), ())
    assert ties(release) == {"located-at", "published-by"}
    (incident,) = of("incident", release_of((ACCUSED,), (), withdrawn=()))
    assert extension(incident)["accused"] == [{"id": "actor:dawn", "name": "Dawn Battalion"}]
    assert "agents" not in extension(incident) and extension(incident)["unidentified"] is True
    assert "Dawn Battalion" not in {one["name"] for one in of("identity", release)}


def test_only_what_happened_is_attributed() -> None:
    assert {"attributed-to", "targets"} <= ties(release_of((CLASH,), ()))
    assert not {"attributed-to", "targets"} & ties(release_of((UNHURT,), ()))
    assert not {"attributed-to"} & ties(release_of((replace(CLASH, status="alleged"),), ()))


def test_nobody_is_a_threat_actor() -> None:
    assert not [one for one in objects(release_of()) if one["type"] in ("threat-actor", "intrusion-set", "campaign")]


def test_a_denial_is_an_opinion_and_a_quote_a_note() -> None:
    release = release_of((CLASH,), ())
    opinions = {one["opinion"]: one for one in of("opinion", release)}
    assert opinions["strongly-disagree"]["authors"] == ["commander, not named"]
    assert DENIED.id in opinions["strongly-disagree"]["external_references"][0]["external_id"]
    assert "toll killed" in opinions["disagree"]["explanation"]
    assert any(ANONYMOUS.quote and ANONYMOUS.quote in one["content"] for one in of("note", release))


def test_a_state_has_its_time_and_a_denied_one_no_relationship() -> None:
    leads, controls = (
        one for one in of("relationship", release_of((), STATES[:2])) if one["relationship_type"] != "published-by"
    )
    assert leads["relationship_type"] == "leads" and leads["start_time"] == "2022-01-01T00:00:00.000Z"
    assert "stop_time" not in leads
    assert controls["target_ref"].startswith("location--") and controls["stop_time"] == "2023-05-12T23:59:59.999Z"
    denied = release_of((), (replace(STATES[0], standing="denied"),))
    assert of("relationship", denied) == []
    assert [loss.what for loss in FORMAT.write(denied, io.BytesIO())] == ["states"]


def test_a_place_without_country_and_point_is_a_loss() -> None:
    nowhere = replace(CLASH, where=Spot(id=None, name_ar="قرية السد"))
    assert of("location", release_of((nowhere,), ())) == []
    losses = {loss.what: loss.number for loss in FORMAT.write(release_of((nowhere,), ()), io.BytesIO())}
    assert losses["places of events"] == 1


@pytest.mark.parametrize(
    ("profile", "name"), [("internal", "TLP:AMBER+STRICT"), ("partner", "TLP:AMBER"), ("public", "TLP:CLEAR")]
)
def test_the_marking_goes_by_the_profile(profile: Any, name: str) -> None:
    found = objects(release_of(header=replace(HEADER, profile=profile)))
    (marking,) = [one for one in found if one["type"] == "marking-definition"]
    assert marking["name"] == name
    assert all(one["object_marking_refs"] == [marking["id"]] for one in found if one is not marking)


def test_a_day_that_nobody_tells_is_lost_once_a_report() -> None:
    release = release_of((MEETING, NOWHERE), ())
    losses = {loss.what: loss.number for loss in FORMAT.write(release, io.BytesIO())}
    assert losses["days of publication"] == 1
    (report,) = of("report", release)
    assert len(report["object_refs"]) == 2 and "publication day unknown" in report["labels"]


def test_what_is_withdrawn_is_revoked() -> None:
    revoked = {
        one["external_references"][0]["external_id"] for one in of("incident", release_of()) if one.get("revoked")
    }
    assert revoked == {"00GONE", "00JOINED"}


def test_an_object_keeps_its_id_and_time_of_creation_in_later_releases() -> None:
    early = {one["id"]: one["created"] for one in objects(release_of(EVENTS[:3]))}
    late = {one["id"]: one["created"] for one in objects(release_of(header=replace(HEADER, at="2024-01-01T00:00:00Z")))}
    assert early.items() <= late.items()


def test_the_same_release_gives_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    FORMAT.write(release_of(), first)
    FORMAT.write(release_of(), second)
    assert first.getvalue() == second.getvalue()

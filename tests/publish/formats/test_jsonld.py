"""PROV-O and SEM in both forms, read by rdflib."""

import io
from dataclasses import replace

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from isnad.publish.formats import jsonld, turtle
from isnad.publish.formats.format import Format
from isnad.publish.formats.keys import NAMESPACE, key_of
from isnad.publish.formats.linked import outlet_key
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event
from tests.publish.formats.released_events import (
    ACCUSED,
    ANONYMOUS,
    ARMY,
    CLASH,
    DAWN,
    DENIED,
    EVENTS,
    HAWKS,
    RIVER,
    SAID,
    STATES,
    TOWN,
    VALLEY,
    release_of,
)

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
PROV = Namespace("http://www.w3.org/ns/prov#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
ISNAD = Namespace(f"urn:uuid:{NAMESPACE}#")


def graph(release: Release, form: Format = turtle.FORMAT) -> Graph:
    file = io.BytesIO()
    form.write(release, file)
    return Graph().parse(data=file.getvalue(), format="turtle" if form is turtle.FORMAT else "json-ld")


def named(found: Graph, id_: str) -> URIRef:
    things = set(found.subjects(DCTERMS.identifier, Literal(id_)))
    (thing,) = [one for one in things if isinstance(one, URIRef)]
    return thing


def test_both_forms_are_one_graph() -> None:
    first, second = graph(release_of(), turtle.FORMAT), graph(release_of(), jsonld.FORMAT)
    assert len(first) > 300 and isomorphic(first, second)


def test_control_characters_quotes_and_bidi_marks_survive() -> None:
    odd = 'a"b\\c\nd\te\rf\u200fg\u202eh😀\x0b\x7f'
    for form in (turtle.FORMAT, jsonld.FORMAT):
        found = graph(release_of((replace(CLASH, notes=(odd,)),), ()), form)
        assert Literal(odd) in set(found.objects(named(found, CLASH.id), RDFS.comment))


@pytest.mark.parametrize(
    "event", [one for one in EVENTS if one.accused] + [replace(CLASH, accused=(DAWN,), targets=(HAWKS,))]
)
def test_who_is_accused_stands_in_a_view_only(event: Event) -> None:
    found = graph(release_of((event,), ()))
    accused = URIRef(f"urn:uuid:{key_of('party', DAWN.id)}")
    views = {subject for subject, _ in found.subject_predicates(accused)}
    assert views and all((view, RDF.type, SEM.View) in found for view in views)
    assert set(found.predicates(None, accused)) == {ISNAD.accuses}


def test_an_accusation_is_according_to_who_accuses() -> None:
    accusing = replace(SAID, stance="accuses")
    one = graph(release_of((replace(ACCUSED, reports=(VALLEY, RIVER), statements=(accusing, DENIED)),), ()))
    speaker = URIRef(f"urn:uuid:{key_of('party', 'actor:valley-paper')}")
    (view,) = set(one.subjects(ISNAD.accuses, None))
    assert set(one.objects(view, SEM.accordingTo)) == {speaker}
    several = replace(
        ACCUSED, accused=(DAWN, HAWKS), reports=(VALLEY, RIVER),
        statements=(accusing, replace(ANONYMOUS, stance="accuses")),
    )  # fmt: skip
    both = graph(release_of((several,), ()))
    (view,) = set(both.subjects(ISNAD.accuses, None))
    outlets = {URIRef(f"urn:uuid:{outlet_key(report)}") for report in (VALLEY, RIVER)}
    assert set(both.objects(view, SEM.accordingTo)) == outlets


def test_agents_and_targets_have_roles() -> None:
    found = graph(release_of((CLASH,), ()))
    roles = {
        (role, value)
        for part in found.objects(named(found, CLASH.id), SEM.hasActor)
        for role in found.objects(part, SEM.roleType)
        for value in found.objects(part, RDF.value)
    }
    assert roles == {
        (ISNAD.agent, named(found, ARMY.id)), (ISNAD.target, named(found, HAWKS.id)),
        (ISNAD.target, named(found, DAWN.id)),
    }  # fmt: skip


def test_each_statement_is_a_view_of_its_speaker() -> None:
    found = graph(release_of((CLASH,), ()))
    event = named(found, CLASH.id)
    views = set(found.objects(event, PROV.wasDerivedFrom))
    assert views == {named(found, one.id) for one in CLASH.statements}
    for view in views:
        assert (view, RDF.value, event) in found
        (speaker,) = found.objects(view, SEM.accordingTo)
        assert (view, PROV.wasAttributedTo, speaker) in found and (speaker, RDFS.label, None) in found
    quoted = named(found, SAID.id)
    assert (quoted, PROV.wasQuotedFrom, named(found, VALLEY.id)) in found
    silent = named(found, DENIED.id)
    assert (silent, PROV.wasQuotedFrom, None) not in found
    assert (silent, PROV.hadPrimarySource, named(found, RIVER.id)) in found
    assert (silent, ISNAD.denies, Literal(True)) in found


def test_two_nameless_speakers_are_two() -> None:
    other = replace(ANONYMOUS, id="s-9")
    found = graph(release_of((replace(CLASH, statements=(ANONYMOUS, other)),), ()))
    speakers = [set(found.objects(named(found, one.id), SEM.accordingTo)) for one in (ANONYMOUS, other)]
    assert speakers[0].isdisjoint(speakers[1])


def test_an_outlet_that_is_registered_is_the_party_that_it_is() -> None:
    paper = replace(VALLEY, outlet_id="actor:valley-paper")
    found = graph(release_of((replace(CLASH, reports=(paper,), statements=(SAID,)),), ()))
    (outlet,) = found.objects(named(found, VALLEY.id), PROV.wasAttributedTo)
    assert set(found.objects(named(found, SAID.id), SEM.accordingTo)) == {outlet}


def test_times_are_a_stamp_or_bounds() -> None:
    found = graph(release_of())
    stamps = {name: SEM[f"has{name}TimeStamp"] for name in ("", "EarliestBegin", "LatestEnd")}
    for event in EVENTS:
        told = {
            name: {str(value) for value in found.objects(named(found, event.id), term)} for name, term in stamps.items()
        }
        one_day = event.from_ is not None and event.from_ == event.to
        assert told[""] == ({event.from_} if one_day else set())
        assert told["EarliestBegin"] == ({event.from_} if event.from_ and not one_day else set())
        assert told["LatestEnd"] == ({event.to} if event.to and not one_day else set())


def test_a_place_keeps_how_far_its_point_may_be_off() -> None:
    near, far = (replace(CLASH, id=str(i), where=where) for i, where in enumerate((TOWN, replace(TOWN, metres=25000))))
    found = graph(release_of((near, far), ()))
    metres = [
        {int(str(value)) for spot in found.objects(named(found, str(i)), SEM.hasPlace)
         for value in found.objects(spot, ISNAD.metres)}
        for i in range(2)
    ]  # fmt: skip
    assert metres == [{2000}, {25000}]


def test_a_state_has_its_time_and_its_standing() -> None:
    found = graph(release_of((), STATES))
    leads = named(found, "r-1")
    assert (leads, SEM.hasBeginTimeStamp, None) in found and (leads, SEM.hasEndTimeStamp, None) not in found
    assert {str(value) for value in found.objects(leads, ISNAD.standing)} == {"stands"}


def test_what_is_joined_is_replaced() -> None:
    found = graph(release_of())
    assert (named(found, "00JOINED"), DCTERMS.isReplacedBy, named(found, CLASH.id)) in found


@pytest.mark.parametrize("form", [turtle.FORMAT, jsonld.FORMAT])
def test_the_same_release_gives_the_same_bytes(form: Format) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    form.write(release_of(), first)
    form.write(release_of(), second)
    assert first.getvalue() == second.getvalue()

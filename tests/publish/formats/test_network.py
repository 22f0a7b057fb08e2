"""GraphML and GEXF, read by networkx."""

import io
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import networkx  # type: ignore[import-untyped]
import pytest

from isnad.publish.formats import gexf, graphml
from isnad.publish.formats.format import Format
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event
from tests.publish.formats.released_events import (
    ACCUSED,
    ARMY,
    CLASH,
    COMMANDER,
    EVENTS,
    HAWKS,
    MEETING,
    NOWHERE,
    SHELLING,
    STATES,
    UNHURT,
    release_of,
)

BOTH = (graphml.FORMAT, gexf.FORMAT)
GEXF = "{http://gexf.net/1.3}"


def written(form: Format, release: Release) -> bytes:
    file = io.BytesIO()
    form.write(release, file)
    return file.getvalue()


def read(form: Format, release: Release) -> Any:
    file = io.BytesIO(written(form, release))
    return networkx.read_graphml(file, force_multigraph=True) if form is graphml.FORMAT else networkx.read_gexf(file)


def ties(graph: Any) -> set[tuple[str, str, str]]:
    """(from, to, type); in GEXF `type` is an attribute too."""
    return {(source, target, data["type"]) for source, target, data in graph.edges(data=True)}


@pytest.mark.parametrize("form", BOTH)
def test_parties_and_ties_are_read(form: Format) -> None:
    graph = read(form, release_of())
    assert graph.is_directed()
    assert graph.nodes["actor:hawks"]["label"] == "Hawks Brigade"
    assert graph.nodes["actor:hawks"]["label_ar"] == HAWKS.name_ar
    assert graph.nodes["actor:hawks"]["class"] == "rebel group"
    assert graph.nodes["place:river-town"]["type"] == "place"
    assert {
        ("actor:valley-army", "actor:hawks", "ASSAULT"), ("actor:valley-army", "actor:dawn", "ASSAULT"),
        ("actor:hawks", "actor:union", "CONSULT"), ("x-17aa", "actor:hawks", "leads"),
        ("actor:valley-army", "place:river-town", "controls"), ("actor:dawn", "actor:hawks", "hostile_to"),
    } <= ties(graph)  # fmt: skip


@pytest.mark.parametrize("form", BOTH)
@pytest.mark.parametrize(
    "event",
    [
        ACCUSED,
        replace(ACCUSED, targets=(ARMY,)),
        replace(ACCUSED, targets=(ARMY,), status="actual"),
        replace(CLASH, status="alleged"),
        replace(CLASH, status="threatened"),
        replace(CLASH, polarity="negative"),
        UNHURT,
        NOWHERE,
    ],
)
def test_nobody_is_tied_by_an_accusation_or_by_what_did_not_surely_happen(form: Format, event: Event) -> None:
    assert not ties(read(form, release_of((event,), ())))
    losses = form.write(release_of((event,), ()), io.BytesIO())
    assert sum(loss.number for loss in losses if loss.what == "events") == 1


@pytest.mark.parametrize("form", BOTH)
def test_ties_of_one_sort_are_one(form: Format) -> None:
    graph = read(form, release_of((CLASH, SHELLING), ()))
    (tie,) = [data for a, b, data in graph.edges(data=True) if (a, b) == ("actor:valley-army", "actor:hawks")]
    assert tie["weight"] == 2 and tie["source_count"] == 3
    if form is graphml.FORMAT:
        assert (tie["start"], tie["end"]) == ("2023-05-09", "2023-05-12")


@pytest.mark.parametrize("form", BOTH)
def test_talks_tie_all_parties_both_ways(form: Format) -> None:
    graph = read(form, release_of((MEETING,), ()))
    assert len(ties(graph)) == 3
    assert all(data["mutual"] for _, _, data in graph.edges(data=True))


def spells(release: Release) -> list[list[dict[str, str]]]:
    root = ElementTree.fromstring(written(gexf.FORMAT, release))  # noqa: S314 - our own bytes
    return [[dict(spell.attrib) for spell in edge.iter(f"{GEXF}spell")] for edge in root.iter(f"{GEXF}edge")]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([("2023-01-01", "2023-01-05"), ("2023-01-05", "2023-01-09")], [{"start": "2023-01-01", "end": "2023-01-09"}]),
        (
            [("2023-03-01", "2023-03-01"), ("2023-01-01", "2023-01-02")],
            [{"start": "2023-01-01", "end": "2023-01-02"}, {"start": "2023-03-01", "end": "2023-03-01"}],
        ),
        ([("2023-01-01", None), ("2023-02-01", "2023-02-02")], [{"start": "2023-01-01"}]),
        ([(None, "2023-01-01"), (None, None)], [{"end": "2023-01-01"}]),
        ([(None, None)], []),
        ([(f"{year}-01-01", f"{year}-06-30") for year in range(1900, 2000)] * 2, None),
    ],
)
def test_a_tie_is_there_in_its_spells(days: list[tuple[str | None, str | None]], told: list[dict[str, str]]) -> None:
    events = [replace(SHELLING, id=str(i), from_=start, to=end) for i, (start, end) in enumerate(days)]
    (found,) = spells(release_of(events, ()))
    assert found == told if told is not None else len(found) == 100


def test_the_structure_is_that_of_dynamic_gexf() -> None:
    root = ElementTree.fromstring(written(gexf.FORMAT, release_of()))  # noqa: S314 - our own bytes
    assert root.tag == f"{GEXF}gexf" and root.get("version") == "1.3"
    meta, graph = root
    assert meta.get("lastmodifieddate") == "2023-06-11"
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    declared = {part.get("class"): {one.get("id") for one in part} for part in graph if part.tag == f"{GEXF}attributes"}
    nodes, edges = graph[-2], graph[-1]
    ids = [node.get("id") for node in nodes]
    assert len(set(ids)) == len(ids) == int(nodes.get("count", "0"))
    for part, of in ((nodes, "node"), (edges, "edge")):
        assert {value.get("for") for value in part.iter(f"{GEXF}attvalue")} <= declared[of]
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(ids)
        assert [child.tag for child in edge] in ([f"{GEXF}attvalues"], [f"{GEXF}attvalues", f"{GEXF}spells"])


@pytest.mark.parametrize("form", BOTH)
def test_a_denied_state_is_no_tie(form: Format) -> None:
    denied = release_of((), [replace(one, standing="denied") for one in STATES])
    assert not ties(read(form, denied))
    assert {loss.number for loss in form.write(denied, io.BytesIO()) if loss.what == "states"} == {3}


@pytest.mark.parametrize("form", BOTH)
def test_names_that_no_xml_can_hold_are_written(form: Format) -> None:
    odd = replace(HAWKS, name_en='A<b>&"c"\x0b\x00\ufffe\x1b')
    graph = read(form, release_of((replace(SHELLING, targets=(odd,)),), ()))
    assert graph.nodes[HAWKS.id]["label"] == 'A<b>&"c"' + "\ufffd" * 4


@pytest.mark.parametrize("form", BOTH)
def test_the_same_release_gives_the_same_bytes_in_any_order(form: Format) -> None:
    forth = release_of(EVENTS, STATES)
    back = release_of(reversed(EVENTS), reversed(STATES))
    assert written(form, forth) == written(form, back)
    assert COMMANDER.name_ar in written(form, forth).decode()

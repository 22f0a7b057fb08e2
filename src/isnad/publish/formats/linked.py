"""Linked data: a release as nodes with their properties, which Turtle and JSON-LD write in their own ways.

The terms are those of PROV-O (what comes from whom) and of SEM, the Simple Event Model (what happened, who, where, in
whose view). What neither has is a term of ours. No node is blank, so that both forms are the same graph node by node.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from isnad.publish.formats.keys import NAMESPACE, key_of
from isnad.publish.release.released import Party, Report, Spot

PREFIXES: Final[Mapping[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "isnad": f"urn:uuid:{NAMESPACE}#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True)
class Ref:
    """Another node, by its UUID, or a term, by its short name (`isnad:ASSAULT`)."""

    to: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in a language (`lang`), or a value of a type of XML Schema (`xsd:date`); else a plain text."""

    text: str
    lang: str | None = None
    type: str | None = None


Value = Ref | Literal


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, by its UUID: its classes, and its properties, each with its values."""

    id: str
    classes: tuple[str, ...]
    properties: tuple[tuple[str, tuple[Value, ...]], ...]


def node(id_: str, classes: Iterable[str], properties: Mapping[str, Iterable[Value | None]]) -> Node:
    """A node without what says nothing; the values of a property each once."""
    kept = ((name, tuple(dict.fromkeys(v for v in values if v is not None))) for name, values in properties.items())
    return Node(id_, tuple(classes), tuple((name, values) for name, values in kept if values))


def text(value: str | None, lang: str | None = None) -> Literal | None:
    """A text, None for none."""
    return Literal(value, lang) if value else None


def day(value: str | None) -> Literal | None:
    """A year, a month, a day or a moment with the type that it is."""
    if not value:
        return None
    types = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
    return Literal(value, type=types.get(len(value), "xsd:dateTime"))


def count(value: int | None) -> Literal | None:
    """A whole number."""
    return None if value is None else Literal(str(value), type="xsd:integer")


def degrees(value: float | None) -> Literal | None:
    """A number with its fraction."""
    return None if value is None else Literal(f"{value:.6f}".rstrip("0").rstrip("."), type="xsd:decimal")


def truth(value: bool) -> Literal:
    """Yes or no."""
    return Literal("true" if value else "false", type="xsd:boolean")


def party_key(id_: str) -> str:
    """The UUID of a party."""
    return key_of("party", id_)


def report_key(id_: str) -> str:
    """The UUID of a report."""
    return key_of("report", id_)


def outlet_key(report: Report) -> str | None:
    """The UUID of who publishes a report: of the party that it is where it is registered, else of its name."""
    if report.outlet_id:
        return party_key(report.outlet_id)
    return key_of("outlet", report.outlet) if report.outlet else None


@lru_cache(maxsize=4_096)
def party_node(party: Party) -> Node:
    """An actor of SEM and an agent of PROV."""
    kinds = {"person": "prov:Person", "actor": "prov:Organization"}
    return node(
        party_key(party.id), ("sem:Actor", "prov:Agent", *filter(None, (kinds.get(party.kind),))),
        {
            "dcterms:identifier": [text(party.id)],
            "rdfs:label": [text(party.name_ar, "ar"), text(party.name_en, "en")],
            "sem:actorType": [Ref(f"isnad:{party.kind}")], "isnad:class": [text(party.class_)],
            "isnad:country": [text(party.country)], "isnad:wikidata": [text(party.wikidata)],
        },
    )  # fmt: skip


@lru_cache(maxsize=4_096)
def spot_node(spot: Spot, key: str) -> Node:
    """A place with how far its point may be off in metres."""
    return node(
        key, ("sem:Place", "prov:Location"),
        {
            "dcterms:identifier": [text(spot.id)], "rdfs:label": [text(spot.name_ar, "ar"), text(spot.name_en, "en")],
            "isnad:kind": [text(spot.kind)], "isnad:precision": [text(spot.precision)],
            "geo:lat": [degrees(spot.lat)], "geo:long": [degrees(spot.lon)], "isnad:metres": [count(spot.metres)],
            "isnad:admin1": [text(spot.admin1)], "isnad:admin2": [text(spot.admin2)],
            "isnad:admin3": [text(spot.admin3)], "isnad:within": [text(spot.within)],
            "isnad:country": [text(spot.country_code)],
            "isnad:coarsened": [truth(spot.coarsened)],
        },
    )  # fmt: skip


def report_nodes(report: Report) -> Iterable[Node]:
    """A report, and who publishes it. A copy is derived from the report that it copies."""
    outlet = outlet_key(report)
    if outlet:
        yield node(outlet, ("prov:Agent", "sem:Authority"), {"rdfs:label": [text(report.outlet)]})
    source = Literal(report.url, type="xsd:anyURI") if report.url else None
    yield node(
        report_key(report.id), ("prov:Entity",),
        {
            "dcterms:identifier": [text(report.id)], "dcterms:title": [text(report.title, report.language)],
            "dcterms:issued": [day(report.published)], "dcterms:source": [source],
            "dcterms:language": [text(report.language)], "isnad:platform": [text(report.platform)],
            "prov:wasAttributedTo": [Ref(outlet) if outlet else None],
            "prov:wasDerivedFrom": [Ref(report_key(report.copy_of)) if report.copy_of else None],
        },
    )  # fmt: skip

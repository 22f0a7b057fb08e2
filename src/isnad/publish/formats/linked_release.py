"""The nodes of a whole release, each once, in the order of its streams."""

from collections.abc import Iterable, Iterator

from isnad.publish.formats.days import moment
from isnad.publish.formats.keys import key_of, release_key, told_apart
from isnad.publish.formats.linked import Literal, Node, Ref, day, node, text
from isnad.publish.formats.linked_events import event_nodes, state_nodes
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.seen import Seen, seen
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Header, Withdrawn


def nodes(release: Release, losses: Losses) -> Iterator[Node]:
    """All nodes; `losses` tells at the end what neither vocabulary holds."""
    reading = release_key(release.header)
    with seen() as written:
        yield from _about(release.header)
        for event in map(told_apart, release.events()):
            _count(event, losses)
            yield from _new(event_nodes(event, reading), written)
        for state in release.states():
            yield from _new(state_nodes(state, reading), written)
        for gone in release.withdrawn():
            yield _withdrawn(gone)


def _new(found: Iterable[Node], written: Seen) -> Iterator[Node]:
    return (one for one in found if written.is_new(f"{one.id} {one.classes[0]}"))


def _about(header: Header) -> Iterator[Node]:
    software = key_of("isnad")
    yield node(software, ("prov:SoftwareAgent",), {"rdfs:label": [text("Isnad")]})
    yield node(
        release_key(header), ("prov:Activity",),
        {
            "rdfs:label": [text(f"Reading of archive {header.archive} for a release: {header.profile}", "en")],
            "prov:endedAtTime": [Literal(moment(header.at), type="xsd:dateTime")],
            "prov:wasAssociatedWith": [Ref(software)], "dcterms:hasVersion": [text(header.version)],
            "dcterms:license": [text(header.licence)], "isnad:query": [text(header.query)],
            "isnad:since": [day(header.since)],
        },
    )  # fmt: skip


def _withdrawn(gone: Withdrawn) -> Node:
    into = Ref(key_of("event", gone.into)) if gone.into else None
    properties = {"dcterms:identifier": [text(gone.id)], "isnad:withdrawn": [day(gone.at)]}
    return node(key_of("event", gone.id), ("prov:Entity",), {**properties, "dcterms:isReplacedBy": [into]})


def _count(event: Event, losses: Losses) -> None:
    codes = [code for code in (event.plover, event.acled, event.cameo) if code is not None]
    losses.add("codes of PLOVER, ACLED and CAMEO", "no term", len(codes))
    losses.add("contents of statements", "no term", sum(bool(said.says) for said in event.statements))

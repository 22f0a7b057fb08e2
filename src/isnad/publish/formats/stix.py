"""STIX 2.1: one bundle, written object by object, each once; reports come last, when all that they tell is known."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from isnad.publish.formats.format import Format
from isnad.publish.formats.json_text import dumped, write_listed
from isnad.publish.formats.keys import told_apart
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.seen import Seen, seen
from isnad.publish.formats.stix_events import event_objects, incident_id, state_objects, withdrawn_object
from isnad.publish.formats.stix_objects import Maker, Object
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Loss, Report


def write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    """The bundle; what it returns has no property in STIX."""
    losses, maker = Losses(), Maker(release.header)
    file.write(b'{"type":"bundle","id":' + dumped(maker.bundle()) + b',"objects":[')
    with seen() as written:
        write_listed(file, _objects(release, maker, losses, written))
    file.write(b"\n]}\n")
    return losses.told()


def _objects(release: Release, maker: Maker, losses: Losses, written: Seen) -> Iterator[Object]:
    yield from maker.first()
    for event in map(told_apart, release.events()):
        _count(event, losses)
        yield from _new(_published(event.reports, incident_id(event.id), maker, written, losses), written)
        yield from _new(event_objects(event, maker, losses), written)
    for state in release.states():
        found = tuple(state_objects(state, maker, losses))
        for tie in (one["id"] for one in found if one["type"] == "relationship"):
            yield from _new(_published(state.told_by, tie, maker, written, losses), written)
        yield from _new(found, written)
    yield from (withdrawn_object(gone, maker) for gone in release.withdrawn())
    yield from ({**json.loads(report), "object_refs": refs} for report, refs in written.groups())


def _new(found: Iterable[Object], written: Seen) -> Iterator[Object]:
    return (one for one in found if written.is_new(one["id"]))


def _published(reports: Sequence[Report], tells: str, maker: Maker, written: Seen, losses: Losses) -> Iterator[Object]:
    """Keeps the reports until all that they tell is known; gives who published them."""
    for report in reports:
        made = maker.report(report)
        written.belongs(made["id"], tells)
        if not written.is_new(made["id"], dumped(made).decode()):
            continue
        if not report.published:
            losses.add("days of publication", "unknown; STIX wants one, so the day of the release stands in")
        if report.outlet:
            outlet = maker.outlet(report.outlet, report.outlet_id)
            yield outlet
            yield maker.tie("published-by", made["id"], outlet["id"])


def _count(event: Event, losses: Losses) -> None:
    losses.add("contents of statements", "no property", sum(bool(said.says) for said in event.statements))
    losses.add("positions of quotes", "no property", sum(said.span is not None for said in event.statements))


FORMAT = Format(name="stix", suffix=".stix.json", media="application/stix+json;version=2.1", write=write)

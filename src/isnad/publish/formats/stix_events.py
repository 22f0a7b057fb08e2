"""Events and states as objects of STIX 2.1: incidents, what ties them, and who says and who denies it.

Only undisputed agents of what did happen are tied by `attributed-to`. Who is accused stands by id within the extension
of the incident, where no tool draws a line to them. A denial is an opinion, any other statement a note.
"""

from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any, Final

from isnad.publish.formats.days import end_of, first_day, moment
from isnad.publish.formats.json_text import without_empty
from isnad.publish.formats.keys import key_of, statement_key
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.phrases import event_phrase, speaker_phrase, statement_phrase
from isnad.publish.formats.stix_objects import EXTENSION, Maker, Object
from isnad.publish.release.released import Event, Report, Spot, State, Statement, Withdrawn

_TIES: Final = {"role": "holds-post-in"}


def incident_id(id_: str) -> str:
    """The id of an event's incident."""
    return f"incident--{key_of('event', id_)}"


def event_objects(event: Event, maker: Maker, losses: Losses) -> Iterator[Object]:
    """All objects of an event but its reports; parties and places come with every event that names them."""
    yield _incident(event, maker)
    reports = {report.id: report for report in event.reports}
    yield from _ties(event, maker, losses)
    for said in event.statements:
        yield _said(said, incident_id(event.id), reports.get(said.report), maker)
    if event.contradictions:
        yield maker.make(
            "opinion", key_of("differ", event.id), opinion="disagree", object_refs=[incident_id(event.id)],
            explanation=f"The accounts differ in: {', '.join(event.contradictions)}", lang="en",
        )  # fmt: skip


def _incident(event: Event, maker: Maker) -> Object:
    return maker.make(
        "incident", key_of("event", event.id), event.changed_at or None, name=event.title_en,
        description=event_phrase(event), lang="en",
        labels=[event.type, f"status: {event.status}", f"review: {event.reviewed}"],
        confidence=None if event.confidence is None else round(event.confidence * 100),
        external_references=[{"source_name": "isnad", "external_id": event.id}],
        extensions={EXTENSION: {"extension_type": "property-extension", **_extension(event)}},
    )  # fmt: skip


def _extension(event: Event) -> dict[str, object]:
    codes = {name: getattr(event, name) for name in ("plover", "acled", "cameo")}
    return without_empty({
        "event_id": event.id, "event_type": event.type, "mode": event.mode, "status": event.status,
        "polarity": event.polarity, "start": event.from_, "end": event.to, "precision": event.precision,
        "title_ar": event.title_ar, "agents": [party.id for party in event.agents],
        "targets": [party.id for party in event.targets], "unidentified": event.unidentified,
        "accused": [without_empty({"id": party.id, "name": party.name}) for party in event.accused],
        "tolls": [without_empty(asdict(toll)) for toll in event.tolls], "attacks": event.attacks,
        "outlets": event.outlets, "origins": event.origins, "unknown_origins": event.unknown_origins,
        "contradictions": list(event.contradictions), "reviewed": event.reviewed, "notes": list(event.notes),
        "codes": {name: _code(code) for name, code in codes.items() if code is not None},
    })  # fmt: skip


def _code(code: Any) -> dict[str, object]:
    told: dict[str, Any] = {one.name: getattr(code, one.name) for one in fields(code)}
    told |= {name: [party.id for party in told[name]] for name in ("actors", "recipients") if name in told}
    return without_empty(told)


def _ties(event: Event, maker: Maker, losses: Losses) -> Iterator[Object]:
    here = incident_id(event.id)
    place = maker.place(event.where) if event.where else None
    if place is not None:
        yield place
        yield maker.tie("located-at", here, place["id"])
    elif event.where:
        losses.add("places of events", "a location needs a country or a point")
    happened = event.status == "actual" and event.polarity == "positive"
    for type_, parties in (("attributed-to", event.agents), ("targets", event.targets)):
        for party in parties:
            who = maker.party(party)
            yield who
            if happened:
                yield maker.tie(type_, here, who["id"])
    if not happened:
        number = len(event.agents) + len(event.targets)
        losses.add("ties to parties", "what did not surely happen is tied to nobody; ids are in the extension", number)


def _said(said: Statement, about: str, report: Report | None, maker: Maker) -> Object:
    refs = [about]
    speaker = speaker_phrase(said, report)
    words = statement_phrase(said, report) + (f": «{said.quote}»" if said.quote else "")
    key, source = key_of("said", statement_key(said), about), [{"source_name": "isnad", "external_id": said.id}]
    labels = [f"stance: {said.stance}", *([f"report: {report.id}"] if report else [])]
    if said.denies:
        return maker.make(
            "opinion", key, explanation=words, authors=[speaker], opinion="strongly-disagree", object_refs=refs,
            labels=labels, external_references=source,
        )  # fmt: skip
    return maker.make(
        "note", key, content=words, authors=[speaker], object_refs=refs, labels=labels, external_references=source
    )


def state_objects(state: State, maker: Maker, losses: Losses) -> Iterator[Object]:
    """A relationship with its time, both its ends, and who denies it; none where a denial has the last word."""
    source = maker.party(state.source)
    target = maker.place(state.target) if isinstance(state.target, Spot) else maker.party(state.target)
    if state.standing == "denied":
        losses.add("states", "denied; a relationship would state them")
        return
    if target is None:
        losses.add("states", "a location needs a country or a point")
        return
    yield from (source, target)
    tie = _state_tie(state, source["id"], target["id"], maker)
    yield tie
    reports = {report.id: report for report in state.told_by}
    for said in state.statements:
        yield _said(said, tie["id"], reports.get(said.report), maker)


def _state_tie(state: State, source: str, target: str, maker: Maker) -> Object:
    start = moment(first_day(state.since)) if state.since else None
    stop = end_of(state.until) if state.until else None
    about = [state.role, f"in {state.scope.name}" if state.scope else None, f"reports: {state.reports}", state.standing]
    seen = f"reported from {state.first} to {state.last}" if state.first and state.last else None
    located = isinstance(state.target, Spot) and state.type == "present_at"
    type_ = "located-at" if located else _TIES.get(state.type, state.type.replace("_", "-"))
    return maker.tie(
        type_, source, target, state.id, description="; ".join(filter(None, (*about, seen))),
        start_time=start, stop_time=stop if stop and (not start or stop > start) else None,
        external_references=[{"source_name": "isnad", "external_id": state.id}],
    )  # fmt: skip


def withdrawn_object(gone: Withdrawn, maker: Maker) -> Object:
    """An incident that is revoked; what it was joined to is told in its description."""
    into = f"joined to {gone.into}" if gone.into else "withdrawn"
    return maker.make(
        "incident", key_of("event", gone.id), gone.at, name=f"{gone.id}: {into}", revoked=True,
        external_references=[{"source_name": "isnad", "external_id": gone.id}],
    )  # fmt: skip

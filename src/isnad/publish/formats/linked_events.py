"""Events, states and statements as nodes of SEM and PROV.

Each statement is a `sem:View` according to its speaker. Who is only accused has no role in the event: a view of its own
names them, according to those who accuse. Where several accuse several, which of them accuses whom is not told apart:
then the view is according to the outlets that report it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from isnad.publish.formats.keys import key_of, spot_key, statement_key
from isnad.publish.formats.linked import (
    Literal,
    Node,
    Ref,
    Value,
    count,
    day,
    degrees,
    node,
    outlet_key,
    party_key,
    party_node,
    report_key,
    report_nodes,
    spot_node,
    text,
    truth,
)
from isnad.publish.formats.phrases import speaker_phrase
from isnad.publish.release.released import Event, Party, Report, Spot, State, Statement, Toll

_OF_OUTLETS: Final = frozenset({None, "outlet"})


def event_nodes(event: Event, reading: str) -> Iterator[Node]:
    """All nodes of an event, those first that others may share."""
    key = key_of("event", event.id)
    yield from _shared(event.reports, (*event.agents, *event.targets, *event.accused), event.where)
    roles = [*_roles(key, "agent", event.agents), *_roles(key, "target", event.targets)]
    tolls = [_toll(key, index, toll) for index, toll in enumerate(event.tolls)]
    reports = {report.id: report for report in event.reports}
    views = [_view(said, key, reports.get(said.report)) for said in event.statements]
    yield _event(event, key, [*roles, *tolls], [view.id for view in views], reading)
    yield from (*roles, *tolls, *views)
    yield from (_speaker(said, reports.get(said.report)) for said in event.statements)
    if event.accused:
        yield _accusation(event, key)


def state_nodes(state: State, reading: str) -> Iterator[Node]:
    """All nodes of a standing state."""
    key = key_of("state", state.id)
    spots = [spot for spot in (state.target, state.scope) if isinstance(spot, Spot)]
    parties = [party for party in (state.source, state.target) if not isinstance(party, Spot)]
    yield from _shared(state.told_by, parties, *spots)
    reports = {report.id: report for report in state.told_by}
    views = [_view(said, key, reports.get(said.report)) for said in state.statements]
    target = _spot(state.target) if isinstance(state.target, Spot) else party_key(state.target.id)
    yield node(
        key, ("isnad:State", "prov:Entity"),
        {
            "dcterms:identifier": [text(state.id)], "isnad:type": [Ref(f"isnad:{state.type}")],
            "isnad:source": [Ref(party_key(state.source.id))], "isnad:target": [Ref(target)],
            "isnad:post": [text(state.role, "ar")], "isnad:scope": [Ref(_spot(state.scope)) if state.scope else None],
            "sem:hasBeginTimeStamp": [day(state.since)], "sem:hasEndTimeStamp": [day(state.until)],
            "isnad:firstReported": [day(state.first)], "isnad:lastReported": [day(state.last)],
            "isnad:standing": [text(state.standing)], "isnad:reports": [count(state.reports)],
            "prov:wasDerivedFrom": [Ref(view.id) for view in views],
            "prov:hadPrimarySource": [Ref(report_key(report.id)) for report in state.told_by],
            "prov:wasGeneratedBy": [Ref(reading)],
        },
    )  # fmt: skip
    yield from views
    yield from (_speaker(said, reports.get(said.report)) for said in state.statements)


def _shared(reports: Sequence[Report], parties: Sequence[Party], *spots: Spot | None) -> Iterator[Node]:
    for report in reports:
        yield from report_nodes(report)
    yield from map(party_node, parties)
    yield from (spot_node(spot, _spot(spot)) for spot in spots if spot is not None)


def _event(event: Event, key: str, parts: Sequence[Node], views: Sequence[str], reading: str) -> Node:
    return node(
        key, ("sem:Event", "prov:Entity"),
        {
            "dcterms:identifier": [text(event.id)],
            "rdfs:label": [text(event.title_ar, "ar"), text(event.title_en, "en")],
            "sem:eventType": [Ref(f"isnad:{event.type}")], "isnad:mode": [text(event.mode)],
            "isnad:status": [text(event.status)], "isnad:polarity": [text(event.polarity)],
            **_times(event), "isnad:timePrecision": [text(event.precision)],
            "sem:hasPlace": [Ref(_spot(event.where)) if event.where else None],
            "sem:hasActor": [Ref(part.id) for part in parts if part.classes[0] == "sem:Role"],
            "isnad:toll": [Ref(part.id) for part in parts if part.classes[0] == "isnad:Toll"],
            "isnad:unidentified": [truth(event.unidentified)], "isnad:attacks": [count(event.attacks)],
            "isnad:outlets": [count(event.outlets)], "isnad:origins": [count(event.origins)],
            "isnad:unknownOrigins": [count(event.unknown_origins)],
            "isnad:contradiction": [text(one) for one in event.contradictions],
            "isnad:confidence": [degrees(event.confidence)], "isnad:reviewed": [text(event.reviewed)],
            "isnad:reviewer": [text(one) for one in event.reviewers], "rdfs:comment": [text(n) for n in event.notes],
            "dcterms:modified": [day(event.changed_at)],
            "prov:wasDerivedFrom": [Ref(view) for view in views],
            "prov:hadPrimarySource": [Ref(report_key(report.id)) for report in event.reports],
            "prov:wasGeneratedBy": [Ref(reading)],
        },
    )  # fmt: skip


def _times(event: Event) -> dict[str, Sequence[Value | None]]:
    """One day is a time stamp; of a longer time it is only known that it holds the event."""
    if event.from_ and event.from_ == event.to:
        return {"sem:hasTimeStamp": [day(event.from_)]}
    return {"sem:hasEarliestBeginTimeStamp": [day(event.from_)], "sem:hasLatestEndTimeStamp": [day(event.to)]}


def _roles(event: str, role: str, parties: Sequence[Party]) -> Iterator[Node]:
    for party in parties:
        yield node(
            key_of("role", event, role, party.id), ("sem:Role",),
            {"rdf:value": [Ref(party_key(party.id))], "sem:roleType": [Ref(f"isnad:{role}")]},
        )  # fmt: skip


def _toll(event: str, index: int, toll: Toll) -> Node:
    return node(
        key_of("toll", event, str(index)), ("isnad:Toll",),
        {
            "isnad:harm": [text(toll.harm)], "isnad:low": [count(toll.low)], "isnad:best": [count(toll.best)],
            "isnad:high": [count(toll.high)], "isnad:group": [text(toll.group)], "isnad:side": [text(toll.side)],
        },
    )  # fmt: skip


def _view(said: Statement, about: str, report: Report | None) -> Node:
    source = Ref(report_key(report.id)) if report else None
    speaker = Ref(_speaker_key(said, report))
    quote = Literal(said.quote, report.language if report else None) if said.quote else None
    return node(
        key_of("view", statement_key(said), about), ("sem:View", "prov:Entity"),
        {
            "dcterms:identifier": [text(said.id)], "rdf:value": [Ref(about)], "sem:accordingTo": [speaker],
            "prov:wasAttributedTo": [speaker], "prov:wasQuotedFrom": [source if quote else None],
            "prov:hadPrimarySource": [source], "isnad:stance": [text(said.stance)],
            "isnad:denies": [truth(said.denies)], "isnad:status": [text(said.status)], "prov:value": [quote],
            "isnad:prefix": [text(said.prefix)], "isnad:suffix": [text(said.suffix)],
            "isnad:start": [count(said.span[0] if said.span else None)],
            "isnad:end": [count(said.span[1] if said.span else None)],
            "isnad:chain": [text(" ← ".join(said.chain))],
        },
    )  # fmt: skip


def _speaker(said: Statement, report: Report | None) -> Node:
    return node(
        _speaker_key(said, report), ("sem:Authority", "prov:Agent"),
        {
            "rdfs:label": [text(speaker_phrase(said, report))], "isnad:speakerKind": [text(said.speaker_kind)],
            "isnad:anonymous": [truth(True) if said.anonymous else None], "isnad:near": [text(said.near)],
        },
    )  # fmt: skip


def _speaker_key(said: Statement, report: Report | None) -> str:
    """Whoever has an id of their own is one everywhere; the outlet is itself; any other speaker is one of that report,
    for the same name or description elsewhere may be another's."""
    if said.speaker_id:
        return party_key(said.speaker_id)
    outlet = outlet_key(report) if report is not None else None
    if said.speaker is None and said.speaker_kind in _OF_OUTLETS and outlet:
        return outlet
    if said.speaker:
        return key_of("speaker", said.report, said.speaker, said.near or "")
    return key_of("speaker", statement_key(said))


def _accusation(event: Event, key: str) -> Node:
    accusing = [said for said in event.statements if said.stance == "accuses"]
    reports = {report.id: report for report in event.reports}
    told_apart = accusing and (len(event.accused) == 1 or len(accusing) == 1)
    outlets = filter(None, map(outlet_key, event.reports))
    by = [_speaker_key(said, reports.get(said.report)) for said in accusing] if told_apart else outlets
    return node(
        key_of("accusation", key), ("sem:View", "prov:Entity"),
        {
            "rdf:value": [Ref(key)], "isnad:accuses": [Ref(party_key(party.id)) for party in event.accused],
            "sem:accordingTo": map(Ref, by),
            "prov:wasDerivedFrom": [Ref(key_of("view", statement_key(said), key)) for said in accusing],
            "prov:hadPrimarySource": [Ref(report_key(report.id)) for report in event.reports],
        },
    )  # fmt: skip


def _spot(spot: Spot) -> str:
    return key_of("spot", spot_key(spot))

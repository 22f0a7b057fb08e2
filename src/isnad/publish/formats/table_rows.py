"""The rows that an event or a state gives in the tables of a release."""

import json
from collections.abc import Iterator

from isnad.publish.formats.columns import Cell, Row, several
from isnad.publish.formats.own import best, tolls_of
from isnad.publish.formats.tables import (
    EVENT_PARTIES,
    EVENT_REPORTS,
    EVENTS,
    PARTIES,
    REPORTS,
    STATE_REPORTS,
    STATEMENTS,
    STATES,
    TOLLS,
    Table,
)
from isnad.publish.release.released import Event, Party, Report, Spot, State, Statement

Rows = Iterator[tuple[Table, Row]]


def of_event(event: Event) -> Rows:
    """The rows of an event, those that stand but once too."""
    yield EVENTS, _event(event)
    for role, parties in (("agent", event.agents), ("target", event.targets), ("accused", event.accused)):
        for party in dict.fromkeys(parties):
            yield PARTIES, _party(party)
            yield EVENT_PARTIES, {"event": event.id, "party": party.id, "role": role}
    for toll in event.tolls:
        yield TOLLS, {
            "event": event.id, "harm": toll.harm, "group": toll.group, "side": toll.side,
            "low": toll.low, "best": toll.best, "high": toll.high,
        }  # fmt: skip
    for report in dict.fromkeys(event.reports):
        yield REPORTS, _report(report)
        yield EVENT_REPORTS, {"event": event.id, "report": report.id}
    for statement in event.statements:
        yield STATEMENTS, {"event": event.id, **_statement(statement)}


def of_state(state: State) -> Rows:
    """The rows of a state."""
    yield STATES, {
        "id": state.id, "type": state.type, "source": state.source.id, "source_ar": state.source.name_ar,
        "source_en": state.source.name_en, "target": state.target.id, "target_ar": state.target.name_ar,
        "target_en": state.target.name_en, "role": state.role, "scope": state.scope.name if state.scope else None,
        "since": state.since, "until": state.until, "first": state.first, "last": state.last,
        "standing": state.standing, "reports": state.reports,
        "report_ids": several(one.id for one in state.told_by),
    }  # fmt: skip
    for party in (state.source, state.target):
        if isinstance(party, Party):
            yield PARTIES, _party(party)
    for report in dict.fromkeys(state.told_by):
        yield REPORTS, _report(report)
        yield STATE_REPORTS, {"state": state.id, "report": report.id}
    for statement in state.statements:
        yield STATEMENTS, {"state": state.id, **_statement(statement)}


def _event(event: Event) -> Row:
    cells: dict[str, Cell] = {
        "id": event.id, "type": event.type, "mode": event.mode, "status": event.status, "polarity": event.polarity,
        "title_ar": event.title_ar, "title_en": event.title_en, "date_from": event.from_, "date_to": event.to,
        "date_precision": event.precision, **_where(event.where), "unidentified": event.unidentified,
        "attacks": event.attacks, "reports": len(event.reports),
        "report_ids": several(one.id for one in event.reports), "outlets": event.outlets, "origins": event.origins,
        "unknown_origins": event.unknown_origins, "contradictions": event.contradictions,
        "confidence": event.confidence, "reviewed": event.reviewed, "reviewers": event.reviewers, "notes": event.notes,
        "changed_at": event.changed_at, **_codes(event),
    }  # fmt: skip
    for one, parties in (("agent", event.agents), ("target", event.targets), ("accused", event.accused)):
        cells[one if one == "accused" else f"{one}s"] = several(party.name for party in parties)
        cells[f"{one}_ids"] = several(party.id for party in parties)
    for harm in ("killed", "injured"):
        if found := tolls_of(event, harm):
            cells |= {f"{harm}_low": sum(toll.low for toll in found), f"{harm}_best": best(event, harm)}
            cells[f"{harm}_high"] = sum(toll.high for toll in found)
    return cells


def _where(where: Spot | None) -> dict[str, Cell]:
    if where is None:
        return {}
    return {
        "place_id": where.id, "place_ar": where.name_ar, "place_en": where.name_en, "place_kind": where.kind,
        "place_precision": where.precision, "latitude": where.lat, "longitude": where.lon,
        "place_metres": where.metres, "place_coarsened": where.coarsened, "admin1": where.admin1,
        "admin2": where.admin2, "admin3": where.admin3, "country": where.country, "country_code": where.country_code,
    }  # fmt: skip


def _codes(event: Event) -> dict[str, Cell]:
    cells: dict[str, Cell] = {f"no_{scheme}": why for scheme, why in (event.why_not or {}).items()}
    if event.plover:
        cells |= {"plover_type": event.plover.type, "plover_mode": event.plover.mode}
        cells |= {"plover_quad": event.plover.quad, "plover_scale": event.plover.intensity}
    if event.acled:
        cells |= {"acled_event_type": event.acled.event_type, "acled_sub_event_type": event.acled.sub_event_type}
        cells |= {"acled_interaction": event.acled.interaction}
    if event.cameo:
        cells |= {"cameo_code": event.cameo.code, "cameo_goldstein": event.cameo.goldstein}
    return cells


def _party(party: Party) -> Row:
    return {
        "id": party.id, "kind": party.kind, "name_ar": party.name_ar, "name_en": party.name_en, "class": party.class_,
        "acled": party.acled, "country": party.country, "wikidata": party.wikidata, "in_role": party.in_role,
    }  # fmt: skip


def _report(report: Report) -> Row:
    return {
        "id": report.id, "outlet": report.outlet, "outlet_id": report.outlet_id,
        "published": report.published, "title": report.title,
        "url": report.url, "platform": report.platform, "language": report.language, "copy_of": report.copy_of,
    }  # fmt: skip


def _statement(one: Statement) -> Row:
    start, end = one.span or (None, None)
    says = json.dumps(one.says, ensure_ascii=False, sort_keys=True, default=dict) if one.says else None
    return {
        "id": one.id, "report": one.report, "stance": one.stance, "denies": one.denies, "status": one.status,
        "speaker": one.speaker, "speaker_id": one.speaker_id, "speaker_kind": one.speaker_kind,
        "anonymous": one.anonymous, "near": one.near, "chain": one.chain, "says": says, "quote": one.quote,
        "start": start, "end": end,
    }  # fmt: skip

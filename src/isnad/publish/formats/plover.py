"""Events as PLOVER's JSON records, a line each (draft 0.7 of its manual, with the fields of the actor and location).

PLOVER wants a day and an actor of every record, and a recipient for three of its types. Who attacked and is
not known is an unidentified armed force, who is not told at all is unknown. Fields whose name begins with `isnad_` are
our own.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from isnad.publish.formats.countries import country_of
from isnad.publish.formats.format import Format
from isnad.publish.formats.json_text import dumped, without_empty
from isnad.publish.formats.leftovers import count_states
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.own import best
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Header, Loss, Party, PloverCode, Report, Spot, Statement

WANT_RECIPIENT: Final = frozenset({"COOPERATE", "AID", "SANCTION"})
_SECTORS: Final = {
    "government": ["GOV"], "state force": ["MIL"], "external force": ["MIL"], "rebel group": ["REB"],
    "political militia": ["PRM"], "identity militia": ["PRM"], "tribe": ["SOC"], "party": ["PTY"], "outlet": ["JRN"],
    "agency": ["JRN"], "monitor": ["NGO"], "humanitarian organisation": ["NGO"],
    "international organisation": ["IGO"],
}  # fmt: skip
_TOP: Final = frozenset({"IGO", "NGO"})
"""Codes that stand where a country has none, and are no sectors."""
_RESOLUTIONS: Final = {
    "exact": 5, "neighbourhood": 5, "village": 4, "town": 4, "city": 4, "district": 3, "region": 2, "country": 1,
}  # fmt: skip
_SIZES: Final = {"dead": "killed", "injured": "injured", "arrested": "detained"}
_TOLD_HARMS: Final = frozenset(_SIZES.values())
Record = dict[str, object]


def _records(release: Release, losses: Losses) -> Iterator[Record]:
    """A record for each event that PLOVER has one for; what is left out is counted."""
    for event in release.events():
        if event.plover is None:
            losses.add("event", (event.why_not or {}).get("plover", "no-category"))
        elif event.from_ is None:
            losses.add("event", "undated")
        elif event.plover.type in WANT_RECIPIENT and not event.plover.recipients:
            losses.add("event", "recipient-unknown")
        else:
            _count(event, losses)
            yield without_empty(_record(event, event.plover, release.header))
    count_states(release, losses)
    losses.add("withdrawn", "no-field", sum(1 for _ in release.withdrawn()))


def _count(event: Event, losses: Losses) -> None:
    quoted = _quoted(event)
    losses.add("statement", "one-text", len(event.statements) - (quoted is not None))
    losses.add("report", "one-citation", max(0, len(event.reports) - 1))
    for toll in event.tolls:
        if toll.harm not in _TOLD_HARMS:
            losses.add(f"toll {toll.harm}", "no-field")
        elif toll.low != toll.high:
            losses.add(f"range of toll {toll.harm}", "one-number")


def _record(event: Event, code: PloverCode, header: Header) -> Record:
    quoted = _quoted(event)
    return {
        "id": event.id, "has_event": True, "date": event.from_,
        "enddate": event.to if event.to != event.from_ else None,
        "actor": [_entity(one) for one in code.actors] or [_unknown(event)],
        "recipient": [_entity(one) for one in code.recipients],
        "event": [code.type], "mode": [code.mode] if code.mode else None, "context": list(code.contexts),
        "quad_code": code.quad, "event_scale": code.intensity, "event_loc": _location(event.where),
        "text": quoted.quote if quoted else None,
        "text_info": {"start": quoted.span[0], "end": quoted.span[1]} if quoted and quoted.span else None,
        "cite_info": _citation(event.reports, quoted, header), "coder": f"isnad {header.version}",
        "coded_date": event.changed_at[:10], "comment": event.title_en,
        "size": without_empty({size: best(event, harm) for size, harm in _SIZES.items()}),
        "isnad_status": event.status, "isnad_title_ar": event.title_ar, "isnad_reviewed": event.reviewed,
        "isnad_accused": [_entity(one) for one in event.accused], "isnad_attacks": event.attacks,
        "isnad_unidentified": event.unidentified or None, "isnad_contradictions": list(event.contradictions),
        "isnad_outlets": event.outlets, "isnad_origins": event.origins,
    }  # fmt: skip


def _entity(party: Party) -> Record:
    sectors = _SECTORS.get(party.class_ or "", [])
    country = country_of(party.country)
    return without_empty({
        "code": country.alpha3 if country else next((one for one in sectors if one in _TOP), "UNK"),
        "sector": [one for one in sectors if one not in _TOP], "entity_text": [party.name_ar],
        "identifier_id": party.wikidata, "identifier_text": party.name_en, "isnad_id": party.id,
    })  # fmt: skip


def _unknown(event: Event) -> Record:
    """Gunmen whom nobody knows, where reports say so or only accuse somebody; else who is not told at all."""
    attacked = event.plover is not None and event.plover.type == "ASSAULT"
    sector = "UAF" if attacked and (event.unidentified or event.accused) else "UNK"
    return {"code": sector, "sector": [sector]}


def _location(where: Spot | None) -> Mapping[str, object] | None:
    if where is None:
        return None
    return without_empty({
        "extracted_place": where.name_ar, "resolved_place": where.name_en, "lat": where.lat, "lon": where.lon,
        "district": where.admin2, "province": where.admin1, "country": where.country,
        "country_code": where.country_code, "resolution": _RESOLUTIONS.get(where.precision or ""),
        "isnad_id": where.id, "isnad_metres": where.metres, "isnad_coarsened": where.coarsened or None,
    })  # fmt: skip


def _quoted(event: Event) -> Statement | None:
    """The statement whose words stand in the record: the first whose words may leave."""
    return next((one for one in event.statements if one.quote), None)


def _citation(reports: Sequence[Report], quoted: Statement | None, header: Header) -> Record | None:
    """The report of those words, else the first one."""
    told = {report.id: report for report in reports}
    report = told.get(quoted.report) if quoted else None
    report = report or next(iter(reports), None)
    if report is None:
        return None
    return without_empty({
        "citation": report.id, "url": report.url, "title": report.title, "language": report.language,
        "publication": report.outlet, "coder": "isnad", "version": header.version, "license": header.licence,
    })  # fmt: skip


def _write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    losses = Losses()
    for record in _records(release, losses):
        file.write(dumped(record) + b"\n")
    return losses.told()


FORMAT: Final = Format("plover", ".jsonl", "application/x-ndjson", _write)

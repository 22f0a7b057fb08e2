"""A release as entities of FollowTheMoney (schemas as of followthemoney 4.11): who, where, what happened, who says so.

Nobody who is only accused is linked to an event: a note beside it names them. What struck or stands somewhere is an
address, never a legal entity. A statement is a Documentation: it ties an article to an event, with who says it, how and
in which words.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from isnad.publish.formats.days import as_utc
from isnad.publish.formats.ftm_ties import state_entities
from isnad.publish.formats.ftm_values import (
    Entity,
    address_id,
    body_schema,
    entity,
    party_entity,
    party_id,
    spot_entity,
)
from isnad.publish.formats.keys import key_of, statement_key, told_apart
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.phrases import accused_phrase, event_phrase, statement_phrase
from isnad.publish.formats.seen import Seen, seen
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Party, Report, Spot, State, Statement

_LANGUAGES: Final = {"ar": "ara", "en": "eng", "fr": "fra", "fa": "fas", "he": "heb", "ku": "kur", "ru": "rus",
                     "tr": "tur"}  # fmt: skip
"""FollowTheMoney names languages by ISO 639-3."""
_WEB: Final = ("http://", "https://")


def entities(release: Release, losses: Losses) -> Iterator[Entity]:
    """All entities of a release, each once; `losses` tells at the end what has no field."""
    with seen() as written:
        for event in map(told_apart, release.events()):
            _count(event, losses)
            yield from _new(_of_event(event), written)
        for state in release.states():
            yield from _new(_of_state(state, losses), written)
    losses.add("withdrawn ids", "no entity for what no longer stands", sum(1 for _ in release.withdrawn()))


def _new(found: Iterable[Entity], written: Seen) -> Iterator[Entity]:
    return (one for one in found if written.is_new(one.id))


def _of_event(event: Event) -> Iterator[Entity]:
    yield from (party_entity(party) for party in (*event.agents, *event.targets))
    yield from _places(event.where)
    yield from (_article(report) for report in event.reports)
    yield _event(event)
    yield from _evidence(event)
    yield from _struck(event)
    yield from _notes(event)


def _of_state(state: State, losses: Losses) -> Iterator[Entity]:
    if state.standing == "denied":
        losses.add("states", "denied; a link would state them")
        return
    spots = [spot for spot in (state.target, state.scope) if isinstance(spot, Spot)]
    yield from (one for spot in spots for one in _places(spot))
    yield party_entity(state.source)
    if not isinstance(state.target, Spot):
        yield party_entity(state.target)
    yield from (_article(report) for report in state.told_by)
    yield from state_entities(state, [_article_id(report.id) for report in state.told_by])
    losses.add("statements", "a link has no field for who says it", len(state.statements))


def _places(spot: Spot | None) -> Iterator[Entity]:
    if spot is not None:
        yield spot_entity(spot)


def _event(event: Event) -> Entity:
    one_day = event.from_ is not None and event.from_ == event.to
    happened = event.status == "actual" and event.polarity == "positive"
    where = event.where
    return entity(
        _event_id(event.id), "Event",
        name=[event.title_en, event.title_ar],
        date=[event.from_] if one_day else [],
        startDate=[] if one_day else [event.from_],
        endDate=[] if one_day else [event.to],
        location=[where.name] if where else [],
        addressEntity=[address_id(where)] if where else [],
        country=[where.country_code.lower()] if where and where.country_code else [],
        organizer=_bodies(event.agents) if happened else [],
        involved=_bodies((*event.agents, *event.targets)),
        summary=[event_phrase(event)],
        keywords=[
            f"type:{event.type}", f"mode:{event.mode}" if event.mode else None, f"polarity:{event.polarity}",
            f"status:{event.status}", f"review:{event.reviewed}", "unidentified" if event.unidentified else None,
        ],
        notes=event.notes,
        recordId=[event.id],
        sourceUrl=[report.url for report in event.reports if _is_web(report.url)],
        publisher=[report.outlet for report in event.reports],
        proof=[_article_id(report.id) for report in event.reports],
        modifiedAt=[event.changed_at],
    )  # fmt: skip


def _evidence(event: Event) -> Iterator[Entity]:
    reports = {report.id: report for report in event.reports}
    for said in event.statements:
        if said.report in reports:
            yield _documentation(said, event, reports[said.report])
    told = {said.report for said in event.statements}
    for report in event.reports:
        if report.id not in told:
            yield entity(
                key_of("reports", report.id, event.id), "Documentation",
                document=[_article_id(report.id)], entity=[_event_id(event.id)],
                role=["copies" if report.copy_of else "reports"], publisher=[report.outlet],
            )  # fmt: skip


def _documentation(said: Statement, event: Event, report: Report) -> Entity:
    return entity(
        key_of("documentation", statement_key(said), event.id), "Documentation",
        document=[_article_id(report.id)], entity=[_event_id(event.id)], role=[said.stance], status=[said.status],
        summary=[statement_phrase(said, report)], description=[said.quote], recordId=[said.id],
        publisher=[report.outlet],
    )  # fmt: skip


def _bodies(parties: Sequence[Party]) -> list[str]:
    return [party_id(party) for party in parties if body_schema(party)]


def _struck(event: Event) -> Iterator[Entity]:
    """Places and facilities are no legal entities, so that an event's own fields cannot hold them."""
    for role, parties in (("agent", event.agents), ("target", event.targets)):
        for party in parties:
            if body_schema(party) is None:
                yield entity(
                    key_of("tie", event.id, role, party.id), "UnknownLink",
                    subject=[_event_id(event.id)], object=[party_id(party)], role=[role],
                )  # fmt: skip


def _notes(event: Event) -> Iterator[Entity]:
    about = [_event_id(event.id)]
    if event.accused:
        text = accused_phrase(event)
        yield entity(key_of("accused", event.id), "Note", entity=about, name=["Accused"], description=[text])
    if event.contradictions:
        text = f"The accounts differ in: {', '.join(event.contradictions)}"
        yield entity(key_of("differ", event.id), "Note", entity=about, name=["Contradictions"], description=[text])


def _article(report: Report) -> Entity:
    language = report.language.split("-")[0].lower()
    return entity(
        _article_id(report.id), "Article",
        title=[report.title], fileName=[report.id], publisher=[report.outlet],
        publishedAt=[as_utc(report.published) if report.published else None],
        sourceUrl=[report.url] if _is_web(report.url) else [],
        language=[_LANGUAGES.get(language)], keywords=[f"platform:{report.platform}"],
        summary=[f"copies the text of {report.copy_of}" if report.copy_of else None],
    )  # fmt: skip


def _count(event: Event, losses: Losses) -> None:
    codes = [code for code in (event.plover, event.acled, event.cameo) if code is not None]
    losses.add("codes of PLOVER, ACLED and CAMEO", "no field", len(codes))
    losses.add("confidences", "no field", event.confidence is not None)
    losses.add("contents of statements", "no field", sum(bool(said.says) for said in event.statements))
    losses.add("positions of quotes", "no field", sum(said.span is not None for said in event.statements))
    known = {report.id for report in event.reports}
    losses.add("statements", "their report is not released", sum(s.report not in known for s in event.statements))
    unnamed = sum(report.language.split("-")[0].lower() not in _LANGUAGES for report in event.reports)
    losses.add("languages of reports", "no ISO 639-3 code is known", unnamed)


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(_WEB)


def _event_id(id_: str) -> str:
    return key_of("event", id_)


def _article_id(id_: str) -> str:
    return key_of("article", id_)

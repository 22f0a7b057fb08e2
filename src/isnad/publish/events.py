"""Cards for the events of a record."""

from collections.abc import Iterable, Iterator

from isnad.accounts import toll
from isnad.codebook import Codebook
from isnad.model import Claim, Event, Participant, Record, Span, Victims, When, Where
from isnad.model.vocabulary import Harm
from isnad.publish.card import Card, Row, Version
from isnad.publish.classify import Classification, classify_all
from isnad.publish.classify.rows import code_labels
from isnad.publish.labels import Label, Labels
from isnad.publish.lengths import length_in_words
from isnad.publish.marks import whole_words
from isnad.publish.words import WORDS, Lang, word

_ROLES = ("agent", "party", "target", "host", "convener", "mediator", "third_party", "product")
_BASES = {"accused": "slot.accused", "suspected": "slot.suspected", "unidentified": "slot.unidentified"}


def event_card(event: Event, labels: Labels, found: Classification | None = None) -> Card:
    """What happened or is said to, with its parties, bounds, harm, chain and words, and its codes where it has `found`
    ones."""
    lang = labels.lang
    other: Lang = "en" if lang == "ar" else "ar"
    status = "negative" if event.polarity == "negative" else event.status
    key = "polarity.negative" if status == "negative" else f"status.{status}"
    return Card(
        anchor=labels.anchors[event.id],
        kind="event",
        title=Label(word(f"type.{event.type}", lang), lang),
        gloss=Label(word(f"type.{event.type}", other), other),
        status=None if status == "actual" else status,
        status_word="" if status == "actual" else word(key, lang),
        rows=tuple(_rows(event, labels)),
        quote=evidence(labels.record.document.text, event.evidence, event.triggers),
        isnad=labels.isnad(event.attribution),
        versions=_versions(event, labels),
        reading=_reading(event, labels),
        codes=code_labels(found, lang) if found else (),
        in_text=bool(event.triggers),
    )


def event_cards(record: Record, labels: Labels, book: Codebook | None) -> list[Card]:
    """A card for every event, in order; with codes where the codebook that it was read with is given."""
    if book is None:
        return [event_card(event, labels) for event in record.events]
    return [event_card(event, labels, found) for event, found in classify_all(record, book)]


def evidence(text: str, span: Span, words: Iterable[Span]) -> tuple[tuple[str, bool], ...]:
    """The words of `text` at `span` in parts, told apart by whether they are in one of `words`."""
    span = whole_words(text, span)
    inside = sorted(w for w in (whole_words(text, word) for word in words) if w.start < w.end and span.contains(w))
    parts: list[tuple[str, bool]] = []
    at = span.start
    for inner in inside:
        if inner.start < at:
            continue
        parts += [(text[at : inner.start], False), (inner.of(text), True)]
        at = inner.end
    return tuple((part, key) for part, key in [*parts, (text[at : span.end], False)] if part)


def _rows(event: Event, labels: Labels) -> Iterator[Row]:
    yield from _parties(event, labels)
    yield from _where(event, labels)
    when = _when(event.when, labels)
    if when:
        yield Row(word("slot.when", labels.lang), (when,))
    yield from _harm(event, labels)
    yield from _accounts(event, labels)
    yield from _words(event, labels)
    if event.links:
        items = tuple(labels.who(x.to, lead=word(f"eventlink.{x.type}", labels.lang)) for x in event.links)
        yield Row(word("slot.links", labels.lang), items)


def _parties(event: Event, labels: Labels) -> Iterator[Row]:
    """Sides, then the other roles, then those who are only accused; each party once."""
    lang = labels.lang
    details = {p.who: p for p in reversed(event.participants) if p.who}
    shown: set[str] = set()
    for letter, side in zip(word("sides", lang).split(), event.sides, strict=False):
        shown.update(side)
        yield Row(word("slot.side", lang, side=letter), tuple(_party(labels, who, details.get(who)) for who in side))
    rest = [p for p in event.participants if p.who not in shown and p.basis not in _BASES]
    derived: dict[str, tuple[str, ...]] = {"agent": event.agents, "target": event.targets}
    named = {p.who for p in event.participants} | shown
    for role in _ROLES:
        items = [_participant(labels, p) for p in rest if p.role == role]
        items += [labels.who(who) for who in derived.get(role, ()) if who not in named]
        if items:
            yield Row(word(f"role.{role}", lang), tuple(items))
    for basis, key in _BASES.items():
        items = [_participant(labels, p) for p in event.participants if p.basis == basis]
        items += [labels.who(who) for who in event.accused if basis == "accused" and who not in named]
        if items:
            yield Row(word(key, lang), tuple(items), apart=True)


def _party(labels: Labels, who: str, participant: Participant | None) -> Label:
    return _participant(labels, participant) if participant else labels.who(who)


def _participant(labels: Labels, participant: Participant) -> Label:
    lang = labels.lang
    notes = [word(f"unit.{participant.unit}", lang)] if participant.unit not in (None, "whole") else []
    if participant.for_:
        notes.append(word("for", lang, name=labels.inline(participant.for_)))
    if participant.basis == "self_claimed":
        notes.append(word("basis.self_claimed", lang))
    note = " · ".join(notes)
    if participant.who:
        return labels.who(participant.who, note)
    words = labels.quote(participant.described or participant.evidence)
    return Label(words.text if words else "", words.lang if words else lang, note=note, quote=True)


def _where(event: Event, labels: Labels) -> Iterator[Row]:
    lang = labels.lang
    place = event.where.place if event.where else event.place
    if place:
        further = (_place(one, one.place, labels) for one in event.also_at)
        yield Row(word("slot.where", lang), (_place(event.where, place, labels), *further))
    for key, places in (("slot.from_place", event.from_place), ("slot.to_place", event.to_place)):
        if places:
            yield Row(word(key, lang), tuple(labels.who(p) for p in places))


def _place(where: Where | None, place: str, labels: Labels) -> Label:
    if not where:
        return labels.who(place)
    lead = "" if where.relation == "in" else word(f"place.{where.relation}", labels.lang)
    return labels.who(place, word(f"exact.{where.precision}", labels.lang) if where.precision else "", lead)


def _when(when: When | None, labels: Labels) -> Label | None:
    if not when:
        return None
    lang, time = labels.lang, labels.times.get(when.time)
    bounds = labels.period(when.from_, when.to, time.partial if time else None)
    words = labels.quote(time.span) if time else None
    shown = bounds or words or Label(word("precision.vague", lang), lang)
    whole_day = when.from_ == when.to
    note = word(f"extent.{when.extent}", lang) if bounds and not whole_day else ""
    if not bounds:
        note = word("time.unanchored", lang)
    return Label(
        shown.text, shown.lang, labels.anchors.get(when.time), "when", note, code=shown.code, quote=shown.quote
    )


def _harm(event: Event, labels: Labels) -> Iterator[Row]:
    lang = labels.lang
    if event.victims:
        yield Row(word("slot.victims", lang), tuple(labels.victims(v) for v in event.victims), lines=True)
    told = {v.harm for v in event.victims}
    counts = tuple(_count(key, n, labels) for key, n in event.counts.items() if key not in told)
    if counts:
        yield Row(word("slot.counts", lang), counts)


def _count(key: str, n: int | str, labels: Labels) -> Label:
    name = next((f"{prefix}.{key}" for prefix in ("count", "harm") if f"{prefix}.{key}" in WORDS), None)
    text, lang = (word(name, labels.lang), labels.lang) if name else (key, "en")
    return Label(text, lang, note=labels.number(n))


def _accounts(event: Event, labels: Labels) -> Iterator[Row]:
    """In what the accounts differ, and where the toll is among it the number by each policy."""
    lang = labels.lang
    if not event.differences:
        return
    kinds = tuple(Label(word(f"difference.{one.kind}", lang), lang) for one in event.differences)
    yield Row(word("slot.differences", lang), kinds)
    if any(one.kind == "toll" for one in event.differences):
        harms = dict.fromkeys(v.harm for claim in event.claims for v in claim.says.victims or ())
        yield Row(word("slot.toll", lang), tuple(_toll(event, harm, labels) for harm in harms), lines=True)


def _toll(event: Event, harm: Harm, labels: Labels) -> Label:
    """`killed: ACLED 5 · UCDP 5/5/9`."""
    acled, low, best, high = (toll(event, harm, policy) for policy in ("lowest", "low", "best", "high"))
    return Label(word(f"harm.{harm}", labels.lang), labels.lang, note=f"ACLED {acled} · UCDP {low}/{best}/{high}")


def _words(event: Event, labels: Labels) -> Iterator[Row]:
    """Slots that the report's own words fill."""
    lang = labels.lang
    spans: tuple[tuple[str, tuple[Span | None, ...]], ...] = (
        ("slot.weapon", (event.weapon,)),
        ("slot.damage", (event.damage,)),
        ("slot.object", (event.object.described if event.object else None,)),
        ("slot.agenda", event.agenda),
        ("slot.demand", (event.demand,)),
        ("slot.condition", (event.condition,)),
        ("slot.purpose", (event.purpose,)),
        ("slot.outcome", (event.outcome,)),
    )
    for key, where in spans:
        items = tuple(label for label in map(labels.quote, where) if label)
        if items:
            yield Row(word(key, lang), items)
    if event.deadline:
        length = length_in_words(event.deadline, lang)
        yield Row(word("slot.deadline", lang), (Label(length or event.deadline, lang, code=length is None),))
    if event.result:
        yield Row(word("slot.result", lang), (Label(word(f"outcome.{event.result}", lang), lang),))


def _versions(event: Event, labels: Labels) -> tuple[Version, ...]:
    """The claims, where there is more to them than the one chain of the card."""
    lone = len(event.claims) == 1 and event.claims[0].stance in ("asserts", "confirms") and not event.claims[0].denies
    if lone and event.claims[0].attribution == event.attribution:
        return ()
    return tuple(_version(claim, labels) for claim in event.claims)


def _version(claim: Claim, labels: Labels) -> Version:
    lang, said = labels.lang, claim.says
    words = labels.quote(claim.evidence)
    rows = [Row(word(f"stance.{claim.stance}", lang), (words,) if words else ())]
    if said.status:
        rows.append(Row(word("slot.status", lang), (Label(word(f"status.{said.status}", lang), lang),)))
    for role in dict.fromkeys(p.role for p in said.participants or ()):
        some = tuple(_participant(labels, p) for p in said.participants or () if p.role == role)
        rows.append(Row(word(f"role.{role}", lang), some))
    if said.where:
        rows.append(Row(word("slot.where", lang), (_place(said.where, said.where.place, labels),)))
    when = _when(said.when, labels)
    if when:
        rows.append(Row(word("slot.when", lang), (when,)))
    rows += _said_victims(said.victims or (), labels)
    if claim.denies:
        rows.append(Row(word("slot.denies", lang), (labels.who(claim.denies),)))
    return Version(labels.isnad(claim.attribution), tuple(rows))


def _said_victims(victims: tuple[Victims, ...], labels: Labels) -> list[Row]:
    return (
        [Row(word("slot.victims", labels.lang), tuple(labels.victims(v) for v in victims), lines=True)]
        if victims
        else []
    )


def _reading(event: Event, labels: Labels) -> tuple[Row, ...]:
    """Which rule read it, and how sure the reading is."""
    name = event.type if not event.mode else f"{event.type} · {event.mode}"
    facts = (
        ("record-id", event.id),
        ("slot.code", name),
        ("found-by", event.found_by),
        ("confidence", f"{event.reading_confidence:.2f}"),
    )
    return tuple(Row(word(key, labels.lang), (Label(text, "en", code=True),)) for key, text in facts)

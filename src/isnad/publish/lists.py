"""Cards for what stands beside the events: entities, times, speakers, relations, links kept aside."""

from collections.abc import Iterator

from isnad.model import Attribution, Entity, Link, Relation, Span, TimeExpression
from isnad.publish.card import Card, Row
from isnad.publish.events import evidence
from isnad.publish.labels import Label, Labels
from isnad.publish.words import word


def entity_card(entity: Entity, labels: Labels) -> Card:
    """An entity with its class, whether the codebook knows it, and how the report writes it."""
    lang, text = labels.lang, labels.record.document.text
    name, name_lang = labels.name(entity)
    other = next((n for n in entity.names if n.lang != name_lang), None)
    known = {" ".join(n.split()) for n in (name, *(n.text for n in entity.names))}
    written = dict.fromkeys(" ".join(m.of(text).split()) for m in entity.mentions)
    also = [Label(w, labels.record.document.language, quote=True) for w in written if w not in known]
    rows = [Row(word("also", lang), tuple(also))] if also else []
    refs = dict.fromkeys(a.of(text) for a in entity.anaphors)
    if refs:
        items = tuple(Label(r, labels.record.document.language, quote=True) for r in refs)
        rows.append(Row(word("references", lang), items))
    tags = [labels.open_word("class", entity.class_)] if entity.class_ else []
    tags.append(Label(word("registered" if entity.registered else "unregistered", lang), lang))
    if entity.registered:
        tags.append(Label(entity.id, "en", code=True))
    return Card(
        anchor=labels.anchors[entity.id],
        kind=entity.kind,
        title=Label(name, name_lang),
        gloss=Label(other.text, other.lang) if other else None,
        tags=tuple(tags),
        status=None if entity.registered else "unregistered",
        rows=tuple(rows),
        in_text=bool(entity.mentions or entity.anaphors),
    )


def time_card(time: TimeExpression, labels: Labels) -> Card:
    """A time with its bounds, or a plain word that the report does not fix them."""
    lang, text = labels.lang, labels.record.document.text
    bounds = labels.period(time.from_, time.to, time.partial)
    undated = not (time.from_ or time.to)
    anchor = "published" if time.anchor == "published" else "other" if time.anchor else "none"
    tags = [Label(word(f"precision.{time.precision}", lang), lang)]
    if not undated:
        tags.append(Label(word(f"anchor.{anchor}", lang), lang))
    return Card(
        anchor=labels.anchors[time.id],
        kind="time",
        title=Label(" ".join(time.span.of(text).split()), labels.record.document.language),
        status="undated" if undated else None,
        status_word=word("time.unanchored", lang) if undated else "",
        tags=tuple(tags),
        rows=(Row("", (bounds,)),) if bounds else (),
    )


def speaker_card(said: Attribution, labels: Labels) -> Card:
    """A speaker: the chain, whether named, whom near, and what was said."""
    lang, text = labels.lang, labels.record.document.text
    tags = [Label(word(f"source.{said.kind}", lang), lang)]
    if said.anonymous:
        tags.append(Label(word("anonymous", lang), lang))
    if said.near:
        tags.append(Label(word("near", lang, name=labels.inline(said.near)), lang))
    if said.number == "many":
        tags.append(Label(word("number.many", lang), lang))
    if said.stance != "asserts":
        tags.append(Label(word(f"stance.{said.stance}", lang), lang))
    words = tuple(label for label in map(labels.quote, said.content) if label)
    rows = [Row(word("speech-of", lang), words)] if words else []
    title = labels.speaker(said)
    told = labels.quote(said.description)
    if told and told.text != title.text:
        rows.append(Row(word("slot.as-told", lang), (told,)))
    why = labels.quote(said.why)
    if why:
        rows.append(Row(word("slot.why", lang), (why,)))
    return Card(
        anchor=labels.anchors[said.id],
        kind="speaker",
        title=Label(title.text, title.lang),
        status="anonymous" if said.anonymous else None,
        tags=tuple(tags),
        isnad=labels.isnad(said.id),
        rows=tuple(rows),
        quote=evidence(text, said.cue.cover(said.span), (said.span,)) if said.cue and not words else (),
    )


def relation_card(number: int, relation: Relation, labels: Labels) -> Card:
    """A standing state as a sentence of three, with its evidence. `number` counts from 1."""
    lang = labels.lang
    rows = list(_terms(relation, labels))
    return Card(
        anchor=f"r{number}",
        kind="relation",
        title=Label(word(f"relation.{relation.type}", lang), lang),
        tags=(labels.who(relation.from_), labels.who(relation.to)),
        rows=tuple(rows),
        quote=evidence(labels.record.document.text, relation.evidence, ()),
        isnad=labels.isnad(relation.attribution),
    )


def _terms(relation: Relation, labels: Labels) -> Iterator[Row]:
    lang = labels.lang
    if relation.role:
        words = Label(relation.role, labels.record.document.language, quote=True)
        yield Row(word("relation.post", lang), (words,))
    if relation.scope:
        yield Row(word("relation.scope", lang), (labels.who(relation.scope),))
    held = labels.period(relation.since, relation.until)
    if held:
        yield Row(word("slot.when", lang), (held,))


def link_card(number: int, link: Link, labels: Labels) -> Card:
    """A pointer out of the report; its words are shown but were not read."""
    words = labels.quote(Span(*link.span))
    return Card(
        anchor=f"l{number}",
        kind="link",
        title=words or Label(link.url or "", "en", code=True),
        tags=(Label(word(f"link.{link.role}", labels.lang), labels.lang),),
        rows=(Row("", (Label(link.url, "en", code=True),)),) if link.url and words else (),
        in_text=bool(words),
    )

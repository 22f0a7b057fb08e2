"""From entries to tables: every written form of every word and name, with what it stands for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from isnad.arabic import inflect
from isnad.arabic.inflect import Form, Part
from isnad.arabic.letters import fold, fold_phrase
from isnad.codebook.entries import FACILITY_KINDS, Actor, EventEntry, Place, SpeechEntry
from isnad.codebook.files import Fields
from isnad.model.vocabulary import EntityKind

Use = Literal["event", "speech", "continue", "light", "harm"]
NameUse = Literal["name", "short", "reading", "cued", "ambiguous"]
GAP = "*"
_GRAMMAR_VERBS = ("light_verbs", "harm")


class NameRef(NamedTuple):
    """One entity that a name may stand for."""

    id: str
    kind: EntityKind
    use: NameUse
    since: str | None = None
    until: str | None = None


class WordUse(NamedTuple):
    """One thing that a written form may be; `tail` are the folded words that must follow (`*`: up to four others)."""

    use: Use
    entry: str
    part: Part
    bound: bool
    tail: tuple[str, ...] = ()


Names = dict[str, tuple[NameRef, ...]]
Tags = dict[str, frozenset[str]]
Forms = dict[str, tuple[WordUse, ...]]


def names(actors: Iterable[Actor], places: Iterable[Place]) -> Names:
    """Folded name to what it may stand for."""
    table: dict[str, list[NameRef]] = defaultdict(list)

    def put(name: str, ref: NameRef) -> None:
        key = fold_phrase(name)
        if key and ref not in table[key]:
            table[key].append(ref)

    for actor in actors:
        for lang in actor.names:
            for name in actor.names[lang]:
                put(name, NameRef(actor.id, "actor", "name"))
        for use, listed in (("short", actor.short), ("reading", actor.reading), ("cued", actor.cued)):
            for name in listed:
                put(name, NameRef(actor.id, "actor", use))  # type: ignore[arg-type]
        for row in actor.ambiguous:
            put(row.name, NameRef(actor.id, "actor", "ambiguous", row.since, row.until))
    for place in places:
        kind: EntityKind = "facility" if place.kind in FACILITY_KINDS else "place"
        for listed in place.names.values():
            for name in listed:
                put(name, NameRef(place.id, kind, "name"))
        for name in place.cued:
            put(name, NameRef(place.id, kind, "cued"))
    return {key: tuple(refs) for key, refs in table.items()}


def tags(grammar: dict[str, Fields]) -> Tags:
    """Folded function word, head noun or cue to its classes, such as `particles.negation`."""
    table: dict[str, set[str]] = defaultdict(set)
    for file, fields in grammar.items():
        if file in ("light_verbs", "nations"):
            continue
        for key, value in fields.items():
            listed = value.get("nouns") if isinstance(value, Fields) else value
            for phrase in listed or ():
                if GAP not in phrase:
                    table[without_clitic(fold_phrase(phrase))].add(f"{file}.{key}")
    for adjective, nation in grammar["nations"].items():
        base = fold_phrase(adjective)
        for form in (base, base + "ه", base + "ين", base + "ون"):
            table[form].add("nations.adjective")
            if nation:
                table[form].add(f"nation:{nation}")
    return {key: frozenset(found) for key, found in table.items()}


def without_clitic(phrase: str) -> str:
    """`التابع ل`: the last letter is written onto the next word, so only what stands before it is looked for."""
    head, _, last = phrase.rpartition(" ")
    return head if head and len(last) == 1 else phrase


def _verb(parts: tuple[str, ...]) -> list[Form]:
    past, present, verbal_noun, active = (*(fold(p) if p != "-" else "" for p in parts), "", "", "")[:4]
    forms = inflect.verb(past, present, verbal_noun or None, active or None)
    return [form for form in forms if len(form.text) > 1]


def noun_forms(parts: tuple[str, ...]) -> list[Form]:
    singular, plural = (*map(fold, parts), None, None)[:2]
    return inflect.noun(singular or "", plural, verbal=plural is None)


def _phrases(entry: EventEntry, verbs: dict[str, tuple[str, ...]]) -> Iterator[tuple[Form, tuple[str, ...]]]:
    own = {fold(parts[0]): parts for parts in entry.verbs}
    finite = _finite((*verbs.values(), *entry.verbs))
    for phrase in entry.phrases:
        head, *rest = phrase.split()
        tail = tuple(word if word == GAP else fold(word) for word in rest)
        parts = own.get(fold(head)) or verbs.get(fold(head))
        if parts is None and fold(head) in finite:
            yield Form(fold(head), finite[fold(head)]), tail
            continue
        for form in _verb(parts) if parts else noun_forms((head, head)):
            yield form, tail


@cache
def _finite(verbs: tuple[tuple[str, ...], ...]) -> dict[str, Part]:
    """Every finite form of these verbs: phrases may begin with one of them as it stands (`سقطت * بيد`)."""
    return {
        form.text: form.part for parts in verbs for form in _verb(parts) if form.part in ("past", "present", "passive")
    }


def _grammar_verbs(grammar: dict[str, Fields]) -> dict[str, tuple[str, ...]]:
    lines = [line for value in grammar["light_verbs"].values() for line in value]
    return {fold(line.split()[0]): tuple(line.split()) for line in lines}


def forms(events: Iterable[EventEntry], speech: Iterable[SpeechEntry], grammar: dict[str, Fields]) -> Forms:
    """Every written form to what it may be."""
    table: dict[str, list[WordUse]] = defaultdict(list)

    def put(use: Use, entry: str, found: Iterable[Form], tail: tuple[str, ...] = ()) -> None:
        for form in found:
            row = WordUse(use, entry, form.part, form.bound, tail)
            if row not in table[form.text]:
                table[form.text].append(row)

    verbs = {**_grammar_verbs(grammar), **{fold(p[0]): p for e in events for p in e.verbs}}
    for entry in events:
        for parts in entry.verbs:
            put("event", entry.id, _verb(parts))
        for parts in entry.nouns:
            put("event", entry.id, noun_forms(parts))
        for form, tail in _phrases(entry, verbs):
            put("event", entry.id, [form], tail)
    for cue in speech:
        for parts in cue.verbs:
            put("speech", cue.id, [f for f in _verb(parts) if f.part not in ("noun", "plural", "dual")])
        for parts in cue.continues:
            put("continue", cue.id, [f for f in _verb(parts) if f.part not in ("noun", "plural", "dual")])
    for use, lines in grammar["light_verbs"].items():
        for line in lines if use != "phrase" else ():
            put("light", use, _verb(tuple(line.split())))
    for harm, fields in grammar["harm"].items():
        for line in fields.get("verbs") or () if isinstance(fields, Fields) else ():
            head, *rest = line.split()
            if GAP in rest:
                parts = verbs.get(fold(head), (head, head, "-"))
                put("harm", harm, [f for f in _verb(parts) if f.part in ("past", "present", "passive")],
                    tuple(w if w == GAP else fold(w) for w in rest))  # fmt: skip
            else:
                put("harm", harm, _verb((head, rest[0], "-")))
    return {key: tuple(rows) for key, rows in table.items()}

"""From entries to tables: every written form of every word and name, with what it stands for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, Literal, NamedTuple

from isnad.arabic import inflect
from isnad.arabic.inflect import Form, Part
from isnad.arabic.letters import fold, fold_phrase
from isnad.codebook.entries import FACILITY_KINDS, Actor, EventEntry, Place, SpeechEntry
from isnad.codebook.files import Fields
from isnad.codebook.shelf import Shelf
from isnad.model.vocabulary import EntityKind

Use = Literal["event", "speech", "continue", "telling", "light", "harm"]
NameUse = Literal["name", "short", "reading", "cued", "ambiguous", "town"]
GAP = "*"
_FIRM = ("أ", "ي")
_NOMINAL = frozenset({"noun", "plural", "dual"})
_FINITE = frozenset({"past", "present", "passive"})


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


Names = Mapping[str, tuple[NameRef, ...]]
Tags = dict[str, frozenset[str]]
Forms = Mapping[str, tuple[WordUse, ...]]
Rows = tuple[tuple[Any, ...], ...]


def name_refs(rows: Rows) -> tuple[NameRef, ...]:
    """What a name may stand for, of its rows in a shelf."""
    return tuple(NameRef(*row) for row in rows)


def word_uses(rows: Rows) -> tuple[WordUse, ...]:
    """What a form may be, of its rows in a shelf."""
    return tuple(WordUse(*row) for row in rows)


def _rows(table: Mapping[str, Iterable[tuple[Any, ...]]]) -> dict[str, Rows]:
    """The table in plain tuples, equal ones once."""
    known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    return {key: tuple(known.setdefault(row, tuple(row)) for row in rows) for key, rows in table.items()}


def names(actors: Iterable[Actor], places: Iterable[Place]) -> Names:
    """Folded name to what it may stand for."""
    table: dict[str, dict[NameRef, None]] = defaultdict(dict)
    for name, ref in chain(*map(_actor_names, actors), *map(_place_names, places)):
        if key := fold_phrase(name):
            table[key][ref] = None
    return Shelf(name_refs, _rows(table))


def _actor_names(actor: Actor) -> Iterator[tuple[str, NameRef]]:
    listed: tuple[tuple[NameUse, Iterable[str]], ...] = (
        ("name", chain.from_iterable(actor.names.values())),
        ("short", actor.short),
        ("reading", actor.reading),
        ("cued", actor.cued),
    )
    for use, found in listed:
        for name in found:
            yield name, NameRef(actor.id, "actor", use)
    for row in actor.ambiguous:
        yield row.name, NameRef(actor.id, "actor", "ambiguous", row.since, row.until)


def _place_names(place: Place) -> Iterator[tuple[str, NameRef]]:
    kind: EntityKind = "facility" if place.kind in FACILITY_KINDS else "place"
    for name in chain.from_iterable(place.names.values()):
        yield name, NameRef(place.id, kind, "town" if place.gazetteer else "name")
    for name in place.cued:
        yield name, NameRef(place.id, kind, "cued")


def tags(grammar: dict[str, Fields]) -> Tags:
    """Folded function word, head noun or cue to its classes, such as `particles.negation`."""
    table: dict[str, set[str]] = defaultdict(set)
    for file, fields in grammar.items():
        if file in ("light_verbs", "nations", "codes"):
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


def with_speech(table: Tags, speech: Iterable[SpeechEntry]) -> Tags:
    """`table` with the prepositions and nouns that tell a speaker (`بحسب`, `تصريح`)."""
    found: dict[str, frozenset[str]] = dict(table)
    for entry in speech:
        for cue in entry.prepositions:
            key = without_clitic(fold_phrase(cue))
            found[key] = found.get(key, frozenset()) | {"speech.preposition", f"cue:{entry.id}"}
        for parts in entry.nouns:
            for form in noun_forms(parts):
                found[form.text] = found.get(form.text, frozenset()) | {"speech.noun"}
    return found


def without_clitic(phrase: str) -> str:
    """`التابع ل`: the last letter is written onto the next word, so only what stands before it is looked for."""
    head, _, last = phrase.rpartition(" ")
    return head if head and len(last) == 1 else phrase


def _verb(parts: tuple[str, ...]) -> list[Form]:
    past, present, verbal_noun, active = (*(fold(p) if p != "-" else "" for p in parts), "", "", "")[:4]
    forms = inflect.verb(past, present, verbal_noun or None, active or None, firm=parts[0].endswith(_FIRM))
    return [form for form in forms if len(form.text) > 1]


def noun_forms(parts: tuple[str, ...]) -> list[Form]:
    """All written forms of a noun of an entry: its singular and, where listed, its plural (else the derived one)."""
    singular, plural = (*map(fold, parts), None, None)[:2]
    return inflect.noun(singular or "", plural, verbal=plural is None)


def _phrases(entry: EventEntry, verbs: dict[str, tuple[str, ...]]) -> Iterator[tuple[Form, tuple[str, ...]]]:
    own = {fold(parts[0]): parts for parts in entry.verbs}
    finite = _finite((*verbs.values(), *entry.verbs))
    for phrase in entry.phrases:
        head, *rest = phrase.split()
        tail = tuple(word if word == GAP else fold(word) for word in rest)
        parts = tuple(head.split("/")) if "/" in head else own.get(fold(head)) or verbs.get(fold(head))
        if parts is None and fold(head) in finite:
            yield Form(fold(head), finite[fold(head)]), tail
            continue
        for form in _verb(parts) if parts else noun_forms((head, head)):
            yield form, tail


@cache
def _finite(verbs: tuple[tuple[str, ...], ...]) -> dict[str, Part]:
    """Every finite form of these verbs: phrases may begin with one of them as it stands (`سقطت * بيد`)."""
    return {form.text: form.part for parts in verbs for form in _verb(parts) if form.part in _FINITE}


def _grammar_verbs(grammar: dict[str, Fields]) -> dict[str, tuple[str, ...]]:
    lines = [line for value in grammar["light_verbs"].values() for line in value]
    return {fold(line.split()[0]): tuple(line.split()) for line in lines}


_Row = tuple[Form, WordUse]


def forms(events: Iterable[EventEntry], speech: Iterable[SpeechEntry], grammar: dict[str, Fields]) -> Forms:
    """Every written form to what it may be."""
    entries = list(events)
    verbs = {**_grammar_verbs(grammar), **{fold(parts[0]): parts for entry in entries for parts in entry.verbs}}
    table: dict[str, dict[WordUse, None]] = defaultdict(dict)
    for form, use in chain(
        chain.from_iterable(_event_uses(entry, verbs) for entry in entries),
        chain.from_iterable(map(_speech_uses, speech)),
        _light_uses(grammar["light_verbs"]),
        _harm_uses(grammar["harm"], verbs),
    ):
        table[form.text][use] = None
    return Shelf(word_uses, _rows(table))


def _uses(use: Use, entry: str, found: Iterable[Form], tail: tuple[str, ...] = ()) -> Iterator[_Row]:
    for form in found:
        yield form, WordUse(use, entry, form.part, form.bound, tail)


def _event_uses(entry: EventEntry, verbs: dict[str, tuple[str, ...]]) -> Iterator[_Row]:
    for parts in entry.verbs:
        yield from _uses("event", entry.id, _verb(parts))
    for parts in entry.nouns:
        yield from _uses("event", entry.id, noun_forms(parts))
    for form, tail in _phrases(entry, verbs):
        yield from _uses("event", entry.id, [form], tail)


def _speech_uses(cue: SpeechEntry) -> Iterator[_Row]:
    listed: tuple[tuple[Use, tuple[tuple[str, ...], ...]], ...] = (("speech", cue.verbs), ("continue", cue.continues))
    for use, verbs in listed:
        for parts in verbs:
            yield from _uses(use, cue.id, (form for form in _verb(parts) if form.part not in _NOMINAL))
    for parts in cue.verbs:
        if len(parts) > 2 and parts[2] != "-":  # `نقلت عنه تأكيده أن`
            yield from _uses("telling", cue.id, (form for form in noun_forms((parts[2],)) if form.part == "noun"))


def _light_uses(light: Fields) -> Iterator[_Row]:
    for role, lines in light.items():
        for line in lines if role != "phrase" else ():
            yield from _uses("light", role, _verb(tuple(line.split())))


def _harm_uses(harms: Fields, verbs: dict[str, tuple[str, ...]]) -> Iterator[_Row]:
    for harm, fields in harms.items():
        for line in fields.get("verbs") or () if isinstance(fields, Fields) else ():
            head, *rest = line.split()
            if GAP in rest:
                parts = verbs.get(fold(head), (head, head, "-"))
                finite = (form for form in _verb(parts) if form.part in _FINITE)
                yield from _uses("harm", harm, finite, tuple(w if w == GAP else fold(w) for w in rest))
            else:
                yield from _uses("harm", harm, _verb((head, rest[0], "-")))

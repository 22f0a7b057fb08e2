"""From mentions to entities: ids, everything that points to them, and what the record says of each."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.anaphors import Pointer, anaphors
from isnad.annotate.names.keys import Named, named
from isnad.annotate.names.mention import Mention
from isnad.annotate.names.settle import mentions as settled_mentions
from isnad.annotate.names.surnames import one_each
from isnad.codebook.entries import FACILITY_KINDS
from isnad.model import Entity, Name, Span

_LETTER = {"actor": "a", "person": "p", "place": "l", "facility": "f"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of a report and everything in it that points to them, in text order."""

    entities: tuple[Entity, ...]
    pointers: tuple[Pointer, ...]
    parts: dict[str, str]

    def kept(self, used: frozenset[str]) -> tuple[Entity, ...]:
        """Entities that stand somewhere by themselves, or that an event or relation needs."""
        free = {p.who for p in self.pointers if not p.nested and not p.anaphor}
        return tuple(e for e in self.entities if e.id in free or e.id in used)


def cast(lexis: Lexis, published: str | None, outlet: str | None = None) -> Cast:
    """Entities and pointers of a report."""
    country = _country(lexis, outlet)
    found = settled_mentions(lexis, published, outlet, country)
    rows = one_each(lexis, named(lexis, found, country))
    ids = _ids(rows)
    pointers = _pointers(rows, ids)
    pointers = sorted((*pointers, *anaphors(lexis, pointers)), key=lambda p: (p.first, -p.end))
    entities = _entities(lexis, rows, ids, pointers)
    parts = {ids[key]: ids[base] for key, base in _bases(lexis, rows).items() if key in ids and base in ids}
    return Cast(entities, tuple(pointers), parts)


def _country(lexis: Lexis, outlet: str | None) -> str:
    """ISO code of the country that a registered outlet is at home in; empty where unknown."""
    id_ = lexis.book.actor_named(outlet) if outlet else None
    return lexis.book.country_of(id_.removeprefix("actor:")) if id_ else ""


def _ids(rows: list[Named]) -> dict[str, str]:
    ids: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for mention, key, *_ in rows:
        if key in ids:
            continue
        if key.startswith(("actor:", "place:")):
            ids[key] = key
        else:
            letter = _LETTER["place" if key.startswith(("area/", "countryside/")) else mention.kind]
            counts[letter] += 1
            ids[key] = f"{letter}:{counts[letter]}"
    return ids


def _pointers(rows: list[Named], ids: dict[str, str]) -> list[Pointer]:
    outer_end, pointers = -1, list[Pointer]()
    for mention, key, *_ in rows:
        nested = mention.end <= outer_end
        outer_end = max(outer_end, mention.end)
        pointers.append(Pointer(mention.first, mention.end, ids[key], mention.kind, nested=nested))
    return pointers


def _bases(lexis: Lexis, rows: list[Named]) -> dict[str, str]:
    bases = {}
    for mention, key, ref, _ in rows:
        if mention.base is not None and mention.kind == "place":
            bases[key] = ("place:" + ref.id) if ref else "place/" + lexis.view.phrase(*mention.core)
    return bases


def _entities(lexis: Lexis, rows: list[Named], ids: dict[str, str], pointers: list[Pointer]) -> tuple[Entity, ...]:
    told: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        told[ids[row.key]].append(row)
    referring: dict[str, list[Span]] = defaultdict(list)
    for pointer in pointers:
        if pointer.anaphor:
            referring[pointer.who].append(lexis.view.span(pointer.first, pointer.end))
    return tuple(_entity(lexis, who, of_it, tuple(referring[who])) for who, of_it in told.items())


def _span(lexis: Lexis, mention: Mention) -> Span:
    """The mention's characters, a conjunction or preposition written onto it left out where that is certain."""
    span = lexis.view.span(mention.first, mention.end)
    before = lexis.infos[mention.first].before
    if not before or "ل" in before:
        return span
    known = {core for core, _, _ in lexis.infos[mention.first].names}
    if lexis.view.words[mention.first] not in known or lexis.tags[mention.first]:
        return Span(lexis.inner_start(mention.first, len(before)), span.end)
    return span


@lru_cache(maxsize=20_000)
def _labels(listed: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Name, ...]:
    """The first name in each language."""
    return tuple(Name(of_lang[0], lang) for lang, of_lang in listed if of_lang)


def _entity(lexis: Lexis, who: str, rows: list[Named], referring: tuple[Span, ...]) -> Entity:
    spans = tuple(dict.fromkeys(_span(lexis, row.mention) for row in rows))
    texts = tuple(dict.fromkeys(span.of(lexis.view.text) for span in spans))
    ref = next((row.ref for row in rows if row.ref and who == row.key), None)
    kind = rows[0].mention.kind
    class_: str | None = None
    point: tuple[float, float] | None = None
    listed: Mapping[str, tuple[str, ...]] = {}
    if ref and ref.kind == "actor":
        actor = lexis.book.actors[ref.id]
        class_, listed = actor.class_, actor.names
    elif ref:
        place = lexis.book.places[ref.id]
        kind, class_, listed = ("facility" if place.kind in FACILITY_KINDS else "place"), place.kind, place.names
        point = place.point
    names = _labels(tuple(listed.items())) if listed else ()
    if ref is None or not names:
        names = tuple(map(Name, texts if ref is None else texts[:1]))
    prefix = "actor:" if kind == "actor" else "place:"
    return Entity(
        id=who, kind=kind, registered=ref is not None, class_=class_, names=names, mentions=spans, anaphors=referring,
        point=point, candidates=tuple(prefix + id_ for id_ in dict.fromkeys(c for row in rows for c in row.candidates)),
        misspelt=tuple(_span(lexis, row.mention) for row in rows if row.mention.found_by == "listed.misspelt"),
    )  # fmt: skip

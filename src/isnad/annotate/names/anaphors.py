"""Definite nouns and dual parties that stand for somebody or some place named before."""

from collections import defaultdict
from dataclasses import dataclass

from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break
from isnad.model.vocabulary import EntityKind

_MEMORY = 60


@dataclass(frozen=True, slots=True)
class Pointer:
    """A mention or anaphor resolved to an entity: words `first` to `end`, and the entity's id."""

    first: int
    end: int
    who: str
    kind: EntityKind
    anaphor: bool = False
    nested: bool = False


def anaphors(lexis: Lexis, pointers: list[Pointer]) -> list[Pointer]:
    """Definite nouns and dual parties, resolved to the last entity named before that fits."""
    found: list[Pointer] = []
    taken = {k for p in pointers for k in range(p.first, p.end)}
    cues = _place_cues(lexis, pointers)
    before: list[Pointer] = []
    position = 0
    for index, tags in enumerate(lexis.tags):
        if index in taken or lexis.skip[index]:
            continue
        kinds = [tag[9:] for tag in tags if tag.startswith("anaphors.")]
        if not kinds or _mere_adjective(lexis, index):
            continue
        while position < len(pointers) and pointers[position].first < index:
            if not (pointers[position].nested and pointers[position].kind == "actor"):
                before.append(pointers[position])
            position += 1
        for who, kind in _antecedents(kinds[0], before[-_MEMORY:], cues):
            found.append(Pointer(index, lexis.until[index], who, kind, anaphor=True))
    return found


def _mere_adjective(lexis: Lexis, index: int) -> bool:
    """`الهجمات الأخيرة`: behind a definite noun `الأخيرة` only says which."""
    if lexis.view.words[index].removeprefix("و") not in ("الاخيره", "الاخير") or index == 0:
        return False
    return lexis.view.breaks[index] == Break.NONE and lexis.article(index - 1)


def _place_cues(lexis: Lexis, pointers: list[Pointer]) -> dict[str, set[str]]:
    """For each place the kinds that its registry entry or its cues in this text give it."""
    cues: dict[str, set[str]] = defaultdict(set)
    for pointer in pointers:
        if pointer.kind in ("place", "facility"):
            place = lexis.book.places.get(pointer.who.removeprefix("place:"))
            if place:
                cues[pointer.who].add(place.kind)
            cues[pointer.who].update(tag[7:] for tag in lexis.tags[pointer.first] if tag.startswith("places."))
    return cues


def _antecedents(kind: str, before: list[Pointer], cues: dict[str, set[str]]) -> list[tuple[str, EntityKind]]:
    if kind == "actor":
        last = next((p for p in reversed(before) if p.kind == "actor"), None)
        return [(last.who, "actor")] if last else []
    if kind == "both":
        two: list[str] = []
        for pointer in reversed(before):
            if pointer.kind == "actor" and pointer.who not in two:
                two.append(pointer.who)
            if len(two) == 2:
                return [(two[1], "actor"), (two[0], "actor")]
        return []
    fits = {"district": {"district", "region", "countryside", "part", "governorate", "city"}}.get(kind, {kind})
    place = next((p for p in reversed(before) if cues.get(p.who, set()) & fits), None)
    return [(place.who, place.kind)] if place else []

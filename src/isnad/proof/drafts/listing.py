"""The entries of the codebook as a list: those of a kind, those in which a word stands, each with its file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, get_args

from isnad.codebook import Codebook, load
from isnad.codebook.loading import entry_files, shown_file
from isnad.codebook.lookup import name_key, names_of, similar
from isnad.proof.cases import Kind
from isnad.proof.drafts.standing import Standing, standings

_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in short. `class_` is an actor's class, a place's kind, an event's type or a stance; `shown` what it is
    called; `by` are the words in which the text that was looked for stands."""

    kind: Kind
    id: str
    class_: str
    shown: tuple[str, ...]
    by: tuple[str, ...]
    file: str
    line: int


class _Row(NamedTuple):
    id: str
    class_: str
    shown: tuple[str, ...]
    words: tuple[str, ...]


def sizes(overlay: Path | None) -> dict[Kind, int]:
    """The number of entries of each kind. Raises CodebookError."""
    book = load(overlay)
    kinds: tuple[Kind, ...] = get_args(Kind)
    return {kind: len(getattr(book, kind)) for kind in kinds}


def listed(overlay: Path | None, kind: Kind | None = None, match: str | None = None) -> list[Listed]:
    """The entries of `kind` (of all where None), by kind and id; with `match` those in whose id, names or words that
    text stands, however it is spelt, whole words first. Raises CodebookError."""
    book, wanted, in_id = load(overlay), name_key(match or ""), (match or "").strip().lower()
    kinds: tuple[Kind, ...] = (kind,) if kind else get_args(Kind)
    stand = standings(entry_files(overlay))
    found: list[tuple[bool, Listed]] = []
    for one in kinds:
        for row in sorted(_rows(book, one)):
            by = tuple(word for word in dict.fromkeys(row.words) if wanted in name_key(word)) if wanted else ()
            if match is None or by or (wanted and in_id in row.id):
                whole = row.id == in_id or any(name_key(word) == wanted for word in by)
                found.append((not whole, _listed(one, row, by, stand.get((one, row.id)), overlay)))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def alike(overlay: Path | None, kind: Kind | None, name: str) -> list[str]:
    """Actors and places (of `kind`, where it is one of them) with a name like this one, each as id and name."""
    book, found = load(overlay), list[str]()
    if kind in (None, "actors"):
        found += (f"{near.entry.id} {near.name}" for near in similar(book.actors, name, _ALIKE))
    if kind in (None, "places"):
        found += (f"{near.entry.id} {near.name}" for near in similar(book.places, name, _ALIKE))
    return found


def _listed(kind: Kind, row: _Row, by: tuple[str, ...], at: Standing | None, overlay: Path | None) -> Listed:
    file = shown_file(at.path.relative_to(at.root).as_posix(), overlay) if at else ""
    return Listed(kind, row.id, row.class_, row.shown, by, file, at.line if at else 0)


def _rows(book: Codebook, kind: Kind) -> Iterator[_Row]:
    if kind == "actors":
        for actor in book.actors.values():
            names = actor.names.get("ar") or actor.cued or tuple(row.name for row in actor.ambiguous)
            yield _Row(actor.id, actor.class_, names, tuple(row.name for row in names_of(actor)))
    elif kind == "places":
        for place in book.places.values():
            names = (*place.names.get("ar", ()), *place.cued)
            yield _Row(place.id, place.kind, names, tuple(row.name for row in names_of(place)))
    elif kind == "events":
        for event in book.events.values():
            words = (*(word for parts in (*event.verbs, *event.nouns) for word in parts), *event.phrases)
            yield _Row(event.id, event.type, (event.gloss.get("ar", ""),), (*event.gloss.values(), *words))
    else:
        for speech in book.speech.values():
            verbs = (*speech.verbs, *speech.continues)
            words = (*(word for parts in (*verbs, *speech.nouns) for word in parts), *speech.prepositions)
            yield _Row(speech.id, speech.stance, (*(parts[0] for parts in verbs), *speech.prepositions), words)

"""Rolls of the dead, wounded and detained (`أسماء الشهداء: …`, `والمصابون هم …`): names in a row, or one on a line."""

from collections.abc import Iterator
from dataclasses import dataclass

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.harm.victims import HARMED_BY, VictimReader
from isnad.annotate.lexis import Lexis
from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.names.named_victims import NAMELY
from isnad.arabic.view import Break
from isnad.model.vocabulary import Harm

_NAMELY = NAMELY | {"هو", "وهو", "هي", "وهي", "اسماوهم"}
_OPENING = _NAMELY | {"من", "علي", "النحو", "يلي", "كما"}
_CUE_REACH, _LINE_REST, _FAR = 5, 6, 14


@dataclass(frozen=True, slots=True)
class Roll:
    """The persons that a roll names, the harm done to them, and the word that says so."""

    first: int
    harm: Harm
    persons: tuple[Pointer, ...]


def rolls(lexis: Lexis, victims: VictimReader) -> Iterator[Roll]:
    """Every roll of the report."""
    end = -1
    for first, harm in victims.harms.items():
        if first < end or lexis.skip[first] or not (lexis.article(first) or _of_names(lexis, first)):
            continue
        start = _opened(lexis, first)
        persons = tuple(_listed(lexis, victims, start)) if start is not None else ()
        if persons:
            end = persons[-1].end
            yield Roll(first, harm, persons)


def _of_names(lexis: Lexis, first: int) -> bool:
    return first > 0 and lexis.view.words[first - 1].lstrip("و") in ("اسماء", "اسماي")


def _opened(lexis: Lexis, first: int) -> int | None:
    """The word after `هم`, `هي كالتالي` or a colon close behind the word of harm."""
    view, named = lexis.view, _of_names(lexis, first)
    for at in range(first + 1, min(first + _CUE_REACH, lexis.size)):
        if ":" in view.gaps[at]:
            return at
        if view.breaks[at] >= Break.SENTENCE:
            return at if named else None
        if view.words[at] in _NAMELY:
            return next((k for k in range(at, lexis.size) if view.words[k] not in _OPENING), None)
    return None


def _listed(lexis: Lexis, victims: VictimReader, start: int) -> Iterator[Pointer]:
    """The persons of the sentence from `start` on, and of the lines below it that are hardly more than a name."""
    if start >= lexis.size:
        return
    sentences = lexis.view.sentences
    number = next((n for n, (first, end) in enumerate(sentences) if first <= start < end), len(sentences))
    for first, end in sentences[number : number + 1]:
        yield from (victims.persons[k] for k in range(max(first, start), end) if k in victims.persons)
    for first, end in sentences[number + 1 :]:
        inside = [victims.persons[k] for k in range(first, end) if k in victims.persons]
        rest = (end - first) - sum(p.end - p.first for p in inside)
        if not inside or rest > _LINE_REST * len(inside):
            return
        yield from inside


def enrol(lexis: Lexis, victims: VictimReader, drafts: list[Draft]) -> None:
    """Makes those whom a roll names targets of the last deed told before it that can have done such harm: one with
    such victims rather than another."""
    for roll in rolls(lexis, victims):
        sentence = sum(end <= roll.first for _, end in lexis.view.sentences)
        fitting = [
            d for d in drafts
            if d.type in HARMED_BY[roll.harm] and d.status == "actual" and d.trigger.first < roll.persons[0].first
            and sentence - d.last_sentence <= _FAR
        ]  # fmt: skip
        harmed = [d for d in fitting if any(v.harm == roll.harm for v in d.victims)]
        for home in (harmed or fitting)[-1:]:
            for person in roll.persons:
                evidence = lexis.view.span(person.first, person.end)
                home.add(Party(person.who, "target", evidence))

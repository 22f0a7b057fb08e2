"""Why a sentence is read as it is: word by word, what the codebook knows, which entries fired, which nearly did."""

from collections.abc import Iterator
from dataclasses import dataclass

from isnad.annotate.events.triggers import NearMiss, Trigger, triggers
from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast, cast
from isnad.annotate.reader import Reader
from isnad.annotate.times import read_times
from isnad.arabic.view import View
from isnad.codebook.lexicon import NameRef
from isnad.model import Attribution, Document, Event, Record, Span
from isnad.proof.speakers import cue_entries
from isnad.proof.words import event_read, shown, speech_read

_NEEDS = {
    "name": "", "reading": "an outlet's word", "cued": "needs a cue before it",
    "short": "counts only after a full name of it", "ambiguous": "counts only at a known date",
    "town": "a town of a table of places",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownName:
    """A listed name that stands here: the id it may mean, the condition, and whether it was read as that."""

    name: str
    id: str
    condition: str
    read: bool


@dataclass(frozen=True, slots=True)
class Near:
    """An event entry whose word stands here but that opened nothing, and why."""

    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class WordNote:
    """All that is known of one word; `fired` and `speech` are readings that begin here, in words."""

    word: str
    span: Span
    tags: tuple[str, ...]
    names: tuple[KnownName, ...]
    read_as: tuple[str, ...]
    fired: tuple[str, ...]
    near: tuple[Near, ...]
    speech: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence word by word, and its record."""

    words: tuple[WordNote, ...]
    record: Record


def sentence_record(reader: Reader, sentence: str, published: str | None = None) -> Record:
    """The record of a sentence as it stands, `published` on an ISO day."""
    return reader.read(Document(id="", text=sentence, published=published))


def explain(reader: Reader, sentence: str, published: str | None = None) -> Explanation:
    """The explanation of `sentence`, read as if published on the ISO day `published`."""
    record = sentence_record(reader, sentence, published)
    view = View(sentence)
    lexis = Lexis(view, reader.book)
    people = cast(lexis, record.document.published)
    misses: list[NearMiss] = []
    found = triggers(lexis, people, [time.span for time in read_times(view, None)], misses)
    explainer = _Explainer(lexis, people, record, found, misses)
    return Explanation(tuple(explainer.note(index) for index in range(len(view))), record)


@dataclass(frozen=True, slots=True)
class _Explainer:
    lexis: Lexis
    people: Cast
    record: Record
    found: list[Trigger]
    misses: list[NearMiss]

    def note(self, index: int) -> WordNote:
        span = self.lexis.view.span(index, index + 1)
        pointers = [p for p in self.people.pointers if p.first == index]
        return WordNote(
            word=span.of(self.lexis.view.text), span=span, tags=tuple(sorted(self.lexis.tags[index])),
            names=tuple(self._names(index)),
            read_as=tuple(shown(self.record, p.who) + (" (reference)" if p.anaphor else "") for p in pointers),
            fired=tuple(self._fired(index)), near=tuple(self._near(index)), speech=tuple(self._speech(span)),
        )  # fmt: skip

    def _names(self, index: int) -> Iterator[KnownName]:
        words = self.lexis.view.words
        for core, _, longest in self.lexis.infos[index].names:
            for stop in range(min(index + longest, len(words)), index, -1):
                name = " ".join((core, *words[index + 1 : stop]))
                for ref in self.lexis.book.names.get(name, ()):
                    yield KnownName(name, self._id(ref), self._condition(ref), self._stands(ref, index))

    def _id(self, ref: NameRef) -> str:
        return ("actor:" if ref.kind == "actor" else "place:") + ref.id

    def _condition(self, ref: NameRef) -> str:
        bounds = f" ({ref.since or '…'} to {ref.until or '…'})" if ref.use == "ambiguous" else ""
        return _NEEDS[ref.use] + bounds

    def _stands(self, ref: NameRef, index: int) -> bool:
        return any(p.who == self._id(ref) and p.first <= index < p.end for p in self.people.pointers)

    def _fired(self, index: int) -> Iterator[str]:
        for trigger in self.found:
            if trigger.first != index:
                continue
            event = self._event(self.lexis.view.span(trigger.first, trigger.end))
            if event:
                yield event_read(self.record, event)
            else:
                yield f"{trigger.entry.type} {trigger.entry.id}: negated or part of a phrase, so no event is recorded"

    def _event(self, span: Span) -> Event | None:
        return next((e for e in self.record.events if any(t.overlaps(span) for t in e.triggers)), None)

    def _near(self, index: int) -> Iterator[Near]:
        fired = {trigger.entry.id for trigger in self.found if trigger.first == index}
        told = {miss.entry: miss.reason for miss in self.misses if miss.index == index}
        for reading in self.lexis.infos[index].uses:
            use = reading.use
            if use.use != "event" or use.entry in fired or use.entry in told:
                continue
            if use.tail and self.lexis.tail_end(index, use.tail) is None:
                told[use.entry] = f"its phrase goes on with «{' '.join(use.tail)}»"
            else:
                told[use.entry] = "another entry took the word"
        return (Near(entry, reason) for entry, reason in told.items())

    def _speech(self, span: Span) -> Iterator[str]:
        rows: tuple[Attribution, ...] = self.record.attributions
        for row in rows:
            if row.cue and row.cue.start <= span.start < row.cue.end:
                yield f"{'/'.join(sorted(cue_entries(self.lexis, row))) or 'cue'}: {speech_read(self.record, row)}"

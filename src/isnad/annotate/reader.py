"""The façade of the engine: one document in, one record out. It puts the annotators in order and nothing else."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from isnad._version import __version__
from isnad.annotate.delegation import delegated
from isnad.annotate.events import EventReader
from isnad.annotate.lexis import Lexis
from isnad.annotate.names import cast
from isnad.annotate.relations import RelationReader, dated
from isnad.annotate.speech import SpeechReader
from isnad.annotate.times import find_publication, read_times
from isnad.arabic.numbers import quantities
from isnad.arabic.view import View
from isnad.codebook import Codebook, load
from isnad.model import Attribution, Document, Event, Record, Relation, Span, TimeExpression

_DATELINE_WORDS = 160
_DATELINE_REST = 4
_FIRST_TIMES = 6


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents with one codebook. Build it once and reuse it; it holds no state between documents."""

    book: Codebook

    @classmethod
    def with_codebook(cls, overlay: Path | None = None) -> "Reader":
        """A reader with the bundled codebook, a user's folder of entries laid over it. Raises CodebookError."""
        return cls(load(overlay))

    def read(self, document: Document, warnings: tuple[str, ...] = ()) -> Record:
        """The record of one document. Never raises on any text."""
        view = View.of(document.text)
        document = _published(document, view)
        day = date.fromisoformat(document.published) if document.published else None
        times = read_times(view, day, document.furniture)
        lines = _datelines(document, view, times)
        lexis = Lexis(view, self.book, (*document.furniture, *lines))
        people = cast(lexis, document.published, document.outlet)
        document = replace(document, outlet=_outlet(self.book, document.outlet), dateline=_dateline(lexis, lines))
        speech = SpeechReader(lexis, people, [t.span for t in times], document.outlet).read()
        events = EventReader(lexis, people, times, speech, quantities(view), document.published).read()
        relations = RelationReader(lexis, people, speech).read()
        events = delegated(events, relations, people)
        relations = dated(lexis, relations, times, events)
        return Record(
            engine=__version__, codebook=self.book.version, warnings=warnings, document=document,
            entities=people.kept(_used(speech, events, relations)), times=times, attributions=speech, events=events,
            relations=relations,
        )  # fmt: skip


def _published(document: Document, view: View) -> Document:
    """The publication date of the text's own date line, where none is given."""
    found = find_publication(view, _DATELINE_WORDS)
    if found is None:
        return document
    day, moment = found[0].isoformat(), found[1]
    if document.published is None:
        return replace(document, published=day, published_at=moment, published_basis="text")
    if document.published == day and document.published_at is None:
        return replace(document, published_at=moment)
    return document


def _outlet(book: Codebook, name: str | None) -> str | None:
    """The registered id of an outlet's name, else the name as given."""
    return book.actor_named(name) or name if name else None


def _datelines(document: Document, view: View, times: tuple[TimeExpression, ...]) -> tuple[Span, ...]:
    """Short lines near the top that only date the report, such as `2021.02.16 | 19:16 دمشق`: their place is where it
    was written, not where anything happened."""
    text, spans = document.text, []
    for time in times[:_FIRST_TIMES]:
        start, end = text.rfind("\n", 0, time.span.start) + 1, text.find("\n", time.span.end)
        line = Span(start, len(text) if end < 0 else end)
        first, last = view.word_range(line)
        inside = view.word_range(time.span)
        rest = (last - first) - (inside[1] - inside[0])
        written = any(char.isdecimal() for char in time.span.of(text))  # `صباح اليوم` in a headline is no date line
        dated = written and time.from_ == time.to == document.published is not None
        if dated and rest <= _DATELINE_REST and first < _DATELINE_WORDS and line != document.title:
            spans.append(line)
    return tuple(spans)


def _dateline(lexis: Lexis, lines: tuple[Span, ...]) -> str | None:
    """The place named in a date line: `place:` and its registered id."""
    for line in lines:
        for index in range(*lexis.view.word_range(line)):
            for core, _, longest in lexis.infos[index].names:
                for end in range(index + longest, index, -1):
                    refs = lexis.book.names.get(" ".join((core, *lexis.view.words[index + 1 : end])), ())
                    places = [ref for ref in refs if ref.kind == "place"]
                    if places:
                        city = [ref for ref in places if lexis.book.places[ref.id].kind in ("city", "town")]
                        return f"place:{(city or places)[0].id}"
    return None


def _used(
    speech: tuple[Attribution, ...], events: tuple[Event, ...], relations: tuple[Relation, ...]
) -> frozenset[str]:
    """Ids of entities that something in the record points to."""
    used: set[str | None] = set()
    for event in events:
        used.update((*event.agents, *event.accused, *event.targets, event.place, *event.from_place, *event.to_place))
        used.update(where.place for where in event.also_at)
        used.update(p.who for p in event.participants)
        used.update(v for victims in event.victims for v in (victims.who, victims.side))
    for relation in relations:
        used.update((relation.from_, relation.to, relation.scope))
    for attribution in speech:
        used.update((attribution.who, attribution.near))
    return frozenset(who for who in used if who)

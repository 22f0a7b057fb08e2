"""What was read in a sentence, in words."""

from collections.abc import Iterable, Iterator
from typing import Literal

from isnad.model import Attribution, Entity, Event, Record, Span
from isnad.proof.phrases import likeness

Cause = Literal[
    "trigger-absent", "no-event", "other-type", "agents-missing", "agents-accused", "agents-extra", "targets-missing",
    "targets-extra", "place-missing", "place-other", "status", "counter-fired", "no-speech", "other-speaker",
    "other-cue", "counter-speech", "actor-not-read", "actor-read", "place-not-read", "place-read", "name-after-cue",
]  # fmt: skip
"""Kinds of faults."""

Faults = Iterator[tuple[Cause, str]]
_SAME = 0.3
"""Overlap (intersection over union) from which a mention is the name that an example gives: `حفتر` is `قوات حفتر`."""


def same_words(spans: Iterable[Span], places: list[Span]) -> bool:
    """Whether one of the spans is one of the places."""
    return likeness(spans, places) >= _SAME


def entity(record: Record, who: str) -> Entity | None:
    """The entity of this id."""
    return next((e for e in record.entities if e.id == who), None)


def names_it(record: Record, who: str, places: list[Span]) -> bool:
    """Whether a mention or anaphor of the entity `who` is one of the places."""
    found = entity(record, who)
    return found is not None and same_words((*found.mentions, *found.anaphors), places)


def shown(record: Record, who: str | None) -> str:
    """An entity by its words in the sentence and its id."""
    found = entity(record, who) if who else None
    return f"{_quoted(record, found.mentions[0])} {who}" if found and found.mentions else str(who or "–")


def entities_read(record: Record) -> str:
    """All entities of the sentence."""
    return ", ".join(shown(record, e.id) for e in record.entities) or "nothing"


def event_read(record: Record, event: Event) -> str:
    """An event with its trigger and filled slots."""
    slots = [
        ("agents", ", ".join(shown(record, who) for who in event.agents)),
        ("accused", ", ".join(shown(record, who) for who in event.accused)),
        ("targets", ", ".join(shown(record, who) for who in event.targets)),
        ("place", shown(record, event.place) if event.place else ""),
        ("status", event.status),
    ]
    filled = "; ".join(f"{name} {value}" for name, value in slots if value)
    return f"{event.type} {event.found_by} {_quoted(record, event.triggers[0])}: {filled}"


def events_read(record: Record) -> str:
    """All events of the sentence."""
    return " | ".join(event_read(record, event) for event in record.events) or "no event"


def speech_read(record: Record, row: Attribution) -> str:
    """A speaker with the words that make it speech."""
    cue = _quoted(record, row.cue) if row.cue else "no cue"
    return f"{_quoted(record, row.span)} by {cue}"


def all_speech_read(record: Record) -> str:
    """All speakers of the sentence."""
    return " | ".join(speech_read(record, row) for row in record.attributions) or "no speaker"


def _quoted(record: Record, span: Span) -> str:
    return f"«{' '.join(span.of(record.document.text).split())}»"

"""What the report says of one deed that a code depends on: the words beside it, who did it to whom, who was harmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from isnad.arabic.clitics import bare_forms
from isnad.arabic.letters import fold
from isnad.codebook.entries import EventEntry
from isnad.model import Event, Record, Span
from isnad.publish.classify.standing import Standing
from isnad.publish.classify.tables import AT, CIVIL_PEOPLE, EXCHANGE, POSTS, WEAPONS

_NEAR, _CLOSE = (8, 14), (5, 6)
"""So many words before the first trigger and behind it belong to it; the close ones tell what it was done with."""
_EDGES = " \t\n،؛.:!؟?«»\"'“”()[]…#-"
_HARMED = frozenset({"killed", "injured", "detained", "missing"})


@dataclass(frozen=True, slots=True)
class Deed:
    """An event with its codebook entry. `own` are the folded words of its triggers and weapon, `near` and `close`
    those beside the first trigger; `country` is an ISO code, empty where not known. Who is only accused is none of the
    `doers`."""

    event: Event
    entry: EventEntry
    standing: Standing
    country: str
    own: tuple[str, ...]
    near: tuple[str, ...]
    close: tuple[str, ...]
    doers: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, event: Event, entry: EventEntry, record: Record, standing: Standing) -> "Deed":
        """The deed that `event` of `record` is. Of a clash each side is the other's other."""
        text = record.document.text
        told = (*event.triggers, *([event.weapon] if event.weapon else []))
        own = tuple(word for span in told for word in _folded(span.of(text)))
        doers, others = event.agents, event.targets
        near, close = _beside(event, text)
        exchange = entry.frame == "mutual" or has(near, EXCHANGE)
        if len(event.sides) > 1:
            doers, others = event.sides[0], tuple(who for side in event.sides[1:] for who in side)
        elif exchange and len(event.agents) > 1 and not event.targets:
            doers, others = event.agents[:1], event.agents[1:]
        return cls(event, entry, standing, standing.country_of(event), own, near, close, doers, others)

    @property
    def lasts(self) -> bool:
        """Whether it is no event but a state: holding a place, or having it through all of the time told."""
        lasting = self.event.when is not None and self.event.when.extent == "throughout"
        return self.event.type == "CONTROL" and (self.event.mode == "hold" or lasting)

    @property
    def mutual(self) -> bool:
        """Whether two sides did it to each other."""
        together = self.doers == self.event.agents
        return len(self.event.sides) > 1 or (len(self.event.agents) > 1 and not together)

    @property
    def authors_unknown(self) -> bool:
        """Whether it is said that nobody knows who did it, or somebody is only accused or suspected of it."""
        unknown = any(p.role == "agent" and p.basis == "unidentified" for p in self.event.participants)
        return not self.doers and (unknown or bool(self.event.accused))

    @property
    def civilians(self) -> bool:
        """Whether it is said that civilians were the target or were harmed."""
        harmed = any(v.group == "civilian" and v.harm in _HARMED for v in self.event.victims)
        people = any(self.standing.is_civil(who, self.country) for who in self.others)
        return harmed or people or self._struck(CIVIL_PEOPLE)

    @property
    def combatants(self) -> bool:
        """Whether it is said that an armed body, its people or its posts were the target or were harmed."""
        harmed = any(v.group == "combatant" and v.harm in _HARMED for v in self.event.victims)
        armed = any(self.standing.is_armed(who, self.country) for who in self.others)
        return harmed or armed or self._struck(POSTS)

    def _struck(self, wanted: frozenset[str]) -> bool:
        """Whether the words tell that one of `wanted` was struck (`على مدنيين`, `استهداف حاجز`)."""
        if self.event.type != "ASSAULT":
            return False
        return any(has((one,), AT) and has((two,), wanted) for one, two in pairwise(self.near))

    def did(self, *harms: str) -> bool:
        """Whether it is said to have killed, injured, detained …"""
        return any(v.harm in harms for v in self.event.victims) or any(harm in self.event.counts for harm in harms)

    def doer_types(self) -> tuple[str | None, ...]:
        """ACLED's actor types of the doers, in their order."""
        return tuple(self.standing.type_of(who, self.country) for who in self.doers)


def has(words: Iterable[str], wanted: frozenset[str]) -> bool:
    """Whether one of `words`, with or without what is written on to it, is one of `wanted`."""
    return any(not bare_forms(word).isdisjoint(wanted) for word in words)


def weapon(words: tuple[str, ...]) -> str | None:
    """ACLED's sub-event type of the remote violence that `words` tell of; the first in its order of precedence."""
    pairs = (f"{one} {two}" for one, two in pairwise(words))
    forms = frozenset().union(*map(bare_forms, (*words, *pairs)))
    return next((sub for sub, wanted in WEAPONS.items() if not forms.isdisjoint(wanted)), None)


def _beside(event: Event, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words near the first trigger, and those close to it, itself among them; nothing beyond its evidence."""
    if not event.triggers:
        return (), ()
    first = event.triggers[0]
    sentence = event.evidence.cover(first)
    before = _folded(Span(sentence.start, first.start).of(text), slice(-_NEAR[0], None))
    after = _folded(Span(first.end, sentence.end).of(text), slice(_NEAR[1]))
    itself = _folded(first.of(text))
    return (*before, *itself, *after), (*before[-_CLOSE[0] :], *itself, *after[: _CLOSE[1]])


def _folded(text: str, part: slice = slice(None)) -> tuple[str, ...]:
    return tuple(word for raw in text.split()[part] if (word := fold(raw.strip(_EDGES))))

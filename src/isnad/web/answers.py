"""Answers of the archive in words: what templates call to say an event, a statement or a state in a line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from isnad.archive.asking.event_lists import EventLine
from isnad.archive.asking.naming import Unregistered
from isnad.archive.asking.statements import Statement
from isnad.archive.asking.states import State
from isnad.publish.answers import phrases
from isnad.publish.answers.naming import Names, clean
from isnad.publish.words import Lang
from isnad.web.words import said_or

if TYPE_CHECKING:
    from isnad.web.visit import Visit

_ACTORS = ("actor", "person")
_PLACES = ("place", "facility")


@dataclass(frozen=True, slots=True)
class Words:
    """What things are called in the language of a visit; `lang` and `names` are those of the view."""

    lang: Lang
    names: Names

    @classmethod
    def of(cls, visit: "Visit", unregistered: Mapping[str, Unregistered]) -> "Words":
        """The words for a visit, with what reports call those whom no codebook knows."""
        return cls(visit.lang, Names(visit.book, visit.lang, unregistered))

    def what(self, line: Any) -> str:
        """`Assault [threatened]`, of a line of an event or what one report tells of it."""
        return phrases.what(line.type, line.status, getattr(line, "polarity", "positive"), self.lang)

    def type_(self, line: EventLine) -> str:
        """The type of an event."""
        return said_or("type", line.type, self.lang)

    def reserve(self, line: EventLine) -> str:
        """That it is no plain deed: `threatened`; empty for one."""
        if line.polarity == "negative":
            return said_or("polarity", "negative", self.lang)
        return "" if line.status == "actual" else said_or("status", line.status, self.lang)

    def days(self, first: str | None, last: str | None) -> str:
        """Inclusive bounds."""
        return phrases.days(first, last, self.lang)

    def tolls(self, line: EventLine) -> str:
        """How many were harmed, as reports say."""
        return phrases.tolls(line.victims, self.lang)

    def disputed(self, kinds: Sequence[str]) -> str:
        """In what reports contradict each other."""
        return phrases.disputed(kinds, self.lang)

    def where(self, line: EventLine) -> str:
        """The place, else the words of a report for it."""
        return phrases.where(line, self.names)

    def name(self, id_: str, own: Mapping[str, str] | None = None) -> str:
        """What an id is called."""
        return self.names.of(id_, own)

    def value(self, prefix: str, value: str) -> str:
        """The word for a value of a vocabulary."""
        return said_or(prefix, value, self.lang)

    def said(self, statement: Statement) -> str:
        """In which stance, and what of its own."""
        return phrases.said(statement, self.names)

    def chain(self, statement: Statement) -> list[str]:
        """Through whom it came: the outlet first, who says it last."""
        return self.names.links(statement)

    def state(self, state: State) -> str:
        """`A leads B`."""
        return phrases.state(state, self.names)

    def standing(self, state: State) -> str:
        """Since when, how old the word for it is, what turned it."""
        return phrases.standing(state, self.names)

    def page_of(self, id_: str) -> str:
        """The path of the page of an actor, a person or a place; empty for what has none of its own."""
        kind = id_.partition(":")[0]
        known = self.names.unregistered.get(id_)
        kind = known.kind if known else kind
        if kind in _ACTORS and (known or self.names.entry(id_)):
            return f"/actor/{id_}"
        return f"/place/{id_}" if kind in _PLACES and (known or self.names.entry(id_)) else ""

    def line(self, text: str) -> str:
        """A text from outside in one line."""
        return clean(text)

    def join(self, parts: Iterable[str]) -> str:
        """Parts of a list in a row."""
        return ("، " if self.lang == "ar" else ", ").join(parts)

"""What one report tells of one entity that no codebook registers, with everything that comparing it with others needs.

A mention stands for itself: it can be stored as JSON and compared with others without its record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from isnad.model.vocabulary import EntityKind


class Alias(NamedTuple):
    """Another name of a person in the same report: its parts, and its strength as that of the first name."""

    parts: tuple[str, ...]
    strength: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """An unregistered person, body, place or facility of one report.

    `id` is `<document id>#<entity id>`; `text_group` the id of the text that this one is a copy of, or the document's
    own. `names` are as written. `parts` are the folded parts of the name by which it is told from others, `numbers`
    those of them that count (`47`, `اول`), `heads` the words that only say what it is (`لواء`), `nations` the states in
    it. `strength` runs from 0, which many bear (`أحمد`, `القوات`), to 4, which few do. `aliases` are a person's other
    names. `posts` are the folded words of posts. `bodies` are those that it leads or belongs to, and states that it
    serves: global ids, or `name:` and a folded name; `over` are they and all above them. `places` are registered ids of
    where it acts, holds its post or lies, `around` they and what they lie in, `wide` those of `around` that are
    governorates or more. `ties` are folded names of other unregistered entities that it stands in a relation with.
    `killed` are the first and last ISO day on which a report has it killed; `acted` is the last ISO day on which it did
    something. `published` is an ISO day.
    """

    id: str
    document: str
    text_group: str
    kind: EntityKind
    names: tuple[str, ...]
    parts: tuple[str, ...]
    strength: int
    class_: str | None = None
    numbers: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    posts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    killed: tuple[str, str] | None = None
    acted: str | None = None
    published: str | None = None

    @property
    def forms(self) -> tuple[Alias, ...]:
        """All names, the first one first."""
        return (Alias(self.parts, self.strength), *self.aliases)

    @property
    def name(self) -> str:
        """The parts and numbers of the name, as a key."""
        return " ".join((*self.parts, *self.numbers))


def entity_mention_from_plain(plain: Mapping[str, Any]) -> EntityMention:
    """The mention that `to_plain` made these values of. Raises KeyError or TypeError where they are none."""
    given: dict[str, Any] = {}
    for one in fields(EntityMention):
        value = plain[one.name.rstrip("_")]
        given[one.name] = tuple(value) if isinstance(value, list) else value
    given["aliases"] = tuple(Alias(tuple(parts), strength) for parts, strength in given["aliases"])
    return EntityMention(**given)

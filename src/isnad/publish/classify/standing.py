"""Who somebody is in ACLED's terms: the actor type that the registry gives, in the country where it happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from isnad.arabic.letters import fold_phrase
from isnad.codebook import Codebook
from isnad.codebook.entries import ACLED_CLASSES, Actor
from isnad.model import Entity, Event, Record
from isnad.publish.classify.tables import ARMED, CIVIL_KINDS, FORCES, POSTS

_BELONGING = ("leads", "member_of", "role", "subordinate_to")
_STATE, _EXTERNAL, _CIVILIANS = "State forces", "External/Other forces", "Civilians"
_UNARMED = frozenset({"government", "international organisation"})
_OF_THE_STATE = frozenset({"state force", "government"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The entities of one record by what they are: `bodies` tells to whom a person belongs, `country` where the whole
    report plays (ISO code, empty where that is not one country)."""

    book: Codebook
    entities: dict[str, Entity]
    bodies: dict[str, str]
    country: str

    @classmethod
    def of(cls, record: Record, book: Codebook) -> "Standing":
        """The standing of everybody in `record`, with the registry of `book`."""
        entities = {entity.id: entity for entity in record.entities}
        bodies: dict[str, str] = {}
        for relation in record.relations:
            if relation.type in _BELONGING and relation.to in entities and entities[relation.to].kind == "actor":
                bodies.setdefault(relation.from_, relation.to)
        played = {event.place for event in record.events if event.place}
        countries = {code for place in played if (code := _country(place, book))}
        return cls(book, entities, bodies, countries.pop() if len(countries) == 1 else "")

    def country_of(self, event: Event) -> str:
        """ISO code of the country of an event: of its place, else of its ways, else where the whole report plays."""
        places = (event.place, *event.from_place, *event.to_place)
        return next((code for place in places if place and (code := _country(place, self.book))), self.country)

    def type_of(self, who: str, country: str) -> str | None:
        """ACLED's actor type of an entity in `country`; None where the registry does not tell it.

        State forces outside their own country are External/Other forces; where the country of the event is not known,
        forces that the registry lists as external are neither.
        """
        if who.startswith("place:"):
            home = _country(who, self.book)
            return None if not (home and country) else _STATE if home == country else _EXTERNAL
        actor = self._actor(self.bodies.get(who, who))
        if actor is None:
            entity = self.entities.get(who)
            return ACLED_CLASSES.get(entity.class_ or "") if entity is not None and entity.kind == "actor" else None
        if actor.acled != _STATE:
            return actor.acled or None
        if not country:
            return None if actor.class_ == "external force" else _STATE
        return _STATE if actor.country in (country, None) else _EXTERNAL

    def is_somebody(self, who: str) -> bool:
        """Whether an entity can take part: an actor, a person, or a country that acts."""
        entity = self.entities.get(who)
        return entity is None or entity.kind in ("actor", "person") or entity.class_ == "country"

    def is_armed(self, who: str, country: str) -> bool:
        """Whether an entity is an armed body, one of its people, or one of its posts. Ministries and organisations of
        states bear the actor type of forces in ACLED, but are not known to bear arms."""
        entity = self.entities.get(who)
        if entity is not None and entity.kind == "facility":
            return entity.class_ == "base" or self._begins(entity, POSTS)
        actor = self._actor(self.bodies.get(who, who))
        if actor is not None and actor.class_ in _UNARMED:
            return False
        known = self.type_of(who, country)
        body = self.entities.get(self.bodies.get(who, who))
        return known in ARMED if known else body is not None and body.kind == "actor" and self._begins(body, FORCES)

    def is_civil(self, who: str, country: str) -> bool:
        """Whether the registry, or the kind of a facility, says that an entity is of civil life."""
        entity = self.entities.get(who)
        if entity is not None and entity.kind == "facility":
            return entity.class_ in CIVIL_KINDS
        return self.type_of(who, country) == _CIVILIANS

    def of_the_state(self, who: str, country: str) -> bool:
        """Whether a body belongs to the state of `country`, itself or through what it is part of."""
        return any(actor.class_ in _OF_THE_STATE and actor.country == country for actor in self._above(who))

    def _above(self, who: str) -> Iterator[Actor]:
        known: set[str] = set()
        ids = [self.bodies.get(who, who).partition(":")[2]]
        while ids:
            actor = self.book.actors.get(id_ := ids.pop())
            if actor is None or id_ in known:
                continue
            known.add(id_)
            yield actor
            ids += [actor.parent] if actor.parent else []
            ids += [row.to for row in actor.allegiance if row.kind == "part of" and row.until is None]

    def _actor(self, who: str) -> Actor | None:
        return self.book.actors.get(who.removeprefix("actor:")) if who.startswith("actor:") else None

    def _begins(self, entity: Entity, words: frozenset[str]) -> bool:
        names = [fold_phrase(name.text) for name in entity.names if name.lang == "ar"]
        return any(name.split(" ", 1)[0] in words for name in names if name)


def _country(place: str, book: Codebook) -> str:
    """ISO code of the country of a registered place (`place:…`); empty for any other id."""
    id_ = place.removeprefix("place:")
    return book.country_of(id_) if place.startswith("place:") and id_ in book.places else ""

"""From the record of one report to its mentions of entities that the codebook does not know."""

from collections.abc import Iterable, Iterator
from typing import Final

from isnad.codebook.book import Codebook
from isnad.model import Entity, Event, Record, Relation, Span
from isnad.resolve.named import Alias, EntityMention
from isnad.resolve.naming import Naming, namings
from isnad.resolve.wording import place_name, tokens

_POST: Final = "people.post"
_TO_BODY: Final = frozenset({"leads", "role", "member_of", "subordinate_to", "part_of"})
_AROUND: Final = frozenset({"countryside", "direction"})
_DIRECTION: Final = "places.direction"
_DONE: Final = frozenset({"actual", "alleged"})
_NEAR: Final = 60
"""So many letters behind the name of a village or hospital outlets mostly say where it lies."""
_ENDS: Final = ".\n؛!؟"


def entity_mentions(record: Record, book: Codebook, *, text_group: str | None = None) -> tuple[EntityMention, ...]:
    """Every entity of a record that is not registered, in the record's order.

    Surroundings of a registered place (`ريف إدلب`) are none of their own; events tell them by the place.
    `text_group` is the id of the text that this report is a copy of, where it is one.
    """
    return tuple(_Cast(record, book).mentions(text_group or record.document.id))


def surroundings(record: Record, book: Codebook) -> dict[str, str]:
    """The entities of a record that are surroundings of a registered place (`ريف إدلب`), with the id of that place."""
    cast = _Cast(record, book)
    around = ((entity.id, cast.place_of(entity)) for entity in record.entities if not entity.registered)
    return {id_: place for id_, place in around if place is not None}


class _Cast:
    """Who and what one report names, ready to be asked about."""

    def __init__(self, record: Record, book: Codebook) -> None:
        self.record, self.book, self.text = record, book, record.document.text
        self.entities = {entity.id: entity for entity in record.entities}
        self.namings: dict[str, list[Naming]] = {}
        self.located = sorted(
            (span.start, span.end, place)
            for entity in record.entities
            if entity.kind in ("place", "facility") and (place := self.place_of(entity)) is not None
            for span in entity.mentions
        )

    def mentions(self, text_group: str) -> Iterator[EntityMention]:
        for entity in self.record.entities:
            if entity.registered or not (entity.mentions or entity.anaphors) or self.place_of(entity) is not None:
                continue
            yield self._mention(entity, text_group)

    def _mention(self, entity: Entity, text_group: str) -> EntityMention:
        document = self.record.document
        named, *others = self._all_named(entity)
        relations = [one for one in self.record.relations if entity.id in (one.from_, one.to)]
        bodies = sorted({*self._bodies(entity, relations), *named.nations})
        places = sorted({*self._places(entity, relations)} - set(bodies))
        around = {up for place in places for up in self._above(place)}
        return EntityMention(
            id=f"{document.id}#{entity.id}", document=document.id, text_group=text_group, kind=entity.kind,
            class_=entity.class_, names=tuple(dict.fromkeys(name.text for name in entity.names)), parts=named.parts,
            strength=named.strength, numbers=named.numbers, heads=named.heads, nations=named.nations,
            aliases=tuple(Alias(one.parts, one.strength) for one in others) if entity.kind == "person" else (),
            posts=self._posts(entity, relations), bodies=tuple(bodies),
            over=tuple(sorted({up for body in bodies for up in self._over(body)})), places=tuple(places),
            around=tuple(sorted(around)), wide=tuple(sorted(filter(self._is_wide, around))),
            ties=self._ties(entity, relations), killed=self._killed(entity), acted=self._acted(entity),
            published=document.published,
        )  # fmt: skip

    def _named(self, entity: Entity) -> Naming:
        return self._all_named(entity)[0]

    def _all_named(self, entity: Entity) -> list[Naming]:
        known = self.namings.get(entity.id)
        if known is None:
            written = (name.text for name in entity.names)
            known = self.namings[entity.id] = namings(written, entity.kind, self.book)
        return known

    def place_of(self, entity: Entity) -> str | None:
        """The registered place that an entity is, or that its name says it lies around."""
        if entity.kind not in ("place", "facility"):
            return None
        if entity.registered:
            return entity.id
        name, kinds = place_name(entity.names[0].text, self.book)
        words = name.split()
        while len(words) > 1 and any(tag.startswith(_DIRECTION) for tag in self.book.info(words[-1]).tags):
            words, kinds = words[:-1], kinds | _AROUND
        if not kinds & _AROUND:
            return None
        name = " ".join(words)
        ids = {ref.id for ref in self.book.names.get(name, ()) if ref.kind in ("place", "facility")}
        ids &= self.book.places.keys()
        widest = (id_ for id_ in sorted(ids) if all(id_ in (one, *self.book.above(one)) for one in ids))
        return next((f"place:{id_}" for id_ in widest), None)

    def _bodies(self, entity: Entity, relations: Iterable[Relation]) -> Iterator[str]:
        for one in relations:
            if one.from_ == entity.id and one.type in _TO_BODY:
                body = self._body(one.to)
                if body:
                    yield body

    def _body(self, id_: str) -> str | None:
        """A body or state by which others are told apart; None where the id is of something else."""
        entity = self.entities.get(id_)
        if entity is None:
            return None
        if entity.registered:
            return id_ if entity.kind == "actor" or self._is_country(id_) else None
        if entity.kind != "actor":
            return None
        named = self._named(entity)
        return f"name:{' '.join((*named.parts, *named.numbers))}" if named.parts else None

    def _places(self, entity: Entity, relations: Iterable[Relation]) -> Iterator[str]:
        for one in relations:
            ends = [one.to if one.from_ == entity.id else one.from_, one.scope] if one.scope else [one.to, one.from_]
            yield from (id_ for id_ in ends if id_ and self._is_place(id_))
        for event in self.record.events:
            if event.place and self._is_place(event.place) and entity.id in _all_in(event):
                yield event.place
        if entity.kind in ("place", "facility"):
            yield from (place for span in entity.mentions for place in self._behind(span))

    def _behind(self, span: Span) -> Iterator[str]:
        """The registered places that the report names right behind a name, in its sentence."""
        for start, _, place in self.located:
            between = self.text[span.end : start]
            if span.end <= start <= span.end + _NEAR and not any(end in between for end in _ENDS):
                yield place

    def _is_place(self, id_: str) -> bool:
        return id_.startswith("place:") and id_.partition(":")[2] in self.book.places

    def _is_country(self, id_: str) -> bool:
        return self._is_place(id_) and not self.book.places[id_.partition(":")[2]].parent

    def _is_wide(self, id_: str) -> bool:
        place = self.book.places[id_.partition(":")[2]]
        above = self.book.places.get(place.parent) if place.parent else None
        return above is None or not above.parent or place.kind in ("region", "countryside", "desert", "river", "sea")

    def _above(self, id_: str) -> Iterator[str]:
        if self._is_place(id_):
            yield from (f"place:{one}" for one in self.book.above(id_.partition(":")[2]))

    def _over(self, id_: str) -> set[str]:
        """A body, all that it belongs to, and those that the report says it stands under."""
        kind, _, bare = id_.partition(":")
        found, actor = {id_}, self.book.actors.get(bare) if kind == "actor" else None
        while actor is not None and actor.parent and f"actor:{actor.parent}" not in found:
            found.add(f"actor:{actor.parent}")
            actor = self.book.actors.get(actor.parent)
        return found

    def _posts(self, entity: Entity, relations: Iterable[Relation]) -> tuple[str, ...]:
        roles = [one.role for one in relations if one.role and one.from_ == entity.id]
        return tuple(sorted({post for role in roles if (post := self._post(role))}))

    def _post(self, role: str) -> str:
        """The word of a role that names the post, without article and pronoun (`زعيمها` is `زعيم`)."""
        for word in tokens(role):
            info = self.book.info(word)
            if _POST in info.tags:
                bare = word.removeprefix(info.before).removeprefix("ال")
                return bare.removesuffix(info.after) if info.after else bare
        return ""

    def _ties(self, entity: Entity, relations: Iterable[Relation]) -> tuple[str, ...]:
        found = set()
        for one in relations:
            other = self.entities.get(one.to if one.from_ == entity.id else one.from_)
            if other is not None and other.id != entity.id and not other.registered and other.kind != "place":
                named = self._named(other)
                if named.strength > 1:
                    found.add(" ".join((*named.parts, *named.numbers)))
        return tuple(sorted(found))

    def _killed(self, entity: Entity) -> tuple[str, str] | None:
        """When the report has a person killed; its day of publication bounds what has no day."""
        for event in self.record.events:
            dead = any(one.harm == "killed" and one.who == entity.id for one in event.victims)
            if dead and event.status in _DONE and event.polarity == "positive":
                day = self.record.document.published
                if event.when and event.when.from_ and event.when.to:
                    return event.when.from_, event.when.to
                return (day, day) if day else None
        return None

    def _acted(self, entity: Entity) -> str | None:
        """The last day on which it is told to have done something itself."""
        days = [
            event.when.to
            for event in self.record.events
            if entity.id in event.agents and event.status == "actual" and event.when and event.when.to
        ]
        return max(days, default=None)


def _all_in(event: Event) -> set[str]:
    """Ids of all that an event names."""
    named = {one.who for one in event.participants} | {one.who for one in event.victims}
    return {id_ for id_ in named if id_} | {*event.agents, *event.targets, *event.accused}

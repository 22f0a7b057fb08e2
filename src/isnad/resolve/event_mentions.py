"""From the record of one report to its event mentions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from isnad.codebook.book import Codebook
from isnad.model import Entity, Event, Record, Span, TimeExpression, Victims, Where
from isnad.model.vocabulary import EventType
from isnad.resolve.mentions import EventMention, Harmed, Spot
from isnad.resolve.naming import naming
from isnad.resolve.places import registered_spot
from isnad.resolve.wording import person_name, place_name, telling_words, tokens, weekday

FAMILIES: Final[Mapping[EventType, str]] = {
    "ASSAULT": "force", "COERCE": "force", "CONTROL": "ground", "RETREAT": "ground", "MOBILIZE": "movement",
    "RELOCATE": "movement", "AGREE": "talks", "CONSULT": "talks", "COOPERATE": "talks",
}  # fmt: skip
"""Types that reports use for one happening: a raid is told as the attack or as the arrests, the loss of a village as
its taking or as the retreat. A type that is not here is a family of its own."""
_FULL_NAME = 2
_DAY_LIKE = frozenset({"minute", "hour", "part_of_day", "day", "night"})
_AROUND = frozenset({"countryside", "direction", "near", "towards"})


def event_mentions(record: Record, book: Codebook, *, text_group: str | None = None) -> tuple[EventMention, ...]:
    """Every event of a record as a mention, in the record's order.

    `text_group` is the id of the text that this report is a copy of, where it is one.
    """
    return tuple(_Telling(record, book).mentions(text_group or record.document.id))


class _Telling:
    """One report, ready to be asked about its events."""

    def __init__(self, record: Record, book: Codebook) -> None:
        self.record, self.book, self.text = record, book, record.document.text
        self.entities = {entity.id: entity for entity in record.entities}
        self.spots = {e.id: self._spot(e) for e in record.entities if e.kind in ("place", "facility")}
        self.names = {e.id: self._name(e) for e in record.entities if not e.registered}
        self.title = self._title()

    def mentions(self, text_group: str) -> Iterator[EventMention]:
        document = self.record.document
        for rank, event in enumerate(self.record.events):
            stretches = self._stretches(event)
            hint = None if event.when else self._hint(stretches)
            named = self._named_in((*stretches, *self.title))
            told = self.title if rank == 0 else ()
            yield EventMention(
                id=f"{document.id}#{event.id}", document=document.id, text_group=text_group, type=event.type,
                family=FAMILIES.get(event.type, event.type.lower()), mode=event.mode, status=event.status,
                polarity=event.polarity, rank=rank, told=len(event.triggers), agents=self._global(event.agents),
                accused=self._global(event.accused), targets=self._global(event.targets),
                spots=tuple(self._in(spot, named) for spot in self._places(event)), near=narrow(named),
                from_=event.when.from_ if event.when else None, to=event.when.to if event.when else None,
                precision=event.when.precision if event.when else None, partial=hint.partial if hint else None,
                weekday=self._weekday(hint), published=document.published, outlet=document.outlet,
                harmed=harmed(event.victims),
                names=self._names_near(event, stretches),
                words=telling_words([span.of(self.text) for span in (*stretches, *told)], self.book),
            )  # fmt: skip

    def _title(self) -> tuple[Span, ...]:
        return (self.record.document.title,) if self.record.document.title else ()

    def _stretches(self, event: Event) -> tuple[Span, ...]:
        """The evidence of the event and of every claim on it, each stretch once."""
        return tuple(dict.fromkeys((event.evidence, *(claim.evidence for claim in event.claims))))

    def _global(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({id_ for id_ in ids if id_ in self.entities and self.entities[id_].registered}))

    def _hint(self, stretches: tuple[Span, ...]) -> TimeExpression | None:
        """A time without bounds that tells a day of the year or of the week: in the event's own sentences, else the
        first of the report."""
        hints = [time for time in self.record.times if not (time.from_ or time.to) and self._tells_a_day(time)]
        near = (time for time in hints if any(span.contains(time.span) for span in stretches))
        return next(near, hints[0] if hints else None)

    def _tells_a_day(self, time: TimeExpression) -> bool:
        return time.precision in _DAY_LIKE and (time.partial is not None or self._weekday(time) is not None)

    def _weekday(self, time: TimeExpression | None) -> int | None:
        return weekday(tokens(time.span.of(self.text))) if time and not time.partial else None

    def _places(self, event: Event) -> Iterator[Spot]:
        """The place of the event and those named in a row with it."""
        wheres = [where for where in (event.where, *event.also_at) if where is not None]
        if event.where is None and event.place:
            yield from self._told(event.place)
        for where in wheres:
            yield from (self._put(spot, where) for spot in self._told(where.place))

    def _told(self, place: str) -> Iterator[Spot]:
        """A place, where its name tells it from others (`البلاد` does not)."""
        spot = self.spots.get(place)
        if spot is not None and (spot.place or spot.name):
            yield spot

    def _named_in(self, stretches: tuple[Span, ...]) -> list[Spot]:
        """The registered places that some stretches name."""
        named = (
            self.spots.get(entity.id)
            for entity in self.record.entities
            if any(stretch.contains(mention) for stretch in stretches for mention in entity.mentions)
        )
        return [spot for spot in named if spot is not None and spot.place]

    def _in(self, spot: Spot, named: list[Spot]) -> Spot:
        """An unregistered place in the governorate that its sentences name, where they name but one."""
        lands = {other.above[-1] for other in named if other.above}
        return spot._replace(above=tuple(lands)) if not spot.place and len(lands) == 1 else spot

    def _put(self, spot: Spot, where: Where) -> Spot:
        relation = where.relation if where.relation != "in" else spot.relation
        return spot._replace(relation=relation, precision=where.precision)

    def _spot(self, entity: Entity) -> Spot:
        registered = registered_spot(entity.id, self.book) if entity.registered else None
        if registered is not None:
            return registered
        written = entity.names[0].text
        name, kinds = place_name(written, self.book)
        around = self._named(name) if kinds & _AROUND or not kinds else None
        spot = registered_spot(f"place:{around}", self.book) if around else None
        if spot:
            return spot._replace(relation="around")
        tells = naming(written, entity.kind, self.book).strength > 0
        return Spot(None, name if tells else "", kind=min(kinds, default=""))

    def _named(self, name: str) -> str | None:
        """The widest registered place of a name, where all of that name lie in it."""
        ids = {ref.id for ref in self.book.names.get(name, ()) if ref.kind in ("place", "facility")}
        ids &= self.book.places.keys()
        return next((id_ for id_ in sorted(ids) if all(id_ in self.book.above(one) for one in ids)), None)

    def _name(self, entity: Entity) -> str:
        """The name of one whom no codebook knows; empty where only the words before it are new (`ريف إدلب`)."""
        written = entity.names[0].text
        if not naming(written, entity.kind, self.book).strength:
            return ""
        if entity.kind != "place":
            return person_name(written, self.book)
        name, _ = place_name(written, self.book)
        return "" if name in self.book.names else name

    def _names_near(self, event: Event, stretches: tuple[Span, ...]) -> tuple[str, ...]:
        """Names of unregistered entities that say who or where: those in the event's sentences and of its victims."""
        victims = {victims.who for victims in event.victims}
        found = set()
        for entity in self.record.entities:
            near = entity.id in victims or any(s.contains(m) for s in stretches for m in entity.mentions)
            name = self.names.get(entity.id, "")
            if near and name and (entity.kind == "place" or name.count(" ") + 1 >= _FULL_NAME):
                found.add(name)
        return tuple(sorted(found))


def narrow(spots: Iterable[Spot]) -> tuple[str, ...]:
    """The ids of those places that lie within a governorate, each once, sorted."""
    return tuple(sorted({spot.place for spot in spots if spot.place and len(spot.above) > 1}))


def harmed(victims: tuple[Victims, ...]) -> tuple[Harmed, ...]:
    """What the statements of harm come to, by harm: the largest single number, and their sum. `some` is no number."""
    numbers: dict[str, list[int]] = {}
    for one in victims:
        number = one.n if one.n is not None else one.min if one.min is not None else one.max
        if number:
            numbers.setdefault(one.harm, []).append(number)
    order: dict[str, Victims] = {one.harm: one for one in victims}
    return tuple(Harmed(order[harm].harm, max(told), sum(told)) for harm, told in sorted(numbers.items()))

"""What one report tells of one happening, with everything that comparing it with others needs.

A mention stands for itself: it can be stored as JSON and compared with others without its record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from isnad.model.vocabulary import EventType, Harm, PlacePrecision, PlaceRelation, Polarity, Precision, Status


class Harmed(NamedTuple):
    """How many came to one harm: the largest number that a single statement gives, and the sum of all statements."""

    harm: Harm
    low: int
    high: int


class Spot(NamedTuple):
    """Where something happened.

    `place` is a registered id, None where the place is not registered; `name` is its name, folded and without words
    such as `قرية`. `above` are the place and all that it lies in, below the country, the narrowest first; of
    an unregistered place the governorate that its sentence names. `point` is
    (latitude, longitude) in degrees. `kind` is that of the codebook. `relation` tells whether it was in it or near it.
    """

    place: str | None
    name: str
    above: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    kind: str = ""
    relation: PlaceRelation = "in"
    precision: PlacePrecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One report's account of one happening; see docs/record.md for the fields of the event.

    `id` is `<document id>#<event id>`; `text_group` the id of the text that this one is a copy of, or the document's
    own. `family` are the types that can be one happening. Actors are global ids; unregistered ones are in `names`.
    `spots` are the places, the main one first; `near` registered places, villages to cities, that its sentences and the
    title name: it happened at one of them, or not. `from_` and `to` are inclusive ISO days; where there are none,
    `partial` is a day and month without year (`--10-09`) and `weekday` 0 for Monday, as far as the sentence or else the
    report tells one. `published` is an ISO day. `names` are folded names of unregistered persons, bodies and places
    near by; `words` the folded words of the evidence that say more than grammar, sorted. `rank` is 0 for the event that
    the report tells first, and so on; `told` how often the report comes to speak of it.
    """

    id: str
    document: str
    text_group: str
    type: EventType
    family: str
    mode: str | None
    status: Status
    polarity: Polarity
    rank: int
    told: int = 1
    agents: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    spots: tuple[Spot, ...] = ()
    near: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None
    precision: Precision | None = None
    partial: str | None = None
    weekday: int | None = None
    published: str | None = None
    outlet: str | None = None
    harmed: tuple[Harmed, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def mention_from_plain(plain: Mapping[str, Any]) -> EventMention:
    """The mention that `to_plain` made these values of. Raises KeyError or TypeError where they are none."""
    given: dict[str, Any] = {}
    for one in fields(EventMention):
        value = plain[one.name.rstrip("_")]
        given[one.name] = tuple(value) if isinstance(value, list) else value
    given["spots"] = tuple(_spot(*row) for row in given["spots"])
    given["harmed"] = tuple(Harmed(*row) for row in given["harmed"])
    return EventMention(**given)


def _spot(place: str | None, name: str, above: list[str], point: list[float] | None, *rest: Any) -> Spot:
    return Spot(place, name, tuple(above), (point[0], point[1]) if point else None, *rest)

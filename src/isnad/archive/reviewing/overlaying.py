"""People's word laid over what the engine read of a mention; what nobody spoke of stays as it was read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from isnad.archive.reviewing.reviews import FieldName
from isnad.codebook import Codebook
from isnad.model.vocabulary import Precision
from isnad.resolve.event_mentions import FAMILIES
from isnad.resolve.mentions import EventMention, Harmed, Spot, mention_from_plain
from isnad.resolve.places import registered_spot

NameOf = Callable[[str], str]
"""The name of a place that only reports know, by its id."""


def overlaid(
    machine: Mapping[str, Any], values: Mapping[FieldName, Any], book: Codebook, name_of: NameOf
) -> EventMention:  # fmt: skip
    """The mention with the values that count. Whoever is accused is never an author, whatever else was said."""
    mention = mention_from_plain(machine)
    given: dict[str, Any] = {name: values[name] for name in ("mode", "status", "polarity") if name in values}
    given.update((name, tuple(values[name])) for name in ("agents", "targets", "accused") if name in values)
    mention = replace(mention, **given)
    if "type" in values:
        mention = replace(mention, type=values["type"], family=FAMILIES.get(values["type"], values["type"].lower()))
    if not {"from", "to"}.isdisjoint(values):
        mention = _dated(mention, values.get("from", mention.from_), values.get("to", mention.to))
    if "place" in values and values["place"] != _place_of(mention):
        mention = replace(mention, spots=_spots(values["place"], book, name_of), near=())
    if "victims" in values:
        mention = replace(mention, harmed=tuple(_harmed(values["victims"])))
    return replace(mention, agents=tuple(one for one in mention.agents if one not in mention.accused))


def _dated(mention: EventMention, first: str | None, last: str | None) -> EventMention:
    precision: Precision | None = "day" if first is not None and first == last else None
    if (first, last) == (mention.from_, mention.to):
        precision = mention.precision
    return replace(mention, from_=first, to=last, precision=precision, partial=None, weekday=None)


def _place_of(mention: EventMention) -> str | None:
    return (mention.spots[0].place or mention.spots[0].name or None) if mention.spots else None


def _spots(place: str | None, book: Codebook, name_of: NameOf) -> tuple[Spot, ...]:
    if place is None:
        return ()
    return (registered_spot(place, book) or Spot(None, name_of(place)),)


def _harmed(victims: Mapping[str, Any]) -> list[Harmed]:
    pairs = {harm: number if isinstance(number, list) else (number, number) for harm, number in victims.items()}
    return [Harmed(harm, low, high) for harm, (low, high) in sorted(pairs.items())]  # type: ignore[arg-type]

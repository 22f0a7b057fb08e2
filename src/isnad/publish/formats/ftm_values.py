"""An entity of FollowTheMoney, and those that stand for parties and places."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from isnad.publish.formats.keys import key_of, spot_key
from isnad.publish.release.released import Party, Spot

_BODIES: Final = {"actor": "Organization", "person": "Person"}
_UNSEEN: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and ends of line."""
_REMEMBERED: Final = 4_096


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: an id, the name of its schema, and the values of its properties, all of them texts."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]


def entity(id_: str, schema: str, **properties: Sequence[str | None]) -> Entity:
    """An entity with those of its values that say something, as FollowTheMoney keeps them: NFC, trimmed, each once."""
    cleaned = {name: tuple(dict.fromkeys(map(_clean, filter(None, values)))) for name, values in properties.items()}
    return Entity(
        id_, schema, {name: kept for name, values in cleaned.items() if (kept := tuple(filter(None, values)))}
    )


def _clean(value: str) -> str:
    return _UNSEEN.sub("", normalize("NFC", value)).strip()


def party_id(party: Party) -> str:
    """The id of a party's entity."""
    return key_of("party", party.id)


def address_id(spot: Spot) -> str:
    """The id of a place's entity."""
    return key_of("spot", spot_key(spot))


def body_schema(party: Party) -> str | None:
    """The schema of a party that can act in law: a body, a person, a country; None for a place or facility."""
    return "PublicBody" if party.class_ == "country" else _BODIES.get(party.kind)


@lru_cache(maxsize=_REMEMBERED)
def party_entity(party: Party) -> Entity:
    """A body, a person or a country; any other place and a facility are addresses."""
    schema = body_schema(party)
    country = [party.country.lower()] if party.country else []
    if schema is None:
        return entity(
            party_id(party), "Address", name=[party.name, party.name_ar], full=[party.name], country=country,
            keywords=[f"class:{party.class_}" if party.class_ else None, f"id:{party.id}"],
        )  # fmt: skip
    return entity(
        party_id(party), schema, name=[party.name], alias=[party.name_ar], country=country,
        classification=[party.class_], wikidataId=[party.wikidata],
        keywords=[f"ACLED:{party.acled}" if party.acled else None, f"id:{party.id}"],
    )  # fmt: skip


@lru_cache(maxsize=_REMEMBERED)
def spot_entity(spot: Spot) -> Entity:
    """A place as an address. How far its point may be off stands in its summary: no field is made for that."""
    exact = [
        f"precision: {spot.precision}" if spot.precision else "",
        f"within {spot.metres} m" if spot.metres is not None else "",
        "coarsened" if spot.coarsened else "",
    ]
    return entity(
        address_id(spot), "Address", name=[spot.name, spot.name_ar],
        full=[", ".join(dict.fromkeys(filter(None, (spot.name, spot.admin3, spot.admin2, spot.admin1, spot.country))))],
        city=[spot.name] if spot.kind in ("city", "town", "village") else [],
        region=[spot.admin2], state=[spot.admin1],
        country=[spot.country_code.lower()] if spot.country_code else [],
        latitude=[f"{spot.lat}"] if spot.lat is not None else [],
        longitude=[f"{spot.lon}"] if spot.lon is not None else [],
        summary=["; ".join(filter(None, exact))], keywords=[f"id:{spot.id}" if spot.id else None],
    )  # fmt: skip

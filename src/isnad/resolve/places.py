"""Where two mentions say that it happened: whether that contradicts, and how much it speaks for one happening.

A place and one that contains it agree. Two places beside one another agree where they lie no further apart than the
reports' precision lets them. Of several places that a report names in a row, the pair that agrees best counts.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

from rapidfuzz import fuzz

from isnad.codebook.book import Codebook
from isnad.codebook.distance import Point, kilometres
from isnad.codebook.entries import Place
from isnad.codebook.lookup import WIDE
from isnad.resolve.days import Agreement
from isnad.resolve.judgement import Reason
from isnad.resolve.mentions import EventMention, Spot

CAPITAL: Final = "capital"
"""The kind of a city whose governorate bears its name: `في حلب` is said of both."""
EXTENT_KM: Final = {
    "village": 4.0, "town": 5.0, "city": 8.0, "capital": 8.0, "neighbourhood": 2.0, "camp": 3.0, "mountain": 15.0,
    "desert": 40.0, "valley": 15.0, "lake": 15.0, "island": 15.0, "field": 5.0, "airport": 4.0, "base": 3.0, "dam": 3.0,
}  # fmt: skip
"""How far from its point a place of this kind reaches, with the land that outlets call by its name; others 3 km."""
_RADIUS_M: Final = {
    "square": 500, "building": 500, "hospital": 500, "bridge": 500, "shrine": 500, "neighbourhood": 1_000,
    "prison": 1_000, "crossing": 1_000, "dam": 1_000, "village": 2_000, "camp": 2_000, "airport": 3_000, "base": 3_000,
    "port": 3_000, "town": 4_000, "field": 5_000, "city": 10_000, "mountain": 20_000, "valley": 20_000,
    "lake": 20_000, "island": 20_000, "district": 30_000, "countryside": 30_000, "front": 30_000,
    "governorate": 100_000, "region": 200_000, "desert": 200_000, "sea": 300_000, "country": 500_000,
}  # fmt: skip
_RADIUS_ELSEWHERE_M: Final = 50_000
NEARBY_KM: Final = 8.0
"""What `near` or `around` a place adds, as Syrian outlets use it of villages."""
CITIES: Final = frozenset({"city", "capital", "governorate", "district"})
_OF_CITIES: Final = -1.0
"""In a city much happens on one day: that two reports name it says less than its rarity in an archive does."""
LIKE_NAME: Final = 85.0
"""From this `fuzz.ratio` on two unregistered names are spellings of one (`الجريجسة`, `جرجيسة`)."""
VAGUE: Final = frozenset({"country", "region", "countryside", "sea", "river", "road", "front"})
"""Kinds that lie across governorates, so that the hierarchy does not tell what is in them."""
_NAMED: Final = 0.5
_VETO: Final = -8.0


def registered_spot(id_: str, book: Codebook) -> Spot | None:
    """The place of a global id (`place:albukamal`) as comparison needs it; None where the codebook has none."""
    chosen = book.places.get(id_.partition(":")[2]) if ":" in id_ else None
    if chosen is None:
        return None
    place, above = chosen, [chosen.id] if chosen.parent else []
    while place.parent and place.parent in book.places and place.parent not in above:
        place = book.places[place.parent]
        above += [place.id] if place.parent else []
    governorate = book.places.get(above[-1] if above else "")
    named = governorate is not None and governorate.id != chosen.id and _share_name(chosen, governorate)
    kind = CAPITAL if chosen.kind == "city" and named else chosen.kind
    point = None if chosen.kind in WIDE else chosen.point
    return Spot(f"place:{chosen.id}", "", tuple(f"place:{one}" for one in above), point, kind)


def _share_name(one: Place, other: Place) -> bool:
    return not set(one.names.get("ar", ())).isdisjoint(other.names.get("ar", ()))


def contradicting_places(one: EventMention, other: EventMention) -> Reason | None:
    """Why both cannot be at one place: no place of the one contains, is, or lies near a place of the other.

    Places without a registered id or a point never contradict.
    """
    if not one.spots or not other.spots:
        return None
    if any(not _apart(a, b) for a, b in product(one.spots, other.spots)):
        return None
    return Reason("places", _VETO, f"{_named(one.spots[0])} and {_named(other.spots[0])}")


def agreement_of_places(one: EventMention, other: EventMention) -> Iterator[Agreement]:
    """What each pair of places agrees on; the one that weighs most is to count. A place that a report only names beside
    what happened counts for less, and where both tell another place for it, not at all."""
    for a, b in product(one.spots, other.spots):
        yield _agreement(a, b, f"{_named(a)}, {_named(b)}")
    for tells, names in ((one, other), (other, one)):
        if not any(spot.place and spot.kind not in WIDE for spot in names.spots):
            shared = {spot.place for spot in tells.spots if spot.place} or set(tells.near)
            for place in sorted(shared.intersection(names.near)):
                yield Agreement((f"place:{place}",), _NAMED, 0.0, f"{place} is named")


def _apart(a: Spot, b: Spot) -> bool:
    """Whether two places are known to lie apart."""
    if a.place is None or b.place is None or not a.above or not b.above:
        return False
    if a.place in b.above or b.place in a.above or not VAGUE.isdisjoint((a.kind, b.kind)):
        return False
    if CAPITAL in (a.kind, b.kind) and a.above[-1] == b.above[-1]:
        return False
    if a.point and b.point:
        return _far(a.point, b.point) > _reach(a) + _reach(b)
    return a.above[-1] != b.above[-1] and not (a.relation != "in" or b.relation != "in")


def _agreement(a: Spot, b: Spot, told: str) -> Agreement:
    if a.place is None or b.place is None:
        alike = a.place is b.place and a.name and b.name and fuzz.ratio(a.name, b.name) >= LIKE_NAME
        return Agreement((f"name:{a.name}", f"name:{b.name}"), 0.8, 0.0, told) if alike else Agreement((), 0, 0, told)
    if a.place == b.place:
        return Agreement((f"place:{a.place}",), 0.8, _OF_CITIES if a.kind in CITIES else 0.0, told)
    if a.place in b.above or b.place in a.above:
        return Agreement((f"place:{a.place if a.place in b.above else b.place}",), 0.7, 0.0, told)
    if _apart(a, b):
        return Agreement((), 0.0, -1.0, told)
    if a.point and b.point and _far(a.point, b.point) <= _reach(a) + _reach(b):
        return Agreement((f"place:{a.place}", f"place:{b.place}"), 0.5, 0.0, told)
    shared = [place for place in a.above if place in b.above]
    return Agreement((f"place:{shared[0]}",), 0.5, -0.3, told) if shared else Agreement((), 0.0, 0.0, told)


def _reach(spot: Spot) -> float:
    return EXTENT_KM.get(spot.kind, 3.0) + (NEARBY_KM if spot.relation != "in" else 0.0)


@lru_cache(maxsize=200_000)
def _far(one: Point, other: Point) -> float:
    return kilometres(one, other)


def _named(spot: Spot) -> str:
    return spot.place or spot.name


def cells(spot: Spot) -> Iterator[str]:
    """The squares of a quarter of a degree (about 25 km) that the place or what is near it reaches into."""
    if spot.point is None:
        return
    latitude, longitude = spot.point
    reach = _reach(spot) / 111.0
    rows = {int((latitude + step) * 4 // 1) for step in (-reach, reach)}
    columns = {int((longitude + step) * 4 // 1) for step in (-reach, reach)}
    yield from (f"{row}:{column}" for row, column in product(sorted(rows), sorted(columns)))


def radius_m(kind: str) -> int:
    """In how many metres around its point something lies that is told of a place of that kind: rough, and on the large
    side, since a point that is too sure is a false one. Our own figures."""
    return _RADIUS_M.get(kind, _RADIUS_ELSEWHERE_M)

"""Where a report is at home: the countries, regions and spots that its certain names point to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.codebook import Codebook
from isnad.codebook.distance import Point, kilometres
from isnad.codebook.lexicon import NameRef

_NEAR_KM, _FAR_KM = 60.0, 150.0
_SMALL = frozenset({"village", "neighbourhood", "town", "district"})
_SHARE = 3
_DIVISIONS = frozenset({"city", "district", "governorate", "region", "country"})
_PLAIN_KINDS = frozenset({"village", "neighbourhood"})


class Spot(NamedTuple):
    """A place that a name of the report surely means: its id, all that it lies in below the country, its point."""

    id: str
    regions: frozenset[str]
    point: Point | None


@dataclass(frozen=True, slots=True)
class Home:
    """`countries`: how often each is meant by a name that can mean one thing only (ISO codes); `outlet`: the
    publisher's own; `spots`: the certain places of the report, countries left out."""

    countries: Counter[str]
    outlet: str
    spots: tuple[Spot, ...]

    def country(self) -> str | None:
        """The country that the report is mostly about; None where it names none."""
        return self.countries.most_common(1)[0][0] if self.countries else None

    def distance(self, point: Point, but: str = "") -> float:
        """Kilometres to the nearest certain place other than `but`; infinite where there is none."""
        others = (spot.point for spot in self.spots if spot.point and spot.id != but)
        return min((kilometres(point, other) for other in others), default=float("inf"))

    def shares_region(self, book: Codebook, id_: str) -> bool:
        """Whether another certain place lies in the same region as this one, or in it, or around it."""
        mine = book.above(id_)
        return any(spot.regions & mine for spot in self.spots if spot.id != id_)


def home_of(lexis: Lexis, found: list[Mention], outlet: str) -> Home:
    """The home of a report with these names; `outlet` is the publisher's country, empty where unknown."""
    book, spots = lexis.book, dict[str, Spot]()
    for mention in found:
        ids = [ref.id for ref in mention.refs if ref.id in book.places]
        if not ids or (len(ids) > 1 and not one_spot(book, ids)) or is_common(lexis, mention, mention.refs[0]):
            continue
        narrow = max(ids, key=lambda id_: len(book.above(id_)))
        place = book.places[narrow]
        if narrow not in spots and place.kind != "country":
            regions = frozenset[str].intersection(*(book.above(id_) for id_ in ids)) or book.above(narrow)
            spots[narrow] = Spot(narrow, regions, place.point)
    return Home(_countries(lexis, found), outlet, tuple(spots.values()))


def countries_of(lexis: Lexis, found: list[Mention], outlet: str) -> frozenset[str]:
    """The countries that a report with these names is about: those named a third as often as the first, or more often,
    and the outlet's."""
    counts = _countries(lexis, found)
    most = max(counts.values(), default=0)
    return frozenset(code for code, n in counts.items() if n * _SHARE >= most) | (frozenset({outlet}) - {""})


_FIRM = frozenset({"name", "reading"})
_ADJECTIVES = frozenset({"nations.adjective"})


def _countries(lexis: Lexis, found: list[Mention]) -> Counter[str]:
    home: Counter[str] = Counter()
    for mention in found:
        countries = {lexis.book.country_of(ref.id) for ref in mention.refs if ref.use in _FIRM}
        if len(countries) == 1:
            home.update(countries)
    for index in lexis.bearing(_ADJECTIVES):
        home.update(nations(lexis, index))
    home.pop("", None)
    return home


def nations(lexis: Lexis, index: int) -> list[str]:
    """The countries that the adjective here means, as ISO codes."""
    tags = lexis.tags[index]
    return [lexis.book.codes.get(tag[7:], "") for tag in sorted(tags) if tag.startswith("nation:")]


def is_common(lexis: Lexis, mention: Mention, ref: NameRef) -> bool:
    """Whether the place is named by a plain word (`الحرية`), so that there are several."""
    place, name = lexis.book.places.get(ref.id), list(lexis.view.words[slice(*mention.core)])
    plain = (list(lexis.book.fold_words(word)) for word in place.cued) if place else ()
    return any(name[-len(words) :] == words for words in plain)


def elsewhere(lexis: Lexis, mention: Mention, ref: NameRef, home: Home) -> bool:
    """Whether the registered place cannot well be meant, so that it is rather one that no list holds: a village far
    from all other places of the report, and in none of their regions; a town where all of them lie far away; one of a
    plain word's name in a region of which nothing else is told."""
    place = lexis.book.places.get(ref.id)
    if place is None or place.kind not in _SMALL or not home.spots:
        return False
    if place.kind == "neighbourhood" and mention.core[1] - mention.core[0] > 1:  # `المنطقة الخضراء`
        return False
    if home.shares_region(lexis.book, ref.id):
        return False
    away = home.distance(place.point, ref.id) if place.point else float("inf")
    alone = mention.core[1] - mention.core[0] == 1
    if (place.kind in _PLAIN_KINDS and alone) or is_common(lexis, mention, ref):
        return away > _NEAR_KM and any(spot.id != ref.id for spot in home.spots)
    return _FAR_KM < away < float("inf")


def one_spot(book: Codebook, ids: Iterable[str]) -> bool:
    """Whether these are sizes of one place (a city, its district, its governorate), not several of one name."""
    ids = list(ids)
    kinds = {book.places[id_].kind for id_ in ids}
    if len(kinds) < len(ids):
        return False
    if kinds <= _DIVISIONS:
        return len({book.country_of(id_) for id_ in ids}) == 1
    return bool(frozenset[str].intersection(*(book.above(id_) for id_ in ids)))

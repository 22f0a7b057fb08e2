"""Where a report is at home: the countries, regions and spots that its certain names point to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.codebook import Codebook
from isnad.codebook.lexicon import NameRef

_SHARE = 3
_EARTH_KM = 6371.0
_DIVISIONS = frozenset({"city", "district", "governorate", "region"})
_PLAIN_KINDS = frozenset({"village", "neighbourhood"})

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Home:
    """`countries`: how often each is meant by a name that can mean one thing only (ISO codes); `outlet`: the
    publisher's own; `regions`: all that the certain places lie in; `points`: where those lie."""

    countries: Counter[str]
    outlet: str
    regions: frozenset[str]
    points: tuple[Point, ...]

    def country(self) -> str | None:
        """The country that the report is mostly about; None where it names none."""
        return self.countries.most_common(1)[0][0] if self.countries else None

    def distance(self, point: Point) -> float:
        """Kilometres to the nearest certain place; infinite where there is none."""
        return min((kilometres(point, other) for other in self.points), default=float("inf"))


def home_of(lexis: Lexis, found: list[Mention], outlet: str) -> Home:
    """The home of a report with these names; `outlet` is the publisher's country, empty where unknown."""
    certain = [m.refs[0].id for m in found if len(m.refs) == 1 and not is_common(lexis, m, m.refs[0])]
    places = [lexis.book.places[id_] for id_ in certain if id_ in lexis.book.places]
    return Home(
        _countries(lexis, found), outlet,
        frozenset(region for place in places for region in above(lexis.book, place.id)),
        tuple({place.point: None for place in places if place.point and place.kind != "country"}),
    )  # fmt: skip


def countries_of(lexis: Lexis, found: list[Mention], outlet: str) -> frozenset[str]:
    """The countries that a report with these names is about: those named a third as often as the first, or more often,
    and the outlet's."""
    counts = _countries(lexis, found)
    most = max(counts.values(), default=0)
    return frozenset(code for code, n in counts.items() if n * _SHARE >= most) | (frozenset({outlet}) - {""})


def _countries(lexis: Lexis, found: list[Mention]) -> Counter[str]:
    home: Counter[str] = Counter()
    for mention in found:
        ids = {ref.id for ref in mention.refs if ref.use in ("name", "reading")}
        countries = {lexis.book.country_of(id_) for id_ in ids}
        if len(countries) == 1:
            home.update(countries)
    for index, tags in enumerate(lexis.tags):
        if "nations.adjective" in tags:
            home.update(nations(lexis, index))
    home.pop("", None)
    return home


def nations(lexis: Lexis, index: int) -> list[str]:
    """The countries that the adjective here means, as ISO codes."""
    tags = lexis.tags[index]
    return [lexis.book.codes.get(tag[7:], "") for tag in sorted(tags) if tag.startswith("nation:")]


def above(book: Codebook, id_: str) -> set[str]:
    """A place and all that it lies in, below the country."""
    found: set[str] = set()
    place = book.places.get(id_)
    while place is not None and place.parent and place.id not in found:
        found.add(place.id)
        place = book.places.get(place.parent)
    return found


def is_common(lexis: Lexis, mention: Mention, ref: NameRef) -> bool:
    """Whether the place is named by a plain word (`الحرية`), so that there are several."""
    place, name = lexis.book.places.get(ref.id), list(lexis.view.words[slice(*mention.core)])
    plain = (list(lexis.book.fold_words(word)) for word in place.cued) if place else ()
    return any(name[-len(words) :] == words for words in plain)


def elsewhere(lexis: Lexis, mention: Mention, ref: NameRef, home: Home) -> bool:
    """A village of a common name in a region of which nothing else is told: rather one that no list holds."""
    if not is_common(lexis, mention, ref) or lexis.book.places[ref.id].kind not in _PLAIN_KINDS:
        return False
    return bool(home.regions) and not (above(lexis.book, ref.id) & home.regions)


def one_spot(book: Codebook, ids: Iterable[str]) -> bool:
    """Whether these are sizes of one place (a city, its district, its governorate), not several of one name."""
    ids = list(ids)
    kinds = {book.places[id_].kind for id_ in ids}
    if len(kinds) < len(ids):
        return False
    if kinds <= _DIVISIONS:
        return len({book.country_of(id_) for id_ in ids}) == 1
    return bool(set[str].intersection(*(above(book, id_) for id_ in ids)))


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance of two points in degrees, in kilometres."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    square = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(square))

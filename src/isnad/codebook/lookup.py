"""What the codebook knows by a name: who bears it, what that belongs to, what is in it, and what lies near it."""

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

from isnad.arabic.letters import fold_phrase
from isnad.codebook.distance import kilometres
from isnad.codebook.entries import Actor, Allegiance, Place

NameUse = Literal["id", "name", "short", "reading", "cued", "ambiguous"]
Direction = Literal["n", "ne", "e", "se", "s", "sw", "w", "nw"]
Entry = TypeVar("Entry", bound=Actor | Place)

WIDE = frozenset(
    {"country", "region", "governorate", "district", "countryside", "desert", "sea", "river", "road", "front"}
)
"""Kinds that no single point stands for: there is no distance from or to them."""
_DIRECTIONS: tuple[Direction, ...] = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
_LEAST_SCORE = 60.0
_PART_WEIGHT = 0.9
_MOST_BEHIND = 25.0
_UNDECOMPOSED: dict[int, int | str] = {
    **str.maketrans("ıəøłđ", "ieold"),
    **dict.fromkeys(map(ord, "'’‘ʼʿʾ`´\"“”«»"), ""),
}
_PLAIN = re.compile(r"[a-z0-9 \u0621-\u064a]*")
_VOWELS = re.compile(r"(?<=[a-z])[aeiouyw]+")
_DOUBLED = re.compile(r"(.)\1+")


class Written(NamedTuple):
    """A name as an entry lists it. `lang` is None where the entry says no language; days are those of a dated name."""

    name: str
    use: NameUse
    lang: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Match(Generic[Entry]):
    """An entry that bears the name that was looked up, and the names of it that are that one."""

    entry: Entry
    by: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Near(Generic[Entry]):
    """An entry with a similar name. `score` runs from 0 to 100."""

    entry: Entry
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A place near another: kilometres as the crow flies, and where it lies from there (None: too near)."""

    place: Place
    km: int
    direction: Direction | None


def name_key(name: str) -> str:
    """The form under which spellings of a name are one: folded as reports are, Latin letters without diacritics."""
    folded = fold_phrase(unicodedata.normalize("NFC", name))
    if _PLAIN.fullmatch(folded):
        return folded
    plain = (c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return " ".join("".join(plain).translate(_UNDECOMPOSED).split())


def names_of(entry: Actor | Place) -> Iterator[Written]:
    """Every name of an entry, those to be shown first."""
    for lang, names in entry.names.items():
        for name in names:
            yield Written(name, "name", lang)
    for name in entry.cued:
        yield Written(name, "cued", "ar")
    if isinstance(entry, Actor):
        for name in entry.short:
            yield Written(name, "short", "ar")
        for row in entry.ambiguous:
            yield Written(row.name, "ambiguous", "ar", row.since, row.until)
        for name in entry.reading:
            yield Written(name, "reading", "ar")


def find(entries: Mapping[str, Entry], name: str) -> list[Match[Entry]]:
    """All entries that bear `name`, in any language, or whose id it is (`irgc`, `actor:irgc`), that one first."""
    key, (kind, _, id_) = name_key(name), name.strip().lower().rpartition(":")
    found: list[Match[Entry]] = []
    for entry in entries.values():
        by = [row for row in names_of(entry) if name_key(row.name) == key] if key else []
        if entry.id == id_ and kind in ("", *_kinds(entry)):
            found.insert(0, Match(entry, (Written(id_, "id"), *by)))
        elif by:
            found.append(Match(entry, tuple(by)))
    return found


def _kinds(entry: Actor | Place) -> tuple[str, ...]:
    """What may stand before its id; a place may be written as a facility and the other way round."""
    return ("actor",) if isinstance(entry, Actor) else ("place", "facility")


def similar(entries: Mapping[str, Entry], name: str, most: int = 5) -> list[Near[Entry]]:
    """The entries with the names most like `name`, best first.

    Names are compared as wholes, by the words that they share, and by their consonants, since transliterations
    differ in vowels; the last two count a little less.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- needed for names that are not there only

    owners: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries.values():
        for row in names_of(entry):
            owners.setdefault(name_key(row.name), []).append((entry, row.name))
    wanted, keys = name_key(name), [*owners]
    bones, bare = _consonants(wanted), [*map(_consonants, keys)]
    best: dict[str, tuple[float, float, Near[Entry]]] = {}
    for query, choices, scorer, weight in (
        (wanted, keys, fuzz.ratio, 1.0),
        (wanted, keys, fuzz.token_set_ratio, _PART_WEIGHT),
        (bones, bare, fuzz.ratio, _PART_WEIGHT if bones != wanted else 0.0),
    ):
        for _, raw, index in process.extract(query, choices, scorer=scorer, limit=10 * most):
            score, whole = round(raw * weight, 1), fuzz.ratio(wanted, keys[index])
            for entry, written in owners[keys[index]] if score >= _LEAST_SCORE else ():
                if entry.id not in best or best[entry.id][:2] < (score, whole):
                    best[entry.id] = (score, whole, Near(entry, written, score))
    ranked = [near for _, _, near in sorted(best.values(), key=lambda row: (-row[0], -row[1], row[2].entry.id))]
    return [near for near in ranked[:most] if near.score >= ranked[0].score - _MOST_BEHIND]


def _consonants(key: str) -> str:
    """A key in Latin letters without vowels and half vowels, each word's first letter kept, doubled letters once."""
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", key))


def chain(entry: Entry, entries: Mapping[str, Entry]) -> list[Entry]:
    """What an entry belongs to, and that to, up to the last; an entry never comes twice."""
    found: dict[str, Entry] = {}
    above = entries.get(entry.parent or "")
    while above is not None and above.id != entry.id and above.id not in found:
        found[above.id] = above
        above = entries.get(above.parent or "")
    return list(found.values())


def children(id_: str, entries: Mapping[str, Entry]) -> list[Entry]:
    """The entries that belong to this one directly, in the order of the codebook."""
    return [entry for entry in entries.values() if entry.parent == id_]


def allegiance_to(id_: str, actors: Mapping[str, Actor]) -> list[tuple[Actor, Allegiance]]:
    """The actors with an allegiance to this one, with each row that says so."""
    return [(actor, row) for actor in actors.values() for row in actor.allegiance if row.to == id_]


def neighbours(place: Place, places: Mapping[str, Place], most: int) -> list[Neighbour]:
    """The nearest places, nearest first; without what lies in `place`, what it lies in, and wide ones."""
    if place.point is None or place.kind in WIDE:
        return []
    above = {one.id for one in chain(place, places)}
    far = []
    for other in places.values():
        if other.point is None or other.kind in WIDE or other.id == place.id:
            continue
        if other.id not in above and place.id not in {one.id for one in chain(other, places)}:
            far.append((kilometres(place.point, other.point), other))
    far.sort(key=lambda row: (row[0], row[1].id))
    return [Neighbour(one, round(km), _clear_direction(place, one, km)) for km, one in far[:most]]


def _clear_direction(place: Place, other: Place, km: float) -> Direction | None:
    """The direction to another place; None where the points, which are to a kilometre, are too near to tell it."""
    return direction(place.point, other.point) if place.point and other.point and round(km) else None


def direction(one: tuple[float, float], other: tuple[float, float]) -> Direction | None:
    """The eighth of the compass in which `other` lies from `one` (initial bearing); None where they are one point."""
    if one == other:
        return None
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    east = math.sin(lon2 - lon1) * math.cos(lat2)
    north = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return _DIRECTIONS[round(math.degrees(math.atan2(east, north)) / 45) % 8]

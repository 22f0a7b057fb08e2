"""Whether the places of two happenings can be one."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.names.anaphors import Pointer
from isnad.codebook.book import Codebook
from isnad.codebook.distance import Point, kilometres

_DEEP = 9
_APART_KM, _WIDE_KM = 40.0, 90.0


class Nearness:
    """Compares the places of one report. `parents` tells in what each lies; `large` are those so wide that a happening
    told of there may be one told of inside."""

    def __init__(self, parents: dict[str, str], large: frozenset[str], points: dict[str, Point]) -> None:
        self.parents, self.large, self.points = parents, large, points

    def within(self, inner: str, outer: str) -> bool:
        """Whether one place is the other or lies in it."""
        place: str | None = inner
        for _ in range(_DEEP):
            if place is None or place == outer:
                return place is not None
            place = self.parents.get(place)
        return False

    def agree(self, old: Draft, new: Draft) -> bool:
        """Whether the two are told of at one place, at places that hold one another, or one of them at none of its
        own."""
        a, b = place_of(old), place_of(new)
        if a is None or b is None or self.within(a, b) or self.within(b, a):
            return True
        if old.place_inherited or new.place_inherited or (new.place and new.place.pointer.anaphor):
            return True
        if any(place.startswith("f:") and place not in self.parents for place in (a, b)):
            return True
        return any(self._around(inner, outer) for inner, outer in ((a, b), (b, a)))

    def _around(self, inner: str, outer: str) -> bool:
        """`شرقي دير الزور` and a town there: whether a place so wide may hold the other."""
        if outer not in self.large:
            return False
        if self.within(inner, self.parents.get(outer, outer)):
            return True
        loose = inner not in self.parents
        a, b = self.points.get(inner), self.points.get(outer)
        if a is None or b is None:
            return loose
        return (loose or outer not in self.parents) and kilometres(a, b) <= _WIDE_KM

    def apart(self, old: Draft, new: Draft) -> bool:
        """Whether their places are known to lie more than 40 km from one another."""
        a, b = (self.points.get(place or "") for place in (place_of(old), place_of(new)))
        return a is not None and b is not None and kilometres(a, b) > _APART_KM


def place_of(draft: Draft) -> str | None:
    """The id of the place of a draft."""
    return draft.place.pointer.who if draft.place else None


def points_of(book: Codebook, pointers: tuple[Pointer, ...]) -> dict[str, Point]:
    """The points of the places of a report; a place of no entry has that of the place inside its name (`ريف حلب`)."""
    found: dict[str, Point] = {}
    spatial = [p for p in pointers if p.kind in ("place", "facility")]
    for pointer in spatial:
        entry = book.places.get(pointer.who.removeprefix("place:"))
        if entry and entry.point:
            found[pointer.who] = entry.point
    for inner in spatial:
        if not inner.nested or inner.who not in found:
            continue
        for outer in spatial:
            if outer.first <= inner.first and inner.end <= outer.end and outer.who not in found:
                found[outer.who] = found[inner.who]
    return found

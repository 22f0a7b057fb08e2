"""Where something happened, from the most exact place that is told to the coarsest that may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from isnad.archive.asking.walking import Happening
from isnad.codebook import Codebook
from isnad.codebook.entries import FACILITY_KINDS, Place
from isnad.codebook.lookup import WIDE
from isnad.publish.answers.naming import clean
from isnad.publish.release.released import Spot
from isnad.resolve.places import NEARBY_KM, radius_m
from isnad.resolve.wording import place_name

PROTECTED: Final = frozenset({"hospital", "camp", "prison", "base", "building", "crossing"})
"""Kinds of places at which people are at risk by being found: hospitals and clinics, shelters and camps, prisons, bases
and positions, checkpoints (`building` is the codebook's for what has no kind of its own, such as a checkpoint)."""
DISTRICTS: Final = frozenset({"district", "governorate"})
SETTLED: Final = frozenset(
    "village town city district governorate region country countryside desert mountain valley island lake sea "
    "river".split()
)
"""Kinds that are no finer than a village."""
_ROUNDED: Final = 2
_ROUNDING_M: Final = 800
"""What rounding degrees to two places can move a point: half of a hundredth of a degree each way, 787 m."""
_PRECISIONS: Final[Mapping[str, str]] = {
    "neighbourhood": "neighbourhood", "square": "neighbourhood", "village": "village", "town": "town", "city": "city",
    "district": "district", "governorate": "region", "region": "region", "country": "country",
}  # fmt: skip


@dataclass(slots=True)
class Spots:
    """Places of the codebook as spots, remembered."""

    book: Codebook
    _known: dict[str, Spot | None] = field(default_factory=dict)

    def of(self, happening: Happening) -> Spot | None:
        """Where an event happened, as most reports tell it; None where none does."""
        line = happening.line
        found = self._account(happening)
        if line.place:
            spot = self.registered(line.place)
            return _told(spot, found) if spot else None
        if not line.where:
            return None
        written = self._written(happening, line.where)
        _, kinds = place_name(written, self.book)
        above = [id_ for id_ in (found or _NOWHERE)[2] if id_ != line.place]
        return self.unregistered(written, min(kinds, default=(found or _NOWHERE)[4] or ""), above[0] if above else None)

    def registered(self, id_: str) -> Spot | None:
        """The spot of a place of the codebook; None where it has none of that id."""
        if id_ not in self._known:
            place = self.book.places.get(id_.partition(":")[2])
            self._known[id_] = self._spot(id_, place) if place else None
        return self._known[id_]

    def unregistered(self, written: str, kind: str, within: str | None) -> Spot:
        """The spot of a place that only reports know, in their words, within a registered one."""
        over = self.registered(within) if within else None
        own: dict[str, Any] = {"admin1": None, "country": None, "country_code": None}
        if over is not None:
            own = {"admin1": over.name if over.kind == "governorate" else over.admin1, "admin2": over.admin2,
                   "country": over.country, "country_code": over.country_code}  # fmt: skip
        return Spot(
            id=None, name_ar=clean(written), kind=kind or None, precision=_PRECISIONS.get(kind), within=within, **own
        )  # fmt: skip

    def named(self, written: str, within: str | None) -> Spot:
        """As `unregistered`, of the kind that the words tell."""
        return self.unregistered(written, min(place_name(written, self.book)[1], default=""), within)

    def climbed(self, spot: Spot, kinds: frozenset[str]) -> Spot | None:
        """The next place that a spot lies in and that is of one of these kinds; None where none is known."""
        id_ = spot.within
        seen: set[str] = set()
        while id_ and id_ not in seen:
            seen.add(id_)
            over = self.registered(id_)
            if over is None:
                return None
            if over.kind in kinds:
                return replace(over, coarsened=True)
            id_ = over.within
        return None

    def _spot(self, id_: str, place: Place) -> Spot:
        names = place.names
        arabic, english = names.get("ar"), names.get("en")
        point = None if place.kind in WIDE else place.point
        code = self.book.country_of(place.id) or None
        return Spot(
            id=id_, name_ar=(arabic or english or (place.id,))[0], name_en=english[0] if english else None,
            kind=place.kind, precision=_PRECISIONS.get(place.kind, "exact" if place.kind in FACILITY_KINDS else None),
            lat=point[0] if point else None, lon=point[1] if point else None,
            metres=radius_m(place.kind) if point else None,
            admin1=self._over(place, "governorate"), admin2=self._over(place, "district"),
            country=self._over(place, "country"), country_code=code,
            within=f"place:{place.parent}" if place.parent else None,
        )  # fmt: skip

    def _over(self, place: Place, kind: str) -> str | None:
        """The name of the place of a kind that a place is or lies in."""
        seen: set[str] = set()
        at: Place | None = place
        while at is not None and at.id not in seen:
            seen.add(at.id)
            if at.kind == kind:
                return next((names[0] for names in (at.names.get("en"), at.names.get("ar")) if names), at.id)
            at = self.book.places.get(at.parent) if at.parent else None
        return None

    def _account(self, happening: Happening) -> Sequence[Any] | None:
        """What the first account that has the event's place tells of it."""
        wanted = (happening.line.place, happening.line.where)
        spots = (spot for one in happening.accounts for spot in one.mention["spots"][:1])
        return next((spot for spot in spots if spot[0] in wanted[:1] or (not spot[0] and spot[1] == wanted[1])), None)

    def _written(self, happening: Happening, where: str) -> str:
        """An unregistered place as a report writes it: names are kept folded."""
        for account in happening.accounts:
            for one in account.statements:
                told = one.says.get("where")
                name = one.names.get(told["place"]) if told else None
                if name and place_name(name, self.book)[0] == where:
                    return name
        return where


_NOWHERE: Final[Sequence[Any]] = (None, "", (), None, "", "in", None)


def _told(spot: Spot, found: Sequence[Any] | None) -> Spot:
    """A place as a report tells it: near it is not in it."""
    relation, precision = (found[5], found[6]) if found and len(found) > 6 else ("in", None)
    metres = spot.metres + round(NEARBY_KM * 1000) if spot.metres is not None and relation != "in" else spot.metres
    return replace(spot, metres=metres, precision=precision or spot.precision)


def rounded(spot: Spot) -> Spot:
    """A spot whose point is rounded to about a kilometre, with the radius in which it then lies."""
    if spot.lat is None or spot.lon is None:
        return spot
    metres = (spot.metres or 0) + _ROUNDING_M
    return replace(spot, lat=round(spot.lat, _ROUNDED), lon=round(spot.lon, _ROUNDED), metres=metres)

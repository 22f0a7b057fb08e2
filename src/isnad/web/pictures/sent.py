"""The pictures for programs: what is drawn, as JSON, CSV or GeoJSON (RFC 7946). Our own scripts draw from these too."""

from typing import Any, Final

from starlette.responses import JSONResponse, Response

from isnad.web import sending
from isnad.web.pictures.asked import Counted, Linked, Placed
from isnad.web.pictures.maps import Spot, outline
from isnad.web.pictures.networks import Tie
from isnad.web.pictures.telling import Telling
from isnad.web.pictures.timelines import Timeline
from isnad.web.visit import Visit

_TIE: Final = ("source", "source_name", "type", "target", "target_name", "count", "denied", "first", "last")
_PLACE: Final = ("place", "name", "lat", "lon", "metres", "events")


def days(visit: Visit, line: Timeline, counts: Counted) -> Response:
    """The stretches of time that have events."""
    rows = [{"from": bar.first, "to": bar.last, "events": bar.count} for bar in line.bars if bar.count]
    if visit.ending == "csv":
        return sending.sheet("timeline", ("from", "to", "events"), rows)
    return JSONResponse({"by": line.unit, "undated": counts.undated, "partial": counts.partial, "rows": rows})


def places(visit: Visit, found: Placed) -> Response:
    """The places that have events; as GeoJSON a point only where that is known, else the outline of the area."""
    if visit.ending == "geojson":
        telling = Telling(visit, found.words)
        features = [_feature(spot, telling) for spot in found.spots]
        held = {"type": "FeatureCollection", "without_place": found.without, "partial": found.partial}
        return JSONResponse({**held, "features": features}, media_type="application/geo+json")
    rows = [
        dict(zip(_PLACE, (spot.id, spot.name, *spot.point, spot.metres, spot.count), strict=True))
        for spot in found.spots
    ]  # fmt: skip
    if visit.ending == "csv":
        return sending.sheet("map", _PLACE, rows)
    return JSONResponse({"without_place": found.without, "partial": found.partial, "rows": rows})


def network(visit: Visit, found: Linked) -> Response:
    """Parties and ties, with their names in the language of the visit."""
    telling = Telling(visit, found.words)
    names = {party.id: party.name for party in found.parties}
    rows = [_tie(tie, names) for tie in found.ties]
    if visit.ending == "csv":
        return sending.sheet("network", _TIE, rows)
    parties = [
        {"id": party.id, "name": party.name, "weight": party.weight, "href": telling.page_of(party.id)}
        for party in found.parties
    ]  # fmt: skip
    ties = [
        {**row, "manner": tie.manner, "told": telling.tie(tie)} for row, tie in zip(rows, found.ties, strict=True)
    ]  # fmt: skip
    return JSONResponse({"left_out": found.left_out, "partial": found.partial, "parties": parties, "ties": ties})


def _feature(spot: Spot, telling: Telling) -> dict[str, Any]:
    center = [spot.point[1], spot.point[0]]
    shape: dict[str, Any] = {"type": "Point", "coordinates": center}
    if not spot.is_precise:
        shape = {"type": "Polygon", "coordinates": [outline(spot)]}
    told = {
        "name": spot.name, "events": spot.count, "metres": spot.metres, "precise": spot.is_precise, "center": center,
        "href": telling.events_in(spot), "within": telling.within(spot),
    }  # fmt: skip
    return {"type": "Feature", "id": spot.id, "geometry": shape, "properties": told}


def _tie(tie: Tie, names: dict[str, str]) -> dict[str, Any]:
    return {
        "source": tie.source, "source_name": names[tie.source], "type": tie.type, "target": tie.target,
        "target_name": names[tie.target], "count": tie.count, "denied": tie.denied,
        "first": tie.first, "last": tie.last,
    }  # fmt: skip

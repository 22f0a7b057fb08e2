"""A map of where events lie: each place as the area in which it is known to be, on land and borders of our own.

The land is `basemap.json`, which the build writes (GeoJSON); without it no land is drawn.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any, Final

from isnad.publish.release.released import Event, Spot
from isnad.publish.situation.calling import called
from isnad.publish.situation.clipping import clip_line, clip_ring
from isnad.publish.situation.document import Figure
from isnad.publish.situation.drawing import DONE, ELSE, LAND, LINE, MUTE, WATER, line, picture, rect, text
from isnad.publish.situation.words import say
from isnad.publish.words import Lang

_WIDTH: Final = 720
_METRES_A_DEGREE: Final = 111_320
_LEAST_SPAN: Final = 2.4
_LEAST_RADIUS: Final = 5.0
_EDGE: Final = 20.0
_STEEP: Final = 80.0
"""Beyond this latitude a flat map tells nothing."""
_MARGIN: Final = 0.18
_BARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Area:
    """A place with the events in it; `metres` is the radius in which they lie."""

    spot: Spot
    lat: float
    lon: float
    metres: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """The window: degrees at its west and north, units for a degree of latitude, and how much narrower one of
    longitude is."""

    west: float
    north: float
    unit: float
    narrow: float
    height: int

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.unit * self.narrow, (self.north - lat) * self.unit


def areas(events: Sequence[Event]) -> list[Area]:
    """The places that can be drawn, those with most events first: what has no point and radius is left out."""
    found: dict[tuple[float, float, int], list[Event]] = {}
    for event in events:
        spot = event.where
        if spot and spot.lat is not None and spot.lon is not None and spot.metres and abs(spot.lat) < _STEEP:
            found.setdefault((spot.lat, spot.lon, spot.metres), []).append(event)
    made = [Area(ones[0].where, *at, tuple(ones)) for at, ones in found.items() if ones[0].where]
    return sorted(made, key=lambda one: (-len(one.events), one.lat, one.lon, one.metres))


def draw(found: Sequence[Area], lang: Lang) -> Figure | None:
    """The map of these areas; None where there are none."""
    if not found:
        return None
    view = _view(found)
    parts = [rect(0, 0, _WIDTH, view.height, WATER), *_land(view)]
    # the widest areas first, so that they cover no smaller one
    for area in sorted(found, key=lambda one: (-one.metres, one.lat, one.lon)):
        x, y = view.at(area.lon, area.lat)
        radius = max(_LEAST_RADIUS, area.metres / _METRES_A_DEGREE * view.unit)
        dash = "" if radius < 4 * _LEAST_RADIUS else ' stroke-dasharray="5 4"'
        look = f'fill="{ELSE}" fill-opacity="0.35" stroke="{DONE}"{dash}'
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {look}/>')
    parts += [*_names(found, view, lang), *_scale(view, lang)]
    alt = say("map.alt", lang, n=len(found))
    return Figure("map", picture(_WIDTH, view.height, parts), _WIDTH, view.height, alt)


def credit() -> str:
    """Whose land and borders are drawn; empty where none are."""
    return str(_basemap().get("credit", ""))


def _view(found: Sequence[Area]) -> _View:
    wide = [one.metres / _METRES_A_DEGREE for one in found]
    middle = sum(one.lat for one in found) / len(found)
    narrow = max(0.2, cos(radians(middle)))
    west = min(one.lon - radius / narrow for one, radius in zip(found, wide, strict=True))
    east = max(one.lon + radius / narrow for one, radius in zip(found, wide, strict=True))
    south = min(one.lat - radius for one, radius in zip(found, wide, strict=True))
    north = max(one.lat + radius for one, radius in zip(found, wide, strict=True))
    across = max((east - west) * (1 + 2 * _MARGIN), _LEAST_SPAN / narrow)
    down = max((north - south) * (1 + 2 * _MARGIN), _LEAST_SPAN * 0.55, across * narrow * 0.45)
    across = max(across, down / narrow / 0.8)
    unit = _WIDTH / (across * narrow)
    return _View((west + east - across) / 2, (north + south + down) / 2, unit, narrow, round(down * unit))


def _land(view: _View) -> Iterator[str]:
    for feature in _basemap().get("features", ()):
        filled = feature["geometry"]["type"].endswith("Polygon")
        cut = clip_ring if filled else clip_line
        box = (-_EDGE, -_EDGE, _WIDTH + _EDGE, view.height + _EDGE)
        drawn = [[view.at(*point) for point in ring] for ring in _rings(feature["geometry"])]
        paths = [_path(part) for ring in drawn for part in cut(ring, box) if len(part) > 1]
        if paths and filled:
            yield f'<path d="{" ".join(one + "Z" for one in paths)}" fill="{LAND}" fill-rule="evenodd"/>'
        elif paths:
            yield f'<path d="{" ".join(paths)}" fill="none" stroke="{LINE}" stroke-width="1.2"/>'


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(geometry["type"])
    if depth == 0:
        yield geometry["coordinates"]
    for one in geometry["coordinates"] if depth else ():
        yield from one if depth == 2 else [one]


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _names(found: Sequence[Area], view: _View, lang: Lang) -> Iterator[str]:
    """The names of places with their number of events, as far as they do not lie on one another."""
    taken: list[tuple[float, float, float]] = []
    for area in found:
        x, y = view.at(area.lon, area.lat)
        words = f"{called(area.spot, lang)} ({len(area.events)})"
        half, y = 3.6 * len(words), y - max(_LEAST_RADIUS, 0.0) - 4
        x = min(max(x, half + 4), _WIDTH - half - 4)
        if all(abs(y - other) > 14 or abs(x - middle) > half + wide for middle, other, wide in taken):
            taken.append((x, y, half))
            yield text(x, y, words, size=12)


def _scale(view: _View, lang: Lang) -> list[str]:
    """A bar of a round length, at the foot."""
    a_km = view.unit * 1000 / _METRES_A_DEGREE
    length = next((one for one in reversed(_BARS) if one * a_km <= _WIDTH / 4), _BARS[0])
    y, middle = view.height - 14, 16 + length * a_km / 2
    return [line(16, y, 16 + length * a_km, y, MUTE, 2), text(middle, y - 5, say("km", lang, n=length), size=10)]


@cache
def _basemap() -> dict[str, Any]:
    found = files("isnad.publish").joinpath("basemap.json")
    return dict(json.loads(found.read_text("utf-8"))) if found.is_file() else {}

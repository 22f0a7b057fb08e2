"""Where events are said to have happened, as areas: each as wide as the place is uncertain.

What is known only to a district is drawn as its whole circle with a number, without a dot in its middle. Land and
borders are those of `publish/basemap.json`, which the build writes; without it the areas stand on an empty ground.
Degrees of longitude are shortened by the latitude in the middle, so that circles look round (equirectangular
projection); with scripts Leaflet draws the same on Mercator's.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import cos, pi, radians, sin, sqrt
from typing import Any, Final

WIDTH = 840.0
TALLEST, LOWEST = 600.0, 330.0
PRECISE_METRES: Final = 5_000
"""A place known to this radius is shown as a dot, a wider one as an area only."""
REGION: Final = (-20.0, 0.0, 65.0, 45.0)
_METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of the Earth's mean radius (IUGG)."""
_MARGIN, _LEAST_SPAN = 0.12, 3.0
_AROUND = 300.0
"""Lines are drawn so far beyond the picture: no stretch of a coast is longer there."""
_MOST_LABELS = 14
Point = tuple[float, float]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with the number of events there; `point` is (latitude, longitude), `metres` the radius in which they
    happened, for all that is known."""

    id: str
    name: str
    point: Point
    metres: int
    count: int

    @property
    def is_precise(self) -> bool:
        """Whether a dot tells nothing false."""
        return self.metres <= PRECISE_METRES


@dataclass(frozen=True, slots=True)
class Area:
    """A spot as it is drawn: the circle of its uncertainty, its dot (0: none), and whether there is room for its number
    and for its name."""

    spot: Spot
    x: float
    y: float
    radius: float
    dot: float
    counted: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture: its height, what of it the base map knows (x, y, width, height), land, borders and disputed borders
    as SVG path data, and the areas, widest first. `outside` are places that are not in the picture."""

    height: float
    sea: Bounds
    land: str
    borders: str
    disputed: str
    areas: tuple[Area, ...]
    outside: int


@cache
def basemap() -> bytes:
    """The base map as GeoJSON; without any feature where the package was built offline."""
    found = files("isnad.publish").joinpath("basemap.json")
    return found.read_bytes() if found.is_file() else b'{"type":"FeatureCollection","features":[]}\n'


def chart(spots: Sequence[Spot]) -> Chart:
    """The picture of the spots in the region of the base map, around them; of all spots where none lies there, of the
    whole region where there are none at all."""
    shown = [spot for spot in spots if _is_in_region(spot)] or spots
    frame = _Frame.around(shown)
    paths = {"land": "", "border": "", "disputed": ""}
    for kind, lines in _features():
        paths[kind] += "".join(frame.path(line, closed=kind == "land") for line in lines)
    areas = [
        Area(
            spot, *frame.at(*reversed(spot.point)), round(max(frame.length(spot.metres), 2.5), 1),
            round(min(3 + 1.6 * sqrt(spot.count), 22), 1) if spot.is_precise else 0.0,
        )
        for spot in sorted(shown, key=lambda spot: (-spot.metres, -spot.count, spot.id))
    ]  # fmt: skip
    return Chart(
        frame.height,
        frame.sea,
        paths["land"],
        paths["border"],
        paths["disputed"],
        tuple(_written(areas)),
        len(spots) - len(shown),
    )


def outline(spot: Spot, corners: int = 32) -> list[list[float]]:
    """The circle of a spot as a closed ring of (longitude, latitude), anticlockwise as GeoJSON has it (RFC 7946)."""
    lat, lon = spot.point
    reach = spot.metres / _METRES_A_DEGREE
    ring = [
        [round(lon + reach * cos(turn) / max(cos(radians(lat)), 0.01), 4), round(lat + reach * sin(turn), 4)]
        for turn in (2 * pi * number / corners for number in range(corners))
    ]
    return [*ring, ring[0]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What of the map is shown: west, south, east, north in degrees, and how many units a degree of latitude takes."""

    bounds: Bounds
    scale: float
    squeeze: float

    @classmethod
    def around(cls, spots: Sequence[Spot]) -> "_Frame":
        west, south, east, north = _bounds(spots)
        squeeze = cos(radians((south + north) / 2))
        wide, high = (east - west) * squeeze, north - south
        low, tall = LOWEST / WIDTH * wide, TALLEST / WIDTH * wide
        if high < low:
            south, north = south - (low - high) / 2, north + (low - high) / 2
        elif high > tall:
            more = (high / tall - 1) * (east - west) / 2
            west, east = west - more, east + more
        return cls((west, south, east, north), WIDTH / ((east - west) * squeeze), squeeze)

    @property
    def height(self) -> float:
        return round((self.bounds[3] - self.bounds[1]) * self.scale, 1)

    def at(self, lon: float, lat: float) -> Point:
        """Where a point of the Earth lies in the picture."""
        x = (lon - self.bounds[0]) * self.scale * self.squeeze
        return round(x, 1), round((self.bounds[3] - lat) * self.scale, 1)

    @property
    def sea(self) -> Bounds:
        """The box of the base map's region."""
        (left, top), (right, low) = self.at(REGION[0], REGION[3]), self.at(REGION[2], REGION[1])
        return left, top, round(right - left, 1), round(low - top, 1)

    def length(self, metres: float) -> float:
        """How long metres are in the picture."""
        return metres / _METRES_A_DEGREE * self.scale

    def path(self, line: Iterable[Point], *, closed: bool) -> str:
        """A line as path data. What lies far outside is drawn to a box around the picture, which keeps it short."""
        near: list[Point] = []
        for lon, lat in line:
            x, y = self.at(lon, lat)
            here = (min(max(x, -_AROUND), WIDTH + _AROUND), min(max(y, -_AROUND), self.height + _AROUND))
            if near and not _apart(near[-1], here):
                continue
            if len(near) > 1 and any(near[-2][axis] == near[-1][axis] == here[axis] for axis in (0, 1)):
                near.pop()
            near.append(here)
        if len(near) < (3 if closed else 2) or not _touches(near, self.height):
            return ""
        return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in near) + ("Z" if closed else "")


def _apart(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) >= 1 or abs(one[1] - other[1]) >= 1


def _touches(points: Sequence[Point], height: float) -> bool:
    """Whether the box around some points and the picture have anything in common."""
    across, down = zip(*points, strict=True)
    return bool(min(across) <= WIDTH and max(across) >= 0 and min(down) <= height and max(down) >= 0)


def _is_in_region(spot: Spot) -> bool:
    return REGION[1] <= spot.point[0] <= REGION[3] and REGION[0] <= spot.point[1] <= REGION[2]


def _bounds(spots: Sequence[Spot]) -> Bounds:
    """What is around the spots with their circles, with a margin and no narrower than a few degrees."""
    if not spots:
        return REGION
    reach = [spot.metres / _METRES_A_DEGREE for spot in spots]
    south = min(spot.point[0] - far for spot, far in zip(spots, reach, strict=True))
    north = max(spot.point[0] + far for spot, far in zip(spots, reach, strict=True))
    west = min(spot.point[1] - far for spot, far in zip(spots, reach, strict=True))
    east = max(spot.point[1] + far for spot, far in zip(spots, reach, strict=True))
    tall = max((north - south) * _MARGIN, (_LEAST_SPAN - (north - south)) / 2)
    wide = max((east - west) * _MARGIN, (_LEAST_SPAN - (east - west)) / 2)
    return (west - wide, max(south - tall, -85), east + wide, min(north + tall, 85))


@cache
def _features() -> tuple[tuple[str, tuple[tuple[Point, ...], ...]], ...]:
    """The base map's lines by kind: rings of land, borders, disputed borders."""
    return tuple(_read(json.loads(basemap())["features"]))


def _read(features: Iterable[dict[str, Any]]) -> Iterator[tuple[str, tuple[tuple[Point, ...], ...]]]:
    for feature in features:
        told, lines = feature["properties"], feature["geometry"]["coordinates"]
        if told["kind"] == "land":
            yield "land", tuple(tuple((x, y) for x, y in ring) for polygon in lines for ring in polygon)
        else:
            yield "disputed" if told["disputed"] else "border", (tuple((x, y) for x, y in lines),)


def _written(areas: Sequence[Area]) -> list[Area]:
    """The areas with numbers and names, those of most events first, where they cover nothing that is there already."""
    taken: list[Bounds] = [_box(area.x, area.y, area.dot, area.dot) for area in areas if area.dot]
    found: dict[str, Area] = {}
    names = 0
    for area in sorted(areas, key=lambda area: (-area.spot.count, area.spot.id)):
        counted = named = False
        if not area.dot:
            counted = _take(taken, _box(area.x, area.y, 4.5 * len(str(area.spot.count)) + 2, 8))
        if (area.dot or counted) and names < _MOST_LABELS:
            half = 3.8 * len(area.spot.name)
            named = half <= area.x <= WIDTH - half and _take(
                taken, _box(area.x, area.y + max(area.dot, 8) + 10, half, 7)
            )
            names += named
        found[area.spot.id] = replace(area, counted=counted, named=named)
    return [found[area.spot.id] for area in areas]


def _box(x: float, y: float, wide: float, high: float) -> Bounds:
    return (x - wide, y - high, x + wide, y + high)


def _take(taken: list[Bounds], box: Bounds) -> bool:
    """Takes a box where it covers no other."""
    free = not any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in taken)
    if free:
        taken.append(box)
    return free

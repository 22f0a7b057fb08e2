"""How far two places lie from one another."""

from math import asin, cos, radians, sin, sqrt

_EARTH_KM = 6371.0088
"""Mean radius in kilometres (IUGG)."""

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance of two points, in kilometres (haversine formula)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    square = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(square)))

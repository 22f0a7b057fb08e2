"""Answers for programs: tables and points."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

from isnad.archive.asking.event_lists import EventLine
from isnad.archive.asking.pages import Page
from isnad.publish.answers import plain, sheets
from isnad.resolve.places import radius_m
from isnad.web.visit import Visit


def sheet(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Response:
    """A table as a file to be saved."""
    text = io.StringIO(newline="")
    sheets.write(text, columns, rows)
    response = Response(text.getvalue(), media_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def points(page: Page[EventLine], visit: Visit) -> Response:
    """Events as GeoJSON (RFC 7946); one whose place has no certain point has no geometry."""
    told = plain.list_plain(page, visit.book)
    features = list(_features(page.rows, told["rows"], visit))
    more = visit.as_form("geojson") if page.after is None else visit.here(after=page.after)
    held: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if page.after:
        held["next"] = more
    return JSONResponse(held, media_type="application/geo+json")


def _features(lines: Sequence[EventLine], rows: Sequence[Mapping[str, Any]], visit: Visit) -> Iterator[dict[str, Any]]:
    for line, row in zip(lines, rows, strict=True):
        place = visit.book.places.get((line.place or "").partition(":")[2])
        point = place.point if place else None
        geometry = {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
        metres = radius_m(place.kind) if place and point else None
        yield {
            "type": "Feature", "id": line.id, "geometry": geometry,
            "properties": {**row, "geo_precision_m": metres, "url": f"/e/{line.id}"},
        }  # fmt: skip

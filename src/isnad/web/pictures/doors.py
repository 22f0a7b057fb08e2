"""The pages of the timeline, the map and the network."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from starlette.responses import Response

from isnad.archive.asking import finding
from isnad.archive.asking.query import Query
from isnad.web.answers import Words
from isnad.web.door import Door
from isnad.web.pictures import asked, maps, networks, sent, timelines
from isnad.web.pictures.telling import Telling
from isnad.web.visit import Visit

_GROUND: Final = "/basemap.json"
MOST_SPOTS: Final = 300
"""So many places are drawn, those of most events; all are in the data."""
_MOST_BARS: Final = 400
"""So many bars are drawn where shorter stretches of time are asked for than fit best."""


def timeline(visit: Visit) -> Response:
    """How many events fell in each stretch of time."""
    counts = asked.days(visit, _query(visit))
    run = visit.asked("run") if visit.asked("run") in ("rtl", "ltr") else "rtl" if visit.lang == "ar" else "ltr"
    line = timelines.timeline(counts.days, _unit(visit, counts.days), leftwards=run == "rtl")
    if visit.ending:
        return sent.days(visit, line, counts)
    return _page(
        visit, "timeline", Words.of(visit, {}), empty=not line.bars and not counts.undated, partial=counts.partial,
        line=line, run=run, undated=counts.undated, units=timelines.UNITS, forms=("json", "csv"),
        most=max((bar.count for bar in line.bars), default=0), width=timelines.WIDTH, height=timelines.HEIGHT,
    )  # fmt: skip


def map_(visit: Visit) -> Response:
    """Where events were, as areas."""
    found = asked.places(visit, _query(visit))
    shown = found.spots[:MOST_SPOTS]
    if visit.ending:
        return sent.places(visit, replace(found, spots=shown) if visit.asked("drawn") else found)
    return _page(
        visit, "map", found.words, empty=not found.spots and not found.without, partial=found.partial,
        chart=maps.chart(shown), spots=shown, without=found.without, left_out=len(found.spots) - len(shown),
        data=visit.to("/map.geojson", q=visit.asked("q"), asof=visit.asked("asof"), drawn=1),
        ground=f"{_GROUND}?v={_mark()}", width=maps.WIDTH, scripted=_is_here("leaflet.js"),
        forms=("json", "csv", "geojson"),
    )  # fmt: skip


def network(visit: Visit) -> Response:
    """Who did what to whom, and who stands how to whom."""
    query = _query(visit)
    found = asked.network(visit, query)
    if visit.ending:
        return sent.network(visit, found)
    return _page(
        visit, "network", found.words, empty=not found.parties, partial=found.partial,
        ring=networks.ring(found.parties, found.ties), ties=found.ties, left_out=found.left_out,
        asks_status=bool(query.of("status")), width=networks.WIDTH, height=networks.HEIGHT,
        scripted=_is_here("cytoscape.min.js"), forms=("json", "csv"),
    )  # fmt: skip


def ground(visit: Visit) -> Response:
    """Land and borders for the map; the same for everybody."""
    response = Response(maps.basemap(), media_type="application/geo+json")
    response.headers["Cache-Control"] = "public, max-age=31536000" if visit.asked("v") == _mark() else "no-cache"
    return response


def _query(visit: Visit) -> Query:
    return finding.asked(visit.connection, visit.asked("q"), visit.book, cleared=visit.cleared)


def _page(visit: Visit, name: str, words: Words, **values: Any) -> Response:
    return visit.page(
        f"pictures/{name}.html", name=name, words=words, telling=Telling(visit, words), q=visit.asked("q"),
        asof=visit.asked("asof"), **values,
    )  # fmt: skip


def _unit(visit: Visit, days: Mapping[str, int]) -> timelines.Unit:
    """The unit that is asked for, made longer where it would give too many bars; else the one that fits best."""
    if not days:
        return "day"
    finest = timelines.fitting(min(days), max(days), _MOST_BARS)
    for unit in timelines.UNITS[timelines.UNITS.index(finest) :]:
        if unit == visit.asked("by"):
            return unit
    return finest if visit.asked("by") in timelines.UNITS else timelines.fitting(min(days), max(days))


def _is_here(name: str) -> bool:
    """Whether the build brought a script."""
    return files("isnad.web").joinpath("static", "vendor", name).is_file()


@cache
def _mark() -> str:
    return sha256(maps.basemap()).hexdigest()[:12]


DOORS = (
    Door("/{lang}/timeline", timeline, forms=("json", "csv")),
    Door("/{lang}/map", map_, forms=("json", "csv", "geojson")),
    Door("/{lang}/network", network, forms=("json", "csv")),
    Door(_GROUND, ground, None),
)

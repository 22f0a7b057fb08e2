from dataclasses import replace

import pytest
from defusedxml import ElementTree

from isnad.publish.situation import map as maps
from isnad.publish.situation.clipping import clip_line, clip_ring
from isnad.publish.situation.material import Period
from isnad.publish.situation.timeline import Bar, draw, timeline
from isnad.publish.words import Lang
from tests.publish.situation.material import ATTACK, DENIED, LOOSE, MEETING, RIVER, THREAT, event

EVENTS = (ATTACK, THREAT, DENIED, MEETING, LOOSE)
MONTH = Period("2023-02-01", "2023-02-28")
SVG = "{http://www.w3.org/2000/svg}"
BOX = (0.0, 0.0, 10.0, 10.0)


def test_only_places_with_a_point_and_a_radius_are_drawn() -> None:
    bare = event("e", where=replace(RIVER, metres=None))
    assert [(one.spot.id, one.metres, len(one.events)) for one in maps.areas((*EVENTS, bare))] == [
        ("place:nahr", 4000, 3), ("place:wadi", 25_000, 1),
    ]  # fmt: skip
    assert maps.draw(maps.areas((MEETING, bare)), "ar") is None


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_place_is_an_area_as_wide_as_it_is_uncertain(lang: Lang) -> None:
    figure = maps.draw(maps.areas(EVENTS), lang)
    assert figure is not None
    circles = [float(one.attrib["r"]) for one in ElementTree.fromstring(figure.svg).iter(f"{SVG}circle")]
    assert len(circles) == 2
    assert circles[0] > circles[1] >= 5
    assert circles[0] / 25_000 == pytest.approx(circles[1] / 4000, rel=0.5) or circles[1] == 5


def test_without_the_land_of_the_build_no_land_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "_basemap", dict)
    figure = maps.draw(maps.areas(EVENTS), "ar")
    assert figure is not None
    assert not list(ElementTree.fromstring(figure.svg).iter(f"{SVG}path"))
    assert maps.credit() == ""


def test_land_and_borders_are_cut_to_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    square = [[-60.0, -60.0], [80.0, -60.0], [80.0, 80.0], [-60.0, 80.0], [-60.0, -60.0]]
    far = [[100.0, 10.0], [101.0, 10.0], [101.0, 11.0]]
    features = [
        {"geometry": {"type": "MultiPolygon", "coordinates": [[square], [far]]}},
        {"geometry": {"type": "LineString", "coordinates": [[39.0, 35.0], [41.0, 35.0]]}},
        {"geometry": {"type": "MultiLineString", "coordinates": [far]}},
    ]
    monkeypatch.setattr(maps, "_basemap", lambda: {"features": features, "credit": "nobody"})
    figure = maps.draw(maps.areas(EVENTS), "ar")
    assert figure is not None
    paths = [one.attrib["d"] for one in ElementTree.fromstring(figure.svg).iter(f"{SVG}path")]
    assert len(paths) == 2
    numbers = [
        float(one) for path in paths for one in path.replace("M", " ").replace("L", " ").replace("Z", " ").split()
    ]
    assert max(map(abs, numbers)) < 2 * figure.width


def test_rings_and_lines_are_clipped() -> None:
    assert clip_ring([(-5, -5), (20, -5), (20, 20), (-5, 20)], BOX)
    assert sorted(clip_ring([(-5.0, -5.0), (20.0, -5.0), (20.0, 20.0), (-5.0, 20.0)], BOX)[0]) == [
        (0, 0), (0, 10), (10, 0), (10, 10)
    ]  # fmt: skip
    assert clip_ring([(20, 20), (30, 20), (30, 30)], BOX) == []
    line = [(-9.0, 5.0), (-5.0, 5.0), (5.0, 5.0), (15.0, 5.0), (25.0, 5.0), (30.0, 5.0)]
    assert clip_line(line, BOX) == [line[1:4]]


@pytest.mark.parametrize(
    ("period", "step", "count"),
    [
        (MONTH, "day", 28),
        (Period("2023-01-01", "2023-12-31"), "week", 53),
        (Period("2021-01-15", "2023-12-31"), "month", 36),
    ],
)
def test_bars_are_days_weeks_or_months(period: Period, step: str, count: int) -> None:
    found = timeline(EVENTS, period)
    assert (found.step, len(found.bars)) == (step, count)
    assert (found.bars[0].first, found.bars[-1].last) == (period.first, period.last)
    assert sum(one.done + one.others for one in found.bars) + found.loose == len(EVENTS)


def test_what_is_dated_wider_than_a_bar_stands_in_none() -> None:
    found = timeline(EVENTS, MONTH)
    assert found.loose == 1
    assert [one for one in found.bars if one.done or one.others] == [
        Bar("2023-02-14", "2023-02-14", 1, 0), Bar("2023-02-18", "2023-02-18", 1, 0),
        Bar("2023-02-20", "2023-02-20", 0, 1), Bar("2023-02-21", "2023-02-21", 0, 1),
    ]  # fmt: skip


def test_time_runs_from_right_to_left_in_arabic() -> None:
    found = timeline((ATTACK,), MONTH)
    at = {
        lang: next(float(one.attrib["x"]) for one in ElementTree.fromstring(draw(found, lang).svg).iter(f"{SVG}rect")
                   if one.attrib["fill"] == "#8a4b16" and one.attrib["height"] != "12.0")
        for lang in ("ar", "en")
    }  # fmt: skip
    assert at["en"] < 360 < at["ar"]

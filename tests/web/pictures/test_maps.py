"""Areas on land, as wide as what is not known."""

import json
from itertools import pairwise
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.codebook.distance import kilometres
from isnad.web.pictures.maps import LOWEST, TALLEST, WIDTH, Spot, basemap, chart, outline

TOWN = Spot("place:town", "البلدة", (34.45, 40.92), 3_000, 12)
CITY = Spot("place:city", "المدينة", (35.33, 40.14), 10_000, 30)
DISTRICT = Spot("place:district", "القضاء", (36.2, 37.16), 70_000, 9)
SPOTS = st.builds(
    Spot, st.uuids().map(str), st.just("مكان"), st.tuples(st.floats(-60, 70), st.floats(-170, 170)),
    st.integers(100, 400_000), st.integers(1, 999),
)  # fmt: skip


def test_what_is_known_to_a_district_only_has_no_dot() -> None:
    areas = {area.spot.id: area for area in chart([TOWN, CITY, DISTRICT]).areas}
    assert areas["place:town"].dot > 0
    assert areas["place:city"].dot == areas["place:district"].dot == 0
    assert areas["place:district"].radius > 10 * areas["place:town"].radius


def test_circles_are_to_the_scale_of_the_map() -> None:
    drawn = {area.spot.id: area for area in chart([TOWN, DISTRICT]).areas}
    town, district = drawn["place:town"], drawn["place:district"]
    apart = hypot(town.x - district.x, town.y - district.y)
    # away from the middle the projection is right to a few in a hundred
    metres = kilometres(TOWN.point, DISTRICT.point) * 1000
    assert district.radius / apart == pytest.approx(DISTRICT.metres / metres, rel=0.05)


def test_the_widest_are_drawn_beneath() -> None:
    metres = [area.spot.metres for area in chart([TOWN, DISTRICT, CITY]).areas]
    assert metres == sorted(metres, reverse=True)


@settings(deadline=None, max_examples=50)
@given(st.lists(SPOTS, max_size=8, unique_by=lambda spot: spot.id))
def test_every_spot_of_the_region_is_in_the_picture(spots: list[Spot]) -> None:
    drawn = chart(spots)
    near = {spot.id for spot in spots if 0 <= spot.point[0] <= 45 and -20 <= spot.point[1] <= 65}
    assert {area.spot.id for area in drawn.areas} == (near or {spot.id for spot in spots})
    assert len(drawn.areas) + drawn.outside == len(spots)
    assert LOWEST - 1 <= drawn.height <= TALLEST + 1
    assert all(-1 <= area.x <= WIDTH + 1 and -1 <= area.y <= drawn.height + 1 for area in drawn.areas)


def test_names_do_not_cover_one_another() -> None:
    near = [Spot(f"place:{n}", "مكان باسم طويل", (34.45 + n / 1000, 40.92), 3_000, 10 - n) for n in range(5)]
    named = [area for area in chart(near).areas if area.named]
    assert [area.spot.id for area in named] in ([], ["place:0"])
    assert all(area.named for area in chart([TOWN, CITY, DISTRICT]).areas)


def test_without_spots_the_region_is_shown() -> None:
    drawn = chart([])
    assert drawn.areas == ()
    assert drawn.sea[:3] == (0, 0, WIDTH)


@pytest.mark.skipif(not json.loads(basemap())["features"], reason="the package was built without a base map")
def test_land_and_borders_are_drawn_and_kept_short() -> None:
    near, far = chart([TOWN]), chart([])
    assert near.land.startswith("M") and near.borders.startswith("M") and far.disputed
    assert len(near.land) + len(near.borders) < 3_000
    assert len(far.land) + len(far.borders) < 60_000


def test_without_a_base_map_areas_stand_on_empty_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isnad.web.pictures.maps._features", lambda: ())
    drawn = chart([TOWN])
    assert (drawn.land, drawn.borders, len(drawn.areas)) == ("", "", 1)


def test_an_outline_is_a_closed_ring_at_its_radius() -> None:
    ring = outline(DISTRICT)
    assert ring[0] == ring[-1]
    far = [kilometres((lat, lon), DISTRICT.point) for lon, lat in ring]
    assert min(far) == pytest.approx(70, rel=0.02) and max(far) == pytest.approx(70, rel=0.02)
    doubled_area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    assert doubled_area > 0

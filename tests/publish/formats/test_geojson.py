import json
from dataclasses import replace
from typing import Any

import pytest

from isnad.publish.release.released import Spot
from tests.publish.formats.released_events import CLASH, COARSE, DAWN, EVENTS, NATION, POINTLESS, TOWN, release_of
from tests.publish.formats.written import lost, written

PROPERTIES = set(
    "type title_ar title_en date_start date_end date_precision geo_precision_m actors status confidence sources "
    "url".split()
)


def collection(*events: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written("geojson", release_of(events or EVENTS))[0])
    return found


def test_it_is_a_feature_collection_after_rfc_7946() -> None:
    whole = collection()
    assert whole["type"] == "FeatureCollection" and "crs" not in whole
    assert not {"coordinates", "geometries", "geometry", "properties"} & set(whole)  # 7.1
    assert [feature["id"] for feature in whole["features"]] == [event.id for event in EVENTS]
    for feature in whole["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"} and feature["type"] == "Feature"
        assert set(feature["properties"]) >= PROPERTIES
        if feature["geometry"] is not None:
            assert set(feature["geometry"]) == {"type", "coordinates"} and feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90
            assert feature["properties"]["geo_precision_m"] > 0


def test_longitude_comes_first() -> None:
    (feature,) = collection(CLASH)["features"]
    assert feature["geometry"]["coordinates"] == [TOWN.lon, TOWN.lat]


@pytest.mark.parametrize(
    ("where", "located"),
    [
        (TOWN, True), (COARSE, True), (POINTLESS, False), (NATION, False), (None, False),
        (replace(NATION, lat=15.0, lon=30.0, metres=800_000), False), (replace(TOWN, metres=None), False),
    ],
)  # fmt: skip
def test_no_point_rather_than_a_false_one(where: Spot | None, located: bool) -> None:
    (feature,) = collection(replace(CLASH, where=where))["features"]
    assert (feature["geometry"] is not None) == located
    assert (feature["properties"]["geo_precision_m"] is not None) == located


def test_the_accused_are_no_actors() -> None:
    (told,) = (one["properties"] for one in collection()["features"] if one["id"] == "03ACCUSED")
    assert told["actors"] == [] and told["unidentified"]
    assert [party["id"] for party in told["accused"]] == [DAWN.id]


def test_what_is_left_out_and_withdrawn_is_told() -> None:
    raw, losses = written("geojson")
    whole = json.loads(raw)
    assert {(one["what"], one["why"]): one["number"] for one in whole["isnad_loss"]} == lost(losses)
    assert [one["id"] for one in whole["withdrawn"]] == ["00GONE", "00JOINED"]
    assert lost(losses)["geometry", "no-place"] == 1


def test_a_release_of_nothing_is_a_collection_of_nothing() -> None:
    whole = json.loads(written("geojson", release_of((), (), withdrawn=()))[0])
    assert whole["features"] == [] == whole["withdrawn"]

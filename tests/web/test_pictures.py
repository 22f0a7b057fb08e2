"""Pages of the timeline, the map and the network: the same numbers in picture, table and data; nothing inline."""

import csv
import io
import json
import re
from typing import Any, cast

import pytest

from isnad.web.pictures import maps
from isnad.web.pictures.doors import MOST_SPOTS
from isnad.web.pictures.telling import on_days
from isnad.web.words import said
from tests.web.conftest import Bench
from tests.web.test_doors import Page

NAMES = ("timeline", "map", "network")
QUERIES = ("", "type:ASSAULT", "البوكمال", "place:albukamal", "status:threatened", "from:2021-01 to:2021-12")


def got(bench: Bench, address: str) -> str:
    answer = bench.browser().get(address)
    assert answer.status_code == 200, address
    return answer.text


def data(bench: Bench, address: str) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(got(bench, address)))


def rows(page: str) -> int:
    """How many rows the table of a page has."""
    return page.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>")


@pytest.mark.parametrize("query", QUERIES)
def test_all_events_are_in_the_bars_or_told_to_be_in_none(bench: Bench, query: str) -> None:
    number = len(bench.events(query))
    for unit in ("", "day", "month", "year"):
        told = data(bench, f"/ar/timeline.json?q={query}&by={unit}")
        assert sum(row["events"] for row in told["rows"]) + told["undated"] == number
    page = got(bench, f"/ar/timeline?q={query}&by=year")
    assert rows(page) == len(told["rows"]) == page.count("<rect")
    assert (said("timeline.undated", "ar", n=told["undated"]) in page) is bool(told["undated"])


@pytest.mark.parametrize("query", QUERIES)
def test_all_events_are_on_the_map_or_told_to_be_at_no_place(bench: Bench, query: str) -> None:
    told = data(bench, f"/en/map.geojson?q={query}")
    counts = [one["properties"]["events"] for one in told["features"]]
    assert sum(counts) + told["without_place"] == len(bench.events(query))
    page = got(bench, f"/en/map?q={query}")
    assert rows(page) == len(counts)
    assert (said("map.without", "en", n=told["without_place"]) in page) is bool(told["without_place"])


def test_a_place_known_roughly_is_an_area_and_never_a_point(bench: Bench) -> None:
    features = data(bench, "/ar/map.geojson")["features"]
    shapes = {(one["properties"]["precise"], one["geometry"]["type"]) for one in features}
    assert shapes == {(True, "Point"), (False, "Polygon")}
    page = got(bench, "/ar/map")
    assert page.count('class="dot"') == sum(one["properties"]["precise"] for one in features)
    assert page.count('class="area') == len(features)


def test_a_narrower_question_leads_from_a_bar_to_its_events(bench: Bench) -> None:
    page = Page(got(bench, "/en/timeline?q=type:ASSAULT from:2021&by=month"))
    (first, *_) = [a["href"] for a in page.all("a") if "/events?q=type" in (a["href"] or "") and "tabindex" in a]
    assert first is not None and "type%3AASSAULT+from%3A2021-" in first
    assert bench.browser().get(first).status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "from:2021-02-01 to:2021-02-28"),
        ("قصف from:2020 إلى:2022", "قصف from:2021-02-01 to:2021-02-28"),
        ('"من هنا" type:ASSAULT', '"من هنا" type:ASSAULT from:2021-02-01 to:2021-02-28'),
        ("من from", "من from from:2021-02-01 to:2021-02-28"),
    ],
)
def test_days_take_the_place_of_those_asked_for(query: str, expected: str) -> None:
    assert on_days(query, "2021-02-01", "2021-02-28") == expected


def test_events_that_did_not_happen_bind_nobody_unless_asked_for(bench: Bench) -> None:
    def deeds(query: str) -> dict[tuple[str, str], int]:
        found = data(bench, f"/ar/network.json?q={query}")["ties"]
        return {(tie["source"], tie["type"]): tie["count"] for tie in found if tie["type"].isupper()}

    done = {
        (agent, line.type)
        for line in bench.events("status:actual") for agent in line.agents for target in line.targets if agent != target
    }  # fmt: skip
    assert done
    assert deeds("").keys() == done
    assert deeds("status:actual") == deeds("")


def test_who_is_accused_is_no_author(bench: Bench) -> None:
    accused = {
        (who, target, line.type)
        for line in bench.events() for who in line.accused for target in line.targets if who not in line.agents
    }  # fmt: skip
    found = data(bench, "/ar/network.json")["ties"]
    done = {
        (agent, target, line.type) for line in bench.events() for agent in line.agents for target in line.targets
    }  # fmt: skip
    assert not {(tie["source"], tie["target"], tie["type"]) for tie in found} & (accused - done)


def test_the_network_has_a_row_for_each_tie_and_no_places(bench: Bench) -> None:
    told = data(bench, "/en/network.json")
    page = got(bench, "/en/network")
    table = list(csv.DictReader(io.StringIO(got(bench, "/en/network.csv"))))
    assert rows(page) == len(told["ties"]) == len(table) > 10
    states = [tie for tie in told["ties"] if tie["manner"] == "state"]
    assert states
    assert not [tie for tie in states if tie["source"].startswith("place:") or tie["target"].startswith("place:")]
    assert {tie["source"] for tie in told["ties"]} <= {party["id"] for party in told["parties"]}


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_pages_hold_nothing_inline_and_ask_nobody_else(bench: Bench, name: str, lang: str) -> None:
    page = Page(got(bench, f"/{lang}/{name}"))
    wrong = [
        attributes
        for _, attributes in page.tags
        if "style" in attributes or any(n.startswith("on") for n in attributes)
    ]
    assert wrong == []
    assert [one for one in page.all("script") if not (one.get("src") or "").startswith("/static/")] == []
    addresses = [
        value or "" for _, attributes in page.tags for key, value in attributes.items() if key in ("src", "href")
    ]
    assert [one for one in addresses if not one.startswith(("/", "#", "data:,"))] == []


@pytest.mark.parametrize("name", NAMES)
def test_heavy_scripts_are_loaded_on_their_own_page_only(bench: Bench, name: str) -> None:
    page = got(bench, f"/ar/{name}")
    assert ("vendor/leaflet.js" in page) is (name == "map" and "leaflet" in page)
    assert ("vendor/cytoscape" in page) is (name == "network" and "cytoscape.min" in page)


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_says_what_it_is_and_pages_say_when_nothing_answers(bench: Bench, name: str) -> None:
    page = Page(got(bench, f"/ar/{name}"))
    assert [one["aria-hidden"] for one in page.all("svg") if one.get("class") == "drawn"] == ["true"]
    assert [one["aria-label"] for one in page.all("div") if one.get("class") == "wide"] != [None]
    assert said("picture.none", "ar") in got(bench, f"/ar/{name}?q=from:1950 to:1951")


def test_time_runs_to_the_left_in_arabic_and_can_be_turned(bench: Bench) -> None:
    def xs(address: str) -> list[float]:
        return [float(x) for x in re.findall(r'<rect x="([\d.]+)"', got(bench, address))]

    assert xs("/ar/timeline") == sorted(xs("/ar/timeline"), reverse=True)
    assert xs("/en/timeline") == sorted(xs("/en/timeline"))
    assert xs("/ar/timeline?run=ltr") == xs("/en/timeline")


def test_the_base_map_is_kept_by_browsers_under_its_own_address(bench: Bench) -> None:
    page = Page(got(bench, "/ar/map"))
    (ground,) = [value for _, attributes in page.tags if (value := attributes.get("data-ground"))]
    answer = bench.browser().get(ground)
    assert answer.content == maps.basemap()
    assert "max-age" in answer.headers["cache-control"]
    assert bench.browser().get("/basemap.json").headers["cache-control"] == "no-cache"


def test_pages_draw_so_many_places_and_the_data_have_all(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isnad.web.pictures.doors.MOST_SPOTS", 3)
    every = data(bench, "/ar/map.geojson")["features"]
    shown = data(bench, "/ar/map.geojson?drawn=1")["features"]
    assert MOST_SPOTS > len(every) > 3 and shown == every[:3]
    page = got(bench, "/ar/map")
    assert rows(page) == 3 and said("map.more", "ar", n=len(every) - 3) in page


def test_without_scripts_and_base_map_from_the_build_the_page_is_the_same(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("isnad.web.pictures.doors._is_here", lambda name: False)
    monkeypatch.setattr("isnad.web.pictures.maps._features", lambda: ())
    for name in ("map", "network"):
        assert "vendor/" not in got(bench, f"/ar/{name}")
    assert said("map.bare", "ar") in got(bench, "/ar/map")

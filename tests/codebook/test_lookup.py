from pathlib import Path

import pytest

from isnad.codebook import Codebook
from isnad.codebook.distance import kilometres
from isnad.codebook.lookup import (
    allegiance_to,
    chain,
    children,
    direction,
    find,
    name_key,
    neighbours,
    similar,
)
from tests.codebook.codebook_files import compiled

ACTORS = """\
hill-army:
  class: coalition
  names: {ar: [جيش التلال], en: [Hill Army], ku: [Artêşa Girê], tr: [Işıklı Tepe Ordusu], ru: [Армия холмов]}
  short: [الجيش]
  reading: [عصابة التلال]
  source: made up for a test
  examples: [هاجم جيش التلال الحاجز]
valley-guard:
  class: rebel group
  names: {ar: [حرس الوادي], en: [Valley Guard]}
  parent: hill-army
  allegiance:
    - {to: hill-army, as: loyal to, since: 2015}
  cued: [الوادي]
  ambiguous:
    - {name: الحرس العام, since: 2014-01-01, until: 2016-02-01}
  source: made up for a test
  examples: [هاجم حرس الوادي الحاجز]
river-unit:
  class: rebel group
  names: {ar: [وحدة النهر]}
  parent: valley-guard
  short: [الجيش]
  source: made up for a test
  examples: [هاجمت وحدة النهر الحاجز]
"""
PLACES = """\
land: {kind: country, names: {ar: [بلاد], en: [Land]}}
province: {kind: governorate, names: {ar: [الأمل], en: [Al-Amal Governorate]}, parent: land, point: [10.0, 20.0]}
capital: {kind: city, names: {ar: [الأمل], en: ["Al-Amal", "Deir ez-Zor"]}, parent: province, point: [10.0, 20.0]}
quarter: {kind: neighbourhood, names: {ar: [حي القلعة]}, parent: capital, point: [10.01, 20.0]}
north: {kind: town, names: {ar: [شمالية], en: [Sana'a]}, parent: province, point: [10.5, 20.0]}
east: {kind: town, names: {ar: [شرقية]}, parent: province, point: [10.0, 20.2]}
close: {kind: dam, names: {ar: [سد الأمل]}, parent: province, point: [10.002, 20.002]}
nowhere: {kind: village, names: {ar: [مجهولة]}, parent: province}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    files = {"actors/test.yaml": ACTORS, "places/test.yaml": PLACES}
    built, problems = compiled(tmp_path_factory.mktemp("book"), files)
    assert problems == []
    return built


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الأُمّة", "الامه"),
        ("إدلب", "ادلب"),
        ("Kobanê", "kobane"),
        ("Kobane\u0302", "KOBANÊ"),
        ("Sana'a", "Sanaa"),
        ("San\u02bfa", "sana"),
        ("Deir ez-Zor", "deir ezzor"),
        ("Işık", "isik"),
        ("İzmir", "izmir"),
        ("Ёлка", "елка"),
        ("  two   words ", "Two Words"),
    ],
)
def test_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("name", "found", "use"),
    [
        ("hill-army", ["hill-army"], "id"),
        ("ACTOR:Hill-Army", ["hill-army"], "id"),
        ("جيش التلال", ["hill-army"], "name"),
        ("hill army", ["hill-army"], "name"),
        ("artesa gire", ["hill-army"], "name"),
        ("ışıklı tepe ordusu", ["hill-army"], "name"),
        ("армия холмов", ["hill-army"], "name"),
        ("الجيش", ["hill-army", "river-unit"], "short"),
        ("عصابة التلال", ["hill-army"], "reading"),
        ("الوادي", ["valley-guard"], "cued"),
        ("الحرس العام", ["valley-guard"], "ambiguous"),
    ],
)
def test_a_name_is_found_in_every_language_and_use(book: Codebook, name: str, found: list[str], use: str) -> None:
    matches = find(book.actors, name)
    assert [match.entry.id for match in matches] == found
    assert matches[0].by[0].use == use


def test_an_id_of_another_kind_is_none_of_these(book: Codebook) -> None:
    assert find(book.actors, "place:hill-army") == [] == find(book.places, "actor:close")
    assert [match.entry.id for match in find(book.places, "facility:close")] == ["close"]


def test_a_dated_name_keeps_its_dates(book: Codebook) -> None:
    (match,) = find(book.actors, "الحرس العام")
    assert (match.by[0].since, match.by[0].until) == ("2014-01-01", "2016-02-01")


def test_all_bearers_are_found(book: Codebook) -> None:
    assert [match.entry.id for match in find(book.places, "الامل")] == ["province", "capital"]


@pytest.mark.parametrize("name", ["", " ", "'", "-", "no such name", "actor:", "\u0640"])
def test_what_is_no_name_is_not_found(book: Codebook, name: str) -> None:
    assert find(book.actors, name) == []
    assert find(book.places, name) == []
    assert len(similar(book.actors, name)) <= 5


def test_similar_names_come_best_first(book: Codebook) -> None:
    near = similar(book.places, "Dayr az-Zawr")
    assert (near[0].entry.id, near[0].name) == ("capital", "Deir ez-Zor")
    assert [one.score for one in near] == sorted((one.score for one in near), reverse=True)
    assert similar(book.actors, "جيش التلل")[0].entry.id == "hill-army"
    assert similar(book.actors, "Guard of the valley")[0].entry.id == "valley-guard"


def test_similar_names_are_few_and_of_different_entries(book: Codebook) -> None:
    near = similar(book.places, "ية", 2)
    assert len(near) <= 2
    assert len({one.entry.id for one in near}) == len(near)


def test_command_goes_up_and_down(book: Codebook) -> None:
    assert [one.id for one in chain(book.actors["river-unit"], book.actors)] == ["valley-guard", "hill-army"]
    assert [one.id for one in children("hill-army", book.actors)] == ["valley-guard"]
    assert [(one.id, row.since) for one, row in allegiance_to("hill-army", book.actors)] == [("valley-guard", "2015")]


def test_a_chain_that_runs_in_a_ring_ends(tmp_path: Path) -> None:
    ring = "a: {kind: town, names: {ar: [أول]}, parent: b}\nb: {kind: town, names: {ar: [ثان]}, parent: a}\n"
    book, _ = compiled(tmp_path, {"places/test.yaml": ring})
    assert [one.id for one in chain(book.places["a"], book.places)] == ["b"]


def test_neighbours_are_near_and_neither_around_nor_inside(book: Codebook) -> None:
    found = [(one.place.id, one.km, one.direction) for one in neighbours(book.places["capital"], book.places, 8)]
    assert found == [("close", 0, None), ("east", 22, "e"), ("north", 56, "n")]
    assert len(neighbours(book.places["capital"], book.places, 1)) == 1


def test_a_quarter_has_its_city_around_it(book: Codebook) -> None:
    assert "capital" not in {one.place.id for one in neighbours(book.places["quarter"], book.places, 8)}


@pytest.mark.parametrize("id_", ["nowhere", "province", "land"])
def test_what_no_point_stands_for_has_no_neighbours(book: Codebook, id_: str) -> None:
    assert neighbours(book.places[id_], book.places, 8) == []


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ((1, 0), "n"), ((1, 1), "ne"), ((0, 1), "e"), ((-1, 1), "se"), ((-1, 0), "s"), ((-1, -1), "sw"), ((0, -1), "w"),
        ((1, -1), "nw"), ((0, 0), None),
    ],
)  # fmt: skip
def test_directions(point: tuple[float, float], expected: str | None) -> None:
    assert direction((0.0, 0.0), point) == expected


def test_distances() -> None:
    assert kilometres((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20015.1, abs=0.1)
    assert kilometres((33.51, 36.29), (36.2, 37.16)) == pytest.approx(309.6, abs=1)
    assert kilometres((10.0, 20.0), (10.0, 20.0)) == 0

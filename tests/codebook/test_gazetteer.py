"""Tables of places: what is read, what is refused, and what is the same place as an entry."""

import pickle
from pathlib import Path

import pytest

from isnad.codebook.book import Codebook
from isnad.codebook.distance import kilometres
from isnad.codebook.files import Problem
from tests.codebook.codebook_files import compiled

HEAD = "id,kind,ar,en,lat,lon,country,parent,within,pcode,population,source\n"
ENTRIES = """\
syria:
  kind: country
  names: {ar: [سوريا], en: [Syria]}
north-land:
  kind: governorate
  names: {ar: [نمارة], en: [Namara]}
  parent: syria
  admin1: SY.77
south-land:
  kind: governorate
  names: {ar: [شمارة], en: [Shamara]}
  parent: syria
  pcode: SY88
namara-city:
  kind: city
  names: {ar: [نمارة], en: [Namara]}
  parent: north-land
  point: [36.0, 38.0]
tall-faris:
  kind: village
  names: {ar: [تل فارس], en: [Tall Faris]}
  parent: north-land
"""


def read(folder: Path, *rows: str, entries: str = ENTRIES, head: str = HEAD) -> tuple[Codebook, list[Problem]]:
    return compiled(folder, {"places/test.yaml": entries, "places/towns.csv": head + "".join(f"{r}\n" for r in rows)})


def good(folder: Path, *rows: str) -> Codebook:
    book, problems = read(folder, *rows)
    assert problems == []
    return book


def test_a_row_is_a_place_that_says_where_it_comes_from(tmp_path: Path) -> None:
    row = "t-1,town,كفر نبق|كفرنبق,Kafr Nabaq,36.5,38.5,SY,,SY.77,SY770001,1200,made up"
    book = good(tmp_path, row)
    place = book.places["t-1"]
    assert (place.kind, place.parent, place.point, place.pcode) == ("town", "north-land", (36.5, 38.5), "SY770001")
    assert place.names == {"ar": ("كفر نبق", "كفرنبق"), "en": ("Kafr Nabaq",)}
    assert place.gazetteer and place.source == "made up" and not book.places["tall-faris"].gazetteer
    assert [(ref.id, ref.use) for ref in book.names["كفر نبق"]] == [("t-1", "town")]
    assert book.names["تل فارس"][0].use == "name"
    assert book.country_of("t-1") == "SY"


def test_a_book_from_the_cache_is_the_same(tmp_path: Path) -> None:
    book = good(tmp_path, "t-1,town,كفر نبق,,36.5,38.5,SY,,,,,")
    again = pickle.loads(pickle.dumps(book))  # noqa: S301 -- our own
    assert dict(again.places) == dict(book.places) and dict(again.names) == dict(book.names)
    assert again.places.get("nowhere") is None and "t-1" in again.places and len(again.places) == len(book.places)


@pytest.mark.parametrize(
    ("within", "parent", "expected"),
    [
        ("SY.77", "", "north-land"),
        ("SY88", "", "south-land"),
        ("SY990011|SY88", "", "south-land"),
        ("SY99", "south-land", "south-land"),
        ("SY99", "", "syria"),
        ("", "t-2", "t-2"),
        ("SY8877", "", "t-2"),
    ],
)
def test_the_parent_is_found(tmp_path: Path, within: str, parent: str, expected: str) -> None:
    rows = (f"t-1,village,كفر نبق,,,,SY,{parent},{within},,,", "t-2,district,ناحية الحور,,,,SY,south-land,,SY8877,,")
    assert good(tmp_path, *rows).places["t-1"].parent == expected


@pytest.mark.parametrize(
    ("row", "same"),
    [
        ("t-1,town,نمارة,,36.1,38.1,SY,,SY.77,,,", True),  # 14 km from the city
        ("t-1,town,النمارة,,36.1,38.1,SY,,SY.77,,,", True),  # with the article
        ("t-1,town,ناميرا,Namāra,36.1,38.1,SY,,SY.77,,,", True),  # by its English name
        ("t-1,town,نمارة,,36.4,38.0,SY,,SY.77,,,", False),  # 44 km
        ("t-1,town,نمارة,,36.1,38.1,TR,,,,,", False),
        ("t-1,neighbourhood,نمارة,,36.1,38.1,SY,,SY.77,,,", False),
        ("t-1,river,نمارة,,36.0,38.0,SY,,SY.77,,,", False),
        ("t-1,governorate,نمارة,,36.4,38.9,SY,,,SY77,,", True),
        ("t-1,village,تل فارس,,36.9,38.9,SY,,SY.77,,,", True),  # the entry has no point
        ("t-1,village,تل فارس,,36.9,38.9,SY,,SY88,,,", False),  # another governorate
    ],
)
def test_the_same_place_is_not_added_twice(tmp_path: Path, row: str, same: bool) -> None:
    turkey = ENTRIES + "turkey:\n  kind: country\n  names: {ar: [تركيا], en: [Türkiye]}\n"
    book, problems = read(tmp_path, row, entries=turkey)
    assert problems == []
    assert ("t-1" not in book.places) is same


def test_an_entry_without_a_point_gets_it_where_only_one_can_be_meant(tmp_path: Path) -> None:
    row = "t-1,village,تل فارس,,36.9,38.9,SY,,SY.77,SY770002,,made up"
    entry = good(tmp_path, row).places["tall-faris"]
    assert (entry.point, entry.pcode, entry.source) == ((36.9, 38.9), "SY770002", "point and P-code: made up")
    assert not entry.gazetteer
    two = good(tmp_path, row, "t-2,village,تل فارس,,36.2,38.2,SY,,SY.77,,,")
    assert two.places["tall-faris"].point is None
    unknown = good(tmp_path, "t-1,village,تل فارس,,36.9,38.9,SY,,,,,made up")
    assert unknown.places["tall-faris"].point is None


def test_what_lies_in_a_known_place_lies_in_its_entry(tmp_path: Path) -> None:
    area, inside = "t-1,governorate,نمارة,,,,SY,,,SY77,,", "t-2,village,كفر نبق,,,,SY,,SY77,,,"
    book = good(tmp_path, area, inside)
    assert book.places["north-land"].pcode == "SY77"
    assert "t-1" not in book.places and book.places["t-2"].parent == "north-land"


def test_of_two_tables_the_first_counts(tmp_path: Path) -> None:
    one, other = "t-1,town,كفر نبق,,36.5,38.5,SY,,,,,", "t-2,town,كفر نبق,,36.6,38.5,SY,,,,,"
    files = {"places/test.yaml": ENTRIES, "places/a.csv": f"{HEAD}{one}\n", "places/b.csv": f"{HEAD}{other}\n{one}\n"}
    book, problems = compiled(tmp_path, files)
    assert problems == []
    assert "t-1" in book.places and "t-2" not in book.places
    within_one = good(tmp_path / "one", one, other)
    assert {"t-1", "t-2"} <= set(within_one.places)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("t-1,town,,Nowhere,36,38,SY,,,,,", "a place needs an Arabic name"),
        ("t-1,town,كفر نبق,,91,38,SY,,,,,", "the point 91, 38 is not on the globe"),
        ("t-1,town,كفر نبق,,north,38,SY,,,,,", "'north, 38' is no latitude and longitude in degrees"),
        ("t-1,town,كفر نبق,,36,,SY,,,,,", "is no latitude and longitude in degrees"),
        ("t-1,town,كفر نبق,,36,38,XX,,,,,", "the country 'XX' has no entry"),
        ("t-1,town,كفر نبق,,36,38,,,,,,", "it needs a country or a parent"),
        ("t-1,town,كفر نبق,,36,38,SY,atlantis,,,,", "its parent 'atlantis' does not exist"),
        ("t-1,town,كفر نبق,,36,38,SY,t-1,,,,", "it may not be its own parent"),
        ("t-1,hamlet,كفر نبق,,36,38,SY,,,,,", "kind 'hamlet' is not known"),
        ("T 1,town,كفر نبق,,36,38,SY,,,,,", "the id 'T 1' is not lower-case"),
        ("tall-faris,town,كفر نبق,,36,38,SY,,,,,", "the id is used twice"),
        ("t-1,town,کفر نبق,,36,38,SY,,,,,", "look-alike letter"),
        ("t-1,town,كفر نبق", "3 cells under 12 columns"),
    ],
)
def test_a_row_that_does_not_hold_is_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    book, problems = read(tmp_path, "t-0,town,كفر حور,,36.5,38.5,SY,,,,,", row)
    assert [(one.file, one.line) for one in problems] == [("places/towns.csv", 3)]
    assert message in problems[0].message
    assert "t-0" in book.places and "t-1" not in book.places


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("id,kind\n", "the column 'ar' is missing"),
        ("id,kind,ar,colour\n", "unknown column 'colour'"),
        ("\n", "the column 'ar' is missing"),
    ],
)
def test_a_table_needs_its_columns(tmp_path: Path, head: str, message: str) -> None:
    _, problems = read(tmp_path, head=head)
    assert [message in str(one) for one in problems] == [True]


def test_a_table_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "places" / "test.csv"
    path.parent.mkdir()
    path.write_bytes("id,kind,ar\nt-1,town,كفر\n".encode("cp1256"))
    from isnad.codebook.gazetteer import read_table  # noqa: PLC0415

    assert "cannot be read as UTF-8 CSV" in str(read_table(path, "places/test.csv")[1][0])


def test_distances_are_those_of_the_globe() -> None:
    assert kilometres((33.51, 36.29), (36.2, 37.16)) == pytest.approx(310, abs=3)
    assert kilometres((10.0, 20.0), (10.0, 20.0)) == 0

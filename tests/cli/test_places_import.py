"""`isnad places import`, on small tables of places that do not exist, and on real ones where they are at hand."""

import csv
import io
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import Result

from isnad.codebook import Codebook, load
from isnad.codebook.imports import Imported, Wish, by_code, take
from isnad.codebook.tables import GEONAMES
from isnad.errors import TableError

Run = Callable[..., Result]
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

COD = """\
admin2Name_en,admin2Name_ar,admin2Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,admin0Pcode,validOn,latitude,longitude
Namar,نمر الفوقا,SY9901,Aleppo,حلب,SY99,SY,2020-01-01,36.1,37.9
Hawr,,SY9902,Aleppo,حلب,SY99,SY,2020-01-01,36.2,37.9
Birk,برک,SY9903,Aleppo,حلب,SY99,SY,2020-01-01,136.2,37.9
Birk,بِرْك الغيل,SY9904,Aleppo,حلب,SY99,SY,2020-01-01,0,0
"""
COD_2025 = """\
adm3_name;adm3_name1;adm3_pcode;adm2_name1;adm2_pcode;adm1_name1;adm1_pcode;center_lat;center_lon
Namar;نمر الفوقا;SY990101;;SY9901;حلب;SY99;36,1;37,9
"""
QUARTERS = """\
NAME_EN,NAME_AR,PCODE,ADM4_AR,ADM4_PCODE,ADM3_PCODE,ADM1_AR,ADM1_PCODE,LATITUDE,LONGITUDE
Namar quarter,حي نمر,N9901,حلب,C9901,SY990101,حلب,SY99,36.2,37.1
"""


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def line(id_: int, name: str, others: str, feature: str = "P.PPL", population: int = 0, country: str = "SY") -> str:
    class_, code = feature.split(".")
    cells = dict.fromkeys(GEONAMES, "") | {
        "geonameid": str(id_), "name": name, "asciiname": name, "alternatenames": others, "latitude": "36.5",
        "longitude": "38.5", "feature class": class_, "feature code": code, "country code": country,
        "admin1 code": "09", "population": str(population),
    }  # fmt: skip
    return "\t".join(cells.values()) + "\n"


DUMP = "".join(
    (
        line(990001, "Kafr Namūr", "Kafr Namur,كفر نمور,کفر نمور", population=2500),
        line(990002, "Jabal Namūr", "جبل نمور", "T.MT"),
        line(990003, "Bi’r Namūr", "بئر نمور", "H.WLL"),
        line(990004, "Namursk", ""),
        line(990005, "Nahr Namūr", "Nahr Namur,نهر نمور", "H.STM", country="IQ"),
        line(990006, "Sijn Namūr", "سجن نمور", "S.PRN"),
        "990007\tbroken\n",
    )
)


def taken(folder: Path, book: Codebook, text: str, name: str = "test.csv", **wish: str) -> Imported:
    path = folder / name
    path.write_text(text, "utf-8")
    return take(path, Wish(**wish), book)


def test_a_table_is_taken_and_read_with(run: Run, tmp_path: Path) -> None:
    table, mine = tmp_path / "cod adm2.csv", tmp_path / "mine"
    table.write_text(COD, "utf-8-sig")
    done = run("places", "import", table, "--codebook", mine)
    assert done.exit_code == 0
    assert "Arabic name: admin2Name_ar" in done.stdout and "pcode: admin2Pcode" in done.stdout
    assert "2 rows taken into" in done.stdout and "2 new places" in done.stdout
    assert "2 rows not taken (1 no-arabic-name, 1 point)" in done.stdout
    skipped = (mine / "places" / "cod-adm2.skipped.txt").read_text("utf-8")
    assert skipped.splitlines() == [
        "cod adm2.csv:3: no-arabic-name: no Arabic name for Hawr",
        "cod adm2.csv:4: point: 136.2, 37.9 is not on the globe",
    ]
    assert skipped in done.stderr
    place = load(mine).places["pc-sy9901"]
    assert (place.kind, place.parent, place.point) == ("district", "aleppo", (36.1, 37.9))
    assert load(mine).places["pc-sy9904"].names["ar"] == ("برك الغيل",)
    again = run("places", "import", table, "--codebook", mine)
    assert again.exit_code == 2 and "output-exists" in again.stderr
    report = tmp_path / "report.txt"
    report.write_text("قصف الجيش السوري بلدة تدمر أمس الاثنين، بحسب مصدر محلي.", "utf-8")
    assert run("read", report, "--codebook", mine).exit_code == 0


def test_a_dump_of_geonames_is_taken_by_kind(tmp_path: Path, book: Codebook) -> None:
    found = taken(tmp_path, book, DUMP, "SY.txt", country="SY")
    rows = {row["id"]: (row["kind"], row["ar"], row["country"], row["within"]) for row in found.rows}
    assert rows == {
        "gn-990001": ("town", "كفر نمور", "SY", "SY.09"),
        "gn-990002": ("mountain", "جبل نمور", "SY", "SY.09"),
        "gn-990006": ("prison", "سجن نمور", "SY", "SY.09"),
    }
    assert {row["source"] for row in found.rows} == {"GeoNames (CC BY 4.0)"}
    assert by_code(found.refused) == {"feature": 1, "no-arabic-name": 1, "country": 1, "cells": 1}


def test_a_zipped_dump_is_the_same(tmp_path: Path, book: Codebook) -> None:
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", DUMP)
    assert len(take(path, Wish(), book).rows) == 4


def test_other_styles_of_columns_are_known(tmp_path: Path, book: Codebook) -> None:
    (row,) = taken(tmp_path, book, COD_2025).rows
    assert (row["id"], row["kind"], row["ar"], row["lat"]) == ("pc-sy990101", "district", "نمر الفوقا", "36.10000")
    assert (row["parent"], row["within"]) == ("aleppo", "SY9901|SY99")
    (row,) = taken(tmp_path, book, QUARTERS).rows
    assert (row["id"], row["kind"], row["parent"]) == ("pc-sy-n9901", "neighbourhood", "aleppo-city")
    assert row["within"] == "C9901"
    (row,) = taken(tmp_path, book, "الاسم,lat,lon\nكفر نمور,36.5,38.5\n", country="SY", kind="village").rows
    assert (row["id"], row["kind"], row["ar"], row["source"]) == ("test-2", "village", "كفر نمور", "test")


@pytest.mark.skipif(find_spec("openpyxl") is None, reason="openpyxl is not installed")
def test_a_workbook_is_taken_sheet_by_sheet(tmp_path: Path, book: Codebook) -> None:
    import openpyxl  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415

    workbook = openpyxl.Workbook()
    workbook.active.title = "About"
    workbook.active.append(["made up"])
    for name, text in (("Admin2", COD), ("Quarters", QUARTERS)):
        sheet = workbook.create_sheet(name)
        for row in csv.reader(io.StringIO(text)):
            sheet.append(row)
    path = tmp_path / "cod.xlsx"
    workbook.save(path)
    found = take(path, Wish(), book)
    assert [row["id"] for row in found.rows] == ["pc-sy9901", "pc-sy9904", "pc-sy-n9901"]
    assert [one.table for one in found.refused] == ["Admin2", "Admin2"]
    assert len(take(path, Wish(sheet="Quarters"), book).rows) == 1
    with pytest.raises(TableError, match="it has: About, Admin2, Quarters"):
        take(path, Wish(sheet="Admin9"), book)


def test_without_openpyxl_it_says_what_to_install(
    tmp_path: Path, book: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    path = tmp_path / "cod.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    monkeypatch.setattr("isnad.codebook.tables.import_module", missing)
    with pytest.raises(TableError, match=r"pip install 'isnad\[xlsx\]'"):
        take(path, Wish(), book)


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n", "is empty"),
        ("a.csv", b"name_ar,lat\n", "holds no rows"),
        ("a.csv", "name_ar,lat\nكفر,1\n".encode("cp1256"), "is not UTF-8 text: save it again"),
        ("a.csv", b"name,lat,lon\nKafr,36,38\n", "has no column of Arabic names"),
        ("a.csv", "name_ar,lat,lon\nكفر نمور,36,38\n".encode(), "no row of it could be taken: no-country \\(1\\)"),
        ("a.txt", "لا جدول هنا".encode(), "it is no table that can be read"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\r", "it is no table that can be read|is not UTF-8"),
        ("a.csv", 'name_ar,lat\n"كفر'.encode(), "could be taken"),
    ],
)
def test_what_is_no_table_is_said_clearly(tmp_path: Path, book: Codebook, name: str, raw: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(TableError, match=message):
        take(path, Wish(), book)


def test_wrong_options_are_usage_errors(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(COD, "utf-8")
    for option in (("--kind", "hamlet"), ("--country", "XX")):
        done = run("places", "import", table, "--codebook", tmp_path / "mine", *option)
        assert done.exit_code == 2 and "not one of" in done.stderr
    missing = run("places", "import", tmp_path / "none.csv", "--codebook", tmp_path / "mine")
    assert missing.exit_code == 2 and "none.csv" in missing.stderr
    assert not (tmp_path / "mine").exists()


def test_the_help_is_in_both_languages(run: Run) -> None:
    shown = run("places", "import", "--help").stdout
    assert "Nothing is" in shown and "الشبكة" in shown


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not at hand")
@pytest.mark.parametrize(
    ("file", "least", "most_refused"),
    [
        ("syria_admin/syr_admin1.csv", 14, 0),
        ("syria_admin/syr_admin2.csv", 62, 0),
        ("syria_admin/syr_admin3.csv", 272, 0),
        ("syria_admin/city_neighbourhoods.csv", 410, 4),
        ("geonames_levant/places.csv", 1700, 900),
    ],
)
def test_real_tables_are_taken(book: Codebook, file: str, least: int, most_refused: int) -> None:
    if not (SHARED / file).exists():
        pytest.skip(f"{file} is not at hand")
    found = take(SHARED / file, Wish(), book)
    assert len(found.rows) >= least and len(found.refused) <= most_refused
    assert {row["country"] for row in found.rows} <= {"SY", "IQ", "LB", "JO", "PS", "IL", "YE", "LY", "TR"}

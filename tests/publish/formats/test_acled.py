import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isnad.cells import restored
from isnad.codebook.schemes import ACLED
from isnad.publish.release.released import Loss, Spot
from tests.publish.formats.released_events import ACCUSED, CLASH, COARSE, DAWN, EVENTS, FORMULA, TOWN, release_of
from tests.publish.formats.written import format_of, lost, package_of, rows_of, written

COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp".split()
)


def test_the_columns_are_those_of_acled_and_then_our_own() -> None:
    head = written("acled")[0].decode().splitlines()[0].split(",")
    assert head[:31] == COLUMNS
    assert head[31:] and all(name.startswith("isnad_") for name in head[31:])
    assert len(set(head)) == len(head)


def test_a_clash_is_told_in_acled_s_terms() -> None:
    row = rows_of("acled")["01CLASH"]
    expected = {
        "event_id_cnty": "SYR01CLASH", "event_date": date(2023, 5, 12), "year": 2023, "time_precision": 1,
        "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
        "actor1": "Valley Army", "inter1": "State forces", "actor2": "Hawks Brigade",
        "assoc_actor_2": "Dawn Battalion", "inter2": "Rebel group", "interaction": "State forces-Rebel group",
        "civilian_targeting": None, "iso": 760, "region": "Middle East", "country": "Syria", "admin1": "Deir ez-Zor",
        "location": "River Town", "latitude": 34.45, "longitude": 40.92, "geo_precision": 1,
        "source": "Valley Paper; إذاعة النهر; Copy Site", "source_scale": None, "fatalities": 6, "tags": None,
        "timestamp": 1685577600, "isnad_killed_low": 4, "isnad_killed_best": 6, "isnad_killed_high": 8,
        "isnad_injured_best": 4, "isnad_contradictions": "toll killed; occurrence", "isnad_reviewed": "corrected",
        "isnad_outlets": 3, "isnad_origins": 2, "isnad_unknown_origins": 1,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert row["sub_event_type"] in ACLED[row["event_type"]]


def test_only_what_acled_has_an_event_for_is_a_row_and_the_rest_is_told() -> None:
    assert set(rows_of("acled")) == {event.id for event in EVENTS if event.acled}
    losses = lost(written("acled")[1])
    assert losses["event", "speech"] == 1
    assert losses["event", "rumour"] == 1
    assert losses["state", "no-field"] == 3
    assert losses["toll displaced", "no-field"] == 1


def test_unknown_is_never_zero() -> None:
    rows = rows_of("acled")
    assert rows["09SHELLING"]["fatalities"] == 0 == rows["09SHELLING"]["isnad_killed_best"]
    assert rows["02SERIES"]["fatalities"] is None is rows["02SERIES"]["isnad_killed_best"]


def test_the_accused_stand_in_their_own_column_only() -> None:
    row = rows_of("acled")["03ACCUSED"]
    assert row["isnad_accused"] == DAWN.name and row["isnad_accused_ids"] == DAWN.id
    assert [name for name, cell in row.items() if isinstance(cell, str) and DAWN.name in cell] == ["isnad_accused"]


def test_no_words_of_a_report_are_in_it() -> None:
    text = written("acled")[0].decode()
    assert not [one.quote for event in EVENTS for one in event.statements if one.quote and one.quote in text]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2023-05-12", "2023-05-12", (date(2023, 5, 12), 2023, 1)),
        ("2023-05-12", "2023-05-18", (date(2023, 5, 12), 2023, 2)),
        ("2023-05-12", "2023-05-19", (date(2023, 5, 12), 2023, 3)),
        ("2023-05-01", "2023-05-31", (date(2023, 5, 1), 2023, 3)),
        ("2023-05-01", "2023-06-01", (None, 2023, None)),
        ("2022-12-01", "2023-06-01", (None, None, None)),
        ("2023-05-01", None, (None, None, None)),
        (None, "2023-05-01", (None, None, None)),
    ],
)
def test_a_day_is_no_finer_than_it_is_known(first: str | None, last: str | None, expected: tuple[Any, ...]) -> None:
    (row,) = rows_of("acled", release_of([replace(CLASH, from_=first, to=last)])).values()
    assert (row["event_date"], row["year"], row["time_precision"]) == expected


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (TOWN, 1), (replace(TOWN, precision="district"), 2), (replace(TOWN, precision="country"), 3), (COARSE, 2),
        (replace(COARSE, metres=60_000), 3), (replace(TOWN, coarsened=True), 2), (replace(TOWN, lat=None), None),
        (replace(TOWN, metres=13_000), 2), (replace(TOWN, precision=None), 2),
        (None, None),
    ],
)  # fmt: skip
def test_geo_precision_says_what_is_known(where: Spot | None, code: int | None) -> None:
    (row,) = rows_of("acled", release_of([replace(CLASH, where=where)])).values()
    assert row["geo_precision"] == code


def test_texts_like_formulas_are_defused_and_numbers_stay_numbers() -> None:
    row = rows_of("acled", release_of([replace(FORMULA, where=replace(TOWN, name_en="@town", lat=-34.5))]))["07FORMULA"]
    assert [row[name] for name in ("actor1", "assoc_actor_1", "location", "source", "notes")] == [
        "'=cmd|' /C calc'!A0", "'@x", "'@town", "'-outlet", "'+cmd",
    ]  # fmt: skip
    assert restored(row["notes"]) == FORMULA.title_en
    assert row["latitude"] == -34.5


def test_the_data_package_says_what_the_columns_are_and_what_is_missing() -> None:
    raw, losses = written("acled")
    package = package_of("acled", losses)
    file, gone = package["resources"]
    assert file["path"] == "events.csv" and file["format"] == "csv" and file["encoding"] == "utf-8"
    assert all(field["description"] for field in file["schema"]["fields"])
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["isnad"]["profile"] == "internal"
    assert {(one["what"], one["why"]): one["number"] for one in package["isnad_loss"]} == lost(losses)
    assert [one["id"] for one in gone["data"]] == ["00GONE", "00JOINED"]
    assert not raw.startswith(b"\xef\xbb\xbf")


def test_what_the_profile_took_out_is_told_once() -> None:
    taken = Loss("movements", "younger than 30 days", 2)
    ((_, beside),) = format_of("acled").beside
    package = json.loads(beside(release_of(lost=[taken]), Path("events.csv"), [taken, Loss("state", "no-field", 3)]))
    assert [one["what"] for one in package["isnad_loss"]] == ["movements", "state"]


def test_parquet_holds_the_same_rows_with_types() -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    raw, losses = written("acled_parquet")
    table = pq.read_table(io.BytesIO(raw))
    assert table.column_names == [field["name"] for field in package_of("acled")["resources"][0]["schema"]["fields"]]
    assert table.schema.field("event_date").type == pa.date32()
    assert table.schema.field("latitude").type == pa.float64()
    expected = rows_of("acled")
    for row in table.to_pylist():
        for name, cell in expected[row["isnad_id"]].items():
            assert row[name] == (restored(cell) if isinstance(cell, str) else cell), name
    assert table.num_rows == len(expected)
    assert losses == written("acled")[1]


def test_parquet_comes_in_groups_of_some_thousand_rows() -> None:
    events = [replace(ACCUSED, id=f"{key:06}") for key in range(9_000)]
    file = pytest.importorskip("pyarrow.parquet").ParquetFile(
        io.BytesIO(written("acled_parquet", release_of(events))[0])
    )
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [4096, 4096, 808]

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from isnad.publish.release.released import Event, Party, Spot, Toll
from tests.publish.formats.released_events import (
    ACCUSED,
    ARMY,
    CLASH,
    COARSE,
    DAWN,
    FORMULA,
    HAWKS,
    NATION,
    QUARTER,
    SERIES,
    TOWN,
    release_of,
)
from tests.publish.formats.written import lost, rows_of, written

COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high "
    "low gwnoa gwnob".split()
)
_ON_CROWDS = "Excessive force against protesters"
KILLED = (Toll(harm="killed", low=1, best=2, high=3),)
ALLIES = Party(id="actor:river-state", kind="actor", name_ar="دولة النهر", class_="government", country="IQ")


def row_of(event: Event) -> dict[str, Any]:
    (row,) = rows_of("ucdp", release_of([event])).values()
    return row


def test_the_columns_are_the_49_of_ged_and_then_our_own() -> None:
    head = written("ucdp")[0].decode().splitlines()[0].split(",")
    assert head[:49] == COLUMNS
    assert head[49:] and all(name.startswith("isnad_") for name in head[49:])


def test_a_clash_is_told_in_ucdp_s_terms() -> None:
    row = rows_of("ucdp")["01CLASH"]
    expected = {
        "id": None, "relid": "01CLASH", "year": 2023, "active_year": None, "type_of_violence": 1,
        "dyad_name": "Valley Army - Hawks Brigade; Dawn Battalion", "side_a": "Valley Army",
        "side_b": "Hawks Brigade; Dawn Battalion", "number_of_sources": 3,
        "source_office": "Valley Paper; إذاعة النهر; Copy Site", "source_original": "Valley Paper; commander; source",
        "where_prec": 1, "where_coordinates": "River Town", "geom_wkt": "POINT (40.92 34.45)",
        "priogrid_gid": 179_002, "country": "Syria", "country_id": 652, "region": "Middle East", "event_clarity": 1,
        "date_prec": 1, "date_start": date(2023, 5, 12), "date_end": date(2023, 5, 12), "deaths_a": 1, "deaths_b": 3,
        "deaths_civilians": 2, "deaths_unknown": None, "best": 6, "high": 8, "low": 4, "gwnoa": 652, "gwnob": None,
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected


def test_only_deadly_armed_force_is_a_row_and_the_rest_is_told() -> None:
    assert set(rows_of("ucdp")) == {"01CLASH", "03ACCUSED"}
    losses = lost(written("ucdp")[1])
    reasons = {why: number for (what, why), number in losses.items() if what == "event"}
    assert reasons == {
        "death-unsaid": 1, "no-death": 1, "no-armed-force": 1, "speech": 1, "no-category": 1, "rumour": 1,
        "negative": 1,
    }  # fmt: skip


def test_the_accused_are_no_side() -> None:
    row = rows_of("ucdp")["03ACCUSED"]
    assert row["side_a"] is None and row["side_b"] == "Civilians" and row["type_of_violence"] is None
    assert [name for name, cell in row.items() if isinstance(cell, str) and DAWN.name in cell] == ["isnad_accused"]


def _code(event: Event, **changes: Any) -> Event:
    assert event.acled
    return replace(event, tolls=KILLED, acled=replace(event.acled, **changes))


@pytest.mark.parametrize(
    ("event", "sides", "kind"),
    [
        (_code(CLASH), ("Valley Army", "Hawks Brigade; Dawn Battalion"), 1),
        (
            _code(replace(CLASH, agents=(HAWKS,), targets=(ARMY,)), actor1="Hawks Brigade", inter1="Rebel group",
                  actor2="Valley Army", assoc2=(), inter2="State forces"),
            ("Valley Army", "Hawks Brigade"), 1,
        ),
        (
            _code(replace(CLASH, agents=(HAWKS, DAWN), targets=()), actor1="Hawks Brigade", inter1="Rebel group",
                  actor2="Dawn Battalion", assoc2=(), inter2="Political militia"),
            ("Hawks Brigade", "Dawn Battalion"), 2,
        ),
        (
            _code(replace(ACCUSED, agents=(HAWKS,)), actor1="Hawks Brigade", inter1="Rebel group"),
            ("Hawks Brigade", "Civilians"), 3,
        ),
        (
            _code(replace(CLASH, agents=(ALLIES,)), actor1="دولة النهر", inter1="External/Other forces"),
            ("دولة النهر", "Hawks Brigade; Dawn Battalion"), 1,
        ),
        (
            _code(replace(CLASH, targets=()), event_type="Protests", sub_event_type=_ON_CROWDS,
                  actor1="Protesters (Syria)", inter1="Protesters", actor2="Hawks Brigade", assoc2=(),
                  inter2="Rebel group", civilian_targeting="Civilians targeted"),
            ("Hawks Brigade", "Civilians"), 3,
        ),
        (_code(CLASH, actor1=None, inter1=None), (None, "Hawks Brigade; Dawn Battalion"), None),
        (_code(SERIES), ("Valley Army", None), None),
    ],
)  # fmt: skip
def test_sides_and_type_follow_what_the_parties_are(
    event: Event, sides: tuple[str | None, str | None], kind: int | None
) -> None:
    row = row_of(event)
    assert (row["side_a"], row["side_b"]) == sides
    assert row["type_of_violence"] == kind


@pytest.mark.parametrize(
    ("last", "code"), [("12", 1), ("13", 2), ("17", 2), ("18", 3), ("19", 4), (None, None)]
)  # fmt: skip
def test_date_precision(last: str | None, code: int | None) -> None:
    row = row_of(replace(CLASH, to=last and f"2023-05-{last}"))
    assert row["date_prec"] == code
    assert row_of(replace(CLASH, to="2023-06-30"))["date_prec"] == 5


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (QUARTER, 1), (replace(TOWN, coarsened=True), 2), (replace(TOWN, coarsened=True, metres=40_000), 3),
        (replace(TOWN, metres=13_000), 2), (COARSE, 3), (replace(TOWN, precision="region"), 4),
        (replace(TOWN, kind="road"), 5), (NATION, 6),
        (replace(TOWN, kind="sea"), 7), (None, None),
    ],
)  # fmt: skip
def test_place_precision(where: Spot | None, code: int | None) -> None:
    assert row_of(replace(CLASH, where=where))["where_prec"] == code


def test_deaths_add_up_to_the_best_number() -> None:
    tolls = (*CLASH.tolls, *KILLED, Toll(harm="killed", low=1, best=1, high=1, group="combatant"))
    row = row_of(replace(CLASH, tolls=tolls))
    assert row["deaths_unknown"] == 3
    assert sum(row[f"deaths_{part}"] for part in ("a", "b", "civilians", "unknown")) == row["best"]


def test_several_told_as_one_are_not_clear() -> None:
    assert row_of(replace(SERIES, tolls=KILLED))["event_clarity"] == 2


def test_texts_like_formulas_are_defused() -> None:
    row = row_of(replace(CLASH, reports=FORMULA.reports, where=FORMULA.where))
    assert row["source_office"] == "'-outlet" and row["where_coordinates"] == "'@town"

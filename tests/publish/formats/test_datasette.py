import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from isnad.publish.formats.datasette import FORMAT, TABLES, VERSION
from tests.publish.formats.released_events import CLASH, DAWN, EVENTS, FORMULA, STATES, many, release_of
from tests.publish.formats.written import lost, written


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "release.db"
    with path.open("w+b") as file:
        FORMAT.write(release_of(), file)
    assert [one.name for one in tmp_path.iterdir()] == ["release.db"]
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_it_is_sound_and_holds_nothing_between_its_rows(database: sqlite3.Connection) -> None:
    def told(what: str) -> object:
        return database.execute(f"PRAGMA {what}").fetchone()[0]

    assert told("integrity_check") == "ok"
    assert told("freelist_count") == 0
    assert told("user_version") == VERSION
    assert told("journal_mode") == "delete"


def test_it_is_as_small_as_sqlite_makes_it() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(written("datasette", release_of(many(900)))[0])
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute("VACUUM")
        assert connection.execute("PRAGMA page_count").fetchone()[0] == pages


def test_the_tables_hold_the_release(database: sqlite3.Connection) -> None:
    def number(table: str) -> int:
        found: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- names of ours
        return found

    assert number("events") == len(EVENTS)
    assert number("states") == len(STATES)
    assert number("event_reports") == sum(len(event.reports) for event in EVENTS)
    assert number("tolls") == sum(len(event.tolls) for event in EVENTS)
    assert number("withdrawn") == 2
    told = sum(len(one.statements) for one in (*EVENTS, *STATES))
    assert number("statements") == told
    assert number("parties") == len({
        party.id for event in EVENTS for party in (*event.agents, *event.targets, *event.accused)
    })  # fmt: skip


def test_what_points_somewhere_finds_it(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_values_are_as_they_are_told(database: sqlite3.Connection) -> None:
    row = database.execute("SELECT * FROM events WHERE id = ?", (CLASH.id,)).fetchone()
    assert row["latitude"] == 34.45 and row["killed_best"] == 6 and row["unidentified"] == 0
    assert row["attacks"] is None and row["plover_quad"] == 4
    row = database.execute("SELECT * FROM events WHERE id = ?", (FORMULA.id,)).fetchone()
    assert row["title_en"] == FORMULA.title_en and row["title_ar"] == FORMULA.title_ar


def test_the_accused_have_a_role_of_their_own(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT party, role FROM event_parties WHERE event = '03ACCUSED'").fetchall()
    assert [tuple(row) for row in rows] == [(DAWN.id, "accused")]
    row = database.execute("SELECT agents, agent_ids, accused FROM events WHERE id = '03ACCUSED'").fetchone()
    assert tuple(row) == (None, None, DAWN.name)


def test_questions_about_one_party_need_no_walk_through_all(database: sqlite3.Connection) -> None:
    plan = database.execute("EXPLAIN QUERY PLAN SELECT * FROM event_parties WHERE party = 'actor:dawn'").fetchone()
    assert "USING INDEX" in plan["detail"] or "USING COVERING INDEX" in plan["detail"]


def test_the_loss_is_in_it(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT what, why, number FROM loss").fetchall()
    assert {(row["what"], row["why"]): row["number"] for row in rows} == lost(written("datasette")[1])


def test_the_metadata_describe_every_table_and_column() -> None:
    ((end, beside),) = FORMAT.beside
    assert end == "-metadata.yaml"
    told = yaml.safe_load(beside(release_of(), Path("north.db"), ()))
    assert told["license"] == "CC-BY-4.0"
    described = told["databases"]["north"]["tables"]
    assert list(described) == [table.name for table in TABLES]
    for table in TABLES:
        assert list(described[table.name]["columns"]) == [column.name for column in table.columns]
        assert all(described[table.name]["columns"].values())


def test_a_party_that_comes_again_stands_as_it_came_first() -> None:
    again = replace(CLASH, id="99", agents=(replace(CLASH.agents[0], name_en="Other"),))
    raw, _ = written("datasette", release_of([CLASH, again], ()))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(raw)
        names = connection.execute("SELECT name_en FROM parties WHERE id = ?", (CLASH.agents[0].id,)).fetchall()
    assert names == [("Valley Army",)]

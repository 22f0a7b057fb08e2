from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, InternalError, ProgrammingError
from sqlalchemy.schema import SchemaItem

from isnad.arabic.searching import search_words
from isnad.archive import migrating, schema
from isnad.archive.chain import append, archive_id, rows, verify_chain
from isnad.archive.migrating import EMPTY, REVISIONS, create, downgrade, require_current, revision, upgrade
from isnad.archive.migrations import r0001_evidence
from isnad.archive.opening import Place, engine_of, is_postgres, reading, writing
from isnad.archive.searching import matching
from isnad.archive.tables import METADATA
from isnad.errors import ArchiveError, ArchiveExistsError, ArchiveVersionError, NoArchiveError
from tests.archive.rows import fill, fill_rest

OLDEST = [table for table in METADATA.sorted_tables if table.name in r0001_evidence.TABLES]
"""The tables that all forms have, and no step may touch."""
DOWN, UP = REVISIONS[-2::-1], REVISIONS[1:]
"""The steps to the oldest form and back."""
REFUSED = (IntegrityError, InternalError, ProgrammingError, DBAPIError)


def held(engine: Engine, tables: Sequence[Table] = OLDEST) -> dict[str, list[tuple[object, ...]]]:
    """All rows of tables, if not told of those that all forms have."""
    with reading(engine) as connection:
        asked = {table.name: select(table).order_by(*table.primary_key) for table in tables}
        return {name: [tuple(map(repr, row)) for row in connection.execute(rows)] for name, rows in asked.items()}


def test_the_forms_are_those_of_the_steps() -> None:
    script = ScriptDirectory(str(migrating.FOLDER), version_locations=[str(migrating.FOLDER)])
    assert tuple(step.revision for step in script.walk_revisions())[::-1] == REVISIONS
    assert script.get_current_head() == REVISIONS[-1]


def test_a_new_archive_has_the_tables_of_the_schema(engine: Engine) -> None:
    def ours(name: str | None, kind: str, _: object) -> bool:
        return kind != "table" or not str(name).startswith("search")

    def here(one: SchemaItem, *_: object) -> bool:
        return one.info.get("only") in (None, engine.dialect.name)

    with reading(engine) as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": ours, "include_object": here, "compare_type": True, "compare_server_default": True,
            },
        )  # fmt: skip
        assert compare_metadata(context, METADATA) == []
        assert inspect(connection).has_table("search")


def test_a_new_archive_has_an_id_and_a_first_row(engine: Engine) -> None:
    require_current(engine)
    assert revision(engine) == REVISIONS[-1]
    with reading(engine) as connection:
        archive = archive_id(connection)
        (first,) = rows(connection)
        assert archive and first[3:5] == ("create", archive)
        assert list(verify_chain([first], archive=archive)) == []


def test_an_archive_is_not_made_twice(engine: Engine) -> None:
    with pytest.raises(ArchiveExistsError, match="already"):
        create(engine)


def test_nothing_is_made_among_the_tables_of_others(place: Place) -> None:
    engine = engine_of(place, new=True)
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE invoices (n integer)"))
    with pytest.raises(ArchiveError, match="something else"):
        create(engine)
    with pytest.raises(NoArchiveError, match="isnad init"):
        require_current(engine)
    with pytest.raises(NoArchiveError, match="isnad init"):
        upgrade(engine)
    engine.dispose()


def test_a_failed_making_leaves_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise OSError("the power went")

    engine = engine_of(place, new=True)
    monkeypatch.setattr(migrating, "append", fail)
    with pytest.raises(OSError, match="power"):
        create(engine)
    with reading(engine) as connection:
        assert inspect(connection).get_table_names() == []
    monkeypatch.undo()
    create(engine)
    require_current(engine)
    engine.dispose()


def test_down_and_up_with_data(engine: Engine) -> None:
    fill(engine, 5)
    before = held(engine)
    assert downgrade(engine, "0001") == DOWN
    with reading(engine) as connection:
        left = {name for name in inspect(connection).get_table_names() if name != "alembic_version"}
        assert left == set(r0001_evidence.TABLES)
    with pytest.raises(ArchiveVersionError, match="isnad migrate"):
        require_current(engine)
    assert upgrade(engine) == UP
    assert upgrade(engine) == ()
    require_current(engine)
    after = held(engine)
    migrated = after["history"][len(before["history"]) :]
    assert [row[3:5] for row in migrated] == [("'migrate'", f"'{form}'") for form in (*DOWN, *UP)]
    assert {**after, "history": after["history"][: len(before["history"])]} == before
    assert all(before.values())
    with reading(engine) as connection:
        assert list(verify_chain(rows(connection), archive=archive_id(connection))) == []
    with reading(engine) as connection:
        found = connection.execute(matching(connection, (((search_words("وفدان")[0].form,),),))).scalars()
        assert sorted(found) == [1, 2, 3, 4, 5]
    fill(engine, 2, first=6)


def test_a_failed_step_changes_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(engine, 2)
    before = held(engine)
    downgrade(engine, "0001")
    middle = held(engine)
    monkeypatch.setattr(migrating, "append", _failing)
    with pytest.raises(OSError, match="power"):
        upgrade(engine)
    assert revision(engine) == "0001" and held(engine) == middle
    with reading(engine) as connection:
        assert not inspect(connection).has_table("mentions")
    monkeypatch.undo()
    assert upgrade(engine) == UP
    assert {k: v for k, v in held(engine).items() if k != "history"} == {
        k: v for k, v in before.items() if k != "history"
    }


def _half(connection: Connection) -> None:
    connection.execute(insert(schema.settings), {"name": "half", "value": "done"})
    append(connection, who="a", action="b", subject="c", detail={})
    raise OSError("the power went")


def _failing(*_: object, **__: object) -> int:
    raise OSError("the power went")


def test_an_archive_with_reports_is_not_taken_down(engine: Engine) -> None:
    fill(engine, 1)
    with pytest.raises(ArchiveError, match="1 reports"):
        downgrade(engine, EMPTY)
    assert revision(engine) == "0001"
    assert downgrade(engine, EMPTY, force=True) == (EMPTY,)
    assert revision(engine) is None
    with reading(engine) as connection:
        assert inspect(connection).get_table_names() == []
    create(engine)
    require_current(engine)


def test_an_empty_archive_can_be_taken_down(engine: Engine) -> None:
    assert downgrade(engine, EMPTY) == (*DOWN, EMPTY)


@pytest.mark.parametrize("act", [require_current, upgrade, lambda engine: downgrade(engine, "0001")])
def test_an_archive_of_a_newer_release_is_left_alone(engine: Engine, act: Callable[[Engine], object]) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(ArchiveVersionError, match=r"newer Isnad \(form 0999"):
        act(engine)


def test_an_unknown_form_is_refused(engine: Engine) -> None:
    with pytest.raises(ArchiveVersionError, match="give one of base, 0001"):
        downgrade(engine, "0815")


@pytest.mark.parametrize("name", schema.IMMUTABLE)
def test_rows_that_stay_are_neither_changed_nor_deleted(engine: Engine, name: str) -> None:
    fill(engine, 2)
    fill_rest(engine)
    table = METADATA.tables[name]
    before = held(engine, [table])
    assert before[name]
    column = next(column for column in table.columns if not column.primary_key)
    changes: list[Callable[[Connection], object]] = [
        lambda connection: connection.execute(update(table).values({column.name: column})),
        lambda connection: connection.execute(table.delete()),
    ]
    if is_postgres(engine):
        changes.append(lambda connection: connection.execute(text(f"TRUNCATE {name} CASCADE")))
    else:
        again = f"INSERT OR REPLACE INTO {name} SELECT * FROM {name} LIMIT 1"  # noqa: S608
        changes.append(lambda connection: connection.execute(text(again)))
    for change in changes:
        with pytest.raises(REFUSED, match="rows are only ever added"), writing(engine) as connection:
            change(connection)
    assert held(engine, [table]) == before


def test_ids_go_on_after_a_failed_writing(engine: Engine) -> None:
    fill(engine, 1)
    with pytest.raises(OSError, match="power"), writing(engine) as connection:
        _half(connection)
    fill(engine, 1, first=2)
    with reading(engine) as connection:
        assert connection.execute(select(schema.settings.c.value).where(schema.settings.c.name == "half")).all() == []
        assert list(verify_chain(rows(connection))) == []


def test_a_copy_of_the_package_migrates(tmp_path: Path) -> None:
    """The steps are found beside the module, wherever the package was put."""
    assert migrating.FOLDER.parent == Path(migrating.__file__).parent
    assert {path.name[:5] for path in migrating.FOLDER.glob("r*.py")} == {f"r{form}" for form in REVISIONS}


def test_what_a_form_brings_goes_with_it(engine: Engine) -> None:
    """Each step down drops the tables of its form, rows or not, and no other's."""
    fill(engine, 1)
    fill_rest(engine)
    for form in DOWN:
        downgrade(engine, form)
        with reading(engine) as connection:
            there = set(inspect(connection).get_table_names())
        later = migrating.FOLDER.glob("r*.py")
        gone = {name for step in later if step.name[1:5] > form for name in _tables(step)}
        assert gone and not there & gone
        assert {name for step in migrating.FOLDER.glob(f"r{form}*.py") for name in _tables(step)} <= there


def _tables(step: Path) -> tuple[str, ...]:
    found: tuple[str, ...] = import_module(f"isnad.archive.migrations.{step.stem}").TABLES
    return found

"""Whether the database still has the tables, keys and triggers that an archive is made with."""

from collections.abc import Iterator

from sqlalchemy import Connection, create_engine, text

from isnad.archive.chain import Finding
from isnad.archive.migrating import known_form, make_tables
from isnad.archive.opening import is_postgres
from isnad.archive.schema import IMMUTABLE

_SINCE = {"restrictions": "0004", "reviews": "0005"}
"""The forms that brought tables whose rows are only ever added; the others had all archives."""


def broken_rules(connection: Connection) -> Iterator[Finding]:
    """What of the schema was changed, and references that lead nowhere. Raises what `known_form` raises."""
    if is_postgres(connection):
        yield from _without_guard(connection)
        return
    found, expected = _objects(connection), _expected(known_form(connection))
    for name in sorted(found.keys() | expected.keys()):
        if name not in found:
            yield Finding("schema-missing", name, f"{name} is missing from the database")
        elif found[name] != expected.get(name):
            yield Finding("schema-changed", name, f"{name} is not as Isnad makes it")
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield Finding("reference-broken", f"{table} {row}", f"row {row} of {table} leads to nothing in {parent}")


def _expected(form: str) -> dict[str, str]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        make_tables(connection, form)
        found = _objects(connection)
    engine.dispose()
    return found


def _objects(connection: Connection) -> dict[str, str]:
    """The SQL of all tables, indexes and triggers by name. Statistics of the planner are no part of the archive, nor is
    what SQLite keeps behind the index of words, which differs with its release."""
    asked = text(
        "SELECT type || ' ' || name AS name, coalesce(sql, '') AS sql FROM sqlite_master "
        "WHERE name NOT LIKE 'sqlite!_stat%' ESCAPE '!' AND tbl_name NOT LIKE 'search!_%' ESCAPE '!'"
    )
    return {row.name: row.sql for row in connection.execute(asked)}


def _without_guard(connection: Connection) -> Iterator[Finding]:
    asked = text(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND t.tgname IN ('keep_rows', 'keep_table') "
        "AND p.proname = 'isnad_keep' AND p.prosrc LIKE '%RAISE EXCEPTION%only ever added%' "
        "AND c.relnamespace = current_schema()::regnamespace GROUP BY c.relname HAVING count(*) = 2"
    )
    guarded = set(connection.execute(asked).scalars())
    form = known_form(connection)
    for table in IMMUTABLE:
        if table not in guarded and form >= _SINCE.get(table, form):
            message = f"the trigger that refuses changes of {table} is missing"
            yield Finding("schema-missing", f"trigger {table}", message)

"""From one form of the archive to the next: each step is one transaction and leaves a row in the history."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, func, insert, inspect, select, text

from isnad import _version
from isnad.archive.chain import CREATED, append
from isnad.archive.opening import reading, writing
from isnad.archive.schema import reports, settings
from isnad.archive.troubles import where
from isnad.errors import ArchiveError, ArchiveExistsError, ArchiveVersionError, NoArchiveError

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""The forms that an archive had, oldest first; the last is the one that this release works with."""
EMPTY = "base"
"""What `downgrade` takes for an archive without any table."""
FOLDER = Path(__file__).with_name("migrations")
_INDEXED = "0002"
"""The form that brings the index of words, which is made of the documents."""
_WHO = "isnad"


def create(engine: Engine) -> str:
    """Makes a new archive in an empty database, in one transaction; the archive's id.

    Raises ArchiveExistsError where there is one, ArchiveError where the database holds something else.
    """
    archive = str(uuid4())
    with writing(engine) as connection:
        make_tables(connection)
        connection.execute(insert(settings), {"name": "archive", "value": archive})
        detail = {"form": REVISIONS[-1], "isnad": _version.__version__}
        append(connection, who=_WHO, action=CREATED, subject=archive, detail=detail)
    return archive


def make_tables(connection: Connection, form: str = REVISIONS[-1]) -> None:
    """Makes the empty tables of a form in an empty database, in the caller's transaction; raises as `create` does."""
    if form_of(connection):
        raise ArchiveExistsError(f"{where(connection.engine)} holds an archive already: use it, or give another place")
    if inspect(connection).get_table_names():
        raise ArchiveError(f"{where(connection.engine)} holds something else: give an empty place for the archive")
    _step(connection, form)


def revision(engine: Engine) -> str | None:
    """The form of the archive, one of REVISIONS or that of a newer release; None where there is no archive."""
    with reading(engine) as connection:
        return form_of(connection)


def require_current(engine: Engine) -> None:
    """Raises NoArchiveError where there is no archive, ArchiveVersionError where it is of another release."""
    found = revision(engine)
    if found is None:
        raise NoArchiveError(f"{where(engine)} holds no archive: make one with `isnad init`")
    if found not in REVISIONS:
        raise _newer(engine, found)
    if found != REVISIONS[-1]:
        raise ArchiveVersionError(
            f"{where(engine)} is of an older Isnad (form {found}, now {REVISIONS[-1]}): make a backup with "
            "`isnad backup`, then run `isnad migrate`"
        )


def upgrade(engine: Engine) -> tuple[str, ...]:
    """Brings an archive to the newest form; the forms that it went through, empty where it has the newest.

    Raises NoArchiveError where there is none, ArchiveVersionError where it is of a newer release.
    """
    taken = []
    for target in REVISIONS:
        with writing(engine) as connection:
            found = known_form(connection)
            if REVISIONS.index(found) < REVISIONS.index(target):
                _step(connection, target)
                if target == _INDEXED:
                    _fill_index(connection)
                append(connection, who=_WHO, action="migrate", subject=target, detail={"from": found, "to": target})
                taken.append(target)
    return tuple(taken)


def downgrade(engine: Engine, revision: str, *, force: bool = False) -> tuple[str, ...]:
    """Takes an archive back to the form `revision`, or to none with EMPTY; the forms that it went through.

    What an older form has no place for is dropped: the assembled model, which can be rebuilt. EMPTY drops everything,
    and raises ArchiveError where reports are kept unless it is forced. ArchiveVersionError for an unknown form.
    """
    if revision not in (EMPTY, *REVISIONS):
        raise ArchiveVersionError(f"{revision}: give one of {', '.join((EMPTY, *REVISIONS))}")
    taken = []
    for target in reversed((EMPTY, *REVISIONS[:-1])):
        with writing(engine) as connection:
            found = known_form(connection)
            if not _position(revision) <= _position(target) < _position(found):
                continue
            if target == EMPTY and not force:
                _refuse_full(engine, connection)
            _step(connection, target)
            if target != EMPTY:
                append(connection, who=_WHO, action="migrate", subject=target, detail={"from": found, "to": target})
            taken.append(target)
    return tuple(taken)


def _fill_index(connection: Connection) -> None:
    """What is kept can be found at once; the rest of what is assembled waits for `isnad rebuild`."""
    from isnad.archive.searching import reindex  # noqa: PLC0415 -- only needed here, and loads the language

    reindex(connection)


def _position(form: str) -> int:
    return (EMPTY, *REVISIONS).index(form)


def _refuse_full(engine: Engine, connection: Connection) -> None:
    kept = connection.execute(select(func.count()).select_from(reports)).scalar_one()
    if kept:
        raise ArchiveError(f"{where(engine)} keeps {kept} reports, which would be lost: make a backup, then force it")


def known_form(connection: Connection) -> str:
    """The form of the archive. Raises NoArchiveError where there is none, ArchiveVersionError for a newer one."""
    engine = connection.engine
    found = form_of(connection)
    if found is None:
        raise NoArchiveError(f"{where(engine)} holds no archive: make one with `isnad init`")
    if found not in REVISIONS:
        raise _newer(engine, found)
    return found


def _newer(engine: Engine, found: str) -> ArchiveVersionError:
    return ArchiveVersionError(
        f"{where(engine)} was made by a newer Isnad (form {found}, this one knows {REVISIONS[-1]}): update Isnad"
    )


def form_of(connection: Connection) -> str | None:
    """As `revision`, in the caller's transaction."""
    tables = inspect(connection)
    if not all(tables.has_table(name) for name in ("alembic_version", "settings", "history")):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _step(connection: Connection, target: str) -> None:
    """Takes the database to a form inside the caller's transaction."""
    # Alembic takes long to import and is seldom needed
    from alembic.operations import Operations  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    script = ScriptDirectory(str(FOLDER), version_locations=[str(FOLDER)])

    def plan(found: Any, _: MigrationContext) -> Any:
        if found and _position(target) < _position(found[0]):
            return script._downgrade_revs(target, found[0])
        return script._upgrade_revs(target, found)

    context = MigrationContext.configure(connection, opts={"fn": plan})
    with Operations.context(context):
        context.run_migrations()
    if target == EMPTY:
        connection.execute(text("DROP TABLE alembic_version"))

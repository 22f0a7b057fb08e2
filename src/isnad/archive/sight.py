"""What is seen of an archive: of which time, and whether by somebody cleared for restricted reports.

To somebody who is not cleared a hidden report is as if it had never been added. A `Sight` goes wherever rows are asked
for, so that there is one place where this is decided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Select, or_, select

from isnad.archive.schema import documents, hidden


@dataclass(frozen=True, slots=True)
class Sight:
    """`before` is the moment before which all is that was known then (None: now); `cleared` says whether hidden reports
    are seen."""

    before: str | None = None
    cleared: bool = True

    @property
    def is_plain(self) -> bool:
        """Whether all is seen as it is now, so that what is kept summed up can be shown as it is."""
        return self.before is None and self.cleared


PLAIN: Final = Sight()
"""All, as it is now."""


def sight_of(connection: Connection, before: str | None, *, cleared: bool) -> Sight:
    """The sight of somebody. Where nothing is hidden everybody counts as cleared, and nothing takes longer."""
    return Sight(before, cleared or not any_hidden(connection))


def any_hidden(connection: Connection) -> bool:
    """Whether the archive hides any report."""
    return connection.execute(select(hidden.c.document).limit(1)).first() is not None


def seen(column: ColumnElement[Any], sight: Sight) -> Iterator[ColumnElement[bool]]:
    """That the documents of a column are not hidden; nothing for somebody cleared."""
    if not sight.cleared:
        yield column.not_in(select(hidden.c.document))


def known(sight: Sight) -> Select[Any]:
    """The documents that are seen: those in the archive before the moment, none hidden from who looks."""
    came = [documents.c.added_at < sight.before] if sight.before else []
    return select(documents.c.id).where(*came, *seen(documents.c.id, sight))


def living(rows: FromClause, sight: Sight) -> Iterator[ColumnElement[bool]]:
    """That rows of a document, with `known_at` and `gone_at`, counted at the moment and are seen."""
    if sight.before is None:
        yield rows.c.gone_at.is_(None)
    else:
        yield rows.c.known_at < sight.before
        yield or_(rows.c.gone_at.is_(None), rows.c.gone_at >= sight.before)
    yield from seen(rows.c.document, sight)

"""Which document the texts of others are copies of."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from isnad.archive.schema import documents
from isnad.archive.sight import Sight, seen


def originals(connection: Connection, groups: Iterable[int], sight: Sight) -> dict[int, str]:
    """The id of the first document of each of these groups of copies (`documents.text_group`) that is seen: of a hidden
    one the first of its copies counts as the original, as it would if that had never come."""
    wanted = set(groups)
    if not wanted:
        return {}
    if sight.cleared:
        first = select(documents.c.id).where(documents.c.id.in_(wanted))
    else:
        first = select(func.min(documents.c.id)).where(
            documents.c.text_group.in_(wanted), *seen(documents.c.id, sight)
        ).group_by(documents.c.text_group)  # fmt: skip
    found = select(documents.c.text_group, documents.c.document).where(documents.c.id.in_(first))
    return {row.text_group: row.document for row in connection.execute(found)}


def copied(group: int, document: str, originals_: dict[int, str]) -> str | None:
    """The id of the document that one of this group is a copy of; None where it is the original itself."""
    first = originals_.get(group)
    return None if first == document else first

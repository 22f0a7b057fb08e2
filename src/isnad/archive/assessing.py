"""What people think of a source and of a piece of information, in the Admiralty's grades. No engine writes here, and
nothing is computed from it: it stands beside what was read."""

from sqlalchemy import Connection, insert, or_, select

from isnad.archive import chain
from isnad.archive.intake import storable
from isnad.archive.rows import next_row
from isnad.archive.schema import assessments, clusters, documents, mentions
from isnad.errors import ArchiveError, NotFoundError

SOURCE_GRADES = "ABCDEF"
"""From A, completely reliable, to E, unreliable; F: reliability cannot be judged (NATO AJP-2.1)."""
INFORMATION_GRADES = "123456"
"""From 1, confirmed by other sources, to 5, improbable; 6: truth cannot be judged (NATO AJP-2.1)."""


def append(
    connection: Connection, subject: str, *, source: str | None, information: str | None, note: str, who: str
) -> int:
    """An assessment of an event, of one report's account of it (the handle of a mention) or of an outlet; its number.
    Raises ArchiveError for what is no grade, NotFoundError for what is not in the archive."""
    _require(source, SOURCE_GRADES, "a source")
    _require(information, INFORMATION_GRADES, "information")
    if not (source or information or note):
        raise ArchiveError("nothing is assessed: give a grade or a note")
    _require_known(connection, subject)
    row = {
        "subject": storable(subject), "source_grade": source, "information_grade": information,
        "note": storable(note) or None, "by": who, "made_at": chain.now(),
    }  # fmt: skip
    number = next_row(connection, assessments)
    connection.execute(insert(assessments).values(id=number, **row))
    chain.append(
        connection, who=who, action="assess", subject=row["subject"] or "",
        detail={"assessment": number, "digest": chain.digest(row)},
    )  # fmt: skip
    return number


def _require(grade: str | None, grades: str, of: str) -> None:
    if grade is not None and (len(grade) != 1 or grade not in grades):
        raise ArchiveError(f"{grade!r} is no grade of {of}: give one of {', '.join(grades)}")


def _require_known(connection: Connection, subject: str) -> None:
    known = or_(
        select(clusters.c.id).where(clusters.c.id == subject).exists(),
        select(mentions.c.id).where(mentions.c.handle == subject).exists(),
        select(documents.c.id).where(documents.c.outlet == subject).exists(),
    )
    if not connection.execute(select(known)).scalar():
        raise NotFoundError(f"{subject}: no event, account or outlet of that id is in the archive; see `isnad event`")

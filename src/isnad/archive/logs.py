"""What was done, and what could not be."""

from typing import Any

from sqlalchemy import Connection, select

from isnad.archive.schema import failures as failures_
from isnad.archive.schema import history as history_


def history(connection: Connection, last: int) -> list[dict[str, Any]]:
    """The latest `last` rows of the history, the last one last."""
    found = connection.execute(select(history_).order_by(history_.c.seq.desc()).limit(last)).mappings()
    return [dict(row) for row in reversed(found.all())]


def failures(connection: Connection) -> list[dict[str, Any]]:
    """What could not be read, with code and reason; `blob` is the SHA-256 of the bytes that were kept."""
    return [dict(row) for row in connection.execute(select(failures_).order_by(failures_.c.id)).mappings()]

"""What the tests of reviews share: a small archive, and how its accounts are named."""

from typing import Any

import pytest
from sqlalchemy import select

from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.schema import clusters, mentions
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, add


@pytest.fixture
def told(library: Library) -> Library:
    """Two reports of one clash, one of a raid, one of a meeting."""
    add(library, [CLASH, AGAIN, OTHER, MEETING])
    return library


def handles(library: Library, type_: str = "ASSAULT") -> list[str]:
    """The accounts of a type that count, in the order in which their reports came."""
    with reading(library.engine) as connection:
        asked = select(mentions.c.handle).where(mentions.c.sort == "event", mentions.c.gone_at.is_(None))
        return list(
            connection.execute(
                asked.where(mentions.c.type == type_).order_by(mentions.c.document, mentions.c.start)
            ).scalars()
        )


def kept(library: Library, event: str | None) -> Any:
    """The row that lists show of an event; None where it is not listed."""
    with reading(library.engine) as connection:
        return connection.execute(select(clusters).where(clusters.c.id == event)).first()

"""The accounts of events as rows of a coded spreadsheet, one after the other, however many there are."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from isnad.archive.asking.event_lists import events
from isnad.archive.asking.query import Query
from isnad.archive.reviewing.coded import row_of
from isnad.archive.reviewing.telling import standings
from isnad.archive.schema import documents, mentions
from isnad.archive.sight import Sight, living, sight_of
from isnad.codebook import Codebook

_EVENTS: Final = 200


def rows(connection: Connection, query: Query, book: Codebook, *, cleared: bool = True) -> Iterator[dict[str, str]]:
    """A row for each account that counts of each event that answers `query`, in the order of lists."""
    sight, after = sight_of(connection, None, cleared=cleared), None
    while True:
        page = events(connection, query, book, after=after, limit=_EVENTS, cleared=cleared)
        yield from _of_events(connection, [line.id for line in page.rows], sight)
        after = page.after
        if after is None:
            return


def _of_events(connection: Connection, ids: Sequence[str], sight: Sight) -> Iterator[dict[str, str]]:
    asked = (
        select(
            mentions.c.handle, mentions.c.cluster, documents.c.document, documents.c.outlet, documents.c.published,
            documents.c.title,
        )
        .join(documents, documents.c.id == mentions.c.document)
        .where(mentions.c.cluster.in_(ids), mentions.c.sort == "event", *living(mentions, sight))
        .order_by(mentions.c.document, mentions.c.start, mentions.c.id)
    )  # fmt: skip
    found: dict[str, list[Any]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.cluster, []).append(row)
    told = standings(connection, [row.handle for of_it in found.values() for row in of_it], sight)
    for id_ in ids:
        for row in found.get(id_, ()):
            report = {name: getattr(row, name) or "" for name in ("outlet", "published", "title")}
            yield row_of(told[row.handle], id_, {"report": row.document, **report})

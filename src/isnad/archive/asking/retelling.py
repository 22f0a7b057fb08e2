"""The reports that tell of one event, as they were at a moment, and what lists would have shown of it then."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from isnad.archive.schema import documents, mentions
from isnad.archive.sight import PLAIN, Sight, living
from isnad.codebook import Codebook
from isnad.resolve.mentions import mention_from_plain


def told(connection: Connection, cluster: str, sight: Sight = PLAIN) -> Sequence[Any]:
    """The mentions of an event that counted and are seen, each with its document's `text`,
    `text_group`, `title`, `outlet`, `day` of publication, `url`, `platform`, `captured`, `came` (into the archive)
    and `sha` (id), in the order in which they came."""
    return connection.execute(
        select(
            mentions, documents.c.text, documents.c.text_group, documents.c.title, documents.c.outlet,
            documents.c.published.label("day"), documents.c.url, documents.c.platform, documents.c.captured,
            documents.c.added_at.label("came"), documents.c.document.label("sha"),
        )
        .join(documents, documents.c.id == mentions.c.document)
        .where(mentions.c.cluster == cluster, mentions.c.sort == "event", *living(mentions, sight))
        .order_by(mentions.c.id)
    ).all()  # fmt: skip


def summed_up(
    connection: Connection, cluster: str, rows: Sequence[Any], book: Codebook, sight: Sight
) -> tuple[int, Mapping[str, Any]]:
    """How many texts tell of the event in these rows of `told`, and what `clusters.data` would have held of it."""
    # what judges events is only needed for the past: of today's events the sums are kept
    from isnad.archive.joining import summaries  # noqa: PLC0415

    members = [
        summaries.Member(row.id, row.document, row.text_group, row.start, row.known_at, mention_from_plain(row.data))
        for row in rows
    ]
    shown = summaries.summed_up(connection, "event", {cluster: members}, book, sight)[cluster]
    return shown.reports, shown.data

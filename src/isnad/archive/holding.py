"""Live mentions as they are compared: fetched from the archive, parsed once, and kept for a while."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from isnad.archive.schema import blocks, documents, mentions
from isnad.archive.sorts import Mention, Sort
from isnad.resolve.blocking import MOST_PER_BLOCK

_MOST_PARSED = 5_000
_MANY = 400


@dataclass(frozen=True, slots=True)
class Held:
    """A live mention with its row, the document's row, its handle and the cluster that it is in."""

    row: int
    document: int
    handle: str
    local: str
    cluster: str | None
    mention: Mention

    @property
    def id(self) -> str:
        """By which `resolve` knows it."""
        return self.mention.id


@dataclass(slots=True)
class Parsed:
    """Mentions that were parsed, by their rows, the latest ones, and the blocks that too many share."""

    full: set[str]
    mentions: dict[int, Mention] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> "Parsed":
        """Nothing parsed yet; which blocks are full stands in the archive."""
        counted = select(blocks.c.block).group_by(blocks.c.block).having(func.count() > MOST_PER_BLOCK)
        return cls(set(connection.execute(counted).scalars()))

    def forget(self) -> None:
        """Lets go of the oldest, so that memory stays what it is."""
        if len(self.mentions) > _MOST_PARSED:
            for row in list(islice(self.mentions, len(self.mentions) // 2)):
                del self.mentions[row]


def held(connection: Connection, sort: Sort, parsed: Parsed, condition: Any) -> list[Held]:
    """The live mentions of which a condition on `mentions` holds, by their rows."""
    original = documents.alias()
    rows = connection.execute(
        select(
            mentions.c.id, mentions.c.document, mentions.c.handle, mentions.c.local, mentions.c.cluster,
            original.c.document.label("text_group"),
        )
        .join(documents, documents.c.id == mentions.c.document)
        .join(original, original.c.id == documents.c.text_group)
        .where(mentions.c.sort == sort.name, mentions.c.gone_at.is_(None), condition)
        .order_by(mentions.c.id)
    ).all()  # fmt: skip
    groups = {row.id: row.text_group for row in rows if row.id not in parsed.mentions}
    for id_, data in _data(connection, list(groups)):
        parsed.mentions[id_] = replace(sort.from_plain(data), text_group=groups[id_])
    return [Held(row.id, row.document, row.handle, row.local, row.cluster, parsed.mentions[row.id]) for row in rows]


def _data(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    for start in range(0, len(ids), _MANY):
        wanted = mentions.c.id.in_(ids[start : start + _MANY])
        yield from (
            (row.id, row.data) for row in connection.execute(select(mentions.c.id, mentions.c.data).where(wanted))
        )


def sharing(connection: Connection, parsed: Parsed, wanted: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """The mentions under each block, where they are not too many to say anything."""
    asked = [block for block in wanted if block not in parsed.full]
    for start in range(0, len(asked), _MANY):
        found: dict[str, list[int]] = {}
        for block, row in connection.execute(
            select(blocks.c.block, blocks.c.mention).where(blocks.c.block.in_(asked[start : start + _MANY]))
        ):
            found.setdefault(block, []).append(row)
        for block, rows in found.items():
            if len(rows) > MOST_PER_BLOCK:
                parsed.full.add(block)
            else:
                yield block, rows

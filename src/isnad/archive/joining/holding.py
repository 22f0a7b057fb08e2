"""Live mentions as they are compared: fetched from the archive, parsed once, and kept for a while."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from isnad.archive.joining.sorts import SORTS, Mention, Sort
from isnad.archive.schema import blocks, documents, mentions
from isnad.resolve.blocking import MOST_PER_BLOCK

_MOST_PARSED = 10_000
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
    """Mentions that were parsed, by their rows, those last that were asked for last, and the blocks that too many
    share. Nothing is kept of a mention but what never changes."""

    full: set[int] = field(default_factory=set)
    mentions: dict[int, Held] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> "Parsed":
        """Nothing parsed yet; which blocks are full stands in the archive."""
        counted = select(blocks.c.block).group_by(blocks.c.block).having(func.count() > MOST_PER_BLOCK)
        return cls(set(connection.execute(counted).scalars()))

    def forget(self) -> None:
        """Lets go of those that were not asked for longest, so that memory stays what it is."""
        for row in list(islice(self.mentions, max(0, len(self.mentions) - _MOST_PARSED))):
            del self.mentions[row]

    def of_rows(self, connection: Connection, rows: Sequence[int]) -> dict[int, Held]:
        """The mentions of these rows; no more than can be kept."""
        new = [row for row in rows if row not in self.mentions]
        for start in range(0, len(new), _MANY):
            self.mentions.update(_fetched(connection, new[start : start + _MANY]))
        for row in rows:
            self.mentions[row] = self.mentions.pop(row)
        return {row: self.mentions[row] for row in rows}


def _fetched(connection: Connection, rows: Sequence[int]) -> Iterator[tuple[int, Held]]:
    original = documents.alias()
    found = connection.execute(
        select(
            mentions.c.id, mentions.c.sort, mentions.c.document, mentions.c.handle, mentions.c.local, mentions.c.data,
            original.c.document.label("text_group"),
        )
        .join(documents, documents.c.id == mentions.c.document)
        .join(original, original.c.id == documents.c.text_group)
        .where(mentions.c.id.in_(rows))
    )  # fmt: skip
    for row in found:
        mention = replace(SORTS[row.sort].from_plain(row.data), text_group=row.text_group)
        yield row.id, Held(row.id, row.document, row.handle, row.local, None, mention)


def held(connection: Connection, sort: Sort, parsed: Parsed, condition: Any) -> list[Held]:
    """The live mentions of which a condition on `mentions` holds, by their rows."""
    rows = connection.execute(
        select(mentions.c.id, mentions.c.cluster)
        .where(mentions.c.sort == sort.name, mentions.c.gone_at.is_(None), condition)
        .order_by(mentions.c.id)
    ).all()
    found = parsed.of_rows(connection, [row for row, _ in rows])
    return [_in(found[row], cluster) for row, cluster in rows]


def _in(one: Held, cluster: str | None) -> Held:
    return Held(one.row, one.document, one.handle, one.local, cluster, one.mention) if cluster else one


def sharing(connection: Connection, parsed: Parsed, wanted: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """The mentions under each block, where they are not too many to say anything."""
    asked = [block for block in wanted if block not in parsed.full]
    for start in range(0, len(asked), _MANY):
        found: dict[int, list[int]] = {}
        for block, row in connection.execute(
            select(blocks.c.block, blocks.c.mention).where(blocks.c.block.in_(asked[start : start + _MANY]))
        ):
            found.setdefault(block, []).append(row)
        for block, rows in found.items():
            if len(rows) > MOST_PER_BLOCK:
                parsed.full.add(block)
            else:
                yield block, rows

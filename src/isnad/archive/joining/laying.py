"""People's word laid over the mentions of events, so that whoever asks of mentions is told what counts.

A mention is never changed: the one that was read is gone from now on, and one with the values that count stands in its
place, under the same handle and in the same cluster. So what was known at an earlier time is still told as it was known
then. A rejected mention is gone. What the engine read is kept beside both, to be laid over anew when somebody says
something else.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, literal, or_, select, update

from isnad.archive.intake import is_current
from isnad.archive.joining.sorts import SORTS
from isnad.archive.preparing import number_of
from isnad.archive.reviewing.accounts import span_of
from isnad.archive.reviewing.overlaying import overlaid
from isnad.archive.reviewing.reviews import of_handles
from isnad.archive.reviewing.standing import Said, said
from isnad.archive.reviewing.tables import laid, reviews
from isnad.archive.rows import next_row
from isnad.archive.schema import blocks, clusters, mentions, tellings
from isnad.codebook import Codebook
from isnad.model import to_plain
from isnad.resolve.mentions import EventMention


@dataclass(slots=True)
class Laid:
    """What laying changed: the rows of mentions that came, and the clusters of those that are gone."""

    came: list[int] = field(default_factory=list)
    left: set[str] = field(default_factory=set)


def lay(connection: Connection, which: ColumnElement[bool], book: Codebook, at: str) -> Laid:
    """Lays what people said over those mentions of which a condition on `mentions` holds; what changed by it. Where all
    that was said was taken back, what was read counts again."""
    done = Laid()
    found = _found(connection, which)
    spoken = of_handles(connection, list(found))
    for handle, rows in found.items():
        _Laying(connection, book, at, done).one(handle, rows, said(spoken.get(handle, [])))
    return done


def _found(connection: Connection, which: ColumnElement[bool]) -> dict[str, list[Any]]:
    """The mentions of which somebody spoke that count, or were rejected, by handle; those that count last."""
    asked = (
        select(mentions, laid.c.machine, laid.c.verdict)
        .outerjoin(laid, laid.c.mention == mentions.c.id)
        .where(
            which, mentions.c.sort == "event", or_(mentions.c.gone_at.is_(None), laid.c.verdict == "rejected"),
            mentions.c.handle.in_(select(reviews.c.handle)),
        )
        .order_by(mentions.c.gone_at.is_(None), mentions.c.id)
    )  # fmt: skip
    found: dict[str, list[Any]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.handle, []).append(row)
    return found


@dataclass(slots=True)
class _Laying:
    connection: Connection
    book: Codebook
    at: str
    done: Laid

    def one(self, handle: str, rows: Sequence[Any], counts: Said) -> None:
        row = rows[-1]
        lives = row.gone_at is None
        for older in rows[:-1]:
            self.connection.execute(delete(laid).where(laid.c.mention == older.id))
        if counts.rejected:
            if lives:
                self._go(row)
                self.connection.execute(
                    insert(laid), {"mention": row.id, "machine": row.machine or row.data, "verdict": "rejected"}
                )
            return
        if not lives and not is_current(self.connection, row.document):
            return
        wanted = self._wanted(handle, row, counts)
        if not lives or any(getattr(row, name) != value for name, value in wanted.items()):
            if lives:
                self._go(row)
            self._come(row, wanted, corrected=bool(counts.values))

    def _wanted(self, handle: str, row: Any, counts: Said) -> dict[str, Any]:
        machine: Mapping[str, Any] = row.machine or row.data
        values = {name: value for name, (value, _) in counts.values.items()}
        mention = overlaid(machine, values, self.book, _names(self.connection))
        start, end = values.get("span") or span_of(handle)
        return {"data": {**machine, **to_plain(mention)}, "type": mention.type, "start": start, "end": end}

    def _go(self, row: Any) -> None:
        self.connection.execute(update(mentions).where(mentions.c.id == row.id).values(gone_at=self.at))
        self.connection.execute(delete(blocks).where(blocks.c.mention == row.id))
        self.connection.execute(delete(laid).where(laid.c.mention == row.id))
        if row.cluster:
            self.done.left.add(row.cluster)

    def _come(self, row: Any, wanted: Mapping[str, Any], *, corrected: bool) -> None:
        """A mention in place of one that is gone, with its claims."""
        new = next_row(self.connection, mentions)
        self.connection.execute(
            insert(mentions).values(
                id=new, sort=row.sort, document=row.document, local=row.local, handle=row.handle, cluster=row.cluster,
                known_at=self.at, gone_at=None, **wanted,
            )
        )  # fmt: skip
        mention: EventMention = SORTS["event"].from_plain(wanted["data"])
        met = [{"block": number_of(key), "mention": new} for key in sorted(SORTS["event"].blocks(mention))]
        if met:
            self.connection.execute(insert(blocks), met)
        told = select(literal(new), tellings.c.claim).where(tellings.c.mention == row.id)
        self.connection.execute(insert(tellings).from_select(["mention", "claim"], told))
        self.connection.execute(delete(laid).where(laid.c.mention == row.id))
        if corrected:
            kept = {"mention": new, "machine": row.machine or row.data, "verdict": "corrected"}
            self.connection.execute(insert(laid), kept)
        self.done.came.append(new)


def forget_unread(connection: Connection, documents: Collection[int]) -> None:
    """Of these documents, which were just read anew, rejected mentions that are not read any more are left behind: to
    take the rejection back brings nothing into being that nobody reads."""
    unread = select(laid.c.mention).join(mentions, mentions.c.id == laid.c.mention)
    live = mentions.alias()
    again = select(live.c.id).where(live.c.handle == mentions.c.handle, live.c.gone_at.is_(None)).exists()
    gone = unread.where(mentions.c.document.in_(documents), mentions.c.gone_at.is_not(None), ~again)
    ids: list[int] = list(connection.execute(gone).scalars())
    connection.execute(delete(laid).where(laid.c.mention.in_(ids)))


def _names(connection: Connection) -> Callable[[str], str]:
    def name(id_: str) -> str:
        data = connection.execute(select(clusters.c.data).where(clusters.c.id == id_)).scalar()
        return next(_all_names(data), id_)

    return name


def _all_names(data: Any) -> Iterator[str]:
    yield from (data or {}).get("names", ())

"""What people said of words in which nothing is read any more goes over to the account that overlaps them.

It is said anew of the heir, by the same people; what was carried over once is not carried over again, whichever words
the engine finds next.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from isnad.archive import chain
from isnad.archive.judging import place_of
from isnad.archive.reviewing.reviews import Review, append, of_handles
from isnad.archive.reviewing.tables import reviews
from isnad.archive.schema import mentions
from isnad.model import Span


def carry(connection: Connection, document: int, name: str) -> tuple[int, list[str]]:
    """For a document that was just read anew: how many accounts' reviews were carried over, and the handles of those
    that have no heir."""
    of_it = select(reviews.c.handle).where(reviews.c.handle.startswith(f"{name}@", autoescape=True)).distinct()
    spoken = sorted(connection.execute(of_it).scalars())
    if not spoken:
        return 0, []
    live = _accounts(connection, document)
    handles = {row.handle for row in live}
    carried, alone = 0, []
    for handle, said in of_handles(connection, [one for one in spoken if one not in handles]).items():
        heir = _heir(handle, live)
        if heir is None:
            alone.append(handle)
        else:
            carried += _repeat(connection, said, heir)
            _stay(connection, handle, heir)
    return carried, alone


def _accounts(connection: Connection, document: int) -> Sequence[Any]:
    """The accounts that were just read."""
    return connection.execute(
        select(mentions.c.handle, mentions.c.type, mentions.c.start, mentions.c.end).where(
            mentions.c.document == document, mentions.c.sort == "event", mentions.c.gone_at.is_(None)
        )
    ).all()


def _heir(handle: str, live: Sequence[Any]) -> str | None:
    """The account that shares most characters with a handle's, of the same type before others."""
    span, kind = place_of(handle)
    shared = [
        (row.type == kind, min(span.end, row.end) - max(span.start, row.start), row.handle)
        for row in live if span.overlaps(Span(row.start, row.end))
    ]  # fmt: skip
    return max(shared)[2] if shared else None


def _stay(connection: Connection, handle: str, heir: str) -> None:
    """An heir that is in no event yet takes over that of those words, so that its id leads to what people said."""
    had = select(mentions.c.cluster).where(mentions.c.handle == handle).order_by(mentions.c.id.desc()).limit(1)
    new = mentions.c.handle == heir, mentions.c.gone_at.is_(None), mentions.c.cluster.is_(None)
    connection.execute(update(mentions).where(*new).values(cluster=connection.execute(had).scalar()))


def _repeat(connection: Connection, said: Sequence[Review], heir: str) -> int:
    """Says it anew of the heir; 1 where anything of it was new there."""
    there = of_handles(connection, [heir]).get(heir, [])
    known: dict[int, int] = {}
    for one in there:
        known[one.id] = one.id
        if one.carried is not None:
            known[one.carried] = one.id
    times: dict[str, str] = {}
    came = 0
    for one in said:
        root = one.carried if one.carried in known else one.id
        if root in known:
            known[one.id] = known[root]
            continue
        value = [known[number] for number in one.value if number in known] if one.verdict == "undone" else one.value
        seen = max((new for old, new in known.items() if old <= one.seen), default=0)
        at = times.setdefault(one.made_at, chain.now())
        (new,) = append(
            connection, heir, one.verdict, {one.field: value}, seen=seen, by=one.by, note=one.note or "",
            carried=one.id, at=at,
        )  # fmt: skip
        known[one.id] = new
        came += 1
    return int(came > 0)

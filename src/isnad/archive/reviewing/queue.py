"""What is worth a look first: events in the order of how much of them is in doubt, with the reasons."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, Text, and_, cast, exists, func, or_, select

from isnad.archive.reviewing.doubts import Reason
from isnad.archive.reviewing.standing import Reviewed
from isnad.archive.reviewing.tables import doubts, open_doubts, reviews
from isnad.archive.schema import cluster_places, mentions, open_places, veiled
from isnad.archive.sight import Sight, living, sight_of
from isnad.errors import QueryError

MOST_ITEMS: Final = 200
"""A page has no more items."""
State = Literal["unreviewed", "accepted", "corrected", "disputed", "unsure"]
_MANY: Final = 2_000
_Mark = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Item:
    """An event with how much of it is in doubt (0 to 1000), why, and what people made of it so far."""

    event: str
    doubt: int
    reasons: tuple[Reason, ...]
    reviewed: Reviewed
    type: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Items in their order; `after` is the cursor of the next page, None at the end."""

    items: tuple[Item, ...]
    after: str | None = None


def queue(
    connection: Connection, *, state: State | None = None, mine: str | None = None, type_: str | None = None,
    place: str | None = None, reason: str | None = None, after: str | None = None, limit: int = 50,
    cleared: bool = True,
) -> Queue:  # fmt: skip
    """The events that are in doubt, most first.

    `state` is what people made of them (`unreviewed`, `disputed`, …); `mine` the name of one who reviewed an account of
    them; `type_` an event type; `place` a global id, with all within it; `reason` a code of `Reason`. Somebody
    who is not cleared is told what is in doubt without the hidden reports. Raises QueryError for a bad cursor or limit.
    """
    if not 1 <= limit <= MOST_ITEMS:
        raise QueryError(f"a page of {limit} rows: ask for 1 to {MOST_ITEMS}")
    asked = _Asked(state, mine, type_, place, reason)
    sight = sight_of(connection, None, cleared=cleared)
    found = _found(connection, _ALL, asked, sight, _mark(after), limit + 1)
    if not sight.cleared:
        found += _found(connection, _OPEN, asked, sight, _mark(after), limit + 1)
        found.sort(key=lambda row: (-row.doubt, row.cluster))
    last = found[limit - 1] if len(found) > limit else None
    return Queue(tuple(map(_item, found[:limit])), _cursor((last.doubt, last.cluster)) if last else None)


class _Asked(NamedTuple):
    state: str | None
    mine: str | None
    type: str | None
    place: str | None
    reason: str | None


class _Kept(NamedTuple):
    """Where what is in doubt is kept, and by which places it is found."""

    doubts: Table
    places: Table


_ALL, _OPEN = _Kept(doubts, cluster_places), _Kept(open_doubts, open_places)


def _found(
    connection: Connection, kept: _Kept, asked: _Asked, sight: Sight, mark: _Mark | None, wanted: int
) -> list[Any]:  # fmt: skip
    """Some rows behind a mark; those of which a hidden report tells too are left to `_OPEN` where it is not seen."""
    table = kept.doubts.c
    held = list(_held(connection, kept, asked, sight))
    if not sight.cleared and kept is _ALL:
        held.append(table.cluster.not_in(select(veiled.c.cluster)))
    query = select(kept.doubts).where(*held, *_behind(table, mark)).order_by(table.doubt.desc(), table.cluster)
    return list(connection.execute(query.limit(wanted)))


def _held(connection: Connection, kept: _Kept, asked: _Asked, sight: Sight) -> Iterator[ColumnElement[bool]]:
    table = kept.doubts.c
    if asked.reason:
        yield table.doubt > 0
        # as the archive writes JSON: to take it apart for each row takes longer
        yield cast(table.reasons, Text).contains(f'"code":{json.dumps(asked.reason)}', autoescape=True)
    if asked.state:
        yield table.reviewed == asked.state
    if asked.type:
        yield table.type == asked.type
    if asked.place:
        there = select(kept.places.c.cluster).where(kept.places.c.place == asked.place)
        many = connection.execute(select(func.count()).select_from(there.limit(_MANY).subquery())).scalar_one() >= _MANY
        # of few events each is looked up, of many the queue is walked and each asked whether it lies there
        yield exists(there.where(kept.places.c.cluster == table.cluster)) if many else table.cluster.in_(there)
    if asked.mine:
        own = select(mentions.c.cluster).join(reviews, reviews.c.handle == mentions.c.handle)
        by_me = own.where(reviews.c.by == asked.mine, *living(mentions, sight), mentions.c.cluster.is_not(None))
        yield table.cluster.in_(by_me)


def _behind(table: Any, mark: _Mark | None) -> Iterator[ColumnElement[bool]]:
    if mark is not None:
        doubt, cluster = mark
        yield table.doubt <= doubt
        yield or_(table.doubt < doubt, and_(table.doubt == doubt, table.cluster > cluster))


def _item(row: Any) -> Item:
    reasons: Sequence[Any] = row.reasons
    found = tuple(Reason(one["code"], one.get("about", ""), one.get("handles", ())) for one in reasons)
    return Item(row.cluster, row.doubt, found, row.reviewed, row.type)


def _cursor(mark: _Mark) -> str:
    return urlsafe_b64encode(json.dumps(mark, separators=(",", ":")).encode()).decode().rstrip("=")


def _mark(given: str | None) -> _Mark | None:
    if given is None:
        return None
    try:
        doubt, cluster = json.loads(urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, TypeError, Error) as error:
        raise QueryError(f"«{given}» is no cursor: give the one that the page before ended with") from error
    if type(doubt) is not int or not isinstance(cluster, str):
        raise QueryError(f"«{given}» is the cursor of another list: give the one that the page before ended with")
    return doubt, cluster

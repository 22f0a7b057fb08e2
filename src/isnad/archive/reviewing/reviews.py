"""Reviews as rows: what one person said of one account at one time. They are appended, never changed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection, insert, select

from isnad.archive import chain
from isnad.archive.reviewing.tables import reviews
from isnad.archive.rows import next_row
from isnad.archive.schema import mentions
from isnad.archive.sight import PLAIN, Sight

Verdict = Literal["accepted", "corrected", "rejected", "unsure", "undone", "comment"]
FieldName = Literal[
    "type", "mode", "status", "polarity", "agents", "targets", "accused", "place", "from", "to", "victims", "speaker",
    "span",
]  # fmt: skip
FIELDS: Final[tuple[FieldName, ...]] = get_args(FieldName)
"""What of an account can be corrected."""
EXTERNAL: Final = "external_id"
"""The field of a comment that keeps a team's own id of an account."""
_MANY = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A row of `reviews`; see there."""

    id: int
    handle: str
    verdict: Verdict
    field: str | None
    value: Any
    seen: int
    by: str
    note: str | None
    carried: int | None
    made_at: str


def append(
    connection: Connection, handle: str, verdict: Verdict, values: Mapping[str | None, Any], *, seen: int, by: str,
    note: str = "", carried: int | None = None, at: str | None = None,
) -> list[int]:  # fmt: skip
    """One act of a person: a row for each of `values`, by field (None: of the account as a whole); their numbers. All
    have one time, by which they are taken back together."""
    made_at = at or chain.now()
    numbers = []
    for field, value in values.items():
        row = {
            "handle": handle, "verdict": verdict, "field": field, "value": value, "seen": seen, "by": by,
            "note": note or None, "carried": carried, "made_at": made_at,
        }  # fmt: skip
        number = next_row(connection, reviews)
        connection.execute(insert(reviews).values(id=number, **row))
        chain.append(
            connection, who=by, action="review", subject=handle,
            detail={"review": number, "verdict": verdict, "field": field, "digest": chain.digest(row)},
        )  # fmt: skip
        numbers.append(number)
    return numbers


def of_handles(
    connection: Connection, handles: Collection[str], sight: Sight = PLAIN
) -> dict[str, list[Review]]:  # fmt: skip
    """What was said of each of these, in the order in which it was said; nothing for those of which nobody spoke."""
    found: dict[str, list[Review]] = {}
    for part in _parts(sorted(handles)):
        asked = select(reviews).where(reviews.c.handle.in_(part), *_by_then(sight)).order_by(reviews.c.id)
        for row in connection.execute(asked):
            found.setdefault(row.handle, []).append(_review(row))
    return found


def of_mentions(connection: Connection, rows: Collection[int], sight: Sight = PLAIN) -> dict[int, list[Review]]:
    """What was said of each of these mentions (rows of `mentions`); nothing for those of which nobody spoke."""
    found: dict[int, list[Review]] = {}
    for part in _parts(sorted(rows)):
        asked = (
            select(reviews, mentions.c.id.label("mention"))
            .join(mentions, mentions.c.handle == reviews.c.handle)
            .where(mentions.c.id.in_(part), *_by_then(sight))
            .order_by(reviews.c.id)
        )
        for row in connection.execute(asked):
            found.setdefault(row.mention, []).append(_review(row))
    return found


def _by_then(sight: Sight) -> Iterator[Any]:
    if sight.before:
        yield reviews.c.made_at < sight.before


def _parts(listed: Sequence[Any]) -> Iterator[Sequence[Any]]:
    yield from (listed[start : start + _MANY] for start in range(0, len(listed), _MANY))


def _review(row: Any) -> Review:
    return Review(
        id=row.id, handle=row.handle, verdict=row.verdict, field=row.field, value=row.value, seen=row.seen, by=row.by,
        note=row.note, carried=row.carried, made_at=row.made_at,
    )  # fmt: skip

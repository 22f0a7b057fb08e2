"""Pages of long answers: some rows, how many there are, and a cursor that says where the next page begins."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from isnad.archive.asking.naming import Unregistered
from isnad.errors import QueryError

COUNTED: Final = 1_000
"""So many rows are counted; of more it is only said that there are more."""
MOST_ROWS: Final = 500
"""A page has no more rows."""
Row = TypeVar("Row")
Mark = tuple[str | None, str | int]
"""Where a row stands: the day by which it is sorted (None: it has none, such rows come last) and its id."""


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in their order. `after` is the cursor of the next page, None at the end; `total` counts all rows of all
    pages up to COUNTED, `more` says that there are more. `names` tells of unregistered entities in the rows;
    `as_of` is the time of which it was asked, None for now."""

    rows: tuple[Row, ...]
    after: str | None = None
    total: int = 0
    more: bool = False
    names: Mapping[str, Unregistered] = field(default_factory=dict)
    as_of: str | None = None


def cursor(mark: Mark) -> str:
    """A mark as a text that can stand in a command line or an address."""
    return urlsafe_b64encode(json.dumps(mark, separators=(",", ":")).encode()).decode().rstrip("=")


def mark_of(given: str | None, kind: type[str] | type[int]) -> Mark | None:
    """The mark that `cursor` made this text of; `kind` is that of its id. QueryError for any other text."""
    if given is None:
        return None
    try:
        day, id_ = json.loads(urlsafe_b64decode(given + "=" * (-len(given) % 4)))
    except (ValueError, TypeError, Error) as error:
        raise QueryError(f"«{given}» is no cursor: give the one that the page before ended with") from error
    if not (day is None or isinstance(day, str)) or type(id_) is not kind:
        raise QueryError(f"«{given}» is the cursor of another list: give the one that the page before ended with")
    return day, id_


def row_limit(limit: int) -> int:
    """The number of rows of a page. QueryError where it is not between 1 and MOST_ROWS."""
    if not 1 <= limit <= MOST_ROWS:
        raise QueryError(f"a page of {limit} rows: ask for 1 to {MOST_ROWS}")
    return limit


def rows_behind(
    connection: Connection, placed: tuple[ColumnElement[Any], ColumnElement[Any]], held: Sequence[ColumnElement[bool]],
    mark: Mark | None, most: int, *, dated: bool = False,
) -> list[Any]:  # fmt: skip
    """The id and the day of up to `most` rows behind a mark of which all of `held` hold, by the columns (day, id) by
    which they are `placed`: those with a day, the last first, then those without (unless `dated`)."""
    day, id_ = placed
    columns = select(id_, day).where(*held)
    rows: list[Any] = []
    if mark is None or mark[0] is not None:
        behind = [] if mark is None else [or_(day < mark[0], and_(day == mark[0], id_ < mark[1])), day <= mark[0]]
        query = columns.where(day.is_not(None), *behind).order_by(day.desc(), id_.desc()).limit(most)
        rows = list(connection.execute(query))
    if len(rows) < most and not dated:
        behind = [id_ < mark[1]] if mark is not None and mark[0] is None else []
        query = columns.where(day.is_(None), *behind).order_by(id_.desc()).limit(most - len(rows))
        rows += connection.execute(query)
    return rows

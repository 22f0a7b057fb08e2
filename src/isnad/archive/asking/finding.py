"""Reports that answer a question: newest first, page by page, each with the words that were asked for.

`from:` and `to:` bound the day on which a report was published; reports without a known day come last, and only where
no day is asked for. Filters are of reports: one with `type:ASSAULT` and `place:…` tells of an assault and names the
place, be it in one event or not; `event_lists.events` asks for both in one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, select

from isnad.archive.asking import conditions
from isnad.archive.asking.conditions import Holding, of_days, rows_where
from isnad.archive.asking.copies import copied, originals
from isnad.archive.asking.moments import known_before
from isnad.archive.asking.naming import among_reports
from isnad.archive.asking.pages import COUNTED, Mark, Page, cursor, mark_of, row_limit, rows_behind
from isnad.archive.asking.query import Query, parse
from isnad.archive.asking.snippets import Snippet, snippet
from isnad.archive.schema import documents, mentions
from isnad.archive.sight import Sight, living, sight_of
from isnad.codebook import Codebook
from isnad.model import Span

LIMIT: Final = 20
"""Rows of a page, where nobody asks for more."""
_PLACED: Final = (documents.c.published, documents.c.id)
_STEP, _SHORT_STEP = 1_000, 100
_COUNT_STEP: Final = COUNTED + COUNTED // 5
"""Of so many there are more than COUNTED that pass, as long as of six reports no more than one was replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that was found. `document` is its id (`sha256:…`), `added_at` when it came into the archive.

    `copy_of` is the id of the document whose text it is a copy of; `events` are the ids of what it tells of.
    `replaced_at` is when a later version took its place in the archive, None where it is what its report says now.
    """

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    platform: str
    added_at: str
    snippet: Snippet
    copy_of: str | None
    events: tuple[str, ...]
    replaced_at: str | None


def asked(
    connection: Connection, text: str, book: Codebook, *, today: date | None = None, cleared: bool = True
) -> Query:  # fmt: skip
    """The query of a line; names that only reports know are looked up in the archive, for who is not `cleared` in
    reports that are not hidden. Raises QueryError."""
    return parse(text, book, known=among_reports(connection, sight_of(connection, None, cleared=cleared)), today=today)


def find(
    connection: Connection, query: Query, *, after: str | None = None, limit: int = LIMIT, as_of: str | None = None,
    cleared: bool = True,
) -> Page[Hit]:  # fmt: skip
    """The reports that answer `query`, the last published first, each in its latest version.

    `after` is the cursor of the page sight, `limit` how many reports a page has, `as_of` a day or time: reports and
    versions that came into the archive later are not there. Who is not `cleared` finds no hidden
    report. Raises QueryError for a bad cursor or limit, DateError.
    """
    mark, limit = mark_of(after, int), row_limit(limit)
    sight = sight_of(connection, known_before(as_of), cleared=cleared)
    asked_for, sieve = _Asked.of(connection, query, sight), _Sieve.of(connection, query, sight)
    found = _found(connection, asked_for, conditions.of_words(connection, query), sieve)
    rows = list(islice(_walk(connection, found, mark, sieve, dated=bool(asked_for.days)), limit + 1))
    last = rows[limit - 1] if len(rows) > limit else None
    next_ = cursor((last.published, last.id)) if last else None
    hits = tuple(_hits(connection, query, rows[:limit], sight))
    return Page(hits, next_, min(found.number, COUNTED), found.number > COUNTED, as_of=as_of)


def first_of(connection: Connection, query: Query, sight: Sight, most: int) -> tuple[list[int], bool]:
    """Up to `most` of the reports that answer, the last published first, by their rows, and whether there are more."""
    asked_for, sieve = _Asked.of(connection, query, sight), _Sieve.of(connection, query, sight)
    found = _found(connection, asked_for, conditions.of_words(connection, query), sieve)
    rows = list(islice(_walk(connection, found, None, sieve, dated=bool(asked_for.days)), most + 1))
    return [row.id for row in rows[:most]], len(rows) > most


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked besides the words: sets of documents, and conditions on rows of `documents` (`days` of them)."""

    sets: Sequence[Holding]
    days: Sequence[ColumnElement[bool]]
    rows: Sequence[ColumnElement[bool]]

    @classmethod
    def of(cls, connection: Connection, query: Query, sight: Sight) -> "_Asked":
        """The conditions of a query, and of what is seen."""
        days = [days for bounds in (query.days, query.published) for days in of_days(documents.c.published, bounds)]
        known = [documents.c.added_at < sight.before] if sight.before else []
        sets = [*conditions.of_terms(connection, query, conditions.TERMS), *conditions.not_hidden(sight)]
        return cls(sets, days, [*days, *known])

    @property
    def all_sets(self) -> list[Holding]:
        """All conditions as sets."""
        return [*self.sets, *([rows_where(documents.c.id, *self.rows)] if self.rows else [])]


@dataclass(frozen=True, slots=True)
class _Sieve:
    """What is asked of documents when they are found: that their words are not `out`, and that they are current."""

    connection: Connection
    sight: Sight
    out: frozenset[int]

    @classmethod
    def of(cls, connection: Connection, query: Query, sight: Sight) -> "_Sieve":
        """What a query asks of each document."""
        without = conditions.without_words(connection, query)
        out = frozenset(conditions.listed(connection, without, ())) if without is not None else frozenset[int]()
        return cls(connection, sight, out)

    def kept(self, ids: Iterable[int]) -> list[int]:
        """Those of the documents that pass."""
        return conditions.current(self.connection, [id_ for id_ in ids if id_ not in self.out], self.sight)

    def number(self, ids: Iterable[int]) -> int:
        """How many of the documents pass, counted to COUNTED + 1. No more are asked for than it takes."""
        number, left = 0, iter(ids)
        while some := list(islice(left, _COUNT_STEP)):
            number += len(self.kept(some))
            if number > COUNTED:
                break
        return min(number, COUNTED + 1)


@dataclass(frozen=True, slots=True)
class _Found:
    """The documents that answer: by ids, where they can be listed, else by conditions on rows; `number` is counted to
    COUNTED + 1. What was `sifted` has passed the sieve."""

    ids: frozenset[int] | None
    held: Sequence[ColumnElement[bool]]
    number: int
    sifted: bool = False


def _found(connection: Connection, asked_for: _Asked, words: Select[Any] | None, sieve: _Sieve) -> _Found:
    if words is not None:
        ids: list[int] | None = conditions.listed(connection, words, asked_for.all_sets)
    else:
        some_ids = conditions.few(connection, asked_for.all_sets)
        ids = None if isinstance(some_ids, conditions.Many) else some_ids
    if ids is None:
        held = [*(one.of(documents.c.id) for one in asked_for.sets), *asked_for.rows]
        # of so many more than COUNTED pass, if no more than half of them were replaced
        some = select(documents.c.id).where(*held).limit(2 * COUNTED + len(sieve.out))
        with connection.execute(some) as rows:
            return _Found(None, held, sieve.number(rows.scalars()))
    if len(ids) <= conditions.FEW:
        few = frozenset(sieve.kept(ids))
        return _Found(few, [documents.c.id.in_(few)], len(few), sifted=True)
    return _Found(frozenset(ids), asked_for.days, sieve.number(ids))


def _walk(
    connection: Connection, found: _Found, mark: Mark | None, sieve: _Sieve, *, dated: bool
) -> Iterator[Any]:  # fmt: skip
    """The rows behind the mark that answer, in their order."""
    step = _SHORT_STEP if found.ids is None else _STEP
    while True:
        rows = rows_behind(connection, _PLACED, found.held, mark, step, dated=dated)
        met = [row for row in rows if found.ids is None or row.id in found.ids]
        for start in range(0, len(met), _SHORT_STEP):
            some = met[start : start + _SHORT_STEP]
            kept = found.ids if found.sifted else frozenset(sieve.kept(row.id for row in some))
            yield from (row for row in some if kept is None or row.id in kept)
        if len(rows) < step:
            return
        mark = (rows[-1].published, rows[-1].id)


def _hits(connection: Connection, query: Query, rows: Sequence[Any], sight: Sight) -> Iterator[Hit]:
    ids = [row.id for row in rows]
    found = {row.id: row for row in connection.execute(select(documents).where(documents.c.id.in_(ids)))}
    first = originals(connection, (row.text_group for row in found.values()), sight)
    events = _events(connection, ids, sight)
    replaced = conditions.replaced_at(connection, ids) if sight.before else {}
    for id_ in ids:
        row = found[id_]
        title = row.captured.get("title")
        past = [Span(*title)] if title else []
        yield Hit(
            document=row.document, title=row.title, outlet=row.outlet, published=row.published, url=row.url,
            platform=row.platform, added_at=row.added_at, snippet=snippet(row.text, query.wanted, past=past),
            copy_of=copied(row.text_group, row.document, first), events=tuple(events[id_]),
            replaced_at=replaced.get(id_),
        )  # fmt: skip


def _events(connection: Connection, ids: Sequence[int], sight: Sight) -> dict[int, list[str]]:
    """The happenings that each document tells of, in the order in which it tells them."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = connection.execute(
        select(mentions.c.document, mentions.c.cluster)
        .where(mentions.c.document.in_(ids), mentions.c.sort == "event", *living(mentions, sight))
        .order_by(mentions.c.document, mentions.c.id)
    )
    for document, cluster in rows:
        if cluster and cluster not in found[document]:
            found[document].append(cluster)
    return found

"""All events of an archive, or all that answer a query, in the order of their ids, each with everything that is told
of it: lines, accounts with their reports, statements, names of those whom no codebook knows, and one record.

A page of an event asks for itself; here a few hundred are asked for at once, so that an archive of any size leaves in
constant memory.
"""

import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, func, select

from isnad.archive.asking import behind, retelling, statements
from isnad.archive.asking.behind import Source
from isnad.archive.asking.changes import Changes
from isnad.archive.asking.event_lists import PREFIX, EventLine, event_line, events
from isnad.archive.asking.event_sets import EVENT
from isnad.archive.asking.happenings import Assessment
from isnad.archive.asking.naming import Unregistered, described
from isnad.archive.asking.pages import MOST_ROWS
from isnad.archive.asking.query import Query
from isnad.archive.asking.statements import Statement
from isnad.archive.reviewing.reviews import Review, of_handles
from isnad.archive.reviewing.standing import NOTHING_SAID, Said
from isnad.archive.reviewing.standing import said as counts
from isnad.archive.schema import clusters, documents, mentions
from isnad.archive.sight import Sight, living, sight_of
from isnad.codebook import Codebook

One = TypeVar("One")
BATCH: Final = 200
"""So many events are asked for at once."""
_RECORDS: Final = 16
"""So many parsed records are kept: reports tell of several events, but ids do not stand in the order of reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one report tells of an event: `local` is the event's id in the report's record, `mention` the plain form of
    `resolve`'s EventMention. `ids` are the global ids (`x-…`) of those whom the record names by ids of its own; `said`
    is what counts of what people said of it, which the mention has already."""

    row: int
    handle: str
    local: str
    source: Source
    mention: Mapping[str, Any]
    statements: tuple[Statement, ...]
    ids: Mapping[str, str]
    said: Said = NOTHING_SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event with all that is told of it. `told_most` is the account that says most, `record` the plain record of its
    report (None where none is kept); `names` tells of unregistered entities, of these reports among others, and `posts`
    which posts reports give to those that are persons, in their words; `contexts` holds, for each statement, up to 32
    characters before and behind its words. `reviews` are what people said of it and of its accounts, in
    order. `changed_at` is when what is told of it last changed."""

    line: EventLine
    accounts: tuple[Account, ...]
    told_most: Account
    record: Mapping[str, Any] | None
    names: Mapping[str, Unregistered]
    posts: Mapping[str, tuple[str, ...]]
    contexts: Mapping[int, tuple[str, str]]
    assessments: tuple[Assessment, ...]
    reviews: tuple[Review, ...]
    changed_at: str


def walk(
    connection: Connection, book: Codebook, *, query: Query | None = None, since: str | None = None,
    cleared: bool = True,
) -> Iterator[Happening]:  # fmt: skip
    """The events that answer `query` (None: all), in the order of their ids, some hundred in memory at a time; with
    `since` (an ISO day) only those of which something else is told from that day on. `cleared` as everywhere."""
    sight = sight_of(connection, None, cleared=cleared)
    walker = Walker(connection, book, sight, Changes.of(connection, sight), since)
    for ids in batches(connection, book, query, sight):
        yield from walker.of(ids)


def batches(connection: Connection, book: Codebook, query: Query | None, sight: Sight) -> Iterator[Sequence[str]]:
    """The ids of the events that answer `query`, in their order, some at a time."""
    if query is not None:
        ids = iter(sorted(_answering(connection, book, query, sight)))
        while some := list(islice(ids, BATCH)):
            yield some
        return
    last = PREFIX
    while True:
        # ids of all sorts stand in one order: those of events come first, and end where another prefix begins
        behind = select(clusters.c.id).where(clusters.c.id > last).order_by(clusters.c.id).limit(BATCH)
        found = [id_ for id_ in connection.execute(behind).scalars() if id_.startswith(PREFIX)]
        if found:
            yield found
        if len(found) < BATCH:
            return
        last = found[-1]


def _answering(connection: Connection, book: Codebook, query: Query, sight: Sight) -> Iterator[str]:
    after: str | None = None
    while True:
        page = events(connection, query, book, after=after, limit=MOST_ROWS, cleared=sight.cleared)
        yield from (line.id for line in page.rows)
        if page.after is None:
            return
        after = page.after


@dataclass(slots=True)
class Walker:
    """Asks for everything that is told of some events at once."""

    connection: Connection
    book: Codebook
    sight: Sight
    changes: Changes
    since: str | None = None
    _parsed: dict[int, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, ids: Sequence[str]) -> Iterator[Happening]:
        """These events, in this order, without those that nobody who looks may see, or that did not change since."""
        changed = self.changes.of_events(self.connection, ids)
        ids = [id_ for id_ in ids if self.since is None or changed.get(id_, "")[:10] >= self.since]
        rows = self._mentions(ids)
        lines = self._lines([id_ for id_ in ids if id_ in rows], rows)
        flat = [row for id_ in lines for row in rows[id_]]
        said = statements.of_mentions(self.connection, [row.id for row in flat], self.sight)
        own = behind.own_ids(self.connection, {row.document for row in flat}, self.sight)
        originals = behind.originals(self.connection, flat, self.sight)
        reviews = of_handles(self.connection, {*lines, *(row.handle for row in flat)}, self.sight)
        told = {
            row.id: _account(row, said[row.id], own.get(row.document, {}), originals, reviews.get(row.handle, []))
            for row in flat
        }
        named = {
            *(one for ids_ in own.values() for one in ids_.values()),
            *(one for line in lines.values() for one in line.ids),
        }
        names = described(self.connection, named, self.sight)
        posts = behind.posts(self.connection, [id_ for id_, one in names.items() if one.kind == "person"], self.sight)
        contexts = behind.contexts(self.connection, [one.id for ones in said.values() for one in ones])
        judged = behind.assessed(self.connection, {*lines, *(row.handle for row in flat)})
        best = {id_: max(rows[id_], key=_how_much) for id_ in lines}
        packed = self._packed({row.document for row in best.values()})
        for id_, line in lines.items():
            accounts = tuple(told[row.id] for row in rows[id_])
            yield Happening(
                line=line, accounts=accounts, told_most=told[best[id_].id], names=names, posts=posts,
                changed_at=changed.get(id_, ""), record=self._record(best[id_].document, packed),
                contexts={one.id: contexts[one.id] for account in accounts for one in account.statements},
                assessments=_all(judged, id_, accounts), reviews=_all(reviews, id_, accounts),
            )  # fmt: skip

    def _mentions(self, ids: Sequence[str]) -> dict[str, list[Any]]:
        """The accounts of these events that are seen, each with its report."""
        found: dict[str, list[Any]] = {}
        captured = documents.c.captured
        for row in self.connection.execute(
            select(
                mentions.c.id, mentions.c.cluster, mentions.c.document, mentions.c.local, mentions.c.handle,
                mentions.c.data, documents.c.document.label("sha"), documents.c.title, documents.c.outlet,
                documents.c.published, documents.c.url, documents.c.platform, documents.c.text_group,
                captured["language"].as_string().label("language"),
                captured["channel", "account"].as_string().label("account"),
            )
            .join(documents, documents.c.id == mentions.c.document)
            .where(mentions.c.cluster.in_(ids), mentions.c.sort == EVENT, *living(mentions, self.sight))
            .order_by(mentions.c.id)
        ):  # fmt: skip
            found.setdefault(row.cluster, []).append(row)
        return found

    def _lines(self, ids: Sequence[str], rows: Mapping[str, Sequence[Any]]) -> dict[str, EventLine]:
        """The line of each event: as it is kept, but of those that not all is seen of as it is told by the rest."""
        kept = {row.id: row for row in self.connection.execute(select(clusters).where(clusters.c.id.in_(ids)))}
        partly = self._partly(ids, rows)
        found = {}
        for id_ in ids:
            reports, data = kept[id_].reports, kept[id_].data
            if id_ in partly:
                told = retelling.told(self.connection, id_, self.sight)
                reports, data = retelling.summed_up(self.connection, id_, told, self.book, self.sight)
            found[id_] = event_line(id_, reports, data)
        return found

    def _partly(self, ids: Sequence[str], rows: Mapping[str, Sequence[Any]]) -> set[str]:
        if self.sight.cleared:
            return set()
        counted = (
            select(mentions.c.cluster, func.count())
            .where(mentions.c.cluster.in_(ids), mentions.c.sort == EVENT, mentions.c.gone_at.is_(None))
            .group_by(mentions.c.cluster)
        )
        return {id_ for id_, number in self.connection.execute(counted) if number != len(rows[id_])}

    def _packed(self, held: Collection[int]) -> dict[int, bytes]:
        return behind.records(self.connection, [one for one in held if one not in self._parsed])

    def _record(self, document: int, packed: Mapping[int, bytes]) -> Mapping[str, Any] | None:
        known = self._parsed.pop(document, None)
        if known is None and packed.get(document):
            known = json.loads(zlib.decompress(packed[document]))
        if known is not None:
            self._parsed[document] = known
            for oldest in list(self._parsed)[: max(len(self._parsed) - _RECORDS, 0)]:
                del self._parsed[oldest]
        return known


def _how_much(row: Any) -> tuple[int, int, int]:
    """How much an account tells, by which the one that is classified is chosen; of two alike the earlier."""
    told = row.data
    said = ("agents", "accused", "targets", "spots", "harmed", "mode", "from")
    return sum(bool(told[key]) for key in said), told["told"], -row.id


def _account(
    row: Any, said: Sequence[Statement], own: Mapping[str, str], originals: Mapping[int, str],
    reviews: Sequence[Review],
) -> Account:  # fmt: skip
    source = Source(
        document=row.sha, title=row.title, outlet=row.outlet, published=row.published, url=row.url,
        platform=row.platform, account=row.account, language=row.language or "ar",
        copy_of=originals.get(row.text_group),
    )  # fmt: skip
    return Account(
        row=row.id, handle=row.handle, local=row.local, source=source, mention=row.data, statements=tuple(said),
        ids=own, said=counts(reviews),
    )  # fmt: skip


def _all(found: Mapping[str, Sequence[One]], id_: str, accounts: Sequence[Account]) -> tuple[One, ...]:
    """What was found of an event and of its accounts."""
    return tuple(one for subject in (id_, *(one.handle for one in accounts)) for one in found.get(subject, ()))

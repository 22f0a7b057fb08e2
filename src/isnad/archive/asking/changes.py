"""When what is told of an event last changed, and which ids of events stand no more.

An event changes when an account of it comes or goes, when somebody states something else of it or takes it back, when
another event is joined to it, and when people review it. Which reports tell of one event is the archive's own
judgement: its history knows when.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, case, func, select

from isnad.archive.asking.event_lists import PREFIX
from isnad.archive.asking.event_sets import EVENT
from isnad.archive.reviewing.tables import reviews
from isnad.archive.schema import claims, clusters, documents, history, mentions, redirects, tellings, withdrawals
from isnad.archive.sight import Sight, living, seen

_REDIRECTED: Final = "redirect"


@dataclass(frozen=True, slots=True)
class Gone:
    """An id of an event that stands no more: since when, and into which one it went (None: nothing is told of it)."""

    id: str
    at: str
    into: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What of the history tells when events changed: when each was last joined to another (`left`), or another one to
    it (`joined`)."""

    sight: Sight
    left: Mapping[str, str]
    joined: Mapping[str, str]

    @classmethod
    def of(cls, connection: Connection, sight: Sight) -> "Changes":
        """Reads the history once. What it holds is as much as was ever joined."""
        left: dict[str, str] = {}
        joined: dict[str, str] = {}
        query = select(history.c.subject, history.c.at, history.c.detail).where(history.c.action == _REDIRECTED)
        for old, at, detail in connection.execute(query.order_by(history.c.seq)):
            if old.startswith(PREFIX):
                left[old] = joined[str(json.loads(detail)["to"])] = at
        return cls(sight, left, joined)

    def of_events(self, connection: Connection, ids: Sequence[str]) -> dict[str, str]:
        """When what is told of each of these events last changed, by what is seen."""
        # what another event brought came with its own reports; that it was joined may betray one that is hidden
        found = {id_: self.joined[id_] for id_ in ids if id_ in self.joined and self.sight.cleared}
        own = (mentions.c.cluster.in_(ids), mentions.c.sort == EVENT, *seen(mentions.c.document, self.sight))
        came = select(mentions.c.cluster, func.max(mentions.c.known_at), func.max(mentions.c.gone_at)).where(*own)
        said = (
            select(mentions.c.cluster, func.max(claims.c.known_at), func.max(withdrawals.c.withdrawn_at))
            .join(tellings, tellings.c.mention == mentions.c.id)
            .join(claims, claims.c.id == tellings.c.claim)
            .outerjoin(withdrawals, withdrawals.c.claim == claims.c.id)
            .where(*own)
        )
        judged = (
            select(mentions.c.cluster, func.max(reviews.c.made_at))
            .join(reviews, reviews.c.handle == mentions.c.handle)
            .where(*own)
        )
        for query in (came, said, judged):
            for id_, *times in connection.execute(query.group_by(mentions.c.cluster)):
                found[id_] = max(found.get(id_, ""), *(time for time in times if time))
        return found

    def gone(self, connection: Connection, since: str | None = None) -> Iterator[Gone]:
        """The ids of events that stand no more, in their order; with `since` (an ISO day) those that went from then
        on."""
        found = {one.id: one for one in (*self._joined(connection), *self._silent(connection))}
        yield from (found[id_] for id_ in sorted(found) if since is None or found[id_].at[:10] >= since)

    def _joined(self, connection: Connection) -> Iterator[Gone]:
        moved = select(redirects.c.old, redirects.c.new).where(redirects.c.old.startswith(PREFIX))
        went = {row.old: row.new for row in connection.execute(moved)}
        for old in went:
            into = _end(old, went)
            if self.sight.cleared or self._is_seen(connection, into):
                yield Gone(old, self.left.get(old, ""), into)

    def _is_seen(self, connection: Connection, id_: str) -> bool:
        own = select(mentions.c.id).where(mentions.c.cluster == id_, *living(mentions, self.sight)).limit(1)
        return connection.execute(own).first() is not None

    def _silent(self, connection: Connection) -> Iterator[Gone]:
        """Events of which no report tells any more."""
        lives = func.sum(case((mentions.c.gone_at.is_(None), 1), else_=0))
        query = (
            select(mentions.c.cluster, func.max(mentions.c.gone_at))
            .where(mentions.c.sort == EVENT, mentions.c.cluster.is_not(None), *seen(mentions.c.document, self.sight))
            .group_by(mentions.c.cluster)
            .having(lives == 0)
        )
        standing = select(clusters.c.id).where(clusters.c.id == mentions.c.cluster)
        for id_, at in connection.execute(query.where(~standing.exists())):
            yield Gone(id_, at)


def _end(id_: str, went: Mapping[str, str]) -> str:
    seen_ids = {id_}
    while id_ in went and went[id_] not in seen_ids:
        id_ = went[id_]
        seen_ids.add(id_)
    return id_


def last_change(connection: Connection, sight: Sight) -> str:
    """When the archive last changed, ISO in UTC, by what is seen; empty of an archive that holds nothing."""
    if sight.cleared:
        return connection.execute(select(func.max(history.c.at))).scalar() or ""
    came: Any = select(func.max(documents.c.added_at)).where(*seen(documents.c.id, sight))
    return connection.execute(came).scalar() or ""

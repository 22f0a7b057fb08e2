"""From what an archive holds to a release: everything that is told, then through the gate by its profile.

Who is only accused or suspected is told apart here, before any profile: no field but `accused` has them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from isnad._version import __version__
from isnad.archive import chain
from isnad.archive.asking import changes, finding
from isnad.archive.asking.moments import days
from isnad.archive.asking.query import Query
from isnad.archive.asking.state_walk import walk_states
from isnad.archive.asking.walking import walk
from isnad.archive.sight import sight_of
from isnad.codebook import Codebook
from isnad.publish.release.drawing import Drawer
from isnad.publish.release.profile import PROFILES, Profile
from isnad.publish.release.protecting import Gate
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Header, Loss, ProfileName, State, Withdrawn
from isnad.publish.release.spots import SETTLED, Spots

_SECRET: Final = b"isnad release"


def release_of(
    connection: Connection, book: Codebook, profile: ProfileName = "public", *, query: str = "",
    since: str | None = None, cleared: bool = False,
) -> Release:  # fmt: skip
    """What leaves of an archive by a profile, to be walked while the connection's transaction lasts.

    `query` chooses events, as in `isnad events`; with `since` (a year, a month or a day) only those events leave of
    which something else is told from then on, and the ids that stand no more are listed. Restricted reports leave only
    if `cleared`, and only by the profile `internal`. Raises QueryError, DateError.
    """
    return _Gathering.of(connection, book, PROFILES[profile], query, since, cleared=cleared).release()


@dataclass(slots=True)
class _Gathering:
    connection: Connection
    book: Codebook
    profile: Profile
    header: Header
    asked: Query | None
    since: str | None
    cleared: bool
    secret: bytes
    drawer: Drawer
    lost: dict[str, tuple[Loss, ...]]

    @classmethod
    def of(
        cls, connection: Connection, book: Codebook, profile: Profile, query: str, since: str | None, *, cleared: bool
    ) -> "_Gathering":
        cleared = cleared and profile.restricted
        asked = finding.asked(connection, query, book, cleared=cleared) if query.strip() else None
        first = days(since).first if since else None
        own = chain.archive_id(connection) or ""
        secret = hashlib.sha256(_SECRET + own.encode()).digest()
        spots = Spots(book)
        at = changes.last_change(connection, sight_of(connection, None, cleared=cleared))
        gate = Gate(profile, book, spots, secret, at[:10])
        header = Header(
            archive=gate.keyed(f"archive:{own}") if own and not profile.is_whole else own, profile=profile.name,
            at=at if profile.addresses else f"{at[:10]}T00:00:00.000000Z"[: len(at)], version=__version__,
            query=query.strip() if profile.is_whole or not _betrays(asked, book) else "", since=first,
        )  # fmt: skip
        return cls(connection, book, profile, header, asked, first, cleared, secret, Drawer(book, spots), {})

    def release(self) -> Release:
        return Release(
            header=self.header, events=self.events, states=self.states, withdrawn=self.withdrawn, lost=self.losses
        )

    def events(self) -> Iterator[Event]:
        gate = self._gate()
        found = walk(self.connection, self.book, query=self.asked, since=self.since, cleared=self.cleared)
        for happening in found:
            event = gate.event(self.drawer.event(happening))
            if event is not None:
                yield event
        self.lost["events"] = gate.lost()

    def states(self) -> Iterator[State]:
        gate = self._gate()
        for walked in walk_states(self.connection, self.book, self.header.at[:10], cleared=self.cleared):
            drawn = self.drawer.state(walked)
            state = gate.state(drawn) if drawn is not None else None
            if state is not None:
                yield state
        self.lost["states"] = gate.lost()

    def withdrawn(self) -> Iterator[Withdrawn]:
        sight = sight_of(self.connection, None, cleared=self.cleared)
        for gone in changes.Changes.of(self.connection, sight).gone(self.connection, self.since):
            yield Withdrawn(id=gone.id, at=gone.at[:10], into=gone.into)

    def losses(self) -> Sequence[Loss]:
        hidden = [Loss("query", "names what may not leave", 1)] if self.asked and not self.header.query else []
        taken = Counter[tuple[str, str]]()
        for one in (*hidden, *self.lost.get("events", ()), *self.lost.get("states", ())):
            taken[one.what, one.why] += one.number
        return [Loss(what, why, number) for (what, why), number in sorted(taken.items())]

    def _gate(self) -> Gate:
        return Gate(self.profile, self.book, self.drawer.spots, self.secret, self.header.at[:10])


def _betrays(asked: Query | None, book: Codebook) -> bool:
    """Whether a question asks for what may not leave, so that the answer together with it would tell: words, speakers,
    people, places at risk."""
    if asked is None:
        return False
    named = [one for one in asked.filters if one.name in ("actor", "place")]
    spoken = any(one.name in ("speaker", "anonymous") for one in asked.filters)
    plain = all(_is_plain(value, book) for one in named for value in one.values)
    return bool(asked.wanted or asked.excluded) or spoken or not plain


def _is_plain(id_: str, book: Codebook) -> bool:
    """Whether a global id is of a registered body, or of a place no finer than a village."""
    kind, _, rest = id_.partition(":")
    place = book.places.get(rest)
    return kind == "actor" if place is None or kind == "actor" else place.kind in SETTLED

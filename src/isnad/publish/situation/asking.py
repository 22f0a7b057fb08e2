"""Asks an archive for what a report is made from, through the gate of its profile."""

from dataclasses import dataclass

from sqlalchemy import Connection

from isnad.archive.asking import finding
from isnad.archive.asking.query import Query
from isnad.archive.hierarchy import over_actor, over_place
from isnad.codebook import Codebook
from isnad.codebook.entries import Actor, Place
from isnad.errors import SituationError
from isnad.publish.release.gathering import release_of
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Party, ProfileName, Spot, State
from isnad.publish.sheet import entry_label
from isnad.publish.situation.material import Material, Period
from isnad.publish.situation.memory import Memory, Scope, baseline_of, news_of, told_of

_WIDE = frozenset({"district", "governorate", "region", "country"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a report is asked for. `about` is a filter of the query language (`place:"البوكمال"`), empty for all;
    `name` is what was asked in it."""

    period: Period
    profile: ProfileName = "public"
    about: str = ""
    name: str = ""
    cleared: bool = False

    @classmethod
    def of(
        cls, period: Period, profile: ProfileName, *, place: str | None, actor: str | None, cleared: bool
    ) -> "Request":
        """A request as a user gives it. SituationError where both a place and an actor are given."""
        if place and actor:
            raise SituationError("a report is of a place or of an actor: give --place or --actor, not both")
        kind, name = ("place", place) if place else ("actor", actor)
        about = f'{kind}:"{(name or "").replace(chr(34), " ").strip()}"' if name else ""
        return cls(period=period, profile=profile, about=about, name=name or "", cleared=cleared)

    @property
    def scope(self) -> Scope:
        """What the report remembers of it."""
        return Scope(profile=self.profile, first=self.period.first, last=self.period.last, asked=self.about)


def gather(
    connection: Connection, book: Codebook, request: Request, memory: Memory | None = None
) -> tuple[Material, Memory]:
    """What the report is made from, and what it has to remember. `memory` is that of the last report. Raises
    QueryError where the name is not known, SituationError where the profile does not tell of what is asked for."""
    release = _asked(connection, book, request, request.period, request.about)
    events = tuple(release.events())
    earlier = tuple(_asked(connection, book, request, request.period.before(), request.about).events())
    told = told_of(events)
    baseline = baseline_of(memory, request.scope, told)
    again = _again(connection, book, request, baseline, events)
    withdrawn = tuple(release.withdrawn()) if baseline else ()
    query = finding.asked(connection, request.about, book, cleared=request.cleared) if request.about else None
    material = Material(
        release.header, request.period, _named(query, request.name, book) if query else None, events, earlier,
        tuple(one for one in release.states() if query is None or _concerns(one, query, book)),
        news_of(baseline, request.scope, events, again, withdrawn), again, _arabic(book),
    )  # fmt: skip
    return material, Memory(scope=request.scope, told=told, baseline=baseline.alone() if baseline else None)


def _asked(connection: Connection, book: Codebook, request: Request, period: Period, about: str) -> Release:
    query = f"from:{period.first} to:{period.last} {about}".strip()
    release = release_of(connection, book, request.profile, query=query, cleared=request.cleared)
    if not release.header.query:
        raise SituationError(
            f"a {request.profile} report cannot be of {request.name}: the profile does not tell of it. Give "
            "--profile internal, or ask for another place or actor"
        )
    return release


def _again(
    connection: Connection, book: Codebook, request: Request, baseline: Memory | None, events: tuple[Event, ...]
) -> tuple[Event, ...]:
    """The events that the question of the last report finds now."""
    if baseline is None or baseline.scope.profile != request.profile:
        return ()
    if baseline.scope == request.scope:
        return events
    period = Period.of(baseline.scope.first, baseline.scope.last)
    return tuple(_asked(connection, book, request, period, baseline.scope.asked).events())


def _named(query: Query, name: str, book: Codebook) -> Party | Spot:
    """What was asked for by its names in the codebook, else as it was written."""
    for kind, entries in (("actor", book.actors), ("place", book.places)):
        for id_ in (value for one in query.filters if one.name == kind for value in one.values):
            entry = entries.get(id_.partition(":")[2])
            if entry is not None:
                return Party(id=id_, kind="actor", name_ar=entry_label(entry, "ar").text,
                             name_en=entry_label(entry, "en").text)  # fmt: skip
    return Party(id="", kind="actor", name_ar=name)


def _concerns(state: State, query: Query, book: Codebook) -> bool:
    """Whether a state is of the place or actor that was asked for, or of what belongs to it."""
    ends = [one.id for one in (state.source, state.target, state.scope) if one is not None and one.id]
    above = {over for id_ in ends for over in (*over_actor(id_, book), *over_place(id_, book))}
    return any(value in above for one in query.filters for value in one.values)


def _arabic(book: Codebook) -> dict[str, str]:
    """The Arabic names for the ones by which a release tells what a place lies in, and to whom a source is close."""
    entries: list[Actor | Place] = [*book.actors.values()]
    entries += [one for one in book.places.values() if one.kind in _WIDE]
    return {entry_label(one, "en").text: entry_label(one, "ar").text for one in entries}

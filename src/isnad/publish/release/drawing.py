"""From what is walked in an archive to events and states as they are told within the house.

Who is only accused or suspected is told apart here, before any profile: no field but `accused` has them.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from isnad.arabic.letters import fold_phrase
from isnad.archive.asking.naming import UNREGISTERED, Unregistered
from isnad.archive.asking.state_sums import key_of
from isnad.archive.asking.state_walk import Walked
from isnad.archive.asking.states import State as Kept
from isnad.archive.asking.walking import Happening
from isnad.archive.reviewing.standing import of_event
from isnad.codebook import Codebook
from isnad.publish.release.coding import coded
from isnad.publish.release.drawn import Drawn, DrawnState
from isnad.publish.release.parties import Parties, commands
from isnad.publish.release.released import Event, Party, Report, Spot, State, Statement, Toll
from isnad.publish.release.sides import settled_sides
from isnad.publish.release.spots import Spots
from isnad.publish.release.telling import Teller
from isnad.publish.release.titles import title

_ACCUSED: Final = frozenset({"accused", "suspected"})
_NAME: Final = 3
"""Letters of the shortest name that is looked for in words: shorter ones stand in many."""
_DIGITS: Final = 20


@dataclass(slots=True)
class Drawer:
    """Draws events and states, by what the codebook and reports call whom they name."""

    book: Codebook
    spots: Spots
    parties: Parties = field(init=False)
    teller: Teller = field(init=False)

    def __post_init__(self) -> None:
        self.parties = Parties(self.book)
        self.teller = Teller(self.parties)

    def event(self, happening: Happening) -> Drawn:
        """An event with everything that is told of it."""
        line, roles = happening.line, _Roles.of(happening)
        of = partial(self.parties.of, names=happening.names, posts=happening.posts)
        where = self.spots.of(happening)
        named: dict[str, Party] = {}
        own = coded(
            happening.record, happening.told_most, self._namer(happening, roles.accused, named),
            where.country if where else None, self.book,
        )  # fmt: skip
        agents, targets, accused = (
            _known(map(of, ids)) for ids in (roles.agents, roles.targets, sorted(roles.accused))
        )
        event = Event(
            id=line.id, type=line.type, mode=line.mode, status=line.status, polarity=line.polarity, title_ar="",
            title_en="", from_=line.from_, to=line.to, precision=line.precision, where=where, agents=agents,
            targets=targets, accused=accused, unidentified=roles.unidentified or bool(accused and not agents),
            tolls=tuple(_tolls(happening, roles)), attacks=own.attacks, reports=tuple(self._reports(happening)),
            statements=tuple(self._statements(happening)), outlets=line.outlets, origins=line.origins,
            unknown_origins=line.unknown, contradictions=line.contradictions, confidence=own.confidence,
            reviewed=of_event([account.said.reviewed for account in happening.accounts]),
            reviewers=tuple(dict.fromkeys(by for by, _ in _judged(happening))),
            notes=tuple(dict.fromkeys(note for _, note in _judged(happening) if note)),
            changed_at=happening.changed_at[:10],
            plover=own.plover, cameo=own.cameo, why_not=own.why_not,
        )  # fmt: skip
        acled = settled_sides(own.acled, {name: name for name in named}, event) if own.acled else None
        event = replace(event, acled=acled)
        event = replace(event, title_ar=title(event, "ar"), title_en=title(event, "en"))
        own_names = {id_ for account in happening.accounts for id_ in account.ids.values()}
        return Drawn(event, named, unsayable(own_names, happening.names, happening.posts))

    def state(self, walked: Walked) -> DrawnState | None:
        """A state with the latest that is told of it; None where nothing tells who or what stands in it."""
        kept = walked.state
        of = partial(self.parties.of, names=walked.names, posts=walked.posts)
        source, target = of(kept.source), self._target(kept, walked)
        if source is None or target is None:
            return None
        told = (*kept.statements, *kept.denials)
        state = State(
            id=_state_id(kept), type=kept.type, source=source, target=target, role=kept.role,
            scope=self._spot(kept.scope, kept, walked.names) if kept.scope else None, since=kept.since,
            until=kept.until, first=kept.first, last=kept.last, standing=kept.standing, reports=kept.reports,
            statements=tuple(map(self.teller.statement, told)),
            told_by=tuple(map(self.teller.report, walked.sources.values())),
        )  # fmt: skip
        return DrawnState(state, unsayable(walked.names, walked.names, walked.posts))

    def _target(self, kept: Kept, walked: Walked) -> Party | Spot | None:
        """Whom or where: places are spots, but of the state that a country or facility is part of something."""
        if kept.type in ("controls", "present_at", "part_of"):
            spot = self._spot(kept.target, kept, walked.names)
            if spot is not None:
                return spot
        return self.parties.of(kept.target, walked.names, walked.posts)

    def _spot(self, id_: str, kept: Kept, names: Mapping[str, Unregistered]) -> Spot | None:
        """The place of an id, registered, known from reports, or a report's own."""
        registered = self.spots.registered(id_) if id_.partition(":")[0] in ("place", "facility") else None
        if registered is not None:
            return registered
        one = names.get(id_)
        if one is not None and one.kind not in ("place", "facility"):
            return None
        written = one.names[0] if one is not None and one.names else kept.own_names.get(id_)
        over = kept.scope if kept.scope and kept.scope != id_ and self.spots.registered(kept.scope) else None
        return self.spots.named(written, over) if written else None

    def _namer(self, happening: Happening, accused: frozenset[str], named: dict[str, Party]) -> Any:
        """Who is meant by the ids of the record that is coded; those who are accused are nobody. `named` is filled."""
        ids = happening.told_most.ids

        def of(id_: str) -> Party | None:
            global_ = ids.get(id_, id_)
            party = self.parties.of(global_, happening.names, happening.posts) if global_ not in accused else None
            if party is not None:
                named[party.name] = party
            return party

        return of

    def _reports(self, happening: Happening) -> Iterator[Report]:
        """Every report once, the earliest published first."""
        sources = {one.source.document: one.source for one in happening.accounts}
        ranked = sorted(sources.values(), key=lambda one: (one.published or "9999", one.document))
        yield from map(self.teller.report, ranked)

    def _statements(self, happening: Happening) -> Iterator[Statement]:
        """Every statement once, in the order in which they came."""
        kept = {one.id: (one, account.ids) for account in happening.accounts for one in account.statements}
        for id_ in sorted(kept):
            one, ids = kept[id_]
            yield self.teller.statement(one, happening.contexts.get(id_, ("", "")), ids)


@dataclass(frozen=True, slots=True)
class _Roles:
    """Who did it to whom, by global ids; nobody who is accused stands elsewhere."""

    agents: tuple[str, ...]
    targets: tuple[str, ...]
    accused: frozenset[str]
    unidentified: bool

    @classmethod
    def of(cls, happening: Happening) -> "_Roles":
        rows = [
            (account.ids.get(part["who"], part["who"]), part["role"], part["basis"])
            for account in happening.accounts
            for one in account.statements
            for part in one.says.get("participants") or ()
            if not one.denies and one.names.get(part["who"]) != one.outlet
        ]
        corrected = {name for account in happening.accounts for name in account.said.values}
        rows = [row for row in rows if _field_of(*row[1:]) not in corrected]
        line = happening.line
        admitted = {who for who, _, basis in rows if basis == "self_claimed"}
        accused = {who for who, _, basis in rows if basis in _ACCUSED and who} | set(line.accused)
        accused -= admitted
        agents = [*line.agents, *(who for who, role, basis in rows if role == "agent" and _of_reports(who, basis))]
        targets = [*line.targets, *(who for who, role, basis in rows if role == "target" and _of_reports(who, basis))]
        return cls(
            tuple(dict.fromkeys(who for who in agents if who not in accused)),
            tuple(dict.fromkeys(who for who in targets if who not in accused)),
            frozenset(accused), any(basis == "unidentified" and role == "agent" for _, role, basis in rows),
        )  # fmt: skip


def _judged(happening: Happening) -> Iterator[tuple[str, str | None]]:
    """Who judged of an event or an account of it, with what they noted."""
    yield from ((one.by, one.note) for one in happening.assessments)
    yield from ((one.by, one.note) for one in happening.reviews)


def _field_of(role: str, basis: str) -> str:
    """By which field people correct a part. Where they did, what was read of it does not count."""
    return "accused" if basis in _ACCUSED else f"{role}s"


def _of_reports(who: str | None, basis: str) -> bool:
    """Whether a part is that of somebody whom only reports know: the line has the others."""
    return bool(who and who.startswith(UNREGISTERED)) and basis in ("stated", "self_claimed")


def _tolls(happening: Happening, roles: _Roles) -> Iterator[Toll]:
    """The numbers of each harm; of which group and on which side they are where all who say it agree."""
    said = [(account.ids, one) for account in happening.accounts for kept in account.statements
            for one in kept.says.get("victims") or ()]  # fmt: skip
    for harm, toll in sorted(happening.line.victims.items()):
        groups = {one.get("group", "unknown") for _, one in said if one["harm"] == harm}
        sides = {ids.get(one.get("side"), one.get("side")) for ids, one in said if one["harm"] == harm}
        side = sides.pop() if len(sides) == 1 else None
        yield Toll(
            harm=harm, low=toll["low"], best=toll["best"], high=toll["high"],
            group=groups.pop() if len(groups) == 1 else "unknown", side=None if side in roles.accused else side,
        )  # fmt: skip


def unsayable(
    ids: Iterable[str], names: Mapping[str, Unregistered], posts: Mapping[str, Sequence[str]]
) -> frozenset[str]:  # fmt: skip
    """The folded names of those of `ids` who are people without a post."""
    known = ((id_, names[id_]) for id_ in ids if id_ in names)
    people = (one for id_, one in known if one.kind == "person" and not commands(posts.get(id_, ())))
    folded = (fold_phrase(name) for one in people for name in one.names)
    return frozenset(name for name in folded if len(name) >= _NAME)


def _known(parties: Iterable[Party | None]) -> tuple[Party, ...]:
    return tuple(party for party in parties if party is not None)


def _state_id(kept: Kept) -> str:
    """An id that a state has as long as it is told of the same, in the same post and scope."""
    key = key_of(kept.type, kept.source, kept.target, kept.role, kept.scope)
    return f"st-{hashlib.sha256(repr(key).encode()).hexdigest()[:_DIGITS]}"

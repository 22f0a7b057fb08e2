"""Standing states as reports state them: who leads, belongs to, is present at or controls what, since when, and how
old the word for it is.

A state is what all reports say of one pair in one role and scope. A report says it from the day `since` which it tells
(else the day of its publication) to the day of its publication; it knows of no later day. So a state is never simply
held to go on: it stands, with the age of the last word for it, until a report tells its end, denies it, or says the
like of another (another leader in that post, another in control of that place).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, func, select

from isnad.archive.asking.moments import days_between
from isnad.archive.asking.naming import Unregistered, described
from isnad.archive.asking.state_sums import (
    START,
    Claims,
    Said,
    Stated,
    claims_of,
    key_of,
    most_told,
    post_words,
    rank_of,
    said_of,
)  # fmt: skip
from isnad.archive.asking.statements import Statement, of_claims
from isnad.archive.claims import beyond
from isnad.archive.hierarchy import over_actor
from isnad.archive.schema import relations
from isnad.archive.sight import PLAIN, Sight, living
from isnad.codebook import Codebook

Standing = Literal["stands", "ended", "overtaken", "denied", "undated"]
MOST_STATES: Final = 20
"""So many states stand in one part of a page."""
_SOLE: Final = frozenset({"controls", "leads"})
"""States that only one can be in at a time: of one place, or of one post."""
_POSTS: Final = frozenset({"leads"})


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`source` stands in `type` to `target`, in that role and scope, as so many `reports` say.

    `since` is the earliest bound that a report tells, `until` that of the last report, `first` the first day of which
    it is said, `last` the day of the last report that says it, `age` the days from that to the day that is asked for.
    `standing` on that day: `stands`; `ended` (a report told its end), `denied` or `overtaken` by one that a report says
    the like of, from the day `turned` on (`by` is its id); `undated` where no day can be told. `statements` are the
    latest that say it, `denials` those that deny it; `own_names` are their names for ids of theirs.
    """

    type: str
    source: str
    target: str
    role: str | None
    scope: str | None
    since: str | None
    until: str | None
    first: str | None
    last: str | None
    age: int | None
    reports: int
    standing: Standing
    turned: str | None = None
    by: str | None = None
    statements: tuple[Statement, ...] = ()
    denials: tuple[Statement, ...] = ()
    own_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether nothing speaks against it on the day that is asked for."""
        return self.standing == "stands"

    @property
    def ids(self) -> tuple[str, ...]:
        """All whom it names."""
        return (self.source, self.target, *(other for other in (self.scope, self.by) if other))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page: states, those that stand first, and how many more there are."""

    states: tuple[State, ...] = ()
    more: int = 0


def parts_of(
    connection: Connection, found: Mapping[str, Sequence[Stated]], book: Codebook, on: str, sight: Sight = PLAIN
) -> dict[str, Part]:  # fmt: skip
    """For each part of a page the states of which reports spoke last, those that stand first, with who says them and
    who came after; as of the day `on`, by what is seen."""
    shown = {name: nlargest(MOST_STATES, listed, key=rank_of) for name, listed in found.items()}
    all_ = [one for listed in shown.values() for one in listed]
    states = dict(
        zip(map(id, all_), _overtaken(connection, [_state(one, on) for one in all_], book, on, sight), strict=True)
    )
    latest = claims_of(connection, all_, on, sight)
    said = of_claims(connection, {claim for one in latest.values() for claims in one for claim in claims}, sight)
    parts = {}
    for name, listed in shown.items():
        told = [_with_words(states[id(one)], latest[key_of(*one[0][:5])], said) for one in listed]
        parts[name] = Part(tuple(sorted(told, key=_rank)), max(len(found[name]) - MOST_STATES, 0))
    return parts


def _with_words(state: State, latest: Claims, said: Mapping[int, Statement]) -> State:
    statements = tuple(said[claim] for claim in latest.said if claim in said)
    denials = tuple(said[claim] for claim in latest.denied if claim in said)
    told = (*denials, *statements)
    names = {beyond(id_, one.document): name for one in told for id_, name in one.names.items()}
    return replace(state, statements=statements, denials=denials, own_names=names)


def _state(one: Stated, on: str) -> State:
    said, denied, told = said_of(one), said_of(one, denies=True), most_told(one)
    standing, turned = _standing(said, denied, on)
    return State(
        type=told.type, source=told.source, target=told.target, role=told.role, scope=told.scope, since=said.since,
        until=said.until, first=said.first, last=said.last or None, age=_age(said.last, on), reports=said.number,
        standing=standing, turned=turned,
    )  # fmt: skip


def _age(last: str, on: str) -> int | None:
    days = days_between(last, on) if last else None
    return days if days is None else max(days, 0)


def _standing(said: Said, denied: Said, on: str) -> tuple[Standing, str | None]:
    if denied.last and denied.last >= said.last:
        return "denied", denied.last
    if not said.last:
        return "undated", None
    if said.until and said.until < on:
        return "ended", said.until
    return "stands", None


class _Rival(NamedTuple):
    """Whom reports say the like of: of which days first and last."""

    source: str
    first: str
    last: str


def _overtaken(
    connection: Connection, found: Sequence[State], book: Codebook, on: str, sight: Sight
) -> Iterator[State]:  # fmt: skip
    """These states, those that only one can be in marked where a report says the like of another later."""
    sole = [state for state in found if _is_sole(state)]
    rivals = _rivals(connection, sole, on, sight) if sole else {}
    sources = {rival.source for rows in rivals.values() for rival in rows} | {state.source for state in sole}
    known = described(connection, sources, sight)
    for state in found:
        last = state.last or ""
        of_it = rivals.get(_post(state), ()) if _is_sole(state) else ()
        later = sorted((r for r in of_it if r.last > last), key=lambda r: max(r.first, last))
        after = next((r for r in later if _another(r.source, state.source, known, book)), None)
        if after is None:
            yield state
        else:
            turned = after.first if after.first > last else after.last
            yield replace(state, standing="overtaken", turned=turned, by=after.source)


def _is_sole(state: State) -> bool:
    return state.stands and state.type in _SOLE


def _rivals(
    connection: Connection, sole: Sequence[State], on: str, sight: Sight
) -> dict[tuple[Any, ...], list[_Rival]]:  # fmt: skip
    """Who is said to be in states like these, by what they are told apart, and last said so later than one of these."""
    told = relations.c
    rows = connection.execute(
        select(told.type, told.target, told.role, told.scope, told.source, func.min(START), func.max(told.day))
        .where(
            told.type.in_({state.type for state in sole}), told.target.in_({state.target for state in sole}),
            on >= START, told.denies.is_(False), *living(relations, sight),
        )
        .group_by(told.target, told.type, told.source, told.role, told.scope)
        .having(func.max(told.day) > min(state.last or "" for state in sole))
    )  # fmt: skip
    found: dict[tuple[Any, ...], list[_Rival]] = {}
    for type_, target, role, scope, source, first, last in rows:
        found.setdefault(_told_apart(type_, target, role, scope), []).append(_Rival(source, first, last))
    return found


def _another(one: str, other: str, known: Mapping[str, Unregistered], book: Codebook) -> bool:
    """Whether two are not the same: neither commands, backs or belongs to the other, and they share no name."""
    if one in _over(other, book) or other in _over(one, book):
        return False
    names = [{post_words(name) for name in known[id_].names} if id_ in known else set() for id_ in (one, other)]
    return names[0].isdisjoint(names[1])


def _over(id_: str, book: Codebook) -> set[str]:
    """An actor with those above it and those whom it is tied to."""
    above = over_actor(id_, book)
    actors = (book.actors.get(one.removeprefix("actor:")) for one in above)
    return {*above, *(f"actor:{tie.to}" for actor in actors if actor for tie in actor.allegiance)}


def _post(state: State) -> tuple[Any, ...]:
    return _told_apart(state.type, state.target, state.role, state.scope)


def _told_apart(type_: str, target: str, role: str | None, scope: str | None) -> tuple[Any, ...]:
    return (type_, target, post_words(role), scope) if type_ in _POSTS else (type_, target)


def _rank(state: State) -> tuple[Any, ...]:
    newest = tuple(-int(part) for part in (state.last or "0").split("-") if part.isdigit())
    return (not state.stands, newest, -state.reports, state.type, state.source, state.target)

"""Standing states as reports state them: who leads, belongs to, is present at or controls what, since when, and how
old the word for it is.

A state is what all reports say of one pair in one role and scope. A report says it from the day `since` which it tells
(else the day of its publication) to the day of its publication; it knows of no later day. So a state is never simply
held to go on: it stands, with the age of the last word for it, until a report tells its end, denies it, or says the
like of another (another leader in that post, another in control of that place).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from heapq import nlargest
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from isnad.arabic.searching import search_words
from isnad.archive.conditions import living
from isnad.archive.hierarchy import over_actor
from isnad.archive.moments import days_between
from isnad.archive.naming import Unregistered, described
from isnad.archive.schema import claims, relations
from isnad.archive.statements import DENYING, Statement, of_claims
from isnad.codebook import Codebook

Standing = Literal["stands", "ended", "overtaken", "denied", "undated"]
MOST_STATEMENTS: Final = 3
"""So many reports stand behind a state on a page, the latest ones; of more only the number."""
MOST_STATES: Final = 20
"""So many states stand in one part of a page."""
_SOLE: Final = frozenset({"controls", "leads"})
"""States that only one can be in at a time: of one place, or of one post."""
_POSTS: Final = frozenset({"leads"})
_MUTUAL: Final = frozenset({"allied_with", "hostile_to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`source` stands in `type` to `target`, in that role and scope, as so many `reports` say.

    `since` is the earliest bound that a report tells, `until` that of the last report, `first` the first day of which
    it is said, `last` the day of the last report that says it, `age` the days from that to the day that is asked for.
    `standing` on that day: `stands`; `ended` (a report told its end), `denied` or `overtaken` by one that a report says
    the like of, from the day `turned` on (`by` is its id); `undated` where no day can be told. `statements` are the
    latest that say it, `denials` those that deny it; `said_by` and `denied_by` their claims.
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
    names: Mapping[str, str] = field(default_factory=dict)
    said_by: tuple[int, ...] = ()
    denied_by: tuple[int, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether nothing speaks against it on the day that is asked for."""
        return self.standing == "stands"

    @property
    def ids(self) -> tuple[str, ...]:
        """All whom it names."""
        return (self.source, self.target, *(other for other in (self.scope, self.by) if other))


class _Word(NamedTuple):
    """One statement of a state: from which day it says it, on which day, the bounds that it tells, its claim, and
    whether it denies it."""

    start: str
    day: str
    since: str | None
    until: str | None
    claim: int
    denies: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """All that is stated of one state, `last` of which day; see `part_of`."""

    type: str
    source: str
    target: str
    role: str | None
    scope: str | None
    words: list[_Word]

    @property
    def last(self) -> str:
        """The last day on which it is said, or denied; empty where no day is known."""
        return max(word.day for word in self.words)


def stated(
    connection: Connection, which: ColumnElement[bool], on: str, before: str | None = None
) -> list[Stated]:  # fmt: skip
    """The states of those relations of which `which` holds, as of the day `on` (ISO), by what was known before a moment
    (None: now). Statements of later days do not count."""
    told = relations.c
    rows = connection.execute(
        select(told.type, told.source, told.target, told.role, told.scope, told.since, told.until, told.published,
               told.claim, claims.c.stance)
        .join(claims, claims.c.id == told.claim)
        .where(which, *living(relations, before))
    )  # fmt: skip
    groups: dict[tuple[Any, ...], Stated] = {}
    for type_, source, target, role, scope, since, until, published, claim, stance in rows:
        start = since or published or ""
        if start <= on:
            ends = (target, source) if type_ in _MUTUAL and target < source else (source, target)
            key = (type_, ends, _post_words(role), scope)
            if key not in groups:
                groups[key] = Stated(type_, source, target, role, scope, [])
            groups[key].words.append(_Word(start, published or start, since, until, claim, stance in DENYING))
    return list(groups.values())


@lru_cache(maxsize=20_000)
def _post_words(role: str | None) -> tuple[str, ...]:
    """What a post is known by, however it is spelt."""
    return tuple(word.form for word in search_words(role or ""))


def with_words(connection: Connection, found: Sequence[State], before: str | None = None) -> tuple[State, ...]:
    """The states with their latest statements and denials."""
    wanted = {claim for state in found for claim in (*state.said_by, *state.denied_by)}
    said = of_claims(connection, wanted, before)
    return tuple(
        replace(
            state,
            statements=tuple(said[claim] for claim in state.said_by if claim in said),
            denials=tuple(said[claim] for claim in state.denied_by if claim in said),
            names={id_: name for claim in state.said_by if claim in said for id_, name in said[claim].names.items()},
        )
        for state in found
    )


def _state(one: Stated, on: str) -> State:
    words = one.words
    said = sorted((word for word in words if not word.denies), key=_day)
    denied = sorted((word for word in words if word.denies), key=_day)
    last = said[-1].day or None if said else None
    until = max((word.until for word in said if word.until and word.day == last), default=None)
    standing, turned = _standing(until, last, denied, on)
    return State(
        type=one.type, source=one.source, target=one.target, role=one.role, scope=one.scope,
        since=min((word.since for word in said if word.since), default=None), until=until,
        first=min((word.start for word in said if word.start), default=None), last=last, age=_age(last, on),
        reports=len(said), standing=standing, turned=turned,
        said_by=tuple(word.claim for word in reversed(said[-MOST_STATEMENTS:])),
        denied_by=tuple(word.claim for word in reversed(denied[-MOST_STATEMENTS:])),
    )  # fmt: skip


def _age(last: str | None, on: str) -> int | None:
    days = days_between(last, on) if last else None
    return days if days is None else max(days, 0)


def _standing(until: str | None, last: str | None, denied: Sequence[_Word], on: str) -> tuple[Standing, str | None]:
    denial = _day(denied[-1]) if denied else ""
    if denial and denial >= (last or ""):
        return "denied", denial
    if last is None:
        return "undated", None
    if until and until < on:
        return "ended", until
    return "stands", None


class _Rival(NamedTuple):
    """Whom reports say the like of: of which days first and last."""

    source: str
    first: str
    last: str


def _overtaken(
    connection: Connection, found: Sequence[State], book: Codebook, on: str, before: str | None
) -> Iterator[State]:  # fmt: skip
    """These states, those that only one can be in marked where a report says the like of another later."""
    sole = [state for state in found if state.stands and state.type in _SOLE]
    rivals = _rivals(connection, sole, on, before) if sole else {}
    known = described(connection, {r.source for rows in rivals.values() for r in rows} | {s.source for s in sole})
    for state in found:
        last = state.last or ""
        later = sorted((r for r in rivals.get(_post(state), ()) if r.last > last), key=lambda r: max(r.first, last))
        after = next((r for r in later if _another(r.source, state.source, known, book)), None)
        if after is not None and state in sole:
            turned = after.first if after.first > last else after.last
            yield replace(state, standing="overtaken", turned=turned, by=after.source)
        else:
            yield state


def _rivals(
    connection: Connection, sole: Sequence[State], on: str, before: str | None
) -> dict[tuple[Any, ...], list[_Rival]]:  # fmt: skip
    """Who is said to be in states like these, by what they are told apart, and last said so later than one of these."""
    told = relations.c
    start, day = func.coalesce(told.since, told.published), func.coalesce(told.published, told.since)
    rows = connection.execute(
        select(told.type, told.target, told.role, told.scope, told.source, func.min(start), func.max(day))
        .join(claims, claims.c.id == told.claim)
        .where(
            told.type.in_({state.type for state in sole}), told.target.in_({state.target for state in sole}),
            start <= on, claims.c.stance.not_in(DENYING), *living(relations, before),
        )
        .group_by(told.type, told.target, told.role, told.scope, told.source)
        .having(func.max(day) > min(state.last or "" for state in sole))
    )  # fmt: skip
    found: dict[tuple[Any, ...], list[_Rival]] = {}
    for type_, target, role, scope, source, first, last in rows:
        found.setdefault(_told_apart(type_, target, role, scope), []).append(_Rival(source, first, last))
    return found


def _another(one: str, other: str, known: Mapping[str, Unregistered], book: Codebook) -> bool:
    """Whether two are not the same: neither commands, backs or belongs to the other, and they share no name."""
    if one in _over(other, book) or other in _over(one, book):
        return False
    names = [{_post_words(name) for name in known[id_].names} if id_ in known else set() for id_ in (one, other)]
    return names[0].isdisjoint(names[1])


def _over(id_: str, book: Codebook) -> set[str]:
    """An actor with those above it and those whom it is tied to."""
    above = over_actor(id_, book)
    actors = (book.actors.get(one.removeprefix("actor:")) for one in above)
    return {*above, *(f"actor:{tie.to}" for actor in actors if actor for tie in actor.allegiance)}


def _post(state: State) -> tuple[Any, ...]:
    return _told_apart(state.type, state.target, state.role, state.scope)


def _told_apart(type_: str, target: str, role: str | None, scope: str | None) -> tuple[Any, ...]:
    return (type_, target, _post_words(role), scope) if type_ in _POSTS else (type_, target)


def _day(word: _Word) -> str:
    return word.day


def _rank(state: State) -> tuple[Any, ...]:
    newest = tuple(-int(part) for part in (state.last or "0").split("-") if part.isdigit())
    return (not state.stands, newest, -state.reports, state.type, state.source, state.target)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page: states, those that stand first, and how many more there are."""

    states: tuple[State, ...] = ()
    more: int = 0


def part_of(
    connection: Connection, found: Iterable[Stated], book: Codebook, on: str, before: str | None = None
) -> Part:  # fmt: skip
    """The states of which reports spoke last, those that stand first, with who says them and who came after."""
    listed = list(found)
    latest = nlargest(MOST_STATES, listed, key=lambda one: (one.last, len(one.words), one.source, one.target))
    told = _overtaken(connection, [_state(one, on) for one in latest], book, on, before)
    return Part(with_words(connection, sorted(told, key=_rank), before), max(len(listed) - MOST_STATES, 0))

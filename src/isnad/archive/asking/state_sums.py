"""What reports say of standing states, summed up by the database: who stands in which state to whom, how often it is
said and denied, and from which day to which. Only of states that are shown the claims are fetched."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, cast, func, select

from isnad.arabic.searching import search_words
from isnad.archive.schema import relations
from isnad.archive.sight import PLAIN, Sight, living

MOST_STATEMENTS: Final = 3
"""So many reports stand behind a state on a page, the latest ones; of more only the number."""
_MUTUAL: Final = frozenset({"allied_with", "hostile_to"})
_MANY: Final = 500
_TOLD = relations.c
START: Final = func.coalesce(_TOLD.since, _TOLD.day)
"""The first day of which a report says a state, in SQL; empty where no day is told."""

_ALIKE: Final = (_TOLD.type, _TOLD.source, _TOLD.target, _TOLD.role, _TOLD.scope, _TOLD.denies)

Key = tuple[Any, ...]
"""By what states are told apart: the type, both ends, the words of the post, the scope."""


class Sum(NamedTuple):
    """What those come to who say (or who `denies`) a state in one spelling: one `row` of theirs, how many they are, the
    earliest bound `since` that one tells, the `first` day of which they speak, and the last (empty: unknown) with a
    space and the bound behind it that is told then."""

    type: str
    source: str
    target: str
    role: str | None
    scope: str | None
    denies: bool
    row: int
    number: int
    since: str | None
    first: str | None
    latest: str


class Said(NamedTuple):
    """What all come to who say a state, or who deny it: how many, the earliest bound `since` that one tells, the first
    and the last day of which they speak (`last` is empty where none is known), and the bound `until` told last."""

    number: int
    since: str | None
    first: str | None
    last: str
    until: str | None


Stated = tuple[Sum, ...]
"""All that is stated of one state, in each of its spellings, by those who say it and by those who deny it."""


def rank_of(state: Stated) -> tuple[str, int, str, str]:
    """By what states are listed: the last day on which one is said or denied, how many do, and who it is."""
    one = state[0]
    if len(state) == 1:
        return one.latest.partition(" ")[0], one.number, one.source, one.target
    last = max(other.latest for other in state).partition(" ")[0]
    return last, sum(other.number for other in state), one.source, one.target


def most_told(state: Stated) -> Sum:
    """The spelling in which most tell a state."""
    return max(state, key=lambda one: (one.number, one.row))


def said_of(state: Stated, *, denies: bool = False) -> Said:
    """What those come to who say a state, or who deny it."""
    sums = [one for one in state if one.denies is denies]
    last, _, until = max((one.latest for one in sums), default="").partition(" ")
    return Said(
        sum(one.number for one in sums), min((one.since for one in sums if one.since), default=None),
        min((one.first for one in sums if one.first), default=None), last, until or None,
    )  # fmt: skip


class Claims(NamedTuple):
    """The latest claims that say a state and those that deny it, the last first."""

    said: tuple[int, ...] = ()
    denied: tuple[int, ...] = ()


def stated(
    connection: Connection, which: Iterable[ColumnElement[bool]], on: str, sight: Sight = PLAIN
) -> list[Stated]:  # fmt: skip
    """The states of those relations of which one of `which` holds, never two, as of the day `on` (ISO), by what
    is seen. Statements of later days do not count."""
    # the last day and the bound that is told then are had in one: days are of one length
    latest = func.max(_TOLD.day + " " + func.coalesce(_TOLD.until, ""))
    sums = (func.max(_TOLD.id), func.count(), func.min(_TOLD.since), func.min(func.nullif(START, "")), latest)
    found: dict[Key, Stated] = {}
    for condition in which:
        query = select(*_ALIKE, *sums).where(condition, on >= START, *living(relations, sight)).group_by(*_ALIKE)
        for one in map(Sum._make, connection.execute(query).all()):
            key = key_of(*one[:5])
            found[key] = (*found.get(key, ()), one)
    return list(found.values())


def claims_of(
    connection: Connection, states: Sequence[Stated], on: str, sight: Sight = PLAIN
) -> Mapping[Key, Claims]:  # fmt: skip
    """The latest claims of each of the states, by its key, as of the day `on`."""
    states_by_row = {one.row: key_of(*one[:5]) for state in states for one in state}
    rows = sorted(states_by_row)
    found: dict[tuple[Key, bool], list[tuple[str, int]]] = {}
    for start in range(0, len(rows), _MANY):
        for row, denies, *latest in connection.execute(_latest(rows[start : start + _MANY], on, sight)):
            told = (one.partition(" ") for one in latest if one)
            found.setdefault((states_by_row[row], denies), []).extend((day, int(claim)) for day, _, claim in told)
    ranked = {
        which: tuple(claim for _, claim in sorted(listed, reverse=True)[:MOST_STATEMENTS])
        for which, listed in found.items()
    }
    keys = set(states_by_row.values())
    return {key: Claims(ranked.get((key, False), ()), ranked.get((key, True), ())) for key in keys}


def _latest(rows: Sequence[int], on: str, sight: Sight) -> Any:
    """For each of these rows of relations the last claims on its state in its spelling, each with its day before it."""
    other = relations.alias("other")
    told = other.c
    alike = (
        told.source == _TOLD.source, told.type == _TOLD.type, told.target == _TOLD.target,
        told.role.is_not_distinct_from(_TOLD.role), told.scope.is_not_distinct_from(_TOLD.scope),
        told.denies == _TOLD.denies,
    )  # fmt: skip
    claims = (
        select(told.day + " " + cast(told.claim, Text))
        .where(*alike, on >= func.coalesce(told.since, told.day), *living(other, sight))
        .order_by(told.day.desc(), told.id.desc())
    )
    places = (claims.limit(1).offset(place).correlate(relations).scalar_subquery() for place in range(MOST_STATEMENTS))
    return select(_TOLD.id, _TOLD.denies, *places).where(_TOLD.id.in_(rows))


def key_of(type_: str, source: str, target: str, role: str | None, scope: str | None) -> Key:
    """By what a state is told apart: a post by its words however they are spelt, and of two that are each other's
    friends or foes it does not matter who is named first."""
    if type_ in _MUTUAL and target < source:
        source, target = target, source
    return (type_, source, target, post_words(role) if role else (), scope)


@lru_cache(maxsize=20_000)
def post_words(role: str | None) -> tuple[str, ...]:
    """What a post is known by, however it is spelt."""
    return tuple(word.form for word in search_words(role or ""))

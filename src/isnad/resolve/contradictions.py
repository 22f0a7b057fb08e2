"""What accounts of one happening contradict one another in, within a report and across reports.

What `isnad.accounts` asks of the accounts of one record is asked here of those of many, with what many bring along:
ids that mean the same everywhere, actors above and below one another, places that lie in one another. Silence is no
contradiction, and neither is a less exact word: `at least three` and `five` agree, so do a village and its governorate.
Tolls that differ because one is older contradict too, since each stands in print; nothing here decides who is right.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final, NamedTuple, TypeVar

from isnad.arabic.letters import fold_phrase
from isnad.codebook.book import Codebook
from isnad.model import Claim, Victims, Where
from isnad.model.vocabulary import DifferenceKind, Harm, Status
from isnad.resolve.comparing import over_actor
from isnad.resolve.mentions import Spot
from isnad.resolve.places import VAGUE, registered_spot

Value = TypeVar("Value")
_DONE: Final[frozenset[Status]] = frozenset({"actual", "alleged", "failed"})
_DAYS: Final = frozenset({"minute", "hour", "part_of_day", "day", "night"})
_GLOBAL: Final = frozenset({"actor", "person", "place", "facility"})


class Toll(NamedTuple):
    """How many came to one harm by one account: at least `low`, at most `high` (None: nobody says)."""

    harm: Harm
    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one claim says of a happening; everything that it does not say is empty.

    `id` is the claim's. `authors` are whom it makes or accuses to be the author, as global ids or folded names; `spot`
    is a registered place; `from_` and `to` are inclusive ISO days of a time that is no wider than a few days.
    """

    id: str
    status: Status | None = None
    authors: frozenset[str] = frozenset()
    tolls: tuple[Toll, ...] = ()
    spot: Spot | None = None
    from_: str | None = None
    to: str | None = None


class Side(NamedTuple):
    """One of the values that contradict, and the ids of the claims that give it, sorted."""

    value: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What accounts of one happening contradict one another in. `about` is the harm of a toll, else empty. Each side
    contradicts at least one other; the one that most accounts give comes first."""

    kind: DifferenceKind
    about: str
    sides: tuple[Side, ...]


def account(claim: Claim, id_: str, names: Mapping[str, str], book: Codebook) -> Account:
    """What a claim says, in terms that hold beyond its record.

    `id_` is the claim's id beyond it, `names` the names of those whom no codebook knows, by their local ids.
    """
    says = claim.says
    authors = (p.who for p in says.participants or () if p.role == "agent" and p.who)
    when = says.when if says.when and says.when.precision in _DAYS else None
    return Account(
        id=id_, status=says.status, authors=frozenset(filter(None, (_beyond(who, names) for who in authors))),
        tolls=tuple(tolls(says.victims or ())), spot=_spot(says.where, book) if says.where else None,
        from_=when.from_ if when else None, to=when.to if when else None,
    )  # fmt: skip


def _beyond(who: str, names: Mapping[str, str]) -> str:
    return who if who.partition(":")[0] in _GLOBAL else fold_phrase(names.get(who, ""))


def _spot(where: Where, book: Codebook) -> Spot | None:
    spot = registered_spot(where.place, book)
    return spot._replace(relation=where.relation, precision=where.precision) if spot else None


def tolls(victims: Iterable[Victims]) -> Iterator[Toll]:
    """What one account's statements of harm come to. Of several numbers the largest is the least and their sum the
    most: `five, among them two children`, or `five men and two children`."""
    stated: dict[Harm, list[Victims]] = {}
    for one in victims:
        stated.setdefault(one.harm, []).append(one)
    for harm, rows in sorted(stated.items()):
        lows = [n for row in rows if (n := row.n if row.n is not None else row.min) is not None]
        tops = [row.n if row.n is not None else row.max for row in rows]
        known = [top for top in tops if top is not None]
        if lows or known:
            yield Toll(harm, max(lows, default=0), sum(known) if len(known) == len(tops) else None)


def contradictions(accounts: Iterable[Account], book: Codebook) -> tuple[Contradiction, ...]:
    """What these accounts of one happening contradict one another in, occurrence first."""
    listed = sorted(accounts, key=lambda one: one.id)
    return tuple(_found(listed, book))


def _found(accounts: Sequence[Account], book: Codebook) -> Iterator[Contradiction]:
    statuses = [(one.id, one.status) for one in accounts if one.status]
    yield from _sides("occurrence", [(i, s) for i, s in statuses if s == "denied" or s in _DONE], _denied, str)
    yield from _sides("outcome", [(i, s) for i, s in statuses if s in ("actual", "failed")], _unlike, str)
    named = [(one.id, one.authors) for one in accounts if one.authors]
    yield from _sides("author", named, lambda a, b: _other_authors(a, b, book), lambda who: ", ".join(sorted(who)))
    yield from _sides("place", [(one.id, one.spot) for one in accounts if one.spot], _elsewhere, _place)
    dated = [(one.id, (one.from_, one.to)) for one in accounts if one.from_ and one.to]
    yield from _sides("date", dated, lambda a, b: a[1] < b[0] or b[1] < a[0], _span)
    for harm in sorted({toll.harm for one in accounts for toll in one.tolls}):
        told = [(one.id, toll) for one in accounts for toll in one.tolls if toll.harm == harm]
        yield from _sides("toll", told, _other_numbers, _range, harm)


def _sides(
    kind: DifferenceKind, told: Sequence[tuple[str, Value]], contradict: Callable[[Value, Value], bool],
    written: Callable[[Value], str], about: str = "",
) -> Iterator[Contradiction]:  # fmt: skip
    """The contradiction among values, where there is one: those of them that contradict any other."""
    ids: dict[str, set[str]] = {}
    values: dict[str, Value] = {}
    for id_, value in told:
        ids.setdefault(written(value), set()).add(id_)
        values.setdefault(written(value), value)
    involved = {
        side
        for one, other in combinations(values, 2)
        if contradict(values[one], values[other])
        for side in (one, other)
    }
    if involved:
        rows = (Side(value, tuple(sorted(ids[value]))) for value in involved)
        yield Contradiction(kind, about, tuple(sorted(rows, key=lambda row: (-len(row.accounts), row.value))))


def _denied(one: Status, other: Status) -> bool:
    return (one == "denied") != (other == "denied")


def _unlike(one: Status, other: Status) -> bool:
    return one != other


def _other_authors(one: frozenset[str], other: frozenset[str], book: Codebook) -> bool:
    """Whether no author of the one is, commands, belongs to or is the state of one of the other."""
    return not any(_related(a, b, book) for a, b in product(one, other))


def _related(one: str, other: str, book: Codebook) -> bool:
    if one == other or one.partition(":")[0] not in _GLOBAL or other.partition(":")[0] not in _GLOBAL:
        return one == other
    a, b = over_actor(one, book), over_actor(other, book)
    states = not (one.startswith("actor:") and other.startswith("actor:"))
    return one in b or other in a or (states and bool(a & b))


def _elsewhere(one: Spot, other: Spot) -> bool:
    """Whether neither place is or holds the other, and neither account leaves room (`near`, a road, a region)."""
    if one.place is None or other.place is None or one.place in other.above or other.place in one.above:
        return False
    return one.relation == other.relation == "in" and VAGUE.isdisjoint((one.kind, other.kind))


def _place(spot: Spot) -> str:
    return spot.place or spot.name


def _other_numbers(one: Toll, other: Toll) -> bool:
    return (one.high is not None and one.high < other.low) or (other.high is not None and other.high < one.low)


def _range(toll: Toll) -> str:
    if toll.high is None:
        return f"{toll.low}+"
    return str(toll.low) if toll.low == toll.high else f"{toll.low}-{toll.high}"


def _span(days: tuple[str | None, str | None]) -> str:
    return str(days[0]) if days[0] == days[1] else f"{days[0]}/{days[1]}"

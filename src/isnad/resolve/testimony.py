"""How many stand behind a happening: outlets that tell it, origins that are named, and origins that are not.

An origin is the last station of the chain from the outlet to whoever knew: the agency, observatory, body or person
whose word it is. Repetition makes no second origin: copies of one text, forwards of one post and quotations of one
agency are one. Where the last station has no name, or an outlet does not say whence it knows, the origin is unknown,
and unknown origins never corroborate one another: all of them may be one man. Where in doubt, two are taken to be one,
so that the count errs on the side of fewer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from isnad.codebook.book import Codebook
from isnad.resolve.wording import core, tokens


@dataclass(frozen=True, slots=True)
class Station:
    """One station of a chain behind the outlet: who, in the report's words.

    `who` is a global id (`actor:sana`) or None: ids that are local to a record say nothing beyond it and are dropped.
    """

    who: str | None
    words: str
    anonymous: bool = False

    def __post_init__(self) -> None:
        if self.who and not _is_global(self.who):
            object.__setattr__(self, "who", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One claim that something happened or that it did not, with the way that it took.

    `id` is the claim's. `text_group` is the id of the text that the document is a copy of, or its own. `outlet` is an
    id or a name, None where it is not known; `forwarded_from` the account from which the post was passed on. `chain`
    are the stations behind the outlet, the nearest first; empty where the outlet tells in its own voice. `vouches`:
    the outlet is an origin itself, see `vouches_for_itself`. `denies`: it says that it did not happen.
    """

    id: str
    document: str
    text_group: str
    outlet: str | None
    chain: tuple[Station, ...] = ()
    forwarded_from: str | None = None
    vouches: bool = False
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """One who knew, or one unknown: `who` is a global id where there is one, `name` what the first report calls it
    (empty where nothing is told at all); `tellings` are the ids of the claims that go back to it, sorted."""

    who: str | None
    name: str
    tellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Testimony:
    """What stands behind a happening. `outlets` are all that tell of it, sorted; `origins` the named ones that say it
    happened, `unknown` the others that say so, `denials` the named ones that say it did not."""

    outlets: tuple[str, ...]
    origins: tuple[Origin, ...]
    unknown: tuple[Origin, ...]
    denials: tuple[Origin, ...] = ()


def vouches_for_itself(outlet: str | None, book: Codebook) -> bool:
    """Whether what an outlet tells in its own voice is its own knowledge: agencies, observatories and parties to a
    conflict publish what they gather or do; of other outlets nobody knows whence they have what they do not source."""
    id_ = (outlet or "").removeprefix("actor:")
    actor = book.actors.get(id_) or book.actors.get((book.actor_named(outlet or "") or "").removeprefix("actor:"))
    return actor is not None and actor.class_ != "outlet"


def testimony(tellings: Iterable[Telling]) -> Testimony:
    """Counts who stands behind one happening, given everything that its reports claim of it."""
    listed = sorted(tellings, key=lambda one: one.id)
    outlets = tuple(sorted({one.outlet for one in listed if one.outlet}))
    told = _Witnesses([one for one in listed if not one.denies])
    denied = _Witnesses([one for one in listed if one.denies])
    return Testimony(outlets, told.named, told.unknown, denied.named)


class _Witnesses:
    """The origins of claims that all say the same of a happening."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        sourced = {one.text_group for one in tellings if one.chain}
        heard = [one for one in tellings if one.chain or one.text_group not in sourced]
        last = [(one, station) for one in heard if (station := _origin(one))]
        self.named = tuple(map(_as_origin, _joined(last, _one_name)))
        quoted = [(one, whose) for one in heard if not _origin(one) and (whose := self._quoted(one))]
        if quoted:
            self.named = tuple(map(_as_origin, _joined([*last, *quoted], _one_name)))
        known = {id_ for origin in self.named for id_ in origin.tellings}
        rest = [(one, _nameless(one)) for one in heard if one.id not in known]
        self.unknown = tuple(map(_as_origin, _joined(rest, _one_unknown)))

    def _quoted(self, telling: Telling) -> Station | None:
        """The teller of an unsourced report, where others quote that teller as their origin."""
        teller = _teller(telling)
        if telling.chain or teller is None:
            return None
        itself = (telling, teller)
        return teller if any(_one_name(itself, (telling, Station(o.who, o.name))) for o in self.named) else None


def _teller(telling: Telling) -> Station | None:
    """Who tells: the account from which a post was passed on, else the outlet."""
    name = telling.forwarded_from or telling.outlet
    return Station(name, name) if name else None


def _origin(telling: Telling) -> Station | None:
    """The named station that a telling goes back to; None where it is unknown."""
    if telling.chain:
        last = telling.chain[-1]
        return None if last.anonymous else last
    return _teller(telling) if telling.vouches and not telling.forwarded_from else None


def _nameless(telling: Telling) -> Station:
    return telling.chain[-1] if telling.chain else Station(None, "", anonymous=True)


Heard = tuple[Telling, Station]


def _one_name(one: Heard, other: Heard) -> bool:
    """Whether two named stations may be one: by id, else where all words of the one are among those of the other
    (`المرصد السوري` and `المرصد السوري لحقوق الإنسان`)."""
    (_, a), (_, b) = one, other
    if a.who and b.who:
        return a.who == b.who
    x, y = _words(a), _words(b)
    return bool(x and y) and (x <= y or y <= x)


def _one_unknown(one: Heard, other: Heard) -> bool:
    """Whether two unknown origins may be one: the same words in copies of one text, or from the same teller."""
    (first, a), (second, b) = one, other
    if _words(a) != _words(b):
        return False
    return first.text_group == second.text_group or not _through(first).isdisjoint(_through(second))


def _through(telling: Telling) -> set[str]:
    """Through whom an unknown origin reached us: the last named station before it, else the teller."""
    named = [station for station in telling.chain[:-1] if not station.anonymous]
    whose = named[-1] if named else _teller(telling)
    return {whose.who or " ".join(sorted(_words(whose)))} if whose else set()


def _words(station: Station) -> frozenset[str]:
    return _told(station.words)


@lru_cache(maxsize=20_000)
def _told(words: str) -> frozenset[str]:
    return frozenset(core(word) for word in tokens(words))


def _is_global(who: str) -> bool:
    return who.partition(":")[0] in ("actor", "person", "place", "facility")


def _joined(heard: Iterable[Heard], one: Callable[[Heard, Heard], bool]) -> Iterator[list[Heard]]:
    """What was heard in groups: two of which `one` holds are in one group, unless that puts two global ids together."""
    alike: dict[tuple[object, ...], list[Heard]] = {}
    for telling, station in heard:
        alike.setdefault((station, telling.text_group, telling.outlet, telling.chain), []).append((telling, station))
    rows = list(alike.values())
    group = list(range(len(rows)))
    ids = [{row[0][1].who} - {None} for row in rows]
    for a, b in combinations(range(len(rows)), 2):
        low, high = sorted((group[a], group[b]))
        if low != high and one(rows[a][0], rows[b][0]) and len(ids[low] | ids[high]) <= 1:
            ids[low] |= ids[high]
            group = [low if number == high else number for number in group]
    for number in sorted(set(group)):
        yield [pair for row, own in zip(rows, group, strict=True) if own == number for pair in row]


def _as_origin(heard: Sequence[Heard]) -> Origin:
    who = next((station.who for _, station in heard if station.who), None)
    return Origin(who, heard[0][1].words, tuple(sorted({telling.id for telling, _ in heard})))

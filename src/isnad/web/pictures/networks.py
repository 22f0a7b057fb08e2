"""Who did what to whom, and who stands how to whom, as a ring of names with lines between them.

The ring needs no script and is the same every time. It shows those who have most to do with others; the table beside
it, and with scripts the movable picture, show all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot, log2, sqrt
from textwrap import shorten
from typing import Final, Literal

from isnad.publish.labels import isolated

Point = tuple[float, float]
Manner = Literal["force", "words", "accord", "state"]
WIDTH, HEIGHT = 840, 560
MOST_NAMES: Final = 24
"""More names do not stand beside one another around the ring."""
LONGEST_NAME: Final = 26
_RADIUS = 225
_PULL, _APART = 0.35, 44
_FORCE = frozenset("ASSAULT COERCE MOBILIZE RETREAT CONTROL SANCTION".split())
_WORDS = frozenset("ACCUSE REJECT THREATEN REQUEST PROTEST".split())
_STATES = frozenset("subordinate_to member_of part_of leads role allied_with hostile_to".split())


@dataclass(frozen=True, slots=True)
class Party:
    """An actor by id and name; `weight` is in how many events and states it stands beside another."""

    id: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Tie:
    """From one party to another: an event type with how many events, or a state with how many reports that say it and
    that deny it; the first and last day told of."""

    source: str
    target: str
    type: str
    count: int
    first: str | None = None
    last: str | None = None
    denied: int = 0

    @property
    def manner(self) -> Manner:
        """Of what manner it is, by which lines are drawn: force, words against, accord, or a standing state."""
        return manner(self.type)


@dataclass(frozen=True, slots=True)
class Name:
    """A party on the ring: its dot, and its name outside of the ring, begun or ended at `label_x`."""

    party: Party
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: Literal["start", "end"]
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as a curve (SVG path data) and how thick it is drawn."""

    tie: Tie
    path: str
    thick: float


@dataclass(frozen=True, slots=True)
class Ring:
    """The picture; `left_out` is how many of the parties are in the table only."""

    names: tuple[Name, ...]
    lines: tuple[Line, ...]
    left_out: int


def manner(type_: str) -> Manner:
    """Of what manner an event type or relation is; PLOVER's types by their quad class, joined with the states."""
    if type_ in _STATES:
        return "state"
    if type_ in _FORCE:
        return "force"
    return "words" if type_ in _WORDS else "accord"


def ring(parties: Sequence[Party], ties: Iterable[Tie]) -> Ring:
    """The picture of the parties at the ends of the strongest ties. What is only denied has no line, and who has no
    line is not in the picture."""
    known = {party.id: party for party in parties}
    drawable = [tie for tie in ties if tie.count and tie.source != tie.target]
    shown: dict[str, Party] = {}
    for tie in sorted(drawable, key=lambda tie: (-tie.count, tie.source, tie.target, tie.type)):
        if len(shown.keys() | {tie.source, tie.target}) <= MOST_NAMES:
            shown.update((id_, known[id_]) for id_ in (tie.source, tie.target))
    among = [tie for tie in drawable if {tie.source, tie.target} <= shown.keys()]
    names = [_placed(shown[id_], number, len(shown)) for number, id_ in enumerate(_in_order(shown, among))]
    spots = {name.party.id: (name.x, name.y) for name in names}
    lines = []
    drawn: dict[tuple[str, ...], int] = {}
    for tie in among:
        pair = tuple(sorted((tie.source, tie.target)))
        drawn[pair] = drawn.get(pair, 0) + 1
        path = _curve(spots[tie.source], spots[tie.target], drawn[pair] - 1)
        lines.append(Line(tie, path, round(1 + log2(1 + tie.count) * 0.7, 1)))
    return Ring(tuple(names), tuple(lines), len(parties) - len(names))


def _in_order(shown: Iterable[str], ties: Iterable[Tie]) -> list[str]:
    """Each beside the one it has most to do with, so that most lines are short."""
    bonds: dict[str, dict[str, int]] = {}
    for tie in ties:
        for one, other in ((tie.source, tie.target), (tie.target, tie.source)):
            mine = bonds.setdefault(one, {})
            mine[other] = mine.get(other, 0) + tie.count
    left = list(shown)
    order: list[str] = []
    while left:
        last = bonds.get(order[-1], {}) if order else {}
        following = max(left, key=lambda id_: (last.get(id_, 0), -left.index(id_)))
        left.remove(following)
        order.append(following)
    return order


def _placed(party: Party, number: int, of: int) -> Name:
    """Clockwise from the top, at even heights, so that names stand below one another on either side."""
    right = number < -(-of // 2)
    side = -(-of // 2) if right else of // 2
    step = number if right else of - 1 - number
    down = (2 * step + 1) / side - 1
    across = sqrt(1 - down * down) * (1 if right else -1)
    x, y = WIDTH / 2 + _RADIUS * across, HEIGHT / 2 + _RADIUS * down
    label = isolated(shorten(party.name, LONGEST_NAME, placeholder="…"))
    room = 14 if right else -14
    return Name(
        party, round(x, 1), round(y, 1), round(x + room, 1), round(y + 5, 1), "start" if right else "end", label
    )  # fmt: skip


def _curve(start: Point, end: Point, number: int) -> str:
    """A line bent towards the middle of the ring; further ones between the same two lie to its sides by turns."""
    (one_x, one_y), (other_x, other_y) = sorted((start, end))
    aside = (number + 1) // 2 * _APART * (1 if number % 2 else -1) / max(hypot(other_x - one_x, other_y - one_y), 1)
    middle_x, middle_y = (one_x + other_x) / 2, (one_y + other_y) / 2
    x = middle_x + (WIDTH / 2 - middle_x) * _PULL - (other_y - one_y) * aside
    y = middle_y + (HEIGHT / 2 - middle_y) * _PULL + (other_x - one_x) * aside
    return f"M{start[0]} {start[1]}Q{x:.1f} {y:.1f} {end[0]} {end[1]}"

"""Who is tied to whom: the parties of a release and the ties between them, for GraphML and GEXF.

A tie of an event runs from an undisputed agent to a target, and only where the event is told as having happened; in
talks and agreements all parties are tied with one another. Nobody is tied to anything by an accusation. A tie of a
state runs from its source to its target, unless a denial has the last word. Ties of one sort between two are one, so
that what is held grows with parties, not with events.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Final

from isnad.publish.formats.keys import key_of, spot_key
from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Party, Report, Spot, State

_TALKS: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_MUTUAL: Final = frozenset({"allied_with", "hostile_to"})
_MOST_SPELLS: Final = 64
_OPEN: Final = ("", "9999-12-31")


@dataclass(frozen=True, slots=True)
class Vertex:
    """A party or a place, by its permanent id; `label` in English where there is one, `type` what it is."""

    id: str
    label: str
    label_ar: str
    type: str
    class_: str


@dataclass(slots=True)
class Tie:
    """Ties of one type from one to another: how many (`weight`), from which outlets, and when. `spells` are the days of
    the ties, those that share a day joined to one, in order; an open bound is an end of all time."""

    weight: int = 0
    outlets: set[str] = field(default_factory=set)
    most_outlets: int = 0
    spells: list[tuple[str, str]] = field(default_factory=list)

    def add(self, weight: int, reports: Iterable[Report], outlets: int, start: str | None, end: str | None) -> None:
        """One more of its kind."""
        self.weight += weight
        self.outlets.update(report.outlet for report in reports if report.outlet)
        self.most_outlets = max(self.most_outlets, outlets)
        if start or end:
            self.spells.append((start or _OPEN[0], end or _OPEN[1]))
            if len(self.spells) > _MOST_SPELLS:
                self.spells = _joined(self.spells)

    @property
    def sources(self) -> int:
        """How many outlets tell of it, at the least."""
        return max(len(self.outlets), self.most_outlets)

    def times(self) -> list[tuple[str | None, str | None]]:
        """Its spells, None where a bound is open."""
        return [(start or None, None if end == _OPEN[1] else end) for start, end in _joined(self.spells)]

    @property
    def start(self) -> str | None:
        """The first day, None where it is open or no day is told."""
        return min((start for start, _ in self.spells), default="") or None

    @property
    def end(self) -> str | None:
        """The last day, None where it is open or no day is told."""
        last = max((end for _, end in self.spells), default=_OPEN[1])
        return None if last == _OPEN[1] else last


TieKey = tuple[str, str, str, bool]
"""From whom, to whom, of which type, and whether it runs both ways."""


@dataclass(frozen=True, slots=True)
class Network:
    """The whole of it, by ids."""

    vertices: dict[str, Vertex] = field(default_factory=dict)
    ties: dict[TieKey, Tie] = field(default_factory=dict)

    def in_order(self) -> tuple[list[Vertex], list[tuple[TieKey, Tie]]]:
        """Vertices and ties in the order of ids."""
        return [self.vertices[id_] for id_ in sorted(self.vertices)], sorted(self.ties.items(), key=lambda one: one[0])


def network_of(release: Release, losses: Losses) -> Network:
    """The network of a release; `losses` tells what no tie holds."""
    network = Network()
    for event in release.events():
        _add_event(event, network, losses)
    for state in release.states():
        _add_state(state, network, losses)
    return network


def _add_event(event: Event, network: Network, losses: Losses) -> None:
    losses.add("accused or suspected authors", "an accusation is no tie", len(event.accused))
    if event.status != "actual" or event.polarity != "positive":
        losses.add("events", "not told as having happened")
        return
    pairs = _pairs(event)
    if not pairs:
        losses.add("events", "no two named parties")
        return
    losses.add("events", "of a tie only its days, its weight and its outlets are told")
    mutual = event.type in _TALKS
    for source, target in pairs:
        tie = _tie(network, source, target, event.type, mutual=mutual)
        tie.add(1, event.reports, event.outlets, event.from_, event.to)


def _pairs(event: Event) -> Sequence[tuple[Party, Party]]:
    if event.type in _TALKS:
        parties = {party.id: party for party in (*event.agents, *event.targets)}
        return list(combinations((parties[id_] for id_ in sorted(parties)), 2))
    return [(agent, target) for agent, target in product(event.agents, event.targets) if agent.id != target.id]


def _add_state(state: State, network: Network, losses: Losses) -> None:
    if state.standing == "denied":
        losses.add("states", "denied; a tie would state them")
        return
    if state.role or state.scope:
        losses.add("posts and scopes of states", "no field")
    source, target = state.source, state.target
    mutual = state.type in _MUTUAL
    if mutual and isinstance(target, Party) and target.id < source.id:
        source, target = target, source
    start, end = state.since or state.first, state.until or state.last
    outlets = len({report.outlet for report in state.told_by if report.outlet})
    _tie(network, source, target, state.type, mutual=mutual).add(state.reports, state.told_by, outlets, start, end)


def _tie(network: Network, source: Party, target: Party | Spot, type_: str, *, mutual: bool) -> Tie:
    ends = [_vertex(source), _vertex(target)]
    for vertex in ends:
        network.vertices.setdefault(vertex.id, vertex)
    return network.ties.setdefault((ends[0].id, ends[1].id, type_, mutual), Tie())


def _vertex(one: Party | Spot) -> Vertex:
    if isinstance(one, Spot):
        return Vertex(one.id or key_of("spot", spot_key(one)), one.name, one.name_ar, "place", one.kind or "")
    return Vertex(one.id, one.name, one.name_ar, one.kind, one.class_ or "")


def _joined(spells: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Spells in order, those that share a day joined."""
    found: list[tuple[str, str]] = []
    for start, end in sorted(spells):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found

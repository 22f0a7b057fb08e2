"""Clusters of what was compared in pairs: average linkage that never joins what contradicts.

The best pair of clusters is joined first, until none is good enough. How well two clusters go together is the mean
score of the pairs across them; a pair that was never compared counts as nothing, a little. What a person said holds:
`same` joins before all else and whatever contradicts, `different` keeps apart.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final, Generic, TypeVar

from isnad.resolve.judgement import Decision, Pair, standing

LINK_FROM: Final = 0.4
"""The mean score from which two clusters are joined. On one half of the incidents of `benchmarks.incidents` nine in ten
of those whom a report is put together with tell of its incident at this mark; at 0.3 it is less."""
NOT_COMPARED: Final = 0.1
"""How much of a compared pair a pair counts that was not compared."""
Profile = TypeVar("Profile", bound=Hashable)


@dataclass(slots=True)
class _Group(Generic[Profile]):
    """A cluster in the making: its members, what they say that could contradict, and the scores to other clusters."""

    members: list[str]
    profiles: set[Profile]
    scores: dict[int, tuple[float, int]] = field(default_factory=dict)
    barred: set[int] = field(default_factory=set)


def linked(
    profiles: Mapping[str, Profile], decisions: Iterable[Decision], contradict: Callable[[Profile, Profile], bool],
    link_from: float = LINK_FROM,
) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """All ids of `profiles` in clusters, each sorted, in the order of their first ids.

    `profiles` gives what of each mention can contradict others; `decisions` in the order in which they were made, on
    any pairs; those on ids that are not among the mentions are passed over.
    """
    return _Linking(profiles, standing(decisions), contradict, link_from).run()


class _Linking(Generic[Profile]):
    def __init__(
        self, profiles: Mapping[str, Profile], decisions: Mapping[Pair, Decision],
        contradict: Callable[[Profile, Profile], bool], link_from: float,
    ) -> None:  # fmt: skip
        self.contradict, self.link_from = contradict, link_from
        self.known: dict[tuple[Profile, Profile], bool] = {}
        numbers = {id_: number for number, id_ in enumerate(sorted(profiles))}
        self.groups = {number: _Group([id_], {profiles[id_]}) for id_, number in numbers.items()}
        self.heap: list[tuple[float, int, int]] = []
        self.forced: list[tuple[int, int]] = []
        for (left, right), decision in sorted(decisions.items()):
            if left in numbers and right in numbers and left != right:
                self._take(numbers[left], numbers[right], decision)

    def _take(self, one: int, other: int, decision: Decision) -> None:
        a, b = self.groups[one], self.groups[other]
        if decision.personal and decision.verdict == "same":
            self.forced.append((one, other))
        elif decision.personal and decision.verdict == "different":
            a.barred.add(other)
            b.barred.add(one)
        else:
            a.scores[other] = b.scores[one] = (decision.score, 1)

    def run(self) -> tuple[tuple[str, ...], ...]:
        """Join what persons joined, then the best pair as long as there is one."""
        where = {number: number for number in self.groups}
        for one, other in self.forced:
            a, b = _last(where, one), _last(where, other)
            if a != b:
                where[max(a, b)] = self._join(min(a, b), max(a, b))
        self.heap = [(-self._mean(a, b), a, b) for a, group in self.groups.items() for b in group.scores if a < b]
        heapify(self.heap)
        while self.heap:
            worst, a, b = heappop(self.heap)
            if -worst < self.link_from:
                break
            if self._current(a, b, -worst) and not self._against(a, b):
                self._join(a, b)
                for other in sorted(self.groups[a].scores):
                    heappush(self.heap, (-self._mean(a, other), min(a, other), max(a, other)))
        return tuple(sorted(tuple(sorted(group.members)) for group in self.groups.values()))

    def _mean(self, a: int, b: int) -> float:
        total, compared = self.groups[a].scores[b]
        pairs = len(self.groups[a].members) * len(self.groups[b].members)
        return total / (compared + NOT_COMPARED * (pairs - compared))

    def _current(self, a: int, b: int, mean: float) -> bool:
        """Whether both clusters still stand as they did when this pair was put on the heap."""
        return a in self.groups and b in self.groups and b in self.groups[a].scores and self._mean(a, b) == mean

    def _against(self, a: int, b: int) -> bool:
        one, other = self.groups[a], self.groups[b]
        return b in one.barred or any(self._contradict(x, y) for x in one.profiles for y in other.profiles)

    def _contradict(self, x: Profile, y: Profile) -> bool:
        known = self.known.get((x, y))
        if known is None:
            known = self.known[x, y] = self.known[y, x] = self.contradict(x, y)
        return known

    def _join(self, a: int, b: int) -> int:
        """Put the cluster `b` into `a` and return `a`."""
        one, other = self.groups[a], self.groups.pop(b)
        one.members += other.members
        one.profiles |= other.profiles
        one.scores.pop(b, None)
        other.scores.pop(a, None)
        for far, (total, compared) in other.scores.items():
            before = one.scores.get(far, (0.0, 0))
            one.scores[far] = self.groups[far].scores[a] = (before[0] + total, before[1] + compared)
            self.groups[far].scores.pop(b, None)
        for far in other.barred:
            if far in self.groups:
                self.groups[far].barred.add(a)
                self.groups[far].barred.discard(b)
        one.barred |= other.barred
        return a


def _last(where: Mapping[int, int], number: int) -> int:
    while where[number] != number:
        number = where[number]
    return number

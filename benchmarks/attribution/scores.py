"""Scores of speakers and of what they say, against the passages."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.attribution.passages import Claim, Passage, Speaker, Stretch

_EDGE = re.compile(r"^[\s\W]+|[\s\W]+$")
_FITS = 0.5


@dataclass(slots=True)
class Tally:
    """Right ones of ours and theirs; for shares `theirs` is how many could be right and `ours` the same."""

    right: int = 0
    theirs: int = 0
    ours: int = 0

    def add(self, right: int, theirs: int, ours: int) -> None:
        """Count on."""
        self.right, self.theirs, self.ours = self.right + right, self.theirs + theirs, self.ours + ours

    @property
    def precision(self) -> float:
        """Of ours, the share that is right."""
        return self.right / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        """Of theirs, the share that was found."""
        return self.right / self.theirs if self.theirs else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.ours + self.theirs) if self.ours + self.theirs else 0.0


NAMES = (
    "speaker", "content, strict", "content, relaxed", "claim, strict", "claim, relaxed", "stance", "anonymous", "kind",
    "near", "number", "quoted_by",
)  # fmt: skip


@dataclass(slots=True)
class Scores:
    """All figures, and the passages' disagreements in lines."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in NAMES})
    misses: list[str] = field(default_factory=list)


def likeness(a: Iterable[Stretch], b: Iterable[Stretch]) -> float:
    """Characters in both over characters in either."""
    mine, other = ({k for start, end in one for k in range(start, end)} for one in (a, b))
    return len(mine & other) / len(mine | other) if mine | other else 0.0


def trimmed(text: str, stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The stretches without blanks, punctuation and quotation marks at their ends."""
    found = []
    for start, end in stretches:
        words = text[start:end]
        left = len(words) - len(re.sub(r"^[\s\W]+", "", words))
        right = len(words) - len(re.sub(r"[\s\W]+$", "", words))
        if left < len(words):
            found.append((start + left, end - right))
    return tuple(found)


def pairs(theirs: Sequence[Iterable[Stretch]], ours: Sequence[Iterable[Stretch]]) -> list[tuple[int, int]]:
    """One to one, the most alike first, those that fit."""
    ranked = sorted(
        ((likeness(a, b), -i, -j) for i, a in enumerate(theirs) for j, b in enumerate(ours)), reverse=True
    )  # fmt: skip
    found: list[tuple[int, int]] = []
    for value, i, j in ranked:
        if value >= _FITS and -i not in {a for a, _ in found} and -j not in {b for _, b in found}:
            found.append((-i, -j))
    return found


def score(passage: Passage, ours: Sequence[Speaker], scores: Scores) -> None:
    """Count one passage."""
    text, tallies = passage.text, scores.tallies
    theirs = passage.speakers
    same = pairs([[one.span] for one in theirs], [[one.span] for one in ours])
    tallies["speaker"].add(len(same), len(theirs), len(ours))
    match = {ours[j].id: theirs[i].id for i, j in same}
    for i, j in same:
        a, b = theirs[i], ours[j]
        tallies["anonymous"].add(a.anonymous == b.anonymous, 1, 1)
        tallies["kind"].add(a.kind == b.kind, 1, 1)
        tallies["number"].add(a.number == b.number, 1, 1)
        tallies["near"].add(bool(a.near and b.near and _alike(a.near, b.near)), bool(a.near), bool(b.near))
        passed = match.get(b.quoted_by or "")
        tallies["quoted_by"].add(
            bool(a.quoted_by and a.quoted_by == passed), bool(a.quoted_by), bool(b.quoted_by)
        )  # fmt: skip
    for j, one in enumerate(ours):
        if j not in {b for _, b in same}:
            scores.misses.append(f"{passage.id} invented: {text[slice(*one.span)]}")
    for i, one in enumerate(theirs):
        if i not in {a for a, _ in same}:
            scores.misses.append(f"{passage.id} missed: {text[slice(*one.span)]}")
    _contents(passage, ours, scores)
    _claims(passage, ours, dict(same), scores)


def _contents(passage: Passage, ours: Sequence[Speaker], scores: Scores) -> None:
    """What is said, whoever says it: one to one over the whole passage."""
    wanted = [trimmed(passage.text, claim.content) for one in passage.speakers for claim in one.claims]
    given = [trimmed(passage.text, claim.content) for one in ours for claim in one.claims]
    fitting = pairs(wanted, given)
    exact = sum(wanted[a] == given[b] for a, b in fitting)
    scores.tallies["content, strict"].add(exact, len(wanted), len(given))
    scores.tallies["content, relaxed"].add(len(fitting), len(wanted), len(given))


def _claims(passage: Passage, ours: Sequence[Speaker], same: dict[int, int], scores: Scores) -> None:
    text, tallies = passage.text, scores.tallies
    for i, one in enumerate(passage.speakers):
        mine = ours[same[i]].claims if i in same else ()
        wanted = [trimmed(text, claim.content) for claim in one.claims]
        given = [trimmed(text, claim.content) for claim in mine]
        fitting = pairs(wanted, given)
        exact = sum(wanted[a] == given[b] for a, b in fitting)
        tallies["claim, strict"].add(exact, len(wanted), len(given))
        tallies["claim, relaxed"].add(len(fitting), len(wanted), len(given))
        for a, b in fitting:
            right = one.claims[a].stance == mine[b].stance
            tallies["stance"].add(right, 1, 1)
            if not right:
                scores.misses.append(
                    f"{passage.id} {mine[b].stance} for {one.claims[a].stance}: {_words(text, one.claims[a])}"
                )
            if wanted[a] != given[b]:
                scores.misses.append(f"{passage.id} not exact: {_words(text, mine[b])} | {_words(text, one.claims[a])}")
        for a, claim in enumerate(one.claims):
            if a not in {x for x, _ in fitting}:
                scores.misses.append(f"{passage.id} not said: {_words(text, claim)}")
        for b, claim in enumerate(mine):
            if b not in {y for _, y in fitting}:
                scores.misses.append(f"{passage.id} said too much: {_words(text, claim)}")
    for j, one in enumerate(ours):
        if j not in same.values():
            for name in ("claim, strict", "claim, relaxed"):
                tallies[name].add(0, 0, len(one.claims))


def _alike(a: str, b: str) -> bool:
    return a in b or b in a


def _words(text: str, claim: Claim) -> str:
    cue = f"{text[slice(*claim.cue)]}: " if claim.cue else ""
    return cue + " … ".join(text[slice(*one)] for one in claim.content)

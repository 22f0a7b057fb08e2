"""Judgements: whether two mentions are one, who says so and why. They are appended, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Verdict = Literal["same", "different", "unsure"]
Pair = tuple[str, str]
"""The ids of two mentions, the smaller first."""
RULE: Final = "rule:"
"""What the `by` of a decision begins with where no person made it (`rule:happening@1`)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a decision: the rule, what it weighs (in log-odds, below zero: against) and its words."""

    rule: str
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether `left` and `right` are one. `score` runs from 0 to 1; `by` is `rule:NAME@VERSION` or a person's name."""

    left: str
    right: str
    verdict: Verdict
    score: float
    by: str
    reasons: tuple[Reason, ...] = ()

    @property
    def pair(self) -> Pair:
        """Both ids, the smaller first."""
        return pair(self.left, self.right)

    @property
    def personal(self) -> bool:
        """Whether a person decided."""
        return not self.by.startswith(RULE)


def pair(one: str, other: str) -> Pair:
    """Two ids in their order."""
    return (one, other) if one <= other else (other, one)


def standing(decisions: Iterable[Decision]) -> dict[Pair, Decision]:
    """What holds of each pair: a person's decision before a rule's, a later one before an earlier.

    `decisions` come in the order in which they were made. To take one back, append another one.
    """
    found: dict[Pair, Decision] = {}
    for decision in decisions:
        before = found.get(decision.pair)
        if before is None or decision.personal or not before.personal:
            found[decision.pair] = decision
    return found

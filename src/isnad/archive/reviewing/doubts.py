"""How much of an event is in doubt, and why: what people disagree on first, then what its reports contradict each other
in, then what the engine was not sure of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Code = Literal["disputed", "unsure", "contradiction", "merge", "accused", "status", "confidence"]
"""`disputed`: people disagree; `unsure`: somebody was not sure; `contradiction`: reports contradict one another in
`about`; `merge`: rules leave it open whether two accounts are of one event; `accused`, `status`: an accusation, or a
deed that is not told as done (`about` says how), read without being sure; `confidence`: the engine was not sure of an
account."""
UNSURE_BELOW: Final = 0.66
"""A confidence of the engine below which it is said not to be sure of an account."""
WEAK_BELOW: Final = 0.8
"""The same for accusations and for what is not told as done: there a mistake does more harm."""
MOST_REASONS: Final = 8
_WEIGHTS: Final[Mapping[Code, int]] = {
    "disputed": 900, "unsure": 700, "contradiction": 500, "merge": 400, "accused": 350, "status": 300,
    "confidence": 200,
}  # fmt: skip
_TOLD_AS_DONE: Final = frozenset({"actual", "denied", "failed"})
_SETTLED: Final = frozenset({"accepted", "corrected"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is in doubt: a code, what of it, and the handles of the accounts that it is about."""

    code: Code
    about: str = ""
    handles: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One account of an event: how sure the engine was of it (0 to 1, None: not known), its status, who is accused, and
    what people made of it."""

    handle: str
    confidence: float | None
    status: str
    accused: bool
    reviewed: str


@dataclass(frozen=True, slots=True)
class Open:
    """A pair of accounts, by handles, of which rules do not know whether they are of one event; `score` is theirs."""

    left: str
    right: str
    score: float


def in_doubt(data: Mapping[str, Any], accounts: Sequence[Told], pairs: Sequence[Open]) -> tuple[int, list[Reason]]:
    """How much of an event is in doubt (0 to 1000) and why, the weightiest reason first.

    `data` is that of the cluster. What somebody accepted or corrected is in doubt no more; whether two accounts are of
    one event stays open until somebody judges it.
    """
    rated = sorted(_reasons(data, accounts, pairs), key=lambda one: (-one[0], one[1].code, one[1].about))
    if not rated:
        return 0, []
    doubt = rated[0][0] + min(99, 10 * (len(rated) - 1))
    return min(1000, doubt), [reason for _, reason in rated[:MOST_REASONS]]


def _reasons(
    data: Mapping[str, Any], accounts: Sequence[Told], pairs: Sequence[Open]
) -> Iterator[tuple[int, Reason]]:  # fmt: skip
    for state in ("disputed", "unsure"):
        handles = [one.handle for one in accounts if one.reviewed == state]
        if handles:
            yield _WEIGHTS[state], Reason(state, "", handles[:MOST_REASONS])
    for pair in pairs:
        closeness = round(99 * (1 - 2 * abs(pair.score - 0.5)))
        yield _WEIGHTS["merge"] + max(0, closeness), Reason("merge", f"{pair.score:.2f}", (pair.left, pair.right))
    if data["reviewed"] in _SETTLED:
        return
    for kind in data["contradictions"]:
        yield _WEIGHTS["contradiction"], Reason("contradiction", kind)
    for one in accounts:
        if one.reviewed == "unreviewed" and one.confidence is not None:
            yield from _weak(one, one.confidence)


def _weak(one: Told, confidence: float) -> Iterator[tuple[int, Reason]]:
    lack = round(99 * (1 - confidence))
    if one.accused and confidence < WEAK_BELOW:
        yield _WEIGHTS["accused"] + lack, Reason("accused", f"{confidence:.2f}", (one.handle,))
    if one.status not in _TOLD_AS_DONE and confidence < WEAK_BELOW:
        yield _WEIGHTS["status"] + lack, Reason("status", one.status, (one.handle,))
    if confidence < UNSURE_BELOW:
        yield _WEIGHTS["confidence"] + lack, Reason("confidence", f"{confidence:.2f}", (one.handle,))

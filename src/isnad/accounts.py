"""Accounts of one event beside one another: what they differ in, and the toll by the policy of a data set.

ACLED takes the most conservative number of the reports it trusts alike; UCDP gives a low, a best and a high estimate.
Here the low and the high are the least and the largest number that an account gives, and the best is the number that
most accounts give, of several such the least.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import Literal

from isnad.model import Claim, Difference, Event
from isnad.model.vocabulary import DifferenceKind, Harm, Outcome

TollPolicy = Literal["lowest", "low", "best", "high", "outlet"]
"""`lowest` as ACLED; `low`, `best`, `high` as UCDP; `outlet`: the outlet's own number, else the first speaker's."""
_DONE = frozenset({"actual", "alleged", "failed"})


def toll(event: Event, harm: Harm, policy: TollPolicy = "lowest") -> int | None:
    """How many were harmed so; None where no account gives a number. Ranges count with their lower end."""
    told = [(claim, n) for claim in event.claims if (n := number(claim, harm)) is not None]
    numbers = [n for _, n in told]
    if not numbers:
        return None
    if policy == "outlet":
        return next((n for claim, n in told if claim.attribution is None), numbers[0])
    if policy == "best":
        return min(Counter(numbers).most_common(), key=lambda row: (-row[1], row[0]))[0]
    return max(numbers) if policy == "high" else min(numbers)


def number(claim: Claim, harm: Harm) -> int | None:
    """How many the claim says were harmed so."""
    told = [v.n if v.n is not None else v.min for v in claim.says.victims or () if v.harm == harm]
    known = [n for n in told if n is not None]
    return sum(known) if known else None


def differences(claims: Iterable[Claim], result: Outcome | None = None) -> tuple[Difference, ...]:
    """What the claims differ in, each kind once with the ids of those that do. Silence is no difference."""
    found: dict[DifferenceKind, dict[str, None]] = {}
    for one, other in combinations(claims, 2):
        for kind in _between(one, other, result):
            found.setdefault(kind, {}).update({one.id: None, other.id: None})
    return tuple(Difference(kind=kind, claims=tuple(ids)) for kind, ids in found.items())


def _between(one: Claim, other: Claim, result: Outcome | None) -> Iterable[DifferenceKind]:
    a, b = one.says, other.says
    if {a.status, b.status} & _DONE and "denied" in (a.status, b.status):
        yield "occurrence"
    if _authors(one) and _authors(other) and not _authors(one) & _authors(other):
        yield "author"
    harms = {v.harm for v in a.victims or ()} & {v.harm for v in b.victims or ()}
    tolls = ((number(one, harm), number(other, harm)) for harm in harms)
    if any(x is not None and y is not None and x != y for x, y in tolls):
        yield "toll"
    if a.where and b.where and a.where.place != b.where.place:
        yield "place"
    if a.when and b.when and (str(a.when.to) < str(b.when.from_) or str(b.when.to) < str(a.when.from_)):
        yield "date"
    if result is not None and {a.status, b.status} == {"actual", "failed"}:
        yield "outcome"


def _authors(claim: Claim) -> set[str]:
    """Whom the claim makes the author, or accuses of it."""
    return {p.who for p in claim.says.participants or () if p.role == "agent" and p.who}

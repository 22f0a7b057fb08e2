"""What stands of an account: the machine's version, people's, and whether people disagree.

Nothing that somebody said is overwritten by somebody who did not know of it. A review takes the place of an earlier one
where its author had that one before them, or made it themself; where two stand beside one another with different
values, people disagree, and both are shown. Who has seen both settles it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from isnad.archive.chain import canonical
from isnad.archive.reviewing.reviews import EXTERNAL, FIELDS, FieldName, Review

Reviewed = Literal["unreviewed", "accepted", "corrected", "disputed", "unsure", "rejected"]
"""What people made of an account, or of an event."""
VERDICT: Final = "verdict"
"""The name under which a conflict of verdicts is told."""
_UNDOABLE: Final = ("accepted", "corrected", "rejected", "unsure")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that stand, who gave it, and the numbers of their reviews."""

    value: Any
    by: tuple[str, ...]
    reviews: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What people disagree on: a field, or VERDICT. The side that stood first is first, and counts until it is settled
    (a rejection counts only when all agree)."""

    field: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what the engine read, what counts, who said so (None: nobody said anything of it)."""

    name: FieldName
    machine: Any
    value: Any
    by: str | None = None
    disputed: bool = False

    @property
    def corrected(self) -> bool:
        """Whether what counts is not what was read."""
        return canonical(self.value) != canonical(self.machine)


@dataclass(frozen=True, slots=True)
class Said:
    """What counts of what people said of an account: the verdict of all (None: nobody gave one, or they disagree), the
    values of fields by name with who gave them, and what people disagree on."""

    verdict: str | None
    values: Mapping[FieldName, tuple[Any, str]]
    conflicts: tuple[Conflict, ...]

    @property
    def rejected(self) -> bool:
        """Whether the account does not count any more."""
        return self.verdict == "rejected"

    @property
    def reviewed(self) -> Reviewed:
        """What people made of it."""
        if self.conflicts:
            return "disputed"
        if self.verdict in ("rejected", "unsure"):
            return "rejected" if self.rejected else "unsure"
        if self.values:
            return "corrected"
        return "accepted" if self.verdict else "unreviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that stands of an account. `event` is the id of the event that it tells of, `document` the report's, `words`
    those by which it is known; `last` is to be given as `seen` with the next review, `reviews` are all that was said,
    in order, `external_id` a team's own id of it. `counts`: it is neither rejected nor replaced by a later version."""

    handle: str
    document: str
    event: str | None
    words: str
    counts: bool
    reviewed: Reviewed
    verdict: str | None
    last: int
    fields: tuple[Field, ...]
    conflicts: tuple[Conflict, ...]
    reviews: tuple[Review, ...]
    external_id: str | None = None

    @property
    def comments(self) -> tuple[Review, ...]:
        """What people remarked, in order."""
        return tuple(one for one in self.reviews if one.verdict == "comment" and one.field is None)

    def field(self, name: FieldName) -> Field:
        """The field of that name."""
        return self.fields[FIELDS.index(name)]


NOTHING_SAID: Final = Said(None, {}, ())


def said(reviews: Sequence[Review]) -> Said:
    """What counts of what people said of one account, given all of it in order."""
    effective = [one for one in effective_of(reviews) if one.verdict in _UNDOABLE]
    if not effective:
        return NOTHING_SAID
    verdicts = _sides(effective, lambda one: one.verdict)
    conflicts = [Conflict(VERDICT, verdicts)] if len(verdicts) > 1 else []
    values: dict[FieldName, tuple[Any, str]] = {}
    for name in FIELDS:
        of_field = [one for one in effective if one.field == name]
        if of_field:
            sides = _sides(of_field, lambda one: one.value)
            values[name] = (sides[0].value, sides[0].by[0])
            conflicts += [Conflict(name, sides)] if len(sides) > 1 else []
    return Said(verdicts[0].value if len(verdicts) == 1 else None, values, tuple(conflicts))


def effective_of(reviews: Sequence[Review]) -> list[Review]:
    """The reviews that nobody took back, in order, without the taking back."""
    gone = {id_ for one in reviews if one.verdict == "undone" for id_ in one.value}
    return [one for one in reviews if one.verdict != "undone" and one.id not in gone]


def last_act(reviews: Sequence[Review], by: str) -> list[int]:
    """The numbers of the reviews that somebody made last of this account and did not take back; no comments."""
    own = [one for one in effective_of(reviews) if one.by == by and one.verdict in _UNDOABLE]
    return [one.id for one in own if one.made_at == own[-1].made_at]


def external_of(reviews: Sequence[Review]) -> str | None:
    """The latest id of their own that a team gave."""
    given = [one.value for one in effective_of(reviews) if one.field == EXTERNAL]
    return given[-1] if given else None


def of_event(accounts: Sequence[Reviewed]) -> Reviewed:
    """What people made of an event, given what they made of each account that counts: a dispute before a doubt, both
    before a correction, and one accepted account makes it accepted."""
    order: tuple[Reviewed, ...] = ("disputed", "unsure", "corrected", "accepted")
    return next((one for one in order if one in accounts), "unreviewed")


def _sides(reviews: Sequence[Review], value: Any) -> tuple[Side, ...]:
    """The different values that stand, in the order in which they came to stand."""
    standing = [
        one for number, one in enumerate(reviews)
        if not any(later.seen >= one.id or later.by == one.by for later in reviews[number + 1 :])
    ]  # fmt: skip
    found: dict[str, list[Review]] = {}
    for one in standing:
        found.setdefault(canonical(value(one)), []).append(one)
    return tuple(
        Side(value(group[0]), tuple(dict.fromkeys(one.by for one in group)), tuple(one.id for one in group))
        for group in found.values()
    )

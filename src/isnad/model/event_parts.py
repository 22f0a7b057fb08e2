"""The parts of an event: who took part, where, when, and who was harmed."""

from dataclasses import dataclass, field

from isnad.model.plain import ALTERNATIVE
from isnad.model.span import Span
from isnad.model.vocabulary import Basis, Extent, Group, Harm, PlacePrecision, PlaceRelation, Precision, Role, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody's part in an event. `who` is None where the text only describes (`described`)."""

    who: str | None
    described: Span | None = None
    role: Role
    side: str | None = None
    unit: Unit | None = None
    for_: str | None = None
    basis: Basis = "stated"
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place of an event and how exactly the text gives it."""

    place: str
    relation: PlaceRelation
    precision: PlacePrecision | None
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Bounds of an event: inclusive ISO days. `extent`: once `within` them, or `throughout`."""

    from_: str | None
    to: str | None
    precision: Precision
    extent: Extent
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    """One statement of harm: `n`, or `min` and/or `max`, or `some`; unstated is unknown, never zero, never civilian.

    In JSON only that of `n`, `min`, `max` and `some` stands which the text tells.
    """

    harm: Harm
    n: int | None = field(default=None, metadata=ALTERNATIVE)
    min: int | None = field(default=None, metadata=ALTERNATIVE)
    max: int | None = field(default=None, metadata=ALTERNATIVE)
    some: bool = field(default=False, metadata=ALTERNATIVE)
    group: Group = "unknown"
    side: str | None = None
    who: str | None = None
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """What was moved, formed or filled, in the report's words."""

    described: Span
    who: str | None = None

"""What happened, or is said, threatened, planned or denied to happen."""

from dataclasses import dataclass, field

from isnad.model.event_parts import Object, Participant, Victims, When, Where
from isnad.model.span import Span
from isnad.model.speech import Claim, Difference
from isnad.model.vocabulary import EventType, LinkType, Outcome, Polarity, Status, Telling

__all__ = ["Event", "EventLink", "Object", "Participant", "Victims", "When", "Where"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLink:
    """How this event stands to another one of the same record."""

    type: LinkType
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening of the report with every mention of it.

    The slots are a view derived from the claims: what the report tells first, filled up by what it tells later; who
    denies does not undo. `differences` are those between the claims; `isnad.accounts` gives other views of the toll.
    `attribution` is the first speaker who tells it as so, None where nobody but the outlet does.
    `agents`, `accused` and `targets` are derived from `participants` by role and basis. `counts` sums the victims by
    harm (a number or "some") and holds `attacks` and `force`. `also_at` are further places named in a row with the
    first (`قصفت بارا والرهد`). `found_by` is the id of the codebook entry that fired.
    """

    id: str
    type: EventType
    mode: str | None
    found_by: str
    reading_confidence: float
    triggers: tuple[Span, ...]
    evidence: Span
    participants: tuple[Participant, ...] = ()
    agents: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sides: tuple[tuple[str, ...], ...] = ()
    where: Where | None = None
    place: str | None = None
    also_at: tuple[Where, ...] = ()
    from_place: tuple[str, ...] = ()
    to_place: tuple[str, ...] = ()
    when: When | None = None
    status: Status = "actual"
    polarity: Polarity = "positive"
    telling: Telling = "told"
    victims: tuple[Victims, ...] = ()
    counts: dict[str, int | str] = field(default_factory=dict)
    weapon: Span | None = None
    damage: Span | None = None
    object: Object | None = None
    agenda: tuple[Span, ...] = ()
    demand: Span | None = None
    deadline: str | None = None
    condition: Span | None = None
    purpose: Span | None = None
    result: Outcome | None = None
    outcome: Span | None = None
    links: tuple[EventLink, ...] = ()
    claims: tuple[Claim, ...] = ()
    differences: tuple[Difference, ...] = ()
    attribution: str | None = None

"""An event while it is being put together."""

from dataclasses import dataclass, field, replace

from isnad.annotate.events.tie import Tied
from isnad.annotate.events.triggers import Trigger
from isnad.model import Span, Victims
from isnad.model.vocabulary import Basis, LinkType, Outcome, Polarity, Role, Stance, Status, Telling, Unit


@dataclass(slots=True)
class Party:
    """A part taken in the event; `who` is None where the text only describes."""

    who: str | None
    role: Role
    evidence: Span
    basis: Basis = "stated"
    unit: Unit | None = None
    side: str | None = None
    described: Span | None = None
    for_: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What one speaker tells of a happening at one place of the report: None is the outlet itself."""

    speaker: str | None
    stance: Stance
    status: Status
    parties: tuple[Party, ...]
    place: Tied | None
    time: str | None
    victims: tuple[Victims, ...]
    evidence: Span


@dataclass(slots=True)
class Draft:
    """One happening as its mentions are gathered. `sentence` counts sentences, `paragraph` paragraphs; `bonds` are its
    ties to other happenings; a `series` is many of a kind, told of as one; `type` is that of its entry."""

    trigger: Trigger
    sentence: int
    paragraph: int
    evidence: Span
    triggers: list[Span]
    parties: list[Party] = field(default_factory=list)
    place: Tied | None = None
    place_inherited: bool = False
    also_at: list[Tied] = field(default_factory=list)
    from_place: list[str] = field(default_factory=list)
    to_place: list[str] = field(default_factory=list)
    time: str | None = None
    time_inherited: bool = False
    status: Status = "actual"
    polarity: Polarity = "positive"
    telling: Telling = "told"
    victims: list[Victims] = field(default_factory=list)
    attacks: int | str | None = None
    force: int | str | None = None
    object: Span | None = None
    weapon: Span | None = None
    damage: Span | None = None
    purpose: Span | None = None
    agenda: tuple[Span, ...] = ()
    demand: Span | None = None
    deadline: str | None = None
    condition: Span | None = None
    result: Outcome | None = None
    outcome: Span | None = None
    content_of: "Draft | None" = None
    condition_of: "Draft | None" = None
    bonds: "list[tuple[LinkType, Draft]]" = field(default_factory=list)
    series: bool = False
    attributions: list[str | None] = field(default_factory=list)
    stance: Stance = "asserts"
    told: "list[Told]" = field(default_factory=list)
    sides: list[list[str]] = field(default_factory=list)
    home: "Draft | None" = None
    clause: int = 0
    separate: bool = False
    another: bool = False
    last_sentence: int = -1
    last_paragraph: int = -1
    type: str = field(init=False)

    def __post_init__(self) -> None:
        self.type = self.trigger.entry.type
        self.last_sentence = max(self.last_sentence, self.sentence)
        self.last_paragraph = max(self.last_paragraph, self.paragraph)

    @property
    def happening(self) -> "Draft":
        """The draft that this one was folded into, or itself."""
        return self.home.happening if self.home is not None else self

    def tell(self) -> None:
        """Keep what is told here as one speaker's account, before the draft is folded with others."""
        self.told = [
            Told(
                who, self.stance, self.status, tuple(replace(party) for party in self.parties),
                None if self.place_inherited else self.place, None if self.time_inherited else self.time,
                tuple(self.victims), self.evidence,
            )
            for who in self.attributions or [None]
        ]  # fmt: skip

    def apart(self, other: "Draft") -> bool:
        """Whether the text ties the two, so that they are not one happening."""
        ties = ((self, other), (other, self))
        return any(known.happening is b for a, b in ties for _, known in a.bonds)

    def who(self, *roles: str, basis: tuple[str, ...] = ("stated", "self_claimed")) -> list[str]:
        """Ids of the parties in these roles with one of these bases, without repetition."""
        found: list[str] = []
        if not self.parties:
            return found
        for party in self.parties:
            if party.role in roles and party.basis in basis and party.who and party.who not in found:
                found.append(party.who)
        return found

    def add(self, party: Party) -> None:
        """Add a party unless the same one already has that role."""
        if party.who and any(p.who == party.who and p.role == party.role for p in self.parties):
            return
        self.parties.append(party)

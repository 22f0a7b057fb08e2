"""Who says so: speakers, and what each claims."""

from dataclasses import dataclass

from isnad.model.event_parts import Participant, Victims, When, Where
from isnad.model.span import Span
from isnad.model.vocabulary import DifferenceKind, Number, SourceKind, Stance, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One station of the isnad: an entity or attribution id, and where the text says so (None for the outlet)."""

    who: str
    evidence: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One act of saying: its cue (None where there is none, as in a quotation that goes on), what is said, in one
    stretch or several, without quotation marks and complementiser, and how it is said."""

    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance = "asserts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A speaker of the report: the phrase, the words that make it speech, and everything said.

    `who` is an entity id where the speaker is one; `near` the body an unnamed speaker is said to be close to; `why` the
    reason that is given for the namelessness. `utterances` are its acts of saying, in order; `cue` and `stance` are
    those of the first, `content` is that of all. `chain` runs from the outlet to this speaker.
    """

    id: str
    span: Span
    kind: SourceKind
    who: str | None
    description: Span
    anonymous: bool
    number: Number
    near: str | None
    cue: Span | None
    stance: Stance = "asserts"
    content: tuple[Span, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    why: Span | None = None
    chain: tuple[ChainLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What a speaker states about an event, each slot only where that speaker tells it."""

    status: Status | None = None
    participants: tuple[Participant, ...] | None = None
    when: When | None = None
    where: Where | None = None
    victims: tuple[Victims, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One speaker's statement that an event happened, did not happen, or happened so. None is the outlet itself."""

    id: str
    attribution: str | None
    stance: Stance
    says: Says
    denies: str | None = None
    said_at: str | None = None
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What accounts of one event differ in: whether it happened, who did it, how many were harmed, where, when, how it
    ended; and the claims that do."""

    kind: DifferenceKind
    claims: tuple[str, ...]

"""Who and where."""

from dataclasses import dataclass

from isnad.model.span import Span
from isnad.model.vocabulary import EntityKind


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the language it is in (ISO 639-1)."""

    text: str
    lang: str = "ar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor, person, place or facility of one report.

    Registered entities carry the codebook's global id and neutral names; others an id local to the record and the
    names that the report uses. `mentions` are names, `anaphors` references such as `الميليشيا`. `point` is (latitude,
    longitude) in degrees of a registered place, where certain. `candidates` are the registered ids that the name may
    stand for where the report does not decide between them: such an entity is not registered and has no point.
    `misspelt` are those of the mentions that differ by one letter from a registered name.
    """

    id: str
    kind: EntityKind
    registered: bool
    class_: str | None
    names: tuple[Name, ...]
    mentions: tuple[Span, ...]
    anaphors: tuple[Span, ...] = ()
    point: tuple[float, float] | None = None
    candidates: tuple[str, ...] = ()
    misspelt: tuple[Span, ...] = ()

"""Standing states that the text itself states."""

from dataclasses import dataclass

from isnad.model.span import Span
from isnad.model.vocabulary import RelationType


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`from_` stands in `type` to `to`. `role` is the post in the report's words, `scope` the place it is bound to."""

    type: RelationType
    from_: str
    to: str
    role: str | None = None
    scope: str | None = None
    since: str | None = None
    until: str | None = None
    evidence: Span
    attribution: str | None = None
    found_by: str

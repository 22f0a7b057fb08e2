"""When, as bounds."""

from dataclasses import dataclass

from isnad.model.span import Span
from isnad.model.vocabulary import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """An expression that places something in time.

    `from_` and `to` are inclusive ISO days, or None where there is no bound. `partial` keeps a day and month without a
    year (`--10-09`). `anchor` says what the bounds were computed from: `published`, the id of another expression, or
    None when the expression stands by itself. `rule` names the rule that read it.
    """

    id: str
    span: Span
    from_: str | None
    to: str | None
    precision: Precision
    partial: str | None = None
    anchor: str | None = None
    rule: str

"""What statements contradict each other in, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from isnad.arabic.letters import fold_phrase
from isnad.archive.asking.happenings import EventPage
from isnad.archive.asking.statements import Statement
from isnad.publish.answers.naming import Names
from isnad.publish.answers.words import told_or
from isnad.resolve.contradictions import Contradiction


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that are told, and the statements that tell it."""

    value: str
    statements: tuple[Statement, ...]
    number: int


def kind_in_words(one: Contradiction, names: Names) -> str:
    """In what statements contradict each other: `toll · killed`."""
    about = f" · {told_or('harm', one.about, names.lang)}" if one.about else ""
    return f"{told_or('difference', one.kind, names.lang)}{about}"


def sides(one: Contradiction, page: EventPage, names: Names) -> list[Side]:
    """The values side by side, the one that most statements give first."""
    said = {str(statement.id): statement for report in page.reports for statement in report.statements}
    own = _spelled(page)
    return [
        Side(
            _value(one.kind, side.value, names, own),
            tuple(said[id_] for id_ in side.accounts if id_ in said), len(side.accounts),
        )
        for side in one.sides
    ]  # fmt: skip


def _value(kind: str, value: str, names: Names, own: Mapping[str, str]) -> str:
    word = told_or("status", value, names.lang) if kind in ("occurrence", "outcome") else ""
    return word or ("، " if names.lang == "ar" else ", ").join(names.of(part, own) for part in value.split(", "))


def _spelled(page: EventPage) -> dict[str, str]:
    """Names as reports write them, by the folded forms in which accounts are compared."""
    said = (one for report in page.reports for one in report.statements)
    return {fold_phrase(name): name for one in said for name in one.names.values()}

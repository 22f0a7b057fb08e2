"""The figures of one document and of all: the definitions of `eval/score.py`, kept to the digit.

An entity read is an annotated one where at least half of its mentions overlap the annotated names by half; a time or
a speaker is found at an overlap of half, an event at a trigger that overlaps by 0.3 and is of the same type.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from isnad.errors import EvaluationError
from isnad.evaluate.entities import Identity, score_entities
from isnad.evaluate.events import score_events
from isnad.evaluate.matching import Finder
from isnad.evaluate.materials import Judged, Plain
from isnad.evaluate.misses import Miss, Sentences
from isnad.evaluate.sheet import Sheet
from isnad.evaluate.statements import score_attributions, score_relations, score_times
from isnad.evaluate.tally import Tally

_LISTS = ("entities", "times", "attributions", "events", "relations")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures, all faults, and the names of annotated documents without a record."""

    tally: Tally
    misses: tuple[Miss, ...]
    absent: tuple[str, ...]


def evaluate(judged: Iterable[Judged], only: str | None = None) -> Evaluation:
    """The figures over annotated documents, those whose name matches the regular expression `only` if it is given.

    A document without a record counts as all missed. Raises EvaluationError for a bad expression or a document whose
    annotations or record lack what is scored.
    """
    try:
        wanted = re.compile(only or "")
    except re.error as error:
        raise EvaluationError(f"{only!r} is no regular expression: {error}") from error
    tally, misses, absent = Tally(), list[Miss](), list[str]()
    for document in judged:
        if not wanted.search(document.name):
            continue
        if document.record is None:
            absent.append(document.name)
        misses += score_document(document, tally)
    return Evaluation(tally, tuple(misses), tuple(absent))


def score_document(document: Judged, tally: Tally) -> list[Miss]:
    """Counts one document into `tally` and gives its faults. Raises EvaluationError where a part has a wrong shape."""
    try:
        return _score(document, tally)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise EvaluationError(f"{document.name}: the annotations or the record lack a part: {reason}") from error


def _score(document: Judged, tally: Tally) -> list[Miss]:
    gold: Plain = document.gold
    record: Plain = {**{key: [] for key in _LISTS}, **(document.record or {})}
    text = record["document"]["text"] if document.record else ""
    sheet = Sheet(document.name, Finder(text), Sentences(text), frozenset(gold.get("skip", ())), tally)
    identity = Identity.of(gold["entities"], record["entities"], sheet.finder)
    score_entities(sheet, identity)
    if "times" not in sheet.skip:
        score_times(sheet, gold["times"], record["times"])
    speakers = score_attributions(sheet, gold["attributions"], record["attributions"])
    score_events(sheet, identity, speakers, gold["events"], record["events"])
    score_relations(sheet, identity, gold["relations"], record["relations"])
    return sheet.misses

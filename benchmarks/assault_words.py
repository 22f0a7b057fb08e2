"""The words by which annotators mark who did what to whom in a sentence, and ours: part of `benchmarks.assaults`.

How it is counted. Words are runs of letters and digits as they are written, a proclitic included, since the annotators
took whole words. F1 of two answers is over their words as multisets; two empty answers agree (1), an empty one and a
full one do not (0). Ours is set against each annotator, and the mean taken over annotators, then over sentences; people
are set against each other in pairs and the mean taken alike, so that both figures can be compared. `best` is the one
annotator (of a person: the one other) who comes nearest, `union` what any annotator marked.

From the record, of the assault that it asserts most: verb is the first word of its first trigger (the span goes on to
what completes it); source the words of its agents; target those of its named targets, else of the first statement of
harm, else of the thing that was struck, without the word of harm and the count.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from isnad import Reader
from isnad.arabic.letters import fold
from isnad.arabic.numbers import value_of
from isnad.model import Document, Event, Record, Span

Words = tuple[str, ...]
FIELDS = {"verb": "verb", "source": "source_actor", "target": "target_actor"}
_WORD = re.compile(r"[\w\u0640\u064b-\u0652\u0670]+")
_AUTHORS = ("agent", "party")
_COUNTING = frozenset(
    "من نحو عدد عددا عشرات العشرات مئات المئات آلاف أحد احد إحدى احدى على الأقل الاقل أكثر اكثر".split()
)


class Marked(NamedTuple):
    """One sentence with what each annotator marked, by field."""

    id: str
    text: str
    answers: tuple[dict[str, Words], ...]


class Agreement(NamedTuple):
    """Mean F1 over sentences: of all annotators, of the nearest, and of all that any of them marked."""

    mean: float
    best: float
    union: float


def marked(folder: Path) -> list[Marked]:
    """The sentences of the folder. Raises OSError where the file is not there."""
    rows = json.loads((folder / "assault_spans.json").read_text(encoding="utf-8"))
    return [
        Marked(
            row["source"], row["text"],
            tuple({name: words(" ".join(span[key])) for name, key in FIELDS.items()} for span in row["spans"]),
        )
        for row in rows
    ]  # fmt: skip


def words(text: str) -> Words:
    """The words of a text as written, marks of reading kept, punctuation left out."""
    return tuple(_WORD.findall(text))


def f1(ours: Words, theirs: Words) -> float:
    """Of two answers; 1 where both are empty."""
    if not ours and not theirs:
        return 1.0
    shared = sum((Counter(ours) & Counter(theirs)).values())
    return 2 * shared / (len(ours) + len(theirs))


# from the record -----------------------------------------------------------------------------------------------------
def words_at(text: str, spans: Iterator[Span] | list[Span]) -> Words:
    """The whole words that the spans touch, in the order of the spans, none twice."""
    found: dict[int, str] = {}
    for span in spans:
        for match in _WORD.finditer(text):
            if match.end() > span.start and match.start() < span.end:
                found.setdefault(match.start(), match.group())
    return tuple(found.values())


def most_asserted(record: Record) -> Event | None:
    """The assault that happened rather than is threatened, is told rather than named, did harm, and comes first."""
    assaults = [event for event in record.events if event.type == "ASSAULT"]
    return min(
        assaults,
        key=lambda e: (
            e.status != "actual",
            e.telling != "told",
            not e.victims,
            e.triggers[0].start,
        ),
        default=None,
    )


def our_answer(record: Record) -> dict[str, Words]:
    """What the record gives for each field."""
    event, text = most_asserted(record), record.document.text
    if event is None:
        return dict.fromkeys(FIELDS, ())
    heads = {words_at(text, [span])[0] for span in event.triggers}
    targets = [p for p in event.participants if p.role == "target"]
    named, things = [p.evidence for p in targets if p.who], [p.evidence for p in targets if not p.who]
    harmed = words_at(text, named or [victims.evidence for victims in event.victims[:1]] or things)
    return {
        "verb": words_at(text, [event.triggers[0]])[:1],
        "source": words_at(text, [p.evidence for p in event.participants if p.role in _AUTHORS]),
        "target": tuple(word for word in harmed if word not in heads and not _counts(word)),
    }


def _counts(word: str) -> bool:
    return word in _COUNTING or value_of(fold(word)) is not None


# how it compares -----------------------------------------------------------------------------------------------------
def ours_against(rows: list[tuple[Marked, dict[str, Words]]], name: str) -> Agreement:
    """Our words of a field against the annotators'."""
    means, bests, unions = [], [], []
    for row, ours in rows:
        each = [f1(ours[name], answer[name]) for answer in row.answers]
        means.append(sum(each) / len(each))
        bests.append(max(each))
        unions.append(f1(ours[name], tuple(dict.fromkeys(w for answer in row.answers for w in answer[name]))))
    return Agreement(_mean(means), _mean(bests), _mean(unions))


def people_against(rows: list[Marked], name: str) -> Agreement:
    """The annotators' words of a field against each other's."""
    means, bests, unions = [], [], []
    for row in rows:
        answers = [answer[name] for answer in row.answers]
        pairs = [f1(a, b) for a, b in combinations(answers, 2)]
        if not pairs:
            continue
        means.append(_mean(pairs))
        others = [(one, answers[:k] + answers[k + 1 :]) for k, one in enumerate(answers)]
        bests.append(_mean([max(f1(one, other) for other in rest) for one, rest in others]))
        unions.append(
            _mean([f1(one, tuple(dict.fromkeys(w for other in rest for w in other))) for one, rest in others])
        )
    return Agreement(_mean(means), _mean(bests), _mean(unions))


def _mean(values: list[float]) -> float:
    return sum(values) / max(len(values), 1)


def measure_words(folder: Path, reader: Reader, half_of: Callable[[str], str]) -> Iterator[str]:
    """Reads every marked sentence alone and yields the lines to print."""
    rows = [
        (row, our_answer(reader.read(Document(id=row.id, text=row.text + "\n")))) for row in marked(folder)
    ]  # fmt: skip
    for half in ("look", "score", "all"):
        part = [(row, ours) for row, ours in rows if half in (half_of(row.id), "all")]
        yield f"words of verb, source, target, F1: {half}, {len(part)} sentences"
        for name in FIELDS:
            ours, people = ours_against(part, name), people_against([row for row, _ in part], name)
            yield (
                f"  {name:8} ours {ours.mean:.3f} best {ours.best:.3f} union {ours.union:.3f}"
                f"   people {people.mean:.3f} best {people.best:.3f} union {people.union:.3f}"
            )

"""Whether we find the assaults that others labelled: `python -m benchmarks.assaults --data FOLDER`.

Newspaper sentences, all picked by words of violence; three or more annotators each said whether the sentence reports an
assault. `yes` is what all accept, `easy no` what all reject, `difficult no` what most reject; sentences with too few
labels (`ambiguous`) are left out. The label is narrow: it wants a finished deed that the sentence itself tells, not one
that it refers to (the investigation of a killing, its anniversary, those who fell in it), wishes, threatens, denies,
imagines, or speaks of in general. Of the record we ask just that: `reports_assault`.

The sentences are halved by a hash of their ids. Into one half people looked when the decision was made and the engine
mended; the other is only scored. Both are printed. Nothing is trained.
"""

import argparse
import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from benchmarks.assault_words import measure_words
from isnad import Reader
from isnad.model import Document, Event, Record

Half = Literal["look", "score"]
HALVES: tuple[Half, ...] = ("look", "score")
EXECUTION = "assault.execution"


class Labelled(NamedTuple):
    """One sentence with its label and how many of its annotators accept it."""

    id: str
    label: str
    accept: int
    total: int
    text: str

    @property
    def half(self) -> Half:
        """The half of the data that it belongs to."""
        return half_of(self.id)

    @property
    def most_accept(self) -> bool:
        """Whether more annotators accept it than not."""
        return 2 * self.accept > self.total


def half_of(id_: str) -> Half:
    """The half by the last bit of the SHA-256 of the id."""
    return HALVES[hashlib.sha256(id_.encode()).digest()[-1] & 1]


def labelled(folder: Path) -> Iterator[Labelled]:
    """The sentences of the folder. Raises OSError where the file is not there."""
    with (folder / "assault_sentences.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Labelled(row["id"], row["label"], int(row["accept"]), int(row["total"]), row["text"])


# what the record says ------------------------------------------------------------------------------------------------
def assaults(record: Record) -> list[Event]:
    """The events of violence of the record."""
    return [event for event in record.events if event.type == "ASSAULT"]


def reports_assault(record: Record) -> bool:
    """Whether the sentence reports an assault: a deed that happened, that it tells, and by which somebody came to harm,
    or that was done with a weapon it names.

    A threat, plan, attempt, denial or allegation has another status. What remains without harm and weapon is mostly a
    deed of another kind, or named in general, and the annotators reject it more often than not. An execution carries
    out a sentence, and is no assault to them: of those in the half looked at none is a yes.
    """
    told = (e for e in assaults(record) if e.found_by != EXECUTION and e.telling == "told" and e.status == "actual")
    return any(e.victims or e.weapon for e in told)


def _harmed(event: Event) -> bool:
    return event.status == "actual" and bool(event.victims)


READINGS: dict[str, Callable[[Record], bool]] = {
    "told, harmed or armed, no execution": reports_assault,
    "told, harmed somebody, no execution": lambda record: any(
        e.found_by != EXECUTION and _harmed(e) and e.telling == "told" for e in assaults(record)
    ),
    "told, harmed somebody": lambda record: any(_harmed(e) and e.telling == "told" for e in assaults(record)),
    "harmed somebody": lambda record: any(map(_harmed, assaults(record))),
    "told and happened": lambda record: any(e.status == "actual" and e.telling == "told" for e in assaults(record)),
    "any, actual or alleged": lambda record: any(e.status in ("actual", "alleged") for e in assaults(record)),
}
"""How a record can be read for the label; the first is the one that counts."""


# how it compares -----------------------------------------------------------------------------------------------------
CONTESTED: dict[str, str] = {
    "AAW_ARB_20080312.0018-6": "a bomb went off by a bus and killed sixteen; the same build is yes elsewhere",
    "AAW_ARB_20080304.0032-5": "a car bomb went off and killed fifteen; the same build is yes elsewhere",
    "AAW_ARB_20061113.0017-11": "two blasts that killed five, with who and how many",
    "AAW_ARB_20070605.0014-4": "one was killed and three wounded by a bomb; the same build is yes elsewhere",
    "AAW_ARB_20070427.0012-14": "ten were killed by a car bomb; the same build is yes elsewhere",
    "AAW_ARB_20080903.0045-6": "eight were killed that day, four by a car bomb; the same build is yes elsewhere",
    "AAW_ARB_20070622.0045-1": "fifteen were killed in a suicide attack; the same build is yes elsewhere",
    "AAW_ARB_20080930.0021-1": "three were killed in a suicide attack; the same build is yes elsewhere",
    "AAW_ARB_20070306.0001-1": "a car bomb left sixty-eight dead and wounded the day before",
    "AAW_ARB_20070111.0106-30": "two were killed in an attack of the night before",
    "AAW_ARB_20070705.0049-7": "a youth was stabbed to death two days before",
    "AAW_ARB_20061116.0014-2": "over a hundred were killed, and nothing else is said",
}
"""Sentences of the half looked at whose label goes against what they say, with how that can be seen. They are counted
like all others, and once more without them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence with its record's answers, in the order of READINGS."""

    sentence: Labelled
    answers: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of found, wrongly found and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of what there is, the share that was found."""
        return self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def read_all(folder: Path, reader: Reader) -> list[Reading]:
    """Every sentence of the folder, read alone, as a document of its own without a date."""
    return [
        Reading(one, tuple(answer(record) for answer in READINGS.values()))
        for one in labelled(folder)
        for record in (reader.read(Document(id=one.id, text=one.text + "\n")),)
    ]


def truth(one: Labelled, label: str) -> bool | None:
    """What the annotators say by one reading of the label; None where it leaves the sentence out."""
    if label == "accepted by most":
        return one.most_accept
    if one.label == "ambiguous" or (one.label == "difficult no" and label == "yes against easy no"):
        return None
    if label == "the same, no split votes" and one.label == "difficult no" and 2 * one.accept >= one.total:
        return None
    return one.label == "yes"


LABELS = ("yes against easy and difficult no", "the same, no split votes", "yes against easy no", "accepted by most")
"""Readings of the label; the first is the one that counts. In a split vote half or more accept a `difficult no`."""


def score(readings: list[Reading], answer: int, label: str) -> Score:
    """The answers of that number against that reading of the label."""
    pairs = [(one.answers[answer], truth(one.sentence, label)) for one in readings]
    return Score(
        sum(1 for ours, theirs in pairs if ours and theirs),
        sum(1 for ours, theirs in pairs if ours and theirs is False),
        sum(1 for ours, theirs in pairs if not ours and theirs),
    )


# what is printed -----------------------------------------------------------------------------------------------------
def report(readings: list[Reading]) -> None:
    """Prints precision, recall and F1 of both halves and of all, for each reading of record and label."""
    for label in LABELS:
        print(f"assault reported: {label}")
        for number, name in enumerate(READINGS):
            for half in (*HALVES, "all"):
                part = [one for one in readings if half in (one.sentence.half, "all")]
                _line(f"{name}, {half}", score(part, number, label))
        if label == LABELS[0]:
            kept = [one for one in readings if one.sentence.half == "look" and one.sentence.id not in CONTESTED]
            _line(f"the first without {len(CONTESTED)} contested, look", score(kept, 0, label))


def _line(name: str, counted: Score) -> None:
    print(
        f"  {name:40} P {counted.precision:.3f} R {counted.recall:.3f} F1 {counted.f1:.3f}"
        f"   right {counted.right} wrong {counted.wrong} missed {counted.missed}"
    )


def disagreements(readings: list[Reading]) -> Iterator[str]:
    """What we report and the annotators do not, and the other way round, in the half that may be looked at."""
    for one in readings:
        theirs = truth(one.sentence, LABELS[0])
        if one.sentence.half == "look" and theirs is not None and theirs != one.answers[0]:
            sign = "+" if one.answers[0] else "-"
            contested = f" [{CONTESTED[one.sentence.id]}]" if one.sentence.id in CONTESTED else ""
            yield f"{sign} {one.sentence.label} {one.sentence.id}{contested}: {one.sentence.text}"


def main() -> None:
    """Prints how often the label is met and how many words of verb, source and target are those of the annotators."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of assault_sentences.csv and assault_spans.json"
    )
    parser.add_argument("--list", action="store_true", help="list the disagreements of the half that may be looked at")
    chosen = parser.parse_args()
    reader = Reader.with_codebook()
    readings = read_all(chosen.data, reader)
    report(readings)
    for line in measure_words(chosen.data, reader, half_of):
        print(line)
    if chosen.list:
        print(*disagreements(readings), sep="\n")


if __name__ == "__main__":
    main()

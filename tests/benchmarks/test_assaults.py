"""What the measurement of assaults counts, on made-up sentences."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import assault_words, assaults
from isnad import Reader
from isnad.model import Document, Event, Record, Span, Victims

TOLD = "قتل ثلاثة جنود في انفجار عبوة ناسفة قرب مدينة تدمر أمس."
QUIET = "افتتح الوزير معرض الكتاب في المدينة أمس."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.with_codebook()


def _record(reader: Reader, text: str, *events: Event) -> Record:
    read = reader.read(Document(id="x", text=text))
    return replace(read, events=events) if events else read


def _span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def _assault(text: str, trigger: str, **slots: object) -> Event:
    event = Event(
        id="e1", type="ASSAULT", mode=None, found_by="assault.killing", reading_confidence=0.6,
        triggers=(_span(text, trigger),), evidence=Span(0, len(text)),
        victims=(Victims(harm="killed", some=True, evidence=_span(text, trigger)),),
    )  # fmt: skip
    return replace(event, **slots)  # type: ignore[arg-type]


def test_a_deed_that_is_told_and_harmed_somebody_is_reported(reader: Reader) -> None:
    assert assaults.reports_assault(_record(reader, TOLD))
    assert not assaults.reports_assault(_record(reader, QUIET))


def test_what_is_only_named_is_not_reported(reader: Reader) -> None:
    assert assaults.reports_assault(_record(reader, TOLD, _assault(TOLD, "قتل", telling="told")))
    assert not assaults.reports_assault(_record(reader, TOLD, _assault(TOLD, "قتل", telling="named")))


def test_an_execution_is_not_reported(reader: Reader) -> None:
    assert not assaults.reports_assault(_record(reader, TOLD, _assault(TOLD, "قتل", found_by=assaults.EXECUTION)))


@pytest.mark.parametrize("status", ["planned", "threatened", "failed", "alleged", "denied"])
def test_what_did_not_happen_is_not_reported(reader: Reader, status: str) -> None:
    assert not assaults.reports_assault(_record(reader, TOLD, _assault(TOLD, "قتل", status=status)))


def test_labels_and_scores() -> None:
    def one(label: str, accept: int, total: int, answer: bool) -> assaults.Reading:
        return assaults.Reading(assaults.Labelled("x", label, accept, total, ""), (answer,))

    readings = [
        one("yes", 3, 3, True), one("yes", 3, 3, False), one("easy no", 0, 3, True), one("difficult no", 2, 4, True),
        one("difficult no", 1, 3, False), one("ambiguous", 2, 3, True),
    ]  # fmt: skip
    found = {label: assaults.score(readings, 0, label) for label in assaults.LABELS}
    assert [(s.right, s.wrong, s.missed) for s in found.values()] == [(1, 2, 1), (1, 1, 1), (1, 1, 1), (2, 2, 1)]
    first = found[assaults.LABELS[0]]
    assert (first.precision, first.recall, first.f1) == (1 / 3, 1 / 2, 2 / 5)


def test_words_are_counted_whole_and_empty_agrees_with_empty() -> None:
    assert assault_words.words("وقتل «رجل»، ثم.") == ("وقتل", "رجل", "ثم")
    assert assault_words.f1((), ()) == 1
    assert assault_words.f1(("قتل",), ()) == 0
    assert assault_words.f1(("قتل", "رجل"), ("قتل",)) == pytest.approx(2 / 3)


def test_the_target_leaves_out_the_word_of_harm_and_the_count(reader: Reader) -> None:
    text = "مقتل ثلاثة جنود"
    harmed = Victims(harm="killed", n=3, evidence=_span(text, text))
    answer = assault_words.our_answer(_record(reader, text, _assault(text, "مقتل", victims=(harmed,))))
    assert answer == {"verb": ("مقتل",), "source": (), "target": ("جنود",)}


def test_people_are_set_against_each_other() -> None:
    rows = [assault_words.Marked("x", "", ({"verb": ("قتل",)}, {"verb": ("قتل",)}, {"verb": ()}))]
    agreement = assault_words.people_against(rows, "verb")
    assert agreement.mean == pytest.approx(1 / 3)
    assert agreement.best == pytest.approx(2 / 3)


def test_a_folder_is_read_and_printed(tmp_path: Path, reader: Reader, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "assault_sentences.csv").open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(["id", "label", "accept", "reject", "total", "text"])
        rows.writerows([["a", "yes", 3, 0, 3, TOLD], ["b", "easy no", 0, 3, 3, QUIET]])
    span = {"verb": ["قتل"], "source_actor": [], "target_actor": ["جنود"]}
    marked = [{"source": "a", "text": TOLD, "spans": [span, span]}]
    (tmp_path / "assault_spans.json").write_text(json.dumps(marked), encoding="utf-8")
    readings = assaults.read_all(tmp_path, reader)
    assaults.report(readings)
    lines_of_words = list(assault_words.measure_words(tmp_path, reader, assaults.half_of))
    assert list(assaults.disagreements(readings)) == []
    printed = capsys.readouterr().out
    assert "P 1.000 R 1.000 F1 1.000" in printed
    assert any("verb" in line and "people 1.000" in line for line in lines_of_words)

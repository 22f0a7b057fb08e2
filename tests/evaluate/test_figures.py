"""The figures against the first scorer, and by hand."""

import importlib.util
import json
import random
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import isnad
from isnad.annotate.reader import Reader
from isnad.batch import Read, inputs, read_all
from isnad.errors import EvaluationError
from isnad.evaluate import Judged, Tally, annotations, below, evaluate, judged, plain_records
from isnad.ingest.manifest import load_manifest

SAMPLES = Path(isnad.__file__).parent / "samples"
FIRST = Path(__file__).parents[3] / "shared" / "eval" / "score.py"


@pytest.fixture(scope="module")
def records() -> dict[str, Any]:
    reader = Reader.with_codebook()
    results = read_all(reader, inputs([str(SAMPLES)]), load_manifest(SAMPLES / "manifest.json"))
    return {row.name: isnad.to_plain(row.record) for row in results if isinstance(row, Read)}


@pytest.fixture(scope="module")
def first() -> ModuleType:
    if not FIRST.exists():
        pytest.skip("the first scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("first_score", FIRST)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def damaged(records: dict[str, Any], seed: int) -> Iterator[tuple[str, Any]]:
    """Records with parts left out, doubled and shuffled, and one document without a record."""
    chance = random.Random(seed)
    for number, (name, record) in enumerate(records.items()):
        if number == seed % len(records):
            continue
        copy = json.loads(json.dumps(record))
        for key in ("entities", "times", "attributions", "events", "relations"):
            rows = [row for row in copy[key] if chance.random() > 0.3]
            copy[key] = rows + rows[:1]
            chance.shuffle(copy[key])
        for event in copy["events"]:
            event["status"] = chance.choice(("actual", "planned", "denied"))
            event["sides"] = [[who] for who in event["agents"]]
        yield name, copy


@pytest.mark.parametrize("seed", range(6))
def test_the_numbers_are_those_of_the_first_scorer(records: dict[str, Any], first: ModuleType, seed: int) -> None:
    found = dict(damaged(records, seed)) if seed else records
    gold = annotations(SAMPLES / "gold")
    theirs = first.Tally()
    for name, content in gold.items():
        first.score_doc(content, found.get(name), theirs)
    ours = evaluate(judged(gold, found)).tally
    assert {figure.key: tuple(figure[1:]) for figure in ours} == {key: tuple(row) for key, row in theirs.items()}
    for key, precision, recall, f1, *_ in theirs.rows():
        figure = ours.figure(key)
        assert (figure.precision, figure.recall, figure.f1) == (precision, recall, f1)


GOLD: dict[str, Any] = {
    "entities": [
        {"id": "A1", "kind": "actor", "names": ["لواء الفجر"]},
        {"id": "A2", "kind": "actor", "names": ["كتيبة النور"]},
        {"id": "L1", "kind": "place", "names": ["الوادي"]},
    ],
    "times": [{"text": "أمس", "from": "2024-01-01", "to": "2024-01-01"}],
    "attributions": [],
    "events": [
        {
            "id": "e1", "type": "ASSAULT", "triggers": ["هاجم"], "agents": ["A1"], "targets": ["A2"], "place": "L1",
            "when": ["2024-01-01", "2024-01-01"], "status": "actual", "attribution": None,
        }
    ],
    "relations": [],
}  # fmt: skip
TEXT = "هاجم لواء  الفجر كتيبة النور في الوادي أمس. لم ينسحب أحد."


def record(**event: Any) -> dict[str, Any]:
    """A record of TEXT; its one event is right but for what is given."""
    at = {word: [TEXT.index(word), TEXT.index(word) + len(word)] for word in ("هاجم", "كتيبة النور", "الوادي", "أمس")}
    where = {"x:1": [5, 16], "x:2": at["كتيبة النور"], "x:3": at["الوادي"]}
    kinds = {"x:1": "actor", "x:2": "actor", "x:3": "place"}
    return {
        "document": {"text": TEXT},
        "entities": [{"id": id_, "kind": kinds[id_], "mentions": [span], "names": []} for id_, span in where.items()],
        "times": [{"span": at["أمس"], "from": "2024-01-01", "to": "2024-01-01T23:59"}],
        "attributions": [],
        "events": [
            {
                "type": "ASSAULT", "triggers": [at["هاجم"]], "agents": ["x:1"], "targets": ["x:2"], "place": "x:3",
                "when": {"from": "2024-01-01", "to": "2024-01-01"}, "status": "actual", "attribution": None, **event,
            }
        ],
        "relations": [],
    }  # fmt: skip


def test_a_right_record_is_perfect_and_has_no_faults() -> None:
    result = evaluate([Judged("d", GOLD, record())])
    assert not result.misses
    assert all(figure.f1 == 1 for figure in result.tally if figure.gold)


@pytest.mark.parametrize(
    ("change", "kind", "fault"),
    [
        ({"type": "PROTEST"}, "event", "wrong"),
        ({"triggers": [[0, 1], [40, 44]]}, "event", "missed"),
        ({"agents": []}, "agents", "missed"),
        ({"targets": ["x:2", "x:1"]}, "targets", "invented"),
        ({"place": None}, "place", "wrong"),
        ({"when": None}, "when", "wrong"),
        ({"status": "planned"}, "status", "wrong"),
        ({"counts": {"killed": 2}}, "counts", "wrong"),
        ({"victims": [{"harm": "killed", "n": 2}]}, "victims", "wrong"),
        ({"attribution": "s1"}, "source", "wrong"),
    ],
)
def test_each_fault_is_listed_in_its_sentence(change: dict[str, Any], kind: str, fault: str) -> None:
    misses = evaluate([Judged("d", GOLD, record(**change))]).misses
    found = [miss for miss in misses if (miss.kind, miss.fault) == (kind, fault)]
    assert found
    assert found[0].sentence.startswith("⟦هاجم⟧ ") and "ينسحب" not in found[0].sentence


def test_a_document_without_a_record_is_all_missed() -> None:
    result = evaluate([Judged("d", GOLD, None)])
    assert result.absent == ("d",)
    assert {miss.fault for miss in result.misses} == {"missed"}
    assert result.tally.figure("entity/ALL")[1:] == (0, 3, 0)


def test_floors() -> None:
    tally = Tally()
    tally.add("a", 1, 2, 2)
    assert [row.key for row in below(tally, {"a": 0.5, "b": 0.1})] == ["b"]
    assert [row.key for row in below(tally, {"a": 0.51})] == ["a"]


def test_a_record_of_another_shape_is_an_error() -> None:
    broken = {**record(), "events": [{"type": "ASSAULT"}]}
    with pytest.raises(EvaluationError, match="d: the annotations or the record lack a part"):
        evaluate([Judged("d", GOLD, broken)])


def test_files_that_are_no_records_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    (tmp_path / "a.json").write_text('{"document": {"text": ""}}')
    assert list(plain_records([tmp_path])) == ["a"]
    (tmp_path / "b.json").write_text("{")
    with pytest.raises(EvaluationError, match=r"b\.json: cannot be read"):
        plain_records([tmp_path])

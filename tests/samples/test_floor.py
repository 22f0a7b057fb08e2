"""How good the reading of the samples is at least. Raise the floors as the engine gets better; never lower one."""

from pathlib import Path

import pytest

import isnad
from isnad.annotate.reader import Reader
from isnad.batch import Failed, Read, inputs, read_all
from isnad.evaluate import Evaluation, annotations, below, evaluate, judged, load_floors
from isnad.ingest.manifest import load_manifest

SAMPLES = Path(isnad.__file__).parent / "samples"
FLOORS = load_floors(Path(__file__).with_name("floors.json"))


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    results = list(read_all(Reader.with_codebook(), inputs([str(SAMPLES)]), load_manifest(SAMPLES / "manifest.json")))
    assert not [row for row in results if isinstance(row, Failed)]
    records = {row.name: isnad.to_plain(row.record) for row in results if isinstance(row, Read)}
    return evaluate(judged(annotations(SAMPLES / "gold"), records))


def test_every_sample_is_annotated_and_read(evaluation: Evaluation) -> None:
    assert not evaluation.absent


@pytest.mark.parametrize("key", FLOORS)
def test_no_figure_is_below_its_floor(evaluation: Evaluation, key: str) -> None:
    assert not below(evaluation.tally, {key: FLOORS[key]})

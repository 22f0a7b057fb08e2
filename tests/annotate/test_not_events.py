"""What is no event, though its words could tell one: idioms, sport, weather, history, wishes, questions, names."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.annotate.reader import Reader
from isnad.model.vocabulary import EVENT_TYPES
from tests.annotate.reports import record_of, told

_KINDS: dict[str, list[Any]] = yaml.safe_load((Path(__file__).parent / "not_events_cases.yaml").read_text("utf-8"))
CASES = [
    (case, frozenset(EVENT_TYPES)) if isinstance(case, str) else (case["text"], frozenset(case["never"]))
    for listed in _KINDS.values()
    for case in listed
]


@pytest.mark.parametrize(("text", "never"), CASES, ids=[text for text, _ in CASES])
def test_not_events(reader: Reader, text: str, never: frozenset[str]) -> None:
    record = record_of(reader, text)
    invented = [(e.found_by, told(record, e.triggers[0])) for e in record.events if e.type in never]
    assert not invented


def test_many_kinds() -> None:
    assert len(CASES) >= 150
    assert len({text for text, _ in CASES}) == len(CASES)

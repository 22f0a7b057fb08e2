"""With what, on what, what for, about what, by when and with what end: the details of an event."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.annotate.reader import Reader
from isnad.model import Event, Record
from tests.annotate.reports import record_of, told

CASES: dict[str, list[tuple[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "details_cases.yaml").read_text("utf-8")
)
READ = [(field, text, says) for field, rows in CASES.items() for text, says in rows if says is not None]
UNREAD = [(field, text) for field, rows in CASES.items() for text, says in rows if says is None]


def _said(record: Record, event: Event, field: str) -> Any:
    """What the field of an event says, in the report's words where it is a span."""
    value = getattr(event, field)
    if field == "agenda":
        return [told(record, span) for span in value] or None
    if field == "object":
        return told(record, value.described) if value else None
    return value if field in ("deadline", "result") or value is None else told(record, value)


@pytest.mark.parametrize(("field", "text", "says"), READ, ids=[f"{field}: {text}" for field, text, _ in READ])
def test_what_the_sentence_says_is_read(reader: Reader, field: str, text: str, says: Any) -> None:
    record = record_of(reader, text)
    assert says in [_said(record, event, field) for event in record.events]


@pytest.mark.parametrize(("field", "text"), UNREAD, ids=[f"{field}: {text}" for field, text in UNREAD])
def test_what_it_does_not_say_is_not(reader: Reader, field: str, text: str) -> None:
    record = record_of(reader, text)
    assert [_said(record, event, field) for event in record.events if _said(record, event, field)] == []


@pytest.mark.parametrize("field", CASES)
def test_every_field_has_enough_cases(field: str) -> None:
    assert sum(one == field for one, *_ in READ) >= 12
    assert sum(one == field for one, _ in UNREAD) >= 5

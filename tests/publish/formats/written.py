"""What the formats write, for their tests."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from isnad.publish.formats.format import Format
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss
from tests.publish.formats.released_events import release_of

READ: dict[str, Callable[[str], Any]] = {
    "string": str, "integer": int, "number": float, "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}  # fmt: skip
"""How a cell of each of Frictionless's types is read; each raises what it cannot read."""


def format_of(module: str) -> Format:
    made: Format = import_module(f"isnad.publish.formats.{module}").FORMAT
    return made


def written(module: str, release: Release | None = None) -> tuple[bytes, Sequence[Loss]]:
    """What a format writes of a release, and what it says it left out."""
    file = io.BytesIO()
    losses = format_of(module).write(release or release_of(), file)
    return file.getvalue(), losses


def package_of(module: str, losses: Sequence[Loss] = ()) -> Any:
    """The data package beside what a format writes."""
    made = format_of(module)
    ((end, beside),) = made.beside
    assert end == "-datapackage.json"
    return json.loads(beside(release_of(), Path(f"events{made.suffix}"), losses))


def typed(raw: bytes, fields: Iterable[Mapping[str, str]], missing: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a CSV file by a Frictionless schema: each cell with its type, None where it is a missing value."""
    readers = {field["name"]: READ[field["type"]] for field in fields}
    head, *lines = csv.reader(io.StringIO(raw.decode(), newline=""), strict=True)
    assert head == list(readers)
    return [
        {name: None if cell in missing else readers[name](cell) for name, cell in zip(head, line, strict=True)}
        for line in lines
    ]


def rows_of(module: str, release: Release | None = None) -> dict[str, dict[str, Any]]:
    """The rows of a CSV format by our ids, read by the schema that the format declares."""
    raw, losses = written(module, release)
    schema = package_of(module, losses)["resources"][0]["schema"]
    rows = typed(raw, schema["fields"], schema["missingValues"])
    return {row["isnad_id"]: row for row in rows}


def lost(losses: Iterable[Loss]) -> dict[tuple[str, str], int]:
    return {(one.what, one.why): one.number for one in losses}

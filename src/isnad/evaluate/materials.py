"""What is compared: annotations, and records from files or from reading the reports themselves."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from isnad.errors import EvaluationError

Plain = Mapping[str, Any]
"""A JSON object."""


class Judged(NamedTuple):
    """One annotated document and the record of it, None where there is none."""

    name: str
    gold: Plain
    record: Plain | None


def annotations(path: Path) -> dict[str, Plain]:
    """The annotations at `path`, a JSON file or a folder of them, by file stem in order; files without `events` are
    none. Raises EvaluationError where there are none or one cannot be read."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    found = {file.stem: content for file in files if "events" in (content := _json(file))}
    if not found:
        raise EvaluationError(f"{path} holds no annotations: give a folder of NAME.json files with events")
    return found


def plain_records(paths: Iterable[Path]) -> dict[str, Plain]:
    """The records in JSON files, and in the folders among `paths`, by file stem. Raises EvaluationError."""
    files = [file for path in paths for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    return {file.stem: content for file in files if "document" in (content := _json(file))}


def judged(gold: Mapping[str, Plain], records: Mapping[str, Plain]) -> Iterator[Judged]:
    """Every annotated document with its record."""
    return (Judged(name, content, records.get(name)) for name, content in gold.items())


def _json(file: Path) -> Plain:
    try:
        content = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise EvaluationError(f"{file}: cannot be read: {reason}") from error
    if not isinstance(content, dict):
        raise EvaluationError(f"{file}: expected a JSON object")
    return content

"""Floors: how good each figure must be at least."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from isnad.errors import EvaluationError
from isnad.evaluate.tally import Tally


class Shortfall(NamedTuple):
    """A figure whose F1 (0 to 1) is below its floor."""

    key: str
    f1: float
    floor: float


def load_floors(path: Path) -> dict[str, float]:
    """The floors in the JSON file at `path`, `{figure: F1}`. Raises EvaluationError where it holds anything else."""
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise EvaluationError(f"{path}: the floors cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise EvaluationError(f'{path}: floors are {{"entity/ALL": 0.8, …}}')
    for key, floor in content.items():
        if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
            raise EvaluationError(f"{path}: the floor of {key!r} must be a number from 0 to 1")
    return content


def below(tally: Tally, floors: Mapping[str, float]) -> list[Shortfall]:
    """The figures below their floors, in the floors' order; a figure that was never counted is 0."""
    found = [Shortfall(key, tally.figure(key).f1, floor) for key, floor in floors.items()]
    return [row for row in found if row.f1 < row.floor]

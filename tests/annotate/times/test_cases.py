"""Every sentence of `cases.yaml` is read as the table says, bounds checked by hand against the annotation rules."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.annotate.times import read_times
from isnad.arabic.view import View

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))


def _told(text: str, on: str) -> list[str]:
    published = None if on == "none" else date.fromisoformat(on)
    return [
        f"{t.span.of(text)} | {t.from_ or t.partial or '-'} | {t.to or '-'} | {t.precision}"
        for t in read_times(View(text), published)
    ]


@pytest.mark.parametrize("case", CASES, ids=[f"{i} {c['text']}" for i, c in enumerate(CASES)])
def test_reads(case: dict[str, Any]) -> None:
    assert _told(case["text"], case["day"]) == case["reads"]


def test_enough_of_both_kinds() -> None:
    assert sum(bool(c["reads"]) for c in CASES) >= 130
    assert sum(not c["reads"] for c in CASES) >= 30

"""Every sentence of `cases*.yaml` is read as the table says, bounds checked by hand against the annotation rules."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from isnad.annotate.times import read_times
from isnad.arabic.view import View


def _cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for table in sorted(Path(__file__).parent.glob("cases*.yaml")):
        for number, case in enumerate(yaml.safe_load(table.read_text(encoding="utf-8"))):
            yield f"{table.stem} {number} {case['text']}", case


NAMED = dict(_cases())
CASES = list(NAMED.values())


def _told(text: str, on: str) -> list[str]:
    published = None if on == "none" else date.fromisoformat(on)
    return [
        f"{t.span.of(text)} | {t.from_ or t.partial or '-'} | {t.to or '-'} | {t.precision}"
        for t in read_times(View(text), published)
    ]


@pytest.mark.parametrize("case", CASES, ids=list(NAMED))
def test_reads(case: dict[str, Any]) -> None:
    assert _told(case["text"], case["day"]) == case["reads"]


def test_enough_of_both_kinds() -> None:
    assert sum(bool(c["reads"]) for c in CASES) >= 950
    assert sum(not c["reads"] for c in CASES) >= 250

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from isnad.publish import Lang, print_record
from tests.publish.publish_factory import TEXT, make_record, plain_record


def printed(lang: Lang, width: int = 400, **changes: object) -> str:
    out = io.StringIO()
    record = replace(make_record(), **changes)  # type: ignore[arg-type]
    print_record(record, Console(file=out, width=width, no_color=True), lang)
    return out.getvalue()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_without_marks_the_report_is_the_text(lang: Lang) -> None:
    shown = printed(lang).split("\n\n")[1]
    bare = re.sub(r"\u2066e\d+\u2069|[\[\]{}<>]|\[\?", "", shown).replace("?", "")
    assert [line.strip() for line in bare.splitlines()] == [line.strip() for line in TEXT.splitlines()]


def test_evidence_can_be_told_without_colours() -> None:
    shown = printed("ar")
    assert "[هجوم مسلح]\u2066e1\u2069" in shown
    assert "[?باقتحام مقر اللواء]\u2066e3\u2069" in shown
    assert "{مراسل الصحيفة}" in shown
    assert "<أمس الأول>" in shown


def test_each_event_is_a_line_with_its_chain() -> None:
    lines = printed("ar").splitlines()
    first = next(line for line in lines if line.strip().startswith("\u2066e1\u2069"))
    assert "متّهم: كتيبة الفجر" in first
    assert first.strip().endswith("صحيفة الوادي ← مراسل الصحيفة")
    assert any("[مشروط]" in line for line in lines)
    assert any("أبو سالم يقود كتيبة الفجر" in line for line in lines)


def test_the_interface_speaks_english() -> None:
    shown = printed("en")
    assert "Events (4)" in shown
    assert "Accused: كتيبة الفجر" in shown
    assert "undated" in shown


def test_a_text_cannot_drive_the_terminal() -> None:
    out = io.StringIO()
    hostile = replace(plain_record("خبر\x1b[2J[bold]\x9b31m"), warnings=("\x1b]0;x\x07",))
    print_record(hostile, Console(file=out, width=80))
    assert "\x1b" not in out.getvalue()
    assert "\x9b" not in out.getvalue()
    assert "[bold]" in out.getvalue()

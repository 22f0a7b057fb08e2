"""What the README shows is what the program does."""

import json
import re
from typing import Any

import pytest

import isnad
from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def block(language: str) -> str:
    """The first code block in this language."""
    found = re.search(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert found
    return found[1].strip()


def holds(whole: Any, part: Any) -> bool:
    """Whether `part` says nothing but what `whole` says too."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(holds, whole, part))
    return bool(whole == part)


def test_the_first_example_is_what_is_read() -> None:
    record = isnad.to_plain(isnad.read(block("text"), published="2021-02-16"))
    shown = json.loads(block("json"))
    wrong = {key: record.get(key) for key in shown if not holds(record.get(key), shown[key])}
    assert wrong == {}


def test_the_table_of_evidence_quotes_the_text() -> None:
    text, rows = block("text"), re.findall(r"^\| (\d+)–(\d+) \| ([^|]+) \|", README, re.MULTILINE)
    assert rows
    assert [words for first, end, words in rows if text[int(first) : int(end)] != words] == []


def test_the_python_example_runs() -> None:
    exec(compile(block("python"), "README.md", "exec"), {})  # noqa: S102 - our own text


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/codebook.md"])
def test_the_make_targets_named_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE))
    assert [target for target in sorted(named) if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)] == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_links_within_the_project_lead_somewhere(page: str) -> None:
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_part_of_a_record_is_told_from_another() -> None:
    assert holds({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": 1}]})
    assert not holds({"a": [{"b": 1}]}, {"a": [{"b": 2}]})
    assert not holds({"a": []}, {"a": [{"b": 1}]})

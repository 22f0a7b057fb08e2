"""Both guides for analysts, followed word by word: files are saved, commands run, and what they print is compared."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
BASH = shutil.which("bash") or "bash"
GUIDES = ("codebook.en.md", "codebook.ar.md")
_BLOCK = re.compile(r"(?:^<!-- file: (\S+) -->\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_DIRECTIONS = re.compile("[\u200e\u200f\u2066-\u2069]")


class Step(NamedTuple):
    """A file to save, or a command to run, with what the guide shows."""

    file: str
    command: str
    shown: str


def page(name: str) -> str:
    return (ROOT / "docs" / "guide" / name).read_text(encoding="utf-8")


def steps(name: str) -> Iterator[Step]:
    for file, language, text in _BLOCK.findall(page(name)):
        if file:
            yield Step(file, "", text)
        elif language == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, shown = part.partition("\n")
                yield Step("", command, shown)


def plain(text: str) -> str:
    """Without isolates and blanks at the ends of lines, and without empty lines: a page cannot show them."""
    lines = (_DIRECTIONS.sub("", line).rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def pattern(shown: str) -> str:
    """What the page shows as a regular expression: a line `…` is any lines, `…` within one anything."""
    return "".join(
        "(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + "\n"
        for line in plain(shown).splitlines()
    )


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_does_what_it_says(name: str, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ISNAD_")}
    environment |= {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), environment["PATH"])),
        "ISNAD_CACHE": str(tmp_path / "cache"), "PYTHONUTF8": "1",
    }  # fmt: skip
    work, ran = tmp_path / "work", 0
    work.mkdir()
    for step in steps(name):
        if step.file:
            (work / step.file).parent.mkdir(parents=True, exist_ok=True)
            (work / step.file).write_text(step.shown, encoding="utf-8")
            continue
        if step.command.startswith("export "):
            key, _, value = step.command.removeprefix("export ").partition("=")
            environment[key] = value
            continue
        line = [BASH, "-c", f"{step.command} 2>&1"]
        done = subprocess.run(line, cwd=work, env=environment, capture_output=True, text=True, check=False)
        said = plain(done.stdout) + "\n"
        assert re.fullmatch(pattern(step.shown), said if said.strip() else ""), f"{step.command}\n{done.stdout}"
        ran += 1
    assert ran > 10


def test_both_guides_run_the_same_commands() -> None:
    asked = [[re.sub(r" --lang en", "", s.command) for s in steps(name) if s.command] for name in GUIDES]
    files = [[(s.file, s.shown) for s in steps(name) if s.file.endswith(".txt")] for name in GUIDES]
    assert asked[0] == asked[1]
    assert files[0] == files[1]


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_installs_as_the_readme_does(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (install,) = [text for _, language, text in _BLOCK.findall(page(name)) if language == "sh"]
    assert install in readme


@pytest.mark.parametrize("name", GUIDES)
def test_the_messages_explained_are_ones_that_are_given(name: str) -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", page(name), re.MULTILINE)
    named = [text for row in rows for text in re.findall(r"`([^`]+)`", row)]
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "isnad").rglob("*.py"))
    assert len(named) > 20
    assert [text for text in named if text not in source] == []


@pytest.mark.parametrize("name", GUIDES)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page(name))
    assert links
    assert [link for link in links if not (ROOT / "docs" / "guide" / link).exists()] == []

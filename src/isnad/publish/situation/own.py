"""Paragraphs that people add to a report: they stand between two comments and survive every new run.

`<!-- isnad:own happened -->` … `<!-- /isnad:own -->`: in HTML and Markdown in the report itself, for PDF and DOCX in a
companion file. What comes from reports never makes such a comment: writers escape its first character.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from isnad.errors import OwnPartError

CLOSE: Final = "<!-- /isnad:own -->"
_MARK: Final = re.compile(r"<!-- isnad:own ([a-z][a-z0-9-]*) -->|<!-- /isnad:own -->")
_BLANK: Final = re.compile(r"\n[ \t]*\n")


def opening(name: str) -> str:
    """The comment after which one's own paragraphs of that section stand."""
    return f"<!-- isnad:own {name} -->"


def marked(name: str, content: str) -> str:
    """A place for one's own paragraphs, with what is there already."""
    return f"{opening(name)}\n{content}\n{CLOSE}" if content else f"{opening(name)}\n{CLOSE}"


def own_parts(text: str) -> dict[str, str]:
    """What people wrote, by the section; parts of one name are put together. Raises OwnPartError where a comment is not
    closed or closes nothing: nothing may be lost by a guess."""
    found: dict[str, str] = {}
    for name, _, _, content in _parts(text):
        if content:
            found[name] = f"{found[name]}\n\n{content}" if name in found else content
    return found


def emptied(text: str) -> str:
    """The text without the places for one's own paragraphs, so that two versions differ only where something else was
    changed. Raises OwnPartError as `own_parts` does."""
    kept, at = [], 0
    for _, start, end, _ in _parts(text):
        kept.append(text[at:start].strip("\n"))
        at = end
    return "\n".join([*kept, text[at:].strip("\n")])


def paragraphs(content: str) -> list[str]:
    """The paragraphs of one's own part, each in one line; a blank line parts them."""
    return [line for part in _BLANK.split(content) if (line := " ".join(part.split()))]


def companion(parts: Mapping[str, str], titles: Iterable[tuple[str, str]], advice: str) -> str:
    """The companion file of a report that cannot be written in: a place for every section (`key`, title)."""
    lines = [f"<!-- {advice} -->"]
    left = dict(parts)
    for key, title in titles:
        lines += ["", f"# {title}", "", marked(key, left.pop(key, ""))]
    for key, content in left.items():
        lines += ["", marked(key, content)]
    return "\n".join(lines) + "\n"


def _parts(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Each part: its name, where it begins and ends with its marks, and what stands between them."""
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text):
        if (mark[1] is None) is (opened is None):
            raise OwnPartError(
                f"{mark[0]} has no partner: every {opening('…')} needs its {CLOSE} behind it, before the next one"
            )
        if opened is not None:
            yield opened[1], opened.start(), mark.end(), text[opened.end() : mark.start()].strip("\n")
        opened = mark if opened is None else None
    if opened is not None:
        raise OwnPartError(f"{opened[0]} is not closed: write {CLOSE} behind what you added")

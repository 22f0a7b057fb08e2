"""The passages of the benchmark, their strings resolved to offsets."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Stretch = tuple[int, int]
"""Offsets of characters, the last one excluded."""
HERE = Path(__file__).parent
PARTS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Claim:
    """One stretch of speech: the words of the cue (None where there is none), what is said, the stance."""

    cue: Stretch | None
    content: tuple[Stretch, ...]
    stance: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker of a passage, with all that it says. `near` and `why` are strings; `quoted_by` is a speaker's id."""

    id: str
    span: Stretch
    kind: str
    anonymous: bool
    why: str | None
    near: str | None
    number: str
    quoted_by: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its speakers."""

    id: str
    outlet: str | None
    text: str
    speakers: tuple[Speaker, ...]


def passages(part: str) -> Iterator[Passage]:
    """The passages of `dev` or `test`. Raises ValueError where a string does not stand in its text."""
    for line in (HERE / f"{part}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        said = tuple(_speaker(row["id"], row["text"], one) for one in row["attributions"])
        yield Passage(row["id"], row["outlet"], row["text"], said)


def _speaker(passage: str, text: str, row: dict[str, Any]) -> Speaker:
    claims = tuple(
        Claim(
            _find(passage, text, one["cue"]) if one["cue"] else None,
            tuple(_find(passage, text, content) for content in one["content"]),
            one["stance"],
        )
        for one in row["claims"]
    )
    return Speaker(
        row["id"], _find(passage, text, row["speaker"]), row["kind"], row["anonymous"], row["why"], row["near"],
        row["number"], row["quoted_by"], claims,
    )  # fmt: skip


def _find(passage: str, text: str, wanted: str) -> Stretch:
    """Where the string stands; `…@2` is its second place."""
    words, _, number = wanted.rpartition("@")
    count = int(number) if words and number.isdigit() else 1
    sought, at = (words if words and number.isdigit() else wanted), -1
    for _ in range(count):
        at = text.find(sought, at + 1)
        if at < 0:
            raise ValueError(f"{passage}: {wanted!r} does not stand in the text")
    return at, at + len(sought)

"""The files of furniture phrases that analysts own (`codebook/furniture/*.yaml`).

An entry says its `role` and by which words a line is told: `alone` (the line is these words), `opens` and `ends` (it
begins or ends with them), `contains`, `between` (opens with the first and ends with the second), `together` (one word
of each list), `words` (only these words are furniture, not their line). A phrase that ends in a colon needs the colon
in the text; 0 stands for any number. `longest` is the length in words up to which a line is told by part of it;
`headlines_follow: "yes"` says that headlines of other reports may stand below. `examples` and `counter_examples` are
lines that must and must not be told; the tests run them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from isnad.errors import CodebookError
from isnad.ingest.phrases import LONGEST, Entry, Phrases, Words, fold_words
from isnad.yamls import read_yaml

FURNITURE = Path(__file__).parent.parent / "codebook" / "furniture"
ROLES = frozenset(
    ("related", "newsletter", "share", "comment", "credit", "navigation", "legal", "byline", "link", "body")
)
_LISTS = frozenset(
    ("alone", "opens", "ends", "contains", "words", "credits", "archives", "captions", "sections", "examples",
     "counter_examples")
)  # fmt: skip
_NESTED = frozenset(("between", "together"))
_PLAIN = frozenset(("role", "gloss", "headlines_follow", "longest"))


@cache
def load_phrases(*folders: Path) -> Phrases:
    """The phrases of all YAML files in `folders` (our own where none is given). CodebookError for a bad file."""
    files = [path for folder in folders or (FURNITURE,) for path in sorted(folder.glob("*.yaml"))]
    contents = [_content(path) for path in files]
    entries = [_entry(content) for content in contents]
    told = tuple(entry for entry in entries if entry.role != "body")
    return Phrases(
        entries=told,
        body=tuple(entry for entry in entries if entry.role == "body"),
        credits=frozenset(word for content in contents for phrase in _folded(content, "credits") for word in phrase),
        archives=frozenset(word for content in contents for phrase in _folded(content, "archives") for word in phrase),
        captions=tuple(phrase for content in contents for phrase in _folded(content, "captions")),
        sections=frozenset(phrase for content in contents for phrase in _folded(content, "sections")),
        fragments=tuple(phrase for entry in entries for phrase in entry.words),
        cues=frozenset(word for entry in told for word in entry.cues()),
        longest=max(size for entry in told for size in (entry.longest, *map(len, entry.alone))),
    )


def _entry(content: Mapping[str, object]) -> Entry:
    opens: dict[str, list[tuple[Words, bool]]] = {}
    ends: dict[str, list[Words]] = {}
    for words in _folded(content, "ends"):
        ends.setdefault(words[-1], []).append(words)
    for phrase in _texts(content, "opens"):
        folded = fold_words(phrase)
        opens.setdefault(folded[0], []).append((folded, phrase.endswith(":")))
    return Entry(
        role=str(content["role"]),
        headlines_follow=content.get("headlines_follow") == "yes",
        longest=int(str(content.get("longest", LONGEST))),
        alone=frozenset(_folded(content, "alone")),
        opens={first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in opens.items()},
        ends={last: tuple(found) for last, found in ends.items()},
        contains=_folded(content, "contains"),
        words=_folded(content, "words"),
        between=tuple((fold_words(a), fold_words(b)) for a, b in _groups(content, "between")),
        together=tuple(
            frozenset(word for text in group for word in fold_words(text)) for group in _groups(content, "together")
        ),
    )


def _folded(content: Mapping[str, object], key: str) -> tuple[Words, ...]:
    return tuple(fold_words(phrase) for phrase in _texts(content, key))


def _texts(content: Mapping[str, object], key: str) -> list[str]:
    value = content.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def _groups(content: Mapping[str, object], key: str) -> list[list[str]]:
    value = content.get(key)
    return [[str(item) for item in group] for group in value] if isinstance(value, list) else []


def _content(path: Path) -> Mapping[str, object]:
    try:
        content = read_yaml(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CodebookError(f"{path}: cannot be read: {error}") from error
    if not isinstance(content, dict) or content.get("role") not in ROLES:
        raise CodebookError(f"{path}: role must be one of {', '.join(sorted(ROLES))}")
    for key, value in content.items():
        if problem := _problem(key, value):
            raise CodebookError(f"{path}: {key}: {problem}")
    return content


def _problem(key: object, value: object) -> str | None:
    if key in _PLAIN:
        return None if key != "longest" or str(value).isdecimal() else "must be a number of words"
    if key not in _LISTS | _NESTED:
        return f"unknown key; known keys are {', '.join(sorted(_LISTS | _NESTED | _PLAIN))}"
    items: list[object] = list(value) if isinstance(value, list) else [None]
    if key in _NESTED:
        groups = [item if isinstance(item, list) else [None] for item in items]
        if key == "between" and any(len(group) != 2 for group in groups):
            return "must be a list of pairs of texts"
        items = [text for group in groups for text in group or [None]]
    wrong = [item for item in items if not isinstance(item, str) or not fold_words(item)]
    return f"must hold texts with at least one word, not {wrong[0]!r}" if wrong else None

"""YAML files with the line of every key, so that a mistake can be pointed at."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from isnad.arabic.letters import unfit_letters


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a codebook file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Fields(dict[str, Any]):
    """A mapping of a codebook file: values are strings, None, lists and mappings; `line_of` gives each key's line."""

    __slots__ = ("file", "line", "lines")

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.lines: dict[str, int] = {}

    def problem(self, message: str, key: str | None = None) -> Problem:
        """A problem at `key`, or at the mapping itself."""
        return Problem(self.file, self.lines.get(key or "", self.line), message)

    def not_one_of(self, key: str, value: str, known: Collection[str]) -> Problem:
        """A problem at `key`, whose value is none of `known`: which there are, and the nearest one."""
        if not value:
            return self.problem(f"{key} is not filled in: write one of: {', '.join(known)}", key)
        near = get_close_matches(value, known, 1) or get_close_matches(value.upper(), known, 1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        return self.problem(f"{key} '{value}' is not one of: {', '.join(known)}{hint}", key)

    def unknown_keys(self, known: frozenset[str]) -> Iterator[Problem]:
        """A problem for every key that is not one of `known`, with the nearest one that is."""
        for key in self:
            if key not in known:
                near = get_close_matches(key, known, 1)
                hint = f"; did you mean '{near[0]}'?" if near else f"; known keys: {', '.join(sorted(known))}"
                yield self.problem(f"unknown key '{key}'{hint}", key)


def read(path: Path, file: str) -> tuple[Fields, list[Problem]]:
    """The top-level mapping of a file, and what is wrong with its letters or syntax."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Fields(file, 1), [Problem(file, 1, f"the file cannot be read as UTF-8 text: {error}")]
    problems = [
        Problem(file, number, f"{what} may not stand in a codebook file")
        for number, line in enumerate(text.splitlines(), 1)
        for what in unfit_letters(line.partition("#")[0])
    ]
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or error
        return Fields(file, line), [*problems, Problem(file, line, f"not valid YAML: {reason}")]
    try:
        top = _value(node, file, problems) if node is not None else Fields(file, 1)
    except RecursionError:
        return Fields(file, 1), [*problems, Problem(file, 1, "a value may not stand within itself")]
    if not isinstance(top, Fields):
        return Fields(file, 1), [*problems, Problem(file, 1, "the file must be a mapping of keys to values")]
    return top, problems


def _value(node: yaml.Node, file: str, problems: list[Problem]) -> Any:
    if isinstance(node, yaml.ScalarNode):
        plain = not node.style
        return None if plain and node.value in ("", "null", "~") else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, file, problems) for item in node.value]
    fields = Fields(file, node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in fields:
            problems.append(Problem(file, key_node.start_mark.line + 1, f"key '{key}' stands twice"))
        fields[key] = _value(value_node, file, problems)
        fields.lines[key] = key_node.start_mark.line + 1
    return fields

"""Short modules, short functions, rooms with a name of their own."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.house.tree import SOURCE, files, modules

LONGEST_MODULE = 400
MEDIAN_MODULE = 120
LONG_FUNCTION = 40
SHORT_SHARE = 0.95
TABLE_SHARE = 0.1
NAMELESS = frozenset(
    f"{stem}{end}" for stem in ("util", "helper", "common", "base", "manager", "misc") for end in ("", "s")
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(text: str) -> Iterator[tuple[str, int]]:
    """Each function's name and number of lines, decorators left out."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def is_table(text: str) -> bool:
    """Whether a module is data: hardly any of its lines stand in a function."""
    inside = sum(length for _, length in functions(text))
    return inside < TABLE_SHARE * len(text.splitlines())


def too_long(text: str) -> bool:
    return len(text.splitlines()) > LONGEST_MODULE and not is_table(text)


def test_no_module_is_too_long() -> None:
    assert [f"{path}: {len(text.splitlines())}" for path, text in modules().items() if too_long(text)] == []


def test_the_median_module_is_short() -> None:
    lengths = [len(text.splitlines()) for path, text in modules().items() if path.name != "__init__.py"]
    assert median(lengths) <= MEDIAN_MODULE


def test_functions_are_short() -> None:
    found = [(length, f"{path}: {name}") for path, text in modules().items() for name, length in functions(text)]
    long = sorted((one for one in found if one[0] >= LONG_FUNCTION), reverse=True)
    assert len(long) <= (1 - SHORT_SHARE) * len(found), long


def test_no_room_without_a_name_of_its_own() -> None:
    inside = [path.relative_to(SOURCE) for path in files() if path.is_relative_to(SOURCE) and path.suffix == ".py"]
    assert [str(path) for path in inside if NAMELESS & {*path.parent.parts, path.stem}] == []


def test_no_folder_holds_one_module_only() -> None:
    inside: dict[Path, int] = {}
    for path in modules():
        inside[path.parent] = inside.get(path.parent, 0) + 1
    rooms = {path.parent for path in modules() if path.name == "__init__.py"}
    assert [str(room) for room in rooms if inside[room] == 2 and not _rooms_in(room, rooms)] == []


def _rooms_in(room: Path, rooms: set[Path]) -> bool:
    return any(room in other.parents for other in rooms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\n" * 401, False),
        ("x = 1\n" * 400 + "def f():\n    pass\n", False),
        ("def f():\n" + "    pass\n" * 400, True),
        ("def f():\n" + "    pass\n" * 399, False),
    ],
)
def test_a_long_module_is_told_from_a_table(text: str, expected: bool) -> None:
    assert too_long(text) is expected

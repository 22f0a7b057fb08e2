"""The names of all that pages ask for in addresses and forms, found in the code itself, so that a new one is found."""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from isnad.web.door import Door

_OWN = "isnad.web"
_QUERY, _FORM, _FILES = "asked", "told", "files"


def names_of(door: Door) -> frozenset[str]:
    """What the module of a door, and those of ours that it imports and that take visits, ask for by its method."""
    called = {_QUERY} if door.method == "GET" else {_FORM, _FILES}
    module = sys.modules[door.handler.__module__]
    return frozenset(name for call, name in _asked(module) if call in called)


@cache
def _asked(module: ModuleType) -> frozenset[tuple[str, str]]:
    found = set(_calls(ast.parse(inspect.getsource(module))))
    for one in vars(module).values():
        if inspect.ismodule(one) and one.__name__.startswith(_OWN) and one is not module and _takes_visits(one):
            found |= _asked(one)
    return frozenset(found)


def _takes_visits(module: ModuleType) -> bool:
    return not hasattr(module, "DOORS") and ".asked(" in inspect.getsource(module)


def _calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """`visit.asked("q")` as asked, q; of a loop over names all of them."""
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.comprehension)]
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        name, first = node.func.attr, node.args[0]
        if name not in (_QUERY, _FORM, _FILES):
            continue
        if isinstance(first, ast.Constant):
            yield name, str(first.value)
        elif isinstance(first, ast.Name):
            for one in loops:
                over = one.iter.elts if isinstance(one.iter, ast.Tuple) else []
                if isinstance(one.target, ast.Name) and one.target.id == first.id:
                    yield from ((name, str(each.value)) for each in over if isinstance(each, ast.Constant))

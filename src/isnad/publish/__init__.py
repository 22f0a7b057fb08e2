"""The views of a record: a page to read in a browser, lists to read in a terminal."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from isnad.publish.page import render_index, render_page
    from isnad.publish.terminal import print_record
    from isnad.publish.words import Lang

__all__ = ["Lang", "print_record", "render_index", "render_page"]

_LATER = {
    "Lang": "isnad.publish.words",
    "print_record": "isnad.publish.terminal",
    "render_index": "isnad.publish.page",
    "render_page": "isnad.publish.page",
}
"""Each view needs a library of its own that takes long to import: none is before it is asked for."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)

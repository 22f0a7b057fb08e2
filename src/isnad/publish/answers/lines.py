"""Lines of a view in a terminal: each runs in the direction of the view, whatever stands in it."""

from rich.console import Console
from rich.text import Text

from isnad.publish.sheet import rtl
from isnad.publish.words import Lang

_LRM, _RLM = "\u200e", "\u200f"
_NARROWEST = 16


def put(console: Console, lang: Lang, text: Text | str, indent: int = 0, style: str = "") -> None:
    """Prints a text, broken where the terminal ends, all of its lines `indent` spaces in."""
    whole = Text(text, style=style) if isinstance(text, str) else text
    for line in whole.wrap(console, max(console.width - indent, _NARROWEST)):
        line.rstrip()
        shown = Text.assemble(" " * indent, line)
        if rtl(shown.plain) is (lang != "ar"):
            shown = Text.assemble(_RLM if lang == "ar" else _LRM, shown)
        console.print(shown, no_wrap=True, overflow="ignore", crop=False)


def head(console: Console, lang: Lang, text: str) -> None:
    """Prints the heading of a part, after an empty line."""
    console.print()
    put(console, lang, text, style="bold reverse")

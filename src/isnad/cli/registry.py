# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad who` and `isnad where`: what the codebook knows of a name."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from isnad.cli.manners import FAILED, manners, say
from isnad.cli.options import CodebookOption, Lang, LangOption

if TYPE_CHECKING:
    from isnad.codebook import Codebook
    from isnad.codebook.lookup import Entry, Match, Near
    from isnad.publish.sheet import Sheet

_UNBROKEN = 100_000
_Format = Literal["text", "json"]
_NameArgument = Annotated[list[str], typer.Argument(metavar="NAME", help="A name in any language, or an id.")]
_FormatOption = Annotated[_Format, typer.Option("--format", help="What to print.")]
_NearOption = Annotated[int, typer.Option("--near", metavar="N", min=0, help="How many neighbours to list.")]


def who(
    name: _NameArgument, format_: _FormatOption = "text", lang: LangOption = "ar", overlay: CodebookOption = None
) -> None:
    """Show an actor of the codebook: class, chain of command, allegiances, names, source.

    Ends with 1 when no actor is called so, and lists similar names.
    """
    with manners():
        from isnad.codebook import load
        from isnad.publish.registry import actors_plain
        from isnad.publish.sheet import actor_sheet

        book, wanted = load(overlay), " ".join(name)
        found, near = _looked_up(book.actors, wanted)
        if format_ == "json":
            _print_json(actors_plain(wanted, found, near, book))
        else:
            _print_text([actor_sheet(match, book, lang) for match in found], lang, "isnad who")
        raise typer.Exit(0 if found else _unknown("who", wanted, near, book, lang))


def where(
    name: _NameArgument, most: _NearOption = 8, format_: _FormatOption = "text", lang: LangOption = "ar",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Show the places of a name: what they lie in and hold, point, neighbours, names, source.

    Ends with 1 when no place is called so, and lists similar names.
    """
    with manners():
        from isnad.codebook import load
        from isnad.publish.registry import places_plain
        from isnad.publish.sheet import place_sheet

        book, wanted = load(overlay), " ".join(name)
        found, near = _looked_up(book.places, wanted)
        if format_ == "json":
            _print_json(places_plain(wanted, found, near, book, most))
        else:
            _print_text([place_sheet(match, book, lang, most) for match in found], lang, "isnad where")
        raise typer.Exit(0 if found else _unknown("where", wanted, near, book, lang))


def _looked_up(entries: Mapping[str, "Entry"], name: str) -> tuple[list["Match[Entry]"], list["Near[Entry]"]]:
    """Who bears the name; where nobody does, who bears a similar one."""
    from isnad.codebook.lookup import find, similar

    found = find(entries, name)
    return found, [] if found else similar(entries, name)


def _print_json(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))


def _print_text(sheets: Sequence["Sheet"], lang: Lang, command: str) -> None:
    """The terminal's view; without a terminal lines are not broken, so that they can be searched."""
    from rich.console import Console

    from isnad.publish.registry import print_sheets

    width = None if sys.stdout.isatty() else _UNBROKEN
    print_sheets(sheets, Console(file=sys.stdout, width=width, highlight=False), lang, command)


def _unknown(
    command: Literal["who", "where"], name: str, near: Sequence["Near[Entry]"], book: "Codebook", lang: Lang
) -> int:
    """Says that nobody bears the name, who bears a similar one, and what can be done; the exit status."""
    from isnad.codebook.lookup import find
    from isnad.publish.registry import near_line
    from isnad.publish.words import word

    key, other = ("actor", "where") if command == "who" else ("place", "who")
    named = find(book.places, name) if command == "who" else find(book.actors, name)
    sys.stdout.flush()
    say(f"isnad: not-found: {word(f'entry.no-{key}', lang, name=f'«{name}»')}")
    for line in [word("entry.meant", lang), *(f"  {near_line(one, book, lang)}" for one in near)] if near else ():
        say(line)
    say(word("entry.other", lang, command=f'isnad {other} "{name}"') if named else word("entry.add", lang))
    return FAILED

# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad times`: when, according to a text."""

import json
import sys
from typing import Annotated, Literal

import typer

from isnad.cli.manners import manners
from isnad.cli.options import LangOption

_UNBROKEN = 100_000


def times(
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words in Arabic, or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="The day that they count from: 2021-02-16.")] = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="What to print.")] = "text",
    lang: LangOption = "ar",
) -> None:
    """Show every time that a text tells, with its bounds, and what they count from."""
    with manners():
        import isnad
        from isnad.model import Document, Record, to_plain

        words = sys.stdin.read() if text == ["-"] else " ".join(text)
        found = isnad.times(words, published=published)
        if format_ == "json":
            rows = [{"text": one.span.of(words), **to_plain(one)} for one in found]
            print(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        from rich.console import Console

        from isnad.publish.terminal import print_times

        document = Document(id="", text=words, published=published)
        record = Record(engine=isnad.__version__, codebook="", document=document, times=found)
        width = None if sys.stdout.isatty() else _UNBROKEN
        print_times(record, Console(file=sys.stdout, width=width, highlight=False), lang)

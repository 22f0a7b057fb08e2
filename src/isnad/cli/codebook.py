# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad codebook …`: check what analysts wrote, and see what it does."""

from typing import Annotated, Literal

import typer

from isnad.cli.manners import manners
from isnad.cli.options import CodebookOption, DayOption, LangOption

codebook = typer.Typer(name="codebook", no_args_is_help=True, help="Check and try the codebook's entries.")

_Sentence = Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence in Arabic.")]
_Format = Annotated[Literal["text", "json"], typer.Option("--format", help="What to print.")]
_KindArgument = Annotated[
    Literal["actors", "places", "events", "speech"] | None, typer.Argument(metavar="[KIND]", help="What to list.")
]


@codebook.command()
def check(overlay: CodebookOption = None) -> None:
    """Check every file, and read every example and counter-example of every entry. Ends with 1 when one fails."""
    with manners():
        from isnad.cli.proving import run_check

        raise typer.Exit(run_check(overlay))


@codebook.command(name="try")
def try_(
    sentence: _Sentence, day: DayOption = None, format_: _Format = "text", lang: LangOption = "ar",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Show what is read in a sentence."""
    with manners():
        from isnad.cli.proving import run_try

        run_try(sentence, day, format_, lang, overlay)


@codebook.command()
def explain(
    sentence: _Sentence, day: DayOption = None, format_: _Format = "text", overlay: CodebookOption = None
) -> None:  # fmt: skip
    """Say which entries fired in a sentence, and why the near ones did not."""
    with manners():
        from isnad.cli.proving import run_explain

        run_explain(sentence, day, format_, overlay)


@codebook.command(name="list")
def list_(kind: _KindArgument = None, overlay: CodebookOption = None) -> None:
    """Count the entries, or list those of one kind."""
    with manners():
        from isnad.cli.proving import run_list

        run_list(kind, overlay)

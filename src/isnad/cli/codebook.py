# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad codebook …`: check what analysts wrote, and see what it does."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from isnad.cli.manners import manners
from isnad.cli.options import CodebookOption, DayOption, FolderOption, LangOption

codebook = typer.Typer(name="codebook", no_args_is_help=True, help="Write, check, try and list the codebook's entries.")

_Sentence = Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence in Arabic.")]
_Format = Annotated[Literal["text", "json"], typer.Option("--format", help="What to print.")]
_KindArgument = Annotated[
    Literal["actors", "places", "events", "speech"] | None, typer.Argument(metavar="[KIND]", help="What to list.")
]
_Texts = list[str] | None
_MatchOption = Annotated[str | None, typer.Option(metavar="TEXT", help="Only those in whose names or words it stands.")]


@codebook.command()
def new(
    kind: Annotated[Literal["actor", "place", "event", "speech"], typer.Argument(metavar="KIND", help="What to add.")],
    id_: Annotated[str, typer.Argument(metavar="ID", help="river-guard; of an event with its type: assault.slide.")],
    names: Annotated[_Texts, typer.Option("--name", help="An Arabic name, or an event's. Repeatable.")] = None,
    english: Annotated[_Texts, typer.Option("--en", help="The same in English. Repeatable.")] = None,
    class_: Annotated[_Texts, typer.Option("--class", help="An actor's class: rebel group, …")] = None,
    place_kind: Annotated[_Texts, typer.Option("--kind", help="A place's kind: village, …")] = None,
    type_: Annotated[_Texts, typer.Option("--type", help="An event's type: ASSAULT, …")] = None,
    stance: Annotated[_Texts, typer.Option(help="How it is said: asserts, denies, …")] = None,
    frame: Annotated[_Texts, typer.Option(help="Who does what to whom: act, strike, mutual, …")] = None,
    country: Annotated[_Texts, typer.Option(help="An actor's country: SY.")] = None,
    parent: Annotated[_Texts, typer.Option(metavar="ID", help="What it belongs to or lies in.")] = None,
    source: Annotated[_Texts, typer.Option(help="Where this is known from.")] = None,
    verbs: Annotated[_Texts, typer.Option("--verb", help='Its parts: "قصف يقصف قصف". Repeatable.')] = None,
    nouns: Annotated[_Texts, typer.Option("--noun", help='Singular, plural: "غارة غارات". Repeatable.')] = None,
    phrases: Annotated[_Texts, typer.Option("--phrase", help="Several words that open an event. Repeatable.")] = None,
    before: Annotated[_Texts, typer.Option("--preposition", help="Words before a speaker. Repeatable.")] = None,
    short: Annotated[_Texts, typer.Option(help="A short name of an actor. Repeatable.")] = None,
    examples: Annotated[_Texts, typer.Option("--example", help="A sentence with it. Repeatable.")] = None,
    others: Annotated[_Texts, typer.Option("--counter-example", help="A sentence without it. Repeatable.")] = None,
    correct: Annotated[bool, typer.Option("--correct", help="Copy our entry of this ID, to change it.")] = False,
    file: Annotated[str, typer.Option(metavar="NAME", help="File for an actor or place.")] = "mine",
    lang: LangOption = "ar",
    folder: FolderOption = Path("mine"),
) -> None:  # fmt: skip
    """Write a new entry into your folder: what you give filled in, the rest to fill in with any text editor.

    Says what is still to fill in, and what to do then. Nothing that is there already is changed.
    """
    with manners():
        from isnad.cli.drafting import Given, Request, run
        from isnad.proof.drafts.entering import Wanted

        fields = {
            "--name": ("names.ar", names), "--en": ("names.en", english), "--class": ("class", class_),
            "--kind": ("kind", place_kind), "--type": ("type", type_), "--stance": ("stance", stance),
            "--frame": ("frame", frame), "--country": ("country", country), "--parent": ("parent", parent),
            "--source": ("source", source), "--verb": ("verbs", verbs), "--noun": ("nouns", nouns),
            "--phrase": ("phrases", phrases), "--preposition": ("prepositions", before), "--short": ("short", short),
            "--example": ("examples", examples), "--counter-example": ("counter_examples", others),
        }  # fmt: skip
        given = [Given(option, key, row or ()) for option, (key, row) in fields.items()]
        run(Request(Wanted(kind, id_, folder, file), given, correct, lang))


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
def list_(
    kind: _KindArgument = None, match: _MatchOption = None, format_: _Format = "text", overlay: CodebookOption = None
) -> None:  # fmt: skip
    """Count the entries, or list those of one kind, or those in which a text stands, each with its file and line.

    Ends with 1 when the text stands in none.
    """
    with manners():
        from isnad.cli.listing import run

        raise typer.Exit(run(kind, match, format_, overlay))

# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""The commands and their options."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from isnad._version import __version__
from isnad.cli import archiving, asking, restricting
from isnad.cli.classify import classify
from isnad.cli.codebook import codebook
from isnad.cli.exporting import export
from isnad.cli.manners import collect_seldom, manners
from isnad.cli.options import CodebookOption, LangOption, ManifestOption
from isnad.cli.people import people
from isnad.cli.places import places
from isnad.cli.registry import where, who
from isnad.cli.reviewing import coded, review
from isnad.cli.serving import serve
from isnad.cli.situation import report
from isnad.cli.times import times

app = typer.Typer(
    name="isnad", no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
app.add_typer(codebook)
app.add_typer(places)
app.add_typer(people)
app.add_typer(review)
app.add_typer(coded)
for _command in (
    classify, who, where, times,
    archiving.init, archiving.add, archiving.watch, archiving.versions, archiving.failures,
    asking.event, asking.actor, asking.place, export,
    archiving.judge, archiving.assess, restricting.restrict, restricting.unrestrict, archiving.rebuild,
    archiving.history, archiving.verify,
    archiving.backup, archiving.restore, archiving.migrate, report, serve,
):  # fmt: skip
    app.command()(_command)
for _command in (asking.find, asking.events):
    app.command(context_settings=asking.QUERY_SETTINGS)(_command)


def main() -> None:
    """The entry point `isnad`: exit status 0, 1 (some inputs failed), 2 (usage), 130 (interrupted)."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with manners(exits=True):
        app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"isnad {__version__}")
        raise typer.Exit


@app.callback()
def isnad(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Reads Arabic news reports about armed groups into structured records that keep, for every fact, who says so."""


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Reports, folders of reports, - for stdin.")],
    published: Annotated[str | None, typer.Option(help="Publication date of all inputs: 2021-02-16.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Name of the publisher of all inputs.")] = None,
    manifest: ManifestOption = None,
    format_: Annotated[Literal["text", "json", "html"], typer.Option("--format", help="What to write.")] = "text",
    out: Annotated[Path | None, typer.Option(help="Folder for one file per input.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are already in --out.")] = False,
    lang: LangOption = "ar",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Read reports: the marked text and what it says, JSON records (one a line), or web pages.

    Ends with 1 when some inputs could not be read; they are listed at the end, and the others are done.
    """
    with manners():
        from isnad.cli.reading import Request, run

        request = Request(files, published, outlet, manifest, format_, out, force, lang, overlay)
        raise typer.Exit(run(request))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    with manners():
        import json

        from isnad.publish.schema import record_schema

        typer.echo(json.dumps(record_schema(), ensure_ascii=False, indent=2))


@app.command()
def evaluate(
    annotations: Annotated[Path, typer.Argument(metavar="ANNOTATIONS", help="A folder of NAME.json annotations.")],
    inputs: Annotated[list[Path], typer.Argument(metavar="RECORDS|FILES…", help="Records (JSON), or the reports.")],
    manifest: ManifestOption = None,
    only: Annotated[str | None, typer.Option(metavar="REGEX", help="Only documents with such a name.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed and invented.")] = False,
    floors: Annotated[Path | None, typer.Option(help="JSON of figure: least F1; ends with 1 below one.")] = None,
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Compare records, or the reading of reports, with annotations: precision, recall and F1 of every layer."""
    with manners():
        from isnad.cli.judging import Request, run

        raise typer.Exit(run(Request(annotations, inputs, manifest, only, as_json, misses, floors, overlay)))


@app.command()
def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="Folder of entries or of records; - for our codebook.")],
    last: Annotated[str, typer.Argument(metavar="B", help="The same, to compare with.")],
    reports: Annotated[list[str] | None, typer.Argument(metavar="REPORTS…", help="Reports, or folders.")] = None,
    published: Annotated[str | None, typer.Option(help="Publication date of all reports: 2021-02-16.")] = None,
    manifest: ManifestOption = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="What to print.")] = "text",
    lang: LangOption = "ar",
) -> None:  # fmt: skip
    """Compare what two codebooks read in reports, or two folders of records: what appeared, what went, what changed.

    A folder of entries is laid over ours. Two folders of records (isnad read --format json --out DIR) need no reports.
    """
    with manners():
        from isnad.cli.comparing import Request, run

        raise typer.Exit(run(Request(first, last, reports or (), published, manifest, format_, lang)))

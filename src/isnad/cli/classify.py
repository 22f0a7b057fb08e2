# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad classify`: the codes of every event in PLOVER, ACLED and CAMEO, a row for each."""

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from isnad.cli.manners import FAILED, manners, say
from isnad.cli.options import CodebookOption, Lang, LangOption, ManifestOption

if TYPE_CHECKING:
    from isnad.publish.classify.rows import Cell

_UNBROKEN = 100_000
_Format = Literal["table", "csv", "json"]
_Rows = Iterable[dict[str, "Cell"]]


def classify(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Reports, folders of reports, - for stdin.")],
    published: Annotated[str | None, typer.Option(help="Publication date of all inputs: 2021-02-16.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Name of the publisher of all inputs.")] = None,
    manifest: ManifestOption = None,
    format_: Annotated[_Format, typer.Option("--format", help="A table, CSV, or JSON: one event a line.")] = "table",
    lang: LangOption = "ar",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """List the events of reports with their codes in PLOVER, ACLED and CAMEO, or why there is none.

    Ends with 1 when some inputs could not be read; they are listed at the end, and the others are done.
    """
    with manners():
        from isnad.annotate.reader import Reader
        from isnad.batch import Read, inputs, read_all
        from isnad.cli.reading import tell
        from isnad.ingest.dates import parse_publication
        from isnad.ingest.manifest import load_manifest
        from isnad.publish.classify.rows import rows

        if published:
            parse_publication(published)
        known, found = load_manifest(manifest) if manifest else None, inputs(files)
        reader = Reader.with_codebook(overlay)
        failed, head = [], True
        for result in read_all(reader, found, known, published, outlet):
            if not isinstance(result, Read):
                failed.append(result)
                continue
            for warning in result.record.warnings:
                say(f"isnad: warning: {result.name}: {warning}")
            _show(rows(result.name, result.record, reader.book, lang), format_, lang, head=head)
            head = False
        tell(failed, len(found))
        raise typer.Exit(FAILED if failed else 0)


def _show(table: _Rows, format_: _Format, lang: Lang, *, head: bool) -> None:
    """Prints the rows of one report; `head`: they are the first."""
    from isnad.publish.classify.rows import as_csv

    if format_ == "csv":
        sys.stdout.write(as_csv(table, head=head))
    elif format_ == "json":
        for row in table:
            print(json.dumps(row, ensure_ascii=False))
    else:
        _print_table(table, lang)
    sys.stdout.flush()


def _print_table(table: _Rows, lang: Lang) -> None:
    """Without a terminal lines are not broken, so that they can be searched."""
    from rich.console import Console

    from isnad.publish.classify.rows import print_table

    width = None if sys.stdout.isatty() else _UNBROKEN
    print_table(table, Console(file=sys.stdout, width=width, highlight=False), lang)

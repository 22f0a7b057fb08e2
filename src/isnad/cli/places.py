# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad places …`: tables of places in a folder of the user's."""

from pathlib import Path
from typing import Annotated

import typer

from isnad.cli.manners import manners
from isnad.cli.options import FolderOption

places = typer.Typer(name="places", no_args_is_help=True, help="Tables of towns, villages and areas.")


@places.callback()
def _group() -> None:
    """Tables of towns, villages and areas: bring your own.

    جداول المدن والقرى والمناطق: أضف جداولك إلى المعجم.
    """


@places.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GeoNames dump or OCHA table: TXT, CSV, XLSX, ZIP.")],
    folder: FolderOption,
    country: Annotated[str | None, typer.Option(metavar="CC", help="Country of the rows, and no other's: SY.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind of all rows: village, neighbourhood, district, …")] = None,
    sheet: Annotated[str | None, typer.Option(help="Only this sheet of a workbook.")] = None,
    source: Annotated[str | None, typer.Option(help="Who is credited, instead of GeoNames or OCHA.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a table of this name.")] = False,
) -> None:  # fmt: skip
    """Take the places of a table into DIR/places, for `isnad read --codebook DIR`. Nothing is fetched.

    Says which column was taken for what. Rows that were not taken are listed with the reason in a file beside it.

    يأخذ أماكن جدول (GeoNames أو OCHA) إلى DIR/places، ويذكر كل سطر لم يؤخذ وسببه. لا يستعمل الشبكة.
    """
    with manners():
        from isnad.cli.importing import Request, run

        run(Request(file, folder, country, kind, sheet, source, force))

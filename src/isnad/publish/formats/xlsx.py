"""A release as a workbook: a sheet for each table, one for what was left out, one for what the columns mean."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from itertools import chain
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from isnad.publish.formats import table_rows, tables
from isnad.publish.formats.columns import Column, Row
from isnad.publish.formats.format import Format
from isnad.publish.formats.leftovers import in_rows
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.seen import Seen, seen
from isnad.publish.formats.tables import Table, cells_of
from isnad.publish.formats.waiting import folder_of
from isnad.publish.formats.workbook import Sheet, write_workbook
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss

TABLES: Final = (
    tables.EVENTS, tables.STATEMENTS, tables.PARTIES, tables.REPORTS, tables.TOLLS, tables.STATES, tables.WITHDRAWN
)  # fmt: skip
_LAST: Final = (tables.LOSS, tables.ABOUT)
_MEANINGS: Final = "columns"
_COLUMNS: Final = {
    **{table.name: table.columns for table in (*TABLES, *_LAST)},
    _MEANINGS: (Column("sheet", "the sheet"), Column("column", "its column"), Column("says", "what it says")),
}


def _write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    losses = Losses()
    with ExitStack() as stack:
        sheets = {
            name: Sheet(name.capitalize(), columns, stack.enter_context(TemporaryFile(dir=folder_of(file))))
            for name, columns in _COLUMNS.items()
        }
        with seen() as met:
            for table, row in _rows(release, losses, met):
                sheets[table.name].add(cells_of(table, row))
        _end(release, losses, sheets)
        write_workbook(file, tuple(sheets.values()), release.header.at)
    return losses.told()


def _end(release: Release, losses: Losses, sheets: Mapping[str, Sheet]) -> None:
    """The sheets that can be told in the end only."""
    for name, sheet in sheets.items():
        losses.add(f"row of {name}", "sheet-full", sheet.left_out)
        losses.add(f"end of a text of {name}", "cell-full", sheet.cut)
    for one in (*release.lost(), *losses.told()):
        sheets[tables.LOSS.name].add(cells_of(tables.LOSS, asdict(one)))
    for name, value in asdict(release.header).items():
        sheets[tables.ABOUT.name].add((name, value))
    for table in (*TABLES, *_LAST):
        for column in table.columns:
            sheets[_MEANINGS].add((table.name.capitalize(), column.name, column.says))


def _rows(release: Release, losses: Losses, met: Seen) -> Iterator[tuple[Table, Row]]:
    """The rows of the sheets; those that come with many events once."""
    found = chain(
        chain.from_iterable(map(table_rows.of_event, in_rows(release, losses))),
        chain.from_iterable(map(table_rows.of_state, release.states())),
        ((tables.WITHDRAWN, asdict(one)) for one in release.withdrawn()),
    )
    for table, row in found:
        if table in TABLES and (not table.once or met.is_new(f"{table.name} {row['id']}")):
            yield table, row


FORMAT: Final = Format(
    "xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write
)  # fmt: skip

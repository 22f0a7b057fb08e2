"""A coded spreadsheet as CSV or as a workbook, without a cell that a spreadsheet takes for a formula."""

from collections.abc import Iterable, Iterator, Mapping
from tempfile import TemporaryFile
from typing import BinaryIO, Final, Literal

from isnad.archive.reviewing.coded import COLUMNS
from isnad.publish.formats.columns import Column, write_csv
from isnad.publish.formats.waiting import folder_of
from isnad.publish.formats.workbook import Sheet, write_workbook

Kind = Literal[".csv", ".xlsx"]
KINDS: Final[tuple[Kind, ...]] = (".csv", ".xlsx")
_TABLE: Final = tuple(Column(name, "") for name in COLUMNS)


def write(file: BinaryIO, kind: Kind, rows: Iterable[Mapping[str, str]], at: str) -> int:
    """Writes the rows of accounts (`reviewing.sheets.rows`); how many. `at` is the moment (ISO, UTC) that a workbook
    says it was made."""
    counted = _Counted(rows)
    if kind == ".csv":
        write_csv(file, _TABLE, counted)
        return counted.number
    with TemporaryFile(dir=folder_of(file)) as waiting:
        sheet = Sheet("Coded", _TABLE, waiting)
        for row in counted:
            sheet.add(row[name] for name in COLUMNS)
        write_workbook(file, [sheet], at)
    return counted.number


class _Counted:
    """Rows, counted as they go."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.number, self._rows = 0, rows

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        for row in self._rows:
            self.number += 1
            yield row

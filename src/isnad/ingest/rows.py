"""The rows of tables of every kind, one after the other, however long the table is."""

import csv
import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from isnad.cells import restored
from isnad.errors import (
    DamagedSourceError,
    ExportError,
    IsnadError,
    MissingExtraError,
    OversizedSourceError,
    SourceError,
)
from isnad.ingest.jsonstream import JsonStream
from isnad.ingest.limits import open_zip
from isnad.ingest.textlines import FileLine, file_lines
from isnad.ingest.words import MOST_BYTES

MOST_COLUMNS = 512
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 20
_MOST_ROWS = 1_048_576
"""Of a sheet: as many as a spreadsheet has."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file (a line of JSON, a row of a sheet, the header counted), and its cells by column;
    or why it has none."""

    number: int
    cells: Mapping[str, object]
    raw: bytes | None = None
    error: IsnadError | None = None


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a table by its kind: `.xlsx`, `.csv` and `.tsv`, `.json` (a list of objects), else one JSON object a
    line. A row that is broken has an `error`. Raises UnreadableSourceError, DamagedSourceError, MissingExtraError,
    BombError and ExportError where no more rows can be had."""
    return _READERS.get(path.suffix.lower(), jsonl_rows)(path)


# JSON ----------------------------------------------------------------------------------------------------------------
def jsonl_rows(path: Path) -> Iterator[Row]:
    """One object a line; blank lines are passed over. `raw` are the line's own bytes, if they are UTF-8."""
    for line in file_lines(path):
        if line.text is None:
            yield Row(line.number, {}, error=_too_long())
        elif words := line.text.strip():
            try:
                value = json.loads(words)
            except (ValueError, RecursionError) as error:
                broken = ExportError(f"the line is no JSON ({_short(error)}): write one object a line")
                yield Row(line.number, {}, error=broken)
            else:
                yield _object(line.number, value, words.encode("utf-8", "backslashreplace"))


def json_rows(path: Path) -> Iterator[Row]:
    """The objects of one list, or objects one after the other."""
    with path.open("rb") as stream:
        parts = JsonStream(stream)
        if parts.opens() == "[":
            for number in parts.elements():
                yield _object(number + 1, parts.value(), None)
        elif parts.opens() == "{":
            number = 0
            while parts.opens():
                number += 1
                yield _object(number, parts.value(), None)
        else:
            raise ExportError("the JSON file is neither an export that is known nor a list of objects")


def _object(number: int, value: object, raw: bytes | None) -> Row:
    if isinstance(value, dict):
        return Row(number, value, raw)
    return Row(number, {}, error=ExportError("the row is no JSON object: write one object for each report"))


# CSV -----------------------------------------------------------------------------------------------------------------
def csv_rows(path: Path) -> Iterator[Row]:
    """The rows below the header. The delimiter is whichever of comma, semicolon, tab and bar parts the first rows most
    evenly; a quote that an export put before a formula is taken away."""
    lines = _Kept(file_lines(path))
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(lines.sample())
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    header: list[str] | None = None
    while True:
        number = lines.number + 1
        try:
            cells = _next(reader)
        except csv.Error as error:
            broken = DamagedSourceError(f"what follows is no row ({error}): a quotation mark may be left open")
            yield Row(number, {}, error=broken)
            return
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(cells)
        else:
            yield _row(number, header, map(restored, cells))


class _Kept:
    """Lines for a CSV reader, with the number of the last one; the first are held for a sample."""

    def __init__(self, lines: Iterator[FileLine]) -> None:
        self._lines = lines
        self._held: list[FileLine] = []
        self.number = 0

    def sample(self) -> list[str]:
        """The first lines, which are given again later."""
        for line in self._lines:
            self._held.append(line)
            if len(self._held) == _SAMPLE_LINES:
                break
        return [line.text or "" for line in self._held]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._held.pop(0) if self._held else next(self._lines)
        self.number = line.number
        if line.text is None:
            raise csv.Error("a line of over 20 MB")
        return line.text.replace("\0", "\ufffd")


def _next(reader: Any) -> list[str] | None:
    """The next row; cells may be as long as an input may be, which the module only knows for all its readers."""
    before = csv.field_size_limit(MOST_BYTES)
    try:
        row: list[str] | None = next(reader, None)
    finally:
        csv.field_size_limit(before)
    return row


def _delimiter(lines: list[str]) -> str:
    def evenness(delimiter: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        except csv.Error:
            return 0.0, 0
        widest = max(set(widths), key=widths.count, default=1)
        return (widths.count(widest) / len(widths), widths[0]) if widest > 1 and widths[0] > 1 else (0.0, 0)

    return max(_DELIMITERS, key=evenness)


def _header(cells: Sequence[str]) -> list[str]:
    """Names of columns; the second column of a name gets a number, so that none is lost."""
    names: list[str] = []
    for index, cell in enumerate(cells[:MOST_COLUMNS], start=1):
        name = restored(cell).strip() or f"column {index}"
        names.append(name if name not in names else f"{name} ({index})")
    return names


def _row(number: int, header: Sequence[str], cells: Iterable[str]) -> Row:
    """A row with a cell for each column, empty where the row is shorter; what stands beyond the header is left out."""
    return Row(number, dict(zip(header, chain(cells, repeat("")), strict=False)))


# XLSX ----------------------------------------------------------------------------------------------------------------
def xlsx_rows(path: Path) -> Iterator[Row]:
    """The rows below the header of the sheet that was open when the file was saved. Formulas stand by their last
    result."""
    try:
        load = import_module("openpyxl").load_workbook
    except ImportError as error:
        raise MissingExtraError("XLSX files need a part that is not installed: pip install 'isnad[xlsx]'") from error
    with open_zip(path) as parts:
        if "xl/workbook.xml" not in parts:
            raise DamagedSourceError("the file is no XLSX workbook: save it anew, or as CSV")
        parts.require_honest()
    book = _guarded(lambda: load(path, read_only=True, data_only=True, keep_links=False))
    try:
        yield from _sheet(book)
    finally:
        book.close()


def _sheet(book: Any) -> Iterator[Row]:
    sheet = book.active
    if sheet is None or not hasattr(sheet, "reset_dimensions"):
        raise DamagedSourceError("the workbook holds no sheet with cells: save it anew, or as CSV")
    sheet.reset_dimensions()
    rows = _guarded(lambda: sheet.iter_rows(max_col=MOST_COLUMNS, max_row=_MOST_ROWS, values_only=True))
    header: list[str] | None = None
    number = 0
    while (values := _guarded(lambda: next(rows, None))) is not None:
        number += 1
        cells = [_cell(value) for value in values]
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = _header(_trimmed(cells))
        else:
            yield _row(number, header, cells)


def _trimmed(cells: list[str]) -> list[str]:
    """Cells without the empty ones that fill the row up to the widest allowed."""
    return cells[: max(at for at, cell in enumerate(cells, start=1) if cell.strip())]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return restored(str(value))


def _guarded(step: Callable[[], Any]) -> Any:
    """What a step of openpyxl gives; it warns of what it ignores, and raises whatever Python does for a broken file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return step()
        except MemoryError:
            raise  # it is not the workbook's fault alone: whoever limits the memory tells how much it is
        except Exception as error:
            raise DamagedSourceError(f"the workbook is damaged ({_short(error)}): save it anew, or as CSV") from error


def _too_long() -> SourceError:
    return OversizedSourceError(f"the row is larger than {MOST_BYTES // 1024**2} MB: give one report a row")


def _short(error: Exception) -> str:
    return str(error)[:120] or type(error).__name__


_READERS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    ".csv": csv_rows, ".tsv": csv_rows, ".xlsx": xlsx_rows, ".json": json_rows,
}  # fmt: skip

"""Tables as others give them: CSV and its kin, the country dumps of GeoNames, Excel sheets, plain or zipped."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from isnad.errors import TableError

GEONAMES = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class", "feature code",
    "country code", "cc2", "admin1 code", "admin2 code", "admin3 code", "admin4 code", "population", "elevation",
    "dem", "timezone", "modification date",
)  # fmt: skip
"""The columns of a GeoNames dump, which has no line of heads (as its readme tells them)."""
_LONGEST_CELL = 10_000_000
_UNKNOWN = "it is no table that can be read: give a CSV, XLSX, TXT (GeoNames) or ZIP file"


class Table(NamedTuple):
    """One table: its name, the heads of its columns, and its rows, each with its line (from 1)."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def tables(path: Path, sheet: str | None = None) -> tuple[Table, ...]:
    """The tables of a file; of a workbook, all its sheets or the one asked for. Raises TableError."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        raw = path.read_bytes()
        if not raw.strip():
            raise TableError(f"{path} is empty")
        if not zipfile.is_zipfile(io.BytesIO(raw)):
            return (_text_table(path.name, raw),)
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if "xl/workbook.xml" in archive.namelist():
                return tuple(_sheets(path, raw, sheet))
            return (_zipped(path, archive),)
    except UnicodeError:
        raise TableError(f"{path} is not UTF-8 text: save it again as 'CSV UTF-8' (or UTF-8 text)") from None
    except (OSError, csv.Error, zipfile.BadZipFile, RuntimeError) as error:
        raise TableError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _zipped(path: Path, archive: zipfile.ZipFile) -> Table:
    names = [name for name in archive.namelist() if PurePosixPath(name).suffix.lower() in (".txt", ".csv", ".tsv")]
    names = [name for name in names if "readme" not in name.lower()]
    if len(names) != 1:
        raise TableError(f"{path} holds {len(names)} tables (.txt, .csv): unpack it and give one of them")
    return _text_table(PurePosixPath(names[0]).name, archive.read(names[0]))


def _text_table(name: str, raw: bytes) -> Table:
    utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in raw[:4096] and not utf16:
        raise TableError(f"{name}: {_UNKNOWN}")
    text = raw.decode("utf-16" if utf16 else "utf-8-sig")
    first = text.partition("\n")[0]
    cells = first.rstrip("\r").split("\t")
    if len(cells) == len(GEONAMES) and cells[0].isdigit():
        return _table(name, GEONAMES, enumerate((line.rstrip("\r").split("\t") for line in text.split("\n")), 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=first.count))
    head = next(reader, [])
    if len(head) < 2:
        raise TableError(f"{name}: {_UNKNOWN}")
    return _table(name, head, ((reader.line_num, row) for row in reader))


def _table(name: str, head: Iterable[str], rows: Iterable[tuple[int, Iterable[str]]]) -> Table:
    filled = tuple((line, cells) for line, row in rows if any(cells := tuple(map(str.strip, row))))
    if not filled:
        raise TableError(f"{name} holds no rows")
    return Table(name, tuple(map(str.strip, head)), filled)


def _sheets(path: Path, raw: bytes, wanted: str | None) -> Iterator[Table]:
    try:
        openpyxl: Any = import_module("openpyxl")
    except ModuleNotFoundError:
        message = f"{path}: Excel files need openpyxl: pip install 'isnad[xlsx]', or save the sheet as 'CSV UTF-8'"
        raise TableError(message) from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except Exception as error:  # a damaged workbook raises anything
        raise TableError(f"{path} is no Excel workbook: {error}") from error
    if wanted is not None and wanted not in book.sheetnames:
        raise TableError(f"{path} has no sheet '{wanted}'; it has: {', '.join(book.sheetnames)}")
    for name in [wanted] if wanted is not None else book.sheetnames:
        rows = [["" if cell is None else str(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]
        if len(rows) > 1 and sum(map(bool, rows[0])) > 1:
            yield _table(name, rows[0], enumerate(rows[1:], 2))

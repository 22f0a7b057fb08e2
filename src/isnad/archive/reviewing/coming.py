"""A coded spreadsheet as it comes in again: its rows, one after the other, and what became of each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from isnad.archive.intake import storable
from isnad.archive.reviewing.coded import SEEN
from isnad.errors import CodedSheetError, IsnadError
from isnad.ingest.rows import Row, rows_of


@dataclass(frozen=True, slots=True)
class Coded:
    """What became of a row: its number in the file, the account's handle, how many reviews it made, or why it was not
    taken."""

    number: int
    handle: str
    reviews: int = 0
    error: IsnadError | None = None


def taken(path: Path, take: Callable[[Mapping[str, str]], int]) -> Iterator[Coded]:
    """What becomes of each row of a sheet, given what takes one and tells how many reviews it made. A row that cannot
    be taken stops no other. Raises CodedSheetError where it is no such sheet."""
    for number, cells, error in cells_of(path):
        row = {name: storable(cell) for name, cell in cells.items()}
        try:
            if error is not None:
                raise error
            yield Coded(number, row["handle"], take(row))
        except IsnadError as problem:
            yield Coded(number, row.get("handle", ""), error=problem)


def cells_of(path: Path) -> Iterator[tuple[int, Mapping[str, str], IsnadError | None]]:
    """The rows below the heading: their numbers, their cells as texts, why one cannot be read. Formulas that an export
    defused are as they were. Raises CodedSheetError where it is no such sheet, and what `rows_of` raises."""
    first = True
    if not path.is_file():
        raise CodedSheetError(f"{path} is not there: give the sheet that `isnad coded export` wrote")
    for row in rows_of(path):
        if first and row.error is None:
            _require_ours(path, row)
            first = False
        yield row.number, {name: str(cell) for name, cell in row.cells.items()}, row.error
    if first:
        raise CodedSheetError(f"{path.name} holds no rows below its heading")


def _require_ours(path: Path, row: Row) -> None:
    missing = next((name for name in ("handle", SEEN) if name not in row.cells), None)
    if missing:
        raise CodedSheetError(
            f"{path.name} has no column {missing!r}, by which accounts are known: leave it as it was exported"
        )

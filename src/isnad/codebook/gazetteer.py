"""Tables of places: `places/NAME.csv` of a codebook folder, read into the same entries as the YAML files.

Names of a table are believed less than those of an entry (`NameRef.use` is `town`). See
docs/decisions/0007-a-gazetteer-is-a-table.md.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from isnad.arabic.letters import unfit_letters
from isnad.codebook.entries import FACILITY_KINDS, PLACE_KINDS, Place
from isnad.codebook.files import Problem

COLUMNS = ("id", "kind", "ar", "en", "lat", "lon", "country", "parent", "within", "pcode", "population", "source")
"""`within` are codes of what contains the place, the nearest first: P-codes, or the GeoNames code of the governorate
(`SY.05`). They find the parent where an entry or a row has one of them; else it is `parent`, else the country."""
_NEEDED = frozenset({"id", "kind", "ar"})


class Row(NamedTuple):
    """One row of a table, with where it stands and what finds its parent."""

    place: Place
    country: str
    within: tuple[str, ...]
    file: str
    line: int

    def problem(self, message: str) -> Problem:
        """A problem in this row."""
        return Problem(self.file, self.line, message)


def read_table(path: Path, file: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a table that hold, and what is wrong with the others."""
    rows, problems = list[Row](), list[Problem]()
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            head = next(reader, [])
            wrong = _head_problem(head)
            if wrong:
                return [], [Problem(file, 1, wrong)]
            for cells in reader:
                if not any(cells):
                    continue
                if len(cells) != len(head):
                    message = f"{len(cells)} cells under {len(head)} columns"
                    problems.append(Problem(file, reader.line_num, message))
                    continue
                row = _row(dict(zip(head, cells, strict=True)), file, reader.line_num)
                if isinstance(row, Problem):
                    problems.append(row)
                else:
                    rows.append(row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        return [], [Problem(file, 1, f"the table cannot be read as UTF-8 CSV: {error}")]
    return rows, problems


def _head_problem(head: list[str]) -> str | None:
    unknown = [name for name in head if name not in COLUMNS]
    if unknown:
        return f"unknown column '{unknown[0]}'; known columns: {', '.join(COLUMNS)}"
    missing = sorted(_NEEDED - set(head))
    return f"the column '{missing[0]}' is missing" if missing else None


def _row(cells: Mapping[str, str], file: str, line: int) -> Row | Problem:
    get = {key: value.strip() for key, value in cells.items()}.get
    id_, kind = get("id", ""), get("kind", "")
    names = {lang: _split(get(lang, "")) for lang in ("ar", "en") if get(lang)}
    point = _point(get("lat", ""), get("lon", ""))
    wrong = None
    if not id_ or not id_.isascii() or id_ != id_.lower() or not id_.replace("-", "").isalnum():
        wrong = f"the id '{id_}' is not lower-case ASCII words with hyphens"
    elif kind not in PLACE_KINDS | FACILITY_KINDS:
        wrong = f"kind '{kind}' is not known"
    elif not names.get("ar"):
        wrong = f"{id_}: a place needs an Arabic name"
    elif unfit := [what for name in names["ar"] for what in unfit_letters(name)]:
        wrong = f"{id_}: {unfit[0]} may not stand in a codebook file"
    elif isinstance(point, str):
        wrong = f"{id_}: {point}"
    if wrong or isinstance(point, str):
        return Problem(file, line, wrong or "")
    place = Place(
        id_, kind, names, (), get("parent") or None, point, get("pcode") or None, source=get("source", ""),
        gazetteer=True,
    )  # fmt: skip
    return Row(place, get("country", "").upper(), tuple(map(str.upper, _split(get("within", "")))), file, line)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in cell.split("|") if (name := " ".join(part.split()))))


def _point(latitude: str, longitude: str) -> tuple[float, float] | str | None:
    """The point, None where both cells are empty, or what is wrong with them."""
    if not latitude and not longitude:
        return None
    try:
        point = float(latitude), float(longitude)
    except ValueError:
        return f"'{latitude}, {longitude}' is no latitude and longitude in degrees"
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        return f"the point {latitude}, {longitude} is not on the globe"
    return point

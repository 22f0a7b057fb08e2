"""Columns of a table, the table as CSV, and what a data package says of it."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Final, Literal, get_args

from isnad.cells import defused, write_row
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss

Cell = str | int | float | bool | None | tuple[str, ...]
Row = Mapping[str, Cell]
Kind = Literal["string", "integer", "number", "boolean", "date"]
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)}
BETWEEN: Final = "; "
"""Between several values in one cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it says, and what its cells are (Frictionless's types; days are `YYYY-MM-DD`)."""

    name: str
    says: str
    kind: Kind = "string"


def columns(text: str) -> tuple[Column, ...]:
    """Columns, a line each: the name, `:` and the kind where it is no string, two spaces or more, what it says."""
    found = []
    for line in text.strip().splitlines():
        head, _, says = line.strip().partition("  ")
        name, _, kind = head.partition(":")
        found.append(Column(name, says.strip(), _KINDS[kind or "string"]))
    return tuple(found)


def several(values: Iterable[str | None]) -> tuple[str, ...]:
    """Values for one cell, none twice."""
    return tuple(dict.fromkeys(filter(None, values)))


def single(cell: Cell) -> str | int | float | bool | None:
    """A cell for a table that has no lists: several values as one text, none as nothing."""
    return BETWEEN.join(cell) or None if isinstance(cell, tuple) else cell


def write_csv(file: BinaryIO, table: Sequence[Column], rows: Iterable[Row]) -> None:
    """Writes rows as CSV (RFC 4180, UTF-8, lines end with LF) below a heading. What is not known is an empty cell; a
    text that a spreadsheet would take for a formula is led by an apostrophe, in each value of a cell of several."""
    names = [column.name for column in table]
    texts = io.TextIOWrapper(file, encoding="utf-8", newline="")
    try:
        write_row(texts, names)
        for row in rows:
            write_row(texts, (_written(row.get(name)) for name in names))
        texts.flush()
    finally:
        texts.detach()


def _written(cell: Cell) -> str | int | float:
    if isinstance(cell, tuple):
        return BETWEEN.join(map(defused, cell))
    if isinstance(cell, str):
        return defused(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else cell


def data_package(
    release: Release, path: Path, table: Sequence[Column], losses: Sequence[Loss], title: str, media: str
) -> bytes:
    """The descriptor of a Frictionless data package (Data Package 2.0): the file with the meaning of its columns, the
    licence, what was left out, and as a second resource the ids that stand no more."""
    header = release.header
    file: dict[str, object] = {
        "name": "events", "path": path.name, "mediatype": media, "format": path.suffix.lstrip("."),
        "schema": _schema(table),
    }  # fmt: skip
    if media == "text/csv":
        file |= {"encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\n"}}
    gone = {
        "name": "withdrawn", "schema": _schema(_WITHDRAWN),
        "data": [asdict(one) for one in release.withdrawn()],
    }  # fmt: skip
    told = {
        "name": "events", "title": title, "created": header.at, "version": header.version,
        "resources": [file, gone], "profile": "data-package",
        "isnad": {"archive": header.archive, "profile": header.profile, "query": header.query, "since": header.since},
        "isnad_loss": [asdict(one) for one in dict.fromkeys((*release.lost(), *losses))],
    }  # fmt: skip
    if header.licence:
        told["licenses"] = [{"name": header.licence, "title": header.licence}]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


_WITHDRAWN: Final = columns("""
    id    an id that was released and stands no more
    at    since when
    into  the event that it was joined to
""")


def _schema(table: Sequence[Column]) -> dict[str, object]:
    return {"fields": list(_fields(table)), "missingValues": [""]}


def _fields(table: Sequence[Column]) -> Iterator[dict[str, str]]:
    for column in table:
        yield {"name": column.name, "type": column.kind, "description": column.says}

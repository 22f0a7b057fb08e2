"""Tables of reports, one a row: JSON lines, JSON lists, CSV and XLSX."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from isnad.errors import IsnadError, NoWordsError, UnreadableSourceError
from isnad.ingest.addresses import canonical
from isnad.ingest.columns import ColumnRole, Columns
from isnad.ingest.custody import Container
from isnad.ingest.dates import told_publication
from isnad.ingest.items import Item, Refused
from isnad.ingest.phrases import holds_words
from isnad.ingest.platforms import platform_of
from isnad.ingest.rows import MOST_COLUMNS, Row, rows_of
from isnad.ingest.telegram import canonical_json
from isnad.ingest.words import place_of
from isnad.model.document import Channel

_WEB_SCHEMES = ("http://", "https://")
_MARK = 16
_LOOKED_AT = 20
"""Rows that are looked at for columns before the first item is given."""


def table_items(table: Container, mapping: Mapping[str, str] | None = None) -> Iterator[Item | Refused]:
    """The rows of a table as items, in order. `mapping` says which column is what (`{"text": "body"}`); the others are
    told by their names (`columns`).

    A headline that does not stand in the text is put before it, with a blank line between. The bytes of an item are its
    row: the line itself for JSON lines, else the cells in canonical JSON. A row without words is refused; so is the
    table where no column holds the text, and what follows where the file is broken.
    """
    try:
        yield from _items(table, rows_of(table.path), mapping)
    except OSError as error:
        unreadable = UnreadableSourceError(f"{table.custody.source} cannot be read: {error.strerror or error}")
        yield Refused(where=table.custody.source, error=unreadable)
    except IsnadError as error:
        yield Refused(where=table.custody.source, error=error)


def _items(table: Container, rows: Iterator[Row], mapping: Mapping[str, str] | None) -> Iterator[Item | Refused]:
    """The columns are those of the first rows, and of later ones that have more: lines of JSON need not agree."""
    first = list(islice(rows, _LOOKED_AT))
    names = dict.fromkeys(chain.from_iterable(row.cells for row in first))
    columns = Columns.of(names, mapping) if names else None
    for row in chain(first, rows):
        if row.error is not None:
            yield Refused(where=table.where(f"row {row.number}"), error=row.error)
            continue
        if columns is None or (len(names) < MOST_COLUMNS and not names.keys() >= row.cells.keys()):
            names.update(dict.fromkeys(row.cells))
            columns = Columns.of(names, mapping)
        yield _item(table, row, columns)
    if not first:
        raise NoWordsError("the table holds no rows below its header")


def _item(table: Container, row: Row, columns: Columns) -> Item | Refused:
    where = table.where(f"row {row.number}")
    cells = _Cells(row.cells, columns)
    text, title = cells.get("text"), cells.get("title")
    if not holds_words(text):
        name = columns.names["text"]
        return Refused(where=where, error=NoWordsError(f"the column {name!r} holds no words in row {row.number}"))
    if title and place_of(title, text) is None:
        text = f"{title}\n\n{text}"
    raw = row.raw if row.raw is not None else canonical_json(row.cells)
    url = cells.get("url").strip()
    url = url if url.lower().startswith(_WEB_SCHEMES) else ""
    published, warnings = cells.published()
    platform = platform_of(cells.get("platform"), url)
    return Item(
        key=canonical(url) if url else f"{table.key}#{cells.get('id').strip() or _mark(raw)}",
        raw=raw,
        custody=table.member(f"row {row.number}", url or None),
        text=text,
        title=title or None,
        published=published,
        outlet=cells.get("outlet").strip() or None,
        channel=Channel(
            platform=platform,
            account=cells.get("account").strip() or None,
            post_id=(cells.get("id").strip() or None) if platform != "web" else None,
        ),
        warnings=warnings,
    )


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row's cells by their roles."""

    cells: Mapping[str, object]
    columns: Columns

    def get(self, role: ColumnRole) -> str:
        """The cell's text; empty where there is none."""
        name = self.columns.names.get(role)
        if name is None:
            return ""
        value = self.cells.get(name)
        if value is None and "." in name:
            value = self.cells
            for part in name.split("."):
                value = value.get(part) if isinstance(value, Mapping) else None
        return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

    def published(self) -> tuple[str | None, tuple[str, ...]]:
        """When the report was published, and a warning where the cell does not tell it."""
        told = self.get("published").strip()
        found = told_publication(told) if told else None
        if told and found is None:
            return None, (f"{told[:60]!r} tells no day of publication, or day and month cannot be told apart in it",)
        return found, ()


def _mark(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:_MARK]

"""The rows of `acled` as Parquet: every column with its type, some thousand rows at a time."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from isnad.errors import MissingExtraError
from isnad.publish.formats.acled import COLUMNS, TITLE, rows
from isnad.publish.formats.columns import Row, data_package, single
from isnad.publish.formats.format import Format
from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss

_GROUP: Final = 4_096
"""Rows that are in memory at the same time."""


def _write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError("Parquet needs a part that is not installed: pip install 'isnad[parquet]'") from error
    losses = Losses()
    schema = _schema(arrow, release)
    with parquet.ParquetWriter(file, schema, compression="zstd", write_statistics=False) as writer:
        for group in _groups(rows(release, losses)):
            arrays = [
                arrow.array([_value(row, column.name, column.kind) for row in group], schema.field(column.name).type)
                for column in COLUMNS
            ]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
    return losses.told()


def _schema(arrow: Any, release: Release) -> Any:
    """Arrow's schema, with what each column says, and with the release's header as metadata."""
    types = {
        "string": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_(),
        "date": arrow.date32(),
    }  # fmt: skip
    fields = [arrow.field(column.name, types[column.kind], metadata={"says": column.says}) for column in COLUMNS]
    return arrow.schema(fields, metadata={"isnad": json.dumps(asdict(release.header), sort_keys=True)})


def _value(row: Row, name: str, kind: str) -> object:
    value = single(row.get(name))
    return date.fromisoformat(value) if kind == "date" and isinstance(value, str) else value


def _groups(table: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(table)
    while group := list(islice(left, _GROUP)):
        yield group


def _package(release: Release, path: Path, losses: Sequence[Loss]) -> bytes:
    return data_package(release, path, COLUMNS, losses, TITLE, FORMAT.media)


FORMAT: Final = Format(
    "acled-parquet", ".parquet", "application/vnd.apache.parquet", _write, extra="parquet",
    beside=(("-datapackage.json", _package),),
)  # fmt: skip

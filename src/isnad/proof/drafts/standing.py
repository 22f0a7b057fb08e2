"""Where every entry of the codebook stands: its file and line, found without compiling anything."""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

from isnad.proof.cases import Kind

_KEY = re.compile(r"""^(["']?)([A-Za-z0-9][\w.-]*)\1\s*:(?=\s|$)""", re.MULTILINE)


class Standing(NamedTuple):
    """The folder and the file of an entry, and the line (from 1) on which it begins."""

    root: Path
    path: Path
    line: int


def standings(paths: Sequence[tuple[Path, Path]]) -> dict[tuple[Kind, str], Standing]:
    """Kind and id of all entries in these files (as `entry_files` gives them): of one id, that of the last folder and,
    within it, of the first file."""
    found: dict[tuple[Kind, str], Standing] = {}
    kinds: tuple[Kind, ...] = get_args(Kind)
    for root, path in paths:
        name = path.relative_to(root)
        kind = next((kind for kind in kinds if kind == name.parts[0]), None)
        for id_, line in _ids(kind, path, name) if kind else ():
            known = found.get((kind, id_)) if kind else None
            if kind and (known is None or known.root != root):
                found[kind, id_] = Standing(root, path, line)
    return found


def _ids(kind: Kind, path: Path, name: Path) -> Iterator[tuple[str, int]]:
    if kind == "events":
        yield ".".join(name.with_suffix("").parts[1:]), 1
    elif kind == "speech":
        yield name.stem, 1
    elif path.suffix == ".csv":
        yield from _rows(path)
    else:
        yield from _keys(path.read_text(encoding="utf-8", errors="replace"))


def _keys(text: str) -> Iterator[tuple[str, int]]:
    at, line = 0, 1
    for match in _KEY.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield match[2], line


def _rows(path: Path) -> Iterator[tuple[str, int]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.reader(file)
        heads = next(rows, [])
        column = heads.index("id") if "id" in heads else None
        for row in rows if column is not None else ():
            if column is not None and len(row) > column:
                yield row[column], rows.line_num

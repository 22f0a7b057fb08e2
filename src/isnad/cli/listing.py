"""`isnad codebook list`: what it prints."""

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from isnad.cli.manners import FAILED, say
from isnad.proof.cases import Kind
from isnad.proof.drafts.listing import Listed, alike, listed, sizes

_ONE: dict[Kind | None, str] = {"actors": "actor", "places": "place", "events": "event", "speech": "speech"}
_LEAST_ROOM, _MOST_NAMES = 12, 3
_NARROW = (24, 14, 30)


def run(kind: Kind | None, match: str | None, format_: Literal["text", "json"], overlay: Path | None) -> int:
    """Prints the number of entries of each kind, or a list of them; 1 where `match` stands in none."""
    if kind is None and match is None:
        counts = sizes(overlay)
        lines = (f"{name:8}{count:6}" for name, count in counts.items())
        print(json.dumps(counts, indent=2) if format_ == "json" else "\n".join(lines))
        return 0
    found = listed(overlay, kind, match)
    if format_ == "json":
        print(json.dumps([asdict(row) for row in found], ensure_ascii=False, indent=2))
    elif found:
        print("\n".join((*_lines(found), _sum(found, kind, match))))
    if not found:
        whose = f"{kind} have" if kind else "entries have"
        say(f"isnad: not-found: no {whose} «{match}» among their names and words")
        near = alike(overlay, kind, match or "")
        if near:
            say(f"  similar: {'; '.join(near)}")
        say("  to add it: isnad codebook new")
    return 0 if found else FAILED


def _lines(found: Sequence[Listed]) -> list[str]:
    """A line for each entry: id, class and place in columns, then in Arabic what it is called. On a terminal columns
    are narrow, a long word juts out of its own, and names are cut where the line ends."""
    rows = [(row.id, row.class_, f"{row.file}:{row.line}", _called(row)) for row in found]
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    widest = [max(len(row[n]) for row in rows) for n in range(3)]
    widths = [min(pair) for pair in zip(widest, _NARROW, strict=True)] if columns else widest
    heads = ("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=False)) for row in rows)
    rooms = ((head, max(columns - len(head) - 2, _LEAST_ROOM) if columns else None) for head in heads)
    return [f"{head}  {_cut(row[3], room)}" for (head, room), row in zip(rooms, rows, strict=True)]


def _called(row: Listed) -> str:
    shown = row.shown[:_MOST_NAMES]
    others = [word for word in row.by if word not in shown][:_MOST_NAMES]
    rest = "، …" if len(row.shown) > _MOST_NAMES else ""
    return "، ".join(shown) + rest + (f" ({'، '.join(others)})" if others else "")


def _cut(text: str, room: int | None) -> str:
    return text if room is None or len(text) <= room else text[: room - 1] + "…"


def _sum(found: Sequence[Listed], kind: Kind | None, match: str | None) -> str:
    hint = "; --match TEXT finds one" if match is None and sys.stdout.isatty() else ""
    return f"{len(found)} {_ONE.get(kind, 'entry') if len(found) == 1 else kind or 'entries'}{hint}"

"""`isnad places import`: what it writes and prints."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from isnad.cli.files import check_free, write_new
from isnad.cli.manners import say
from isnad.codebook import Codebook, load
from isnad.codebook.entries import FACILITY_KINDS, PLACE_KINDS
from isnad.codebook.gazetteer import COLUMNS
from isnad.codebook.imports import Imported, Refusal, Wish, by_code, take
from isnad.errors import OutputError, TableError

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asks for."""

    file: Path
    folder: Path
    country: str | None
    kind: str | None
    sheet: str | None
    source: str | None
    force: bool


def run(request: Request) -> None:
    """Writes the table and prints what was taken."""
    book = load(request.folder if request.folder.is_dir() else None)
    country, kind = (request.country or "").upper() or None, request.kind
    countries = sorted(book.codes.values())
    if country and country not in countries:
        raise TableError(f"--country {country}: not one of {', '.join(countries)}")
    if kind and kind not in PLACE_KINDS | FACILITY_KINDS:
        raise TableError(f"--kind {kind}: not one of {', '.join(sorted(PLACE_KINDS | FACILITY_KINDS))}")
    target = request.folder / "places" / f"{_stem(request.file)}.csv"
    skipped = target.with_suffix(".skipped.txt")
    if not request.force:
        check_free(target)
    taken = take(request.file, Wish(country, kind, request.sheet, request.source), book)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{target.parent} cannot be made: {error.strerror}") from error
    write_new(target, _csv(taken), force=request.force)
    skipped.unlink(missing_ok=True)
    if taken.refused:
        write_new(skipped, "".join(f"{_line(one)}\n" for one in taken.refused), force=True)
    _tell(taken, target, skipped, load(request.folder))


def _stem(file: Path) -> str:
    stem = re.sub(r"[^A-Za-z0-9_.-]+", "-", file.stem).strip("-.") or "places"
    return "my-towns" if stem == "towns" else stem  # a table of the name of ours would stand in its place


def _csv(taken: Imported) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(taken.rows)
    return text.getvalue()


def _line(one: Refusal) -> str:
    return f"{one.table}:{one.line}: {one.code}: {one.reason}"


def _tell(taken: Imported, target: Path, skipped: Path, book: Codebook) -> None:
    for table, told in taken.told.items():
        print("\n".join((f"{table}:", *(f"  {line}" for line in told))))
    new = sum(row["id"] in book.places for row in taken.rows)
    print(
        f"{len(taken.rows)} rows taken into {target}: {new} new places, {len(taken.rows) - new} that were known already"
    )
    if taken.refused:
        counts = ", ".join(f"{number} {code}" for code, number in by_code(taken.refused).items())
        print(f"{len(taken.refused)} rows not taken ({counts}), all listed in {skipped}")
    for one in taken.refused[:_SHOWN]:
        say(_line(one))
    if len(taken.refused) > _SHOWN:
        say(f"… and {len(taken.refused) - _SHOWN} more")

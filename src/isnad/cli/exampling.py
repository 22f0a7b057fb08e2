"""`isnad review example`: an account as an example of an entry, in the user's own folder of entries."""

from pathlib import Path

from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.reviewing.examples import Example, example, example_of
from isnad.cli.files import write_new
from isnad.codebook import Codebook
from isnad.errors import CodebookError, OutputError
from isnad.proof.drafts.entering import Wanted, correct

_EMPTY = "[]"
_INDENT = "  "


def run(library: Library, handle: str, entry: str | None, folder: Path | None) -> None:
    """Prints the example; with a folder also puts it into its entry there, which is a copy of ours where there is none
    yet. Raises CodebookError where no entry can take it, OutputError, and what `example_of` raises."""
    book = library.reader.book
    with reading(library.engine) as connection:
        text, found = example(connection, handle, book), example_of(connection, handle)
    print(text, end="")
    if folder is None:
        return
    for id_, key, lines in _places(found, entry, book):
        path = folder.joinpath("events", *id_.split(".")[:-1], f"{id_.rpartition('.')[2]}.yaml")
        if not path.exists():
            path = correct(Wanted("event", id_, folder, "")).path
        write_new(path, inserted(_held(path), key, lines), force=True)
        print(f"# {path}: {key}")
    print(f"# isnad codebook check --codebook {folder}")


def inserted(text: str, key: str, lines: str) -> str:
    """A file of an entry with lines more in the list of that key."""
    rows = text.splitlines()
    at = next((n for n, row in enumerate(rows) if row.partition(":")[0] == key), None)
    if at is None:
        return "\n".join((*rows, f"{key}:", lines.rstrip("\n"), ""))
    own = rows[at].partition(":")[2].partition("#")[0].strip()
    if own not in ("", _EMPTY):
        raise OutputError(f"{key} is written in one line: give each of its rows a line of its own, then try again")
    rows[at] = f"{key}:"
    behind = (n for n, row in enumerate(rows) if n > at and row and row[0] not in " \t#-")
    end = next(behind, len(rows))
    first = next((row for row in rows[at + 1 : end] if row.lstrip().startswith("-")), _INDENT)
    before = first[: len(first) - len(first.lstrip())]
    lines = "\n".join(before + line.removeprefix(_INDENT) for line in lines.splitlines())
    while not rows[end - 1].strip():
        end -= 1
    return "\n".join((*rows[:end], lines, *rows[end:], ""))


def _places(found: Example, entry: str | None, book: Codebook) -> list[tuple[str, str, str]]:
    """Which entries take which lines, under which key."""
    places = []
    if found.lines:
        own = entry or (found.entry if found.fits else None)
        if own not in book.events or book.events[own].type != found.type:
            known = ", ".join(sorted(id_ for id_, one in book.events.items() if one.type == found.type))
            raise CodebookError(f"say with --entry which entry of {found.type} takes it: {known}")
        places.append((own, "examples", found.lines))
    if found.counter:
        places.append((found.entry, "counter_examples", found.counter))
    return places


def _held(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path} cannot be read as UTF-8 text: {error}") from error

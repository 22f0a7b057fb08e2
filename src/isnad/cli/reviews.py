"""What `isnad review` and `isnad coded` print, and the files that they write and read."""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from isnad.archive.asking.finding import asked
from isnad.archive.asking.naming import current
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.reviewing.coded import given, written
from isnad.archive.reviewing.queue import Queue
from isnad.archive.reviewing.reviews import FIELDS
from isnad.archive.reviewing.sheets import rows
from isnad.archive.reviewing.standing import VERDICT, Conflict, Standing
from isnad.archive.reviewing.telling import of_event
from isnad.archive.sight import Sight, sight_of
from isnad.cli.files import check_free
from isnad.cli.manners import FAILED, say, shown
from isnad.cli.options import Lang
from isnad.cli.review_words import said
from isnad.errors import NotFoundError, OutputError, ReviewValueError
from isnad.publish import coded

_Format = Literal["text", "json"]
_WIDTH: Final = 10


def fields(changes: Sequence[str]) -> dict[str, Any]:
    """The values that `FIELD=VALUE` gives. Raises ReviewValueError."""
    found: dict[str, Any] = {}
    for change in changes:
        name, sign, text = change.partition("=")
        if not sign or name not in FIELDS:
            raise ReviewValueError(f"{change!r}: write FIELD=VALUE, with a field of {', '.join(FIELDS)}")
        found[name] = given(name, text)
    return found


def accounts(library: Library, id_: str, *, cleared: bool) -> Sequence[Standing]:
    """The account of that handle, or all of an event. Raises NotFoundError."""
    if "@" in id_:
        return [library.standing(id_, cleared=cleared)]
    with reading(library.engine) as connection:
        sight: Sight = sight_of(connection, None, cleared=cleared)
        found = of_event(connection, current(connection, id_, sight), sight)
    if not found:
        raise NotFoundError(f"{id_}: no event of that id is in the archive; `isnad events` lists them")
    return found


def show_queue(found: Queue, format_: _Format, lang: Lang) -> None:
    """Prints a page of what is in doubt."""
    if format_ == "json":
        print(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    for item in found.items:
        why = said("sep", lang).join(said(f"reason.{one.code}", lang, about=one.about) for one in item.reasons)
        print(f"{item.event}  {item.doubt:4}  {item.type:{_WIDTH}}  {said(item.reviewed, lang)}  {shown(why)}".rstrip())
    if found.after:
        print(said("next", lang, option=f"--after {found.after}"))


def show_accounts(found: Sequence[Standing], format_: _Format, lang: Lang) -> None:
    """Prints what stands of accounts: what was read and what counts, who said what, what people disagree on."""
    if format_ == "json":
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        print(f"{one.handle}  {said(one.reviewed, lang)}  {one.event or ''}".rstrip())
        for line in _lines(one, lang):
            print(f"  {shown(line)}")


def _lines(one: Standing, lang: Lang) -> Iterator[str]:
    yield f"«{one.words}»"
    for field in one.fields:
        read, counts = written(field.name, field.machine), written(field.name, field.value)
        if field.corrected:
            yield f"{field.name:{_WIDTH}} {counts or '-'}  ({said('read', lang)}: {read or '-'}; {field.by})"
        elif counts:
            yield f"{field.name:{_WIDTH}} {counts}"
    yield from (f"{said('disagree', lang)}: {_conflict(conflict)}" for conflict in one.conflicts)
    for review in one.reviews:
        what = f"{review.field}={json.dumps(review.value, ensure_ascii=False)}" if review.field else ""
        yield " ".join(filter(None, (str(review.id), review.made_at, review.by, review.verdict, what, review.note)))


def _conflict(conflict: Conflict) -> str:
    def value(held: Any) -> str:
        name = next((one for one in FIELDS if one == conflict.field), None)
        return (written(name, held) if name else str(held)) or "-"

    sides = " / ".join(f"{value(side.value)} ({', '.join(side.by)})" for side in conflict.sides)
    return sides if conflict.field == VERDICT else f"{conflict.field}: {sides}"


def send_out(library: Library, out: Path, query: str, *, cleared: bool, force: bool) -> int:
    """Writes a row for each account of the events that answer a query; how many. Raises OutputError, QueryError."""
    kind = next((one for one in coded.KINDS if one == out.suffix.lower()), None)
    if kind is None:
        raise OutputError(f"{out}: give a file that ends in {' or '.join(coded.KINDS)}")
    if not force:
        check_free(out)
    with reading(library.engine) as connection, _whole(out) as file:
        book = library.reader.book
        found = rows(connection, asked(connection, query, book, cleared=cleared), book, cleared=cleared)
        return coded.write(file, kind, found, library.history(1)[-1]["at"])


def take_in(library: Library, path: Path, *, cleared: bool) -> int:
    """Takes what changed in a sheet, and lists the rows that cannot be taken; the exit status."""
    taken = changed = refused = 0
    for row in library.review_sheet(path, cleared=cleared):
        taken, changed = taken + row.reviews, changed + (row.reviews > 0)
        if row.error is not None:
            refused += 1
            say(f"isnad: row {row.number}: {row.error.code}: {row.handle}: {row.error}")
    print(f"{changed} rows changed: {taken} reviews by {library.who}")
    if refused:
        say(f"isnad: {refused} rows were not taken, the others were")
    return FAILED if refused else 0


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that stands under its name when it is whole, and not at all otherwise. Raises OutputError."""
    try:
        handle, partial = tempfile.mkstemp(prefix=".isnad-", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(partial).replace(path)
        finally:
            Path(partial).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error

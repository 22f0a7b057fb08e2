# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad review …` and `isnad coded …`: what people say of the machine's reading, one by one and as a spreadsheet."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from isnad.cli.manners import manners
from isnad.cli.options import ArchiveOption, CodebookOption, LangOption

if TYPE_CHECKING:
    from isnad.archive.library import Library

_Format = Literal["text", "json"]
_FormatOption = Annotated[_Format, typer.Option("--format", help="What to print.")]
_HandleArgument = Annotated[str, typer.Argument(metavar="HANDLE", help="An account: sha256:…@120-131:ASSAULT.")]
_NoteOption = Annotated[str, typer.Option(help="Why.")]
_ByOption = Annotated[str | None, typer.Option(help="Who says so (your login name).")]
_SeenOption = Annotated[
    int | None, typer.Option(metavar="N", min=0, help="The last review that you looked at (all that there are).")
]
_ClearedOption = Annotated[bool, typer.Option("--cleared/--uncleared", help="With restricted reports, or without.")]
_State = Literal["unreviewed", "accepted", "corrected", "disputed", "unsure"]
review = typer.Typer(name="review", no_args_is_help=True, help="Accept, correct or reject what was read.")
coded = typer.Typer(name="coded", no_args_is_help=True, help="Accounts as a spreadsheet, out and in again.")


@review.command(name="list")
def list_(
    archive: ArchiveOption,
    state: Annotated[_State | None, typer.Option(help="Only events of which people made this.")] = None,
    mine: Annotated[str | None, typer.Option(metavar="NAME", help="Only events that NAME reviewed.")] = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only events of this type.")] = None,
    place: Annotated[str | None, typer.Option(metavar="ID", help="Only events in this place (place:…).")] = None,
    reason: Annotated[str | None, typer.Option(metavar="CODE", help="Only events that are here for this.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=200, help="Rows of a page.")] = 20,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help="What the page before ended with.")] = None,
    cleared: _ClearedOption = True, format_: _FormatOption = "text", lang: LangOption = "ar",
) -> None:  # fmt: skip
    """List events in the order of how much of them is in doubt, each with why."""
    with manners(), _opened(archive) as library:
        from isnad.archive.opening import reading
        from isnad.archive.reviewing.queue import queue
        from isnad.cli.reviews import show_queue

        with reading(library.engine) as connection:
            found = queue(
                connection, state=state, mine=mine, type_=type_, place=place, reason=reason, after=after, limit=limit,
                cleared=cleared,
            )  # fmt: skip
        show_queue(found, format_, lang)


@review.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An event (ev-…), or the handle of one account.")],
    archive: ArchiveOption, cleared: _ClearedOption = True, format_: _FormatOption = "text", lang: LangOption = "ar",
) -> None:  # fmt: skip
    """Show what was read of each account and what people said; also of an event whose accounts were all rejected."""
    with manners(), _opened(archive) as library:
        from isnad.cli.reviews import accounts, show_accounts

        show_accounts(accounts(library, id_, cleared=cleared), format_, lang)


@review.command()
def accept(
    handle: _HandleArgument, archive: ArchiveOption, note: _NoteOption = "", by: _ByOption = None,
    seen: _SeenOption = None, lang: LangOption = "ar",
) -> None:  # fmt: skip
    """Say that an account was read rightly."""
    _said(archive, handle, "accepted", note, by, seen, lang)


@review.command()
def correct(
    handle: _HandleArgument,
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE…", help="type=COERCE 'victims=killed 3' place=")],
    archive: ArchiveOption, note: _NoteOption = "", by: _ByOption = None, seen: _SeenOption = None,
    lang: LangOption = "ar",
) -> None:  # fmt: skip
    """Say what is right: type mode status polarity agents targets accused place from to victims speaker span.

    Several ids stand with `; ` between; nothing behind `=` means that there is none.
    """
    _said(archive, handle, "corrected", note, by, seen, lang, changes)


@review.command()
def reject(
    handle: _HandleArgument, archive: ArchiveOption, note: _NoteOption = "", by: _ByOption = None,
    seen: _SeenOption = None, lang: LangOption = "ar",
) -> None:  # fmt: skip
    """Say that an account tells of no such event: it counts no more."""
    _said(archive, handle, "rejected", note, by, seen, lang)


@review.command()
def unsure(
    handle: _HandleArgument, archive: ArchiveOption, note: _NoteOption = "", by: _ByOption = None,
    seen: _SeenOption = None, lang: LangOption = "ar",
) -> None:  # fmt: skip
    """Say that you cannot tell whether an account was read rightly."""
    _said(archive, handle, "unsure", note, by, seen, lang)


@review.command()
def undo(
    handle: _HandleArgument, archive: ArchiveOption, note: _NoteOption = "", by: _ByOption = None,
    lang: LangOption = "ar",
) -> None:  # fmt: skip
    """Take back what you said last of an account."""
    _said(archive, handle, "undone", note, by, None, lang)


@review.command()
def comment(
    subject: Annotated[str, typer.Argument(metavar="ID", help="An event (ev-…), or the handle of an account.")],
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What you remark.")],
    archive: ArchiveOption, by: _ByOption = None,
) -> None:  # fmt: skip
    """Remark something on an event or an account."""
    with manners(), _opened(archive, by) as library:
        print(f"comment {library.comment(subject, words)} on {subject}, by {library.who}")


@review.command()
def example(
    handle: _HandleArgument, archive: ArchiveOption,
    entry: Annotated[str | None, typer.Option(metavar="ID", help="The entry that takes it: coerce.arrest.")] = None,
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Make a reviewed account an example of the codebook: printed, or put into your folder of entries."""
    with manners(), _opened(archive, overlay=overlay) as library:
        from isnad.cli.exampling import run

        run(library, handle, entry, overlay)


@coded.command(name="export")
def export_(
    archive: ArchiveOption,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The sheet to make: coded.csv or coded.xlsx.")],
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Only events that answer, as in `isnad events`.")] = "",
    cleared: _ClearedOption = True,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a row for each account of each event: what was read, what counts, to be changed and taken in again."""
    with manners(), _opened(archive) as library:
        from isnad.cli.reviews import send_out

        print(f"{out}: {send_out(library, out, query, cleared=cleared, force=force)} accounts")


@coded.command(name="import")
def import_(
    sheet: Annotated[Path, typer.Argument(metavar="FILE", help="A sheet that `isnad coded export` wrote.")],
    archive: ArchiveOption, by: _ByOption = None, cleared: _ClearedOption = True,
) -> None:  # fmt: skip
    """Take the cells that you changed as your corrections. Ends with 1 when rows cannot be taken; they are listed."""
    with manners(), _opened(archive, by) as library:
        from isnad.cli.reviews import take_in

        raise typer.Exit(take_in(library, sheet, cleared=cleared))


def _said(
    archive: str, handle: str, verdict: str, note: str, by: str | None, seen: int | None, lang: Literal["ar", "en"],
    changes: list[str] | None = None,
) -> None:  # fmt: skip
    with manners(), _opened(archive, by) as library:
        from isnad.cli.reviews import fields, show_accounts

        told = library.review(handle, verdict, fields(changes or []), seen=seen, note=note)
        show_accounts([told], "text", lang)


@contextmanager
def _opened(archive: str, by: str | None = None, overlay: Path | None = None) -> Iterator["Library"]:
    from isnad.annotate.reader import Reader
    from isnad.archive.library import Library

    library = Library.open(archive, who=by or _login(), load=partial(Reader.with_codebook, overlay))
    try:
        yield library
    finally:
        library.close()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"

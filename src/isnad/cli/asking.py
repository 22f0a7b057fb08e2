# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad find`, `events`, `event`, `actor` and `place`: asking an archive."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from isnad.cli.manners import manners
from isnad.cli.options import ArchiveOption, AsOfOption, CodebookOption, LangOption
from isnad.errors import QueryError

if TYPE_CHECKING:
    from rich.console import Console
    from sqlalchemy import Connection

    from isnad.codebook import Codebook

QUERY_SETTINGS = {"ignore_unknown_options": True}
"""How `find` and `events` are to be registered, so that `-word` is a word to be left out and no option."""
_UNBROKEN = 100_000
_Format = Literal["table", "json", "csv"]
_FormatOption = Annotated[_Format, typer.Option("--format", help="What to print.")]
_QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="QUERY…", help='Words, "phrases", -word, OR, and filters: type: actor: place: from: …'),
]
_LimitOption = Annotated[int, typer.Option("--limit", metavar="N", min=1, max=500, help="Rows of a page.")]
_AfterOption = Annotated[
    str | None, typer.Option("--after", metavar="CURSOR", help="The next page: what the page before ended with.")
]
_OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of which states are told.")]


def find(
    archive: ArchiveOption, query: _QueryArgument = None, format_: _FormatOption = "table",
    limit: _LimitOption = 20, after: _AfterOption = None, as_of: AsOfOption = None, lang: LangOption = "ar",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Find reports by their words and by what they tell, the latest first.

    All words have to be there, in any spelling. Filters: type: actor: place: status: speaker: anonymous: outlet: from:
    to: published: (نوع: جهة: مكان: حالة: متحدث: مجهول: منفذ: من: إلى: نشر:).
    """
    with manners(), opened(archive, overlay) as (connection, book):
        from isnad.archive.asking import finding
        from isnad.publish.answers import lists, plain, sheets

        asked = finding.asked(connection, _line(query), book)
        page = finding.find(connection, asked, after=after, limit=limit, as_of=as_of)
        _show(
            format_, plain=lambda: plain.list_plain(page, book),
            sheet=lambda: sheets.write(sys.stdout, sheets.HIT_COLUMNS, sheets.hit_rows(page.rows)),
            text=lambda console: lists.print_hits(page, console, book, lang),
        )  # fmt: skip


def events(
    archive: ArchiveOption, query: _QueryArgument = None, format_: _FormatOption = "table",
    limit: _LimitOption = 20, after: _AfterOption = None, as_of: AsOfOption = None, lang: LangOption = "ar",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """List events, each once whatever the number of its reports, the latest first.

    Filters are of the event: from: and to: bound its own days. Words are those of its reports.
    """
    with manners(), opened(archive, overlay) as (connection, book):
        from isnad.archive.asking import event_lists, finding
        from isnad.publish.answers import lists, plain, sheets

        asked = finding.asked(connection, _line(query), book)
        page = event_lists.events(connection, asked, book, after=after, limit=limit, as_of=as_of)
        _show(
            format_, plain=lambda: plain.list_plain(page, book),
            sheet=lambda: sheets.write(sys.stdout, sheets.EVENT_COLUMNS, sheets.event_rows(page.rows)),
            text=lambda console: lists.print_events(page, console, book, lang),
        )  # fmt: skip


def event(
    id_: Annotated[str, typer.Argument(metavar="ID", help="An event's id: ev-…")],
    archive: ArchiveOption, format_: _FormatOption = "table", as_of: AsOfOption = None, lang: LangOption = "ar",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Show an event: every report's statements with their chains and words, who stands behind it, contradictions, and
    why these reports are held to tell of one event."""
    with manners(), opened(archive, overlay) as (connection, book):
        from isnad.archive.asking.happenings import event_page
        from isnad.publish.answers import event_view, plain, sheets

        page = event_page(connection, id_, book, as_of=as_of)
        rows = sheets.statement_rows(page, book, lang)
        _show(
            format_, plain=lambda: plain.page_plain(page, book),
            sheet=lambda: sheets.write(sys.stdout, sheets.STATEMENT_COLUMNS, rows),
            text=lambda console: event_view.print_event(page, console, book, lang),
        )  # fmt: skip


def actor(
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A name in any language, or an id.")],
    archive: ArchiveOption, on: _OnOption = None, as_of: AsOfOption = None, format_: _FormatOption = "table",
    limit: _LimitOption = 10, after: _AfterOption = None, lang: LangOption = "ar", overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Show an actor or a person on a day: chain of command, leaders, posts, allies and foes, places, events."""
    with manners(), opened(archive, overlay) as (connection, book):
        from isnad.archive.asking.actors import actor_page
        from isnad.publish.answers import entity_view, plain, sheets

        page = actor_page(connection, " ".join(name), book, on=on, as_of=as_of, after=after, limit=limit)
        rows = sheets.state_rows(page, book, lang)
        _show(
            format_, plain=lambda: plain.page_plain(page, book),
            sheet=lambda: sheets.write(sys.stdout, sheets.STATE_COLUMNS, rows),
            text=lambda console: entity_view.print_actor(page, console, book, lang),
        )  # fmt: skip


def place(
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A name in any language, or an id.")],
    archive: ArchiveOption, on: _OnOption = None, as_of: AsOfOption = None, format_: _FormatOption = "table",
    limit: _LimitOption = 10, after: _AfterOption = None, lang: LangOption = "ar", overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Show a place on a day: who by which reports is present or in control, there and within it, and its events."""
    with manners(), opened(archive, overlay) as (connection, book):
        from isnad.archive.asking.places import place_page
        from isnad.publish.answers import entity_view, plain, sheets

        page = place_page(connection, " ".join(name), book, on=on, as_of=as_of, after=after, limit=limit)
        rows = sheets.state_rows(page, book, lang)
        _show(
            format_, plain=lambda: plain.page_plain(page, book),
            sheet=lambda: sheets.write(sys.stdout, sheets.STATE_COLUMNS, rows),
            text=lambda console: entity_view.print_place(page, console, book, lang),
        )  # fmt: skip


@contextmanager
def opened(archive: str, overlay: Path | None) -> Iterator[tuple["Connection", "Codebook"]]:
    """The archive, to be read, and the codebook. The engine is not loaded: asking needs none."""
    from isnad.archive.migrating import require_current
    from isnad.archive.opening import Place, engine_of, reading
    from isnad.codebook import load

    engine = engine_of(Place.of(archive))
    try:
        require_current(engine)
        book = load(overlay)
        with reading(engine) as connection:
            yield connection, book
    finally:
        engine.dispose()


def _line(words: list[str] | None) -> str:
    """The question in one line. A single argument is the question as it is. Of several, one with a space came in quotes
    that the shell took away: they are put back, behind the name of its filter where it has one."""
    given = words or []
    for word in given:
        if word.startswith("--"):
            raise QueryError(f"{word}: there is no such option; see --help")
    return " ".join(map(_quoted, given)) if len(given) > 1 else "".join(given)


def _quoted(word: str) -> str:
    sign, rest = ("-", word[1:]) if word.startswith("-") else ("", word)
    name, colon, value = rest.partition(":")
    if not colon or not name.isalpha():
        name, colon, value = "", "", rest
    if " " not in value.strip() or any(quote in value for quote in '"«»“”„|:') or " OR " in value:
        return word
    return f'{sign}{name}{colon}"{value}"'


def _show(
    format_: _Format, *, plain: Callable[[], dict[str, Any]], sheet: Callable[[], None],
    text: Callable[["Console"], None],
) -> None:  # fmt: skip
    if format_ == "json":
        print(json.dumps(plain(), ensure_ascii=False, indent=2))
    elif format_ == "csv":
        sheet()
    else:
        from rich.console import Console

        # without a terminal lines are not broken, so that they can be searched
        text(Console(file=sys.stdout, width=None if sys.stdout.isatty() else _UNBROKEN, highlight=False))

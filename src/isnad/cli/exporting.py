# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad export`: what leaves an archive, by one profile, in a format that others read."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from isnad.cli.asking import opened
from isnad.cli.manners import manners, say
from isnad.cli.options import ArchiveOption, CodebookOption, LangOption

if TYPE_CHECKING:
    from isnad.publish.release.writing import Written
    from isnad.publish.words import Lang

_EVERY = 100
_Profile = Literal["internal", "partner", "public"]


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="acled, geojson, stix, … An unknown one lists all.")],
    archive: ArchiveOption,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file; its loss is stated beside it.")],
    profile: Annotated[
        _Profile | None, typer.Option(help="For whom: what may leave. public where nothing is given.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only events that changed since; ids that are gone are listed.")
    ] = None,
    query: Annotated[str, typer.Option(metavar="QUERY", help="Only events that answer, as in `isnad events`.")] = "",
    cleared: Annotated[bool, typer.Option("--cleared", help="With restricted reports (internal only).")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    lang: LangOption = "ar", overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Write the events and states of an archive for others, with what a profile does not let leave taken out.

    The same profile takes out the same in every format. PATH.loss.json states what was taken out and what the format
    has no field for.
    """
    with manners():
        from isnad.errors import ProfileError
        from isnad.publish.formats import FORMATS

        form, chosen = FORMATS[format_], profile or "public"
        if cleared and chosen != "internal":
            raise ProfileError("restricted reports leave by --profile internal only: give it, or leave --cleared out")
        with opened(archive, overlay) as (connection, book), _progress() as told:
            from isnad.publish.release.gathering import release_of
            from isnad.publish.release.writing import write

            release = release_of(connection, book, chosen, query=query, since=since, cleared=cleared)
            written = write(release, form, out, force=force, told=told)
        _show(written, chosen, given=profile is not None, lang=lang)


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """Shows on standard error how many events were written, where somebody looks."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        yield lambda number: status.update(f"{number}") if number % _EVERY == 0 else None


def _show(written: "Written", profile: str, *, given: bool, lang: "Lang") -> None:
    """What was written, by which profile, and how much was left out."""
    from isnad.publish.release.words import said

    if not given:
        say(said("default", lang, profile=profile))
    for path in written.files:
        print(path)
    lost = sum(one.number for one in written.losses)
    say(said("written", lang, events=written.events, profile=profile, lost=lost, file=written.files[-1].name))

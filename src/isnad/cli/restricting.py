# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad restrict` and `isnad unrestrict`: reports and sources that only those may see who are cleared."""

import getpass
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from isnad.cli.manners import manners
from isnad.cli.options import ArchiveOption

if TYPE_CHECKING:
    from isnad.archive.restricting import Changed

_SubjectArgument = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="A report (address, file, sha256:…), an outlet, or telegram:ACCOUNT.")
]
_NoteOption = Annotated[str, typer.Option(help="Why.")]
_ByOption = Annotated[str | None, typer.Option(help="Who says so (your login name).")]


def restrict(
    subject: _SubjectArgument, archive: ArchiveOption, note: _NoteOption = "", by: _ByOption = None
) -> None:  # fmt: skip
    """Hide a report, or all that comes from a source now and later, from everybody who is not cleared."""
    _told("documents hidden", _said(subject, archive, note, by, restricts=True))


def unrestrict(
    subject: _SubjectArgument, archive: ArchiveOption, note: _NoteOption = "", by: _ByOption = None
) -> None:  # fmt: skip
    """Show a report or a source to everybody again."""
    _told("documents that all see again", _said(subject, archive, note, by, restricts=False))


def _said(subject: str, archive: str, note: str, by: str | None, *, restricts: bool) -> "Changed":
    with manners():
        from isnad.archive.library import Library

        with closing(Library.open(archive, who=by or _login())) as library:
            return library.restrict(subject, note) if restricts else library.lift(subject, note)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"


def _told(became: str, changed: "Changed") -> None:
    for subject in changed.subjects:
        print(f"{subject.sort} {subject.name}")
    print(f"{became}: {changed.documents}")

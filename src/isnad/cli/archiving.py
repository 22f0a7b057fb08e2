# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""The commands that make, fill and look after an archive."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from isnad.cli.manners import manners, say
from isnad.cli.options import ArchiveOption, CodebookOption, ManifestOption

if TYPE_CHECKING:
    from isnad.archive.library import Library

_Format = Literal["text", "json"]
_FormatOption = Annotated[_Format, typer.Option("--format", help="What to print.")]


def init(archive: ArchiveOption) -> None:
    """Make a new, empty archive: a folder with one SQLite file, or the tables in a PostgreSQL database."""
    with manners():
        from isnad.archive.library import Library

        library = Library.create(archive, who=_user())
        print(f"{library.place}: a new archive. Add reports with `isnad add`, for which ISNAD_ARCHIVE may name it.")
        library.close()


def add(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE…", help="Files, folders, URLs, feeds; - for stdin.")],
    archive: ArchiveOption,
    published: Annotated[str | None, typer.Option(help="Publication day, where the source tells none.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Name of the publisher, if a table's row tells none.")] = None,
    manifest: ManifestOption = None,
    url: Annotated[str | None, typer.Option(help="A pasted post: its address.")] = None,
    platform: Annotated[str | None, typer.Option(help="A pasted post: web, telegram, facebook, x, …")] = None,
    author: Annotated[str | None, typer.Option(help="A pasted post: the account.")] = None,
    columns: Annotated[list[str] | None, typer.Option(metavar="FIELD=COLUMN", help="Tables: text=body …")] = None,
    feed: Annotated[bool, typer.Option("--feed", help="Take URLs as feeds, whatever they call themselves.")] = False,
    readers: Annotated[int | None, typer.Option(min=1, help="Processes that read (all cores).")] = None,
    format_: _FormatOption = "text",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Bring reports into an archive: text, HTML, PDF, DOCX, feeds, OPML, WARC, Telegram and WhatsApp exports, tables.

    What is there already changes nothing; the same address with other bytes is a new version. Ends with 1 when
    something could not be read: it is listed at the end, and kept.
    """
    with manners(), _open(archive, overlay) as library:
        from isnad.archive.bringing import Bringer, columns_of, require_one_post
        from isnad.cli.adding import run
        from isnad.ingest.bring import Bringing
        from isnad.ingest.dates import parse_publication
        from isnad.ingest.fetch import Fetcher
        from isnad.ingest.manifest import load_manifest

        if published:
            parse_publication(published)
        if url:
            require_one_post(url, sources)
        library.readers = readers or library.readers
        how = Bringing(
            published=published, outlet=outlet, manifest=load_manifest(manifest) if manifest else {},
            columns=columns_of(columns or ()), url=url, platform=platform, account=author,
        )  # fmt: skip
        raise typer.Exit(run(Bringer(library, Fetcher(), how, feed), sources, format_))


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED…", help="Feeds, or OPML files of them.")],
    archive: ArchiveOption,
    interval: Annotated[float, typer.Option(metavar="MINUTES", min=1, help="How often each is asked.")] = 30,
    overlay: CodebookOption = None,
) -> None:
    """Ask feeds on an interval and add what is new, until interrupted (Ctrl-C ends it cleanly)."""
    with manners(), _open(archive, overlay) as library:
        from isnad.cli.adding import follow

        follow(library, feeds, interval * 60)


def rebuild(
    archive: ArchiveOption,
    everything: Annotated[bool, typer.Option("--all", help="Read all reports, whoever read them last.")] = False,
    format_: _FormatOption = "text",
    overlay: CodebookOption = None,
) -> None:
    """Read the captured texts again after the engine or the codebook changed, and tell what that changed.

    Nothing is fetched. What people judged is kept: it hangs on the words, not on a reading.
    """
    with manners(), _open(archive, overlay) as library:
        from isnad.cli.adding import reread

        raise typer.Exit(reread(library, everything=everything, format_=format_))


def migrate(archive: ArchiveOption) -> None:
    """Bring an archive of an older release to the form of this one. Make a backup first."""
    with manners(), _open(archive, current=False) as library:
        from isnad.archive.migrating import upgrade

        steps = upgrade(library.engine)
        print(f"brought to the newest form: {', '.join(steps)}; now run `isnad rebuild`" if steps else "up to date")


def judge(
    left: Annotated[str, typer.Argument(metavar="A", help="An event or entity id (ev-…, x-…), or a mention's handle.")],
    verdict: Annotated[Literal["same", "different", "unsure", "undone"], typer.Argument(help="What you judge.")],
    right: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    archive: ArchiveOption,
    note: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[str | None, typer.Option(help="Who judges (your login name).")] = None,
) -> None:
    """Say whether two are one: `isnad judge ev-abc same ev-def`. It is appended, and can be taken back with
    `undone`."""
    with manners(), _open(archive) as library:
        library.who = by or library.who
        number = library.judge(left, right, verdict, note)
        print(f"judgement {number}: {left} {verdict} {right}, by {library.who}")


def assess(
    subject: Annotated[str, typer.Argument(metavar="ID", help="An event (ev-…), one account of it, or an outlet.")],
    archive: ArchiveOption,
    source: Annotated[str | None, typer.Option(metavar="A-F", help="How reliable the source is (Admiralty).")] = None,
    information: Annotated[
        str | None, typer.Option(metavar="1-6", help="How credible the information is (Admiralty).")
    ] = None,
    note: Annotated[str, typer.Option(help="Why, who confirmed it.")] = "",
    by: Annotated[str | None, typer.Option(help="Who assesses (your login name).")] = None,
) -> None:
    """Keep what you think of a source or of a piece of information; it stands beside what was read."""
    with manners(), _open(archive) as library:
        library.who = by or library.who
        number = library.assess(subject, source=source, information=information, note=note)
        print(f"assessment {number}: {subject} {source or '-'}{information or '-'}, by {library.who}")


def verify(
    archive: ArchiveOption,
    checkpoint: Annotated[Path | None, typer.Option(metavar="FILE", help="One kept outside the archive.")] = None,
    write: Annotated[Path | None, typer.Option("--write", metavar="FILE", help="Write a new one, to keep.")] = None,
    format_: _FormatOption = "text",
) -> None:
    """Check that nothing was changed behind the archive's back: history, bytes, texts, readings, judgements.

    Rows cut off the end of the history are found against a checkpoint that you keep elsewhere. Ends with 1 when
    something was found.
    """
    with manners(), _open(archive, current=False) as library:
        from isnad.cli.checking import run

        raise typer.Exit(run(library, checkpoint, write, format_))


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to make: archive.isnad.")],
    archive: ArchiveOption,
    recipients: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="KEY|FILE", help="Encrypt for a public key (age1…, ssh-…) or a file of some."),
    ] = None,
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Encrypt with a passphrase.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Do not encrypt.")] = False,
) -> None:
    """Copy an archive into one file, while others write. A checkpoint is laid beside it.

    It is encrypted (in the format of age) for all whose key is given with --for, or that ISNAD_BACKUP_FOR names: a key,
    or a file of keys. A passphrase is asked for, or taken from ISNAD_BACKUP_PASSPHRASE.
    """
    with manners(), _open(archive, current=False) as library:  # also before it is migrated
        from isnad.archive.guarding.backup import backup as make
        from isnad.cli.sealing import IN_PLAIN, wanted

        seal = wanted(recipients or [], passphrase=passphrase, plain=plain)
        make(library.engine, target, seal=seal)
        how = ", encrypted" if seal else ""
        print(f"{target}: {target.stat().st_size / 1e6:.1f} MB{how}. Keep its checkpoint elsewhere too.")
        if not (seal or plain):
            say(IN_PLAIN)


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    archive: ArchiveOption,
    identity: Annotated[
        Path | None, typer.Option(metavar="KEYFILE", help="Your secret key, where it is encrypted for keys.")
    ] = None,
) -> None:
    """Make an archive of a backup, in a new folder or an empty PostgreSQL database, and check it.

    The passphrase of an encrypted one is asked for, or taken from ISNAD_BACKUP_PASSPHRASE.
    """
    with manners():
        from isnad.archive.guarding.backup import restore as make
        from isnad.archive.opening import Place
        from isnad.cli.sealing import asked

        place = Place.of(archive)
        make(source, place, identity=identity, ask=asked)
        print(f"{place}: restored and checked")


def history(
    archive: ArchiveOption,
    last: Annotated[int, typer.Option(min=1, metavar="N", help="How many of the latest changes.")] = 20,
    format_: _FormatOption = "text",
) -> None:
    """List the latest changes of an archive: when, who, what."""
    with manners(), _open(archive) as library:
        from isnad.cli.checking import show_history

        show_history(library.history(last), format_)


def failures(
    archive: ArchiveOption,
    everything: Annotated[bool, typer.Option("--all", help="Also what was read later.")] = False,
    format_: _FormatOption = "text",
) -> None:
    """List what could not be read and was not read later, with the reason. The bytes are kept."""
    with manners(), _open(archive) as library:
        from isnad.cli.checking import show_failures

        show_failures(library.failures(), format_, everything=everything)


def versions(
    key: Annotated[str, typer.Argument(metavar="REPORT", help="A report's address, file or post.")],
    archive: ArchiveOption,
    format_: _FormatOption = "text",
) -> None:
    """Show the versions of a report, and the facts that came and went from one to the next."""
    with manners(), _open(archive) as library:
        from isnad.cli.checking import show_versions

        show_versions(library.versions(key), format_)


@contextmanager
def _open(archive: str, overlay: Path | None = None, *, current: bool = True) -> Iterator["Library"]:
    from isnad.annotate.reader import Reader
    from isnad.archive.library import Library

    library = Library.open(archive, who=_user(), load=partial(Reader.with_codebook, overlay), current=current)
    try:
        yield library
    finally:
        library.close()


def _user() -> str:
    """The login name, which stands in the history for whoever works."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"

# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad report`: what an archive tells of a period, as a paper with numbered sources."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from isnad.cli.manners import manners, shown
from isnad.cli.options import ArchiveOption, CodebookOption, Lang, LangOption

if TYPE_CHECKING:
    from isnad.publish.situation.asking import Request
    from isnad.publish.situation.filing import Folder


def report(
    out: Annotated[Path, typer.Argument(metavar="REPORT", help="The file: .html, .pdf, .docx or .md.")],
    archive: ArchiveOption,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="First day: 2021-02-01, 2021-02, 2021.")],
    last: Annotated[str, typer.Option("--to", metavar="DATE", help="Last day; of a month or a year its last.")],
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Only this place and what lies in it.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Only this actor and what belongs to it.")] = None,
    profile: Annotated[
        Literal["internal", "partner", "public"], typer.Option(help="For whom it is; tells less, or all.")
    ] = "public",
    compare: Annotated[
        Path | None, typer.Option("--last", metavar="STATE", help="The .state.json of another report to compare with.")
    ] = None,
    cleared: Annotated[bool, typer.Option("--cleared", help="With restricted reports (internal only).")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    lang: LangOption = "ar",
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Write a situation report: what happened, who against whom, what is disputed, who said what, what changed.

    Every sentence ends in the numbers of its sources. A new run keeps what you wrote between the marks for it.
    """
    with manners():
        from isnad.archive.asking.moments import days
        from isnad.publish.situation.asking import Request
        from isnad.publish.situation.filing import Folder
        from isnad.publish.situation.material import Period

        period = Period.of(days(first).first or "", days(last).last or "")
        request = Request.of(period, profile, place=place, actor=actor, cleared=cleared)
        number = _write(archive, overlay, request, Folder.of(out, force=force, last=compare), lang)
        print(f"{shown(str(out))}: {number} events, {profile}")


def _write(archive: str, overlay: Path | None, request: "Request", folder: "Folder", lang: Lang) -> int:
    """Writes the report; how many events it tells."""
    from isnad.archive.migrating import require_current
    from isnad.archive.opening import Place, engine_of, reading
    from isnad.codebook import load
    from isnad.publish.situation.asking import gather
    from isnad.publish.situation.writing import write

    engine = engine_of(Place.of(archive))
    try:
        require_current(engine)
        with reading(engine) as connection:
            material, memory = gather(connection, load(overlay), request, folder.memory)
    finally:
        engine.dispose()
    folder.put(write(material, lang), memory)
    return len(material.events)

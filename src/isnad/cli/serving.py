# ruff: noqa: PLC0415 -- each command imports what it needs, so that `isnad --help` is quick
"""`isnad serve`: the workbench."""

from pathlib import Path
from typing import Annotated

import typer

from isnad.cli.manners import manners
from isnad.cli.options import ArchiveOption, CodebookOption


def serve(
    archive: ArchiveOption,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on; others need accounts.")] = "127.0.0.1",
    name: Annotated[list[str] | None, typer.Option(metavar="HOST", help="Name by which browsers ask for it.")] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate (PEM).")] = None,
    key: Annotated[Path | None, typer.Option(help="Its key (PEM).")] = None,
    behind_proxy: Annotated[bool, typer.Option("--behind-proxy", help="A proxy on this computer does TLS.")] = False,
    overlay: CodebookOption = None,
) -> None:  # fmt: skip
    """Open the workbench in a browser: search, read, review, add and export, in Arabic and English.

    On this computer, as long as there are no accounts, it opens for its one user without signing in. Ctrl-C ends it.
    """
    with manners():
        from isnad.archive.opening import Place
        from isnad.web.serving import Serving, serve

        how = Serving(
            host=host, port=port, names=tuple(name or ()), certificate=certificate, key=key, behind_proxy=behind_proxy
        )
        serve(Place.of(archive), how, overlay, _tell)


def _tell(address: str, alone: bool) -> None:
    print(f"{address} is open; Ctrl-C ends it.", flush=True)
    if alone:
        print(
            "No accounts: whoever uses this computer comes in with all rights. `isnad people add` makes one.",
            flush=True,
        )

"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Lang = Literal["ar", "en"]
ENVIRONMENT = "ISNAD_CODEBOOK"
"""Names the user's folder of entries where no --codebook is given."""
CodebookOption = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="DIR", envvar=ENVIRONMENT, help="Your folder of entries, laid over ours."),
]
FolderOption = Annotated[
    Path,
    typer.Option("--codebook", metavar="DIR", envvar=ENVIRONMENT, help="Your folder of entries; made if missing."),
]
ManifestOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help='JSON: {"stem": {"published": …, "outlet": …}}.')
]
LangOption = Annotated[Lang, typer.Option(help="Language of the view.")]
DayOption = Annotated[str | None, typer.Option("--published", metavar="DATE", help="Read as published on this day.")]
ArchiveOption = Annotated[
    str,
    typer.Option(
        "--archive", metavar="DIR|URL", envvar="ISNAD_ARCHIVE",
        help="The archive: a folder, or a postgresql:// address.",
    ),
]  # fmt: skip
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Answer with what the archive knew on this day.")
]

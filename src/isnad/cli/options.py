"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Lang = Literal["ar", "en"]
CodebookOption = Annotated[
    Path | None, typer.Option("--codebook", metavar="DIR", help="Your folder of entries, laid over ours.")
]
ManifestOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help='JSON: {"stem": {"published": …, "outlet": …}}.')
]
LangOption = Annotated[Lang, typer.Option(help="Language of the view.")]
DayOption = Annotated[str | None, typer.Option("--published", metavar="DATE", help="Read as published on this day.")]

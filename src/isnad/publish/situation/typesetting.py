"""Typesetting with Typst, which gets data and our own template and nothing else: no folder, no package, no address."""

import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from isnad.errors import MissingExtraError, SituationError

_PICTURE: Final = (
    "#set page(width: auto, height: auto, margin: 0pt)\n"
    '#set text(font: ("Noto Sans Arabic", "DejaVu Sans", "DejaVu Sans Mono"))\n'
    '#image(bytes(sys.inputs.svg), format: "svg", width: 480pt)\n'
)
_DOTS_PER_INCH: Final = 180.0
_EPOCH: Final = 0


def pdf_of(paper: str) -> bytes:
    """The PDF of a paper that is given as JSON. Raises MissingExtraError without Typst, SituationError where it cannot
    be set."""
    return _compiled(_template(), {"paper": paper}, "pdf")


def png_of(svg: str) -> bytes:
    """A picture of ours as PNG, 480 points wide. Raises as `pdf_of` does."""
    return _compiled(_PICTURE, {"svg": svg}, "png")


@cache
def _template() -> str:
    return files("isnad.publish.situation").joinpath("situation.typ").read_text("utf-8")


def _compiled(source: str, inputs: dict[str, str], form: Literal["pdf", "png"]) -> bytes:
    try:
        import typst  # noqa: PLC0415 -- an extra
    except ImportError as error:
        raise MissingExtraError("PDF and DOCX need Typst: pip install 'isnad[report]'") from error
    # a folder with the template alone is all that it could read, and no package can be there
    with tempfile.TemporaryDirectory(prefix="isnad-") as name:
        folder = Path(name)
        template = folder / "situation.typ"
        template.write_text(source, "utf-8")
        try:
            made: bytes | list[bytes] = typst.compile(
                template, root=folder, format=form, sys_inputs=inputs, package_path=folder, package_cache_path=folder,
                timestamp=_EPOCH, ppi=_DOTS_PER_INCH,
            )  # fmt: skip
        except (typst.TypstError, RuntimeError) as error:
            raise SituationError(f"the report cannot be set: {error}") from error
    return b"".join(made) if isinstance(made, list) else made

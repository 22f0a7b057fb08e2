"""Isnad reads Arabic news reports about armed groups into structured records that keep, for every fact, who says so."""

from functools import cache
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from isnad._version import __version__
from isnad.errors import IsnadError, UnreadableSourceError

if TYPE_CHECKING:
    from isnad.annotate.reader import Reader
    from isnad.model import Record, TimeExpression, to_plain

__all__ = ["IsnadError", "Reader", "Record", "TimeExpression", "__version__", "read", "times", "to_plain"]

_LATER = {
    "Reader": "isnad.annotate.reader", "Record": "isnad.model", "TimeExpression": "isnad.model",
    "to_plain": "isnad.model",
}  # fmt: skip
"""Names whose modules are imported when they are first asked for: `isnad --help` needs none of them."""


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


@cache
def _reader() -> "Reader":
    from isnad.annotate.reader import Reader  # noqa: PLC0415 -- see _LATER

    return Reader.with_codebook()


def read(source: str | PathLike[str], *, published: str | None = None, outlet: str | None = None) -> "Record":
    """The record of one report: a text, or a `Path` of a text, HTML or Markdown file.

    `published` is `YYYY-MM-DD` or an ISO time, `outlet` the publisher's name. A `str` is always taken as the text
    itself. Raises SourceError where no Arabic report can be had from it, DateError for a date that is none.
    """
    from isnad.ingest.capture import capture  # noqa: PLC0415 -- see _LATER

    if isinstance(source, str):
        raw, name = source.encode("utf-8", "surrogatepass"), ""
    else:
        name = Path(source).name
        try:
            raw = Path(source).read_bytes()
        except OSError as error:
            raise UnreadableSourceError(f"{source}: {error.strerror}") from error
    document, warnings = capture(raw, name=name, published=published, outlet=outlet)
    return _reader().read(document, warnings)


def times(text: str, *, published: str | None = None) -> "tuple[TimeExpression, ...]":
    """Every expression of `text` that places something in time, in order, with its bounds as inclusive ISO days.

    `published` is the day that relative ones count from, `YYYY-MM-DD` or an ISO time; without it they have no bounds.
    Nothing else of the engine is loaded: no names, no events. What each form means is told in docs/times.md. Raises
    DateError for a date that is none.
    """
    from datetime import date  # noqa: PLC0415 -- see _LATER

    from isnad.annotate.times import read_times  # noqa: PLC0415
    from isnad.arabic.view import View  # noqa: PLC0415
    from isnad.ingest.dates import parse_publication  # noqa: PLC0415

    day = date.fromisoformat(parse_publication(published).day) if published else None
    return read_times(View(text), day)

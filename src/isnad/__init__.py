"""Isnad reads Arabic news reports about armed groups into structured records that keep, for every fact, who says so."""

from functools import cache
from os import PathLike
from pathlib import Path

from isnad._version import __version__
from isnad.annotate.reader import Reader
from isnad.errors import IsnadError, UnreadableSourceError
from isnad.ingest.capture import capture
from isnad.model import Record, to_plain

__all__ = ["IsnadError", "Reader", "Record", "__version__", "read", "to_plain"]


@cache
def _reader() -> Reader:
    return Reader.with_codebook()


def read(source: str | PathLike[str], *, published: str | None = None, outlet: str | None = None) -> Record:
    """The record of one report: a text, or a `Path` of a text, HTML or Markdown file.

    `published` is `YYYY-MM-DD` or an ISO time, `outlet` the publisher's name. A `str` is always taken as the text
    itself. Raises SourceError where no Arabic report can be had from it, DateError for a date that is none.
    """
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

"""From the bytes of one input to the words that will be captured, whatever kind of file they come in."""

import re
from dataclasses import dataclass, replace

from isnad.errors import BinarySourceError, EmptySourceError, OversizedSourceError
from isnad.ingest.binary import seems_binary, seems_garbled
from isnad.ingest.docx import read_docx
from isnad.ingest.encoding import Decoded, cleaned, decode
from isnad.ingest.media import Media, decoded_media, packed_media
from isnad.ingest.page import Page, read_page
from isnad.model.span import Span

MOST_BYTES = 20 * 1024 * 1024
_READABLE = "give text, HTML, Markdown, PDF or DOCX"
_LONGEST_TITLE = 500
_INVISIBLE = "\ufffd\u200b\u200e\u200f\ufeff \t\r\n\f\v\u00a0"


@dataclass(frozen=True, slots=True)
class Words:
    """What an input gives: `page.text` is to be the captured text, and the spans of `page` are over it; a text that
    is no page declares nothing of itself. `title` is the headline by its words, where it is known apart from the
    text. `encoding` is how characters were had from bytes."""

    page: Page
    title: str | None = None
    encoding: str = "utf-8"


def words_of(raw: bytes, *, name: str = "", media: Media | None = None, text: str | None = None) -> Words:
    """The words of an input of at most 20 MB. `text` is given where they are known and do not stand in `raw` as they
    are; `media` where it is known how to have them, else the bytes and the file's `name` tell.

    Raises OversizedSourceError, EmptySourceError, BinarySourceError, and what `read_pdf` and `read_docx` raise.
    """
    if max(len(raw), len(text or "")) > MOST_BYTES:
        raise OversizedSourceError(f"the input is larger than {MOST_BYTES // 1024**2} MB: give one report at a time")
    if text is not None:
        return _plain(cleaned(text))
    kind = media or packed_media(raw, name)
    if kind == "pdf":
        from isnad.ingest.pdf import read_pdf  # noqa: PLC0415 -- slow to import, needed for PDFs only

        found = read_pdf(raw)
        return _plain(cleaned(found.text), found.title, found.warnings)
    if kind == "docx":
        document = read_docx(raw)
        return _plain(cleaned(document.text), document.title)
    return _decoded(raw, name, media)


def _plain(decoded: Decoded, title: str | None = None, warnings: tuple[str, ...] = ()) -> Words:
    if len(decoded.text) > MOST_BYTES:
        raise OversizedSourceError(f"the text is longer than {MOST_BYTES // 1024**2} MB: give one report at a time")
    if not decoded.text.strip(_INVISIBLE):
        raise EmptySourceError("the input holds no text")
    return Words(Page(decoded.text, warnings=(*decoded.warnings, *warnings)), title, decoded.encoding)


def _decoded(raw: bytes, name: str, media: Media | None) -> Words:
    """The words of bytes that are characters in some encoding."""
    if kind := seems_binary(raw):
        raise BinarySourceError(f"the input is not text but {kind}: {_READABLE}")
    decoded = decode(raw)
    words = _plain(decoded)
    if seems_garbled(decoded.text):
        raise BinarySourceError(f"the input is not text: it is full of control characters; {_READABLE}")
    if (media or decoded_media(decoded.text, name)) == "page":
        page = read_page(decoded.text)
        return Words(replace(page, warnings=(*decoded.warnings, *page.warnings)), None, decoded.encoding)
    return words


def place_of(title: str, text: str) -> Span | None:
    """Where a headline that is known by its words first stands in `text` as lines of its own, however its words are
    spaced there; None where it does not: what does not stand in the text is not its title."""
    sought = title[:_LONGEST_TITLE].split()
    if not sought:
        return None
    words = r"\s+".join(map(re.escape, sought))
    match = re.search(rf"(?m)^[^\S\n]*+({words})[^\S\n]*+$", text)
    return Span(*match.span(1)) if match else None

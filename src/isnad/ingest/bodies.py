"""What came over the web: its packing undone, and which kind of thing it is."""

from typing import Literal

from isnad._version import __version__
from isnad.errors import BombError, DamagedSourceError
from isnad.ingest.binary import seems_binary
from isnad.ingest.limits import Limits, gunzip, inflate
from isnad.ingest.media import Media, packed_media
from isnad.ingest.words import MOST_BYTES

TOOL = f"isnad/{__version__}"
"""Who fetched or unpacked an item, in its custody; also the name that servers are told."""

KEPT_HEADERS = ("content-type", "content-length", "content-encoding", "date", "etag", "last-modified")
"""What of an answer's headers is kept as custody; the rest says nothing of the report."""

Kind = Literal["html", "pdf", "docx", "xml", "json", "text"]
"""What a body is. Reports are pages, PDFs, DOCX or text; XML and JSON are feeds."""

REPORT_MEDIA: dict[Kind, Media] = {"html": "page", "pdf": "pdf", "docx": "docx", "text": "text"}
"""The kinds that can be a report, and how its words are had from it."""

_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/xml": "xml",
    "application/xml": "xml",
    "application/json": "json",
    "text/json": "json",
    "text/plain": "text",
    "text/markdown": "text",
}
_UNTOLD = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/x-download"))
_GZIP = b"\x1f\x8b"
_MOST_PACKINGS = 2
_BODY = Limits(unpacked=MOST_BYTES)


def unpacked(body: bytes, content_encoding: str) -> bytes:
    """`body` without the packings that the header `Content-Encoding` names, at most 20 MB and 100 times as large.
    Some servers and crawlers say gzip of what is not packed: it stays as it is.

    BombError beyond that; DamagedSourceError where it is broken, cut off, or packed in a way that was not asked for.
    """
    names = [name for part in content_encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(names) > _MOST_PACKINGS:
        raise BombError(f"the answer is packed {len(names)} times over: it is refused")
    for name in reversed(names):
        if not body:
            break
        if name in ("gzip", "x-gzip"):
            body = gunzip(body, _BODY) if body.startswith(_GZIP) else body
        elif name == "deflate":
            body = inflate(body, _BODY)
        else:
            raise DamagedSourceError(f"the answer is packed as {name[:40]!r}, which cannot be unpacked here")
    return body


def kind(content_type: str, body: bytes) -> Kind | None:
    """What the header `Content-Type` says that `body` is; by its first bytes where the header is silent. None for
    what is neither a report nor a feed, such as an image."""
    name = content_type.partition(";")[0].strip().lower()
    if name in _UNTOLD:
        return _by_first_bytes(body)
    if name in _KINDS:
        return _KINDS[name]
    return "xml" if name.endswith("+xml") and "svg" not in name else "json" if name.endswith("+json") else None


def _by_first_bytes(body: bytes) -> Kind | None:
    packed = packed_media(body)
    if packed == "pdf" or packed == "docx":  # noqa: PLR1714 -- told one by one, it is known to be a Kind
        return packed
    if seems_binary(body):
        return None
    start = body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and b"<html" not in start:
        return "xml"
    if start.startswith((b"{", b"[{")):
        return "json"
    return "html" if start.startswith(b"<") else "text"

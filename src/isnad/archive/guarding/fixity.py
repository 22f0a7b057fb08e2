"""Whether what is kept of a document is still what was captured and read."""

import json
import zlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

MOST_BYTES = 1 << 29
"""No reading and no report is as long; what unpacks to more was made to fill the memory."""
_READ_OUT = frozenset({"published", "published_at", "published_basis", "outlet", "dateline"})
"""What of a document an engine may read out of its text, so that it differs from what was captured."""


def unpacked(packed: bytes, digest: str, size: int | None = None) -> bytes | None:
    """The bytes of a zlib stream, where their SHA-256 is `digest` and they are `size` (if given); else None."""
    stream, most = zlib.decompressobj(), MOST_BYTES if size is None else min(size, MOST_BYTES)
    try:
        raw = stream.decompress(packed, most + 1)
    except zlib.error:
        return None
    whole = stream.eof and not stream.unused_data and size in (None, len(raw))
    return raw if whole and sha256(raw).hexdigest() == digest else None


def changed(row: Any, record: bytes, *, newest: bool) -> tuple[str, ...]:
    """By name, what of a document's row differs from the document in one of its readings (the `newest`: also what that
    read out of the text)."""
    try:
        told = json.loads(record)["document"]
        return tuple(dict.fromkeys(_changed(row, told, newest=newest)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ("reading",)


def _changed(row: Any, told: Mapping[str, Any], *, newest: bool) -> Iterator[str]:
    title = told["title"] and row.text[slice(*told["title"])]
    held = {"text": row.text, "url": row.url, "text_origin": row.text_origin}
    if newest:
        held |= {"published": row.published, "outlet": row.outlet}
    yield from (name for name, value in held.items() if told[name] != value)
    if title != row.title:
        yield "title"
    if told["channel"]["platform"] != row.platform:
        yield "platform"
    # a later engine may know more of a document, or less
    for name in sorted((row.captured.keys() & told.keys()) - _READ_OUT):
        if row.captured[name] != told[name]:
            yield name

"""Reports that people hand over: posts that they pasted, and transcripts of pictures."""

import hashlib
from pathlib import Path

from isnad.errors import IsnadError
from isnad.ingest.addresses import canonical
from isnad.ingest.custody import Clock, custody_of, file_key, shown, utc_now
from isnad.ingest.items import Attachment, Item
from isnad.ingest.members import plain_name, read_below
from isnad.ingest.words import MOST_BYTES
from isnad.model.document import Channel
from isnad.model.vocabulary import Platform

IMAGES = frozenset((".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic"))
"""Endings of pictures that a transcript may stand beside: `shot.png.txt` beside `shot.png`."""


def pasted(
    text: str | bytes, *, url: str | None = None, platform: Platform = "web", account: str | None = None,
    published: str | None = None, outlet: str | None = None, source: str = "-", clock: Clock = utc_now,
) -> Item:  # fmt: skip
    """The item of a post that a person copied: its words, or the bytes of a file that holds nothing else.

    It is known by its address where one is given, else by its words: the same words pasted twice are one report.
    `published` is an ISO day or time, `account` who posted it, `source` where the words were read from. Raises
    nothing; what `url` and `published` are is checked by those who use them.
    """
    raw = _bytes(text)
    return Item(
        key=canonical(url) if url else f"pasted:{hashlib.sha256(raw).hexdigest()}",
        raw=raw,
        custody=custody_of(source, clock, url),
        media="text",
        published=published,
        outlet=outlet,
        channel=Channel(platform=platform, account=account),
        text_origin="pasted",
    )


def transcribed(
    image: Path, text: str | bytes, *, url: str | None = None, published: str | None = None, outlet: str | None = None,
    source: str | None = None, clock: Clock = utc_now,
) -> Item:  # fmt: skip
    """The item of a transcript, with its picture attached; known by `url` or else by the picture's path, so that a
    better transcript is a new version. A picture that cannot be read, is over 20 MB, or leads out of its folder by a
    link, is left out with a warning: the words are the report."""
    attached, warnings = (), ()  # type: tuple[Attachment, ...], tuple[str, ...]
    try:
        attached = (Attachment(name=plain_name(image.name), raw=read_below(image.parent, image.name, MOST_BYTES)),)
    except IsnadError as error:
        warnings = (f"the picture is left out: {error}",)
    return Item(
        key=canonical(url) if url else file_key(image),
        raw=_bytes(text),
        custody=custody_of(source or shown(image), clock, url),
        media="text",
        published=published,
        outlet=outlet,
        text_origin="transcribed",
        attachments=attached,
        warnings=warnings,
    )


def pictured(path: Path) -> Path | None:
    """The picture whose transcript the file `path` is: the one beside it that bears its name without `.txt`."""
    if path.suffix.lower() != ".txt":
        return None
    image = path.with_suffix("")
    try:
        return image if image.suffix.lower() in IMAGES and image.is_file() else None
    except (OSError, ValueError):
        return None


def _bytes(text: str | bytes) -> bytes:
    """UTF-8; a lone surrogate, which it cannot hold, by its own three bytes, which capture marks as lost."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")

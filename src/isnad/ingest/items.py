"""What a source gives: single reports as they came, each with its custody.

A file gives one item, a feed or an exported chat many. Whatever stands between a source and the archive speaks in
items: nothing is read out of them before `document` is called, and nothing of them is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from isnad.errors import IsnadError
from isnad.ingest.capture import capture
from isnad.ingest.media import Media
from isnad.model.document import Channel, Document
from isnad.model.vocabulary import TextOrigin

__all__ = ["Attachment", "Custody", "Item", "Media", "Refused", "document"]

_WEB = Channel()


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Where and how an item was had. Times are ISO 8601 in UTC.

    `source` is what the user gave (a path, an address, a feed), `url` the address that answered in the end after
    `redirects`; `member` names the item inside a container (a message, a row, a WARC record), whose bytes have the
    SHA-256 `container`. `headers` are the answer's, by lower-case name.
    """

    source: str
    fetched_at: str
    tool: str
    requested_url: str | None = None
    url: str | None = None
    redirects: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    container: str | None = None
    member: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that belongs to an item and is kept with it, such as the image that a text was transcribed from."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One report as it came.

    `key` says which report it is whatever its bytes: its address, `telegram:CHANNEL/ID`, or the absolute path of its
    file; the same key with other bytes is a new version. `raw` are the bytes whose SHA-256 is the document's id.
    `text` is given where the words do not stand in `raw` as they are (a message in JSON, a row of a table); otherwise
    they are had from `raw` by `media`, and where that is None, by what the bytes and `name`, the file's name, tell.
    `published` is an ISO day or time, `outlet` a name; both may be unknown. `warnings` tell in English what the source
    left in doubt.
    """

    key: str
    raw: bytes
    custody: Custody
    name: str = ""
    media: Media | None = None
    text: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    channel: Channel = _WEB
    text_origin: TextOrigin = "captured"
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something of a source that gives no item, and why. `where` is as `Custody.source`, with the member's name."""

    where: str
    error: IsnadError


def document(item: Item) -> tuple[Document, tuple[str, ...]]:
    """The document of an item and warnings in English; raises what `capture` raises."""
    found, warnings = capture(
        item.raw, name=item.name, published=item.published, outlet=item.outlet, media=item.media, text=item.text,
        title=item.title,
    )  # fmt: skip
    url = item.custody.url or found.url
    told = replace(found, url=url, channel=item.channel, text_origin=item.text_origin)
    return told, (*item.warnings, *warnings)

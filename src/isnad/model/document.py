"""A report as it was captured."""

from dataclasses import dataclass

from isnad.model.span import Span
from isnad.model.vocabulary import LinkRole, Platform, PublishedBasis, TextOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A pointer out of the report, such as a related headline. Its words are never read for facts."""

    span: Span
    role: LinkRole
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Where the text came from, when it came as a post or message."""

    platform: Platform = "web"
    account: str | None = None
    post_id: str | None = None
    forwarded_from: str | None = None
    edited_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The captured text and what is known about it.

    `text` is immutable and all spans of the record are over it. `id` is the SHA-256 of the raw bytes.
    `published` is an ISO day, `published_at` an ISO time with zone where the text or the user gives one.
    """

    id: str
    text: str
    title: Span | None = None
    outlet: str | None = None
    published: str | None = None
    published_at: str | None = None
    published_basis: PublishedBasis | None = None
    dateline: str | None = None
    language: str = "ar"
    encoding: str = "utf-8"
    url: str | None = None
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    furniture: tuple[Span, ...] = ()
    channel: Channel = Channel()
    text_origin: TextOrigin = "captured"

"""The entries of a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, JSON Feed 1.

A feed is a stranger's file: it is read in one pass of an XML parser that refuses entities and fetches nothing, in time
that grows with its length only (feedparser took 16 s over an author's name of 60 KB, and its time grows with the
square of it). Feeds that are not well-formed are common; they are mended in known ways, and
what stands before a mistake that remains is kept.
"""

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.entities import html5
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from isnad.errors import FeedError
from isnad.ingest.dates import find_publication
from isnad.ingest.encoding import decode
from isnad.ingest.tagsoup import strip_tags, unescape

MOST_ENTRIES = 5000
"""What comes after so many entries is not read: feeds have tens, exports of whole blogs a few thousand."""

_FEED_NAMESPACES = frozenset((
    "", "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2", "http://blogs.law.harvard.edu/tech/rss",
))  # fmt: skip
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_ROOTS = ("rss", "feed", "rdf:RDF")
_PUBLISHED = ("published", "pubDate", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created")
_UPDATED = ("updated", "modified", "dcterms:modified")
_MOST_ELEMENTS = 500_000
_LONGEST_FIELD = 2000
_LONGEST_DATE = 60
_JSON_VERSION = "https://jsonfeed.org/version/1"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>\s*|\A\s+")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};)([A-Za-z][A-Za-z0-9]{1,30};)?")
_LATIN = re.compile(rb"[A-Za-z]+")
_TAG = re.compile(r"<[a-zA-Z/!]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed. `id` is its own, else its address, else empty. `published` and `updated` are ISO days or
    times, with a zone where the feed has one. `summary` and `content` are as the feed has them, usually markup;
    `title` and `words` are plain text."""

    id: str = ""
    url: str | None = None
    title: str = ""
    published: str | None = None
    updated: str | None = None
    summary: str = ""
    content: str = ""
    is_markup: bool = True

    @property
    def words(self) -> str:
        """The content, or where there is none the summary, without markup; one line for each block."""
        told = self.content or self.summary
        return _plain(told) if self.is_markup else told.strip()


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says: its title and its entries in its own order."""

    title: str = ""
    entries: tuple[Entry, ...] = ()


def read_feed(raw: bytes, url: str = "") -> Feed:
    """The feed in `raw`; `url` is where it was had, from which its relative addresses lead. At most 5,000 entries.

    FeedError for what is no feed, for one with entities of its own, and for one that is broken from its start."""
    if raw[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return _json_feed(raw, url)
    try:
        feed, broken = _xml_feed(raw, url)
        if broken:
            mended, still_broken = _xml_feed(_mended(raw), url)
            feed = max(feed, mended, key=lambda one: len(one.entries))
            if still_broken and not feed.entries:
                raise FeedError(f"the feed cannot be read ({broken}): tell who publishes it")
    except DefusedXmlException as error:
        raise FeedError("the feed declares entities of its own: no feed needs them, and it is refused") from error
    return feed


def moment(value: str) -> str | None:
    """A date as feeds write it (RFC 822, ISO 8601) as an ISO day or time in the zone that it has; else None."""
    value = value.strip()
    if not value or len(value) > _LONGEST_DATE:
        return None
    told = value
    if not value[:4].isdigit():
        try:
            told = parsedate_to_datetime(value).isoformat()
        except (TypeError, ValueError, IndexError, OverflowError):
            return None
    elif "T" in value.upper():
        try:
            told = datetime.fromisoformat(value.upper()).isoformat(timespec="seconds")
        except ValueError:
            told = value
    found = find_publication(told)
    return (found.at or found.day) if found else None


def _xml_feed(raw: bytes, url: str) -> tuple[Feed, str | None]:
    """The feed and, where it is not well-formed, why; it then has the entries that end before the mistake."""
    reading = _Reading(url)
    try:
        for event, element in iterparse(io.BytesIO(raw), events=("start", "end"), forbid_external=True):
            if reading.take(event, element):
                break
    except (ParseError, LookupError, ValueError) as error:
        if isinstance(error, DefusedXmlException):
            raise
        return reading.feed(), str(error)
    return reading.feed(), None


class _Reading:
    """One pass over the elements of a feed."""

    def __init__(self, url: str) -> None:
        self._path: list[str] = []
        self._bases = [url]
        self._entries: list[Entry] = []
        self._title = ""
        self._elements = 0

    def take(self, event: str, element: Element) -> bool:
        """Takes what the parser tells; whether enough was read."""
        if event == "start":
            self._open(element)
            return False
        name = self._path.pop()
        base = self._bases.pop()
        if name in ("item", "entry"):
            self._entries.append(_entry(element, base))
            element.clear()
        elif name == "title" and self._path and self._path[-1] in ("channel", "feed"):
            self._title = self._title or _plain(_text(element))[:_LONGEST_FIELD]
        return len(self._entries) >= MOST_ENTRIES

    def feed(self) -> Feed:
        return Feed(self._title, tuple(self._entries))

    def _open(self, element: Element) -> None:
        name = _name(element.tag)
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise FeedError(f"the feed has more than {_MOST_ELEMENTS:,} elements: it is refused")
        if not self._path and name not in _ROOTS:
            raise FeedError(f"it is no feed but starts with <{name[:40] or element.tag[:80]}>: give a feed's address")
        self._path.append(name)
        self._bases.append(_joined(self._bases[-1], element.get(_BASE, "")))


def _entry(element: Element, base: str) -> Entry:
    fields: dict[str, Element] = {}
    links: list[Element] = []
    for child in element:
        name = _name(child.tag)
        fields.setdefault(name, child)
        if name == "link":
            links.append(child)
    told = {name: _text(child) for name, child in fields.items() if name}
    link = _link(links) or _permalink(fields.get("guid"))
    url = _joined(base, link) if link else None
    content = fields.get("content:encoded", fields.get("content"))
    text_only = (
        content is not None and _name(content.tag) == "content" and content.get("type") in ("text", "text/plain")
    )
    title = told.get("title", "")
    return Entry(
        id=(told.get("id") or told.get("guid") or element.get(_ABOUT) or url or "")[:_LONGEST_FIELD],
        url=url,
        title=(title if _is_plain(fields.get("title")) else _plain(title)).strip()[:_LONGEST_FIELD],
        published=_first_moment(told, _PUBLISHED),
        updated=_first_moment(told, _UPDATED),
        summary=told.get("summary") or told.get("description") or "",
        content=_text(content) if content is not None else "",
        is_markup=not text_only,
    )


def _name(tag: object) -> str:
    """An element's name: plain where it belongs to a feed's own vocabulary, `dc:date` where to a known one, empty
    where to any other (such as the titles of media players)."""
    namespace, _, name = str(tag).rpartition("}")
    namespace = namespace.removeprefix("{")
    if namespace in _FEED_NAMESPACES:
        return name
    return f"{_PREFIXES[namespace]}:{name}" if namespace in _PREFIXES else ""


def _text(element: Element) -> str:
    """The text in an element; markup that stands in it as elements (Atom's XHTML) as markup."""
    if not len(element):
        return (element.text or "").strip()
    return "".join(_markup(element)).strip()


def _markup(element: Element) -> Iterator[str]:
    """What is in an element, written as HTML without attributes; a stack of our own, for it may be deep."""
    waiting: list[Element | str] = [*reversed(element), html.escape(element.text or "")]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        name = str(one.tag).rpartition("}")[2]
        yield f"<{name}>{html.escape(one.text or '')}"
        waiting.extend((f"</{name}>{html.escape(one.tail or '')}", *reversed(one)))


def _is_plain(element: Element | None) -> bool:
    """Whether Atom says that an element's text is text: RSS never says, and often means markup."""
    return element is not None and "Atom" in str(element.tag) and element.get("type", "text") in ("text", "text/plain")


def _link(links: list[Element]) -> str:
    """The address of the page that an entry is about: RSS has it as text, Atom as one of several."""
    for link in links:
        if not link.get("href") and (link.text or "").strip():
            return (link.text or "").strip()
    pages = [one for one in links if one.get("href") and one.get("rel", "alternate") == "alternate"]
    pages.sort(key=lambda one: one.get("type", "text/html") != "text/html")
    return pages[0].get("href", "").strip() if pages else ""


def _permalink(guid: Element | None) -> str:
    if guid is None or guid.get("isPermaLink", "true").lower() == "false":
        return ""
    told = (guid.text or "").strip()
    return told if told.startswith(("http://", "https://")) else ""


def _first_moment(told: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := moment(told.get(name, "")))), None)


def _joined(base: str, url: str) -> str:
    try:
        return urljoin(base, url) if url else base
    except ValueError:
        return url


def _plain(text: str) -> str:
    return strip_tags(text) if _TAG.search(text) else unescape(text).strip()


def _mended(raw: bytes) -> bytes:
    """A feed with what most often breaks one put right: its encoding, characters that XML has not, HTML's names of
    characters, bare ampersands, something before its start."""
    text = _NOT_XML.sub("\ufffd", _characters(raw))
    text = _DECLARATION.sub("", text, count=1)
    return _NAMED.sub(_named, text).encode()


def _characters(raw: bytes) -> str:
    """The text of a feed; which encoding it has, its words tell without the Latin letters of the markup."""
    found = decode(raw)
    if found.encoding != "utf-8" or "\ufffd" not in found.text:
        return found.text
    return raw.decode("cp1256", "replace") if decode(_LATIN.sub(b"", raw)).encoding == "windows-1256" else found.text


def _named(match: re.Match[str]) -> str:
    name = match[1] or ""
    return html.escape(html5[name]) if name in html5 else f"&amp;{name}"


@dataclass(frozen=True, slots=True)
class _Told:
    """An object of a JSON Feed, whose members may be of any type."""

    members: Mapping[str, object] = field(default_factory=dict)

    def text(self, *names: str) -> str:
        """The first of the members that is a text, or empty."""
        for name in names:
            value = self.members.get(name)
            if isinstance(value, int) and not isinstance(value, bool) and name == "id":
                return str(value)[:_LONGEST_FIELD]
            if isinstance(value, str) and value.strip():
                return _SURROGATE.sub("\ufffd", value).strip()
        return ""


def _json_feed(raw: bytes, url: str) -> Feed:
    try:
        found = json.loads(decode(raw).text)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"the feed is no JSON ({str(error)[:100]}): tell who publishes it") from error
    feed = _Told(found)
    items = found.get("items")
    if not feed.text("version").startswith(_JSON_VERSION) or not isinstance(items, list):
        raise FeedError("it is JSON but no JSON Feed: give the address of a feed")
    entries = (_json_entry(_Told(one), url) for one in items[:MOST_ENTRIES] if isinstance(one, dict))
    return Feed(feed.text("title")[:_LONGEST_FIELD], tuple(entries))


def _json_entry(told: _Told, base: str) -> Entry:
    url = told.text("url", "external_url")
    url = _joined(base, url) if url else ""
    markup = told.text("content_html")
    return Entry(
        id=(told.text("id") or url)[:_LONGEST_FIELD],
        url=url or None,
        title=told.text("title")[:_LONGEST_FIELD],
        published=moment(told.text("date_published")),
        updated=moment(told.text("date_modified")),
        summary=told.text("summary"),
        content=markup or told.text("content_text"),
        is_markup=bool(markup),
    )

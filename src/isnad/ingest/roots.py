"""What a document of markup or JSON is, told by how it starts: servers call feeds anything from HTML to plain bytes."""

import re
from typing import Literal

from isnad.ingest.encoding import decode

Root = Literal["feed", "outline", "page"]
"""A feed (RSS, Atom, JSON Feed), a list of feeds (OPML), a page (HTML)."""

_START = 8192
_PROLOGUE = re.compile(
    r"(?:\s++|<\?[^>]{0,500}>|<!--(?:(?!-->).){0,2000}-->|<!DOCTYPE[^<>\[\]]{0,500}>){0,100}", re.I | re.S
)
_NAME = re.compile(r"<([a-zA-Z][\w:.-]{0,40})")
_ROOTS: dict[str, Root] = {"rss": "feed", "feed": "feed", "rdf:rdf": "feed", "opml": "outline", "html": "page"}
_JSON_FEED = re.compile(r'"https?://jsonfeed\.org/version/1|"https?:\\/\\/jsonfeed\.org\\/version\\/1')


def root_of(raw: bytes) -> Root | None:
    """What `raw` is by its first element, or for JSON by the version it names in its first 8 KB; None for all else."""
    text = decode(raw[:_START]).text
    if text.lstrip().startswith("{"):
        return "feed" if _JSON_FEED.search(text) else None
    before = _PROLOGUE.match(text)
    name = _NAME.match(text, before.end() if before else 0)
    return _ROOTS.get(name[1].lower()) if name else None

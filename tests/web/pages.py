"""What a browser makes of a page: its elements, and all that is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

TAGS: Final = frozenset(
    "html head meta title link script body a header p form input button nav div span label datalist option main "
    "footer bdi kbd ol ul li h1 h2 h3 h4 section article aside details summary table thead tbody tr th td dl dt dd "
    "blockquote mark b i br svg rect path circle line text defs marker g title time fieldset legend select textarea "
    "figure figcaption progress pre code em strong small".split()
)
"""The elements that our pages consist of; any other came from outside."""
NAMES: Final = frozenset(
    "lang dir charset name content rel href src class id defer action method type value for placeholder maxlength "
    "http-equiv autocomplete spellcheck list hreflang tabindex role title datetime download open selected checked "
    "required rows multiple enctype scope colspan min max minlength autocapitalize hidden start "
    "viewbox width height x y x1 x2 y1 y2 d cx cy r rx refx refy markerwidth markerheight markerunits orient "
    "xmlns version fill stroke inputmode size accept marker-end stroke-width preserveaspectratio direction text-anchor "
    "transform points formaction".split()
)
_LED: Final = frozenset(("href", "src", "action", "formaction", "xlink:href", "poster", "background", "ping"))


_AWAY: Final = re.compile(r"[0-9]+; url=/(ar|en)/unlock(\?next=[\w%.~-]*)?", re.ASCII)
"""Where a page leads by itself that nobody looked at for long."""


def faults(html: str) -> list[str]:
    """All that no page of ours may hold, as an HTML5 parser reads it."""
    return [fault for node in elements(html) for fault in _faults(node)]


def elements(html: str) -> Iterator[LexborNode]:
    """All elements of a page."""
    root = LexborHTMLParser(html).root
    assert root is not None
    yield from (node for node in root.traverse() if node.tag and not node.tag.startswith("-"))


def _faults(node: LexborNode) -> Iterator[str]:
    held = node.attributes
    tag = str(node.tag)
    if tag not in TAGS:
        yield f"<{tag}>"
    for name, value in held.items():
        if not (name.lower() in NAMES or name.startswith(("data-", "aria-"))):
            yield f"<{tag} {name}>"
        if name.lower() in _LED and not is_safe(tag, value or "", held):
            yield f"<{tag} {name}={value!r}>"
    if tag == "script" and (not str(held.get("src")).startswith("/static/") or node.text().strip()):
        yield "<script> of others"
    if tag == "meta" and "http-equiv" in held and not _AWAY.fullmatch(held.get("content") or ""):
        yield "<meta http-equiv>"


def is_safe(tag: str, address: str, held: Mapping[str, str | None]) -> bool:
    """Whether an address stays here, or leads to a page of the web that learns nothing of us."""
    if address[:1] in ("", "#", "?") or (address[:1] == "/" and address[1:2] not in ("/", "\\")):
        return address.isprintable()
    if (tag, address) == ("link", "data:,"):  # no picture of ours, and none asked for
        return True
    told = set((held.get("rel") or "").split())
    return tag == "a" and urlsplit(address).scheme in ("http", "https") and {"noreferrer", "noopener"} <= told


def links(html: str) -> Iterator[str]:
    """Addresses of ours that a page leads to, without what stands behind `#`."""
    for node in elements(html):
        to = (node.attributes.get("href") or "").partition("#")[0]
        if to.startswith("/") and not to.startswith("/static/"):
            yield to

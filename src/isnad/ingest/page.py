"""A web page as a report: its main text, its headline and what it says of itself.

The main text is what stands in the article (or in the part of the page that holds nearly all prose), one line for each
block; navigation, comments, forms and what is hidden are left out. Related headlines stay, as lines of their own.
"""

import re
from dataclasses import dataclass

from isnad.ingest.blocks import BlockLine, block_lines
from isnad.ingest.dates import Publication, find_publication
from isnad.ingest.tagsoup import PAGE_SPACES, strip_tags, too_much_for_a_parser, unescape
from isnad.ingest.tree import Element, main_element, parse
from isnad.model.document import Link
from isnad.model.span import Span

_META = re.compile(r"<(?:meta|link)\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([a-zA-Z:-]{1,30})\s{0,9}=\s{0,9}(?:\"([^\"]{0,3000})\"|'([^']{0,3000})'|([^\s\"'>]{1,3000}))"
)
_JSON_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,60})"')
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "dc.date",
          "dc.date.issued", "date")  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gives: `text` is to be the captured text, spans are over it."""

    text: str
    title: Span | None = None
    links: tuple[Link, ...] = ()
    published: Publication | None = None
    url: str | None = None
    outlet: str | None = None
    warnings: tuple[str, ...] = ()


def read_page(markup: str) -> Page:
    """The report in an HTML page. Takes linear time; a page that would be dangerous to parse is stripped of its
    tags, with a warning."""
    declared = _declarations(markup)
    reason = too_much_for_a_parser(markup)
    if reason:
        note = f"the page has {reason}: its tags were stripped, navigation may stand in the text"
        headline, lines, time = declared.get("og:title"), [BlockLine(t) for t in strip_tags(markup).split("\n")], None
        lines = [line for line in lines if line.text != headline]
    else:
        note = None
        elements = parse(markup)
        main, heading = main_element(elements), _heading(elements)
        headline = _words(heading) if heading else declared.get("og:title")
        lines = [line for line in block_lines(main, heading) if line.text != headline]
        time = _time(elements, main)
    text, title, links = _assemble(headline, lines)
    return Page(
        text, title, links, _published(markup, declared, time), _address(declared), declared.get("og:site_name"),
        (note,) if note else (),
    )  # fmt: skip


def _assemble(headline: str | None, lines: list[BlockLine]) -> tuple[str, Span | None, tuple[Link, ...]]:
    text, links = "", []
    title = Span(0, len(headline)) if headline else None
    parts = [headline] if headline else []
    position = len(headline) + 1 if headline else 0
    for line in lines:
        end = position + len(line.text)
        if line.url is not None:
            address = _ADDRESS.fullmatch(line.url)
            links.append(Link(span=Span(position, end), role="related", url=line.url if address else None))
        parts.append(line.text)
        position = end + 1
    text = "\n".join(parts)
    return text, title, tuple(links)


def _heading(elements: list[Element]) -> Element | None:
    """The longest `h1` of at least three words: a site's own name in an `h1` is shorter."""
    headings = [e for e in elements if e.tag == "h1" and not e.dropped and len(_words(e).split()) >= 3]
    return max(headings, key=lambda element: len(_words(element)), default=None)


def _words(element: Element) -> str:
    return " ".join(line.text for line in block_lines(element))


def _time(elements: list[Element], main: Element) -> str | None:
    for element in elements:
        if element.tag == "time" and element.attributes.get("datetime"):
            above: Element | None = element
            while above is not None and above is not main:
                above = above.parent
            if above is main:
                return element.attributes["datetime"]
    return None


def _declarations(markup: str) -> dict[str, str]:
    """What `meta` and `link` say, by lower-case name; the first of each counts."""
    declared: dict[str, str] = {}
    for match in _META.finditer(markup):
        attributes = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[1])}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = attributes.get("content")
        if attributes.get("rel", "").lower() == "canonical":
            name, value = "canonical", attributes.get("href")
        if name and value and (value := PAGE_SPACES.sub(" ", value).strip()):
            declared.setdefault(name.lower(), value)
    return declared


def _published(markup: str, declared: dict[str, str], time: str | None) -> Publication | None:
    told = [declared[name] for name in _DATES[:3] if name in declared]
    if match := _JSON_DATE.search(markup):
        told.append(match[1])
    told.extend(declared[name] for name in _DATES[3:] if name in declared)
    for value in (*told, time or ""):
        if found := find_publication(value):
            return found
    return None


def _address(declared: dict[str, str]) -> str | None:
    for name in ("canonical", "og:url"):
        if match := _ADDRESS.fullmatch(declared.get(name, "")):
            return match.group()
    return None

"""The elements of a page as a plain tree, without scripts and pictures, and where its prose is."""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER_TEXT = frozenset(
    "audio button canvas datalist head iframe input link map math meta noscript object script select style svg "
    "template textarea title video".split()
)
_CONTAINERS = frozenset("article body center div form html main section table tbody td tr".split())
_ASIDE = frozenset("aside footer form nav".split())
_ASIDE_ROLES = frozenset("banner complementary contentinfo form navigation search dialog alertdialog".split())
_ASIDE_NAMES = frozenset(
    "addtoany_share_save_container breadcrumb breadcrumbs comment-form comment-list comment-respond commentlist "
    "comments comments-area cookie-banner cookie-notice cookies disqus_thread newsletter newsletter-form respond "
    "share share-buttons sharedaddy sharing sidebar social social-icons social-share widget-area".split()
)
_MAIN_SHARE = 0.4
_DESCENT_SHARE = 0.9


@dataclass(slots=True, eq=False)
class Element:
    """An element with its attributes and children; `prose` counts the characters below it outside links."""

    tag: str
    attributes: dict[str, str | None]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)
    prose: int = 0
    dropped: bool = False

    def attribute(self, name: str) -> str:
        """The value of an attribute, in lower case; empty where it has none."""
        return (self.attributes.get(name) or "").lower()

    def inside(self, tags: frozenset[str]) -> bool:
        """Whether an element around this one has one of `tags`."""
        above = self.parent
        while above is not None and above.tag not in tags:
            above = above.parent
        return above is not None


def parse(markup: str) -> list[Element]:
    """All elements of a page in document order, the root first; what is no part of its text is marked `dropped`."""
    root = LexborHTMLParser(markup).root
    if root is None:
        return [Element("html", {})]
    elements = _elements(root)
    _weigh(elements)
    total = elements[0].prose
    for element in elements:
        below = element.parent is not None and element.parent.dropped and element.tag != "h1"
        element.dropped = below or (2 * element.prose < max(1, total) and _is_aside(element))
    for element in elements:
        element.prose = 0
    _weigh(elements)
    return elements


def main_element(elements: list[Element]) -> Element:
    """The element that holds the report: the `article` or `main` with most prose, or the smallest container that
    holds nearly all prose of the page."""
    root = elements[0]
    found = [e for e in elements if e.tag in ("article", "main") or e.attribute("itemprop") == "articlebody"]
    best = max(found, key=lambda element: element.prose, default=root)
    place = best if best.prose >= _MAIN_SHARE * root.prose else root
    while inner := _inner(place):
        place = inner
    return place


def _inner(place: Element) -> Element | None:
    for child in place.children:
        if isinstance(child, Element) and child.tag in _CONTAINERS and child.prose > _DESCENT_SHARE * place.prose:
            return child
    return None


def _elements(root: LexborNode) -> list[Element]:
    top = Element("html", {})
    found, waiting = [top], [(root, top)]
    while waiting:
        node, element = waiting.pop()
        child = node.first_child
        inner = []
        while child is not None:
            if child.is_text_node:
                element.children.append(child.text_content or "")
            elif child.is_element_node and child.tag not in _NEVER_TEXT:
                below = Element(child.tag or "", dict(child.attributes), element)
                element.children.append(below)
                inner.append((child, below))
                found.append(below)
            child = child.next
        waiting.extend(reversed(inner))
    return found


def _weigh(elements: list[Element]) -> None:
    """Counts prose upwards; every element stands after its parent."""
    for element in reversed(elements):
        if element.tag == "a" or element.dropped:
            element.prose = 0
            continue
        element.prose += sum(len(child.split()) * 5 for child in element.children if isinstance(child, str))
        if element.parent is not None:
            element.parent.prose += element.prose


def _is_aside(element: Element) -> bool:
    if element.tag in ("html", "body", "article", "main"):
        return False
    if element.tag in _ASIDE or element.attribute("role") in _ASIDE_ROLES:
        return True
    if element.tag == "header" and not element.inside(frozenset(("article", "main"))):
        return True
    style = element.attribute("style").replace(" ", "")
    hidden = "hidden" in element.attributes or element.attribute("aria-hidden") == "true"
    if hidden or "display:none" in style or "visibility:hidden" in style:
        return True
    return not _ASIDE_NAMES.isdisjoint((*element.attribute("class").split(), element.attribute("id")))

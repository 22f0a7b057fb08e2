"""The text of an element as lines: one for each block, with the places of lines that are nothing but a link."""

from collections.abc import Iterator
from dataclasses import dataclass

from isnad.ingest.tagsoup import PAGE_SPACES
from isnad.ingest.tree import Element

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)


@dataclass(frozen=True, slots=True)
class BlockLine:
    """One line of a page; `url` is where it points when all of it is one link."""

    text: str
    url: str | None = None


def block_lines(element: Element, without: Element | None = None) -> Iterator[BlockLine]:
    """The lines below `element` in order, without what is dropped and without the element `without`."""
    pieces: list[tuple[str, str | None]] = []
    for item in _walk(element, without):
        if item is None:
            if line := _line(pieces):
                yield line
            pieces = []
        else:
            pieces.append(item)
    if line := _line(pieces):
        yield line


def _walk(element: Element, without: Element | None) -> Iterator[tuple[str, str | None] | None]:
    """Pieces of text, each with the address of the link around it; None at the border of a block."""
    waiting: list[tuple[Element | str | None, str | None]] = [(element, None)]
    while waiting:
        item, url = waiting.pop()
        if item is None:
            yield None
        elif isinstance(item, str):
            yield item, url
        elif not item.dropped and item is not without:
            if item.tag == "a":
                url = item.attributes.get("href") or ""
            if item.tag not in _INLINE:
                yield None
                waiting.append((None, None))
            waiting.extend((child, url) for child in reversed(item.children))


def _line(pieces: list[tuple[str, str | None]]) -> BlockLine | None:
    text = PAGE_SPACES.sub(" ", "".join(piece for piece, _ in pieces)).strip(" ")
    if not text.strip():
        return None
    addresses = {url for piece, url in pieces if any(map(str.isalnum, piece))}
    return BlockLine(text, addresses.pop() if len(addresses) == 1 else None)

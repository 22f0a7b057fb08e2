"""Markdown files: their text is captured as it is; front matter is furniture, the first heading is the headline."""

import re

from isnad.model.span import Span

_FRONT = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n")
_FRONT_END = re.compile(r"^(?:---|\+\+\+|\.\.\.)[ \t]*(?=\r?$)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+([^\r\n]*[^\r\n#\s])", re.MULTILINE)


def front_matter(text: str) -> Span | None:
    """Where the front matter stands, fences included; None where the text has none."""
    opening = _FRONT.match(text)
    closing = _FRONT_END.search(text, opening.end()) if opening else None
    return Span(0, closing.end()) if closing else None


def first_heading(text: str) -> Span | None:
    """The words of the first heading."""
    front = front_matter(text)
    match = _HEADING.search(text, front.end if front else 0)
    return Span(*match.span(1)) if match else None

"""Pages that no parser should be given, and what can still be had of them.

A parser takes quadratic time on one tag with 200,000 attributes and a deep stack on 50,000 nested ones; both are told
from the raw text in one pass, and such a page is only stripped of its tags.
"""

import html
import re

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>?")
_DECLARED = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(r"</(?:p|div|article|section|h1|span|table)>", re.IGNORECASE)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split()
)
_BLOCK = frozenset(
    "address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol option p pre section table td th title tr ul".split()
)
_SILENT = ("script", "style", "noscript", "template", "textarea", "title")
_DEEPEST = 400
_MOST_TAGS = 300_000
_MOST_ATTRIBUTES = 1_000
_HUGE_NUMBER = re.compile(r"&#[0-9]{8,};?")
PAGE_SPACES = re.compile(r"[ \t\n\r\f]+")


def is_page(text: str, name: str) -> bool:
    """Whether `text` is HTML: by the ending of its file's name, a declaration near its start, or a fragment's tags."""
    name = name.lower()
    if name.endswith((".html", ".htm", ".xhtml")):
        return "<" in text
    if name.endswith(".md"):
        return False
    start = text[:3000].lstrip()
    if _DECLARED.search(start):
        return True
    return start.startswith("<") and bool(_FRAGMENT.search(start))


def too_much_for_a_parser(text: str) -> str | None:
    """Why a page must not be parsed ("nested 50000 deep"), or None."""
    depth = deepest = tags = 0
    for match in _TAG.finditer(text):
        tags += 1
        closing, name, attributes = match.groups()
        if len(attributes) > 2 * _MOST_ATTRIBUTES and len(attributes.split()) > _MOST_ATTRIBUTES:
            return f"a tag with more than {_MOST_ATTRIBUTES} attributes"
        if len(attributes) > 2 * _MOST_ATTRIBUTES and attributes.count("=") > _MOST_ATTRIBUTES:
            return f"a tag with more than {_MOST_ATTRIBUTES} attributes"
        if name.lower() in _VOID or attributes.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        return f"tags nested {deepest} deep"
    return f"{tags} tags" if tags > _MOST_TAGS else None


def strip_tags(text: str) -> str:
    """The words of a page without its tags, scripts and comments; one line for each block."""
    for name in _SILENT:
        text = _without(text, re.compile(rf"<{name}[\s>]", re.IGNORECASE), re.compile(rf"</{name}", re.IGNORECASE))
    text = _without(text, re.compile("<!--"), re.compile("-->"))
    text = PAGE_SPACES.sub(" ", text)
    text = _TAG.sub(lambda match: "\n" if match[2].lower() in _BLOCK else "", text)
    lines = (PAGE_SPACES.sub(" ", line).strip() for line in unescape(text).split("\n"))
    return "\n".join(line for line in lines if line)


def unescape(text: str) -> str:
    """`text` with its entities decoded; numbers beyond any character become U+FFFD."""
    return html.unescape(_HUGE_NUMBER.sub("\ufffd", text))


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """`text` without what stands from each opening to the next closing (or to the end), in one pass."""
    kept, position = [], 0
    while start := opening.search(text, position):
        kept.append(text[position : start.start()])
        end = closing.search(text, start.end())
        if end is None:
            return "".join(kept)
        position = end.end()
    return "".join((*kept, text[position:]))

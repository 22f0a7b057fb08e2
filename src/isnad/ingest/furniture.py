"""What in a captured text belongs to the page and not to the report: it is marked, never removed.

Lines are told by the phrases that analysts own (`codebook/furniture`), by what they consist of (addresses, hashtags,
names of pictures, breadcrumbs, credits), by standing twice, and as headlines of other reports.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from isnad.arabic.view import View
from isnad.ingest.headlines import rows_of_headlines
from isnad.ingest.lines import WORD_OF_TAG, Line, lines_of, tags_in, urls_in
from isnad.ingest.phrase_files import load_phrases
from isnad.ingest.phrases import Found, Phrases, find_words, fold_words
from isnad.ingest.titles import headline, page_title
from isnad.model.document import Link
from isnad.model.span import Span

_BREADCRUMB = re.compile(r"\s*[/|>»›،,\\]\s*")
_SEGMENT = re.compile(r"[-–—/|()\[\]]|المصدر")
_TRAILING_TAGS = re.compile(rf"(?<=[.!؟…\"”»])\s*(?:#{WORD_OF_TAG}+[ |،,]*){{2,40}}$")
_SHORTEST_COPY = 6
_LONGEST_CAPTION = 30
_LONGEST_TRAIL = 8


@dataclass(frozen=True, slots=True)
class Marks:
    """Furniture and links in order of place (furniture never overlaps), hashtags, and the headline."""

    furniture: tuple[Span, ...]
    links: tuple[Link, ...]
    tags: tuple[str, ...]
    title: Span | None


def mark(
    view: View, *, title: Span | None = None, links: Sequence[Link] = (), front: Span | None = None,
    phrases: Phrases | None = None,
) -> Marks:  # fmt: skip
    """What is furniture in the text of `view`. `title` is the headline where it is known already, `links` are lines
    that a page gives as mere links, `front` is front matter."""
    phrases = phrases or load_phrases()
    text = view.text
    lines = [line for line in lines_of(view) if front is None or not front.overlaps(line.span)]
    found = [None if line.span == title else _tell(line, phrases) for line in lines]
    spans: list[Span] = [front] if front else []
    if title is None and (page := page_title(lines)):
        title = page.title
        spans.extend(page.furniture)
    found = [item or _covered(line, spans, title) for line, item in zip(lines, found, strict=True)]
    _mark_page_links(lines, found, links)
    _mark_copies(lines, found, title)
    _mark_captions(lines, found, phrases)
    for index in rows_of_headlines(lines, found, phrases):
        if lines[index].span != title:
            found[index] = Found("related", 0)
    if title is None:
        title = headline(lines, [item is None for item in found], text)
    spans.extend(line.span for line, item in zip(lines, found, strict=True) if item and item.role != "title")
    spans.extend(_inside(lines, phrases))
    pointers = _links(lines, found, links)
    return Marks(_merged(spans), pointers, tags_in(text), title)


def _tell(line: Line, phrases: Phrases) -> Found | None:
    """What a line is by itself."""
    addresses = list(urls_in(line.text))
    if line.is_image:
        return Found("media", len(line.words))
    if line.is_tags:
        return Found("tags", len(line.words))
    if addresses and sum(span.end - span.start for span in addresses) >= len(line.text.strip(" -–|*•✅🔻👇:")):
        return Found("link", len(line.words))
    if found := phrases.find(line):
        return found
    if _is_breadcrumb(line, phrases):
        return Found("navigation", 0)
    return Found("credit", 0) if _is_credit(line.words, phrases) else None


def _is_breadcrumb(line: Line, phrases: Phrases) -> bool:
    if len(line.words) > _LONGEST_TRAIL or not _BREADCRUMB.search(line.text):
        return False
    parts = [fold_words(part) for part in _BREADCRUMB.split(line.text)]
    return len(parts) > 1 and all(len(part) <= 3 for part in parts) and any(part in phrases.sections for part in parts)


def _is_credit(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether words say only where a picture is from: names of agencies, single letters of their initials."""
    own = [word for word in words if len(word) > 1]
    return bool(own) and len(words) <= 12 and phrases.credits.issuperset(own) and "من" not in words[-1:]


def _covered(line: Line, spans: Iterable[Span], title: Span | None) -> Found | None:
    if any(span.overlaps(line.span) for span in spans):
        whole = title is None or not title.overlaps(line.span)
        return Found("page title" if whole else "title", 0)
    return None


def _mark_page_links(lines: Sequence[Line], found: list[Found | None], links: Sequence[Link]) -> None:
    """Lines that are one link, unless they are sentences or most of the page is links."""
    places = {link.span for link in links}
    linked = sum(len(line.words) for line in lines if line.span in places)
    if 2 * linked > sum(len(line.words) for line in lines):
        return
    for index, line in enumerate(lines):
        if found[index] is None and line.span in places and not line.is_prose:
            found[index] = Found("related" if len(line.words) >= 4 else "navigation", 0)


def _mark_copies(lines: Sequence[Line], found: list[Found | None], title: Span | None) -> None:
    """Lines that stand again later: the second copy, or the beginning that was cut («…»)."""
    seen: set[tuple[str, ...]] = set()
    starts = {line.words[:4] for line in lines}
    for index, line in enumerate(lines):
        words = line.words
        if found[index] is not None or len(words) < 4 or line.span == title:
            seen.add(words)
            continue
        again = words in seen and len(words) >= _SHORTEST_COPY
        if again or (line.trails and words[:4] in starts and _goes_on_later(lines[index + 1 : index + 40], words)):
            found[index] = Found("copy", 0)
        seen.add(words)


def _goes_on_later(lines: Sequence[Line], words: tuple[str, ...]) -> bool:
    """Whether one of `lines` begins with `words` (the last of which may be cut) and is longer."""
    last = len(words) - 1
    return any(
        len(line.words) > last and line.words[:last] == words[:last] and line.words[last].startswith(words[last])
        for line in lines
        if not line.trails or len(line.words) > len(words)
    )


def _mark_captions(lines: Sequence[Line], found: list[Found | None], phrases: Phrases) -> None:
    """Captions that end in a credit. Agencies' names count between headline and report only: below, a sentence may
    end so, and the first line may be the headline."""
    prose = next((index for index, line in enumerate(lines) if line.is_prose), 0)
    for index, line in enumerate(lines):
        if found[index] is not None or line.stops or not 3 <= len(line.words) <= _LONGEST_CAPTION:
            continue
        before = found[index - 1] if index else None
        after_image = before is not None and before.role == "media"
        between = 0 < index < prose or after_image
        named = any(line.words[: len(phrase)] == phrase for phrase in phrases.captions)
        if named or _ends_in_credit(line, phrases, between) or (after_image and line.text.endswith(")")):
            found[index] = Found("credit", 0)


def _ends_in_credit(line: Line, phrases: Phrases, agencies: bool) -> bool:
    credited = agencies and line.text.endswith(")")
    if not credited and phrases.archives.isdisjoint(line.words):
        return False
    parts = [words for part in _SEGMENT.split(line.text) if (words := fold_words(part))]
    if len(parts) < 2:
        return False
    if any(not phrases.archives.isdisjoint(part) and _is_credit(part, phrases) for part in parts[-2:]):
        return len(parts[-1]) <= 3
    return credited and _is_credit(parts[-1], phrases)


def _inside(lines: Sequence[Line], phrases: Phrases) -> Iterator[Span]:
    """Furniture within lines: addresses, hashtags in a row at the end, phrases that are furniture by themselves."""
    for line in lines:
        start = line.span.start
        for span in urls_in(line.text):
            yield Span(start + span.start, start + span.end)
        if match := _TRAILING_TAGS.search(line.text):
            yield Span(start + match.start(), start + match.end())
        for phrase in phrases.fragments:
            if (index := find_words(line.words, phrase)) >= 0:
                yield line.place(index, len(phrase))


def _links(lines: Sequence[Line], found: Sequence[Found | None], given: Sequence[Link]) -> tuple[Link, ...]:
    """Related headlines (without the words that announce them), pictures, and addresses that stand alone."""
    addresses = {link.span: link.url for link in given}
    links = []
    for line, item in zip(lines, found, strict=True):
        if item is None:
            continue
        if item.role == "related" and item.cue < len(line.words):
            span = Span(line.place(item.cue).start, line.span.end)
            links.append(Link(span=span, role="related", url=addresses.get(line.span)))
        elif item.role in ("media", "link"):
            url = next((span.of(line.text) for span in urls_in(line.text)), None)
            links.append(Link(span=line.span, role="media" if item.role == "media" else "share", url=url))
    return tuple(links)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = merged[-1].cover(span)
        elif span.start < span.end:
            merged.append(span)
    return tuple(merged)

"""Rows of headlines of other reports: below a heading such as «مواضيع ذات صلة», and after the report has ended.

A headline of its own looks like a sentence of the report without its full stop, so a row is only taken where the
report itself ends its sentences with full stops, or where the headlines were visibly cut («…»). To lose a sentence of
the report is worse than to read a headline.
"""

from collections.abc import Sequence

from isnad.ingest.lines import Line
from isnad.ingest.phrases import Found, Phrases

_LONG = 12
_LEAST_PROSE = 40
_MOST_ABOVE = 3
_LONGEST_TEASER = 45
_LONGEST_HEADLINE = 20
_LEAST_CUT = 3


def rows_of_headlines(lines: Sequence[Line], found: Sequence[Found | None], phrases: Phrases) -> list[int]:
    """The indexes of the lines that are headlines of other reports; `found` says what is furniture already."""
    loose = [item is None and _is_loose(line, phrases) for line, item in zip(lines, found, strict=True)]
    tidy = _ends_sentences(lines, found)
    taken = _below_headings(lines, found, loose, tidy)
    known = [item is not None or index in taken for index, item in enumerate(found)]
    taken.update(_after_the_end(lines, known, loose, tidy, phrases))
    taken.update(_cut_row(lines, known))
    return sorted(taken)


def _is_loose(line: Line, phrases: Phrases) -> bool:
    """Whether a line by itself may be a headline of another report: no sentence that goes on with «و» and an article,
    no line of a post with its hashtags."""
    if not line.is_headline_like or line.is_dateline_like or "#" in line.text:
        return False
    joined = line.words[0].startswith("وال") and len(line.words[0]) > 5
    return not joined and not phrases.goes_on(line)


def _ends_sentences(lines: Sequence[Line], found: Sequence[Found | None]) -> bool:
    """Whether the report ends its sentences with full stops: from its first such sentence to its last, hardly a long
    line does not (above them stand its headline and captions)."""
    body = [line for line, item in zip(lines, found, strict=True) if item is None and len(line.words) >= _LONG]
    prose = [index for index, line in enumerate(body) if line.is_prose]
    if not prose or prose[0] > _MOST_ABOVE or sum(len(body[index].words) for index in prose) < _LEAST_PROSE:
        return False
    within = body[prose[0] : prose[-1] + 1]
    return sum(_is_ended(line) for line in within) >= 0.8 * len(within)


def _is_ended(line: Line) -> bool:
    return line.stops or line.announces


def _below_headings(
    lines: Sequence[Line], found: Sequence[Found | None], loose: Sequence[bool], tidy: bool
) -> set[int]:
    """Below a bare heading the next line, and the whole row where the report is tidy; below a closed comment form
    that names its report a row of at least two."""
    taken: set[int] = set()
    for index, item in enumerate(found):
        if item is None or not item.headlines_follow:
            continue
        end = index + 1
        while end < len(lines) and loose[end]:
            end += 1
        row = range(index + 1, end)
        if item.role == "related" and item.cue == len(lines[index].words):
            taken.update(row if tidy else row[:1])
        elif item.role == "comment" and tidy and len(row) >= 2:
            taken.update(row)
    return taken


def _after_the_end(
    lines: Sequence[Line], known: Sequence[bool], loose: Sequence[bool], tidy: bool, phrases: Phrases
) -> list[int]:
    """The row at the end of the text, where it stands after a finished sentence and there is evidence for a row:
    three headlines, or fewer with furniture among them or cut ones."""
    start = len(lines)
    while start and (known[start - 1] or loose[start - 1] or _may_stand_in_row(lines[start - 1], phrases)):
        start -= 1
    while start < len(lines) and not (known[start] or loose[start]):
        start += 1
    above = [index for index in range(start) if not known[index]]
    if not above or not lines[above[-1]].is_prose:
        return []
    row = [index for index in range(start, len(lines)) if not known[index]]
    cut = [index for index in row if lines[index].trails]
    if not tidy:
        return [index for index in row if index >= cut[0]] if len(cut) >= 2 else []
    count = sum(loose[index] for index in row)
    long = sum(len(lines[index].words) >= _LONG for index in above)
    marked = any(known[start:])
    enough = count >= 3 or (count == 2 and (cut or marked or long >= 3)) or (count == 1 and cut and marked)
    return row if enough else []


def _cut_row(lines: Sequence[Line], known: Sequence[bool]) -> list[int]:
    """From the first of at least three visibly cut headlines to the end, when no finished sentence follows it."""
    cut = [i for i, line in enumerate(lines) if line.trails and not known[i] and len(line.words) <= _LONGEST_HEADLINE]
    while len(cut) >= _LEAST_CUT:
        after = [i for i in range(cut[0], len(lines)) if not known[i]]
        if any(lines[i].is_prose for i in range(cut[0])) and not any(lines[i].stops for i in after):
            return [i for i in after if len(lines[i].words) <= _LONGEST_HEADLINE]
        cut = cut[1:]
    return []


def _may_stand_in_row(line: Line, phrases: Phrases) -> bool:
    """Whether a line may stand among headlines: the cut beginning of another report, or the name of a topic."""
    if line.trails:
        return len(line.words) <= _LONGEST_TEASER and not phrases.goes_on(line)
    return 0 < len(line.words) < 4 and not line.stops and not line.announces and not line.is_item

"""From the signs of a page to its lines in reading order.

A PDF draws signs where they are to be seen: a line of Arabic usually stands in it from left to right, the last letter
first, often in the shapes that letters take in words (U+FB50 to U+FEFF). Here a line's signs are put in the order of
their places, read from the right, numbers and words of other scripts from the left, and shapes become letters. Some
PDFs, such as those with a hidden layer of recognised text, keep the order of reading instead: whichever of the two
orders shows more known Arabic words is taken, line by line where that is plain, else as the page goes.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from isnad.ingest.language import known_arabic_words
from isnad.ingest.pdf_glyphs import Glyph

_SAME_LINE = 0.35
_MARKED_LINE = 0.8
_WORD_GAP = 0.18
_CELL_GAP = 3.0
_PARAGRAPH_GAP = 1.35
_FULL = 0.12
"""The first four in heights of the font, the gap of paragraphs in usual distances of lines, the last in widths of the
column: a line that ends further from its edge is the last of its paragraph."""
_PLAINLY = 2
"""Known words more that settle the order of a line by itself."""
_SHAPES = re.compile("[\ufb50-\ufdcf\ufe70-\ufefc]")
_PHRASES = "\ufdf2"
"""The name of God is one letter to readers; the other phrases (U+FDFA …) stay as they stand."""
_MIRROR = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENS, _CLOSES = "([{«‹", ")]}»›"
_SEPARATORS = "/:.,\u00a0\u066b\u066c"
"""Between digits they belong to the number (Unicode bidirectional classes CS and AN)."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, and what was done to get it."""

    text: str
    turned: bool = False
    shaped: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A line: its signs as they were drawn."""

    signs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return min(sign.x for sign in self.signs)

    @property
    def right(self) -> float:
        return max(sign.x + sign.width for sign in self.signs)

    @property
    def y(self) -> float:
        return median(sign.y for sign in self.signs)

    @property
    def size(self) -> float:
        return median(sign.size for sign in self.signs)


def page_text(glyphs: Iterable[Glyph]) -> PageText:
    """The text of a page whose signs are given as they were drawn."""
    rows, shaped = [], False
    for row in _rows(glyphs):
        signs = tuple(replace(sign, text=_letters(sign.text)) for sign in row.signs)
        shaped = shaped or signs != row.signs
        rows.append(_Row(signs))
    seen = _as_seen(rows)
    drawn = [_as_drawn(row.signs) for row in rows]
    gains = [known_arabic_words(one) - known_arabic_words(other) for one, other in zip(seen, drawn, strict=True)]
    page_turns = sum(gains) >= 0
    turns = [gain >= _PLAINLY or (page_turns and gain > -_PLAINLY) for gain in gains]
    lines = [one if turn else other for one, other, turn in zip(seen, drawn, turns, strict=True)]
    turned = any(turn and one != other for one, other, turn in zip(seen, drawn, turns, strict=True))
    return PageText(_paragraphs(rows, lines), turned, shaped)


def _rows(glyphs: Iterable[Glyph]) -> list[_Row]:
    rows: list[_Row] = []
    row: list[Glyph] = []
    line: Glyph | None = None
    for glyph in glyphs:
        if line is not None and not _on_line(glyph, line):
            rows.append(_Row(tuple(row)))
            row, line = [], None
        row.append(glyph)
        if line is None or (_is_marked(line.text) and not _is_marked(glyph.text)):
            line = glyph
    if row:
        rows.append(_Row(tuple(row)))
    return [row for row in rows if any(sign.text.strip() for sign in row.signs)]


def _on_line(glyph: Glyph, line: Glyph) -> bool:
    """Whether a sign stands on the line of another; what bears a vowel mark may be placed by the mark."""
    away = _MARKED_LINE if _is_marked(glyph.text) or _is_marked(line.text) else _SAME_LINE
    return glyph.angle == line.angle and abs(glyph.y - line.y) <= away * max(glyph.size, line.size)


def _letters(text: str) -> str:
    """Letters for the shapes that they take: what Unicode gives as their compatibility equivalent, signs alone."""
    return _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match.group()).lstrip(" ") or "", text).replace(
        _PHRASES, "الله"
    )


# as drawn ------------------------------------------------------------------------------------------------------------
def _as_drawn(signs: Sequence[Glyph]) -> str:
    parts: list[str] = []
    before: Glyph | None = None
    for sign in signs:
        if before is not None and not _is_mark(sign.text):
            gap = max(sign.x - before.x - before.width, before.x - sign.x - sign.width)
            parts.append(_between(gap, sign.size, parts[-1], sign.text))
        parts.append(sign.text)
        before = sign if before is None or not _is_mark(sign.text) else _over(before, sign)
    return "".join(parts).strip()


def _between(gap: float, size: float, before: str, after: str) -> str:
    if gap > _CELL_GAP * size:
        return "\t"
    return " " if gap > _WORD_GAP * size and not before.endswith((" ", "\t")) and not after.startswith(" ") else ""


# as seen -------------------------------------------------------------------------------------------------------------
def _as_seen(rows: Sequence[_Row]) -> list[str]:
    """The lines read from where they stand. Brackets are drawn mirrored among letters read from the right; a font's
    table may tell what was drawn or what was meant, and the more brackets find their partners, the more so."""
    units = [_units(row.signs) for row in rows]
    meant = [_from_the_right(line, mirror=False) for line in units]
    mirrored = [_from_the_right(line, mirror=True) for line in units]
    return mirrored if _misplaced("".join(mirrored)) < _misplaced("".join(meant)) else meant


def _units(signs: Sequence[Glyph]) -> list[str]:
    """What stands from left to right, with spaces where there are gaps."""
    units: list[str] = []
    before: Glyph | None = None
    for sign in sorted(_with_marks(signs), key=lambda sign: sign.x):
        if before is not None and (
            space := _between(sign.x - before.x - before.width, sign.size, units[-1], sign.text)
        ):
            units.append(space)
        units.append(sign.text)
        before = sign
    return units


def _with_marks(signs: Sequence[Glyph]) -> list[Glyph]:
    """The signs with each vowel mark behind its letter: of the one drawn before and the one after, the nearer."""
    letters = [index for index, sign in enumerate(signs) if not _is_mark(sign.text)]
    if not letters or len(letters) == len(signs):
        return list(signs)
    marks: dict[int, str] = {}
    bearers = list(signs)
    after = 0
    for index, sign in enumerate(signs):
        if not _is_mark(sign.text):
            after += 1
            continue
        near = [letters[at] for at in (after, after - 1) if 0 <= at < len(letters)]
        middle = sign.x + sign.width / 2
        own = min(near, key=lambda at: _outside(signs[at], middle))
        bearers[own] = _over(bearers[own], sign)
        marks[own] = sign.text + marks.get(own, "") if own > index else marks.get(own, "") + sign.text
    return [replace(bearers[index], text=signs[index].text + marks.get(index, "")) for index in letters]


def _over(sign: Glyph, mark: Glyph) -> Glyph:
    """A sign with the place that its vowel mark takes, which in some fonts is beside it: no gap is there."""
    left, right = min(sign.x, mark.x), max(sign.x + sign.width, mark.x + mark.width)
    return replace(sign, x=left, width=right - left)


def _outside(sign: Glyph, x: float) -> float:
    return max(sign.x - x, x - sign.x - sign.width, 0.0)


def _is_marked(text: str) -> bool:
    return any(unicodedata.category(char) == "Mn" for char in text)


def _is_mark(text: str) -> bool:
    return bool(text) and all(unicodedata.category(char) == "Mn" for char in text)


def _from_the_right(units: list[str], *, mirror: bool) -> str:
    """What stands from left to right as it is read, from the right if it has Arabic letters; `mirror` where brackets
    were drawn mirrored."""
    kinds = [_kind(unit) for unit in units]
    if "A" not in kinds:
        return "".join(units).strip()
    parts: list[str] = []
    end = len(units)
    while end:
        start = _run_start(units, kinds, end)
        if start < end:
            parts.append("".join(units[start:end]))
            end = start
        else:
            end -= 1
            unit = units[end]
            parts.append(unit.translate(_MIRROR) if mirror and kinds[end] == "O" else unit)
    return "".join(parts).strip()


def _run_start(units: list[str], kinds: list[str], end: int) -> int:
    """Where the number or the words of another script begin that end before `end`; `end` where none does."""
    if kinds[end - 1] not in "LN":
        return end
    start, at = end, end
    while at and kinds[at - 1] != "A":
        at -= 1
        if kinds[at] == "L":
            start = at
    if start < end:
        while start and kinds[start - 1] == "N":
            start -= 1
        return start
    start = end - 1
    while start:
        if kinds[start - 1] == "N":
            start -= 1
        elif start > 1 and units[start - 1] in _SEPARATORS and kinds[start - 2] == "N":
            start -= 2
        else:
            break
    return start


def _kind(unit: str) -> str:
    """A for letters read from the right, L from the left, N for digits, O for what goes with its neighbours."""
    for char in unit:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "A"
        if kind == "L":
            return "L"
        if kind in ("EN", "AN"):
            return "A" if len(unit) > 3 else "N"
    return "O"


def _misplaced(text: str) -> int:
    """Brackets that close nothing or are not closed."""
    wrong, open_ = 0, [0] * len(_OPENS)
    for char in text:
        if char in _OPENS:
            open_[_OPENS.index(char)] += 1
        elif char in _CLOSES:
            at = _CLOSES.index(char)
            wrong += not open_[at]
            open_[at] = max(0, open_[at] - 1)
    return wrong + sum(open_)


# paragraphs ----------------------------------------------------------------------------------------------------------
def _paragraphs(rows: Sequence[_Row], lines: Sequence[str]) -> str:
    """One line for each paragraph: rows are joined where they follow closely and the one above fills its column."""
    usual = median([abs(above.y - row.y) for above, row in pairwise(rows)] or [0.0])
    text = ""
    for block in _blocks(rows, usual):
        left, right = min(rows[at].left for at in block), max(rows[at].right for at in block)
        for at in block:
            if at > block[0]:
                above = rows[at - 1]
                short = above.left - left if _reads_from_right(lines[at - 1]) else right - above.right
                text += " " if short < _FULL * (right - left) else "\n"
            elif text:
                text += "\n"
            text += lines[at]
    return text


def _blocks(rows: Sequence[_Row], usual: float) -> list[list[int]]:
    """Rows, by number, that follow closely in one column and one size."""
    blocks: list[list[int]] = []
    for at, row in enumerate(rows):
        above = rows[at - 1] if at else None
        if (
            above is not None
            and abs(above.y - row.y) <= _PARAGRAPH_GAP * usual
            and abs(above.size - row.size) < 0.1 * row.size
            and min(above.right, row.right) > max(above.left, row.left)
        ):
            blocks[-1].append(at)
        else:
            blocks.append([at])
    return blocks


def _reads_from_right(line: str) -> bool:
    return any(_kind(char) == "A" for char in line)

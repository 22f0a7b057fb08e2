"""Quotation marks: where what opens before a word is closed again."""

from isnad.arabic.view import View

MARKS = {"«": "»", "“": "”", "‹": "›", '"': '"', "„": "”", "‘": "’", "''": "''"}
"""Marks that open a quotation, with those that close it."""
_SIDED = frozenset("«“‹„")
_LIMIT = 4000


def opening_mark(view: View, index: int) -> str | None:
    """The mark that opens a quotation right before the word, a blank between at most; None where there is none."""
    gap = view.gaps[index]
    if gap.endswith("''"):
        return "''"
    mark = gap[-1:] if gap[-1:] in MARKS else gap[-2:-1] if gap.endswith(" ") and gap[-2:-1] in _SIDED else ""
    return mark or None


def quotation_end(view: View, index: int) -> int | None:
    """The offset where the quotation that opens right before the word `index` is closed, or None.

    Guillemets nest; other marks close at the first closing mark. A quotation longer than 4,000 characters is taken as
    unclosed.
    """
    opener = opening_mark(view, index)
    if opener is None:
        return None
    closer, depth, start = MARKS[opener], 1, view.starts[index]
    if opener == "''":
        close = view.text.find(opener, start, start + _LIMIT)
        return close if close >= 0 else None
    for offset in range(start, min(len(view.text), start + _LIMIT)):
        char = view.text[offset]
        if char == closer:
            depth -= 1
            if depth == 0:
                return offset
        elif char == opener:
            line = view.text.rfind("\n", start, offset)
            if line >= 0 and not view.text[line:offset].strip():  # each paragraph of a quotation opens it again
                return len(view.text[:line].rstrip())
            depth += 1
    return None

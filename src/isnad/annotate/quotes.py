"""Quotation marks: where what opens before a word is closed again."""

from isnad.arabic.view import View

_PAIRS = {"«": "»", "“": "”", "‹": "›", '"': '"', "„": "”"}
_LIMIT = 4000


def quotation_end(view: View, index: int) -> int | None:
    """The offset where the quotation that opens right before the word `index` is closed, or None.

    Guillemets nest; other marks close at the first closing mark. A quotation longer than 4,000 characters is taken as
    unclosed.
    """
    opener = next((c for c in view.gaps[index][-3:] if c in _PAIRS), None)
    if opener is None:
        return None
    closer, depth, start = _PAIRS[opener], 1, view.starts[index]
    for offset in range(start, min(len(view.text), start + _LIMIT)):
        char = view.text[offset]
        if char == closer:
            depth -= 1
            if depth == 0:
                return offset
        elif char == opener:
            depth += 1
    return None

"""Letters: which are one for reading, which carry no sound, and which have no place in a data file.

The folding is the one that Arabic search engines use (alef with hamza and madda to bare alef, alef maqsura to yeh, teh
marbuta at the end of a word to heh, hamza seats to their seat), widened by the Persian and Urdu code points that
keyboards put in Arabic words.
"""

import re
import unicodedata

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
CONTROLS = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
TATWEEL = "\u0640"

_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LOOK_ALIKES = frozenset("یکګڪھہۀەێۆ")

_FOLDED = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ىیېےئ", "ي"),
    **dict.fromkeys("ؤۆۇ", "و"),
    **dict.fromkeys("کګڪگ", "ك"),
    **dict.fromkeys("ھہەۀ", "ه"),
    "ة": "ه",
    "ۃ": "ه",
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "ژ": "ز",
}


def _code_points(ranges: str) -> list[int]:
    points: list[int] = []
    for index, char in enumerate(ranges):
        if char == "-":
            points.extend(range(ord(ranges[index - 1]), ord(ranges[index + 1])))
        else:
            points.append(ord(char))
    return points


def _presentation_forms() -> dict[int, str]:
    forms = {}
    for point in (*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(point))
        if plain != chr(point):
            forms[point] = "".join(_FOLDED.get(c, c) for c in plain if c.isalpha())
    return forms


def _table() -> dict[int, str]:
    table: dict[int, str] = dict.fromkeys((*_code_points(MARKS + CONTROLS), *map(ord, TATWEEL + " .-_*")), "")
    table.update(_presentation_forms())
    table.update({ord(c): f for c, f in _FOLDED.items()})
    table.update({ord(c): str(unicodedata.digit(c)) for c in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"})
    return table


_TABLE = _table()
_DOUBLED = re.compile(r"(.)\1+")
_memory: dict[str, str] = {}
_MEMORY_LIMIT = 200_000


def fold(word: str) -> str:
    """The form of one word under which its spellings are one: no marks, no tatweel, letters unified, lower case."""
    known = _memory.get(word)
    if known is None:
        known = word.translate(_TABLE).lower()
        if len(_memory) < _MEMORY_LIMIT and len(word) < 40:
            _memory[word] = known
    return known


def squeezed(word: str) -> str:
    """The word with each doubled letter once (`مؤؤخراً`), as hasty hands mean it."""
    return _DOUBLED.sub(r"\1", word)


def fold_phrase(phrase: str) -> str:
    """`fold` word by word, single spaces between."""
    return " ".join(fold(word) for word in phrase.split())


def unfit_letters(text: str) -> list[str]:
    """What may not stand in a data file: tashkeel, tatweel, bidi controls, letters that only look Arabic."""
    found = []
    for char in dict.fromkeys(text):
        point = f"U+{ord(char):04X}"
        if char in _BIDI_CONTROLS:
            found.append(f"bidi control {point}")
        elif char == TATWEEL:
            found.append(f"tatweel {point}")
        elif char in _LOOK_ALIKES:
            found.append(f"look-alike letter {char} {point}")
        elif unicodedata.category(char) == "Mn":
            found.append(f"diacritic {point}")
        elif unicodedata.category(char) == "Cf":
            found.append(f"invisible character {point}")
    return found

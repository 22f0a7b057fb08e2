"""Texts in the cells of spreadsheets: how one is kept from being a formula, and how it is had back.

A spreadsheet takes a text for a formula by its first characters (OWASP ASVS 5.0, 1.2.10). Some leave out what is not
seen before it: a byte order mark, a mark of direction, a space. An apostrophe before the text makes it a text.
"""

from typing import Final
from unicodedata import category

_SIGNS: Final = frozenset("=+-@−＝＋－＠﹢﹣﹦﹫")
_STARTS: Final = _SIGNS | frozenset("\t\n\v\f\r\0")
_UNSEEN: Final = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))


def defused(text: str) -> str:
    """The text as it may stand in a cell: with an apostrophe before it where it would be taken for a formula."""
    return f"'{text}" if _fires(text) else text


def restored(cell: str) -> str:
    """The text that `defused` made a cell of."""
    return cell[1:] if cell.startswith("'") and _fires(cell[1:]) else cell


def _fires(text: str) -> bool:
    """Whether a sign of a formula is the first thing in a text that counts. Apostrophes do not, so that a text which
    has one already comes back as it was."""
    for letter in text:
        if letter in _STARTS:
            return True
        if letter != "'" and category(letter) not in _UNSEEN:
            return False
    return False

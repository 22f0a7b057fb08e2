"""Texts in the cells of spreadsheets: how one is kept from being a formula, and how it is had back.

A spreadsheet takes a text for a formula by its first characters (OWASP ASVS 5.0, 1.2.10). Some leave out what is not
seen before it: a byte order mark, a mark of direction, a space. An apostrophe before the text makes it a text.
"""

import csv
from collections.abc import Iterable
from typing import IO, Final
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


def write_row(file: IO[str], cells: Iterable[str | int | float]) -> None:
    """Writes a row as CSV (RFC 4180) that ends with LF. A carriage return is quoted: Python before 3.13 leaves it bare,
    and there a spreadsheet begins another row, in whose first cell nothing is defused."""
    held = list(cells)
    bare = any(isinstance(cell, str) and "\r" in cell for cell in held)
    csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL).writerow(held)

"""Words as full-text search knows them: one form for all spellings of a word, with the article or without it.

Texts and queries go through `search_words` alike. A form depends on its word alone, on no lexicon and no neighbour.
Only what is certain without a lexicon comes off a word: the article with what is written before it (`الجيش`, `والجيش`,
`بالجيش`, `للجيش`). A conjunction or preposition without an article may be a letter of the word (`وزير`, `بلدة`,
`لجنة`), so it stays, and a query asks for the word with each of them instead: see `variants`.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from isnad.arabic.letters import CONTROLS, MARKS, TATWEEL, fold

TOKENS = "1"
"""The version of the forms. An index made with another one has to be made anew."""
LONGEST = 64
"""Letters of a form: what is longer is no word, and databases limit what they index."""

_WORD = re.compile(
    rf"\d+|[^\W\d_{TATWEEL}](?:{TATWEEL}[ .*_\-]{{1,4}}{TATWEEL}|[^\W\d_]|[{MARKS}{CONTROLS}{TATWEEL}])*"
)
_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]+")
_ARTICLE = re.compile(r"(?:ال(?=..)|[وف]?لل(?=..)|(?:[وفبك]|[وف][بك])ال(?=...))")
_WHOLE = {"الان": "الان", **dict.fromkeys("الله والله بالله فالله تالله لله ولله".split(), "الله")}
"""Words that begin like one with the article and would fall together with another word without it."""
_SERVANT = re.compile(r"([وفبلك]?عبد)(?=ال..)")
"""`عبدالرحمن` is written in one word or in two."""
_BEFORE = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
_BEFORE_SHORT = (*_BEFORE, "وال", "فال", "بال", "كال", "وبال")
_SHORT = 2
_INDEFINITE = re.compile(r".{2,}[^اهيءو]")
_memory: dict[str, str] = {}
_MEMORY_LIMIT = 200_000


class SearchWord(NamedTuple):
    """A word of a text by its form; `start` and `end` are code points of the text as it is."""

    form: str
    start: int
    end: int


def search_words(text: str) -> tuple[SearchWord, ...]:
    """The words of `text` in order. Linear in the text: a million characters take less than a second."""
    return tuple(each_word(text))


def each_word(text: str) -> Iterator[SearchWord]:
    """As `search_words`, one after the other, for who may not need all of them."""
    for match in _WORD.finditer(text):
        written = match.group()
        known = _memory.get(written)
        if known is None:
            known = _remembered(written)
        if " " not in known:
            if known:
                yield SearchWord(known, match.start(), match.end())
            continue
        at = match.start() + _split_at(written)
        first, last = known.split(" ")
        yield SearchWord(first, match.start(), at)
        yield SearchWord(last, at, match.end())


def variants(form: str) -> tuple[str, ...]:
    """The forms under which a word may stand in a text, itself first: with a conjunction or preposition before it
    (`وحزب`, `بدمشق`), with the alef of the accusative (`هجوما`), or, where it begins with lam, behind `للـ`, which
    swallows that (`للجنة`)."""
    if not _ARABIC.fullmatch(form):
        return (form,)
    found = [before + form for before in (_BEFORE_SHORT if len(form) <= _SHORT else _BEFORE)]
    if _INDEFINITE.fullmatch(form):
        found.append(form + "ا")
    if form.startswith("ل") and len(form) > _SHORT:
        found.append(form[1:])
    return tuple(found)


def _remembered(written: str) -> str:
    """The form of a written word; two with a space between where it is two words."""
    form = _form(fold(written))
    if len(_memory) < _MEMORY_LIMIT and len(written) <= LONGEST:
        _memory[written] = form
    return form


def _form(word: str) -> str:
    if not _ARABIC.fullmatch(word):
        plain = unicodedata.normalize("NFKD", word)
        return "".join(char for char in plain if char.isalnum()).casefold()[:LONGEST]
    servant = _SERVANT.match(word)
    if servant:
        return f"{servant.group()} {_bare(word[servant.end() :])}"
    return _bare(word)


def _bare(word: str) -> str:
    """Without the article, as often as one stands: `الالغام` and `الغام` (both mines) have to fall together."""
    while word not in _WHOLE and (article := _ARTICLE.match(word)):
        word = word[article.end() :]
    return _WHOLE.get(word, word)[:LONGEST]


def _split_at(written: str) -> int:
    """Where the second word begins in a written one that is two, in code points of it."""
    servant = _SERVANT.match(fold(written))
    left = servant.end() if servant else 0
    for at, char in enumerate(written):
        left -= len(fold(char))
        if left < 0:
            return max(at, 1)
    return len(written)

"""What Arabic writes onto a word: conjunctions, prepositions, the article before it; pronouns after it."""

from functools import cache, lru_cache
from typing import NamedTuple


class Peeled(NamedTuple):
    """A word taken apart. `before` holds the proclitics without the article, in the order written."""

    core: str
    before: str
    article: bool
    after: str


_BEFORE = ("", "و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "وس", "فب", "فل", "فس", "فك", "ا", "اف", "او")
_AFTER = ("لينا", "هما", "كما", "لنا", "لي", "هم", "هن", "ها", "كم", "نا", "ني", "ه", "ك", "ي")
_FIRST = frozenset(before[0] for before in _BEFORE[1:15]) | {"ا"}
_ENDING = {
    letter: tuple(after for after in _AFTER if after[-1] == letter) for letter in {after[-1] for after in _AFTER}
}
_OPENING = {letter: tuple(before for before in _BEFORE[1:15] if before[0] == letter) for letter in _FIRST}
_SHORTEST = 2
_REMEMBERED = 200_000


@cache
def _proclitics(letter: str) -> tuple[tuple[str, str, bool, int, int], ...]:
    """Written prefix, its proclitics, whether the article is in it, its length and weight, for words that begin with
    `letter`; the longest first."""
    found = []
    for before in _BEFORE[:15]:
        found.append((before, before, False))
        if before.endswith("ل"):
            found.append((before + "ل", before, True))
        elif not before.endswith("س"):
            found.append((before + "ال", before, True))
    mine = (row for row in found if row[0][:1] in ("", letter))
    rows = sorted(mine, key=lambda row: -len(row[0]))
    return tuple((w, before, article, len(w), len(before) + 2 * article) for w, before, article in rows)


@lru_cache(_REMEMBERED)
def peel(word: str) -> tuple[Peeled, ...]:
    """Every way to take the folded `word` apart, the least peeled first. Which is right, the lexicon decides."""
    size = len(word)
    if size < _SHORTEST:
        return ()
    afters = [(after, len(after)) for after in _ENDING.get(word[-1], ()) if word.endswith(after)]
    found: list[tuple[int, int, Peeled]] = []
    for written, before, article, start, weight in _proclitics(word[:1] if word[:1] in _FIRST else ""):
        if size - start < _SHORTEST or not word.startswith(written):
            continue
        found.append((weight, len(found), Peeled(word[start:], before, article, "")))
        for after, length in () if article else afters:
            if size - start - length >= _SHORTEST:
                cut = Peeled(word[start : size - length], before, False, after)
                found.append((weight + length, len(found), cut))
    return tuple(peeled for _, _, peeled in sorted(found))


@lru_cache(_REMEMBERED)
def heads(word: str) -> tuple[tuple[str, str], ...]:
    """The forms under which a name or phrase beginning with `word` may be listed, each with the proclitics peeled.

    `للجيش` gives `الجيش` with `ل`; the article is part of a name and stays.
    """
    found = [(word, "")]
    for before in _OPENING.get(word[:1], ()):
        if word.startswith(before) and len(word) - len(before) >= _SHORTEST:
            rest = word[len(before) :]
            found.append((rest, before))
            if before.endswith("ل") and rest.startswith("ل") and len(rest) > _SHORTEST:
                found.append(("ا" + rest, before))
    return tuple(found)


_WRITTEN_BEFORE = ("و", "ف", "ب", "ل", "ك", "ال", "لل", "بال", "وال", "فال", "كال", "وب", "ول")
_WRITTEN_BY_LETTER = {
    letter: tuple(written for written in _WRITTEN_BEFORE if written[0] == letter)
    for letter in {written[0] for written in _WRITTEN_BEFORE}
}
_WRITTEN_AFTER = ("هما", "هم", "ها", "ه")


@lru_cache(_REMEMBERED)
def bare_forms(word: str) -> frozenset[str]:
    """The forms that a listed word may have when it stands as `word`: without a proclitic, the article, the accusative
    alef or a pronoun. The word itself is one of them."""
    found = {word}
    for written in _WRITTEN_BY_LETTER.get(word[:1], ()):
        if word.startswith(written) and len(word) > len(written):
            rest = word[len(written) :]
            found.add(rest)
            if written.endswith("ل"):
                found.add("ال" + rest)
    found |= {form[:-1] for form in found if form.endswith("ا") and len(form) > _SHORTEST}
    found |= {word[: -len(after)] for after in _WRITTEN_AFTER if word.endswith(after) and len(word) > len(after)}
    return frozenset(found)

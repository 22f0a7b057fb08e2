"""What single words mean as numbers of dates and lengths of time: ordinals, and cardinals with an article."""

from functools import cache, lru_cache

from isnad.arabic.letters import fold
from isnad.arabic.numbers import value_of

_ORDINALS = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر"
_FEMININE = "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة"
_TENS = {"العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30, "الأربعين": 40, "الأربعون": 40,
         "الخمسين": 50, "الخمسون": 50}  # fmt: skip
_ONE = ("الحادي", "الحادية", "الواحد", "الواحدة")
FIRST = ("اول", "واول", "غره", "وغره", "ثاني", "ثالث", "رابع")


@cache
def ordinals() -> dict[str, int]:
    """The number of each definite ordinal, folded, with what may be written onto it."""
    words = {fold(w): i for names in (_ORDINALS, _FEMININE) for i, w in enumerate(names.split(), 1)}
    words.update({fold(word): 1 for word in _ONE})
    words.update({fold(word): tens for word, tens in _TENS.items()})
    return {written: n for w, n in words.items() for written in (w, "و" + w, "ب" + w, "ل" + w[1:], "ول" + w[1:])}


@lru_cache(maxsize=100_000)
def numeral(word: str) -> bool:
    """Whether a folded word may open a number."""
    return word in ("ال", "لل", "وال", "بال", *FIRST) or word in ordinals() or word_value(word) is not None


_ARTICLES = ("ال", "وال", "بال")


@lru_cache(maxsize=100_000)
def word_value(word: str) -> int | None:
    """The number of a folded word that is no digits, article or preposition written onto it or not."""
    if word.isdecimal():
        return None
    found = value_of(word)
    for article in _ARTICLES:
        if found is None and word.startswith(article):
            found = value_of(word[len(article) :])
    if found is None and word[0] in "بل":
        found = value_of(word[1:])
    return found

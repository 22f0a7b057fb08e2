"""Registered long names with a slip of the keyboard in one word (`الحرس الثوري الايرني`)."""

from collections.abc import Iterator

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.codebook.lexicon import NameRef
from isnad.codebook.misspelt import LONG_NAME

_LONGEST = 5
_SURE_WORD = 6


def misspelt(lexis: Lexis, taken: frozenset[int]) -> Iterator[Mention]:
    """Names of two words or more, all but one word as registered, that one word unknown and one slip away. `taken` are
    the words that other listed names hold."""
    for index, info in enumerate(lexis.infos):
        if index in taken or info.names or info.tags or info.uses or lexis.skip[index]:
            continue
        could = lexis.book.meant(_core(lexis, index))
        for word, kind in could if could and _beside_one(lexis, index) else ():
            found = _around(lexis, index, word, kind)
            if found:
                yield found
                break


def _beside_one(lexis: Lexis, index: int) -> bool:
    """Whether the word before or after it is one of a registered long name."""
    words, slips = lexis.view.words, lexis.book.slips
    if lexis.joined(index + 1) and words[index + 1] in slips.get(words[index + 1], ()):
        return True
    return index > 0 and lexis.joined(index) and _core(lexis, index - 1) in slips.get(_core(lexis, index - 1), ())


def _core(lexis: Lexis, index: int) -> str:
    word, before = lexis.view.words[index], lexis.infos[index].before
    return word[len(before) :] if before else word


def _around(lexis: Lexis, index: int, word: str, kind: str) -> Mention | None:
    """The longest registered name that stands here once the word is put right. Where another letter or ending makes
    another word (`السورية` and `الكورية`, `الرئاسة` and `السياسة`), two words do not tell, nor does a nation."""
    words = lexis.view.words
    doubtful = kind in ("replaced", "ending") or len(word) < _SURE_WORD or _core(lexis, index).endswith("يه")
    if kind in ("replaced", "ending") and "nations.adjective" in lexis.book.info(word).tags:
        return None
    for length in range(_LONGEST, 1 + doubtful, -1):
        for first in range(max(0, index - length + 1), index + 1):
            end = first + length
            if end > len(words) or not all(lexis.joined(k) for k in range(first + 1, end)):
                continue
            phrase = [*words[first:index], word, *words[index + 1 : end]]
            if first < index:
                phrase[0] = _core(lexis, first)
            name = " ".join(phrase)
            refs = tuple(ref for ref in lexis.book.names.get(name, ()) if _firm(ref))
            if refs and len(name) >= LONG_NAME:
                return Mention(first, end, refs[0].kind, (first, end), refs, rank=3, found_by="listed.misspelt")
    return None


def _firm(ref: NameRef) -> bool:
    return ref.kind == "actor" and ref.use in ("name", "reading")

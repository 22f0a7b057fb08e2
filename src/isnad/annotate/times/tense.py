"""Whether a clause speaks of what is to come, or of a state that lasts."""

from functools import cache

from isnad.annotate.times.calendar import entries
from isnad.annotate.times.text import Text
from isnad.arabic.view import Break

_BACK, _AHEAD = 12, 6
_PERSONS = "يتنا"


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(word for word, entry in entries().items() if kind in entry)


@cache
def _not_future() -> tuple[str, ...]:
    return tuple(sorted(_words_of("not_future")))


@cache
def _present_forms() -> frozenset[str]:
    """Third persons present of the verbs that make a lasting state."""
    stems = {word[1:] for word in _words_of("lasting_verb") if word.startswith("ي")}
    return frozenset(person + stem + ending for stem in stems for person in "يت" for ending in ("", "ون", "ها", "ه"))


def future(text: Text, first: int, end: int) -> bool:
    """Whether the clause before the expression, or the word right after it, is about the future."""
    start = max(text.view.sentence_at(first)[0], first - _BACK)
    for index in range(first - 1, start - 1, -1):
        if _is_future(text, index):
            return True
        if text.look(index, "past_clause"):
            break
    return text.joined(end) and _is_future(text, end)


def _is_future(text: Text, index: int) -> bool:
    word = text.words[index]
    if text.look(index, "future"):
        return True
    bare = word[1:] if word[0] in "وف" and len(word) > 5 else word
    if len(bare) < 4 or bare[0] != "س" or bare[1] not in _PERSONS[:3]:
        return False
    return not (bare.startswith(_not_future()) or bare in _words_of("not_future_whole") or bare[-1] in "هة")


def lasting(text: Text, first: int, end: int) -> bool:
    """Whether the verb of the clause around the words `first` to `end` is present, or the clause says that it lasts.

    The nearest verb before the expression in its clause decides; without one, the word after it.
    """
    for index in range(first - 1, max(first - _BACK, -1), -1):
        if _lasts(text, index):
            return True
        if text.view.breaks[index] >= Break.SENTENCE:
            break
    return any(_lasts(text, i) for i in range(end, min(end + 2, len(text))) if text.joined(i))


def _lasts(text: Text, index: int) -> bool:
    word = text.words[index]
    bare = word[1:] if word[0] in "وف" and len(word) > 4 else word
    return bool(text.look(index, "lasting_word")) or bare in _present_forms() or _imperfect(bare)


def _imperfect(word: str) -> bool:
    """A word in the shape of an imperfect verb of the third person, none of the nouns that begin alike."""
    return len(word) >= 4 and word[0] == "ي" and word not in _words_of("imperfect_not") and word not in entries()


def phrase_end(text: Text, index: int, length: int) -> int:
    """Where the noun phrase at `index` ends at the latest: a break, a stop word, or so many words."""
    end = index
    while end < min(index + length, len(text)):
        if end > index and (
            not text.joined(end) or text.gap(end) or text.look(end, "phrase_end") or text.words[end].startswith("و")
        ):
            break
        end += 1
    return end

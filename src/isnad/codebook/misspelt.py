"""Words of registered long names as they come out of a hasty keyboard: one letter more, less, other, or swapped."""

from collections import defaultdict
from collections.abc import Iterator

from isnad.codebook.lexicon import Names

LONG_NAME = 9
"""Letters that a name of two words or more must have, for a slip in one of them to be forgiven."""
_LONG_WORD = 5
_LONGEST_WORD = 20

Slips = dict[str, tuple[str, ...]]


def slips(names: Names) -> Slips:
    """For each word of the long name of an actor, and for it with any one letter left out: the words that it may be.
    Villages of nearly one name are several, so that names of places are left out."""
    table: dict[str, set[str]] = defaultdict(set)
    for name, refs in names.items():
        firm = any(ref.kind == "actor" and ref.use in ("name", "reading") for ref in refs)
        if not firm or " " not in name or len(name) < LONG_NAME or name.isascii():
            continue
        for word in name.split():
            if len(word) >= _LONG_WORD:
                for key in (word, *_shorter(word)):
                    table[key].add(word)
    return {key: tuple(sorted(words)) for key, words in table.items()}


def meant(table: Slips, word: str) -> Iterator[tuple[str, str]]:
    """The words of long names that `word` is one slip away from, each with the kind of slip."""
    if not _LONG_WORD - 1 <= len(word) <= _LONGEST_WORD:
        return
    seen = {word}
    for key in (word, *_shorter(word)):
        for other in table.get(key, ()):
            kind = slip(word, other) if other not in seen else None
            seen.add(other)
            if kind:
                yield other, kind


def slip(one: str, other: str) -> str | None:
    """How `one` is `other` gone wrong: a letter `added`, `left out`, `replaced` or `swapped` with its neighbour, or
    `ending` where only the last was added or left out, as inflection does; None where it is more than one slip."""
    if one == other or abs(len(one) - len(other)) > 1:
        return None
    start = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    if a[1:] == b or a == b[1:]:
        return "ending" if not (a and b) else "added" if len(a) > len(b) else "left out"
    if a[:2] == b[1::-1] and a[2:] == b[2:]:
        return "swapped"
    return "replaced" if a[1:] == b[1:] else None


def _shorter(word: str) -> Iterator[str]:
    for k in range(len(word)):
        yield word[:k] + word[k + 1 :]

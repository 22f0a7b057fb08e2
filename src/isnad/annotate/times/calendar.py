"""The calendar words of the codebook (`codebook/calendar/*.yaml`), loaded once.

A file maps a kind to values, and a value to the phrases that say it. The first word of a phrase may carry proclitics;
which ones is a matter of the kind: names of times take prepositions, cue words and adverbs conjunctions only.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from isnad.arabic.letters import fold, squeezed
from isnad.yamls import read_yaml

Value = int | str


class Phrase(NamedTuple):
    """The words after the first one, what the phrase stands for, and the proclitics written before the first word."""

    rest: tuple[str, ...]
    value: Value
    before: str


Entry = dict[str, list[Phrase]]

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
_PREPOSED = (
    "month", "hijri", "month_cued", "weekday", "weekday_bare", "relative_day", "relative_night", "tonight", "daypart",
    "definite_daypart", "hours", "day_head", "day_pair", "clock", "unit", "units", "dual", "the_unit", "the_units",
    "the_dual", "pair", "part", "season", "decade", "century", "feast", "feast_eve", "name_head", "zone", "round_up",
    "nth_of", "eve", "feast_day", "century_head", "decade_head",
)  # fmt: skip
_BOUNDARY = ("ه", "ين", "تين", "ات")
_DEFINITE = ("unit", "units", "dual")
_SHORTEST = 3


def _rows() -> Iterator[tuple[str, Value, str]]:
    """Kind, value, phrase of every line of data, with the derived kinds and inflections."""
    for file in sorted(resources.files("isnad.codebook").joinpath("calendar").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".yaml"):
            continue
        for kind, values in read_yaml(file.read_text(encoding="utf-8")).items():
            for value, phrases in values.items():
                for phrase in phrases:
                    yield kind, value, phrase
                    if kind in _DEFINITE:
                        yield "the_" + kind, value, "ال" + phrase
                    if kind == "cue" and " " not in phrase:
                        yield from ((kind, value, fold(phrase) + ending) for ending in _BOUNDARY)


def _written(kind: str, word: str) -> Iterator[tuple[str, str]]:
    """The forms in which the first `word` of a phrase stands in a text, each with its proclitics."""
    short = len(word) < _SHORTEST
    for before in _PREPOSITIONS if kind in _PREPOSED and not short else _CONJUNCTIONS:
        if before.endswith("ل") and word.startswith("ال"):
            yield before + word[2 if word.startswith("الل") else 1 :], before
        else:
            yield before + word, before


@cache
def entries() -> dict[str, Entry]:
    """Folded first word to its phrases by kind, the longest first."""
    found: dict[str, Entry] = {}
    for kind, value, phrase in _rows():
        first, *rest = [fold(word) for word in str(phrase).split()]
        for written, before in _written(kind, first):
            found.setdefault(written, {}).setdefault(kind, []).append(Phrase(tuple(rest), value, before))
    for entry in found.values():
        for phrases in entry.values():
            phrases.sort(key=lambda p: (-len(p.rest), len(p.before)))
    return found


_PREPOSITIONS_OF_TIME = frozenset((
    "from", "from_now", "from_then", "of", "to", "until", "between", "during", "place_on_year", "month_opener",
    "hour_opener", "phrase_end", "in_a_row", "night_into", "cue", "more", "about",
))  # fmt: skip


@cache
def governing() -> dict[str, frozenset[str]]:
    """The words that open a time only together with what follows (`في`, `من`, `حتى`), each with the second words of
    the phrases that it begins. Behind any other word that the calendar does not know they open nothing."""
    found = {}
    for word, entry in entries().items():
        alone = {kind for kind, phrases in entry.items() if any(not phrase.rest for phrase in phrases)}
        if alone <= _PREPOSITIONS_OF_TIME:
            found[word] = frozenset(p.rest[0] for phrases in entry.values() for p in phrases if p.rest)
    return found


_TOLERANT = ("vague", "weekday", "relative_day", "cue")


@lru_cache(maxsize=200_000)
def entry_of(word: str) -> Entry | None:
    """What a folded word may be; a doubled letter is forgiven where no known word has it (`مووخرا`)."""
    entry = entries().get(word)
    return entry if entry is not None or len(word) < 5 else _forgiven(word)


def _forgiven(word: str) -> Entry | None:
    single = squeezed(word)
    entry = entries().get(single) if single != word and len(single) >= 4 else None
    known = {kind: entry[kind] for kind in _TOLERANT if kind in entry} if entry else {}
    return known or None

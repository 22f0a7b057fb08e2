"""The words of a report as comparison needs them: folded, without articles and proclitics, without mere grammar."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources

from isnad.arabic.letters import fold
from isnad.codebook.book import Codebook
from isnad.yamls import read_yaml

_TOKEN = re.compile(r"[\w.*\u0640\u064b-\u065f\u0670-]+")
_BEFORE = re.compile(r"^(?:[وف](?=\w{4}))?(?:(?:ب|ك)?ال(?=\w{3})|لل(?=\w{3}))?")
_CUES = re.compile(r"^(?:[وف])?[بل]?(?=\w{3})")
_SHORTEST = 3
_PLACE_CUES = "places."
_NO_CUE = frozenset({"places.plain", "places.compound", "places.size_adjective"})
_TITLES = frozenset({"people.honorific", "people.kunya_head", "people.rank", "people.post"})
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|@\w+")


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order; addresses are left out."""
    split = (fold(word).strip("_-.*") for word in _TOKEN.findall(_ADDRESS.sub(" ", text).replace("_", " ")))
    return [word for word in split if word]


@lru_cache(maxsize=200_000)
def core(word: str) -> str:
    """A folded word without conjunction and article (`والبلده` is `بلده`)."""
    return _BEFORE.sub("", word)


def telling_words(texts: Iterable[str], book: Codebook) -> tuple[str, ...]:
    """The words of some stretches of a report that say more than grammar, each once, sorted."""
    found = {word for text in texts for word in tokens(text)}
    return tuple(sorted({core(word) for word in found if _tells(word, book)}))


def _tells(word: str, book: Codebook) -> bool:
    if len(word) < _SHORTEST:
        return word.isdigit()
    return not any(tag.startswith("particles.") for tag in book.info(word).tags)


def place_name(name: str, book: Codebook) -> tuple[str, frozenset[str]]:
    """A written name of a place without the words that only say what it is (`قرية`, `ريف`), folded, and the kinds that
    those words make of it (`village`, `countryside`). Which side of a countryside is left out as well; villages
    keep it, since many come in pairs (`الغربية`, `الشرقية`)."""
    words, kinds = tokens(name), set[str]()
    while len(words) > 1 and (cue := _cue(words[0], book)):
        kinds.add(cue)
        words = words[1:]
    while len(words) > 1 and "countryside" in kinds and "direction_adjective" in _tags(words[-1], book):
        kinds.add("direction")
        words = words[:-1]
    return " ".join(words), frozenset(kinds)


def _cue(word: str, book: Codebook) -> str:
    """What kind of place a word before a name tells of; empty where it belongs to the name."""
    kinds = _tags(word, book) or _tags(_CUES.sub("", word), book)
    return min(kinds) if kinds else ""


def _tags(word: str, book: Codebook) -> set[str]:
    found = {tag for tag in book.info(word).tags if tag.startswith(_PLACE_CUES)}
    return set() if found & _NO_CUE else {tag.removeprefix(_PLACE_CUES) for tag in found}


def person_name(name: str, book: Codebook) -> str:
    """A written name of a person, folded, without titles (`الشهيد`, `الدكتور`)."""
    words = tokens(name)
    while len(words) > 1 and not _TITLES.isdisjoint(book.info(words[0]).tags):
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    raw = resources.files("isnad.codebook").joinpath("calendar", "days.yaml").read_text(encoding="utf-8")
    days = read_yaml(raw)["weekday"]
    return {fold(name): int(number) for number, names in days.items() for name in names}


def weekday(words: Sequence[str]) -> int | None:
    """The day of the week that a time expression names, 0 for Monday; None where it names none or several."""
    found = {number for word in words if (number := _weekdays().get(word)) is not None}
    return found.pop() if len(found) == 1 else None

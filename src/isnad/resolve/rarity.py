"""How much it says that two mentions agree: little on what many reports hold, much on what few do.

Agreement on a sign (a day, a place, a toll, a name, a word) weighs as in probabilistic record linkage (Fellegi and
Sunter 1969): minus the logarithm of the share of texts that hold the sign by chance. An archive counts its own texts;
where it holds few, what is usual stands in, as if so many texts had been counted before.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log
from typing import Final

from isnad.resolve.days import reference_days
from isnad.resolve.mentions import EventMention

BEFORE: Final = 300
"""As many texts are taken to have been counted before the first one, so that ten reports do not decide."""
USUAL: Final[Mapping[str, float]] = {
    "day": 0.003, "year day": 0.005, "place": 0.005, "name": 0.002, "actor": 0.1, "killed": 0.03, "injured": 0.02,
    "word": 0.01,
}  # fmt: skip
"""The share of texts in which one sign of its kind usually stands: a day of a year's reports, one village of some
hundreds, one of the few great actors, one number of dead. Others: 0.01."""
_OTHERS: Final = 0.01
_USUAL_NUMBER: Final = {1: 0.15, 2: 0.1, 3: 0.07}
REPORTS_OF_ONE: Final = 3.0
"""How many texts usually tell of one happening; the chance that two texts do is this over the number of texts."""


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of `texts` texts each sign stands; a sign is `KIND:VALUE` as `signs` gives them."""

    texts: int
    counts: Mapping[str, int]
    _squares: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    _lengths: dict[tuple[str, ...], float] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, mentions: Iterable[EventMention]) -> "Rarity":
        """The counts over these mentions; copies of one text count once."""
        groups: dict[str, set[str]] = {}
        for mention in mentions:
            groups.setdefault(mention.text_group, set()).update(signs(mention))
        return cls(len(groups), Counter(sign for held in groups.values() for sign in held))

    def weight(self, *held: str) -> float:
        """What it weighs, in log-odds, that both hold one of these signs; at least 0."""
        expected = sum(self.counts.get(sign, 0) + BEFORE * _usual(sign) for sign in held)
        return max(0.0, log((self.texts + BEFORE) / expected))

    def of_word(self, word: str) -> float:
        """What a word weighs, squared: as `weight` of the sign `word:…`."""
        known = self._squares.get(word)
        if known is None:
            weight = self.weight(f"word:{word}")
            known = self._squares[word] = weight * weight
        return known

    def length(self, words: tuple[str, ...]) -> float:
        """The squared length of a vector of words, each as long as it weighs."""
        known = self._lengths.get(words)
        if known is None:
            known = self._lengths[words] = sum(map(self.of_word, words))
        return known

    def prior(self) -> float:
        """The log-odds that two texts tell of one happening, before anything is known of them."""
        return -log((self.texts + BEFORE) / REPORTS_OF_ONE)


def signs(mention: EventMention) -> Iterator[str]:
    """Everything of a mention on which another could agree with it, to be counted once for each text."""
    yield from (f"day:{day}" for day in reference_days(mention))
    if mention.partial:
        yield f"year day:{mention.partial}"
    places = {place for spot in mention.spots for place in (spot.place, *spot.above)}
    yield from (f"place:{place}" for place in {*places, *mention.near} if place)
    for spot in mention.spots:
        if spot.name:
            yield f"name:{spot.name}"
    yield from (f"actor:{id_}" for id_ in {*mention.agents, *mention.accused})
    yield from (f"{row.harm}:{row.low}" for row in mention.harmed)
    yield from (f"name:{name}" for name in mention.names)
    yield from (f"word:{word}" for word in mention.words)


def _usual(sign: str) -> float:
    kind, _, value = sign.partition(":")
    if kind in ("killed", "injured") and value in ("1", "2", "3"):
        return _USUAL_NUMBER[int(value)]
    return USUAL.get(kind, _OTHERS)


NOT_COUNTED: Final = Rarity(0, {})
"""Where nothing was counted yet."""

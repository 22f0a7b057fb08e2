"""Facets as links: what a question becomes when a value is chosen, and what the value is called."""

import re
from typing import TYPE_CHECKING, Final

from isnad.archive.asking.filters import NAMES

if TYPE_CHECKING:
    from isnad.web.answers import Words

_BOUND: Final = re.compile(r"(?:^|\s)(?:from|to|من|إلى|الى):\S*")
"""A bound that was given before: a question has one of each."""
_DAYS: Final = frozenset({"month", "year"})


def narrowed(query: str, facet: str, value: str) -> str:
    """The question with one filter more; empty for what questions cannot ask for."""
    if facet not in NAMES and facet not in _DAYS:
        return ""
    if facet in _DAYS:
        return f"{_BOUND.sub(' ', query).strip()} from:{value} to:{value}".strip()
    bare = value.partition(":")[2] if facet in ("actor", "place") and ":" in value else value
    told = f'"{bare}"' if facet == "outlet" or " " in bare else bare
    return f"{query} {facet}:{told}".strip()


def value_in_words(words: "Words", facet: str, value: str) -> str:
    """What a value is called in the language of the view."""
    if facet in ("actor", "place", "outlet"):
        return words.name(value)
    if facet in ("type", "status"):
        return words.value(facet, value)
    return words.value(f"facet-{facet}", value)

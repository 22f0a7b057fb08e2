"""Keys under which mentions that could be one happening meet, so that not all have to be compared with all.

A mention with a day meets others of its family in its governorate or within some 25 km on that day or the next. One
without a day meets others at its village or camp, with its toll, or by the name of a person or an unregistered place.
Where nothing of that is known there is no key: nothing could be told of such a mention anyway.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from isnad.resolve.days import FRESH, SLACK, bounds, ordinal
from isnad.resolve.mentions import EventMention, Spot
from isnad.resolve.places import cells
from isnad.resolve.wording import core

MOST_PER_BLOCK: Final = 200
"""A key that more mentions share says nothing and is passed over; those who belong together meet under others."""
_LONGEST = 7
_SHORTEST = 2
_VOWELS = re.compile(r"[اويء]|ه$")
_SMALL_KINDS = frozenset({"village", "neighbourhood", "camp", "field", "prison", "hospital", "base", "dam", "bridge"})
_WIDE = frozenset({"country", "region", "sea", "desert", "river"})


def blocks(mention: EventMention) -> frozenset[str]:
    """The keys of a mention. Two mentions that could be one happening share at least one."""
    return frozenset(f"{mention.family}|{key}" for key in (*_by_day(mention), *_by_place(mention), *_by_name(mention)))


def _by_day(mention: EventMention) -> Iterator[str]:
    where = [*_areas(mention)] or [*mention.agents, *mention.accused, *mention.targets]
    yield from (f"{day}|{key}" for day in _days(mention) for key in where)


def _days(mention: EventMention) -> list[str]:
    told = bounds(mention)
    if told and told[1] - told[0] <= _LONGEST:
        return [_iso(day) for day in range(told[0], told[1] + SLACK + 1)]
    if mention.partial:
        day = date.fromisoformat(f"2000{mention.partial[1:]}").toordinal()
        return [_iso(one)[5:] for one in range(day, day + SLACK + 1)]
    if told is None and mention.published:
        day = ordinal(mention.published)
        return [_iso(one) for one in range(day - FRESH, day + SLACK + 1)]
    return []


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _areas(mention: EventMention) -> set[str]:
    """Governorates and squares of the map."""
    found: set[str] = set()
    for spot in mention.spots:
        if spot.kind not in _WIDE:
            found.update(spot.above[-1:])
            found.update(cells(spot))
            found.update(spot.above[:1])
    return found or set(mention.near)


def _by_place(mention: EventMention) -> Iterator[str]:
    """Where it was, and where it may have been; larger places only together with how many were harmed."""
    if not any(spot.place and spot.kind not in _WIDE for spot in mention.spots):
        yield from mention.near
    for spot in mention.spots:
        if spot.place and spot.kind not in _WIDE and len(spot.above) > 1:
            yield spot.place
        elif spot.name:
            yield f"name|{skeleton(spot.name)}"
        for row in mention.harmed:
            yield from (f"{key}|{row.harm}{row.low}" for key in _of_town(spot))


def _of_town(spot: Spot) -> tuple[str, ...]:
    return () if spot.kind in _WIDE else spot.above[:2]


def _by_name(mention: EventMention) -> Iterator[str]:
    yield f"text|{mention.text_group}"
    yield from (f"name|{skeleton(name)}" for name in mention.names)


def skeleton(name: str) -> str:
    """A folded name without article, long vowels and the closing ه: one for most of its spellings (`الجريجسة` and
    `جرجيسة`); the name itself where too little is left."""
    bare = " ".join(_VOWELS.sub("", core(word)) for word in name.split())
    return bare if len(bare) > _SHORTEST else name

"""Ids that graphs ask for, made from our permanent ones: the same thing has the same id in every release."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final
from uuid import UUID, uuid5

from isnad.publish.release.released import Event, Header, Party, Spot, Statement

NAMESPACE: Final = UUID("3f0a1c5e-6d2b-5b7e-9a51-1c7b0e5d4a20")
"""Made for Isnad, and never to be changed: all ids of graphs that were ever given out hang on it."""
_REMEMBERED: Final = 4_096
_SORT: Final = "kind:"


@lru_cache(maxsize=_REMEMBERED)
def key_of(kind: str, *parts: str) -> str:
    """A UUID of version 5 (RFC 9562) for a thing of that kind, which is known by these ids or words."""
    return str(uuid5(NAMESPACE, "\0".join((kind, *parts))))


def spot_key(spot: Spot) -> str:
    """What tells one released place from others. One place may be released more and less exactly, and neither may
    borrow the point of the other: all that is shown of it counts."""
    shown = (
        spot.id, spot.name_ar, spot.name_en, spot.kind, spot.precision, spot.lat, spot.lon, spot.metres, spot.admin1,
        spot.admin2, spot.admin3, spot.country, spot.country_code, spot.within,
        spot.coarsened,
    )  # fmt: skip
    return "\0".join("" if field is None else str(field) for field in shown)


def statement_key(said: Statement) -> str:
    """The UUID of a statement: within the house its id is one of an archive, which only the report makes unlike."""
    return key_of("statement", said.report, said.id)


def told_apart(event: Event) -> Event:
    """The event with an id of its own for each party that goes by its sort (`kind:hospital`): two hospitals of two
    events are not one."""
    if not any(party.id.startswith(_SORT) for party in (*event.agents, *event.targets)):
        return event
    return replace(event, agents=_apart(event.agents, event.id), targets=_apart(event.targets, event.id))


def _apart(parties: Sequence[Party], event: str) -> tuple[Party, ...]:
    return tuple(replace(one, id=f"{one.id}@{event}") if one.id.startswith(_SORT) else one for one in parties)


def release_key(header: Header) -> str:
    """The UUID of a release as a whole: of one state of an archive, by one profile and question."""
    return key_of("release", header.archive, header.profile, header.at, header.query, header.since or "")

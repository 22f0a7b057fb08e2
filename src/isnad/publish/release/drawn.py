"""An event as it is told within the house, with what the gate needs to know of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from isnad.publish.release.released import Event, Party, State


@dataclass(frozen=True, slots=True)
class Drawn:
    """`parties` are those who stand in ACLED's fields, by their names there; `unsayable` the folded names of people
    without a post whom its reports name."""

    event: Event
    parties: Mapping[str, Party]
    unsayable: frozenset[str]


@dataclass(frozen=True, slots=True)
class DrawnState:
    """A state, and `unsayable` as of an event."""

    state: State
    unsayable: frozenset[str]

"""A release: what leaves, by one profile, as streams that formats walk as often as they need."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from isnad.publish.release.released import Event, Header, Loss, State, Withdrawn


@dataclass(frozen=True, slots=True)
class Release:
    """What a format writes. Each stream begins anew with each call, comes in the order of ids, and is had a few hundred
    at a time, so that memory does not grow with the archive. `lost` says what the profile took out, after a stream of
    events was walked to its end."""

    header: Header
    events: Callable[[], Iterator[Event]]
    states: Callable[[], Iterator[State]]
    withdrawn: Callable[[], Iterator[Withdrawn]]
    lost: Callable[[], Sequence[Loss]]

"""What tables leave out of a release, counted."""

from collections.abc import Iterator

from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event


def count_states(release: Release, losses: Losses) -> None:
    """Counts the states of a release: a table of events has no rows for them."""
    losses.add("state", "no-field", sum(1 for _ in release.states()))


def count_fields(event: Event, losses: Losses, harms: frozenset[str]) -> None:
    """Counts what a row in another scheme does not say of an event: who says what, and harms other than these."""
    losses.add("statement", "no-field", len(event.statements))
    for toll in event.tolls:
        if toll.harm not in harms:
            losses.add(f"toll {toll.harm}", "no-field")


def in_rows(release: Release, losses: Losses) -> Iterator[Event]:
    """The events of a release that is written as our own tables; what these have no column for is counted."""
    for event in release.events():
        losses.add("words around a quote", "no-field", sum(1 for one in event.statements if one.prefix or one.suffix))
        yield event

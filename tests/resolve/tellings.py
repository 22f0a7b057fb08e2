"""Event mentions for the tests of this room: made by hand, or read out of a short report."""

from collections.abc import Callable
from typing import Any

from isnad.annotate.reader import Reader
from isnad.ingest.capture import capture
from isnad.resolve.event_mentions import event_mentions
from isnad.resolve.mentions import EventMention, Spot

SARMIN = Spot("place:sarmin", "", ("place:sarmin", "place:idlib"), (35.9, 36.73), "town")
BINNISH = Spot("place:binnish", "", ("place:binnish", "place:idlib"), (35.96, 36.71), "town")
IDLIB = Spot("place:idlib", "", ("place:idlib",), None, "governorate")
DARAA = Spot("place:daraa-city", "", ("place:daraa-city", "place:daraa"), (32.62, 36.1), "capital")
SYRIA = Spot("place:syria", "", (), None, "country")
MILL = Spot(None, "طاحونه السبع", kind="village")

Read = Callable[[str, str | None], tuple[EventMention, ...]]


def told(number: int, day: str | None = None, last: str | None = None, **more: Any) -> EventMention:
    """A mention of report `number` on a day, or between two."""
    document = f"d{number}"
    given = {"type": "ASSAULT", "family": "force", "mode": None, "status": "actual", "polarity": "positive", "rank": 0,
             "text_group": document, "from_": day, "to": last or day} | more  # fmt: skip
    return EventMention(id=f"{document}#e1", document=document, **given)


def reading(reader: Reader) -> Read:
    """What reads a report's text, published on a day, into mentions."""

    def read(text: str, published: str | None) -> tuple[EventMention, ...]:
        document, _ = capture(text.encode(), name="", published=published, outlet=None)
        return event_mentions(reader.read(document), reader.book)

    return read

"""What an archive remembers of the feeds that it follows, so that each is asked for news only."""

from dataclasses import asdict

from sqlalchemy import Connection, insert, select, update

from isnad.archive import chain
from isnad.archive.intake import storable
from isnad.archive.schema import feeds
from isnad.ingest.feeds import FeedState


def state_of(connection: Connection, url: str) -> FeedState | None:
    """What is remembered of a feed; None for one that was never asked."""
    state = connection.execute(select(feeds.c.state).where(feeds.c.url == storable(url))).scalar()
    return FeedState(**{**state, "seen": tuple(state["seen"])}) if state else None


def remember(connection: Connection, url: str, state: FeedState) -> None:
    """Keeps what is remembered of a feed for the next time."""
    values = {"state": asdict(state), "asked_at": chain.now()}
    done = connection.execute(update(feeds).where(feeds.c.url == storable(url)).values(values))
    if done.rowcount == 0:
        connection.execute(insert(feeds).values(url=storable(url), **values))

"""Following a feed: what is new in it since it was last asked, and what to remember for the next time."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from urllib.parse import quote, urlsplit

from isnad.errors import FetchError, NoWordsError
from isnad.ingest.addresses import canonical
from isnad.ingest.crew import confined
from isnad.ingest.entries import Entry, Feed, read_feed
from isnad.ingest.fetch import Answer, Fetcher, fetched_item
from isnad.ingest.items import Item, Refused
from isnad.ingest.manifest import NOTHING_GIVEN, ManifestEntry

MOST_AT_ONCE = 500
"""So many new entries of a feed are taken at one asking, the first in its order; the rest at the next."""

_REMEMBERED = 1000
"""So many marks are kept of entries that are no longer in the feed: some feeds lose entries and find them again."""
_MARK = 16
_TOO_OFTEN = 429
_DECLARED_OUTLET = b"og:site_name"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between two askings: its answer's `ETag` and `Last-Modified`, and a mark for each
    entry that was dealt with, the latest last. All of it is plain text, fit to be stored as it is."""

    etag: str | None = None
    last_modified: str | None = None
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Polled:
    """One step through a feed: what an entry gave, and the state to store with it in one go. Whoever does so after
    every step may be stopped at any time: nothing is lost and nothing comes twice. The last step has no find; only
    its state says that the feed as a whole needs no reading before it changes."""

    found: Item | Refused | None
    state: FeedState


def feed_items(
    feed_url: str, state: FeedState, fetcher: Fetcher, given: ManifestEntry = NOTHING_GIVEN
) -> Iterator[Polled]:
    """What is new in the feed, the oldest first: for each entry that has an address its page, for each other one what
    stands in the feed. The feed's date and, where the page names none, the feed's title as outlet go with it. What is
    `given` by the user counts instead: the outlet for all of them, the day for entries to which the feed gives none.

    A page that fails for a passing reason is tried again at the next asking; any other one is dealt with. A host that
    is asked too often (status 429, or any with `Retry-After`) is asked for no more pages this time. An entry that says
    it was updated counts as new. Raises, before anything is given, what `Fetcher.get` raises for the feed
    itself, and FeedError.
    """
    answer = fetcher.get(feed_url, etag=state.etag, last_modified=state.last_modified)
    if answer.not_modified:
        yield Polled(None, state)
        return
    feed = confined(partial(read_feed, url=answer.url), answer.body)
    current = {mark(entry): entry for entry in feed.entries}
    seen = [one for one in state.seen if one not in current] + [one for one in state.seen if one in current]
    known = frozenset(seen)
    new = [(one, entry) for one, entry in current.items() if one not in known]
    most = len(current) + _REMEMBERED
    is_done = len(new) <= MOST_AT_ONCE
    tired = set[str | None]()
    for one, entry in reversed(new[:MOST_AT_ONCE]):
        host = _host(entry.url)
        if host and host in tired:
            continue
        found = _found(entry, feed, feed_url, answer, fetcher)
        if isinstance(found, Item):
            found = replace(found, published=found.published or given.published, outlet=given.outlet or found.outlet)
        if isinstance(found, Refused) and isinstance(found.error, FetchError) and found.error.passing:
            is_done = False
            if found.error.status == _TOO_OFTEN or found.error.retry_after is not None:
                tired.add(host)
        else:
            seen.append(one)
        state = replace(state, seen=tuple(seen[-most:]))
        yield Polled(found, state)
    if is_done:
        headers = answer.headers
        state = FeedState(headers.get("etag"), headers.get("last-modified"), tuple(seen[-most:]))
    yield Polled(None, state)


def mark(entry: Entry) -> str:
    """By which an entry is known again: 16 hex digits over its id (or what it says, if it has none) and the time of
    its update."""
    told = entry.id or "\n".join((entry.title, entry.summary, entry.content))
    return hashlib.sha256(f"{told}\0{entry.updated or ''}".encode("utf-8", "replace")).hexdigest()[:_MARK]


def _found(entry: Entry, feed: Feed, feed_url: str, answer: Answer, fetcher: Fetcher) -> Item | Refused:
    if entry.url is None:
        return _told_in_feed(entry, feed, feed_url, answer)
    found = fetched_item(entry.url, fetcher)
    if isinstance(found, Refused):
        return found
    declares_outlet = found.media == "page" and _DECLARED_OUTLET in found.raw
    return replace(
        found,
        custody=replace(found.custody, source=feed_url, member=entry.id),
        published=entry.published,
        outlet=None if declares_outlet else feed.title or None,
    )


def _told_in_feed(entry: Entry, feed: Feed, feed_url: str, answer: Answer) -> Item | Refused:
    """An entry that is a report by itself; its bytes are the entry in canonical JSON."""
    words, member = entry.words, entry.id or mark(entry)
    if not words:
        error = NoWordsError(f"the entry {member[:100]!r} of {feed_url} has neither an address nor words")
        return Refused(where=f"{feed_url} {member[:100]}", error=error)
    told = {name: value for name, value in asdict(entry).items() if value not in ("", None)}
    raw = json.dumps({"feed": feed_url, **told}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Item(
        key=f"{canonical(feed_url)}#{quote(member, safe='')}",
        raw=raw.encode("utf-8", "replace"),
        custody=replace(answer.custody(feed_url), member=member, container=hashlib.sha256(answer.body).hexdigest()),
        text=f"{entry.title}\n\n{words}" if entry.title else words,
        title=entry.title or None,
        published=entry.published,
        outlet=feed.title or None,
    )


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None

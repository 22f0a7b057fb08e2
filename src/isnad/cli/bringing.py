"""Sources of `isnad add`, told apart: files and folders, pages, feeds, lists of feeds, posts that were pasted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from isnad.archive.intake import Outcome
from isnad.archive.library import Library
from isnad.errors import ColumnsError, FeedGivenError, IsnadError
from isnad.ingest.bring import Bringing, items
from isnad.ingest.fetch import Fetcher, fetched_item
from isnad.ingest.items import Refused
from isnad.ingest.opml import Subscription, subscriptions
from isnad.ingest.sources import sources

_ADDRESSES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Bringer:
    """Brings sources into an archive, as the user says; `feed` takes every address as a feed."""

    library: Library
    fetcher: Fetcher
    how: Bringing
    feed: bool = False

    def outcomes(self, given: Sequence[str]) -> Iterator[Outcome]:
        """What became of each report, source by source; files that follow each other are read side by side."""
        for kind, group in groupby(given, key=kind_of):
            if kind == "files":
                yield from self.library.add(items(list(group), self.how))
                continue
            for source in group:
                yield from self._list(source) if kind == "list" else self._address(source)

    def _address(self, url: str) -> Iterator[Outcome]:
        """A page, or a feed, as it turns out to be."""
        found = None if self.feed or self.library.follows(url) else fetched_item(url, self.fetcher)
        if found is None or (isinstance(found, Refused) and isinstance(found.error, FeedGivenError)):
            yield from self._feed(url)
        else:
            yield from self.library.add([self.how.told(found)])

    def _list(self, source: str) -> Iterator[Outcome]:
        try:
            for one in listed(source, self.fetcher):
                yield from self._feed(one.url) if isinstance(one, Subscription) else self.library.add([one])
        except IsnadError as error:
            yield from self.library.add([Refused(where=source, error=error)])

    def _feed(self, feed: str) -> Iterator[Outcome]:
        try:
            yield from self.library.follow(feed, self.fetcher)
        except IsnadError as error:
            yield from self.library.add([Refused(where=feed, error=error)])


def columns_of(given: Sequence[str]) -> dict[str, str]:
    """`text=body` and the like as a mapping. Raises ColumnsError."""
    found = dict(part.partition("=")[::2] for part in given)
    for role, name in found.items():
        if not (role and name):
            raise ColumnsError(f"{role or name!r}: write which column holds what, as in text=body")
    return found


def kind_of(source: str) -> Literal["files", "address", "list"]:
    """What a source is by its name; a file's content tells more."""
    if source.lower().endswith(".opml"):
        return "list"
    return "address" if source.lower().startswith(_ADDRESSES) else "files"


def listed(source: str, fetcher: Fetcher) -> Iterator[Subscription | Refused]:
    """The feeds of an OPML file, or of one at an address. Raises what reading, fetching or parsing it raises."""
    if source.lower().startswith(_ADDRESSES):
        return subscriptions(fetcher.get(source).body, source)
    return (one for file in sources([source]) for one in subscriptions(file.raw(), source))


def feeds_of(given: Sequence[str], fetcher: Fetcher) -> Iterator[str | Refused]:
    """The addresses of feeds, those in lists too."""
    for source in given:
        if kind_of(source) != "list":
            yield source
            continue
        for one in listed(source, fetcher):
            yield one.url if isinstance(one, Subscription) else one

"""Sources of `isnad add`, told apart: files and folders, pages, feeds, lists of feeds, posts that were pasted."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from isnad.archive.intake import Outcome
from isnad.archive.library import Library
from isnad.errors import AddressError, ColumnsError, FeedGivenError, IsnadError
from isnad.ingest.bring import Bringing, items
from isnad.ingest.fetch import Fetcher, fetched_item
from isnad.ingest.items import Refused
from isnad.ingest.manifest import ManifestEntry
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

    def outcomes(self, given: Sequence[str]) -> Generator[Outcome, None, None]:
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
            yield from self.library.follow(feed, self.fetcher, ManifestEntry(self.how.published, self.how.outlet))
        except IsnadError as error:
            yield from self.library.add([Refused(where=feed, error=error)])


def columns_of(given: Sequence[str]) -> dict[str, str]:
    """`text=body` and the like as a mapping. Raises ColumnsError."""
    found = dict(part.partition("=")[::2] for part in given)
    for role, name in found.items():
        if not (role and name):
            raise ColumnsError(f"{role or name!r}: write which column holds what, as in text=body")
    return found


def require_one_post(url: str, given: Sequence[str]) -> None:
    """Raises AddressError where `url` is no address, or is said of more than one post: under one address each would be
    a version of the one before."""
    if not url.lower().startswith(_ADDRESSES):
        raise AddressError(f"{url!r} is no address of a post: write it whole, as in https://t.me/channel/12")
    if len(given) > 1 or kind_of(given[0]) != "files" or Path(given[0]).is_dir():
        raise AddressError("--url is the address of one post: give one file with its words, or - to paste them")


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
    """The addresses of feeds, those in lists too, and why others are none."""
    for source in given:
        kind = kind_of(source)
        if kind == "address":
            yield source
        elif kind == "files":
            reason = "it is no address of a feed: give one that begins with https://, or a file that ends in .opml"
            yield Refused(where=source, error=AddressError(reason))
        else:
            yield from _feeds_in(source, fetcher)


def _feeds_in(source: str, fetcher: Fetcher) -> Iterator[str | Refused]:
    try:
        for one in listed(source, fetcher):
            yield one.url if isinstance(one, Subscription) else one
    except IsnadError as error:
        yield Refused(where=source, error=error)

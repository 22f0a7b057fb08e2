"""Lists of feeds as feed readers export them (OPML 1 and 2)."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from isnad.errors import AddressError, OutlineError
from isnad.ingest.addresses import canonical, checked
from isnad.ingest.crew import confined
from isnad.ingest.items import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_FEEDS = 10_000
_MOST_OUTLINES = 100_000
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that somebody follows; `title` may be empty, `folder` are the titles of the outlines around it."""

    url: str
    title: str = ""
    folder: tuple[str, ...] = ()


def subscriptions(raw: bytes, source: str = "") -> Iterator[Subscription | Refused]:
    """The feeds of an OPML file in its order, each address once; Refused for an address that would not be fetched.

    `source` is the file's name, for messages. OutlineError for what is no OPML, declares entities, or is larger than
    5 MB or 10,000 feeds; what stands before a mistake has been given by then. HeavySourceError where reading it takes
    more time or memory than a process is given (`crew`).
    """
    if len(raw) > MOST_BYTES:
        raise OutlineError(f"the list of feeds is larger than {MOST_BYTES // 1024**2} MB: give a list of feeds only")
    found, mistake = confined(partial(_listed, source=source), raw)
    yield from found
    if mistake:
        raise mistake


def _listed(raw: bytes, source: str) -> tuple[list[Subscription | Refused], OutlineError | None]:
    """All feeds, and the mistake behind them where there is one."""
    found: list[Subscription | Refused] = []
    try:
        found.extend(feeds_in(raw, source))  # what came before an error stays
    except OutlineError as error:
        return found, error
    return found, None


def feeds_in(raw: bytes, source: str) -> Iterator[Subscription | Refused]:
    """What `subscriptions` gives, read in this process."""
    known: set[str] = set()
    for outline, folder in _outlines(raw):
        url = next((value.strip() for name, value in outline.items() if name.lower() == "xmlurl"), "")
        if not url or canonical(url) in known:
            continue
        if len(known) == MOST_FEEDS:
            raise OutlineError(f"the list has more than {MOST_FEEDS:,} feeds: split it")
        known.add(canonical(url))
        try:
            checked(url)
        except AddressError as error:
            yield Refused(where=source or url, error=error)
        else:
            yield Subscription(url, _title(outline), folder)


def _outlines(raw: bytes) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Each outline with the titles of those around it, as the file is read."""
    around: list[str] = []
    depth = count = 0
    try:
        for event, element in iterparse(io.BytesIO(raw), events=("start", "end"), forbid_dtd=True):
            if depth == 0 and event == "start" and element.tag.lower() != "opml":
                raise OutlineError(f"it is no list of feeds but starts with <{element.tag[:40]}>: export OPML")
            depth += 1 if event == "start" else -1
            if element.tag != "outline":
                continue
            if event == "end":
                around.pop()
                element.clear()
                continue
            count += 1
            if count > _MOST_OUTLINES:
                raise OutlineError(f"the list has more than {_MOST_OUTLINES:,} outlines: it is refused")
            yield element, tuple(title for title in around[-8:] if title)
            around.append(_title(element))
    except DefusedXmlException as error:
        raise OutlineError("the list has a document type or entities of its own: it is refused") from error
    except (ParseError, LookupError, ValueError) as error:
        raise OutlineError(f"the list of feeds is broken ({error}): export it again") from error


def _title(outline: Element) -> str:
    told = outline.get("title") or outline.get("text") or ""
    return " ".join(told.split())[:_LONGEST_TITLE]

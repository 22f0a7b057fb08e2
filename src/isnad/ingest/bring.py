"""Files and folders as the items that they hold, whatever kind of file they are.

What is behind an address (pages, feeds) and lists of feeds are brought by `fetch`, `feeds` and `opml`: who calls
`items` tells those inputs apart first.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from isnad.errors import ColumnsError, EngineError, IsnadError, UnreadableSourceError
from isnad.ingest.addresses import canonical
from isnad.ingest.binary import seems_binary
from isnad.ingest.by_hand import pasted
from isnad.ingest.custody import Clock, shown, utc_now
from isnad.ingest.encoding import decode
from isnad.ingest.items import Item, Refused
from isnad.ingest.manifest import NOTHING_GIVEN, ManifestEntry
from isnad.ingest.media import decoded_media, packed_media
from isnad.ingest.parts import PartedKind, Parts
from isnad.ingest.platforms import platform_of
from isnad.ingest.sources import SUFFIXES, Failure, Source, sources
from isnad.ingest.telegram import is_telegram
from isnad.ingest.whatsapp import is_whatsapp
from isnad.model.document import Channel

FileKind = PartedKind | Literal["report"]

_WEB_ARCHIVES = (".warc", ".warc.gz", ".wacz")
_TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx")
_EXPORTS = (".json",)
BROUGHT = SUFFIXES.union(_WEB_ARCHIVES, _TABLES, _EXPORTS)
"""Endings of the files that are taken out of a folder."""
_HEAD = 64 * 1024
_WARC_MAGIC = b"WARC/"


@dataclass(frozen=True, slots=True)
class Bringing:
    """How inputs are to be brought, as the user says.

    `published` (an ISO day or time) and `outlet` hold for all reports that do not say otherwise, and `manifest` for
    those of a file, by its stem, before both. `columns` says which column of a table is what (`{"text": "body"}`).
    `url`, `platform` (a name in English or Arabic) and `account` say where the text of one file was pasted from: a text
    is then a pasted post, a saved page or a PDF one of that address. What exports hold beside reports, such as messages
    without words, is counted in `passed`.
    """

    published: str | None = None
    outlet: str | None = None
    manifest: Mapping[str, ManifestEntry] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    platform: str | None = None
    account: str | None = None
    passed: Counter[str] = field(default_factory=Counter)
    clock: Clock = utc_now

    def told(self, found: Item | Refused, entry: ManifestEntry = NOTHING_GIVEN) -> Item | Refused:
        """An item with what the user says of those that do not tell it themselves; what is refused as it is."""
        if isinstance(found, Refused):
            return found
        published = found.published or entry.published or self.published
        outlet = found.outlet or entry.outlet or self.outlet
        is_told = (published, outlet) == (found.published, found.outlet)
        return found if is_told else replace(found, published=published, outlet=outlet)


def items(paths: Sequence[str], how: Bringing | None = None) -> Iterator[Item | Refused]:
    """The reports in files and folders (and `-`, standard input), one after the other; none is held when the next is
    asked for, however large its file is. Files of many are taken apart in a process of their own (`parts`).

    A folder gives its files whose endings are `BROUGHT`, at any depth, sorted, nothing hidden. What a file is, its
    content and name tell (`file_kind`). Whatever gives no item is `Refused`; nothing is raised.
    """
    asked = how or Bringing()
    with Parts(asked.columns, asked.passed, asked.clock) as parts:
        for source in sources(paths, BROUGHT):
            for found in _without_raising(source, asked, parts):
                if _is_by_the_way(found, source, paths):
                    asked.passed["JSON files of folders that hold no reports"] += 1
                else:
                    yield found


def _without_raising(source: Source | Failure, how: Bringing, parts: Parts) -> Iterator[Item | Refused]:
    where = shown(source.path) if source.path else source.name
    try:
        yield from _brought(source, how, parts)
    except IsnadError as error:
        yield Refused(where=where, error=error)
    except Exception as error:  # one input must never stop the others, whatever is wrong
        reason = EngineError(f"the engine failed, please report it: {type(error).__name__}: {error}")
        yield Refused(where=where, error=reason)


def _is_by_the_way(found: Item | Refused, source: Source | Failure, paths: Sequence[str]) -> bool:
    """Whether it is no failure that nothing came of it: a JSON file of a folder mostly holds something else."""
    if not isinstance(found, Refused) or not isinstance(found.error, ColumnsError) or source.path is None:
        return False
    return source.path.suffix.lower() in _EXPORTS and str(source.path) not in paths


def file_kind(path: Path) -> FileKind:
    """What a file is: a web archive, an exported chat or a table with many reports, or else one report, which also
    everything is of which no report can be read. Raises OSError."""
    name = path.name.lower()
    if name.endswith(_WEB_ARCHIVES):
        return "web archive"
    if not path.is_file() or (name.endswith(tuple(SUFFIXES)) and not name.endswith(".txt")):
        return "report"
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_WARC_MAGIC):
        return "web archive"
    if name.endswith(_EXPORTS) and is_telegram(head):
        return "telegram"
    if name.endswith((*_TABLES, *_EXPORTS)):
        return "table"
    if not seems_binary(head) and is_whatsapp(path.name, decode(head).text.splitlines()):
        return "whatsapp"
    return "report"


def _brought(source: Source | Failure, how: Bringing, parts: Parts) -> Iterator[Item | Refused]:
    if isinstance(source, Failure):
        raise source.error
    kind, entry = _kind(source), how.manifest.get(source.stem, NOTHING_GIVEN)
    if source.path is None or kind == "report":
        yield how.told(_handed(source, how), entry)
        return
    for found in parts.of(kind, source.path):
        yield how.told(found, entry)


def _handed(source: Source, how: Bringing) -> Item:
    """The one report of an input, with where a person says that it is from."""
    item = source.item(clock=how.clock)
    if not (how.url or how.platform or how.account):
        return item
    platform = platform_of(how.platform or "", how.url or "")
    if item.text_origin == "captured" and _is_plain(item):
        return pasted(
            item.raw, url=how.url, platform=platform, account=how.account, source=item.custody.source, clock=how.clock
        )
    key = canonical(how.url) if how.url else item.key
    channel = Channel(platform=platform, account=how.account)
    return replace(item, key=key, custody=replace(item.custody, url=how.url), channel=channel)


def _is_plain(item: Item) -> bool:
    """Whether the words of an item stand in its bytes as they are."""
    if packed_media(item.raw, item.name) or seems_binary(item.raw):
        return False
    return decoded_media(decode(item.raw).text, item.name) == "text"


def _kind(source: Source) -> FileKind:
    if source.path is None:
        return "report"
    try:
        return file_kind(source.path)
    except OSError as error:
        raise UnreadableSourceError(f"{shown(source.path)} cannot be read: {error.strerror or error}") from error

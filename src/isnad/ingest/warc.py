"""Reports in web archives: WARC files as crawlers write them, and WACZ files, which hold WARC files."""

import base64
import hashlib
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile

from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.statusandheaders import StatusAndHeadersParser

from isnad.errors import IsnadError, OversizedSourceError, UnreadableSourceError, WebArchiveError
from isnad.ingest.addresses import canonical
from isnad.ingest.bodies import KEPT_HEADERS, REPORT_MEDIA, TOOL, kind, unpacked
from isnad.ingest.items import Custody, Item, Refused
from isnad.ingest.limits import Limits, Packed, open_zip
from isnad.ingest.members import plain_name
from isnad.ingest.warc_records import LONGEST_HEAD, Damage, Record, records
from isnad.ingest.words import MOST_BYTES

_ZIP = b"PK\x03\x04"
_WACZ = Limits(unpacked=1 << 40)
"""A WACZ file is read as a stream and nothing of it is held, so that only the ratio and the count of files bind."""
_WARC_NAME = re.compile(r"archive/[^/]+\.warc(?:\.gz)?")
_PAGES_NAME = re.compile(r"pages/[^/]+\.jsonl")
_LONGEST_LINE = 64 * 1024
_MOST_PAGES = 100_000
_LONGEST_TITLE = 500
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_WHOLE_ANSWERS = ("200", "203")
_DIGESTS = ("sha1", "sha256", "sha512")


def web_archive_items(path: Path) -> Iterator[Item | Refused]:
    """The reports in a `.warc`, `.warc.gz` or `.wacz` file: each whole answer (status 200 or 203) over HTTP that is a
    page, a PDF, a DOCX or plain text, in the file's order. An item's bytes are the answer's body, unpacked; its key is
    its address, its custody the record's. Revisits, requests and all other records are passed over.

    Refused for each place that is damaged, for a record that is not as it was when its digest was taken, and for the
    file as a whole where it cannot be read. The file is read twice (first for its digest) and never held whole.
    """
    try:
        with path.open("rb") as file:
            container = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            is_wacz = file.read(len(_ZIP)) == _ZIP
            file.seek(0)
            if not is_wacz:
                yield from _items(file, str(path), container, {})
                return
        with open_zip(path, _WACZ) as packed:
            yield from _packed_items(packed, str(path), container)
    except OSError as error:
        problem = UnreadableSourceError(f"{path} cannot be read: {error.strerror or error}")
        yield Refused(where=str(path), error=problem)
    except IsnadError as error:
        yield Refused(where=str(path), error=error)


def _packed_items(packed: Packed, source: str, container: str) -> Iterator[Item | Refused]:
    names = [name for name in packed if _WARC_NAME.fullmatch(name)]
    if not names:
        raise WebArchiveError("it is a ZIP archive but no WACZ: it holds no archive/….warc.gz")
    titles: dict[str, str] = {}
    for name in packed:
        if _PAGES_NAME.fullmatch(name):
            titles.update(_titles(packed, name))
    for name in names:
        try:
            with packed.open(name) as file:
                yield from _items(file, source, container, titles)
        except IsnadError as error:
            yield Refused(where=f"{source} {name}", error=error)


def _titles(packed: Packed, name: str) -> dict[str, str]:
    """The titles that a list of pages (JSON lines) gives, by canonical address; what is broken in it is left out."""
    found: dict[str, str] = {}
    for line in _lines(packed, name):
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(page, dict) and isinstance(page.get("url"), str) and isinstance(page.get("title"), str):
            found[canonical(page["url"])] = " ".join(page["title"].split())[:_LONGEST_TITLE]
    return found


def _lines(packed: Packed, name: str) -> Iterator[bytes]:
    """The first lines of a file in the archive, until one that cannot be read."""
    with suppress(BadZipFile, zlib.error, EOFError, NotImplementedError), packed.open(name) as file:
        for _ in range(_MOST_PAGES):
            line = file.readline(_LONGEST_LINE)
            if not line:
                return
            yield line


def _items(stream: IO[bytes], source: str, container: str, titles: Mapping[str, str]) -> Iterator[Item | Refused]:
    for record in records(stream):
        if isinstance(record, Damage):
            yield Refused(where=f"{source} {record.where}".strip(), error=record.error)
            continue
        try:
            item = _item(record, source, container)
        except IsnadError as error:
            yield Refused(where=f"{source} {record.headers.get('warc-record-id', '')}".strip(), error=error)
            continue
        if item is not None:
            yield replace(item, title=titles.get(item.key) or None)


def _item(record: Record, source: str, container: str) -> Item | None:
    """The report in a response, or None where it holds none."""
    url = record.headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">").strip()
    if not url.lower().startswith(("http://", "https://")):
        return None
    status, headers, body = _answer(record.block)
    if status not in _WHOLE_ANSWERS or kind(headers.get("content-type", ""), b"") is None:
        return None
    _require_unchanged(record)
    body = unpacked(_joined(body, headers), headers.get("content-encoding", ""))
    found = kind(headers.get("content-type", ""), body)
    media = REPORT_MEDIA.get(found) if found else None
    if media is None or not body:
        return None
    if len(body) > MOST_BYTES:
        raise OversizedSourceError(f"{url} is larger than {MOST_BYTES // 1024**2} MB: it is no report")
    custody = Custody(
        source=source,
        fetched_at=_fetched_at(record.headers.get("warc-date", "")),
        tool=TOOL,
        requested_url=url,
        url=url,
        headers={name: headers[name] for name in KEPT_HEADERS if name in headers},
        container=container,
        member=record.headers.get("warc-record-id"),
    )
    try:
        path = urlsplit(canonical(url)).path
    except ValueError as error:
        raise WebArchiveError(f"a record's address is none: {url[:100]!r} ({error})") from error
    name = plain_name(unquote(path, errors="replace").rstrip("/"))
    return Item(
        key=canonical(url), raw=body, custody=custody, name=name, media=media, warnings=tuple(_doubts(record))
    )  # fmt: skip


def _doubts(record: Record) -> Iterator[str]:
    if record.is_after_loss:
        yield "the web archive is damaged before this record: it may be a piece out of another one"
    if reason := record.headers.get("warc-truncated"):
        yield f"the crawler did not take the whole page ({reason[:40]}): its end may be missing"


def _answer(block: bytes) -> tuple[str, dict[str, str], bytes]:
    """Status, headers by lower-case name, and body of an HTTP answer."""
    end = _HEAD_END.search(block, 0, LONGEST_HEAD)
    if end is None:
        raise WebArchiveError("a record holds no HTTP answer")
    found = StatusAndHeadersParser([], verify=False).parse(io.BytesIO(block[: end.end()]))
    headers = {name.lower(): " ".join(value.split()) for name, value in reversed(found.headers)}
    return str(found.statusline).partition(" ")[0], headers, block[end.end() :]


def _joined(body: bytes, headers: Mapping[str, str]) -> bytes:
    """The body without the marks of chunks; many crawlers keep the header and store the body joined."""
    if headers.get("transfer-encoding", "").lower() != "chunked" or not _CHUNK.match(body):
        return body
    try:
        return bytes(ChunkedDataReader(io.BytesIO(body), raise_exceptions=True).read())
    except ChunkedDataException as error:
        raise WebArchiveError("the body of an answer is cut off or broken") from error


def _require_unchanged(record: Record) -> None:
    """WebArchiveError where the block is not the one whose digest the crawler wrote down, in hex or base 32."""
    name, _, told = record.headers.get("warc-block-digest", "").partition(":")
    name = name.lower().replace("-", "")
    if name not in _DIGESTS or not told:
        return
    digest = hashlib.new(name, record.block, usedforsecurity=False)
    base32 = base64.b32encode(digest.digest()).decode().rstrip("=")
    if told.lower() != digest.hexdigest() and told.upper().rstrip("=") != base32:
        raise WebArchiveError("a record was changed after it was written: its digest is another one")


def _fetched_at(told: str) -> str:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise WebArchiveError(f"a record has no date ({told[:40]!r})") from None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).isoformat(timespec="seconds")

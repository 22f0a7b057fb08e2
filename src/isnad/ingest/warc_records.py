"""The records of a WARC file (ISO 28500), one after the other, whatever is broken between them.

Files are read as a stream and never held whole. What is damaged is told once, and the reading goes on at the next
record; a packed file is unpacked no further than 100 times what was read of it.
"""

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO
from zipfile import BadZipFile

from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from isnad.errors import BombError, IsnadError, OversizedSourceError, WebArchiveError
from isnad.ingest.limits import LIMITS
from isnad.ingest.words import MOST_BYTES

MOST_BROKEN = 1000
"""After so many damaged places the rest of a file is not read."""

LONGEST_HEAD = 64 * 1024
"""Bytes of the head of a record or of the HTTP answer in it."""

_PIECE = 64 * 1024
_MOST_THROWN = 1024**3
"""Bytes of bombs that are unpacked in one file, only to find their ends: about two seconds."""
_LONGEST_BODY = MOST_BYTES + LONGEST_HEAD
_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_START = re.compile(rb"WARC/1\.[01]\r?\n\Z")
_VERSIONS = ["WARC/1.0", "WARC/1.1", "WARC/0.18", "WARC/0.17"]
_BROKEN_STREAM = (OSError, EOFError, zlib.error, BadZipFile, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Record:
    """A response record: its headers by lower-case name, and its block (the HTTP answer as it went over the line).

    `is_after_loss` says that its beginning was sought behind something broken in the file, so that it may be a piece
    out of another record, which a server could have made to look like one."""

    headers: Mapping[str, str]
    block: bytes = field(repr=False)
    is_after_loss: bool = False


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of the file that gives no record: `where` names the record or its place in the file."""

    where: str
    error: IsnadError


def records(stream: IO[bytes]) -> Iterator[Record | Damage]:
    """The response records in a WARC file, plain or gzipped, of at most 20 MB each; all other ones are passed over."""
    source, start = _opened(stream)
    if start.startswith((_ZSTANDARD, b"filedesc:")):
        yield Damage("", WebArchiveError("it is not WARC: write it anew as .warc.gz, as `warcio recompress` does"))
        return
    count = broken = 0
    is_lost = was_lost = False
    while broken < MOST_BROKEN:
        where = f"record {count + 1}"
        try:
            headers = _head(source, is_lost)
            if headers is None:
                break
            is_lost = False
            count += 1
            where = headers.get("warc-record-id", where)
            block = _block(source, headers)
        except (WebArchiveError, BombError, OversizedSourceError) as error:
            is_lost = is_lost or not isinstance(error, OversizedSourceError)
            was_lost = was_lost or isinstance(error, WebArchiveError)
            broken += 1
            yield Damage(where, error)
            source = _without_rest(source)
        except _BROKEN_STREAM as error:
            yield Damage(where, WebArchiveError(f"the file cannot be read on ({error}): get it again"))
            return
        else:
            if block is not None:
                yield Record(headers, block, was_lost)
    if broken >= MOST_BROKEN:
        yield Damage("", WebArchiveError(f"the file is damaged in {MOST_BROKEN} places: the rest is not read"))
    elif not count and not broken:
        yield Damage("", WebArchiveError("it holds no records: give a file that a crawler wrote"))


def _opened(stream: IO[bytes]) -> tuple[io.BufferedReader, bytes]:
    """The file's content unpacked, and its first bytes."""
    held = _Peeked(stream)
    if held.start.startswith(_GZIP):
        return io.BufferedReader(_Members(held), _PIECE), b""
    return io.BufferedReader(held, _PIECE), held.start


def _without_rest(source: io.BufferedReader) -> io.BufferedReader:
    """`source` without what is still held of a member that was given up: it must not be read as records."""
    members = source.raw
    return (
        io.BufferedReader(source.detach(), _PIECE) if isinstance(members, _Members) and members.is_given_up else source
    )


def _head(source: io.BufferedReader, is_lost: bool) -> dict[str, str] | None:
    """The headers of the next record; None at the end. Goes on to the next start of a record where there is none."""
    line = source.readline(LONGEST_HEAD)
    while line and not line.strip():
        line = source.readline(LONGEST_HEAD)
    if line and not line.startswith(b"WARC/"):
        if not is_lost:
            raise WebArchiveError("there is no record where one should begin: some of the file is lost")
        while line and not _START.search(line):
            line = source.readline(LONGEST_HEAD)
    if not line:
        return None
    lines = [line[line.rfind(b"WARC/") :]]
    size = 0
    while (line := source.readline(LONGEST_HEAD)).strip():
        lines.append(line)
        size += len(line)
        if size > LONGEST_HEAD:
            raise WebArchiveError("a record's headers are too long: some of the file is lost")
    if not line:
        raise WebArchiveError("the file is cut off in the headers of a record: get the whole file")
    return _parsed(b"".join(lines))


def _parsed(head: bytes) -> dict[str, str]:
    try:
        found = StatusAndHeadersParser(_VERSIONS).parse(io.BytesIO(head + b"\r\n"))
    except StatusAndHeadersParserException as error:
        raise WebArchiveError("a record is of a version that is not known") from error
    return {name.lower(): value.strip() for name, value in reversed(found.headers)}


def _block(source: io.BufferedReader, headers: Mapping[str, str]) -> bytes | None:
    """The block of a response, or None for any other record; the source then stands behind it."""
    told = headers.get("content-length", "")
    if not (told.isascii() and told.isdigit() and len(told) <= 15):
        raise WebArchiveError("a record does not say how long it is: some of the file is lost")
    left = length = int(told)
    is_response = headers.get("warc-type", "").lower() == "response"
    is_kept = is_response and length <= _LONGEST_BODY
    pieces = []
    while left:
        piece = source.read(min(left, _PIECE))
        if not piece:
            raise WebArchiveError("the file is cut off in a record: get the whole file")
        left -= len(piece)
        if is_kept:
            pieces.append(piece)
    if is_response and not is_kept:
        raise OversizedSourceError(f"a record is larger than {MOST_BYTES // 1024**2} MB: it is no report")
    return b"".join(pieces) if is_kept else None


class _Peeked(io.RawIOBase):
    """A stream whose first bytes are known."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self.start = stream.read(16)
        self._first = self.start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._first[: len(buffer)] or self._stream.read(len(buffer))
        self._first = self._first[len(piece) :] if self._first else b""
        buffer[: len(piece)] = piece
        return len(piece)


class _Members(io.RawIOBase):
    """The content of a gzip file of many members. Where one is broken or a bomb, reading raises once and then goes on
    with the next one.

    What a bomb holds is unpacked to its end and thrown away, for its packed bytes are a stranger's and could hold what
    looks like members with records of their own."""

    def __init__(self, packed: IO[bytes] | io.RawIOBase) -> None:
        super().__init__()
        self._packed = packed
        self._left = b""
        self._member: zlib._Decompress | None = None
        self._taken = self._given = self._thrown = 0
        self._is_lost = self._is_bomb = False
        self.is_given_up = False
        """Whether the member whose bytes were given last raised before its end."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while self._member is not None or self._begin():
            piece = self._piece(len(buffer))
            if piece and not self._is_bomb:
                buffer[: len(piece)] = piece
                return len(piece)
        return 0

    def _begin(self) -> bool:
        """Whether another member begins; what stands before it is told once, unless it is padding."""
        skipped = b""
        while not (found := _MEMBER.search(self._left)):
            skipped = skipped or self._left[:-3].strip(b"\0")
            more = self._packed.read(_PIECE)
            if not more:
                skipped, self._left = skipped or self._left.strip(b"\0"), b""
                self._tell(bool(skipped))
                return False
            self._left = self._left[-3:] + more
        skipped = skipped or self._left[: found.start()].strip(b"\0")
        self._left = self._left[found.start() :]
        self._tell(bool(skipped))
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._taken = self._given = 0
        self._is_lost = self._is_bomb = self.is_given_up = False
        return True

    def _tell(self, is_damaged: bool) -> None:
        if is_damaged and not self._is_lost:
            self._is_lost = True
            raise WebArchiveError("the file is damaged between two records: some of it is lost")

    def _piece(self, most: int) -> bytes:
        """The next bytes of the member, at most so many; maybe none yet."""
        member = self._member
        if member is None:
            return b""
        packed = self._left or self._packed.read(_PIECE) or b""
        if not packed:
            raise self._lost(b"", WebArchiveError("the file is cut off in a record: get the whole file"))
        try:
            piece = member.decompress(packed, most)
        except zlib.error as error:
            behind = packed[1:] if not self._taken else packed
            raise self._lost(behind, WebArchiveError(f"a record cannot be unpacked ({error})")) from error
        self._left = member.unconsumed_tail or member.unused_data
        self._taken += len(packed) - len(self._left)
        self._given += len(piece)
        if member.eof:
            self._member = None
        self._require_bounded(len(piece))
        return piece

    def _require_bounded(self, count: int) -> None:
        if self._is_bomb:
            self._thrown += count
            if self._thrown > _MOST_THROWN:
                self._packed, left = io.BytesIO(), b""
                raise self._lost(left, BombError("the records of the file unpack to too much: the rest is not read"))
        elif self._given > max(LIMITS.spared, LIMITS.ratio * self._taken):
            self._is_bomb = self.is_given_up = True
            raise BombError(f"a record unpacks to over {LIMITS.ratio} times its size")

    def _lost(self, left: bytes, error: IsnadError) -> IsnadError:
        self._member, self._left, self._is_lost, self.is_given_up = None, left, True, True
        return error

"""Unpacking what strangers packed: bounded in size before anything of it is held, and never with names that are paths.

The bounds are those of trust.md, R4 (OWASP ASVS 5.2.3, 5.3.3): 200 MB unpacked, 100 times as much as was packed,
10,000 entries. Nothing is unpacked beyond a bound to find out that it is crossed.
"""

import io
import stat
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipExtFile, ZipFile, ZipInfo

from isnad.errors import BombError, DamagedSourceError, EncryptedSourceError, UnreadableSourceError, UnsafeArchiveError
from isnad.ingest.members import is_safe_name

_MEGABYTE = 1024 * 1024
_PIECE = 64 * 1024
_SLICE = 4096
"""Packed bytes that are looked at in one go: what a piece leaves over of them is copied for the next."""
_GZIP, _ZLIB, _DEFLATE = 31, 15, -15
"""What zlib calls `wbits`: which wrapping stands around the deflated bytes (RFC 1952, 1950, 1951)."""
_ZIP_MAGIC = b"PK\x03\x04"
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_BYTES, _LOCATOR_BYTES, _LONGEST_COMMENT = 22, 20, 65535
_LONGEST_ENTRY = 1024
"""Bytes that an entry of the list may take on average: 46 of its own, its name, extra fields, a remark."""
_ENCRYPTED = 0x1
_NAME_LENGTH_AT = 26
"""Where the head of a packed file tells how long its name and its extra fields are (APPNOTE.TXT, 4.3.7)."""
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error, OverflowError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may come out of what is packed: `unpacked` bytes in all, `ratio` times the packed bytes (what is
    below `spared` bytes is no bomb, however well it packs), `entries` of an archive."""

    unpacked: int = 200 * _MEGABYTE
    ratio: int = 100
    entries: int = 10_000
    spared: int = _MEGABYTE

    def allowed(self, packed: int) -> int:
        """How many bytes may come out of `packed` bytes."""
        return min(self.unpacked, max(self.spared, self.ratio * packed))


LIMITS = Limits()


def gunzip(raw: bytes, limits: Limits = LIMITS) -> bytes:
    """What the gzip file `raw` holds, all of its members joined. Raises BombError and DamagedSourceError."""
    return b"".join(inflated((raw,), "gzip", limits, len(raw)))


def inflate(raw: bytes, limits: Limits = LIMITS) -> bytes:
    """What `raw` holds, deflated with zlib's wrapping or (as some servers send it) without. Raises as `gunzip`."""
    wrapped = len(raw) > 1 and raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
    return b"".join(inflated((raw,), "zlib" if wrapped else "deflate", limits, len(raw)))


def inflated(chunks: Iterable[bytes], wrapping: str, limits: Limits = LIMITS, packed: int = 0) -> Iterator[bytes]:
    """The unpacked bytes of what comes in `chunks`, in pieces of at most 64 KB, as they come. `wrapping` is `gzip`,
    `zlib` or `deflate`, `packed` how many bytes will come in all, where that is known. Raises BombError as soon as a
    bound is reached, DamagedSourceError for what is cut off or broken."""
    wbits = {"gzip": _GZIP, "zlib": _ZLIB, "deflate": _DEFLATE}[wrapping]
    unpacker, taken, given, begun = zlib.decompressobj(wbits), 0, 0, False
    for chunk in _sliced(chunks):
        taken, left = taken + len(chunk), chunk
        while left:
            if unpacker.eof:
                left = left.lstrip(b"\0")
                if not left or wrapping != "gzip":
                    break
                unpacker = zlib.decompressobj(wbits)
            piece, begun = _piece(unpacker, left), True
            left = unpacker.unconsumed_tail or unpacker.unused_data
            given += len(piece)
            if given > limits.allowed(max(taken, packed)):
                raise _bomb(limits)
            if piece:
                yield piece
    if begun and not unpacker.eof:
        raise DamagedSourceError("the packed data is cut off: get the whole file")


def _piece(unpacker: "zlib._Decompress", packed: bytes) -> bytes:
    try:
        return unpacker.decompress(packed, _PIECE)
    except zlib.error as error:
        raise DamagedSourceError(f"the packed data is broken ({error}): get the file again") from error


def _sliced(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), _SLICE):
            yield chunk[start : start + _SLICE]


def _bomb(limits: Limits) -> BombError:
    return BombError(
        f"the packed data unpacks to over {limits.unpacked // _MEGABYTE} MB or {limits.ratio} times its size: "
        "it is refused; unpack it yourself if you trust it"
    )


@dataclass(frozen=True, slots=True, eq=False)
class Packed(Mapping[str, bytes]):
    """A ZIP archive that was found safe: its files by name, each read when it is asked for.

    Names are relative, with `/`, without `..`; they are names, and no file is ever written under them. Close it, or
    use it in `with`.
    """

    _zip: ZipFile
    _members: Mapping[str, ZipInfo]
    _source: IO[bytes] = field(repr=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def __getitem__(self, name: str) -> bytes:
        """The whole file; KeyError where there is none of that name, else as `open`."""
        with self.open(name) as file, unpacking():
            return b"".join(iter(lambda: file.read(_PIECE), b""))  # at once, zipfile unpacks beyond the file's end

    def open(self, name: str) -> IO[bytes]:
        """The file as a stream, which never gives more bytes than the archive's list announces; read it within
        `unpacking`. UnsafeArchiveError where the file is itself an archive, EncryptedSourceError where
        it has a password, DamagedSourceError where it cannot be opened."""
        member = self._members[name]
        if member.flag_bits & _ENCRYPTED:
            raise EncryptedSourceError(f"{name} in the archive has a password: give the archive without one")
        with unpacking():
            file = self._zip.open(member)
            if _starts_archive(file):
                file.close()
                raise UnsafeArchiveError(f"{name} is an archive within an archive: unpack it and give what it holds")
            return file

    def require_honest(self) -> None:
        """BombError where a file holds more than the archive's list announces: for readers that open the archive
        themselves, which then unpack all of it. Unpacks everything once, holding nothing."""
        for name, member in self._members.items():
            with unpacking():
                if _unpacked_size(self._source, member) > member.file_size:
                    raise BombError(f"{name!r} in the archive is larger than the archive says: it is refused")

    def close(self) -> None:
        """Closes the archive and its file."""
        self._zip.close()
        self._source.close()

    def __enter__(self) -> "Packed":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def unpacking() -> Iterator[None]:
    """What `zipfile` and `zlib` raise for a broken archive becomes DamagedSourceError."""
    try:
        yield
    except _BROKEN as error:
        raise DamagedSourceError(f"the ZIP archive is damaged ({error}): get the file again") from error


def open_zip(source: bytes | Path, limits: Limits = LIMITS) -> Packed:
    """The files of a ZIP archive, given as bytes or as the path of its file; folders are left out.

    Raises BombError (too many entries, or more bytes than `limits` allows, by what the list of entries announces, which
    is never exceeded later), UnsafeArchiveError (a name that is absolute or leads out of the archive, a link, a packing
    that cannot be bounded), DamagedSourceError and UnreadableSourceError.
    """
    stream: IO[bytes]
    try:
        stream = io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    except OSError as error:
        raise UnreadableSourceError(f"{source!s} cannot be read: {error.strerror or error}") from error
    try:
        with unpacking():
            size = _length(stream)
            _require_short_list(stream, size, limits)
            archive = ZipFile(stream)
            _require_safe(archive.infolist(), size, limits)
    except Exception:
        stream.close()
        raise
    return Packed(archive, {one.filename: one for one in archive.infolist() if not one.is_dir()}, stream)


def _unpacked_size(stream: IO[bytes], member: ZipInfo) -> int:
    """How many bytes come out of a file's packed bytes, counted until they are more than announced."""
    stream.seek(member.header_offset + _NAME_LENGTH_AT)
    stream.seek(sum(struct.unpack("<HH", stream.read(4))), io.SEEK_CUR)
    if member.compress_type == ZIP_STORED:
        return member.compress_size
    unpacker, size, left = zlib.decompressobj(_DEFLATE), 0, member.compress_size
    while left > 0 and (packed := stream.read(min(left, _SLICE))) and not unpacker.eof:
        left -= len(packed)
        while packed and size <= member.file_size:
            size += len(unpacker.decompress(packed, _PIECE))
            packed = unpacker.unconsumed_tail
    return size


def _starts_archive(file: IO[bytes]) -> bool:
    return isinstance(file, ZipExtFile) and file.peek(len(_ZIP_MAGIC))[: len(_ZIP_MAGIC)] == _ZIP_MAGIC


def _length(stream: IO[bytes]) -> int:
    stream.seek(0, io.SEEK_END)
    return stream.tell()


def _require_short_list(stream: IO[bytes], size: int, limits: Limits) -> None:
    """BombError where the archive's end announces more entries than allowed, or a list longer than so many take: the
    list is held in memory whole once it is read (APPNOTE.TXT, 4.3.14 to 4.3.16)."""
    stream.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or at + _END_BYTES > len(tail):
        raise BadZipFile("its end is missing")
    entries, length = struct.unpack_from("<HL", tail, at + 10)
    if tail[max(0, at - _LOCATOR_BYTES) : at].startswith(_LOCATOR_64):
        (where,) = struct.unpack_from("<Q", tail, at - _LOCATOR_BYTES + 8)
        stream.seek(min(where, size))
        end = stream.read(56)
        if not end.startswith(_END_64):
            raise BadZipFile("its end is broken")
        entries, length = struct.unpack_from("<QQ", end, 32)
    if entries > limits.entries or length > limits.entries * _LONGEST_ENTRY:
        raise BombError(f"the archive holds more than {limits.entries:,} files: unpack it and give what you need")


def _require_safe(members: list[ZipInfo], size: int, limits: Limits) -> None:
    if len(members) > limits.entries:
        raise BombError(f"the archive holds more than {limits.entries:,} files: unpack it and give what you need")
    if sum(one.file_size for one in members) > limits.allowed(size):
        raise _bomb(limits)
    for one in members:
        if one.file_size > limits.allowed(min(one.compress_size, size)):
            raise _bomb(limits)
        if not is_safe_name(one.orig_filename.removesuffix("/")):
            raise UnsafeArchiveError(
                f"the archive names a file outside of itself ({one.orig_filename!r}): it is refused"
            )
        if stat.S_ISLNK(one.external_attr >> 16):
            raise UnsafeArchiveError(f"the archive holds a link ({one.orig_filename!r}): it is refused")
        if one.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise UnsafeArchiveError(f"{one.orig_filename!r} is packed in an unusual way: pack it anew, deflated")

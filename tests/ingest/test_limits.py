import io
import struct
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.errors import (
    BombError,
    DamagedSourceError,
    EncryptedSourceError,
    IsnadError,
    UnreadableSourceError,
    UnsafeArchiveError,
)
from isnad.ingest.limits import Limits, gunzip, inflate, inflated, open_zip
from tests.ingest.packing import gzipped, understated, zipped, zipped_link

WORDS = "وصل الوفد إلى البلدة صباحاً.".encode() * 50
MEGABYTE = 1024 * 1024


def deflated(raw: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush()


def test_what_was_packed_comes_out() -> None:
    assert gunzip(gzipped(WORDS)) == WORDS
    assert gunzip(gzipped(WORDS) + gzipped(b"x") + bytes(7)) == WORDS + b"x"
    assert inflate(zlib.compress(WORDS)) == inflate(deflated(WORDS)) == WORDS
    assert gunzip(b"") == inflate(b"") == b""


def test_pieces_come_as_they_come() -> None:
    packed = gzipped(WORDS * 1000, 1)
    fed: list[bytes] = []

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(packed), 100):
            fed.append(packed[start : start + 100])
            yield fed[-1]

    first = next(inflated(chunks(), "gzip"))
    assert WORDS.startswith(first[:1000]) and len(fed) < len(packed) / 200


@pytest.mark.parametrize("raw", [b"x", b"\x1f\x8b", gzipped(WORDS)[:-9], gzipped(WORDS) + b"rest"])
def test_broken_gzip(raw: bytes) -> None:
    with pytest.raises(DamagedSourceError):
        gunzip(raw)


@pytest.mark.parametrize(
    ("unpack", "packed"),
    [(gunzip, gzipped(bytes(64 * MEGABYTE))), (inflate, zlib.compress(bytes(64 * MEGABYTE)))],
)
def test_a_bomb_is_not_unpacked_to_find_out(unpack: Callable[[bytes], bytes], packed: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(BombError, match="200 MB or 100 times"):
        unpack(packed)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * len(packed) + 2 * MEGABYTE


def test_bounds_are_those_that_are_said() -> None:
    limits = Limits(unpacked=1000, ratio=10, spared=100)
    assert [limits.allowed(size) for size in (0, 5, 20, 50, 200)] == [100, 100, 200, 500, 1000]
    assert len(gunzip(gzipped(bytes(100)), limits)) == 100
    with pytest.raises(BombError):
        gunzip(gzipped(bytes(1001)), limits)


def test_a_million_empty_members_take_no_time() -> None:
    begun = time.monotonic()
    assert gunzip(gzipped(b"") * 100_000) == b""
    assert time.monotonic() - begun < 10


# archives ------------------------------------------------------------------------------------------------------------
def test_the_files_of_an_archive(tmp_path: Path) -> None:
    raw = zipped({"a.txt": WORDS, "b/c.txt": b"x", "b/": b""})
    (tmp_path / "a.zip").write_bytes(raw)
    for source in (raw, tmp_path / "a.zip"):
        with open_zip(source) as files:
            assert list(files) == ["a.txt", "b/c.txt"]
            assert (files["a.txt"], files["b/c.txt"], len(files), "b/" in files) == (WORDS, b"x", 2, False)
            with pytest.raises(KeyError):
                files["none"]


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "a/../../b",
        "/etc/passwd",
        "a//b",
        "a/./b",
        "C:/a",
        "a\\..\\b",
        "a\x01b",
        "con",
        "aux.txt",
        "\u202egnp.a",
    ],
)
def test_names_that_lead_out(name: str) -> None:
    with pytest.raises(UnsafeArchiveError, match="outside of itself"):
        open_zip(zipped({"good.txt": b"x", name: b"x"}))


def test_links_and_archives_within() -> None:
    with pytest.raises(UnsafeArchiveError, match="link"):
        open_zip(zipped_link("a", "/etc/passwd"))
    with open_zip(zipped({"a.zip": zipped({"b": b"x"}), "c": b"x"})) as files:
        assert files["c"] == b"x"
        with pytest.raises(UnsafeArchiveError, match="archive within an archive"):
            files["a.zip"]


def test_unusual_packing() -> None:
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_BZIP2) as archive:
        archive.writestr("a", WORDS)
    with pytest.raises(UnsafeArchiveError, match="deflated"):
        open_zip(held.getvalue())


def test_a_password() -> None:
    raw = bytearray(zipped({"a": WORDS}))
    raw[6] |= 1
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    with open_zip(bytes(raw)) as files, pytest.raises(EncryptedSourceError, match="password"):
        files["a"]


def test_too_many_files() -> None:
    raw = zipped({str(n): b"" for n in range(12)})
    assert len(open_zip(raw, Limits(entries=12))) == 12
    with pytest.raises(BombError, match="more than 11 files"):
        open_zip(raw, Limits(entries=11))


def test_a_list_of_files_that_is_too_long_is_not_read() -> None:
    raw = zipped({"a": b""})
    end = raw.rindex(b"PK\x05\x06")
    claimed = raw[:end] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 0x7FFFFFFF, 0, 0)
    with pytest.raises(BombError):
        open_zip(claimed)


def test_a_bomb_in_an_archive() -> None:
    with pytest.raises(BombError):
        open_zip(zipped({"a": bytes(8 * MEGABYTE)}))
    with pytest.raises(BombError):
        open_zip(zipped({str(n): bytes(900 * 1024) for n in range(300)}), Limits(unpacked=100 * MEGABYTE))


def test_overlapping_files_are_counted_each() -> None:
    """As in D. Fifield's bomb: many entries of the list share the same packed bytes."""
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a", WORDS * 600)
        one = archive.infolist()[0]
        for number in range(60):
            archive.filelist.append(one)
            archive.NameToInfo[str(number)] = one
    with pytest.raises(BombError):
        open_zip(held.getvalue())


def test_a_size_that_is_understated() -> None:
    raw = understated(zipped({"a": bytes(64 * MEGABYTE)}), 1000)
    tracemalloc.start()
    with open_zip(raw) as files:
        with pytest.raises(DamagedSourceError):
            files["a"]
        with pytest.raises(BombError, match="larger than the archive says"):
            files.require_honest()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MEGABYTE
    with open_zip(zipped({"a": WORDS, "b": b""})) as files:
        files.require_honest()


@pytest.mark.parametrize("raw", [b"", b"PK", b"PK\x05\x06", zipped({"a": WORDS})[:-30], b"PK\x03\x04" + bytes(100)])
def test_damaged_archives(raw: bytes) -> None:
    with pytest.raises(DamagedSourceError):
        open_zip(raw)


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError):
        open_zip(tmp_path / "none.zip")


ARCHIVE = zipped({"a.txt": WORDS, "b/c.txt": bytes(3000), "d": b""})


@given(st.lists(st.tuples(st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255)), max_size=12), st.integers(0, 40))
def test_any_archive_is_read_or_refused(changes: list[tuple[int, int]], cut: int) -> None:
    raw = bytearray(ARCHIVE[: len(ARCHIVE) - cut if cut > 20 else None])
    for at, value in changes:
        raw[min(at, len(raw) - 1)] = value
    try:
        with open_zip(bytes(raw)) as files:
            files.require_honest()
            read = [len(files[name]) for name in files]
    except IsnadError as error:
        read = [len(str(error))]
    assert sum(read) < 10 * MEGABYTE


@given(st.binary(max_size=300), st.sampled_from(["gzip", "zlib", "deflate"]), st.booleans())
def test_anything_is_unpacked_or_refused(raw: bytes, wrapping: str, is_packed: bool) -> None:
    packers: dict[str, Callable[[bytes], bytes]]
    packers = {"gzip": gzipped, "zlib": zlib.compress, "deflate": deflated}
    packed = packers[wrapping](raw) if is_packed else raw
    try:
        found = b"".join(inflated([packed[:9], packed[9:]], wrapping))
    except IsnadError:
        found = raw if not is_packed else b"?"
    assert not is_packed or found == raw

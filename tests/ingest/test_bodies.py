import zlib

import pytest

from isnad.errors import BombError, DamagedSourceError
from isnad.ingest.bodies import Kind, kind, unpacked
from tests.ingest.packing import gzipped

WORDS = "خبر من القرية".encode()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", WORDS),
        ("identity", WORDS),
        ("gzip", gzipped(WORDS)),
        (" GZIP ,", gzipped(WORDS)),
        ("gzip", gzipped(WORDS[:5]) + gzipped(WORDS[5:])),
        ("gzip", WORDS),
        ("deflate", zlib.compress(WORDS)),
        ("deflate", zlib.compress(WORDS)[2:-4]),
        ("deflate, gzip", gzipped(zlib.compress(WORDS))),
    ],
)
def test_packings_are_undone(encoding: str, body: bytes) -> None:
    assert unpacked(body, encoding) == WORDS


def test_an_empty_body_is_empty_however_packed() -> None:
    assert unpacked(b"", "gzip") == b"" == unpacked(b"", "br")


@pytest.mark.parametrize(
    ("encoding", "body", "error"),
    [
        ("gzip", gzipped(bytes(25 * 1024**2)), BombError),
        ("gzip", gzipped(bytes(3 * 1024**2)), BombError),
        ("gzip,gzip,gzip", WORDS, BombError),
        ("gzip", gzipped(WORDS)[:-1], DamagedSourceError),
        ("zstd", WORDS, DamagedSourceError),
        ("br", WORDS, DamagedSourceError),
    ],
)
def test_what_is_not_unpacked(encoding: str, body: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        unpacked(body, encoding)


@pytest.mark.parametrize(
    ("content_type", "body", "expected"),
    [
        ("TEXT/HTML ; charset=windows-1256", b"", "html"),
        ("text/plain", b"<html>", "text"),
        ("application/atom+xml", b"", "xml"),
        ("image/svg+xml", b"", None),
        ("application/ld+json", b"", "json"),
        ("text/css", b"", None),
        ("", b"\xef\xbb\xbf<?xml version='1.0'?><feed/>", "xml"),
        ("", b"<?xml version='1.0'?><html>", "html"),
        ("", b"  <!DOCTYPE html>", "html"),
        ("", b'{"version": 1}', "json"),
        ("", WORDS, "text"),
        ("application/octet-stream", b"PK\x03\x04 word/document.xml", "docx"),
        ("application/octet-stream", b"PK\x03\x04 other", None),
        ("application/octet-stream", b"%PDF-1.4", "pdf"),
        ("application/octet-stream", b"\xff\xd8\xff", None),
    ],
)
def test_what_a_body_is(content_type: str, body: bytes, expected: Kind | None) -> None:
    assert kind(content_type, body) == expected

import base64
import hashlib
import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from isnad.errors import BombError, DamagedSourceError, IsnadError, OversizedSourceError, SourceError, WebArchiveError
from isnad.ingest import warc_records
from isnad.ingest.items import Item, Refused, document
from isnad.ingest.warc import web_archive_items
from tests.ingest.packing import gzipped
from tests.ingest.report_texts import REPORT

SITE = "https://news.example.com"
PAGE = f"<!doctype html><html><body><p>{REPORT}</p></body></html>".encode()
DATE = "2021-02-16T10:00:00Z"
MIXED = random.Random(5).randbytes
Headers = Sequence[tuple[str, str]]


class Writer(WARCWriter):  # type: ignore[misc]
    """Holds in memory what warcio would put into a file that it never closes."""

    @classmethod
    def _create_temp_file(cls) -> io.BytesIO:
        return io.BytesIO()


class Crawl:
    """A WARC file as a crawler writes it."""

    def __init__(self, *, is_packed: bool = True) -> None:
        self._file = io.BytesIO()
        self._writer = Writer(self._file, gzip=is_packed)

    def response(
        self, url: str, body: bytes = PAGE, *, status: str = "200 OK", media: str = "text/html; charset=utf-8",
        headers: Headers = (), kind: str = "response", **warc: str,
    ) -> "Crawl":  # fmt: skip
        """`warc` are headers of the record, with `_` for `-`."""
        told = [*([("Content-Type", media)] if media else []), *headers]
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(body), http_headers=StatusAndHeaders(status, told, protocol="HTTP/1.1"),
            warc_headers_dict={name.replace("_", "-"): value for name, value in {"WARC_Date": DATE, **warc}.items()},
        )  # fmt: skip
        self._writer.write_record(record)
        return self

    def other(self, kind: str, payload: bytes = b"x: y\r\n", url: str = f"{SITE}/other") -> "Crawl":
        http = StatusAndHeaders("GET /other HTTP/1.1", [("Host", "x")], is_http_request=True)
        record = self._writer.create_warc_record(
            url, kind, payload=io.BytesIO(payload), http_headers=http if kind == "request" else None
        )
        self._writer.write_record(record)
        return self

    def raw(self, given: bytes) -> "Crawl":
        self._file.write(given)
        return self

    @property
    def bytes(self) -> bytes:
        return self._file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read(folder: Path, raw: bytes, name: str = "crawl.warc.gz") -> list[Item | Refused]:
    (folder / name).write_bytes(raw)
    return list(web_archive_items(folder / name))


def told(found: Sequence[Item | Refused]) -> list[str | type[IsnadError]]:
    return [one.key if isinstance(one, Item) else type(one.error) for one in found]


def wacz(files: dict[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as packed:
        for name, raw in files.items():
            packed.writestr(name, raw)
    return file.getvalue()


@pytest.mark.parametrize("is_packed", [True, False])
def test_reports_with_their_custody(folder: Path, is_packed: bool) -> None:
    crawl = Crawl(is_packed=is_packed).other("warcinfo", b"software: crawler/1.0\r\n").other("request")
    crawl.response(
        f"{SITE}/%D8%AE%D8%A8%D8%B1?utm_source=x",
        headers=[("ETag", '"5"'), ("Server", "x"), ("Set-Cookie", "a=b"), ("Date", "Tue, 16 Feb 2021 10:00:00 GMT")],
        WARC_Record_ID="<urn:uuid:00000000-0000-0000-0000-000000000001>", WARC_Date="2021-02-16T12:00:00.5+02:00",
    )  # fmt: skip
    crawl.other("metadata").response(f"{SITE}/2.txt", REPORT.encode(), media="text/plain")
    page, text = read(folder, crawl.bytes)
    assert isinstance(page, Item) and isinstance(text, Item)
    assert (page.key, page.raw, page.media, page.name) == (f"{SITE}/%D8%AE%D8%A8%D8%B1", PAGE, "page", "خبر")
    custody = page.custody
    assert custody.source == str(folder / "crawl.warc.gz")
    assert custody.url == custody.requested_url == f"{SITE}/%D8%AE%D8%A8%D8%B1?utm_source=x"
    assert custody.fetched_at == "2021-02-16T10:00:00+00:00" and custody.tool.startswith("isnad/")
    assert custody.container == hashlib.sha256(crawl.bytes).hexdigest()
    assert custody.member == "<urn:uuid:00000000-0000-0000-0000-000000000001>"
    assert set(custody.headers) == {"content-type", "etag", "date"}
    assert (text.media, text.raw.decode(), page.warnings, text.warnings) == ("text", REPORT, (), ())
    assert document(page)[0].text.split() == document(text)[0].text.split() == REPORT.split()


@pytest.mark.parametrize("kind", ["warcinfo", "request", "metadata", "resource", "conversion"])
def test_other_records_are_passed_over(folder: Path, kind: str) -> None:
    assert told(read(folder, Crawl().other(kind).response(f"{SITE}/1").other(kind).bytes)) == [f"{SITE}/1"]


def test_revisits_are_passed_over(folder: Path) -> None:
    crawl = Crawl().response(f"{SITE}/1").response(f"{SITE}/1", b"", kind="revisit").response(f"{SITE}/2")
    assert told(read(folder, crawl.bytes)) == [f"{SITE}/1", f"{SITE}/2"]


@pytest.mark.parametrize(
    ("status", "media", "url", "is_report"),
    [
        ("200 OK", "text/html", f"{SITE}/1", True),
        ("203 Changed", "text/html", f"{SITE}/1", True),
        ("200", "application/pdf", f"{SITE}/1", True),
        ("200 OK", "", f"{SITE}/1", True),
        ("200 OK", "text/html", f"<{SITE}/1>", True),
        ("206 Partial Content", "text/html", f"{SITE}/1", False),
        ("301 Moved Permanently", "text/html", f"{SITE}/1", False),
        ("404 Not Found", "text/html", f"{SITE}/1", False),
        ("200 OK", "image/jpeg", f"{SITE}/1", False),
        ("200 OK", "application/json", f"{SITE}/1", False),
        ("200 OK", "text/html", "ftp://news.example.com/1", False),
        ("200 OK", "text/html", "dns:news.example.com", False),
    ],
)
def test_which_answers_are_reports(folder: Path, status: str, media: str, url: str, is_report: bool) -> None:
    crawl = Crawl().response(url, status=status, media=media).response(f"{SITE}/last")
    assert told(read(folder, crawl.bytes)) == [*([f"{SITE}/1"] if is_report else []), f"{SITE}/last"]


def chunked(body: bytes) -> bytes:
    pieces = (body[at : at + 50] for at in range(0, len(body), 50))
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([("Content-Encoding", "gzip")], gzipped(PAGE)),
        ([("Content-Encoding", "gzip")], PAGE),
        ([("Content-Encoding", "deflate")], zlib.compress(PAGE)),
        ([("Transfer-Encoding", "chunked")], chunked(PAGE)),
        ([("Transfer-Encoding", "chunked")], PAGE),
        ([("transfer-encoding", "Chunked"), ("CONTENT-ENCODING", "gzip")], chunked(gzipped(PAGE))),
    ],
)
def test_packed_answers(folder: Path, headers: Headers, body: bytes) -> None:
    (found,) = read(folder, Crawl().response(f"{SITE}/1", body, headers=headers).bytes)
    assert isinstance(found, Item) and found.raw == PAGE


@pytest.mark.parametrize(
    ("headers", "body", "error"),
    [
        ([("Content-Encoding", "gzip")], gzipped(PAGE)[:-20], DamagedSourceError),
        ([("Content-Encoding", "br")], PAGE, DamagedSourceError),
        ([("Content-Encoding", "gzip")], gzipped(bytes(30 * 1024**2)), BombError),
        ([("Transfer-Encoding", "chunked")], chunked(PAGE)[:-30], WebArchiveError),
        ([("Transfer-Encoding", "chunked")], b"9\r\nx", WebArchiveError),
        ([], MIXED(20 * 1024**2 + 70_000), OversizedSourceError),
        ([], b"<p>" + MIXED(20 * 1024**2), OversizedSourceError),
    ],
)
def test_one_bad_answer_does_not_stop_the_others(
    folder: Path, headers: Headers, body: bytes, error: type[IsnadError]
) -> None:
    crawl = Crawl().response(f"{SITE}/1").response(f"{SITE}/2", body, headers=headers).response(f"{SITE}/3")
    found = read(folder, crawl.bytes)
    assert told(found) == [f"{SITE}/1", error, f"{SITE}/3"]
    assert isinstance(found[1], Refused) and "crawl.warc.gz <urn:uuid:" in found[1].where
    assert all(one.warnings == () for one in found if isinstance(one, Item))


def test_a_record_that_was_changed_is_refused(folder: Path) -> None:
    raw = Crawl(is_packed=False).response(f"{SITE}/1").response(f"{SITE}/2").bytes
    changed = raw.replace("جنديان".encode(), "جنديين".encode(), 1)
    found = read(folder, changed, "crawl.warc")
    assert told(found) == [WebArchiveError, f"{SITE}/2"]
    assert isinstance(found[0], Refused) and "was changed" in str(found[0].error)


@pytest.mark.parametrize("name", ["sha1", "sha-256", "SHA512"])
@pytest.mark.parametrize("is_hex", [True, False])
def test_digests_of_any_usual_form(folder: Path, name: str, is_hex: bool) -> None:
    raw = Crawl(is_packed=False).response(f"{SITE}/1").bytes
    block = raw[raw.index(b"HTTP/1.1") : -4]
    digest = hashlib.new(name.lower().replace("-", ""), block).digest()
    shown = digest.hex() if is_hex else base64.b32encode(digest).decode()
    for form, expected in (
        (f"{name}:{shown}", f"{SITE}/1"),
        (f"{name}:{shown.swapcase()}", f"{SITE}/1"),
        (f"{name}:{shown.rstrip('=')}", f"{SITE}/1"),
        (f"{name}:{shown[1:]}{shown[0]}", WebArchiveError),
        (f"{name}:", f"{SITE}/1"),
        ("md5:x", f"{SITE}/1"),
        ("x", f"{SITE}/1"),
    ):
        changed = re.sub(rb"(?<=WARC-Block-Digest: )\S+", form.encode(), raw)
        assert told(read(folder, changed)) == [expected]


def test_what_was_not_taken_whole_says_so(folder: Path) -> None:
    (found,) = read(folder, Crawl().response(f"{SITE}/1", WARC_Truncated="length").bytes)
    assert isinstance(found, Item) and "(length): its end may be missing" in found.warnings[0]


@pytest.mark.parametrize("date", ["yesterday", "", "2021-13-01T00:00:00Z"])
def test_a_record_without_a_date_is_refused(folder: Path, date: str) -> None:
    crawl = Crawl(is_packed=False).response(f"{SITE}/1", WARC_Date=DATE).response(f"{SITE}/2")
    raw = crawl.bytes.replace(DATE.encode(), date.encode(), 1)
    assert told(read(folder, raw, "crawl.warc")) == [WebArchiveError, f"{SITE}/2"]


def test_a_broken_member_is_told_once_and_the_rest_is_read_with_a_warning(folder: Path) -> None:
    parts = [Crawl().response(f"{SITE}/{number}").bytes for number in range(4)]
    parts[1] = parts[1][:60] + b"\xff" * 40 + parts[1][100:]
    found = read(folder, b"".join(parts))
    assert told(found) == [f"{SITE}/0", WebArchiveError, f"{SITE}/2", f"{SITE}/3"]
    doubts = [one.warnings for one in found if isinstance(one, Item)]
    assert doubts[0] == () and all("damaged before this record" in one[0] for one in doubts[1:])


@pytest.mark.parametrize("junk", [b"junk" * 100, b"\x1f\x8b\x08\x00" + b"junk" * 100, MIXED(200_000)])
def test_junk_between_records(folder: Path, junk: bytes) -> None:
    found = read(folder, Crawl().response(f"{SITE}/1").raw(junk).response(f"{SITE}/2").bytes)
    assert told(found)[0] == f"{SITE}/1" and told(found)[-1] == f"{SITE}/2"
    assert {type(one.error) for one in found if isinstance(one, Refused)} == {WebArchiveError}
    padded = read(folder, Crawl().response(f"{SITE}/1").raw(bytes(5000)).response(f"{SITE}/2").raw(bytes(9)).bytes)
    assert told(padded) == [f"{SITE}/1", f"{SITE}/2"]


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("share", [0.2, 0.55, 0.8, 0.95])
def test_a_file_that_is_cut_off(folder: Path, is_packed: bool, share: float) -> None:
    first, whole = (Crawl(is_packed=is_packed).response(f"{SITE}/1") for _ in range(2))
    size = len(first.bytes)
    whole.response(f"{SITE}/2")
    raw = whole.bytes[: size + int(size * share)]
    assert told(read(folder, raw)) == [f"{SITE}/1", WebArchiveError]


def test_records_in_one_gzip_member(folder: Path) -> None:
    crawl = Crawl(is_packed=False).response(f"{SITE}/1").response(f"{SITE}/2")
    assert told(read(folder, gzipped(crawl.bytes))) == [f"{SITE}/1", f"{SITE}/2"]


FORGED = f"{SITE}/forged"


FORGERY = Crawl().response(FORGED).bytes


def forging_bomb() -> bytes:
    """A page that packs well and then holds, in bytes that cannot be packed, what looks like a member of the file."""
    return b"<p>" + b" " * 9_000_000 + MIXED(40_000) + FORGERY + MIXED(40_000)


def test_bombs_are_refused_and_nothing_in_them_is_taken_for_a_record(folder: Path) -> None:
    raw = Crawl().response(f"{SITE}/1").response(f"{SITE}/2", forging_bomb()).response(f"{SITE}/3").bytes
    assert FORGERY in raw
    found = read(folder, raw)
    assert told(found) == [f"{SITE}/1", BombError, f"{SITE}/3"]
    assert isinstance(found[2], Item) and found[2].warnings == ()


def test_a_bomb_without_an_end_ends_the_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_records, "_MOST_THROWN", 3_000_000)
    raw = Crawl().response(f"{SITE}/1").response(f"{SITE}/2", bytes(15_000_000)).response(f"{SITE}/3").bytes
    assert told(read(folder, raw)) == [f"{SITE}/1", BombError, BombError]


def test_a_large_bomb_takes_little_time_and_is_never_held(folder: Path) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 268435456\r\n\r\n"
    pieces = [packer.compress(head), *(packer.compress(bytes(1024**2)) for _ in range(256)), packer.flush()]
    begun = thread_time()
    found = read(folder, b"".join(pieces) + Crawl().response(f"{SITE}/1").bytes)
    assert told(found) == [BombError, f"{SITE}/1"]
    assert thread_time() - begun < 5


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "holds no records"),
        (b"\n\n", "holds no records"),
        (gzipped(b""), "holds no records"),
        (b"<html></html>", "no record where one should begin"),
        (b"\x28\xb5\x2f\xfd" + bytes(20), "it is not WARC"),
        (b"filedesc://x 0.0.0.0", "it is not WARC"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "does not say how long"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "does not say how long"),
        (b"WARC/1.0\r\nContent-Length: 99999999999999999\r\n\r\n", "does not say how long"),
        (b"WARC/1.0\r\nContent-Length: 500\r\n\r\nx", "cut off in a record"),
        (b"WARC/1.0\r\nWARC-Type", "cut off in the headers"),
        (b"WARC/9.9\r\nContent-Length: 0\r\n\r\n", "not known"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 50_000, "too long"),
        (b"WARC/1.0\r\n" + b"A" * 200_000, "too long"),
    ],
)
def test_what_is_no_web_archive(folder: Path, raw: bytes, message: str) -> None:
    found = read(folder, raw)
    (only,) = found
    assert isinstance(only, Refused) and message in str(only.error)


def test_a_file_that_is_broken_all_over_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_records, "MOST_BROKEN", 5)
    found = read(folder, b"WARC/1.0\r\nContent-Length: x\r\n\r\n" * 50, "crawl.warc")
    assert len(found) == 6 and isinstance(found[-1], Refused) and "the rest is not read" in str(found[-1].error)


def test_a_file_that_is_not_there(folder: Path) -> None:
    (found,) = web_archive_items(folder / "none.warc")
    assert isinstance(found, Refused) and found.error.code == "source-unreadable"
    (found,) = web_archive_items(folder)
    assert isinstance(found, Refused)


def test_wacz(folder: Path) -> None:
    pages = [
        {"format": "json-pages-1.0", "id": "pages"},
        {"url": f"{SITE}/1#top", "title": "  عنوان\n الصفحة ", "ts": DATE},
        {"url": 5, "title": []},
        ["x"],
    ]
    lines = "\n".join(json.dumps(one) for one in pages) + "\nno json\n" + "[" * 5000
    raw = wacz({
        "datapackage.json": b"{}",
        "archive/b.warc.gz": Crawl().response(f"{SITE}/1").bytes,
        "archive/a.warc": Crawl(is_packed=False).response(f"{SITE}/2").bytes,
        "archive/readme.txt": b"x",
        "indexes/index.cdx.gz": gzipped(b"x"),
        "pages/pages.jsonl": lines.encode(),
    })  # fmt: skip
    found = read(folder, raw, "crawl.wacz")
    assert told(found) == [f"{SITE}/1", f"{SITE}/2"]
    first, second = (one for one in found if isinstance(one, Item))
    assert (first.title, second.title, first.published) == ("عنوان الصفحة", None, None)
    assert first.custody.source == str(folder / "crawl.wacz")
    assert first.custody.container == hashlib.sha256(raw).hexdigest()


def deep(count: int) -> dict[str, bytes]:
    return {f"archive/{number}.warc": b"" for number in range(count)}


@pytest.mark.parametrize(
    "raw",
    [
        wacz({"a.txt": b"x"}),
        wacz({"archive/a.warc.gz": b"x"})[:-30],
        wacz({"archive/a.warc": bytes(300 * 1024**2)}, zipfile.ZIP_DEFLATED),
        wacz({"../archive/a.warc": Crawl().response(FORGED).bytes}),
        wacz({"archive/a.warc": wacz({"archive/a.warc": Crawl().response(FORGED).bytes})}),
        wacz(deep(10_001)),
        b"PK\x03\x04",
        b"PK\x03\x04" + MIXED(1000),
    ],
)
def test_packed_archives_that_are_refused(folder: Path, raw: bytes) -> None:
    begun = thread_time()
    found = read(folder, raw, "crawl.wacz")
    assert found != [] and all(isinstance(one, Refused) and isinstance(one.error, SourceError) for one in found)
    assert thread_time() - begun < 3


def test_one_bad_file_in_a_wacz_does_not_stop_the_others(folder: Path) -> None:
    names = [f"archive/{letter}.warc.gz" for letter in "abc"]
    raw = wacz({name: Crawl().response(f"{SITE}/{name[8]}").bytes for name in names})
    at = raw.index(names[1].encode()) + 100
    found = told(read(folder, raw[:at] + bytes(50) + raw[at + 50 :], "crawl.wacz"))
    assert found[0] == f"{SITE}/a" and found[-1] == f"{SITE}/c"
    assert WebArchiveError in found or DamagedSourceError in found


def bent(raw: bytes) -> st.SearchStrategy[bytes]:
    """`raw` with some of it cut out, doubled or written over."""
    place = st.integers(0, len(raw))

    def bend(first: int, second: int, put: bytes) -> bytes:
        return raw[: min(first, second)] + put + raw[max(first, second) :]

    return st.builds(bend, place, place, st.binary(max_size=20) | st.just(raw))


PLAIN = Crawl(is_packed=False).response(f"{SITE}/1", b"<p>x").other("metadata").response(f"{SITE}/2", b"<p>y").bytes
PACKED = Crawl().response(f"{SITE}/1", b"<p>x").response(f"{SITE}/2", b"<p>y").bytes
ZIPPED = wacz({"archive/a.warc.gz": PACKED, "pages/pages.jsonl": b'{"url": "x", "title": "y"}\n'})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(bent(PLAIN) | bent(PACKED) | bent(ZIPPED) | bent(PLAIN).map(gzipped) | st.binary(max_size=200))
def test_any_bytes_give_items_or_what_is_refused(folder: Path, raw: bytes) -> None:
    for one in read(folder, raw):
        assert isinstance(one, Item) or isinstance(one.error, SourceError)

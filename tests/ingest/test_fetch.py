import socket
import ssl
import subprocess
import threading
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from isnad.errors import AddressError, BombError, DamagedSourceError, FeedGivenError, FetchError, SourceError
from isnad.ingest.fetch import Fetcher, connected, fetched_item, resolved
from isnad.ingest.items import Item, Refused
from tests.ingest.loopback import PUBLIC, Web
from tests.ingest.loopback import web as serving
from tests.ingest.packing import gzipped
from tests.ingest.report_texts import REPORT

SITE = "news.example.com"
NOON = datetime(2021, 2, 16, 12, tzinfo=UTC)
PAGE = f"<!doctype html><html><body><p>{REPORT}</p></body></html>"


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


def test_a_page_with_its_custody(web: Web) -> None:
    web.page(f"{SITE}/%D8%AE%D8%A8%D8%B1?id=5&utm_source=x", PAGE, ETag='"1"', Server="x", Set_Cookie="a=b")
    web.redirect(f"{SITE}/s/5", f"http://{SITE}/s/6", 301)
    web.redirect(f"{SITE}/s/6", "/خبر?id=5&utm_source=x#top".encode().decode("latin-1"), 307)
    found = fetched_item(f"http://{SITE}/s/5", web.fetcher(now=lambda: NOON))
    assert isinstance(found, Item)
    assert (found.key, found.raw.decode(), found.media, found.name) == (
        f"http://{SITE}/%D8%AE%D8%A8%D8%B1?id=5", PAGE, "page", "خبر",
    )  # fmt: skip
    custody = found.custody
    assert (custody.source, custody.requested_url) == (f"http://{SITE}/s/5",) * 2
    assert custody.url == f"http://{SITE}/%D8%AE%D8%A8%D8%B1?id=5&utm_source=x"
    assert custody.redirects == (f"http://{SITE}/s/5", f"http://{SITE}/s/6")
    assert custody.fetched_at == "2021-02-16T12:00:00+00:00" and custody.tool.startswith("isnad/")
    assert set(custody.headers) == {"content-type", "content-length", "date", "etag"}


def test_what_servers_are_told(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    web.redirect(f"{SITE}/a", "/b")
    web.page(f"{SITE}/b", PAGE, Set_Cookie="a=b")
    web.fetcher().get(f"http://{SITE}/a")
    for _, headers in web.asked:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert headers["Host"] == SITE and headers["User-Agent"].startswith("isnad/")
    assert len(web.asked) == 2


@pytest.mark.parametrize(
    ("content_type", "body", "media"),
    [
        ("text/html", PAGE, "page"),
        ("application/xhtml+xml; charset=utf-8", PAGE, "page"),
        ("application/xml", PAGE, "page"),
        ("application/pdf", "%PDF-1.7", "pdf"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "PK", "docx"),
        ("text/plain", REPORT, "text"),
        ("application/octet-stream", "%PDF-1.7", "pdf"),
        ("", PAGE, "page"),
        ("", REPORT, "text"),
        ("application/octet-stream", "\x89PNG", None),
        ("image/png", "x", None),
        ("video/mp4", "x", None),
        ("image/svg+xml", "<svg/>", None),
        ("application/rss+xml", "<rss/>", None),
        ("", "<?xml version='1.0'?><rss/>", None),
        ("application/json", "{}", None),
        ("application/feed+json", "{}", None),
    ],
)
def test_the_kind_of_an_answer_decides(web: Web, content_type: str, body: str, media: str | None) -> None:
    web.page(f"{SITE}/x", body.encode("latin-1") if body.startswith("\x89") else body, Content_Type=content_type)
    found = fetched_item(f"http://{SITE}/x", web.fetcher())
    assert (found.media if isinstance(found, Item) else None) == media


@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        ("text/html", "<?xml version='1.0'?><rss/>", FeedGivenError),
        ("application/rss+xml", "<rss/>", FeedGivenError),
        ("application/json", '{"version": "https://jsonfeed.org/version/1"}', FeedGivenError),
        ("text/x-opml", "<opml/>", SourceError),
        ("text/plain", "<opml/>", SourceError),
        ("application/xml", "<urlset/>", SourceError),
    ],
)
def test_feeds_and_lists_are_told_by_how_they_start(
    web: Web, content_type: str, body: str, error: type[SourceError]
) -> None:
    web.page(f"{SITE}/x", body, Content_Type=content_type)
    found = fetched_item(f"http://{SITE}/x", web.fetcher())
    assert isinstance(found, Refused) and type(found.error) is error


@pytest.mark.parametrize(
    "hop",
    ["http://10.0.0.1/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/latest/", "file:///etc/passwd",
     "gopher://example.com/", "ftp://example.com/", "http://user@example.com/", "http://example.com:8080/",
     "//127.1/", "http://[::ffff:10.0.0.1]/", "http://inside.example.com/", "data:text/html,x", "\\\\10.0.0.1\\x"],
)  # fmt: skip
@pytest.mark.parametrize("before", [0, 1, 4])
def test_each_hop_is_checked_anew(web: Web, hop: str, before: int) -> None:
    web.addresses["inside.example.com"] = [["192.168.1.7"]]
    for number in range(before):
        web.redirect(f"{SITE}/{number}", f"/{number + 1}")
    web.redirect(f"{SITE}/{before}", hop)
    found = fetched_item(f"http://{SITE}/0", web.fetcher())
    assert isinstance(found, Refused) and isinstance(found.error, AddressError)
    assert len(web.asked) == before + 1
    assert {ip for ip, _ in web.pinned} == {PUBLIC}


def test_no_redirect_out_of_tls(web: Web) -> None:
    web.redirect(f"{SITE}/a", f"http://{SITE}/b")
    web.page(f"{SITE}/b", PAGE)
    with pytest.raises(AddressError, match="anyone can listen"):
        web.fetcher().get(f"https://{SITE}/a")
    assert [asked for asked, _ in web.asked] == [f"{SITE}/a"]


def test_the_pinned_address_is_used_whatever_the_name_says_next(web: Web) -> None:
    web.addresses[SITE] = [[PUBLIC], ["127.0.0.1"]]
    web.page(f"{SITE}/a", PAGE)
    web.fetcher().get(f"https://{SITE}/a")
    assert (web.resolved, web.pinned, web.secured) == ([SITE], [(PUBLIC, 443)], [SITE])
    web.redirect(f"{SITE}/b", "/a")
    web.resolved.clear()
    with pytest.raises(AddressError, match=r"127\.0\.0\.1"):
        web.fetcher().get(f"https://{SITE}/b")
    assert (web.resolved, web.pinned) == ([SITE, SITE], [(PUBLIC, 443)] * 2)


def test_redirects_have_an_end(web: Web) -> None:
    for number in range(6):
        web.redirect(f"{SITE}/{number}", f"/{number + 1}")
    web.page(f"{SITE}/6", PAGE)
    with pytest.raises(FetchError, match="more than 5 times"):
        web.fetcher().get(f"http://{SITE}/0")
    answer = web.fetcher().get(f"http://{SITE}/1")
    assert (answer.status, len(answer.redirects)) == (200, 5)
    web.redirect(f"{SITE}/loop", "/loop")
    with pytest.raises(FetchError, match="more than 5 times"):
        web.fetcher().get(f"http://{SITE}/loop")


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "deflate", "deflate, gzip", "identity", "GZIP"])
def test_packed_answers(web: Web, encoding: str) -> None:
    body = PAGE.encode()
    for name in encoding.lower().split(", "):
        body = gzipped(body) if "gzip" in name else zlib.compress(body) if name == "deflate" else body
    web.page(f"{SITE}/x", body, Content_Encoding=encoding)
    assert web.fetcher().get(f"http://{SITE}/x").body.decode() == PAGE


@pytest.mark.parametrize(
    ("encoding", "body", "error"),
    [
        ("gzip", gzipped(bytes(30 * 1024**2)), BombError),
        ("deflate", zlib.compress(bytes(30 * 1024**2)), BombError),
        ("gzip, gzip", gzipped(gzipped(bytes(30 * 1024**2))), BombError),
        ("gzip, gzip, gzip", b"x", BombError),
        ("gzip", gzipped(PAGE.encode())[:-20], DamagedSourceError),
        ("deflate", b"\x78\x9c" + b"x" * 50, DamagedSourceError),
        ("br", b"x", DamagedSourceError),
    ],
)
def test_answers_that_are_not_unpacked(web: Web, encoding: str, body: bytes, error: type[Exception]) -> None:
    web.page(f"{SITE}/x", body, Content_Encoding=encoding)
    begun = monotonic()
    with pytest.raises(error):
        web.fetcher().get(f"http://{SITE}/x")
    assert monotonic() - begun < 5


def test_oversized_answers(web: Web) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(bytes(65536))

    def chunked(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            request.wfile.write(b"1\r\nx\r\n" * 1000)

    def headers(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            request.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)

    web.pages |= {f"{SITE}/endless": endless, f"{SITE}/chunked": chunked, f"{SITE}/headers": headers}
    web.page(f"{SITE}/large", bytes(2_000_000), Content_Encoding="identity")
    for path in ("endless", "chunked", "headers", "large"):
        with pytest.raises(FetchError):
            web.fetcher(most_bytes=1_000_000).get(f"http://{SITE}/{path}")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"<html>\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"SSH-2.0-x\r\n",
    ],
)
def test_answers_that_are_cut_off_or_no_http(web: Web, raw: bytes) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(raw)

    web.pages[f"{SITE}/x"] = answer
    with pytest.raises(FetchError) as raised:
        web.fetcher().get(f"http://{SITE}/x")
    assert raised.value.passing


PIECES = (
    b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 x\r\n", b"HTTP/1.0 304\r\n", b"HTTP/1.1 100 \r\n\r\n", b"HTTP/1.1 503 \r\n",
    b"Content-Length: 5\r\n", b"Content-Length: -1\r\n", b"Content-Length: x\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n", b"Content-Encoding: deflate, x\r\n", b"Content-Type: text/html\r\n", b": x\r\n",
    b"Content-Type: \xff\r\n", b"Location: /x\r\n", b"Location: //[\r\n", b"Location: \xd8\xae\r\n", b" folded\r\n",
    b"Retry-After: x, 99 Feb\r\n", b"\r\n", b"\x1f\x8b\x08\0", b"5\r\n", b"-5\r\n", b"0\r\n\r\n", b"f" * 20,
    b"hello", b"<rss>", b"\0", b"\n",
)  # fmt: skip
PLAIN = (b"HTTP/1.1 200 OK\r\n", b"\r\nhello")
STARTS = st.sampled_from([b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 301 x\r\n", b""])


@settings(deadline=None)
@given(STARTS, st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=12).map(b"".join))
@example(*PLAIN)
def test_whatever_a_server_says_is_an_answer_or_an_error(start: bytes, said: bytes) -> None:
    with ExitStack() as servers:

        def connect(ip: str, port: int, seconds: float) -> socket.socket:
            mine, other = socket.socketpair()
            servers.enter_context(other).sendall(start + said)
            other.shutdown(socket.SHUT_WR)
            return mine

        fetcher = Fetcher(resolve=lambda host, port: [PUBLIC], connect=connect)
        found = fetched_item(f"http://{SITE}/x", fetcher)
        assert isinstance(found, Item) or isinstance(found.error, SourceError)
        assert isinstance(found, Item) or (start, said) != PLAIN
        with suppress(SourceError):
            assert fetcher.get(f"http://{SITE}/x", etag="x").status in (200, 203, 304)


def test_more_than_was_announced_is_not_read(web: Web) -> None:
    web.page(f"{SITE}/x", PAGE, Content_Length="15")
    assert web.fetcher().get(f"http://{SITE}/x").body == PAGE.encode()[:15]


@pytest.mark.parametrize("slow", ["headers", "body"])
def test_a_server_that_drips_is_left_in_time(web: Web, slow: str) -> None:
    is_over = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n" + (b"" if slow == "headers" else b"\r\n"))
        while not is_over.wait(0.02):
            request.wfile.write(b"x")

    web.pages[f"{SITE}/x"] = drip
    begun = monotonic()
    try:
        with pytest.raises(FetchError, match=r"in 0\.3 s") as raised:
            web.fetcher(whole_seconds=0.3).get(f"http://{SITE}/x")
    finally:
        is_over.set()
    assert raised.value.passing and 0.2 < monotonic() - begun < 5


def test_a_name_server_and_a_host_that_do_not_answer(web: Web) -> None:
    is_over = threading.Event()

    def silent(host: str, port: int) -> list[str]:
        is_over.wait(5)
        return [PUBLIC]

    try:
        with pytest.raises(FetchError, match="does not answer"):
            web.fetcher(connect_seconds=0.1, resolve=silent).get(f"http://{SITE}/x")
    finally:
        is_over.set()

    def timed_out(ip: str, port: int, seconds: float) -> socket.socket:
        assert 0 < seconds <= 10
        raise TimeoutError

    with pytest.raises(FetchError, match="did not answer"):
        web.fetcher(connect=timed_out).get(f"http://{SITE}/x")


def test_the_next_address_is_tried(web: Web) -> None:
    web.addresses[SITE] = [["2606:4700::1111", PUBLIC]]
    web.page(f"{SITE}/x", PAGE)
    plain = web.fetcher().connect

    def connect(ip: str, port: int, seconds: float) -> socket.socket:
        if ":" in ip:
            assert seconds <= 5
            raise OSError(101, "Network is unreachable")
        return plain(ip, port, seconds)

    assert web.fetcher(connect=connect).get(f"http://{SITE}/x").status == 200
    web.addresses[SITE] = [["2606:4700::1111"]]
    with pytest.raises(FetchError, match="unreachable"):
        web.fetcher(connect=connect).get(f"http://{SITE}/x")


def test_nothing_changed(web: Web) -> None:
    def conditional(request: BaseHTTPRequestHandler) -> None:
        same = request.headers["If-None-Match"] == '"5"' or request.headers["If-Modified-Since"] == "yesterday"
        request.send_response(304 if same else 200)
        request.end_headers()

    web.pages[f"{SITE}/x"] = conditional
    get = web.fetcher().get
    assert get(f"http://{SITE}/x", etag='"5"').not_modified
    assert get(f"http://{SITE}/x", last_modified="yesterday").not_modified
    assert not get(f"http://{SITE}/x", etag='"4"').not_modified
    assert not get(f"http://{SITE}/x", etag="5\r\nHost: other").not_modified
    assert not get(f"http://{SITE}/x", etag="خمسة").not_modified
    web.page(f"{SITE}/y", status=304)
    with pytest.raises(FetchError, match="not asked"):
        get(f"http://{SITE}/y")


@pytest.mark.parametrize(
    ("status", "passing"),
    [(404, False), (410, False), (403, False), (451, False), (204, False), (206, False), (429, True), (503, True)],
)
def test_other_answers_are_errors(web: Web, status: int, passing: bool) -> None:
    web.page(f"{SITE}/x", status=status)
    with pytest.raises(FetchError, match=f"answered {status}: ") as raised:
        web.fetcher().get(f"http://{SITE}/x")
    assert (raised.value.status, raised.value.passing, raised.value.retry_after) == (status, passing, None)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 16 Feb 2021 12:05:00 GMT", 300.0),
        ("Tue, 16 Feb 2021 11:00:00 GMT", 0.0),
        ("99999999999999999999", 999999999.0),
        ("-5", None),
        ("soon", None),
        ("١٢", None),
    ],
)
def test_when_a_server_wants_to_be_asked_again(web: Web, told: str, seconds: float | None) -> None:
    web.page(f"{SITE}/x", status=503, Retry_After=told.encode().decode("latin-1"))
    with pytest.raises(FetchError) as raised:
        web.fetcher(now=lambda: NOON).get(f"http://{SITE}/x")
    assert raised.value.retry_after == seconds


def test_a_refused_address_is_not_even_connected(web: Web) -> None:
    for url in ("http://127.0.0.1/", "file:///x", "http://localhost", f"http://{SITE}:{web.port}/", ""):
        found = fetched_item(url, web.fetcher())
        assert isinstance(found, Refused) and isinstance(found.error, AddressError) and found.where == url
    assert (web.pinned, web.resolved, web.asked) == ([], [], [])


def test_the_default_is_strict(web: Web) -> None:
    assert resolved("127.0.0.1", 80) == ["127.0.0.1"]
    fetcher = Fetcher(resolve=lambda host, port: resolved("127.0.0.1", port))
    with pytest.raises(AddressError, match=r"127\.0\.0\.1"):
        fetcher.get("http://news.example.com/")
    assert Fetcher().resolve is resolved and Fetcher().connect is connected
    assert (Fetcher().connect_seconds, Fetcher().whole_seconds, Fetcher().most_bytes) == (10, 30, 20 * 1024**2)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "made.pem"
    command = f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN={SITE}"
    try:
        subprocess.run(
            [*command.split(), "-addext", f"subjectAltName=DNS:{SITE}", "-keyout", str(key), "-out", str(made)],
            check=True, capture_output=True,
        )  # fmt: skip
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    return key, made


def test_certificates_are_checked_for_the_name_that_was_asked(web: Web, certificate: tuple[Path, Path]) -> None:
    key, made = certificate
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(made, key)
    trusting = ssl.create_default_context(cafile=str(made))
    names: list[str | None] = []

    def note(_: object, name: str | None, __: object) -> None:
        names.append(name)

    server.sni_callback = note
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)

        def serve() -> None:
            for _ in range(3):
                line, _ = listening.accept()
                try:
                    with server.wrap_socket(line, server_side=True) as spoken:
                        spoken.recv(4096)
                        spoken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                except OSError:
                    line.close()

        thread = threading.Thread(target=serve)
        thread.start()
        port = listening.getsockname()[1]
        plain = Fetcher(resolve=lambda h, p: [PUBLIC], connect=lambda i, p, s: connected("127.0.0.1", port, s))
        known = Fetcher(
            resolve=plain.resolve, connect=plain.connect,
            secure=lambda line, host: trusting.wrap_socket(line, server_hostname=host),
        )  # fmt: skip
        assert known.get(f"https://{SITE}/").body == b"ok"
        with pytest.raises(FetchError, match="cannot prove who it is"):
            known.get("https://other.example.com/")
        with pytest.raises(FetchError, match="cannot prove who it is"):
            plain.get(f"https://{SITE}/")
        thread.join()
    assert names == [SITE, "other.example.com", SITE]

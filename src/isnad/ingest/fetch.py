"""Fetching over the web: the one module that opens connections.

A server is not trusted. It is asked only at an address that was checked and pinned (`addresses`), again at each
redirect; whatever it sends is bounded in size and in time, and nothing of the user's goes to it: no cookies, no
referrer, no proxy out of the environment.
"""

import http.client
import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import unquote, urlsplit

from isnad.errors import AddressError, FeedGivenError, FetchError, IsnadError, SourceError
from isnad.ingest.addresses import Address, Resolve, canonical, checked, joined, pinned
from isnad.ingest.bodies import KEPT_HEADERS, REPORT_MEDIA, TOOL, Kind, kind, unpacked
from isnad.ingest.items import Custody, Item, Refused
from isnad.ingest.members import plain_name
from isnad.ingest.roots import root_of

Connect = Callable[[str, int, float], socket.socket]
"""From an IP address, a port and a time limit in seconds to a connected socket; OSError where there is none."""

Secure = Callable[[socket.socket, str], socket.socket]
"""From a connected socket and the host's name to the same with TLS, its certificate checked; OSError likewise."""

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
_PIECE = 64 * 1024
_MOST_FRAMING = 1024 * 1024
"""Bytes of status, headers and chunk marks that an answer may have beside its body."""
_LONGEST_HEADER = 1000
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
_ADVICE = {
    401: "it asks for a password; save the page in a browser and give the file",
    403: "it is not open to programs; save the page in a browser and give the file",
    404: "there is nothing (any more); check the address or look for it in a web archive",
    410: "it was taken away; look for it in a web archive",
    429: "it is asked too often; wait",
    451: "it may not be shown from here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: `status` is 200, 203 or 304. `url` is where the answer came from, `redirects` the
    addresses that led there, in order. `headers` have lower-case names; `body` is unpacked."""

    status: int
    url: str
    fetched_at: str
    redirects: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def not_modified(self) -> bool:
        """Whether it is as it was when `etag` or `last_modified` were given."""
        return self.status == http.client.NOT_MODIFIED

    @property
    def kind(self) -> Kind | None:
        """What the body is; None for what is neither a report nor a feed."""
        return kind(self.headers.get("content-type", ""), self.body)

    def custody(self, requested: str) -> Custody:
        """Where and how the answer was had, when `requested` was asked for."""
        kept = {name: self.headers[name][:_LONGEST_HEADER] for name in KEPT_HEADERS if name in self.headers}
        return Custody(
            source=requested, fetched_at=self.fetched_at, tool=TOOL, requested_url=requested, url=self.url,
            redirects=self.redirects, headers=kept,
        )  # fmt: skip


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host by the system's resolver."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connected(ip: str, port: int, seconds: float) -> socket.socket:
    """A connection to an IP address, without asking for any name."""
    made = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.settimeout(seconds)
        made.connect((ip, port))
    except BaseException:
        made.close()
        raise
    return made


def secured(made: socket.socket, host: str) -> socket.socket:
    """TLS over a connection, for the name that was asked for; the handshake has the socket's time limit."""
    return _trust().wrap_socket(made, server_hostname=host)


@cache
def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """How addresses are asked: by which name, how long (seconds), how much (bytes, packed as they come).

    `resolve`, `connect` and `secure` are the ways to the network, `now` is the clock for custody; the given ones are
    those of the system."""

    user_agent: str = TOOL
    connect_seconds: float = 10
    whole_seconds: float = 30
    most_bytes: int = 20 * 1024 * 1024
    most_redirects: int = 5
    resolve: Resolve = resolved
    connect: Connect = connected
    secure: Secure = secured
    now: Callable[[], datetime] = _utc_now

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """What the server at `url` answers, after redirects. With `etag` or `last_modified` of an earlier answer,
        the server may say that nothing changed.

        Raises AddressError (an address on the way may not be asked), FetchError (no answer, too slow, too large, cut
        off, or a status other than 200, 203 and, where it was asked for, 304), and what `bodies.unpacked` raises.
        """
        asked = {"User-Agent": self.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate",
                 "Connection": "close"}  # fmt: skip
        known = {"If-None-Match": etag or "", "If-Modified-Since": last_modified or ""}
        asked.update({name: value for name, value in known.items() if value and _fits_a_header(value)})
        deadline = time.monotonic() + self.whole_seconds
        address = checked(url)
        passed: list[str] = []
        while True:
            onward, reply = self._asked(address, asked, deadline)
            if onward is None:
                break
            if len(passed) == self.most_redirects:
                raise FetchError(f"{url} redirects more than {self.most_redirects} times")
            passed.append(address.url)
            address = _next(address, onward)
        headers, body, status = reply
        if status == http.client.NOT_MODIFIED and not (etag or last_modified):
            raise FetchError(f"{url} answered that nothing changed, which was not asked", status=status)
        moment = self.now().astimezone(UTC).isoformat(timespec="seconds")
        body = unpacked(body, headers.get("content-encoding", ""))
        return Answer(
            status=status, url=address.url, fetched_at=moment, redirects=tuple(passed), headers=headers, body=body
        )

    def _asked(
        self, address: Address, headers: Mapping[str, str], deadline: float
    ) -> tuple[str | None, tuple[dict[str, str], bytes, int]]:
        """Where one address redirects to (None: nowhere), and its headers, body and status."""
        line = self._line(address, deadline)
        speaker = http.client.HTTPConnection(address.host, address.port)
        speaker.sock = line
        try:
            speaker.request("GET", address.target, headers={"Host": address.authority, **headers})
            response = speaker.getresponse()
            told = {name.lower(): _plain(value) for name, value in reversed(response.getheaders())}
            if response.status in _REDIRECTS and "location" in told:
                return told["location"], (told, b"", response.status)
            self._require_success(address, response.status, told)
            return None, (told, self._body(address, response), response.status)
        except TimeoutError as error:
            raise self._late(address) from error
        except (http.client.HTTPException, OSError, ValueError) as error:
            raise _broken(address, error) from error
        finally:
            line.hang_up()

    def _line(self, address: Address, deadline: float) -> "_Line":
        """A connection to the address, pinned, on which nothing was said yet."""
        until = min(deadline, time.monotonic() + self.connect_seconds)
        try:
            ips = pinned(address, lambda host, port: _within(until, self.resolve, host, port))
            made = self._connected(ips, address.port, until)
            try:
                made.settimeout(_left(until))
                if address.scheme == "https":
                    made = self.secure(made, address.host)
            except BaseException:
                made.close()
                raise
        except TimeoutError as error:
            raise self._late(address) from error
        except (OSError, ValueError) as error:
            raise _broken(address, error) from error
        return _Line(made, deadline, self.most_bytes + _MOST_FRAMING)

    def _connected(self, ips: Sequence[str], port: int, until: float) -> socket.socket:
        """A connection to the first of the addresses that takes one; each has its share of the time."""
        for number, ip in enumerate(ips[:-1]):
            try:
                return self.connect(ip, port, _left(until) / (len(ips) - number))
            except OSError:
                continue
        return self.connect(ips[-1], port, _left(until))

    def _body(self, address: Address, response: http.client.HTTPResponse) -> bytes:
        pieces, size = [], 0
        while piece := response.read(_PIECE):
            size += len(piece)
            if size > self.most_bytes:
                raise FetchError(f"{address.url} sends more than {self.most_bytes // 1024**2} MB: it is no report")
            pieces.append(piece)
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        return b"".join(pieces)

    def _require_success(self, address: Address, status: int, headers: Mapping[str, str]) -> None:
        if status in (200, 203, 304):
            return
        advice = _ADVICE.get(status, "try again later" if status in _PASSING else "there is no report to be had")
        raise FetchError(
            f"{address.url} answered {status}: {advice}",
            status=status,
            retry_after=_retry_after(headers.get("retry-after", ""), self.now()),
            passing=status in _PASSING,
        )

    def _late(self, address: Address) -> FetchError:
        return FetchError(f"{address.url} did not answer in {self.whole_seconds:g} s: try again later", passing=True)


class _Line:
    """A socket as `http.client` uses it, each of whose steps ends at one deadline and which gives `most` bytes."""

    def __init__(self, made: socket.socket, deadline: float, most: int) -> None:
        self._made, self._deadline, self._most = made, deadline, most

    def sendall(self, data: bytes) -> None:
        self._made.settimeout(_left(self._deadline))
        self._made.sendall(data)

    def receive(self, buffer: memoryview) -> int:
        self._made.settimeout(_left(self._deadline))
        count = self._made.recv_into(buffer)
        self._most -= count
        if self._most < 0:
            raise http.client.HTTPException("it sends more than it may")
        return count

    def makefile(self, _: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Nothing: `http.client` lets go of a socket before it has read the body from it."""

    def hang_up(self) -> None:
        self._made.close()


class _Incoming(io.RawIOBase):
    """What comes over a line, as a stream."""

    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._line.receive(buffer)


def fetched_item(url: str, fetcher: Fetcher) -> Item | Refused:
    """The report at `url`, or why there is none: FeedGivenError says that a feed is there. What a page, a feed and a
    list of feeds are, their start tells rather than their server. The key is the canonical form of the address that
    answered."""
    try:
        answer = fetcher.get(url)
    except IsnadError as error:
        return Refused(where=url, error=error)
    root = root_of(answer.body)
    if root == "feed":
        return Refused(where=url, error=FeedGivenError(f"{url} is no report but a feed: follow it as one"))
    found = "html" if answer.kind == "xml" and root == "page" else answer.kind
    media = REPORT_MEDIA.get(found) if found else None
    if media is None or root == "outline":
        told = "a list of feeds" if root == "outline" else answer.headers.get("content-type", "")[:100]
        advice = "give the address of a page, a PDF, a DOCX or a text; a list of feeds as a file that ends in .opml"
        return Refused(where=url, error=SourceError(f"{url} is {told or 'of an unknown kind'}: {advice}"))
    return Item(
        key=canonical(answer.url),
        raw=answer.body,
        custody=answer.custody(url),
        name=plain_name(unquote(urlsplit(answer.url).path, errors="replace").rstrip("/")),
        media=media,
    )


def _next(address: Address, location: str) -> Address:
    onward = joined(address, location)
    if address.scheme == "https" and onward.scheme == "http":
        raise AddressError(f"{address.url} redirects to {onward.url}, where anyone can listen in and change it")
    return onward


def _within(until: float, resolve: Resolve, host: str, port: int) -> Sequence[str]:
    """What `resolve` gives, or TimeoutError: the system's resolver itself knows no deadline."""
    done: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            done.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            done.put(error)

    threading.Thread(target=ask, name="isnad-resolve", daemon=True).start()
    try:
        answer = done.get(timeout=_left(until))
    except queue.Empty:
        raise TimeoutError("the name server does not answer") from None
    if isinstance(answer, OSError | UnicodeError):
        raise answer
    return answer


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is over")
    return left


def _fits_a_header(value: str) -> bool:
    return value.isascii() and value.isprintable()


def _plain(value: str) -> str:
    """A header's value in one line; `http.client` reads bytes as Latin-1, but they may be UTF-8."""
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return " ".join(value.split())


def _retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait, from a number of them or from a date (RFC 9110, section 10.2.3)."""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _broken(address: Address, error: Exception) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(f"{address.url} cannot prove who it is ({error.verify_message}): it is not read")
    if isinstance(error, http.client.IncompleteRead):
        return FetchError(f"{address.url} was cut off on the way: try again", passing=True)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return FetchError(f"{address.url} cannot be had ({reason or type(error).__name__}): try again later", passing=True)

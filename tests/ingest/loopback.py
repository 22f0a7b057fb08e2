"""A web of our own on the loopback: hosts of the tests' choice, answered by what the tests say."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from isnad.ingest.fetch import Fetcher, connected

PUBLIC = "93.184.215.14"
"""An address of the public internet, to which nothing goes: connections end on the loopback."""

Handler = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Web:
    """Pages by host and path; what was asked for; to which addresses it would have gone."""

    port: int = 0
    pages: dict[str, Handler] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    pinned: list[tuple[str, int]] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)
    secured: list[str] = field(default_factory=list)
    addresses: dict[str, list[list[str]]] = field(default_factory=dict)

    def page(self, url: str, body: bytes | str = b"", *, status: int = 200, **headers: str) -> None:
        """`url` is host and path; names of headers have `_` for `-`."""
        raw = body.encode() if isinstance(body, str) else body
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(raw)), **told}

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in told.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(raw)

        self.pages[url] = answer

    def redirect(self, url: str, to: str, status: int = 302) -> None:
        self.page(url, status=status, Location=to)

    def fetcher(self, **settings: Any) -> Fetcher:
        """A fetcher whose names and connections are of this web; TLS is only noted, not spoken."""

        def resolve(host: str, port: int) -> list[str]:
            self.resolved.append(host)
            answers = self.addresses.get(host, [[PUBLIC]])
            return answers[min(self.resolved.count(host), len(answers)) - 1]

        def connect(ip: str, port: int, seconds: float) -> Any:
            self.pinned.append((ip, port))
            return connected("127.0.0.1", self.port, seconds)

        def secure(made: Any, host: str) -> Any:
            self.secured.append(host)
            return made

        return Fetcher(**{"resolve": resolve, "connect": connect, "secure": secure, "whole_seconds": 5, **settings})


@contextmanager
def web() -> Iterator[Web]:
    found = Web()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers["Host"]
            found.asked.append((host + self.path, dict(self.headers)))
            page = found.pages.get(host + self.path)
            if page is None:
                self.send_error(404)
            else:
                page(self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the name that it overrides
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Nothing: a client that hangs up early is what some tests are about."""

    server = Quiet(("127.0.0.1", 0), Answering)
    found.port = server.server_port
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

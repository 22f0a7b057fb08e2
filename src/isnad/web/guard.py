"""What every answer and every request is held to: headers, hosts, and that changes come from our own pages.

Cross-site requests are told by `Sec-Fetch-Site`, which browsers set and pages cannot; where a browser is too old for it
by `Origin`. OWASP ASVS 5.0, 3.4 (headers) and 3.5 (cross-origin).
"""

from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def host_of(headers: Headers) -> str:
    """The name in `Host`, without the port and brackets; empty where there is none, or it is no host."""
    try:
        return (urlsplit(f"//{headers.get('host', '')}").hostname or "").lower()
    except ValueError:
        return ""


def is_known_host(headers: Headers, hosts: Collection[str]) -> bool:
    """Whether a request names one of ours: a page elsewhere whose name was made to lead here (DNS rebinding) does
    not."""
    return host_of(headers) in hosts


def is_from_here(headers: Headers) -> bool:
    """Whether a request that changes something was sent by one of our own pages, or by hand."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return origin != "null" and urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False

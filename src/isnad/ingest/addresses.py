"""Which addresses on the network may be fetched, and by which name a report's address is known.

A report, a feed or a redirect can name any address, also one inside the user's own network. Therefore an address is
read strictly, its host is resolved once, every answer must be a public one, and the connection goes to that answer.
The rules are row S3 of our list of attacks; the ranges are IANA's registries of special-purpose addresses.
"""

import ipaddress
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from isnad.errors import AddressError, FetchError

Resolve = Callable[[str, int], Sequence[str]]
"""From a host's name and a port to its IP addresses, as text; OSError where it has none."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8192
_LONGEST_HOST = 253
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_FOUR_NUMBERS = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_LOCAL_NAMES = frozenset(("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa"))
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_TARGET_SAFE = "%/:?#[]@!$&'()*+,;=-._~"
_TRACKING = re.compile(r"utm_[a-z0-9_]*|fbclid|gclid", re.IGNORECASE)

_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_DOCUMENTATION_V6 = ipaddress.IPv6Network("3fff::/20")
_PROTOCOLS_V6 = ipaddress.IPv6Network("2001::/23")
_NEVER_V4 = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")))
"""Ranges that count as public but lead to what is near: protocol assignments with the router's own addresses (RFC 6890,
7723), relays of 6to4 (RFC 7526), and the address by which Azure's machines ask their host for their settings."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOW_32 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for, as far as its text tells: `host` is in lower-case ASCII (IDNA) or an IP
    address, `target` is the path with its query, percent-encoded. Whether the host is public, `pinned` says."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as the `Host` header names it: with brackets and with a port that is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address in its normal form, without a fragment."""
        return f"{self.scheme}://{self.authority}{self.target}"


def checked(url: str) -> Address:
    """`url` as an address that may be fetched; AddressError says what is wrong with it. Nothing is resolved.

    Only http and https, ports 80 and 443, no user or password, no host that is written so that programs disagree
    about it (backslashes, escapes, control characters, numbers other than four decimal ones).
    """
    if len(url) > _LONGEST:
        raise AddressError(f"the address {url[:60]!r}… is longer than {_LONGEST} characters")
    if _CONTROL.search(url) or "\\" in url or url != url.strip():
        raise _refused(url, "it holds a control character or a backslash, or spaces around it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise _refused(url, str(error)) from None
    if parts.scheme not in _PORTS:
        raise _refused(url, "only http:// and https:// can be fetched")
    if "@" in parts.netloc:
        raise _refused(url, "it holds a user's name or a password")
    if port is not None and port not in _PORTS.values():
        raise _refused(url, f"its port is {port}, and only 80 and 443 are asked")
    host = _host(url, parts.netloc, parts.hostname or "")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], quote(target, safe=_TARGET_SAFE))


def joined(address: Address, location: str) -> Address:
    """Where `location`, which may be relative, leads from `address`; AddressError as in `checked`."""
    if _CONTROL.search(location) or "\\" in location or len(location) > _LONGEST:
        raise _refused(location, "it holds a control character or a backslash, or is too long")
    try:
        return checked(urljoin(address.url, location))
    except ValueError as error:
        raise _refused(location, str(error)) from None


def pinned(address: Address, resolve: Resolve) -> tuple[str, ...]:
    """The IP addresses of the host, to one of which the connection must go: resolved once, in the resolver's order.

    AddressError where any of them is not public; FetchError where the host has none."""
    if _is_ip(address.host):
        answers: Sequence[str] = (address.host,)
    else:
        try:
            answers = resolve(address.host, address.port)
        except (OSError, UnicodeError) as error:
            raise _not_found(address, str(error)) from None
    if not answers:
        raise _not_found(address, "it has no IP address")
    for answer in answers:
        if reason := not_public(answer):
            raise _refused(address.url, f"its host is {answer}, which is {reason}")
    return tuple(dict.fromkeys(answers))


def not_public(ip: str) -> str | None:
    """Why an IP address is not one of the public internet ("an address of a private network"), or None.

    An IPv4 address inside an IPv6 one (mapped, NAT64, 6to4, Teredo, ISATAP) has to be public itself."""
    try:
        found = ipaddress.ip_address(ip)
    except ValueError:
        return "no IP address"
    if isinstance(found, ipaddress.IPv4Address):
        return None if _is_public(found) else "not an address of the public internet"
    if found.scope_id is not None:
        return "an address of one link only"
    inside = _embedded(found)
    if any(not _is_public(one) for one in inside):
        return "an IPv6 form of an address that is not public"
    if found in _NAT64 or found.ipv4_mapped is not None:
        return None
    never = found in _DOCUMENTATION_V6 or found in _PROTOCOLS_V6
    return None if found in _PUBLIC_V6 and not never and _is_public(found) else "not an address of the public internet"


def canonical(url: str) -> str:
    """The form of an address under which a report is known: host in lower case, no default port, no fragment, no
    parameters that track readers (`utm_*`, `fbclid`, `gclid`), escapes and dots as RFC 3986, section 6.2.2, has them.
    What is no web address, or over 8,192 characters long, comes back as it is. Never fails; says nothing about whether
    it may be fetched."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    if len(url) > _LONGEST or parts.scheme not in _PORTS or not parts.hostname:
        return url
    host = _ascii(parts.hostname) or parts.hostname
    host = f"[{host}]" if ":" in host else host
    netloc = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    query = "&".join(part for part in parts.query.split("&") if part and not _TRACKING.fullmatch(_name(part)))
    return urlunsplit((parts.scheme, netloc, _without_dots(_normal(parts.path)), _normal(query), ""))


def _name(part: str) -> str:
    return next((name for name, _ in parse_qsl(part, keep_blank_values=True, max_num_fields=10)), "")


def _normal(text: str) -> str:
    """`text` with every escape in capitals, none for a character that needs none, and one for each that does."""

    def plain(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else match.group().upper()

    return quote(_ESCAPE.sub(plain, text), safe=_TARGET_SAFE, errors="replace")


def _without_dots(path: str) -> str:
    """An absolute path with its `.` and `..` resolved."""
    kept: list[str] = []
    parts = path.split("/")[1:] or [""]
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    if parts[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _host(url: str, netloc: str, host: str) -> str:
    if "[" in netloc or "]" in netloc:
        return _bracketed(url, netloc)
    name = _ascii(host) if host and "%" not in host else None
    if not name:
        raise _refused(url, "its host is no name of a host")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        if not _FOUR_NUMBERS.fullmatch(name) or not _is_ip(name):
            raise _refused(url, "its host is a number: write an IP address as four decimal numbers")
        return name
    if len(labels) == 1 or labels[-1] in _LOCAL_NAMES:
        raise _refused(url, f"{name} is a name inside a local network")
    return name


def _bracketed(url: str, netloc: str) -> str:
    match = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::[0-9]*)?", netloc)
    if not match or not _is_ip(match[1]):
        raise _refused(url, "its host is no IPv6 address")
    return ipaddress.ip_address(match[1]).compressed


def _ascii(host: str) -> str | None:
    """A host's name in lower-case ASCII by IDNA (RFC 3490), one dot at its end dropped; None for no such name."""
    if len(host) > _LONGEST_HOST:
        return None
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        return None
    if len(name) > _LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        return name if _is_ip(name) else None
    return name


def _is_ip(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_public(ip: IPAddress) -> bool:
    if isinstance(ip, ipaddress.IPv4Address) and any(ip in network for network in _NEVER_V4):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _embedded(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address carries (RFC 4291, 6052, 3056, 4380, 5214)."""
    found = [one for one in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if one is not None]
    low = ipaddress.IPv4Address(int(ip) & _LOW_32)
    is_isatap = (int(ip) >> 32) & _LOW_32 in (0x00005EFE, 0x02005EFE)
    if ip in _NAT64 or is_isatap:
        found.append(low)
    return found


def _not_found(address: Address, reason: str) -> FetchError:
    message = f"the host {address.host} cannot be found ({reason}): check its name and the network"
    return FetchError(message, passing=True)


def _refused(url: str, reason: str) -> AddressError:
    shown = url if len(url) <= 200 else f"{url[:200]}…"
    return AddressError(f"the address {shown!r} is not fetched: {reason}")

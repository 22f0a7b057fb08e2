"""Passwords: which are taken, and how they are kept.

ASVS 5.0, 6.2: at least 12 characters (15 are better), any characters, no rules on their kinds; what many use is
refused. They are kept as argon2id with the second recommended parameters of RFC 9106 (64 MiB, 3 passes, 4 lanes).
"""

import threading
import unicodedata
import warnings
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from isnad.archive.people.accounts import folded
from isnad.errors import PasswordError

SHORTEST, SUGGESTED, LONGEST = 12, 15, 128
"""In characters."""
_LOOKED_AT = 4 * LONGEST
"""So much of what was typed tells that it is too long, whatever becomes one letter of it."""
COMMON = Path(__file__).with_name("common_passwords.txt")
"""Passwords that many use, one a line in lower case; laid here when the package is built."""
HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_AT_ONCE = threading.BoundedSemaphore(4)
"""Each hash takes 64 MiB: many who sign in at once wait, and do not fill the memory."""


def require_fit(password: str, name: str) -> None:
    """Raises PasswordError where a new password is too short or long, is what many use, or is hardly more than the
    account's `name`."""
    plain = _plain(password)
    if len(plain) < SHORTEST:
        raise PasswordError(f"give at least {SHORTEST} characters, better {SUGGESTED}: several words will do", "short")
    if len(plain) > LONGEST:
        raise PasswordError(f"give at most {LONGEST} characters", "long")
    if _is_only(folded(plain), (folded(name), "isnad")):
        raise PasswordError("a name with some digits is no password: give another one", "name")
    if plain.casefold() in common():
        raise PasswordError("this password is in lists of common ones, which are tried first: give another", "common")


def hashed(password: str) -> str:
    """A password as it is kept, with a salt of its own."""
    with _AT_ONCE:
        return HASHER.hash(_bytes(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password that was kept. Where none was (None), the same work is done in vain, so that the
    time tells nothing."""
    with _AT_ONCE:
        try:
            HASHER.verify(_for_nobody() if kept is None else kept, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a password was kept with other parameters than those of today."""
    return HASHER.check_needs_rehash(kept)


@cache
def common() -> frozenset[str]:
    """The passwords that many use; none, with a warning, where their list is missing."""
    try:
        return frozenset(COMMON.read_text("utf-8").split("\n")) - {""}
    except OSError:
        warnings.warn(f"{COMMON.name} is missing: common passwords are not refused", stacklevel=2)
        return frozenset()


@cache
def _for_nobody() -> str:
    return HASHER.hash(b"nobody has this one")


def _is_only(plain: str, names: tuple[str, ...]) -> bool:
    rest = plain
    for name in names:
        rest = rest.replace(name, "")
    return rest != plain and not any(map(str.isalpha, rest))


def _plain(password: str) -> str:
    # NIST SP 800-63B 3.1.1.2: one password whatever the keyboard that it was typed on
    return unicodedata.normalize("NFKC", password[:_LOOKED_AT])


def _bytes(password: str) -> bytes:
    return _plain(password).encode("utf-8", "surrogatepass")

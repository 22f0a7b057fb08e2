"""Ids of clusters, made of the evidence of their first mention."""

import hashlib
from base64 import b32encode

_ID_LETTERS = 10
_TRIED = 4


def minted(prefix: str, handle: str, number: int = 0) -> str:
    """An id of a mention's evidence; another one for each number."""
    digest = b32encode(hashlib.sha256(f"{handle}{number or ''}".encode()).digest()).decode().lower()
    return f"{prefix}-{digest[:_ID_LETTERS]}"


def mints(prefix: str, handle: str) -> tuple[str, ...]:
    """The ids that a mention's evidence may have given."""
    return tuple(minted(prefix, handle, number) for number in range(_TRIED))

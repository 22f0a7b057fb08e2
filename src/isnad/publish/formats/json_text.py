"""JSON as it is written line by line or object by object: the same bytes for the same things."""

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO


def dumped(thing: object) -> bytes:
    """One line of JSON in UTF-8, keys sorted, without its end of line."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def write_listed(file: BinaryIO, things: Iterable[object]) -> int:
    """Writes things as the members of a JSON array, a line each, without its brackets; says how many."""
    number = 0
    for number, thing in enumerate(things, 1):
        file.write((b",\n" if number > 1 else b"\n") + dumped(thing))
    return number


def without_empty(thing: Mapping[str, object]) -> dict[str, object]:
    """The fields that say something: None, empty texts and empty lists are left out, zero and false are not."""
    return {key: value for key, value in thing.items() if value not in (None, "", [], (), {})}

"""An actor or a place with all that it belongs to, by global ids, itself first."""

from collections.abc import Mapping
from typing import TypeVar

from isnad.codebook import Codebook
from isnad.codebook.entries import Actor, Place
from isnad.codebook.lookup import chain

Entry = TypeVar("Entry", Actor, Place)


def over_actor(id_: str, book: Codebook) -> tuple[str, ...]:
    """`actor:regiment-47`, then those above it; an id that is not registered alone."""
    return (id_, *(f"actor:{above}" for above in _above(id_, book.actors)))


def over_place(id_: str, book: Codebook) -> tuple[str, ...]:
    """`place:albukamal`, then the places that hold it; an id that is not registered alone."""
    return (id_, *(f"place:{above}" for above in _above(id_, book.places)))


def _above(id_: str, entries: Mapping[str, Entry]) -> list[str]:
    entry = entries.get(id_.partition(":")[2])
    return [above.id for above in chain(entry, entries)] if entry else []

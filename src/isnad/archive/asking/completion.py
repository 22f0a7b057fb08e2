"""Names that begin with what somebody types: of actors, places and outlets, registered or known from reports only."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, Text, cast, select

from isnad.arabic.letters import fold_phrase
from isnad.archive.asking.naming import global_id
from isnad.archive.asking.shelves import shelves_of
from isnad.archive.schema import documents
from isnad.archive.sight import Sight, seen, sight_of
from isnad.codebook import Codebook
from isnad.codebook.entries import Actor, Place

MOST: Final = 10
"""So many names are offered."""
_SHORTEST: Final = 2
_LOOKED_AT: Final = 200
_OUTLETS: Final = frozenset({"outlet", "agency"})
_SMALL: Final = frozenset({"village", "neighbourhood"})
_PLACES: Final = frozenset({"place", "facility"})


@dataclass(frozen=True, slots=True, order=True)
class Offer:
    """A name that begins so, and of whom or what: `id` as a filter takes it, `kind` the filter."""

    kind: Literal["actor", "place", "outlet"]
    id: str
    name: str


def completions(connection: Connection, typed: str, book: Codebook, *, cleared: bool = True) -> tuple[Offer, ...]:
    """At most MOST names that begin with what is typed, in any spelling; none for less than two characters.

    Registered ones come before others, larger places before small ones, then the shortest. Who is not `cleared` is
    offered none that only hidden reports know.
    """
    begun = fold_phrase(typed)
    if len(begun) < _SHORTEST:
        return ()
    sight = sight_of(connection, None, cleared=cleared)
    found: dict[str, Offer] = {}
    for offers in (_entries(begun, book), _outlets(connection, begun, book, sight), _own(connection, typed, sight)):
        for _, _, offer in sorted((one.rank, len(one.offer.name), one.offer) for one in offers):
            found.setdefault(offer.id, offer)
        if len(found) >= MOST:
            break
    return tuple(found.values())[:MOST]


class _Found(NamedTuple):
    """An offer, and whether it comes before others."""

    rank: int
    offer: Offer


def _entries(begun: str, book: Codebook) -> Iterator[_Found]:
    for name, refs in book.names.items():
        if name.startswith(begun):
            for ref in refs:
                entry: Actor | Place | None = book.actors.get(ref.id) if ref.kind in ("actor", "person") else None
                entry = entry or book.places.get(ref.id)
                if entry is not None:
                    yield _Found(_rank(entry), _offer(entry, name))


def _rank(entry: Actor | Place) -> int:
    """Who and what analysts entered comes before the thousands of towns of a table, and cities before these."""
    return int(isinstance(entry, Place) and entry.gazetteer) + int(isinstance(entry, Place) and entry.kind in _SMALL)


def _offer(entry: Actor | Place, folded: str) -> Offer:
    written = (one for names in entry.names.values() for one in names)
    name = next((one for one in written if fold_phrase(one) == folded), folded)
    if isinstance(entry, Actor):
        return Offer("outlet" if entry.class_ in _OUTLETS else "actor", global_id(entry), name)
    return Offer("place", global_id(entry), name)


def _outlets(connection: Connection, begun: str, book: Codebook, sight: Sight) -> Iterator[_Found]:
    """Outlets that reports name and no codebook knows."""
    own = select(documents.c.outlet).where(documents.c.outlet.is_not(None), *seen(documents.c.id, sight)).distinct()
    for name in connection.execute(own).scalars():
        if name.removeprefix("actor:") not in book.actors and fold_phrase(name).startswith(begun):
            yield _Found(0, Offer("outlet", name, name))


def _own(connection: Connection, typed: str, sight: Sight) -> Iterator[_Found]:
    """Entities that only reports know, by their names as written."""
    begun = fold_phrase(typed)
    # a name in the data begins behind a quotation mark, in the letters of JSON
    needle = json.dumps(typed.strip(), ensure_ascii=False)[:-1]
    for shelf in shelves_of(sight):
        kept = shelf.clusters
        rows: Any = select(kept.c.id, kept.c.data).where(
            kept.c.sort == "entity", cast(kept.c.data, Text).contains(needle, autoescape=True), *shelf.seen(kept.c.id)
        )
        for id_, data in connection.execute(rows.order_by(kept.c.reports.desc(), kept.c.id).limit(_LOOKED_AT)):
            name = next((one for one in data["names"] if fold_phrase(one).startswith(begun)), None)
            if name is not None:
                yield _Found(0, Offer("place" if data["kind"] in _PLACES else "actor", id_, name))

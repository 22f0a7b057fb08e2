"""From a captured document to everything that the archive keeps of reading it, without a database.

This runs in the reading processes: what comes back to the one that writes is ready to be written.
"""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from isnad.annotate.reader import Reader
from isnad.archive.claims import ClaimRow, RelationRow, claim_rows, speaker_of
from isnad.archive.hierarchy import over_actor, over_place
from isnad.archive.joining.sorts import SORTS, Mention
from isnad.codebook import Codebook
from isnad.model import Document, Record, Span, to_plain
from isnad.resolve.copies import bands, signature
from isnad.resolve.entities import surroundings

_PACKING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """A row of `mentions` with its blocks. `handle` names it by its evidence, whatever reading made it."""

    sort: str
    local: str
    handle: str
    start: int
    end: int
    type: str
    data: dict[str, Any]
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of one document: its record and what is kept beside it so that it can be found and joined."""

    engine: str
    codebook: str
    packed: bytes
    digest: str
    published: str | None
    outlet: str | None
    claims: tuple[ClaimRow, ...]
    relations: tuple[RelationRow, ...]
    mentions: tuple[MentionRow, ...]
    terms: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What of a captured text does not depend on who reads it: the MinHash of its words, and its bands."""

    document: Document
    warnings: tuple[str, ...]
    signature: tuple[int, ...]
    bands: tuple[int, ...]


def captured(document: Document, warnings: tuple[str, ...]) -> Capture:
    """A document, ready to be looked up among copies of its text."""
    shape = signature(document.text, document.furniture)
    return Capture(document=document, warnings=warnings, signature=shape, bands=_numbers(bands(shape)))


def _numbers(keys: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted(map(number_of, keys)))


def number_of(key: str) -> int:
    """A key as a number of 63 bits. That two keys give one number is so unlikely that it hardly happens, and costs no
    more than a comparison too many."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") >> 1


def read(document: Document, warnings: tuple[str, ...], reader: Reader) -> Reading:
    """The reading of a document by an engine. Takes about as long as the engine."""
    record = reader.read(document, warnings)
    raw = json.dumps(to_plain(record), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    claims, relations = claim_rows(record, surroundings(record, reader.book))
    return Reading(
        engine=record.engine, codebook=record.codebook, packed=zlib.compress(raw, _PACKING),
        digest=hashlib.sha256(raw).hexdigest(), published=record.document.published, outlet=record.document.outlet,
        claims=claims, relations=relations, mentions=tuple(_mentions(record, reader.book)),
        terms=frozenset(_terms(record, reader.book)),
    )  # fmt: skip


def _mentions(record: Record, book: Codebook) -> Iterator[MentionRow]:
    for sort in SORTS.values():
        seen = Counter[str]()
        for mention in sort.mentions(record, book):
            row = _row(record, sort.name, mention, sort.where(record, mention), _numbers(sort.blocks(mention)))
            seen[row.handle] += 1  # two events may have one trigger, such as a strike on two towns
            yield row if seen[row.handle] == 1 else replace(row, handle=f"{row.handle}+{seen[row.handle]}")


def _row(record: Record, sort: str, mention: Mention, where: tuple[str, Span], blocks: tuple[int, ...]) -> MentionRow:
    kind, span = where
    local = mention.id.rpartition("#")[2]
    sure = {event.id: event.reading_confidence for event in record.events} if sort == "event" else {}
    # how sure the engine was is kept beside what is compared: by it people find what to look at first
    data = {**to_plain(mention), **({"confidence": sure[local]} if local in sure else {})}
    return MentionRow(
        sort=sort, local=local, start=span.start, end=span.end, type=kind,
        handle=f"{record.document.id}@{span.start}-{span.end}:{kind}", data=data, blocks=blocks,
    )  # fmt: skip


def _terms(record: Record, book: Codebook) -> Iterator[str]:
    """By what the report is found besides its words; see `schema.document_terms`."""
    for entity in record.entities:
        if entity.registered and entity.kind in ("actor", "person"):
            yield from (f"actor:{who}" for who in over_actor(entity.id, book))
        elif entity.registered:
            yield from (f"place:{place}" for place in over_place(entity.id, book))
    for event in record.events:
        yield f"type:{event.type}"
        yield f"status:{event.status}"
    for attribution in record.attributions:
        yield f"speaker:{speaker_of(attribution, record.document.text)}"
        yield f"anonymous:{'yes' if attribution.anonymous else 'no'}"
    if record.document.outlet:
        yield f"outlet:{record.document.outlet}"

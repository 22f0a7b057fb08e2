"""FollowTheMoney's statements as CSV: a row for each value of each entity (columns as of followthemoney 4.11)."""

import csv
import io
from collections.abc import Iterator, Sequence
from hashlib import sha1
from typing import BinaryIO, Final

from isnad.cells import defused
from isnad.publish.formats.format import Format
from isnad.publish.formats.ftm_entities import entities
from isnad.publish.formats.ftm_values import Entity
from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Header, Loss

COLUMNS: Final = (
    "canonical_id entity_id prop prop_type schema value dataset origin lang original_value external first_seen "
    "last_seen id".split()
)
_OF_ADDRESSES: Final = frozenset({"location", "full"})
_TYPES: Final = {
    "entity": "addressEntity director document entity holder involved member object organization organizer post proof "
              "subject",
    "country": "country", "date": "date endDate modifiedAt publishedAt startDate", "name": "name alias",
    "number": "latitude longitude", "text": "description notes summary", "url": "sourceUrl", "language": "language",
    "identifier": "wikidataId",
}  # fmt: skip
_TYPE_OF: Final = {name: type_ for type_, names in _TYPES.items() for name in names.split()}
_PROSE: Final = frozenset({"name", "text", "string", "address"})


def type_of(name: str) -> str:
    """FollowTheMoney's type of a property that we write."""
    return "address" if name in _OF_ADDRESSES else _TYPE_OF.get(name, "string")


def write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    """One value a row; what it returns has no property in FollowTheMoney."""
    losses = Losses()
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, dialect=csv.unix_dialect)
    writer.writerow(COLUMNS)
    for one in entities(release, losses):
        writer.writerows(_rows(one, release.header))
    text.detach()
    return losses.told()


def _rows(one: Entity, header: Header) -> Iterator[tuple[str, ...]]:
    dataset = f"isnad-{header.profile}"
    yield _row(one, "id", "id", one.id, dataset, header.at)
    for name, values in sorted(one.properties.items()):
        type_ = type_of(name)
        for value in values:
            yield _row(one, name, type_, defused(value) if type_ in _PROSE else value, dataset, header.at)


def _row(one: Entity, name: str, type_: str, value: str, dataset: str, at: str) -> tuple[str, ...]:
    return (
        one.id, one.id, name, type_, one.schema, value, dataset, "", "", "", "f", "", at[:19],
        sha1(f"{dataset}.{one.id}.{name}.{value}".encode(), usedforsecurity=False).hexdigest(),
    )  # fmt: skip


FORMAT = Format(name="ftm-statements", suffix=".statements.csv", media="text/csv", write=write)

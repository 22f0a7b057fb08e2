"""FollowTheMoney: entities as JSON lines, as Aleph and its tools read them."""

from collections.abc import Sequence
from typing import BinaryIO

from isnad.publish.formats.format import Format
from isnad.publish.formats.ftm_entities import entities
from isnad.publish.formats.json_text import dumped
from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss


def write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    """One entity a line; what it returns has no property in FollowTheMoney."""
    losses = Losses()
    for one in entities(release, losses):
        file.write(dumped({"id": one.id, "schema": one.schema, "properties": one.properties}) + b"\n")
    return losses.told()


FORMAT = Format(name="ftm", suffix=".ftm.jsonl", media="application/x-ndjson", write=write)

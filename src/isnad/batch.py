"""Many inputs, one after the other: what can be read gives a record, what cannot gives its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from isnad.annotate.reader import Reader
from isnad.errors import EngineError, IsnadError
from isnad.ingest.manifest import ManifestEntry
from isnad.ingest.sources import Failure, Source, sources
from isnad.model import Record


@dataclass(frozen=True, slots=True)
class Read:
    """An input that gave a record. `name` is unique in the batch."""

    name: str
    record: Record


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that gave none, and why. `where` is its path, or `-`."""

    name: str
    where: str
    error: IsnadError


def inputs(paths: Sequence[str]) -> list[Source | Failure]:
    """All inputs at `paths`, in order; nothing is read yet."""
    return list(sources(paths))


def read_all(
    reader: Reader, found: Sequence[Source | Failure], manifest: Mapping[str, ManifestEntry] | None = None,
    published: str | None = None, outlet: str | None = None,
) -> Iterator[Read | Failed]:  # fmt: skip
    """Each input's record or failure, in order. The manifest, by the file's own stem, goes before `published` and
    `outlet`, which hold for all."""
    for source in found:
        known = (manifest or {}).get(source.stem, ManifestEntry())
        try:
            document, warnings = source.document(published=known.published or published, outlet=known.outlet or outlet)
            yield Read(source.name, reader.read(document, warnings))
        except IsnadError as error:
            yield Failed(source.name, str(source.path or "-"), error)
        except Exception as error:  # one document must never stop a batch, whatever is wrong
            reason = EngineError(f"the engine failed, please report it: {type(error).__name__}: {error}")
            yield Failed(source.name, str(source.path or "-"), reason)

"""`isnad compare`: two codebooks, or two folders of records, on the same reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from isnad.annotate.reader import Reader
from isnad.batch import Failed, Read, inputs, read_all
from isnad.cli.differences import Compared, as_json, print_text
from isnad.cli.manners import FAILED
from isnad.cli.options import Lang
from isnad.cli.reading import tell, tracked
from isnad.errors import ComparisonError
from isnad.evaluate.materials import Plain, plain_records
from isnad.ingest.manifest import ManifestEntry, load_manifest
from isnad.ingest.sources import STANDARD_INPUT, Failure, Source
from isnad.model import to_plain
from isnad.proof.drafts.strays import FOLDERS
from isnad.proof.versions.compare import compare

_OURS = ("-", "none")
Sources = Sequence[Source | Failure]


@dataclass(frozen=True, slots=True)
class Request:
    """The command line of `isnad compare`."""

    first: str
    last: str
    reports: Sequence[str]
    published: str | None
    manifest: Path | None
    format: Literal["text", "json"]
    lang: Lang


@dataclass(frozen=True, slots=True)
class _Reading:
    """A codebook, by which reports are read."""

    reader: Reader
    manifest: Mapping[str, ManifestEntry]
    published: str | None

    def records(self, found: Sources) -> Iterator[Plain | Failed]:
        for result in read_all(self.reader, found, self.manifest, self.published):
            yield to_plain(result.record) if isinstance(result, Read) else result


@dataclass(frozen=True, slots=True)
class _Kept:
    """Records made earlier, by the names of their reports."""

    files: Mapping[str, Path]
    folder: str

    def records(self, found: Sources) -> Iterator[Plain | Failed]:
        return map(self.record, (source.name for source in found))

    def record(self, name: str) -> Plain | Failed:
        kept = plain_records([self.files[name]]) if name in self.files else {}
        missing = ComparisonError(f"{self.folder} has no record of it")
        return kept[name] if name in kept else Failed(name, name, missing)


def run(request: Request) -> int:
    """Prints the differences; 1 where a report could not be compared. Raises ComparisonError, CodebookError, …"""
    first, last = _side(request.first, request), _side(request.last, request)
    compared, failed, count = list[Compared](), list[Failed](), 0
    for name, one, other in _both(first, last, request):
        count += 1
        wrong = next((result for result in (one, other) if isinstance(result, Failed)), None)
        if isinstance(one, Failed) or isinstance(other, Failed):
            failed += [wrong] if wrong else []
            continue
        try:
            compared.append(Compared(name, compare(one, other)))
        except ComparisonError as error:
            failed.append(Failed(name, name, error))
    if request.format == "json":
        print(as_json(compared, (request.first, request.last)))
    else:
        print_text(compared, request.lang)
    tell(failed, count)
    return FAILED if failed else 0


def _both(
    first: _Reading | _Kept, last: _Reading | _Kept, request: Request
) -> Iterator[tuple[str, Plain | Failed, Plain | Failed]]:  # fmt: skip
    """Each report with the two records of it, in order."""
    if isinstance(first, _Kept) and isinstance(last, _Kept) and not request.reports:
        for name in sorted({*first.files, *last.files}):
            yield name, first.record(name), last.record(name)
        return
    if not request.reports:
        raise ComparisonError(
            "there is nothing to read: give the reports, or a folder of them, after the two codebooks"
        )
    if STANDARD_INPUT in request.reports:
        raise ComparisonError("reports are read twice, which standard input cannot be: give a file")
    found = inputs(request.reports)
    rows = zip((source.name for source in found), first.records(found), last.records(found), strict=True)
    yield from tracked(rows, len(found), busy=False)


def _side(given: str, request: Request) -> _Reading | _Kept:
    """What an argument stands for. Raises ComparisonError where it is nothing of the kind."""
    path = Path(given)
    if given not in _OURS:
        if not path.exists():
            raise ComparisonError(f"{given} does not exist: give a folder, or - for our codebook alone")
        if not any((path / folder).is_dir() for folder in FOLDERS):
            return _kept(path)
    manifest = load_manifest(request.manifest) if request.manifest else {}
    return _Reading(Reader.with_codebook(None if given in _OURS else path), manifest, request.published)


def _kept(path: Path) -> _Kept:
    files = sorted(path.glob("*.json")) if path.is_dir() else [path] if path.suffix == ".json" else []
    if not files:
        raise ComparisonError(
            f"{path} is neither a folder of entries ({', '.join(f'{one}/' for one in FOLDERS)}) nor one of records: "
            f"isnad read … --format json --out DIR makes these"
        )
    return _Kept({file.stem: file for file in files}, str(path))

"""`isnad read`: inputs in, records out, failures told at the end."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from isnad.annotate.reader import Reader
from isnad.batch import Failed, Read, inputs, read_all
from isnad.cli.manners import FAILED, say
from isnad.cli.options import Lang
from isnad.cli.sinks import Sink, sink_for
from isnad.errors import OutputError
from isnad.ingest.dates import parse_publication
from isnad.ingest.manifest import load_manifest
from isnad.ingest.sources import Failure, Source

Result = TypeVar("Result")
_MANY = 5


@dataclass(frozen=True, slots=True)
class Request:
    """The command line of `isnad read`."""

    files: Sequence[str]
    published: str | None
    outlet: str | None
    manifest: Path | None
    format: Literal["text", "json", "html"]
    out: Path | None
    force: bool
    lang: Lang
    codebook: Path | None


def run(request: Request) -> int:
    """Reads everything; the exit status is 1 where some input failed. Raises the errors of usage."""
    if request.published:
        parse_publication(request.published)
    manifest = load_manifest(request.manifest) if request.manifest else None
    found = inputs(request.files)
    reader = Reader.with_codebook(request.codebook)
    sink = sink_for(request.format, request.out, request.lang, reader.book, force=request.force, count=len(found))
    ready, failed = _sorted_out(found, sink)
    results = read_all(reader, ready, manifest, request.published, request.outlet)
    for result in tracked(results, len(ready), busy=sink.writes_to_terminal):
        if isinstance(result, Read):
            failed += _put(sink, result)
        else:
            failed.append(result)
    try:
        sink.close()
    except OutputError as error:
        failed.append(Failed("index", str(request.out), error))
    tell(failed, len(found))
    return FAILED if failed else 0


def tell(failed: Sequence[Failed], count: int) -> None:
    """Lists what failed of `count` inputs on standard error: path, code, reason."""
    if not failed:
        return
    sys.stdout.flush()
    say(f"isnad: {len(failed)} of {count} inputs failed:" if count > 1 else "isnad: the input failed:")
    for row in failed:
        reason = str(row.error)
        say(f"  {row.where}: [{row.error.code}] {reason.removeprefix(row.where).lstrip(': ')}")


def _sorted_out(found: Sequence[Source | Failure], sink: Sink) -> tuple[list[Source | Failure], list[Failed]]:
    """The inputs whose output can be written, and those that need not be read at all."""
    ready: list[Source | Failure] = []
    failed: list[Failed] = []
    for source in found:
        try:
            if isinstance(source, Source):
                sink.reserve(source.name)
            ready.append(source)
        except OutputError as error:
            failed.append(Failed(source.name, str(source.path or "-"), error))
    return ready, failed


def _put(sink: Sink, read: Read) -> list[Failed]:
    if not sink.shows_warnings:
        for warning in read.record.warnings:
            say(f"isnad: warning: {read.name}: {warning}")
    try:
        sink.put(read)
    except OutputError as error:
        return [Failed(read.name, read.name, error)]
    return []


def tracked(results: Iterable[Result], count: int, *, busy: bool) -> Iterator[Result]:
    """The results, with a progress bar on standard error where many come and the terminal is free."""
    if count < _MANY or busy or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console  # noqa: PLC0415 -- slow to import, seldom needed
    from rich.progress import track  # noqa: PLC0415

    yield from track(results, "isnad", count, console=Console(stderr=True), transient=True)

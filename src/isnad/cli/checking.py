"""`isnad verify` and `isnad versions`: what is shown of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from isnad.archive import chain
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.verifying import verify
from isnad.archive.versions import Version
from isnad.cli.manners import FAILED, shown


def run(library: Library, checkpoint: Path | None, write: Path | None, format_: Literal["text", "json"]) -> int:
    """Verifies an archive; the exit status is 1 where something was found. A checkpoint is only written of an archive
    in which nothing was."""
    kept = chain.Checkpoint.read(checkpoint) if checkpoint else None
    findings = list(verify(library.engine, kept))
    for finding in findings:
        told = (
            json.dumps(asdict(finding), ensure_ascii=False)
            if format_ == "json"
            else f"{finding.code}: {finding.message}"
        )
        print(shown(told))
    with reading(library.engine) as connection:
        rows = chain.length(connection)
        if write and not findings:
            chain.checkpoint(connection).write(write)
    if format_ == "text":
        against = (
            f", against the checkpoint at row {kept.seq}" if kept else "; keep a checkpoint elsewhere with --write"
        )
        print(f"{rows} rows of history: {len(findings) or 'nothing'} found{against}")
    return FAILED if findings else 0


def show_versions(found: Sequence[Version], format_: Literal["text", "json"]) -> None:
    """Each version with the facts that came (+) and went (-)."""
    for version in found:
        if format_ == "json":
            print(json.dumps(asdict(version), ensure_ascii=False))
            continue
        print(f"version {version.number}  {version.added_at[:19]}Z  {version.document[:19]}…")
        for line in changes(version):
            print(shown(line))


def changes(version: Version) -> Iterator[str]:
    """The facts that came (+) and went (-) with a version, a line each."""
    for sign, facts in (("+", version.came), ("-", version.went)):
        for told in facts:
            yield f"  {sign} {told.type} {told.stance} {told.status or ''}  «{told.quote}»"

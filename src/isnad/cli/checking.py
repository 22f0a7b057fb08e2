"""What is shown of an archive's own state: what `isnad verify` finds, versions, history, failures."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from isnad.archive import chain
from isnad.archive.guarding.verifying import DAMAGED, verify
from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.versions import Version
from isnad.cli.manners import FAILED, say, shown

Format = Literal["text", "json"]
_BREAKS = dict.fromkeys(map(ord, "\n\u2028\u2029"), "\ufffd")
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def in_a_line(text: str) -> str:
    """A text of outside, such as a file's name, that neither drives the terminal nor looks like a line of ours."""
    return shown(text).translate(_BREAKS)


def json_line(value: object) -> str:
    """Plain data as JSON in one line. What could drive a terminal is escaped, so that a program gets it as it is."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def failure(where: str, code: str, reason: str) -> str:
    """What failed and why in one line; most reasons begin with what failed."""
    return in_a_line(f"{where}: [{code}] {reason.removeprefix(where).lstrip(': ')}")


def run(library: Library, checkpoint: Path | None, write: Path | None, format_: Format) -> int:
    """Verifies an archive; the exit status is 1 where something was found. A checkpoint is only written of an archive
    in which nothing was."""
    kept = chain.Checkpoint.read(checkpoint) if checkpoint else None
    found, codes = 0, set[str]()
    for finding in verify(library.engine, kept):
        found += 1
        codes.add(finding.code)
        told = json_line(asdict(finding)) if format_ == "json" else in_a_line(f"{finding.code}: {finding.message}")
        print(told, flush=True)
    if DAMAGED not in codes:  # nothing can be asked of it then
        told = _summed(library, found, kept, write)
        print(told) if format_ == "text" else say(told)
    if found and write:
        say(f"isnad: {write}: no checkpoint is written of an archive in which something was found")
    return FAILED if found else 0


def _summed(library: Library, found: int, kept: chain.Checkpoint | None, write: Path | None) -> str:
    with reading(library.engine) as connection:
        rows = f"{chain.length(connection)} rows of history: {found or 'nothing'} found"
        if write and not found:
            made = chain.checkpoint(connection)
            made.write(write)
            return f"{rows}; {write} is the checkpoint at row {made.seq}: keep it where nobody can write the archive"
    return f"{rows}, against the checkpoint at row {kept.seq}" if kept else f"{rows}; keep a checkpoint with --write"


def show_history(rows: Iterable[Mapping[str, Any]], format_: Format) -> None:
    """Each change in a line."""
    for row in rows:
        line = f"{row['seq']:>7}  {row['at'][:19]}Z  {row['who']}  {row['action']}  {row['subject']}"
        print(json_line(dict(row)) if format_ == "json" else in_a_line(line))


def show_failures(rows: Sequence[Mapping[str, Any]], format_: Format, *, everything: bool) -> None:
    """Each failure that nothing was read after, or all, in a line; that there is none, where there is none."""
    shown_ = [row for row in rows if everything or row["read_at"] is None]
    for row in shown_:
        read = f" (read on {row['read_at'][:10]})" if row["read_at"] else ""
        line = f"{row['failed_at'][:10]}  {failure(row['source'], row['code'], row['reason'])}{read}"
        print(json_line(dict(row)) if format_ == "json" else line)
    if not rows and format_ == "text":
        print("nothing has failed")
    elif not shown_ and format_ == "text":
        print(f"nothing is left unread: all {len(rows)} that failed were read later (--all lists them)")


def show_versions(found: Sequence[Version], format_: Format) -> None:
    """Each version with the facts that came (+) and went (-)."""
    for version in found:
        if format_ == "json":
            print(json_line(asdict(version)))
            continue
        print(f"version {version.number}  {version.added_at[:19]}Z  {version.document[:19]}…")
        for line in changes(version):
            print(line)
    if len(found) == 1 and format_ == "text":
        print("there is no other version")


def changes(version: Version) -> Iterator[str]:
    """The facts that came (+) and went (-) with a version, a line each."""
    for sign, facts in (("+", version.came), ("-", version.went)):
        for told in facts:
            what = " ".join(filter(None, (told.type, told.stance, told.status)))
            yield in_a_line(f"  {sign} {what}  «{' '.join(told.quote.split())}»")

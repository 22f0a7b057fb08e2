"""The history of an archive: every change as a row, each row's hash covering the one before.

Whoever changes a row, takes one out or swaps two breaks the chain at that place. Whoever cuts rows off its end, or
makes the whole chain anew, is found against a checkpoint: where the chain stood at a time, kept outside the archive.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from isnad.archive import folders
from isnad.archive.schema import history, settings
from isnad.errors import CheckpointError

START = "0" * 64
"""What stands for the hash before the first row; that row's subject is the archive's own id."""
CREATED = "create"
"""The action of the first row."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_FORM = 1
_BATCH = 10_000
_COLUMNS = (
    history.c.seq, history.c.at, history.c.who, history.c.action, history.c.subject, history.c.detail,
    history.c.prev, history.c.hash,
)  # fmt: skip
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode

HistoryRow = tuple[int, str, str, str, str, str, str, str]
"""seq, at, who, action, subject, detail, prev, hash."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something of an archive that is not as it was written. `code` is stable, `subject` names the row or the report,
    `message` is a sentence for people."""

    code: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where an archive's history stood: the number and the hash of its last row at a time (ISO 8601, UTC)."""

    archive: str
    seq: int
    hash: str
    at: str

    def write(self, path: Path) -> None:
        """Writes the checkpoint to a small JSON file; one that is there stays until the new one is whole. Raises
        CheckpointError where it cannot be written."""
        half = path.with_name(f".{path.name}.partial")
        try:
            with half.open("w", encoding="utf-8") as file:
                file.write(json.dumps({"isnad_checkpoint": _FORM, **asdict(self)}, indent=1) + "\n")
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
            folders.sync(path.parent)
        except OSError as error:
            half.unlink(missing_ok=True)
            raise CheckpointError(f"{path} cannot be written: {error.strerror}") from error

    @classmethod
    def read(cls, path: Path) -> "Checkpoint":
        """The checkpoint that `write` made. Raises CheckpointError where the file holds none."""
        try:
            held = json.loads(path.read_text("utf-8"))
            if held.pop("isnad_checkpoint") != _FORM:
                raise CheckpointError(f"{path} is a checkpoint of a newer Isnad: update Isnad")
            found = cls(**held)
        except OSError as error:
            raise CheckpointError(f"{path} cannot be read: {error.strerror}") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CheckpointError(f"{path} is no checkpoint: give a file that Isnad wrote as one") from error
        if not (type(found.seq) is int and all(isinstance(v, str) for v in (found.archive, found.hash, found.at))):
            raise CheckpointError(f"{path} is no checkpoint: give a file that Isnad wrote as one")
        return found


def now() -> str:
    """This moment as the archive writes it: ISO 8601 in UTC with microseconds; later moments are greater texts."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces; lone surrogates, which no database keeps, as U+FFFD."""
    return _storable(_encode(value))


def digest(value: object) -> str:
    """The SHA-256 of a value's canonical JSON, in hexadecimal."""
    return sha256(canonical(value).encode()).hexdigest()


def append(connection: Connection, *, who: str, action: str, subject: str, detail: Mapping[str, object]) -> int:
    """Adds a row to the history in the caller's writing transaction; its number.

    `who` is a person or `engine`, `action` a verb, `subject` what was changed, `detail` plain data of JSON.
    """
    last = connection.execute(select(history.c.seq, history.c.hash).order_by(history.c.seq.desc()).limit(1)).first()
    seq, prev = (last.seq + 1, last.hash) if last else (1, START)
    held = (seq, now(), _storable(who), _storable(action), _storable(subject), canonical(detail))
    names = ("seq", "at", "who", "action", "subject", "detail")
    connection.execute(insert(history), {**dict(zip(names, held, strict=True)), "prev": prev, "hash": link(prev, held)})
    return seq


def link(prev: str, held: tuple[int, str, str, str, str, str]) -> str:
    """The hash of a row: SHA-256 over the hash before it and its seq, at, who, action, subject, detail as JSON."""
    return sha256((prev + _encode(held)).encode()).hexdigest()


def checkpoint(connection: Connection) -> Checkpoint:
    """Where the history stands now."""
    last = connection.execute(select(history.c.seq, history.c.hash).order_by(history.c.seq.desc()).limit(1)).first()
    if last is None:
        raise CheckpointError("the archive's history is empty: run `isnad verify`")
    return Checkpoint(archive=archive_id(connection) or "", seq=last.seq, hash=last.hash, at=now())


def archive_id(connection: Connection) -> str | None:
    """The archive's own id; None where the setting was lost."""
    return connection.execute(select(settings.c.value).where(settings.c.name == "archive")).scalar()


def rows(connection: Connection) -> Iterator[HistoryRow]:
    """The whole history in order, some thousand rows in memory at a time."""
    asked = select(*_COLUMNS).order_by(history.c.seq).execution_options(yield_per=_BATCH)
    yield from connection.execute(asked)


def length(connection: Connection) -> int:
    """How many rows the history has."""
    return connection.execute(select(func.count()).select_from(history)).scalar_one()


def verify_chain(
    found: Iterable[HistoryRow], *, archive: str | None = None, checkpoint: Checkpoint | None = None
) -> Iterator[Finding]:
    """What is wrong with a history whose rows come in order of their number.

    `archive` is the id that the archive gives as its own. After a break the chain is taken up again with the next row,
    so that one change gives one finding. Constant memory.
    """
    seq, prev, at_checkpoint = 0, START, None
    for row in found:
        if seq == 0 and archive is not None:
            yield from _first(row, archive)
        if row[0] != seq + 1:
            yield Finding("history-missing", str(seq + 1), f"rows {seq + 1} to {row[0] - 1} of the history are missing")
        elif row[6] != prev:
            yield Finding("history-broken", str(row[0]), f"row {row[0]} of the history does not follow the one before")
        if row[7] != link(row[6], row[:6]):
            yield Finding("history-edited", str(row[0]), f"row {row[0]} of the history ({row[3]}) was changed")
        seq, prev = row[0], row[7]
        if checkpoint and seq == checkpoint.seq:
            at_checkpoint = prev
    if seq == 0:
        yield Finding("history-missing", "1", "the history is empty")
    if checkpoint:
        yield from _against(checkpoint, seq, at_checkpoint, archive)


def _first(row: HistoryRow, archive: str) -> Iterator[Finding]:
    if row[0] == 1 and (row[3], row[4]) != (CREATED, archive):
        yield Finding("history-foreign", "1", f"the history is that of {row[4]}, the archive is {archive}")


def _against(checkpoint: Checkpoint, seq: int, found: str | None, archive: str | None) -> Iterator[Finding]:
    subject = str(checkpoint.seq)
    if archive is not None and checkpoint.archive != archive:
        message = f"the checkpoint is of archive {checkpoint.archive}, this one is {archive}"
        yield Finding("checkpoint-foreign", checkpoint.archive, message)
    elif seq < checkpoint.seq:
        message = f"the history ends at row {seq}; when the checkpoint was made ({checkpoint.at}) it had {subject}"
        yield Finding("history-truncated", subject, message)
    elif found != checkpoint.hash:
        message = f"row {subject} of the history is not the one of the checkpoint ({checkpoint.at}): it was made anew"
        yield Finding("history-rewritten", subject, message)


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("\ufffd", text)

"""Where an item from a file was had: the file, when it was read, by what, and its hash where it holds many items."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from isnad.errors import UnreadableSourceError
from isnad.ingest.bodies import TOOL
from isnad.ingest.items import Custody

_PIECE = 1024 * 1024

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def shown(path: Path) -> str:
    """The path as it is named to users and kept: a byte of it that is no UTF-8 stands as `\\udcff`."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


def file_key(path: Path) -> str:
    """The key of what is known by its file alone: its absolute path, without `..`."""
    return shown(Path(os.path.abspath(path)))  # noqa: PTH100 -- a link is another file than what it leads to


def custody_of(source: str, clock: Clock = utc_now, url: str | None = None) -> Custody:
    """The custody of what is read from `source` now; `url` is its address where a person told it."""
    at = clock().astimezone(UTC).isoformat(timespec="seconds")
    return Custody(source=source, fetched_at=at, tool=TOOL, url=url)


@dataclass(frozen=True, slots=True)
class Container:
    """A file that holds many items."""

    path: Path
    custody: Custody

    @classmethod
    def of(cls, path: Path, clock: Clock = utc_now) -> "Container":
        """The file at `path`, read once for its SHA-256; UnreadableSourceError where it cannot be."""
        hashed = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    hashed.update(piece)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise UnreadableSourceError(f"{shown(path)} cannot be read: {reason}") from error
        return cls(path, replace(custody_of(shown(path), clock), container=hashed.hexdigest()))

    @property
    def key(self) -> str:
        """The absolute path, which keys of items without an address of their own begin with."""
        return file_key(self.path)

    def member(self, name: str, url: str | None = None) -> Custody:
        """The custody of one item of the file: what it is called there, and its own address if it has one."""
        return replace(self.custody, member=name, url=url)

    def where(self, name: str) -> str:
        """How an item of the file is named to a user."""
        return f"{shown(self.path)}: {name}"

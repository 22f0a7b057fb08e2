"""What a format is: a name, a file, and a function that writes a release."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from isnad.publish.release.release import Release
from isnad.publish.release.released import Loss


@dataclass(frozen=True, slots=True)
class Format:
    """One of `isnad export`. `write` writes the release into an empty file that is open to be written (and read again);
    what it returns is what the format has no field for, with counts. `beside` names further files that it writes, each
    by what is put behind the stem of the export's path (`-datapackage.json`), with the function that writes it.
    `extra` is the extra that has to be installed, None where nothing has. `media` is the media type."""

    name: str
    suffix: str
    media: str
    write: Callable[[Release, BinaryIO], Sequence[Loss]]
    extra: str | None = None
    beside: tuple[tuple[str, Callable[[Release, Path, Sequence[Loss]], bytes]], ...] = ()

"""A release as files: written whole or not there at all, with what could not be carried stated beside it."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from isnad.archive import folders
from isnad.errors import OutputError, OutputExistsError
from isnad.publish.formats import missing
from isnad.publish.formats.format import Format
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Loss

LOSS: Final = ".loss.json"
"""What is put behind the path of an export to name the file that states its loss."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the files, the export itself first, how many events are in it, and what it does not carry."""

    files: tuple[Path, ...]
    events: int
    losses: tuple[Loss, ...]


def write(
    release: Release, format_: Format, path: Path, *, force: bool = False, told: Callable[[int], None] = lambda _: None
) -> Written:  # fmt: skip
    """Writes a release into `path` and the files beside it, the last of which states the loss (`PATH.loss.json`).

    All are written under other names first and renamed when they are whole and on the disk, the export itself last;
    what is there already is replaced only with `force`. `told` is called with the number of events that were walked so
    far. Raises OutputExistsError, OutputError, MissingExtraError.
    """
    names = [path, *(path.with_name(path.stem + suffix) for suffix, _ in format_.beside), _beside(path)]
    for name in names:
        if not force and os.path.lexists(name):
            raise OutputExistsError(f"{name} is already there: move it, give another path, or use --force")
    walked = _Walked(release, told)
    partials: list[tuple[Path, Path]] = []
    try:
        try:
            whole = _partial(path)
            partials.append((whole, path))
            losses = _written(whole, walked.release, format_)
            for name, (_, made) in zip(names[1:-1], format_.beside, strict=True):
                partials.append((_partial(name), name))
                _put(partials[-1][0], made(walked.release, path, losses))
            partials.append((_partial(names[-1]), names[-1]))
            _put(partials[-1][0], _stated(walked, format_, losses))
            for partial, name in reversed(partials):
                partial.replace(name)
            folders.sync(path.parent)
        except OSError as error:
            raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        for partial, _ in partials:
            partial.unlink(missing_ok=True)
    return Written(tuple(names), walked.number, tuple(losses))


class _Walked:
    """A release whose events are counted while a format walks them; with `since` their ids are kept."""

    def __init__(self, release: Release, told: Callable[[int], None]) -> None:
        self.number, self.ids = 0, list[str]()
        self._told, self._events = told, release.events
        self.release = replace(release, events=self._walk)
        self._keeps = release.header.since is not None

    def _walk(self) -> Iterator[Event]:
        self.number, self.ids = 0, []
        for event in self._events():
            self.number += 1
            if self._keeps:
                self.ids.append(event.id)
            self._told(self.number)
            yield event


def _written(partial: Path, release: Release, format_: Format) -> tuple[Loss, ...]:
    """Writes the export; what the profile took out and what the format has no field for."""
    with partial.open("w+b") as file:
        try:
            own = format_.write(release, file)
        except ImportError as error:
            raise missing(format_.name, error) from error
        _flush(file)
    taken = release.lost()
    return (*taken, *(one for one in own if one not in taken))


def _stated(walked: _Walked, format_: Format, losses: Sequence[Loss]) -> bytes:
    """The file that states the loss, with the header, and of a release of changes which ids changed and which stand no
    more."""
    release = walked.release
    told: dict[str, object] = {
        "format": format_.name, "header": asdict(release.header), "events": walked.number,
        "loss": [asdict(one) for one in losses],
    }  # fmt: skip
    if release.header.since is not None:
        told["changed"] = walked.ids
        told["withdrawn"] = [asdict(one) for one in release.withdrawn()]
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _beside(path: Path) -> Path:
    return path.with_name(path.name + LOSS)


def _partial(path: Path) -> Path:
    """An empty file beside a path, with the rights that a new file has."""
    handle, name = tempfile.mkstemp(prefix=".isnad-", suffix=".part", dir=path.parent)
    os.close(handle)
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
    return Path(name)


def _put(partial: Path, content: bytes) -> None:
    with partial.open("wb") as file:
        file.write(content)
        _flush(file)


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())

"""Names that stand inside of containers: they are data, and become a path only where they cannot lead astray."""

import os
import re
from pathlib import Path, PurePosixPath

from isnad.errors import OversizedSourceError, UnreadableSourceError, UnsafeArchiveError

_LONGEST_NAME = 1000
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\:]|[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters; what parts folders and drives on Windows; marks that turn the shown order around."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def is_safe_name(name: str) -> bool:
    """Whether `name` is a relative name of a file, with `/` between folders, which stays where it is put."""
    if not name or len(name) > _LONGEST_NAME or name.startswith("/") or _UNFIT.search(name):
        return False
    return not any(part in ("", ".", "..") or _DEVICE.fullmatch(part) for part in name.split("/"))


def read_below(folder: Path, name: str, most_bytes: int) -> bytes:
    """The bytes of the file that a container in `folder` calls `name`.

    Raises UnsafeArchiveError where the name leads out of the folder, by itself or by a link, UnreadableSourceError
    where there is no such file, OversizedSourceError where it has more than `most_bytes`.
    """
    if not is_safe_name(name):
        raise UnsafeArchiveError(f"{name!r} leads out of the folder: the file is left out")
    path = folder / PurePosixPath(name)
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve(strict=True)):
            raise UnsafeArchiveError(f"{name!r} leads out of the folder: the file is left out")
        if not real.is_file():
            raise FileNotFoundError(2, "there is no such file")
        with real.open("rb") as file:
            raw = file.read(most_bytes + 1)
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise UnreadableSourceError(f"{name!r} cannot be read: {reason}") from error
    if len(raw) > most_bytes:
        raise OversizedSourceError(f"{name!r} is larger than {most_bytes // 1024**2} MB: the file is left out")
    return raw


def plain_name(name: str) -> str:
    """The last part of a name from a container, fit to be shown and kept: what is unfit becomes `_`."""
    last = re.split(r"[/\\]", name)[-1]
    shown = _UNFIT.sub("_", last).strip(". ")[:_LONGEST_NAME]
    return "_" if not shown or _DEVICE.fullmatch(shown) else os.fsencode(shown).decode("utf-8", "replace")

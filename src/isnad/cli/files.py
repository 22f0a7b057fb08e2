"""Writing files so that nothing is overwritten and nothing is left half written."""

import os
import tempfile
from pathlib import Path

from isnad.errors import OutputError, OutputExistsError


def check_free(path: Path) -> None:
    """OutputExistsError where something is at `path`."""
    if os.path.lexists(path):
        raise OutputExistsError(f"{path} is already there: move it, give another folder, or use --force")


def write_new(path: Path, text: str, *, force: bool = False) -> None:
    """Writes `text` as UTF-8 to `path`, whole or not at all; what is there is replaced only with `force`.

    Raises OutputExistsError or OutputError.
    """
    try:
        handle, partial = tempfile.mkstemp(prefix=".isnad-", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
            Path(partial).chmod(0o666 & ~_umask())
            _move(Path(partial), path, force=force)
        finally:
            Path(partial).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}") from error


def _move(partial: Path, path: Path, *, force: bool) -> None:
    if force:
        partial.replace(path)
        return
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        check_free(path)
        raise
    except OSError:  # no hard links on this file system
        check_free(path)
        partial.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Names that are on the disk: a new or renamed file is there after a loss of power only if its folder was synced."""

import contextlib
import os
from pathlib import Path


def sync(folder: Path) -> None:
    """Puts the names in a folder on the disk. Raises OSError. Where folders cannot be opened, the system sees to it."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def make(folder: Path) -> None:
    """Makes a folder, with those above it, so that its name is on the disk. Raises OSError.

    All folders above are synced, not only new ones: one that is there may have been made a moment ago. Those that may
    not be opened, or whose file system syncs none, are passed over.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for above in folder.absolute().parents:
        with contextlib.suppress(OSError):
            sync(above)

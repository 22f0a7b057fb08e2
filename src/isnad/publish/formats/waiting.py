"""Where what is written waits until its place in a file is known."""

from pathlib import Path
from typing import BinaryIO


def folder_of(file: BinaryIO) -> str | None:
    """The folder of the file that is written, so that what may not leave a disk reaches no other one; None, for the
    system's own, where the file has no name."""
    name = getattr(file, "name", None)
    return str(Path(name).absolute().parent) if isinstance(name, str) else None

"""The compiled codebook on disk, so that a second start need not compile it again.

What is kept is a pickle, and reading one runs whatever stands in it. So a cache is trusted only where nobody but the
user can have written it: the folder and the file belong to the user and nobody else may write to them. Anything else
is left alone, and the codebook is compiled from its files.
"""

import os
import pickle
import stat
import tempfile
from pathlib import Path

_KEPT = 8
"""Compiled codebooks of other overlays and versions that are kept beside the newest."""


def cache_folder() -> Path:
    """Where compiled codebooks are kept: ISNAD_CACHE, else the user's cache folder."""
    own = os.environ.get("ISNAD_CACHE")
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(own) if own else Path(base) / "isnad"


def recall(state: str) -> object | None:
    """What was kept for `state`; None where nothing is, or it is damaged, or somebody else may have written it."""
    try:
        folder = cache_folder()
        if not _is_ours(folder.stat()):
            return None
        with (folder / _name(state)).open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            return pickle.load(file)  # type: ignore[no-any-return]  # noqa: S301 -- written by this user, see above
    except Exception:  # a damaged pickle raises anything
        return None


def keep(state: str, compiled: object) -> None:
    """Keeps `compiled` for `state`, in whole or not at all; does nothing where the folder cannot be trusted."""
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_ours(folder.stat()):
            return
        handle, partial = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                pickle.dump(compiled, file, protocol=5)
            Path(partial).replace(folder / _name(state))
        finally:
            Path(partial).unlink(missing_ok=True)
        _forget_old(folder)
    except OSError:
        return


def _name(state: str) -> str:
    return f"codebook-{state}.pickle"


def _is_ours(status: os.stat_result) -> bool:
    """Whether the user owns it and nobody else may write to it. Where there are no such owners (Windows), the user's
    own folders are closed to others by the system."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _forget_old(folder: Path) -> None:
    known = sorted(folder.glob("codebook-*.pickle"), key=lambda path: path.stat().st_mtime)
    for path in known[:-_KEPT]:
        path.unlink(missing_ok=True)

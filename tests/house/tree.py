"""The files of the checkout, for the tests that watch over its shape."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "isnad"
_GROWN = frozenset((".venv", "build", "dist", "__pycache__", "node_modules"))


@cache
def files() -> tuple[Path, ...]:
    """All files of the project: those that git tracks or would track; without git, those that no tool has made."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout.split("\0")  # fmt: skip
        found = {ROOT / name for name in listed if name}
    else:
        found = {path for path in ROOT.rglob("*") if not _is_grown(path.relative_to(ROOT))}
    return tuple(sorted(path for path in found if path.is_file()))


@cache
def texts() -> dict[Path, str]:
    """All text files of the project by their path below its root."""
    found = {}
    for path in files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            found[path.relative_to(ROOT)] = raw.decode("utf-8", "replace")
    return found


def modules() -> dict[Path, str]:
    """The Python modules of the package, by their path below the project's root."""
    source = SOURCE.relative_to(ROOT)
    return {path: text for path, text in texts().items() if path.suffix == ".py" and path.is_relative_to(source)}


def _is_grown(path: Path) -> bool:
    return any(part in _GROWN or (part.startswith(".") and part not in (".ci", ".gitignore")) for part in path.parts)

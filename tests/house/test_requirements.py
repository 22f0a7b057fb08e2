"""The locks: complete, hashed, without addresses; and the default install stays small."""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tree import ROOT, SOURCE

LOCKS = ("base", "dev", "build")
MOST_BYTES = 250 * 1000 * 1000
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    return {canonicalize_name(package): version for package, version in _PIN.findall(lock(name))}


def declared(name: str) -> list[Requirement]:
    project = PROJECT["project"]
    lists = {
        "base": project["dependencies"],
        "dev": [*project["dependencies"], *project["optional-dependencies"]["dev"]],
        "build": PROJECT["build-system"]["requires"],
    }
    return [Requirement(line) for line in lists[name]]


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_declared_is_locked(name: str) -> None:
    locked = pins(name)
    wanted = {canonicalize_name(r.name): r for r in declared(name)}
    assert wanted.keys() <= locked.keys()
    assert [key for key, r in wanted.items() if Version(locked[key]) not in r.specifier] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_no_address(name: str) -> None:
    entries = re.split(r"\n(?=\S)", lock(name).strip())
    assert [e.splitlines()[0] for e in entries if not _PIN.match(e) or "--hash=sha256:" not in e] == []
    assert "://" not in lock(name)


def test_the_locks_agree() -> None:
    dev = pins("dev")
    for name in ("base", "build"):
        assert {package: dev.get(package) for package in pins(name)} == pins(name)


def test_what_is_imported_is_declared() -> None:
    names = set(
        "alembic argon2-cffi click defusedxml hijridate jinja2 markupsafe pydantic pyotp pypdf pyyaml "
        "rapidfuzz rensa rich segno selectolax sqlalchemy starlette typer uvicorn warcio".split()
    )
    modules = {"pyyaml": "yaml", "argon2-cffi": "argon2"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    imported = {n for n in names if re.search(rf"^\s*(?:import|from) {modules.get(n, n)}\b", text, re.MULTILINE)}
    # Starlette reads forms with it
    assert imported | {"python-multipart"} == {canonicalize_name(r.name) for r in declared("base")}


def installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def size(found: Distribution) -> int:
    """Bytes on disk of an installed distribution, compiled files included."""
    paths = [Path(str(found.locate_file(file))) for file in found.files or ()]
    return sum(path.stat().st_size for path in paths if path.is_file())


def test_the_default_install_is_small() -> None:
    wanted = [name for name in (*pins("base"), "pip", "setuptools") if installed(name)]
    assert {canonicalize_name(r.name) for r in declared("base")} <= set(wanted)
    sizes = {name: size(found) for name in wanted if (found := installed(name))}
    sizes["isnad"] = sum(path.stat().st_size for path in SOURCE.rglob("*") if path.is_file())
    assert min(sizes.values()) > 0
    assert sum(sizes.values()) <= MOST_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:8]

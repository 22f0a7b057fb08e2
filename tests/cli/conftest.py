"""What the tests of the command line share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import isnad
from isnad.cli import app

REPORT = "قال مصدر عسكري إن الجيش السوداني قصف مواقع قوات الدعم السريع قرب مدينة الأبيض أمس الاثنين.\n"


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs a command line in this process."""

    def invoke(*args: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)

    return invoke


@pytest.fixture
def samples() -> Path:
    """The folder of the sample reports."""
    return Path(isnad.__file__).parent / "samples"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A folder with one good report, `good.txt`."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "good.txt").write_text(REPORT, "utf-8")
    return folder

"""R7 at a size of seconds; `benchmarks/power.py` runs it at the full figure."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import recording
from benchmarks.lost_writes import SECTOR, Call, Disk

ROOT = Path(__file__).parents[2]
TOP, FOLDER, FILE, OTHER = 1, 2, 3, 4
needs_recorder = pytest.mark.skipif(recording.missing() is not None, reason=recording.missing() or "")


def tried(*arguments: str) -> tuple[int, dict[str, int], str]:
    """The exit status of the trial, what it counted, and what was wrong."""
    command = [sys.executable, "-m", "benchmarks.power", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr


@needs_recorder
def test_whenever_the_power_goes_nothing_acknowledged_is_lost() -> None:
    status, found, wrong = tried("--cuts", "20", "--rounds", "6", "--seed", "5")
    assert (status, found["wrong"]) == (0, 0), wrong
    assert found["cuts"] == 20 and found["acknowledged"] and found["backups restored"] and found["syncs"]


@needs_recorder
def test_the_trial_sees_losses_where_sqlite_is_told_not_to_sync_at_every_commit() -> None:
    status, found, wrong = tried("--cuts", "16", "--rounds", "3", "--synchronous", "NORMAL")
    assert status == 1 and found["cuts with losses"] > 1, found
    assert "was acknowledged and is lost" in wrong


def call(action: str, node: int, holder: int = 0, at: int = 0, data: bytes = b"") -> Call:
    return Call(action, node, holder, at, data)


def left_after(folder: Path, *calls: Call) -> list[dict[str, bytes]]:
    """What is on the disk after many losses of power at the end of these calls."""
    chance, found = random.Random(1), []
    for number in range(60):
        disk, at = Disk(TOP), folder / str(number)
        folder.mkdir(exist_ok=True)
        for one in calls:
            disk.do(one)
        disk.write(at, chance)
        found.append({str(p.relative_to(at)): p.read_bytes() for p in at.rglob("*") if p.is_file()})
    return found


OLD, NEW = b"o" * 3 * SECTOR, b"n" * 2 * SECTOR
MADE = (call("c", FILE, TOP, data=b"file"), call("s", TOP), call("w", FILE, data=OLD), call("s", FILE))


def test_what_was_synced_is_there(tmp_path: Path) -> None:
    assert left_after(tmp_path, *MADE) == [{"file": OLD}] * 60


def test_of_what_was_written_since_any_sector_may_be_there(tmp_path: Path) -> None:
    """Each sector old, new or garbage, by itself; the bytes beside those that were written are never touched."""
    found = left_after(tmp_path, *MADE, call("w", FILE, at=SECTOR // 2, data=NEW))
    held = [disk["file"] for disk in found]
    whole = OLD[: SECTOR // 2] + NEW + OLD[: SECTOR // 2]
    assert OLD in held and whole in held
    assert any(OLD[:SECTOR] == one[:SECTOR] and one[SECTOR : 2 * SECTOR] == NEW[:SECTOR] for one in held)
    assert any(set(one) - set(OLD + NEW) for one in held)
    assert all(
        (one[: SECTOR // 2], one[-SECTOR // 2 :], len(one)) == (b"o" * 256, b"o" * 256, len(OLD)) for one in held
    )


def test_a_file_may_have_grown_or_not_been_cut(tmp_path: Path) -> None:
    found = left_after(tmp_path, *MADE, call("t", FILE), call("w", FILE, at=4 * SECTOR, data=NEW))
    sizes = {len(disk["file"]) for disk in found}
    assert {0, len(OLD), 6 * SECTOR} <= sizes


def test_a_name_is_there_for_sure_when_its_folder_was_synced(tmp_path: Path) -> None:
    calls = (
        call("d", FOLDER, TOP, data=b"folder"), call("c", FILE, FOLDER, data=b"half"), call("w", FILE, data=OLD),
        call("s", FILE), call("r", FILE, FOLDER, FOLDER, b"half/file"),
    )  # fmt: skip
    unsynced = left_after(tmp_path / "1", *calls)
    assert {tuple(disk) for disk in unsynced} == {(), ("folder/half",), ("folder/file",)}
    assert all(held == OLD for disk in unsynced for held in disk.values())
    assert {tuple(disk) for disk in left_after(tmp_path / "2", *calls, call("s", FOLDER))} == {(), ("folder/file",)}
    synced = left_after(tmp_path / "3", *calls, call("s", FOLDER), call("s", TOP))
    assert synced == [{"folder/file": OLD}] * 60


def test_a_number_that_is_given_again_is_another_file(tmp_path: Path) -> None:
    calls = (call("u", 0, TOP, data=b"file"), call("c", FILE, TOP, data=b"new"), call("s", TOP), call("s", FILE))
    assert left_after(tmp_path, *MADE, call("l", FILE, TOP, data=b"too"), *calls) == [{"too": OLD, "new": b""}] * 60


@needs_recorder
def test_a_record_that_is_not_all_that_was_done_is_refused(tmp_path: Path) -> None:
    root, at = tmp_path / "root", tmp_path / "at"
    root.mkdir()
    at.mkdir()
    command = [sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('seen')", str(root / "file")]
    assert [(one.action, one.data) for one in recording.recorded(command, root, at)] == [("c", b"file"), ("w", b"seen")]
    hidden = [sys.executable, "-c", "import os, sys; os.system('echo hidden >' + sys.argv[1])", str(root / "other")]
    with pytest.raises(RuntimeError, match="not all that was done"):
        recording.recorded(hidden, root, at)


def test_a_file_that_is_mapped_so_as_to_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="main: mapped"):
        recording.refuse_partial([call("m", FILE, data=b"main")], tmp_path, tmp_path / "again")

"""What a program really does to the files under a folder, in order, and whether the record is all that it did.

`recorder.c`, built by the system's compiler, stands between the program and the C library.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.lost_writes import Call, Disk, calls_of

INDEX = "-shm"
"""How the names of the files end that SQLite maps into memory; they are not looked at."""


def missing() -> str | None:
    """Why nothing can be recorded here; None where it can."""
    if not sys.platform.startswith("linux"):
        return "what a program writes is recorded on Linux only"
    return None if _compiler() else "there is no C compiler (cc, gcc or clang) to build the recorder"


def _compiler() -> str | None:
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)


def recorded(command: Sequence[str], root: Path, at: Path) -> list[Call]:
    """The calls of a program that works in the empty folder `root`; `at` is another one, for what is made meanwhile.

    Raises RuntimeError where the program fails, or the record is not all that it did.
    """
    recorder, log = at / "recorder.so", at / "log"
    source = Path(__file__).with_name("recorder.c")
    build = [_compiler() or "cc", "-std=gnu11", "-O1", "-shared", "-fPIC", "-o", str(recorder), str(source)]
    subprocess.run([*build, "-lpthread"], check=True)
    names: Mapping[str, str] = {
        "LD_PRELOAD": str(recorder), "RECORDED_FOLDER": str(root), "RECORDED_LOG": str(log)
    }  # fmt: skip
    done = subprocess.run(command, env={**os.environ, **names}, cwd=Path(__file__).parents[1], check=False)
    if done.returncode:
        raise RuntimeError(f"the program that is recorded failed with {done.returncode}")
    calls = list(calls_of(log))
    refuse_partial(calls, root, at / "replayed")
    return calls


def refuse_partial(calls: Sequence[Call], root: Path, again: Path) -> None:
    """Raises RuntimeError where these calls do not make in the folder `again` what lies in `root`."""
    mapped = {call.data.decode() for call in calls if call.action == "m"}
    if others := [path for path in mapped if not path.endswith(INDEX)]:
        raise RuntimeError(f"{', '.join(others)}: mapped so as to be written, which no record shows")
    disk = Disk(root.stat().st_ino)
    for call in calls:
        disk.do(call)
    disk.write(again)
    if _held(again) != _held(root):
        raise RuntimeError(f"{again} is not {root}: the record is not all that was done")
    shutil.rmtree(again)


def _held(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in folder.rglob("*")
        if not path.name.endswith(INDEX)
    }

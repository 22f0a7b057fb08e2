"""Lost power: whenever the power goes, what was acknowledged is on the disk, and whole. Part of `make soak`.

A program makes an archive in SQLite, adds reports, judges, makes backups while it judges, closes and opens, restores a
backup, and tells what was acknowledged to it. All that it really writes, syncs and renames is recorded in order
(`recording.py`). Then the record is cut at moments of chance, the disk that a loss of power there would leave is made
(`lost_writes.py` says by which model), and looked at: the archive opens, is whole, holds all that was acknowledged and
no halves, and can be written; a backup that has its name is sound.

What SQLite maps into memory is the index of its log (`-shm`), which it makes anew when the first program opens the
archive (https://www.sqlite.org/walformat.html#recovery): it is missing on the new disk, or full of garbage. Anything
else that were mapped so as to be written would end the trial, and so would a record that does not make the files that
lie there in the end.

`--synchronous OFF` or `NORMAL` shows that the trial sees losses: SQLite then syncs nothing, or not at every commit.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from sqlite3 import Connection as Raw
from threading import Thread
from typing import Any

from sqlalchemy import select

from benchmarks.kills import item, loose_ends, misplaced
from benchmarks.lost_writes import Call, Disk
from benchmarks.recording import INDEX, missing, recorded
from isnad import Reader
from isnad.archive import chain, opening, schema, settings
from isnad.archive.chain import Checkpoint
from isnad.archive.guarding.backup import backup, checkpoint_beside, restore
from isnad.archive.guarding.verifying import verify
from isnad.archive.library import Library
from isnad.archive.opening import Place, engine_of, reading, writing
from isnad.errors import ArchiveExistsError

PER_RECORD = 100
"""Cuts of one record, at most."""
AFTER_TOLD = 0.3
"""Share of the cuts that come right after something was acknowledged."""
CHECKPOINT_PAGES = 100
"""Pages of SQLite's log after which it is written back: ten times as often as by itself, so that cuts meet it."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: how often, from which chance on, in how many rounds of work, with which of SQLite's settings."""

    cuts: int
    seed: int
    rounds: int
    synchronous: str


# the program that is recorded


def work(root: Path, given: Trial) -> None:
    """Works on an archive under `root`; what was acknowledged goes to the first file there, a line of JSON each."""
    _settle_with(given.synchronous)
    told = os.open(root / "told", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    _Worker(root, random.Random(given.seed), Reader.with_codebook(), told).work(given.rounds)


def _settle_with(synchronous: str) -> None:
    ours = opening._settle_sqlite

    def settle(connection: Raw, _: object) -> None:
        ours(connection, _)
        if synchronous != "FULL":
            connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")

    opening._settle_sqlite = settle


@dataclass(slots=True)
class _Worker:
    root: Path
    chance: random.Random
    reader: Reader
    told: int
    next_number: int = 0

    def work(self, rounds: int) -> None:
        library = Library.create(self.root / "new" / "archive", load=self._loaded)
        self._tell("made", True)
        for number in range(rounds):
            library.readers = 2
            self._add(library)
            self._judge(library)
            if number % 6 == 2:
                self._judge_and_back_up(library, self.root / "copies" / f"{number}.isnad")
            with reading(library.engine) as connection:
                self._tell("stood", asdict(chain.checkpoint(connection)))
            if number % 6 == 5:
                library.close()
                self._tell("closed", number)
                library = Library.open(self.root / "new" / "archive", load=self._loaded)
        library.close()
        restore(self.root / "copies" / "2.isnad", Place.of(self.root / "again" / "archive"))
        self._tell("restored", True)

    def _loaded(self) -> Reader:
        return self.reader

    def _tell(self, what: str, value: object) -> None:
        os.write(self.told, json.dumps([what, value]).encode() + b"\n")

    def _add(self, library: Library) -> None:
        given = range(self.next_number, self.next_number + self.chance.randint(1, 16))
        for outcome in library.add(map(item, given)):
            if outcome.error is not None:
                raise RuntimeError(f"{outcome.key} was not read: {outcome.error}")
            self.next_number += 1
            self._tell("added", self.next_number)

    def _judge_and_back_up(self, library: Library, goal: Path) -> None:
        """The backup is made while others write; no process is begun meanwhile, threads and forks do not mix."""
        side = Thread(target=self._back_up, args=(goal,))
        side.start()
        while side.is_alive():
            self._judge(library)
        side.join()

    def _back_up(self, goal: Path) -> None:
        engine = engine_of(Place.of(self.root / "new" / "archive"))
        backup(engine, goal)
        self._tell("backup", goal.name)
        engine.dispose()

    def _judge(self, library: Library) -> None:
        events = select(schema.clusters.c.id).where(schema.clusters.c.sort == "event")
        with reading(library.engine) as connection:
            known = connection.execute(events.order_by(schema.clusters.c.id)).scalars().all()
        if len(known) > 1:
            left, right = self.chance.sample(known, 2)
            verdict = self.chance.choice(("same", "different", "unsure"))
            self._tell("judged", [library.judge(left, right, verdict, note="seen"), verdict])


# what it did, and the disks that this may leave


@dataclass(slots=True)
class Told:
    """What was acknowledged up to a moment."""

    last: dict[str, Any] = field(default_factory=dict)
    verdicts: dict[int, str] = field(default_factory=dict)
    backups: set[str] = field(default_factory=set)

    def take(self, what: str, value: Any) -> None:
        """One thing more was acknowledged."""
        self.last[what] = value
        if what == "judged":
            self.verdicts[value[0]] = value[1]
        elif what == "backup":
            self.backups.add(value)


def cut(calls: list[Call], cuts: int, chance: random.Random) -> list[int]:
    """Moments at which the power goes: after so many calls, in their order."""
    told = [place + 1 for place, call in enumerate(calls) if _tells(calls, call)]
    return sorted(
        chance.choice(told) if chance.random() < AFTER_TOLD else chance.randint(1, len(calls)) for _ in range(cuts)
    )


def _tells(calls: list[Call], call: Call) -> bool:
    return call.action == "w" and call.node == calls[0].node


def disks(
    number: int, calls: list[Call], cuts: list[int], chance: random.Random, at: Path
) -> Iterator[tuple[int, Told]]:
    """For each cut the disk that the loss leaves at `at`, which goes before the next, and what was told before."""
    disk, told, done = Disk(number), Told(), 0
    for moment in cuts:
        for call in calls[done:moment]:
            disk.do(call)
            if _tells(calls, call):
                told.take(*json.loads(call.data))
        done = moment
        disk.write(at, chance)
        for log in at.rglob(f"*{INDEX}"):
            log.unlink()
            if chance.random() < 0.5:
                log.write_bytes(chance.randbytes(32 * 1024))
        yield moment, told
        shutil.rmtree(at)


# what is looked at


@dataclass(slots=True)
class Look:
    """What is wrong with the disks, and what was done."""

    reader: Reader
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    sound: set[str] = field(default_factory=set)

    def at(self, root: Path, told: Told, total: int) -> list[str]:
        """What is wrong with one disk."""
        place, wrong = Place.of(root / "new" / "archive"), list[str]()
        try:
            if "made" in told.last:
                wrong += self._archive(place, told, total)
            else:
                self._make(place)
            wrong += self._backups(root / "copies", told)
            if "restored" in told.last:
                wrong += self._again(Place.of(root / "again" / "archive"))
        except Exception:
            wrong.append(traceback.format_exc())
        return wrong

    def _archive(self, place: Place, told: Told, total: int) -> list[str]:
        library = Library.open(place, load=lambda: self.reader)
        try:
            stood = Checkpoint(**told.last["stood"]) if "stood" in told.last else None
            wrong = [f"verify: {found.code} {found.message}" for found in verify(library.engine, stood)]
            with reading(library.engine) as connection:
                wrong += misplaced(connection, told.last.get("added", 0), total)
                wrong += loose_ends(connection)
                asked = select(schema.judgements.c.id, schema.judgements.c.verdict)
                held = {row.id: row.verdict for row in connection.execute(asked)}
            lost = [number for number, verdict in told.verdicts.items() if held.get(number) != verdict]
            wrong += [f"judgement {number} was acknowledged and is lost" for number in lost]
            with writing(library.engine) as connection:
                settings.put(connection, "after", "the loss")
        finally:
            library.close()
        return wrong

    def _make(self, place: Place) -> None:
        """Nothing was acknowledged: an archive is there, or can be made."""
        self.done["before the archive was made"] += 1
        try:
            Library.create(place, load=lambda: self.reader).close()
        except ArchiveExistsError:
            Library.open(place, load=lambda: self.reader).close()

    def _backups(self, folder: Path, told: Told) -> list[str]:
        there = {path.name: path for path in sorted(folder.glob("*.isnad"))}
        wrong = [f"backup {name} was acknowledged and is lost" for name in sorted(told.backups - there.keys())]
        for name, path in there.items():
            beside = checkpoint_beside(path)
            if name in told.backups and not beside.exists():
                wrong.append(f"the checkpoint of backup {name} was acknowledged and is lost")
            digest = hashlib.sha256(path.read_bytes() + (beside.read_bytes() if beside.exists() else b"")).hexdigest()
            if digest not in self.sound:
                self.done["backups restored"] += 1
                wrong += map(str, restore(path, Place.of(folder / f"{name}.back")))
                self.sound.add(digest)
        return wrong

    def _again(self, place: Place) -> list[str]:
        engine = engine_of(place)
        try:
            return [f"restored: {found.message}" for found in verify(engine)]
        finally:
            engine.dispose()


def run(given: Trial) -> tuple[Counter[str], list[str]]:
    """So many cuts; what was done, and what was wrong."""
    look = Look(Reader.with_codebook())
    left, seed = given.cuts, given.seed
    while left > 0:
        with tempfile.TemporaryDirectory(prefix="isnad-power-") as name:
            _run_once(Path(name), Trial(min(left, PER_RECORD), seed, given.rounds, given.synchronous), look)
        left, seed = left - PER_RECORD, seed + 1
    return look.done, look.wrong


def _run_once(folder: Path, given: Trial, look: Look) -> None:
    root, at = folder / "root", folder / "disk"
    root.mkdir()
    command = ["--work", str(root), "--seed", str(given.seed), "--rounds", str(given.rounds)]
    command += ["--synchronous", given.synchronous]
    calls = recorded([sys.executable, "-m", "benchmarks.power", *command], root, folder)
    chance = random.Random(given.seed)
    look.done["records"] += 1
    look.done["calls"] += len(calls)
    look.done["syncs"] += sum(call.action == "s" for call in calls)
    said = (json.loads(call.data) for call in calls if _tells(calls, call))
    total = max(value for what, value in said if what == "added")
    for moment, told in disks(root.stat().st_ino, calls, cut(calls, given.cuts, chance), chance, at):
        look.done["cuts"] += 1
        look.done["acknowledged"] += told.last.get("added", 0) + len(told.verdicts) + len(told.backups)
        if wrong := look.at(at, told, total):
            look.done["cuts with losses"] += 1
            look.wrong.append(f"record {given.seed}, after call {moment}: " + "; ".join(wrong))


def main() -> int:
    """Runs the trial; the exit status is 1 where something was wrong, 2 where nothing can be recorded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cuts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=36, help="of work in one record; at least 3")
    parser.add_argument("--synchronous", choices=("FULL", "NORMAL", "OFF"), default="FULL")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    found = parser.parse_args()
    given = Trial(found.cuts, found.seed, found.rounds, found.synchronous)
    if found.work:
        work(found.work, given)
        return 0
    if reason := missing():
        print(reason, file=sys.stderr)
        return 2
    start = time.monotonic()
    done, wrong = run(given)
    print(
        json.dumps({**dict(sorted(done.items())), "wrong": len(wrong), "seconds": round(time.monotonic() - start, 1)})
    )
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

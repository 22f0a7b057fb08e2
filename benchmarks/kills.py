"""Random kills: whenever a program dies, what it had acknowledged is there, whole and once. Part of `make soak`.

A child adds reports, reads them again, reviews what was read, migrates the archive down and up, or makes backups and
exports, and tells through a pipe what was acknowledged to it. At a random moment it is killed (SIGKILL), at times with
all its processes, and the archive is looked at. The next child goes on where acknowledging stopped. A new archive is
begun after some kills.

`--seed N` repeats the same work; moments differ with the machine.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Engine, func, select

from isnad import Reader
from isnad.archive import chain, schema
from isnad.archive.chain import Checkpoint
from isnad.archive.guarding.backup import backup, restore
from isnad.archive.guarding.verifying import verify
from isnad.archive.library import Library
from isnad.archive.migrating import REVISIONS, downgrade, revision, upgrade
from isnad.archive.opening import Place, engine_of, is_postgres, reading
from isnad.archive.reviewing import telling
from isnad.archive.searching import SEARCH
from isnad.archive.tables import METADATA
from isnad.ingest.items import Custody, Item
from isnad.publish.formats import FORMATS
from isnad.publish.release.gathering import release_of
from isnad.publish.release.writing import write

Work = Literal["add", "rebuild", "review", "migrate", "backup", "export"]
Tell = Callable[[object], object]
WORKS: dict[Work, int] = {"add": 6, "rebuild": 2, "review": 2, "migrate": 1, "backup": 1, "export": 1}
"""How often each is done in a round, in an order of chance."""
UP_TO = {"add": 33, "rebuild": 33, "review": 33, "migrate": 6, "backup": 0, "export": 0}
"""A child is killed some time after it told so many things at most; some children end before."""
LONGEST = {"add": 0.5, "rebuild": 0.5, "review": 0.5, "migrate": 0.1, "backup": 0.4, "export": 0.6}
"""That time in seconds."""
PER_ARCHIVE = 50
AT_ONCE = 48
_BACK = 2 * AT_ONCE
_PLACES = ("الميادين", "البوكمال", "الرقة", "تدمر", "منبج", "الحسكة", "القائم", "سنجار")
_GROUPS = ("الحرس الثوري الإيراني", "قوات سوريا الديمقراطية", "تنظيم داعش", "لواء خيالي")
_DEEDS = ("اندلعت اشتباكات قرب {0} بعدما هاجم {1} حاجزا", "عقد {1} اجتماعا مع وجهاء {0}", "هدد {1} بقصف {0}")


def planned(number: int) -> tuple[str, str]:
    """Key and text of the report of that number: most are new, some are the bytes of the one before at another address,
    some a new version of an address of long ago."""
    chance = random.Random(number - 1 if number % 5 == 3 else number)
    deed = chance.choice(_DEEDS).format(chance.choice(_PLACES), chance.choice(_GROUPS))
    day, mark = chance.randrange(1, 29), chance.random()
    text = f"قال مصدر محلي للموقع التجريبي إنه {deed}، يوم {day} شباط 2021. الخبر رقم {mark}."
    renewed = number % 7 == 6 and number >= _BACK
    return f"https://example.org/{number - _BACK if renewed else number}", text


def item(number: int) -> Item:
    """The report of that number as it came."""
    key, text = planned(number)
    custody = Custody(source=key, fetched_at="2026-01-01T00:00:00Z", tool="kills")
    return Item(key=key, raw=text.encode(), custody=custody, media="text", published="2021-03-01")


@dataclass(slots=True)
class Trial:
    """One archive, what was acknowledged about it, and what was found wrong."""

    place: Place
    reader: Reader
    chance: random.Random
    next_number: int = 0
    readings: Counter[int] = field(default_factory=Counter)
    stood: Checkpoint | None = None
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    _names: Iterator[int] = field(default_factory=count)

    def begin(self) -> None:
        """Makes the archive."""
        library = Library.create(self.place, load=self._loaded)
        library.close()

    def kill_once(self, work: Work, backups: Path) -> None:
        """Lets a child work, kills it, and looks at what it left."""
        goal = backups / f"{next(self._names)}.isnad"
        before = self._kept()
        told, killed = self._killed(work, goal)
        self.done[f"killed in {work}" if killed else "ended before"] += 1
        self.done["acknowledged"] += len(told)
        try:
            self._look(work, told, before, goal)
        except Exception:
            self.wrong.append(f"{work}: {traceback.format_exc()}")

    def finish(self) -> None:
        """Reads everything again without a kill: the model can always be made anew."""
        library = Library.open(self.place, load=self._loaded)
        try:
            read = [one.document for one in library.rebuild(everything=True) if one.error is None]
            with reading(library.engine) as connection:
                if sorted(read) != sorted(connection.execute(select(schema.documents.c.id)).scalars()):
                    self.wrong.append("rebuild: not all documents were read")
                self.wrong += loose_ends(connection)
            self._verify(library.engine)
        finally:
            library.close()

    def _killed(self, work: Work, goal: Path) -> tuple[list[Any], bool]:
        """What the child told, and whether it was killed before it ended."""
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            self._work_and_exit(work, goal, theirs)
        os.close(theirs)
        os.set_blocking(ours, False)
        heard, wait = bytearray(), self.chance.uniform(0, LONGEST[work])
        status = _ended(child, ours, heard, self.chance.randint(0, UP_TO[work]), wait)
        killed = status is None
        if killed:
            everybody = self.chance.random() < 0.5
            (os.killpg if everybody and _leads(child) else os.kill)(child, signal.SIGKILL)
            os.waitpid(child, 0)
        elif status:
            self.wrong.append(f"{work}: the child failed with {status}")
        # processes that read are left alone at times, but not for good; only the child itself wrote to the pipe
        if _leads(child):
            os.killpg(child, signal.SIGKILL)
        heard += _all(ours)
        told = [json.loads(line) for line in heard.split(b"\n") if line.endswith(b"]")]
        os.close(ours)
        return [value for (value,) in told], killed

    def _work_and_exit(self, work: Work, goal: Path, pipe: int) -> None:
        status = 1
        try:
            self._work(work, goal, lambda value: os.write(pipe, json.dumps([value]).encode() + b"\n"))
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def _work(self, work: Work, goal: Path, tell: Tell) -> None:
        library = Library.open(self.place, who="trial", load=self._loaded)
        library.readers = 2
        if work == "add":
            for outcome in library.add(map(item, range(self.next_number, self.next_number + AT_ONCE))):
                tell(outcome.key)
        elif work == "rebuild":
            for one in library.rebuild(everything=True):
                tell(one.document)
        elif work == "migrate":
            while True:
                tell(downgrade(library.engine, "0001"))
                tell(upgrade(library.engine))
        elif work == "review":
            self._review(library, tell)
        elif work == "export":
            goal.parent.mkdir(parents=True, exist_ok=True)
            with reading(library.engine) as connection:
                release = release_of(connection, self.reader.book)
                tell([path.name for path in write(release, FORMATS["geojson"], goal).files])
        else:
            backup(library.engine, goal)
            tell(goal.name)

    def _review(self, library: Library, tell: Tell) -> None:
        """Reviews some accounts of events in an order of chance, and tells what stands of each then."""
        with reading(library.engine) as connection:
            counts = (schema.mentions.c.sort == "event", schema.mentions.c.gone_at.is_(None))
            handles = sorted(connection.execute(select(schema.mentions.c.handle).where(*counts)).scalars())
        for handle in self.chance.sample(handles, min(AT_ONCE, len(handles))):
            verdict = self.chance.choice(("accepted", "unsure", "corrected"))
            changes = {"from": "2021-02-01", "to": "2021-02-0" + self.chance.choice("123")}
            found = library.review(handle, verdict, changes if verdict == "corrected" else None)
            tell([handle, found.last, found.reviewed])

    def _loaded(self) -> Reader:
        return self.reader

    def _kept(self) -> dict[str, str]:
        """A digest of each table that no migration may touch; where readings and history stand is remembered."""
        engine = engine_of(self.place)
        with reading(engine) as connection:
            self.readings = Counter(connection.execute(select(schema.records.c.document)).scalars())
            self.stood = chain.checkpoint(connection)
            found = _digests(connection)
        engine.dispose()  # no connection goes through a fork
        return found

    def _look(self, work: Work, told: list[Any], before: dict[str, str], goal: Path) -> None:
        engine = engine_of(self.place)
        try:
            if work == "add":
                self._look_at_added(engine, told)
            elif work == "rebuild":
                self._look_at_readings(engine, told)
            elif work == "migrate":
                self.done["left in the older form"] += revision(engine) != REVISIONS[-1]
                upgrade(engine)
            elif work == "review":
                self._look_at_reviews(engine, told)
            elif work == "export":
                self._look_at_export(goal, told)
            elif goal.exists() or told:
                self._look_at_backup(goal)
            with reading(engine) as connection:
                if work in ("migrate", "backup", "export") and _digests(connection) != before:
                    self.wrong.append(f"{work}: it changed what is only ever added to")
                self.wrong += loose_ends(connection)
            self._verify(engine)
        finally:
            engine.dispose()

    def _look_at_added(self, engine: Engine, told: list[str]) -> None:
        keys = [planned(number)[0] for number in range(self.next_number, self.next_number + len(told))]
        if told != keys:
            self.wrong.append(f"add: {told} was acknowledged, not {keys}")
        self.next_number += len(told)
        with reading(engine) as connection:
            self.wrong += misplaced(connection, self.next_number, self.next_number + AT_ONCE)

    def _look_at_readings(self, engine: Engine, told: list[int]) -> None:
        with reading(engine) as connection:
            now = Counter(connection.execute(select(schema.records.c.document)).scalars())
        for document, times in now.items():
            new = times - self.readings[document]
            if new not in (0, 1) or (document in told and new != 1):
                self.wrong.append(f"rebuild: document {document} has {new} new readings")

    def _look_at_reviews(self, engine: Engine, told: list[Any]) -> None:
        """All that was acknowledged stands; what died before it was is whole or not there."""
        with reading(engine) as connection:
            for handle, last, reviewed in told:
                found = telling.standing(connection, handle)
                if (found.last, found.reviewed) != (last, reviewed):
                    self.wrong.append(f"review: {handle} is {found.reviewed} by {found.last}, not {reviewed} by {last}")

    def _look_at_export(self, goal: Path, told: list[Any]) -> None:
        """Under its name an export is whole, with its loss beside it; else there is none."""
        self.done["exports"] += goal.exists()
        if goal.exists() and not goal.with_name(f"{goal.name}.loss.json").exists():
            self.wrong.append(f"export: {goal.name} has no loss beside it")
        for path in goal.parent.glob(f"{goal.name}*"):
            if path.suffix in (".isnad", ".json"):
                json.loads(path.read_text("utf-8"))
        if told and not all((goal.parent / name).exists() for name in told[0]):
            self.wrong.append(f"export: {told[0]} was acknowledged and is not there")

    def _look_at_backup(self, goal: Path) -> None:
        self.done["backups"] += 1
        back = goal.with_suffix(".back")
        if restore(goal, Place.of(back)):
            self.wrong.append(f"backup: {goal} is not sound")

    def _verify(self, engine: Engine) -> None:
        self.wrong += [f"verify: {found.code} {found.message}" for found in verify(engine, self.stood)]


def misplaced(connection: Connection, acknowledged: int, tried: int) -> list[str]:
    """What is not as it should be when the first `acknowledged` reports were acknowledged and no others but up to
    `tried` were given: lost ones, ones that are there twice, in another order, or that nobody gave."""
    versions: dict[str, list[str]] = defaultdict(list)
    held = (
        select(schema.reports.c.key, schema.captures.c.version, schema.captures.c.blob)
        .join(schema.captures, schema.captures.c.report == schema.reports.c.id)
        .order_by(schema.captures.c.report, schema.captures.c.version)
    )
    for key, version, blob in connection.execute(held):
        versions[key].append(blob)
        if version != len(versions[key]):
            return [f"{key} has version {version} as number {len(versions[key])}"]
    given: dict[str, list[str]] = defaultdict(list)
    sure: Counter[str] = Counter()
    for number in range(tried):
        key, text = planned(number)
        given[key].append(sha256(text.encode()).hexdigest())
        sure[key] += number < acknowledged
    wrong = [f"{key}: nobody gave it" for key in versions.keys() - given.keys()]
    for key, blobs in given.items():
        there = versions.get(key, [])
        if len(there) < sure[key]:
            wrong.append(f"{key}: {sure[key]} versions were acknowledged, {len(there)} are there")
        elif there != blobs[: len(there)]:
            wrong.append(f"{key}: its versions are not those given, in their order and once each")
    return wrong


def loose_ends(connection: Connection) -> list[str]:
    """Rows of the model that hang in the air: half of a transaction would leave some."""
    mentions, clusters, reports, captures = schema.mentions, schema.clusters, schema.reports, schema.captures
    indexed = SEARCH.c.document if is_postgres(connection) else SEARCH.c.rowid
    live = mentions.c.gone_at.is_(None)
    counts = {
        "mentions without a cluster": select(func.count()).select_from(mentions).where(
            live, mentions.c.cluster.is_(None) | mentions.c.cluster.not_in(select(clusters.c.id))
        ),
        "clusters without a mention": select(func.count()).select_from(clusters).where(
            clusters.c.id.not_in(select(mentions.c.cluster).where(live, mentions.c.cluster.is_not(None)))
        ),
        "reports without a version": select(func.count()).select_from(reports).where(
            reports.c.id.not_in(select(captures.c.report))
        ),
        "documents without words in the index": select(func.count()).select_from(schema.documents).where(
            schema.documents.c.id.not_in(select(indexed))
        ),
    }  # fmt: skip
    return [f"{n} {what}" for what, asked in counts.items() if (n := connection.execute(asked).scalar_one())]


def _digests(connection: Connection) -> dict[str, str]:
    return {name: _digest(connection, name) for name in schema.IMMUTABLE if name != "history"}


def _digest(connection: Connection, name: str) -> str:
    table, digest = METADATA.tables[name], sha256()
    for row in connection.execute(select(table).order_by(*table.primary_key)):
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _ended(child: int, pipe: int, heard: bytearray, times: int, seconds: float) -> int | None:
    """The exit status of a child that ends before it told something so many `times` and `seconds` went by; None for one
    that is still at work then. What it tells is added to `heard`."""
    until = None if times else time.monotonic() + seconds
    while until is None or time.monotonic() < until:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        heard += _all(pipe)
        if until is None and heard.count(b"\n") >= times:
            until = time.monotonic() + seconds
        time.sleep(0.001)
    return None


def _leads(child: int) -> bool:
    """Whether a child has processes in a group of its own."""
    try:
        os.killpg(child, 0)
    except ProcessLookupError:
        return False
    return True


def _all(pipe: int) -> bytes:
    """What lies in a pipe."""
    parts = []
    try:
        while part := os.read(pipe, 1 << 16):
            parts.append(part)
    except BlockingIOError:
        pass
    return b"".join(parts)


def killed_in(done: Counter[str]) -> int:
    """How many children were killed at their work."""
    return sum(times for what, times in done.items() if what.startswith("killed"))


def run(kills: int, seed: int, place: Callable[[Path], Place]) -> tuple[Counter[str], list[str]]:
    """So many kills on archives at places that `place` gives for a folder; what was done, and what was wrong."""
    reader, chance = Reader.with_codebook(), random.Random(seed)
    done, wrong, works = Counter[str](), list[str](), _works(chance)
    while (left := kills - killed_in(done)) > 0:
        with tempfile.TemporaryDirectory(prefix="isnad-kills-") as name:
            trial = Trial(place(Path(name)), reader, chance)
            trial.begin()
            while killed_in(trial.done) < min(left, PER_ARCHIVE):
                trial.kill_once(_fitting(next(works), killed_in(trial.done)), Path(name) / "backups")
            trial.finish()
            done += trial.done
            done["reports"] += trial.next_number
            wrong += trial.wrong
    return done, wrong


def _works(chance: random.Random) -> Iterator[Work]:
    while True:
        rounds = [work for work, times in WORKS.items() for _ in range(times)]
        chance.shuffle(rounds)
        yield from rounds


def _fitting(work: Work, kills: int) -> Work:
    """Older forms have no place for reviews: people review in the second half of an archive's kills, and it is migrated
    down and up in the first."""
    late = kills >= PER_ARCHIVE // 2
    if work == "review" and not late:
        return "rebuild"
    return "review" if work == "migrate" and late else work


def main() -> int:
    """Runs the trial; the exit status is 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", metavar="URL", help="an empty PostgreSQL database, for one archive of at most 50")
    given = parser.parse_args()
    start = time.monotonic()
    if given.postgres:
        given.kills = min(given.kills, PER_ARCHIVE)
    done, wrong = run(given.kills, given.seed, lambda folder: Place.of(given.postgres or folder / "archive"))
    report = {**dict(sorted(done.items())), "wrong": len(wrong), "seconds": round(time.monotonic() - start, 1)}
    print(json.dumps(report, indent=1))
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast reports come into an archive on the disk, and whether memory stays flat: `python -m benchmarks.adding`.

The reports are made by variation: sentences of the bundled reports and, where a checkout has them beside it, of real
ones, drawn by chance, under days and outlets drawn by chance. So no text is a copy of another, yet words, actors,
places and deeds are as usual in the news, and there is as much to compare as in an archive of one region. They go the
whole way: captured and read in child processes, written, indexed, put together with what is there. `--archive` keeps
what was made, for `benchmarks.asking`.
"""

import argparse
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bench import floor
from benchmarks.corpora import inputs, news
from isnad.archive.library import Library
from isnad.cli.manners import collect_seldom
from isnad.ingest.items import Custody, Item

FEWEST_REPORTS = 30.0
MOST_MEGABYTES = 550.0
"""What the process that writes may hold, however many reports there were: after 50,000 it was 460."""
MOST_GROWTH, FILLED = 1.15, 10_000
"""How much larger than half-way the process may be in the end of a run of so many reports: what it remembers has a
bound, and fills at first."""
CORES = 2
SENTENCES = range(5, 12)
_FIRST, _DAYS = date(2015, 1, 1), 4_000
_OUTLETS = 60
_SHORTEST, _LONGEST = 40, 600
_STOP = re.compile(r"(?<=[.!؟])\s+|\n+")


def sentences() -> list[str]:
    """The sentences of all reports that are there, none twice."""
    texts = [one.raw.decode("utf-8", "replace") for one in (*inputs(1_300), *news())]
    found = (sentence.strip() for text in texts for sentence in _STOP.split(text))
    return list(dict.fromkeys(one for one in found if _SHORTEST <= len(one) <= _LONGEST and "<" not in one))


def varied(pool: Sequence[str], number: int, seed: int = 7) -> Iterator[Item]:
    """So many reports of sentences drawn from a pool; the same seed gives the same ones."""
    draw = random.Random(seed)
    for key in range(number):
        text = "\n".join(draw.choices(pool, k=draw.choice(SENTENCES)))
        yield Item(
            key=f"varied:{seed}/{key}", raw=text.encode(), media="text",
            published=str(_FIRST + timedelta(days=draw.randrange(_DAYS))), outlet=f"وكالة {draw.randrange(_OUTLETS)}",
            custody=Custody(source=f"{seed}/{key}", fetched_at="2026-01-01T00:00:00+00:00", tool="benchmark"),
        )  # fmt: skip


def resident_megabytes() -> float:
    """What this process holds in memory now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(library: Library, number: int) -> bool:
    """Adds so many reports and prints how it went; whether the floors hold."""
    collect_seldom()
    items = varied(sentences(), number)
    library.reader.book  # noqa: B018 -- loaded before the clock runs
    begun = time.perf_counter()
    became, sizes = Counter[str](), list[float]()
    for done, outcome in enumerate(library.add(items), 1):
        became[outcome.became] += 1
        if done % max(1, number // 20) == 0:
            sizes.append(resident_megabytes())
            print(
                f"  {done:>7} reports  {done / (time.perf_counter() - begun):6.1f} a second  {sizes[-1]:6.0f} MB",
                flush=True,
            )
    seconds = time.perf_counter() - begun
    print(f"  {dict(became)}, {seconds:.0f} s on {library.readers} cores")
    lost = number - sum(became.values())
    growth = sizes[-1] / sizes[(len(sizes) - 1) // 2] if sizes and sizes[0] else 1.0
    held = [
        floor("reports added a second", number / seconds, least=FEWEST_REPORTS),
        floor("megabytes in the end", sizes[-1] if sizes else 0.0, most=MOST_MEGABYTES),
        number < FILLED or floor("memory in the end against that half-way", growth, most=MOST_GROWTH),
        floor("reports lost or failed", lost + became["failed"], most=0),
    ]
    return all(held)


def main() -> int:
    """Adds, prints, and returns 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=3_000, help="how many (default: 3000)")
    parser.add_argument("--archive", help="where to make it and leave it (default: made and thrown away)")
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    with TemporaryDirectory() as folder:
        library = Library.create(given.archive or Path(folder) / "archive", who="benchmark")
        library.readers = CORES
        try:
            return 0 if measure(library, given.reports) else 1
        finally:
            library.close()


if __name__ == "__main__":
    raise SystemExit(main())

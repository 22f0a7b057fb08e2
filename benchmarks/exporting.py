"""How fast a release is written in each format, and whether memory stays flat: `python -m benchmarks.exporting`.

The events are made one at a time from those of the tests, each with an id and reports of its own, so that what is
measured is the writing alone. Each format is written in a process of its own, once with a tenth of the events and once
with all: what the process held at most must hardly differ.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bench import floor
from isnad.publish.formats.format import Format
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, State
from tests.publish.formats.released_events import HEADER, STATES, WITHDRAWN, many

FORMATS = (
    "acled acled_parquet ucdp plover geojson datasette xlsx ftm ftm_statements stix webannotation jsonld turtle "
    "graphml gexf".split()
)
MOST_MEGABYTES = 200.0
"""What a process may hold while it exports, as `trust.md` has it (R5)."""
MOST_GROWTH = 1.25
FEWEST_EVENTS = 500.0


def release(number: int) -> Release:
    """A release of so many events that are made as they are asked for."""

    def states() -> Iterator[State]:
        return (replace(STATES[key % len(STATES)], id=f"r-{key}") for key in range(number // 10))

    def events() -> Iterator[Event]:
        return many(number)

    return Release(
        header=HEADER, events=events, states=states, withdrawn=lambda: iter(WITHDRAWN), lost=lambda: ()
    )  # fmt: skip


def write(name: str, number: int) -> dict[str, float]:
    """Writes one format, with what stands beside it, and says how long it took, how large it is and what it needed."""
    made: Format = import_module(f"isnad.publish.formats.{name}").FORMAT
    whole = release(number)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"events{made.suffix}"
        begun = time.perf_counter()
        with path.open("w+b") as file:
            losses = made.write(whole, file)
        for end, beside in made.beside:
            path.with_name(f"events{end}").write_bytes(beside(whole, path, losses))
        seconds = time.perf_counter() - begun
        size = path.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {"seconds": seconds, "megabytes": size, "peak": peak}


def measure(name: str, number: int) -> bool:
    """Measures one format in processes of its own and prints a row; whether the floors hold."""
    small, large = (_apart(name, size) for size in (max(1, number // 10), number))
    print(
        f"{name:>16} {large['seconds']:8.1f} s {number / large['seconds']:9.0f} events/s {large['megabytes']:8.0f} MB "
        f"{small['peak']:6.0f} → {large['peak']:4.0f} MB held",
        flush=True,
    )
    return all((
        floor(f"{name}: events a second", number / large["seconds"], least=FEWEST_EVENTS),
        floor(f"{name}: megabytes held", large["peak"], most=MOST_MEGABYTES),
        floor(f"{name}: held with all against a tenth", large["peak"] / small["peak"], most=MOST_GROWTH),
    ))  # fmt: skip


def _apart(name: str, number: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.exporting", "--one", name, "--events", str(number)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def main() -> int:
    """Measures, prints, and returns 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("formats", nargs="*", default=FORMATS, help="which (default: all)")
    parser.add_argument("--events", type=int, default=20_000, help="how many (default: 20000)")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(write(given.one, given.events)))
        return 0
    held = [measure(name, given.events) for name in given.formats]
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())

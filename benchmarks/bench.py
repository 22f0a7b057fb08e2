"""Speed, start and memory of reading, each beside its floor: `make bench`.

Every figure is taken on one core. The reading is the whole one, from a file's bytes to a record. Speed is that of
reports of about 300 words (200 to 450): of posts of 50 words the fixed work of each takes a larger part. A round begins
with a new reader, so that it has the words of its reports still to look up; a second pass of the same round shows what
a long run gains. A fixed loop of plain Python is timed beside each round: where it is slow or unsteady, so is the
machine, and the ratio of the two is the figure to compare between machines. What else runs on a machine only slows a
round down, so the floors are held against the least disturbed one; the medians stand beside it.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.corpora import SAMPLES, Input, inputs
from isnad import IsnadError, Reader
from isnad.cli.manners import collect_seldom
from isnad.ingest.capture import capture

FEWEST_REPORTS = 80.0
REPORT_WORDS = 300
ABOUT = range(200, 451)
SLOWEST_START = 0.7
MOST_MEMORY = 300.0
STARTS = 7
SMALL = SAMPLES / "post-syria.txt"
COMMAND = Path(sys.executable).with_name("isnad")


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over all reports: seconds, how many were read and their words, and what went wrong."""

    seconds: float
    reports: int
    words: int
    refused: int
    crashed: tuple[str, ...]


def read_through(reader: Reader, reports: Sequence[Input]) -> Pass:
    """Read each report once. What is refused with an error of ours is counted, what crashes is named."""
    done = words = refused = 0
    crashed = []
    begun = time.perf_counter()
    for one in reports:
        try:
            document, warnings = capture(one.raw, name=one.name, published=one.published)
            reader.read(document, warnings)
        except IsnadError:
            refused += 1
        except Exception as error:
            crashed.append(f"{one.name}: {type(error).__name__}: {error}")
        else:
            done += 1
            words += len(document.text.split())
    return Pass(time.perf_counter() - begun, done, words, refused, tuple(crashed))


def reference_loop() -> float:
    """Seconds that a fixed piece of plain Python takes: strings cut, joined and counted, as reading does."""
    begun = time.perf_counter()
    counts: dict[str, int] = {}
    for number in range(200_000):
        word = f"w{number % 5000}"
        counts[word[1:]] = counts.get(word[1:], 0) + len(word)
    return time.perf_counter() - begun


def start_seconds(times: int) -> list[float]:
    """Seconds of a whole process that reads one small report, that many times, as on any day but the first: what
    Python and the codebook keep from one run for the next is there, also where the machine forbids Python to."""
    keeps = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    taken = []
    with TemporaryDirectory() as kept:
        for _ in range(times + 1):
            begun = time.perf_counter()
            subprocess.run(
                [COMMAND, "read", SMALL, "--format", "json"], check=True, stdout=subprocess.DEVNULL,
                env=keeps | {"PYTHONPYCACHEPREFIX": kept},
            )  # fmt: skip
            taken.append(time.perf_counter() - begun)
    return taken[1:]


def peak_megabytes(whose: int) -> float:
    """Peak resident memory of this process or of its children, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(whose).ru_maxrss * unit / 1e6


def on_one_core() -> None:
    """Keep this process and its children on one core, where the system lets us."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def spread(values: Sequence[float], form: Callable[[float], str]) -> str:
    """The median with the least and the most."""
    return f"{form(median(values))}  ({form(min(values))} … {form(max(values))})"


def floor(name: str, value: float, least: float | None = None, most: float | None = None) -> bool:
    """Print one figure beside its floor or ceiling; whether it holds."""
    holds = (least is None or value >= least) and (most is None or value <= most)
    bound = f"at least {least:g}" if least is not None else f"at most {most:g}"
    print(f"  {'ok    ' if holds else 'MISSED'} {name}: {value:.2f} ({bound})")
    return holds


def main() -> int:
    """Measure, print, and return 1 where a floor is missed or a report crashes the reader."""
    options = _options()
    on_one_core()
    collect_seldom()
    starts = start_seconds(STARTS)
    memory_command = peak_megabytes(resource.RUSAGE_CHILDREN)  # now, while this process, which it begins as, is small
    reports = inputs(options.reports)
    timed = [one for one in reports if len(one.raw.decode("utf-8", "replace").split()) in ABOUT] or reports
    first, again, loops = [], [], []
    for _ in range(options.rounds):
        reader = Reader.with_codebook()
        read_through(reader, timed[:1])
        loops.append(reference_loop())
        first.append(read_through(reader, timed))
        again.append(read_through(reader, timed))
    whole = read_through(reader, reports)
    memory = peak_megabytes(resource.RUSAGE_SELF)
    _tell(whole, first, again, loops, starts)
    speed = max(p.words / p.seconds for p in first) / REPORT_WORDS
    held = [
        floor(f"reports of {REPORT_WORDS} words a second, one core", speed, least=FEWEST_REPORTS),
        floor("seconds to start and read one small report, warm", min(starts), most=SLOWEST_START),
        floor("MB at the peak, reading all of them in one process", memory, most=MOST_MEMORY),
        floor("MB at the peak, `isnad read` of one", memory_command, most=MOST_MEMORY),
        floor("reports that crash the reader", len(whole.crashed), most=0),
    ]
    return 0 if all(held) else 1


def _tell(
    whole: Pass, first: Sequence[Pass], again: Sequence[Pass], loops: Sequence[float], starts: Sequence[float]
) -> None:
    one = first[0]
    print(
        f"Python {sys.version.split()[0]}, {len(first)} rounds over {one.reports} reports of {one.words} words", end=""
    )
    print(f" (mean {one.words / max(1, one.reports):.0f})")
    print(f"  all {whole.reports} reports once: refused: {whole.refused}, crashed: {len(whole.crashed)}")
    for crash in whole.crashed[:5]:
        print(f"    {crash}")
    for name, passes in (("first reading", first), ("second reading", again)):
        print(f"  {name:15} reports/s {spread([p.reports / p.seconds for p in passes], '{:.1f}'.format)}")
        print(f"  {'':15} words/s   {spread([p.words / p.seconds for p in passes], '{:.0f}'.format)}")
    print(f"  {'reference loop':15} seconds   {spread(loops, '{:.4f}'.format)}")
    ratios = [p.words / p.seconds * loop for p, loop in zip(first, loops, strict=True)]
    print(f"  {'words per loop':15} ratio     {spread(ratios, '{:.0f}'.format)}")
    print(f"  {'isnad read':15} seconds   {spread(starts, '{:.3f}'.format)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="passes over all reports (default: 5)")
    parser.add_argument("--reports", type=int, default=1300, help="real reports at most, where present (default: 1300)")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())

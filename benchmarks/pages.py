"""How long the workbench takes to answer, on an archive of 50,000 reports: the server's time of each page.

Without `--archive` the archive is made of rows, as by `benchmarks.asking`; its reports hold no record, so the reading
room and what is in doubt are asked for where the archive has them (one made by `benchmarks.adding`). 95 of 100 pages in
200 ms, of searches in 300 ms (trust.md, R5).
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.testclient import TestClient

from benchmarks.asking import WORDS, fill
from isnad.archive.library import Library
from isnad.web.serving import Serving, application, desk_of

PAGE_MS, SEARCH_MS = 200.0, 300.0
ROUNDS = 5
SEARCHES = (
    "", "قصف", "قصف مدينة دمشق", "الجيش -هدنة", '"ريف دمشق"', "type:ASSAULT", "type:ASSAULT from:2019 to:2020",
    "place:syria",
    "actor:syrian-army", "anonymous:yes", "speaker:مصدر", "status:actual type:CONTROL قوات",
)  # fmt: skip
PICTURES = ("timeline", "map", "network")
ACTORS = ("actor:syrian-army", "actor:irgc", "actor:sdf", "actor:isis", "actor:hts")
PLACES = ("place:damascus", "place:albukamal", "place:syria", "place:idlib", "place:raqqa-city")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures beside their floors; 1 where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, help="an archive; without it one is made")
    parser.add_argument("--reports", type=int, default=50_000)
    given = parser.parse_args(arguments)
    if given.archive is not None:
        return _measured(given.archive)
    with TemporaryDirectory() as folder:
        where = Path(folder) / "archive"
        library = Library.create(where)
        fill(library.engine, library.reader.book, given.reports, WORDS)
        library.close()
        return _measured(where)


def _measured(where: Path) -> int:
    library = Library.open(where)
    desk = desk_of(library)
    browser = TestClient(application(desk, Serving()), "http://127.0.0.1", follow_redirects=True)
    events = [row["id"] for row in browser.get("/en/events.json?limit=200").json()["rows"]][::10]
    reports = [row["document"][7:23] for row in browser.get("/en/reports.json?limit=200").json()["rows"]][::20]
    kinds = {
        "search events": [f"/ar/events?q={query}" for query in SEARCHES],
        "search reports": [f"/ar/reports?q={query}" for query in SEARCHES],
        "first page": ["/ar/", "/en/"],
        "event": [f"/ar/event/{id_}" for id_ in events],
        "actor": [f"/ar/actor/{id_}" for id_ in ACTORS],
        "place": [f"/ar/place/{id_}" for id_ in PLACES],
        "speaker": ["/ar/speaker/مصدر", "/ar/speaker/مصدر عسكري", "/ar/speaker/actor:irgc"],
        "report": [f"/ar/report/{id_}" for id_ in reports],
        "queue": ["/ar/review", "/ar/review?type=ASSAULT", "/ar/review?state=all"],
        "review": [f"/ar/review/{id_}" for id_ in events],
        "complete": ["/ar/complete?typed=دم", "/ar/complete?typed=الج"],
        **{name: [f"/ar/{name}", f"/ar/{name}?q=type:ASSAULT", f"/ar/{name}?q=قصف"] for name in PICTURES},
    }
    missed = False
    for kind, paths in kinds.items():
        times = sorted(_times(browser, paths))
        if not times:
            print(f"{kind:16}        –  not in this archive")
            continue
        floor = SEARCH_MS if kind.startswith("search") else PAGE_MS
        middle, slow = times[len(times) // 2], times[min(int(len(times) * 0.95), len(times) - 1)]
        missed |= slow > floor
        print(f"{kind:16} p50 {middle:7.1f}  p95 {slow:7.1f}  floor {floor:.0f} ms{'  MISSED' if slow > floor else ''}")
    desk.adding.end()
    desk.exporting.end()
    library.close()
    return int(missed)


def _times(browser: TestClient, paths: Sequence[str]) -> list[float]:
    """Milliseconds of each page, several times each; those that are not there are left out."""
    found = []
    for path in paths:
        if browser.get(path).status_code != 200:
            continue
        for _ in range(ROUNDS):
            start = time.perf_counter()
            browser.get(path)
            found.append(1000 * (time.perf_counter() - start))
    return found


if __name__ == "__main__":
    sys.exit(main())

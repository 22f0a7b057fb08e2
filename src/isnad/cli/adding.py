"""`isnad add`, `watch` and `rebuild`: a line for each report that came in or changed, the sums in the end."""

import json
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from threading import Event
from typing import Any, Literal

from isnad.archive.intake import Became, Outcome
from isnad.archive.library import Library
from isnad.archive.rebuilding import Reread
from isnad.cli.bringing import Bringer, feeds_of
from isnad.cli.checking import changes
from isnad.cli.manners import FAILED, say, shown
from isnad.errors import IsnadError
from isnad.ingest.bring import Bringing
from isnad.ingest.fetch import Fetcher
from isnad.ingest.items import Refused
from isnad.ingest.watching import watch

Format = Literal["text", "json"]
_WORDS: dict[Became, str] = {
    "added": "added", "version": "new version", "elsewhere": "found again", "unchanged": "unchanged",
    "failed": "failed",
}  # fmt: skip
_MOST_LISTED = 50


def run(bringer: Bringer, given: Sequence[str], format_: Format) -> int:
    """Brings sources in; the exit status is 1 where something could not be read."""
    tally = Tally(bringer.library, format_)
    for outcome in bringer.outcomes(given):
        tally.take(outcome)
    for why, number in sorted(bringer.how.passed.items()):
        say(f"isnad: passed over: {number} {why}")
    tally.close()
    return FAILED if tally.failures else 0


def follow(library: Library, given: Sequence[str], seconds: float, fetcher: Fetcher | None = None) -> None:
    """Asks feeds every so many seconds until SIGINT or SIGTERM; what is being written then is written whole."""
    stop, tally = Event(), Tally(library, "text")
    bringer = Bringer(library, fetcher or Fetcher(), Bringing())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def step(feed: str) -> None:
        try:
            for outcome in library.follow(feed, bringer.fetcher):
                tally.take(outcome)
                if stop.is_set():
                    return
        except IsnadError as error:
            say(f"isnad: {feed}: [{error.code}] {error}")
            raise

    feeds = []
    for one in feeds_of(given, bringer.fetcher):
        if isinstance(one, Refused):
            say(f"isnad: {one.where}: [{one.error.code}] {one.error}")
        else:
            feeds.append(one)
    say(f"isnad: following {len(feeds)} feeds every {seconds / 60:g} minutes; Ctrl-C ends it")
    watch(feeds, interval=seconds, stop=stop, step=step)
    tally.close()


def reread(library: Library, *, everything: bool, format_: Format) -> int:
    """Reads the archive again; one line for each report in which something changed."""
    counts = Counter[str]()
    for one in library.rebuild(everything=everything):
        counts.update(reports=1, came=one.came, went=one.went, carried=one.carried, failed=one.error is not None)
        if one.came or one.went or one.carried or one.orphaned or one.error:
            _print_reread(one, format_)
    print(
        f"{counts['reports']} reports read again: {counts['came']} claims came, {counts['went']} went, "
        f"{counts['carried']} judgements carried over",
        file=sys.stdout if format_ == "text" else sys.stderr,
    )
    return FAILED if counts["failed"] else 0


def _print_reread(one: Reread, format_: Format) -> None:
    if format_ == "json":
        print(shown(json.dumps(_plain(one), ensure_ascii=False)), flush=True)
        return
    if one.error:
        print(shown(f"{one.name[:19]}… [{one.error.code}] {one.error}; the reading before stands"))
    else:
        print(f"{one.name[:19]}… +{one.came} −{one.went} claims", flush=True)
    for handle in one.orphaned:
        print(f"  a judgement on {handle}: nothing is read in these words any more")


class Tally:
    """Prints what came in as it comes in, and counts."""

    def __init__(self, library: Library, format_: Format) -> None:
        self.failures: list[Outcome] = []
        self._library, self._format = library, format_
        self._counts = Counter[Became]()

    def take(self, outcome: Outcome) -> None:
        """One more."""
        self._counts[outcome.became] += 1
        if outcome.became == "failed":
            self.failures = [*self.failures, outcome][:_MOST_LISTED]
        if self._format == "json":
            print(shown(json.dumps(_plain(outcome), ensure_ascii=False)), flush=True)
        elif outcome.became not in ("unchanged", "failed"):
            self._tell(outcome)

    def close(self) -> None:
        """The sums, and what failed."""
        sums = ", ".join(f"{self._counts[became]} {word}" for became, word in _WORDS.items() if self._counts[became])
        print(sums or "nothing new", file=sys.stdout if self._format == "text" else sys.stderr)
        sys.stdout.flush()
        for one in self.failures:
            if one.error:
                say(f"  {one.where}: [{one.error.code}] {str(one.error).removeprefix(one.where).lstrip(': ')}")
        if self._counts["failed"] > len(self.failures):
            say(f"  and {self._counts['failed'] - len(self.failures)} more: see `isnad failures`")

    def _tell(self, outcome: Outcome) -> None:
        copied = f" (a copy of the text of {outcome.copy_of[:19]}…)" if outcome.copy_of else ""
        print(shown(f"{_WORDS[outcome.became]}: {outcome.where}{copied}"), flush=True)
        for warning in outcome.warnings:
            say(f"isnad: warning: {outcome.where}: {warning}")
        if outcome.became == "version":
            for line in changes(self._library.versions(outcome.key)[-1]):
                print(shown(line), flush=True)


def _plain(found: Outcome | Reread) -> dict[str, Any]:
    error = found.error
    return {**asdict(found), "error": {"code": error.code, "reason": str(error)} if error else None}

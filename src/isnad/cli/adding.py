"""`isnad add`, `watch` and `rebuild`: a line for each report that came in or changed, the sums in the end."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from threading import Event
from time import monotonic
from typing import Any

from isnad.archive.bringing import Bringer, feeds_of
from isnad.archive.intake import Became, Outcome
from isnad.archive.library import Library
from isnad.archive.rebuilding import Reread
from isnad.cli.checking import Format, changes, failure, in_a_line, json_line
from isnad.cli.manners import FAILED, say
from isnad.errors import IsnadError, OutlineError
from isnad.ingest.fetch import Fetcher
from isnad.ingest.items import Refused
from isnad.ingest.watching import watch

_WORDS: dict[Became, str] = {
    "added": "added", "version": "new version", "elsewhere": "found again", "unchanged": "unchanged",
    "failed": "failed",
}  # fmt: skip
_MOST_LISTED = 50
_SILENCE = 10.0
"""Seconds after which a terminal is told that the work goes on, when nothing else was printed."""


def run(bringer: Bringer, given: Sequence[str], format_: Format) -> int:
    """Brings sources in; the exit status is 1 where something could not be read."""
    tally = Tally(bringer.library, format_)
    with interrupted_by(signal.SIGINT), closing(bringer.outcomes(given)) as outcomes:
        try:
            for outcome in outcomes:
                tally.take(outcome)
        finally:
            for why, number in sorted(bringer.how.passed.items()):
                say(f"isnad: passed over: {number} {why}")
            tally.close()
    return FAILED if tally.failures else 0


def follow(library: Library, given: Sequence[str], seconds: float, fetcher: Fetcher | None = None) -> None:
    """Asks feeds every so many seconds until SIGINT or SIGTERM; what is being written then is written whole or not at
    all, and had again at the next run. Raises OutlineError where there is no feed to ask."""
    tally, asking = Tally(library, "text"), fetcher or Fetcher()

    def step(feed: str) -> None:
        try:
            with closing(library.follow(feed, asking)) as outcomes:
                for outcome in outcomes:
                    tally.take(outcome)
        except IsnadError as error:
            say(f"isnad: {failure(feed, error.code, str(error))}")
            raise

    with interrupted_by(signal.SIGINT, signal.SIGTERM), suppress(KeyboardInterrupt):
        feeds = list(_followed(given, asking))
        say(f"isnad: following {len(feeds)} feeds every {seconds / 60:g} minutes; Ctrl-C ends it")
        watch(feeds, interval=seconds, stop=Event(), step=step)
    tally.close()


def _followed(given: Sequence[str], fetcher: Fetcher) -> Iterator[str]:
    """The addresses of the feeds; what is none is told."""
    number = 0
    for one in feeds_of(given, fetcher):
        if isinstance(one, Refused):
            say(f"isnad: {failure(one.where, one.error.code, str(one.error))}")
        else:
            number += 1
            yield one
    if not number:
        raise OutlineError("there is no feed to follow: give the addresses of feeds, or a file of them (.opml)")


@contextmanager
def interrupted_by(*signals: int) -> Iterator[None]:
    """Lets each of these signals interrupt the work as Ctrl-C does. A terminal sends them to the processes that read
    as well, which were forked from this one: they leave it to this one to end them."""
    own = os.getpid()

    def end(number: int, _: object) -> None:
        if os.getpid() == own:
            raise KeyboardInterrupt
        if number == signal.SIGTERM:
            os._exit(0)

    before = {number: signal.signal(number, end) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def reread(library: Library, *, everything: bool, format_: Format) -> int:
    """Reads the archive again; one line for each report in which something changed."""
    counts = Counter[str]()
    with interrupted_by(signal.SIGINT):
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
        _print(json_line(_plain(one)))
        return
    if one.error:
        _print(in_a_line(f"{one.name[:19]}… [{one.error.code}] {one.error}; the reading before stands"))
    else:
        _print(f"{one.name[:19]}… +{one.came} −{one.went} claims")
    for handle in one.orphaned:
        _print(f"  a judgement on {handle}: nothing is read in these words any more")


class Tally:
    """Prints what came in as it comes in, and counts."""

    def __init__(self, library: Library, format_: Format) -> None:
        self.failures: list[Outcome] = []
        self._library, self._format = library, format_
        self._counts = Counter[Became]()
        self._spoke = monotonic()

    def take(self, outcome: Outcome) -> None:
        """One more."""
        self._counts[outcome.became] += 1
        if outcome.became == "failed":
            self.failures = [*self.failures, outcome][:_MOST_LISTED]
        if self._format == "json":
            _print(json_line(_plain(outcome)))
        elif outcome.became not in ("unchanged", "failed"):
            self._tell(outcome)
        elif monotonic() - self._spoke < _SILENCE or not sys.stderr.isatty():
            return
        else:
            say(f"isnad: so far {self._sums()}")
        self._spoke = monotonic()

    def close(self) -> None:
        """The sums, and what failed."""
        print(self._sums(), file=sys.stdout if self._format == "text" else sys.stderr)
        sys.stdout.flush()
        for one in self.failures:
            if one.error:
                say(f"  {failure(one.where, one.error.code, str(one.error))}")
        if self._counts["failed"] > len(self.failures):
            say(f"  and {self._counts['failed'] - len(self.failures)} more: see `isnad failures`")

    def _sums(self) -> str:
        sums = ", ".join(f"{self._counts[became]} {word}" for became, word in _WORDS.items() if self._counts[became])
        return sums or "nothing new"

    def _tell(self, outcome: Outcome) -> None:
        # a version is nearly always a copy of the one before: that is no news
        is_copy = outcome.copy_of and outcome.became == "added"
        copied = f" (a copy of the text of {str(outcome.copy_of)[:19]}…)" if is_copy else ""
        _print(in_a_line(f"{_WORDS[outcome.became]}: {outcome.where}{copied}"))
        for warning in outcome.warnings:
            say(in_a_line(f"isnad: warning: {outcome.where}: {warning}"))
        if outcome.became == "version":
            for line in changes(self._library.versions(outcome.key)[-1]):
                _print(line)


def _print(line: str) -> None:
    """A line at once and in one piece: an interruption must not leave half of one."""
    print(f"{line}\n", end="", flush=True)


def _plain(found: Outcome | Reread) -> dict[str, Any]:
    error = found.error
    return {**asdict(found), "error": {"code": error.code, "reason": str(error)} if error else None}

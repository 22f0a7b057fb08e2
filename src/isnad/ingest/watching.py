"""Asking feeds again and again, patiently: on an interval, later where one fails, until told to stop."""

import heapq
import time
from collections.abc import Callable, Iterable
from random import SystemRandom
from threading import Event

from isnad.errors import FetchError, IsnadError

LONGEST_PAUSE = 24 * 60 * 60.0
"""Seconds: no feed is left alone for longer, whatever its server asks for or however often it fails."""

SHORTEST_INTERVAL = 60.0
"""Seconds: no server is asked more often, whatever the user gives."""

_JITTER = 0.1
"""Share of an interval by which an asking may come later, so that feeds do not stay in step."""
_MOST_DOUBLINGS = 20
_RANDOM = SystemRandom()


def watch(
    feeds: Iterable[str],
    *,
    interval: float,
    stop: Event,
    step: Callable[[str], None],
    clock: Callable[[], float] = time.monotonic,
    chance: Callable[[], float] = _RANDOM.random,
) -> None:
    """Calls `step` with each feed at once and then about every `interval` seconds (at least 60), until `stop` is set.

    Where `step` raises an IsnadError, the feed's next turn comes after twice the interval, then four times and so on;
    not before the time that its server asked for (`FetchError.retry_after`), and after a day at most. `step` tells
    the user about it; any other exception ends the watch. `stop` is heeded between two steps and while waiting; a
    step that takes long should heed it as well. `clock` gives seconds that never run back, `chance` a number in
    [0, 1).
    """
    interval = min(max(interval, SHORTEST_INTERVAL), LONGEST_PAUSE)
    failures = dict.fromkeys(feeds, 0)
    due = [(clock(), number, feed) for number, feed in enumerate(failures)]
    while due and not stop.is_set():
        moment, number, feed = due[0]
        if (left := moment - clock()) > 0:
            stop.wait(left)
            continue
        asked = None
        try:
            step(feed)
            failures[feed] = 0
        except IsnadError as error:
            failures[feed] += 1
            asked = error.retry_after if isinstance(error, FetchError) else None
        pause = pause_after(failures[feed], interval, asked) * (1 + _JITTER * chance())
        heapq.heapreplace(due, (clock() + min(pause, LONGEST_PAUSE), number, feed))


def pause_after(failures: int, interval: float, asked: float | None = None) -> float:
    """Seconds until a feed's next turn after so many failures in a row, when its server asked for `asked` seconds."""
    pause = interval * 2.0 ** min(failures, _MOST_DOUBLINGS)
    return min(max(pause, asked or 0.0), LONGEST_PAUSE)

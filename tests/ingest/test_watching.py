import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from threading import Event
from time import monotonic

import pytest

from isnad.errors import FeedError, FetchError, IsnadError
from isnad.ingest.watching import LONGEST_PAUSE, pause_after, watch

HOUR = 3600.0


class Time(Event):
    """A clock and the event that waits by it: waiting takes no time here."""

    def __init__(self, hours: float) -> None:
        super().__init__()
        self.now, self.end = 1000.0, 1000.0 + hours * HOUR

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None and timeout > 0
        self.now += timeout
        if self.now >= self.end:
            self.set()
        return self.is_set()


def turns(
    feeds: list[str], hours: float, step: Callable[[str], None], *, interval: float = HOUR, chance: float = 0.0
) -> list[tuple[float, str]]:
    """At which seconds each feed had its turn."""
    time, asked = Time(hours), list[tuple[float, str]]()

    def noted(feed: str) -> None:
        asked.append((time.now - 1000.0, feed))
        step(feed)

    watch(feeds, interval=interval, stop=time, step=noted, clock=lambda: time.now, chance=lambda: chance)
    return asked


def nothing(feed: str) -> None:
    pass


def failing(*errors: IsnadError | None) -> Callable[[str], None]:
    """Fails for each turn as told, then no more."""
    left = iter(errors)

    def step(_: str) -> None:
        if error := next(left, None):
            raise error

    return step


def always(error: IsnadError) -> Callable[[str], None]:
    def step(_: str) -> None:
        raise error

    return step


def test_every_feed_at_once_and_then_on_the_interval() -> None:
    assert turns(["a", "b", "a"], 2.5, nothing) == [
        (0.0, "a"), (0.0, "b"), (HOUR, "a"), (HOUR, "b"), (2 * HOUR, "a"), (2 * HOUR, "b"),
    ]  # fmt: skip


def test_chance_spreads_the_turns() -> None:
    assert [at for at, _ in turns(["a"], 3, nothing, chance=0.5)] == [0.0, 1.05 * HOUR, 2.1 * HOUR]


@pytest.mark.parametrize("interval", [0, -5, 1, 60])
def test_no_server_is_asked_more_often_than_every_minute(interval: float) -> None:
    assert [at for at, _ in turns(["a"], 0.05, nothing, interval=interval)] == [0.0, 60.0, 120.0]


def test_a_feed_that_fails_waits_longer_each_time_until_it_answers() -> None:
    error = FeedError("x")
    step = failing(error, error, None, error)
    assert [at / HOUR for at, _ in turns(["a"], 12, step)] == [0, 2, 6, 7, 9, 10, 11]


def test_a_feed_that_fails_does_not_hold_up_the_others() -> None:
    def step(feed: str) -> None:
        if feed == "a":
            raise FetchError("x")

    assert [(at / HOUR, feed) for at, feed in turns(["a", "b"], 3.5, step)] == [
        (0, "a"), (0, "b"), (1, "b"), (2, "a"), (2, "b"), (3, "b"),
    ]  # fmt: skip


def test_no_feed_is_left_alone_for_more_than_a_day() -> None:
    days = [at / HOUR / 24 for at, _ in turns(["a"], 24 * 40, always(FetchError("x")), chance=0.9)]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    assert max(gaps) == pytest.approx(1) and gaps[-20:] == pytest.approx([1] * 20)


@pytest.mark.parametrize(
    ("asked", "hours"), [(None, 2), (60.0, 2), (5 * HOUR, 5), (1e9, 24), (0.0, 2)]
)  # fmt: skip
def test_what_the_server_asks_for_is_heeded(asked: float | None, hours: float) -> None:
    error = FetchError("x", status=429, retry_after=asked, passing=True)
    assert turns(["a"], 24.5, failing(error))[1] == (hours * HOUR, "a")


def test_pauses() -> None:
    assert [pause_after(count, 60.0) for count in (0, 1, 2, 5)] == [60, 120, 240, 1920]
    assert pause_after(10_000, 60.0) == pause_after(0, 60.0, 1e12) == LONGEST_PAUSE == 86_400
    assert pause_after(0, 60.0, 10.0) == 60


def test_stopped_before_between_and_after_steps() -> None:
    stop, asked = Event(), list[str]()

    def step(feed: str) -> None:
        asked.append(feed)
        stop.set()

    watch(["a", "b"], interval=HOUR, stop=stop, step=step)
    watch(["a", "b"], interval=HOUR, stop=stop, step=step)
    assert asked == ["a"]
    watch([], interval=HOUR, stop=Event(), step=step)


@pytest.fixture
def stop() -> Iterator[Event]:
    event = Event()
    yield event
    event.set()


def test_stopped_while_waiting_it_ends_at_once(stop: Event) -> None:
    is_waiting = Event()
    thread = threading.Thread(
        target=lambda: watch(["a"], interval=HOUR, stop=stop, step=lambda _: is_waiting.set()), daemon=True
    )
    thread.start()
    assert is_waiting.wait(10)
    begun = monotonic()
    stop.set()
    thread.join(10)
    assert not thread.is_alive() and monotonic() - begun < 5


def test_a_mistake_of_ours_is_not_hidden() -> None:
    def step(_: str) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        watch(["a"], interval=HOUR, stop=Event(), step=step)

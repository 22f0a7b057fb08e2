"""What holds for every format that is a table or a list of events."""

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest

from isnad.publish.release.released import Event, Loss
from tests.publish.formats.released_events import EVENTS, HEADER, many, release_of
from tests.publish.formats.written import format_of, lost, written

FORMATS = ("acled", "acled_parquet", "ucdp", "plover", "geojson", "datasette", "xlsx")
WORDS = ("أصيب ثلاثة عناصر", "3 killed في البلدة")


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_release_gives_the_same_bytes(name: str) -> None:
    assert written(name) == written(name)
    made = format_of(name)
    assert made.suffix.startswith(".") and "/" in made.media


@pytest.mark.parametrize("name", FORMATS)
def test_a_release_of_nothing_can_be_written(name: str) -> None:
    raw, losses = written(name, release_of((), (), withdrawn=()))
    assert losses == ()
    assert bool(raw) == (name != "plover")


@pytest.mark.parametrize("name", FORMATS)
def test_events_are_walked_once_and_never_kept(name: str) -> None:
    walks, alive = [], []

    def events() -> Iterator[Event]:
        walks.append(name)
        before = living()
        yield from many(60)
        alive.append(living() - before)

    written(name, replace(release_of(states=()), events=events))
    assert len(walks) == 1
    assert alive[0] < 5


def living() -> int:
    return sum(type(one) is Event for one in gc.get_objects())


@pytest.mark.parametrize("name", FORMATS)
def test_what_was_taken_out_of_the_release_is_no_loss_of_the_format(name: str) -> None:
    taken = Loss("movement", "too-young", 7)
    assert ("movement", "too-young") not in lost(written(name, release_of(lost=[taken]))[1])


@pytest.mark.parametrize("name", FORMATS)
def test_words_that_may_not_leave_are_nowhere(name: str) -> None:
    """Each format writes what it is given: without quotes, no words of reports."""
    bare = [
        replace(
            event,
            statements=tuple(
                replace(one, quote=None, span=None, prefix="", suffix="") for one in event.statements
            ),
        )
        for event in EVENTS
    ]  # fmt: skip
    raw, _ = written(name, release_of(bare, (), header=replace(HEADER, profile="public")))
    assert not [words for words in WORDS if words.encode() in raw]

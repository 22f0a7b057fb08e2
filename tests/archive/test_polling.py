"""What an archive remembers of feeds, in SQLite and in PostgreSQL."""

from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import Engine

from isnad.archive.library import Library
from isnad.archive.opening import reading, writing
from isnad.archive.polling import remember, state_of
from isnad.errors import FetchError
from isnad.ingest.feeds import FeedState
from tests.archive.reports import AGAIN, CLASH, OTHER
from tests.ingest.loopback import Web
from tests.ingest.loopback import web as serving

SITE = "news.example.com"
FEED = f"http://{SITE}/feed"
STATE = FeedState(etag='W/"قيمة"', last_modified="Tue, 16 Feb 2021 10:00:00 GMT", seen=("a" * 16, "b" * 16))


@pytest.fixture
def web() -> Iterator[Web]:
    """The web."""
    with serving() as found:
        yield found


def state(library: Library) -> FeedState | None:
    with reading(library.engine) as connection:
        return state_of(connection, FEED)


def publish(web: Web, *texts: str) -> None:
    """A feed of these pages, the first of which is the oldest."""
    links = "".join(f"<item><link>http://{SITE}/{n}</link></item>" for n in range(len(texts), 0, -1))
    web.page(f"{SITE}/feed", f'<rss version="2.0"><channel>{links}</channel></rss>', ETag=f'"{len(texts)}"')
    for number, text in enumerate(texts, 1):
        web.page(f"{SITE}/{number}", f"<!doctype html><html><body><p>{text}</p></body></html>")


def test_what_is_remembered_comes_back_as_it_was(engine: Engine) -> None:
    for url, told in product((FEED, "https://x.example/خبر", "x\x00\udcff"), (STATE, FeedState())):
        with reading(engine) as connection:
            assert state_of(connection, f"{url} another") is None
        for one in (FeedState(etag="before", seen=("c",)), told):
            with writing(engine) as connection:
                remember(connection, url, one)
        with reading(engine) as connection:
            assert state_of(connection, url) == told


def test_a_feed_is_remembered_when_it_was_followed(library: Library, web: Web) -> None:
    publish(web, CLASH, AGAIN)
    assert not library.follows(FEED) and state(library) is None
    assert [one.became for one in library.follow(FEED, web.fetcher())] == ["added", "added"]
    found = state(library)
    assert library.follows(FEED) and found is not None and (found.etag, len(found.seen)) == ('"2"', 2)
    web.page(f"{SITE}/feed", status=304)
    assert list(library.follow(FEED, web.fetcher())) == [] and state(library) == found


def test_whoever_stops_amid_a_feed_goes_on_after_what_was_taken(library: Library, web: Web) -> None:
    publish(web, CLASH, AGAIN, OTHER)
    outcomes = library.follow(FEED, web.fetcher())
    first = next(outcomes)
    outcomes.close()
    found = state(library)
    assert found is not None and len(found.seen) == 1 and found.etag is None
    web.asked.clear()
    rest = list(library.follow(FEED, web.fetcher()))
    assert [one.became for one in rest] == ["added", "added"] and first.key not in {one.key for one in rest}
    assert [url for url, _ in web.asked] == [f"{SITE}/{path}" for path in ("feed", "2", "3")]


def test_an_interruption_while_a_page_is_fetched_keeps_what_came_before(library: Library, web: Web) -> None:
    publish(web, *(f"{CLASH} {number}" for number in range(8)))
    fetcher = web.fetcher()

    def interrupted(ip: str, port: int, seconds: float) -> object:
        if len(web.asked) == 7:
            raise KeyboardInterrupt
        return fetcher.connect(ip, port, seconds)

    taken: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        taken.extend(one.key for one in library.follow(FEED, web.fetcher(connect=interrupted)))
    found = state(library)
    assert 0 < len(taken) < 7 and found is not None and len(found.seen) == len(taken)
    assert {one.key for one in library.follow(FEED, fetcher)}.isdisjoint(taken)
    assert len(library.history(100)) == 1 + 8


def test_a_feed_that_cannot_be_had_is_not_remembered(library: Library, web: Web) -> None:
    with pytest.raises(FetchError):
        list(library.follow(FEED, web.fetcher()))
    assert not library.follows(FEED)


def test_a_page_that_fails_is_a_failure_of_its_own(library: Library, web: Web) -> None:
    publish(web, CLASH, AGAIN)
    web.page(f"{SITE}/1", status=404)
    assert [one.became for one in library.follow(FEED, web.fetcher())] == ["failed", "added"]
    assert [row["code"] for row in library.failures()] == ["fetch"]
    found = state(library)
    assert found is not None and len(found.seen) == 2  # it is not asked for again

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice

import pytest

from isnad.errors import AddressError, FeedError, FetchError, NoWordsError, SourceError
from isnad.ingest.entries import Entry
from isnad.ingest.feeds import MOST_AT_ONCE, FeedState, Polled, feed_items, mark
from isnad.ingest.items import Item, Refused, document
from isnad.ingest.manifest import ManifestEntry
from tests.ingest.loopback import Web
from tests.ingest.loopback import web as serving
from tests.ingest.report_texts import REPORT

SITE = "news.example.com"
FEED = f"http://{SITE}/feed"
NOON = datetime(2021, 2, 16, 12, tzinfo=UTC)
NEW = FeedState()


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


def rss(*entries: str, title: str = "أخبار الوادي") -> str:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def linked(*paths: str) -> str:
    return rss(*(f"<link>http://{path if '/' in path else f'{SITE}/{path}'}</link>" for path in paths))


def told(*ids: object) -> str:
    entry = "<guid isPermaLink='false'>{}</guid><description>خبر قصير رقم {}</description>"
    return rss(*(entry.format(one, one) for one in ids))


def page(head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body><p>{REPORT}</p></body></html>"


def poll(web: Web, state: FeedState = NEW, feed: str = FEED) -> tuple[list[Item | Refused], FeedState]:
    steps = list(feed_items(feed, state, web.fetcher(now=lambda: NOON)))
    assert steps[-1].found is None and None not in [step.found for step in steps[:-1]]
    return [step.found for step in steps if step.found], steps[-1].state


def keys(found: list[Item | Refused]) -> list[str]:
    return [one.key if isinstance(one, Item) else f"refused {one.where}" for one in found]


def test_pages_of_a_feed_the_oldest_first(web: Web) -> None:
    date = "<pubDate>Tue, 16 Feb 2021 {}:16:00 +0200</pubDate>"
    web.page(f"{SITE}/feed", rss(
        "<link>/2?utm_source=rss</link><guid isPermaLink='false'>n-2</guid>" + date.format(19),
        "<link>/1</link>" + date.format(18),
    ), Content_Type="application/rss+xml")  # fmt: skip
    web.page(f"{SITE}/1", page("<meta property='og:site_name' content='وكالة التل'>"))
    web.page(f"{SITE}/2?utm_source=rss", page())
    (first, second), _ = poll(web)
    assert isinstance(first, Item) and isinstance(second, Item)
    assert (first.key, first.published, first.outlet) == (f"http://{SITE}/1", "2021-02-16T18:16:00+02:00", None)
    assert (second.key, second.published, second.outlet) == (
        f"http://{SITE}/2", "2021-02-16T19:16:00+02:00", "أخبار الوادي",
    )  # fmt: skip
    custody = second.custody
    assert (custody.source, custody.member, custody.url) == (FEED, "n-2", f"http://{SITE}/2?utm_source=rss")
    read, _ = document(first)
    assert (read.outlet, read.published, read.published_basis) == ("وكالة التل", "2021-02-16", "given")


def test_what_the_user_says_of_a_feed(web: Web) -> None:
    """The outlet holds for all, the day where the feed tells none."""
    date = "<pubDate>Tue, 16 Feb 2021 19:16:00 +0200</pubDate>"
    web.page(f"{SITE}/feed", rss("<description>خبر قصير</description>", f"<link>/2</link>{date}", "<link>/1</link>"))
    web.page(f"{SITE}/1", page("<meta property='og:site_name' content='وكالة التل'>"))
    web.page(f"{SITE}/2", page())
    said = ManifestEntry("2020-01-01", "قناة")
    found = [step.found for step in feed_items(FEED, NEW, web.fetcher(), said) if isinstance(step.found, Item)]
    assert [(one.published, one.outlet) for one in found] == [
        ("2020-01-01", "قناة"), ("2021-02-16T19:16:00+02:00", "قناة"), ("2020-01-01", "قناة"),
    ]  # fmt: skip


def test_only_what_is_new_is_asked_for(web: Web) -> None:
    web.page(f"{SITE}/feed", linked("1"), ETag='"a"', Last_Modified="Tue, 16 Feb 2021 10:00:00 GMT")
    web.page(f"{SITE}/1", page())
    web.page(f"{SITE}/2", page())
    found, state = poll(web)
    assert keys(found) == [f"http://{SITE}/1"]
    assert (state.etag, state.last_modified, len(state.seen)) == ('"a"', "Tue, 16 Feb 2021 10:00:00 GMT", 1)
    web.asked.clear()
    web.page(f"{SITE}/feed", linked("2", "1"), ETag='"b"')
    found, state = poll(web, FeedState(**json.loads(json.dumps(asdict(state)))))
    assert keys(found) == [f"http://{SITE}/2"]
    assert [asked for asked, _ in web.asked] == [f"{SITE}/feed", f"{SITE}/2"]
    assert web.asked[0][1]["If-None-Match"] == '"a"'
    assert web.asked[0][1]["If-Modified-Since"] == "Tue, 16 Feb 2021 10:00:00 GMT"
    assert (state.etag, state.last_modified, len(state.seen)) == ('"b"', None, 2)


def test_a_feed_that_did_not_change(web: Web) -> None:
    web.page(f"{SITE}/feed", status=304)
    state = FeedState('"a"', None, ("0123456789abcdef",))
    assert list(feed_items(FEED, state, web.fetcher())) == [Polled(None, state)]


def test_a_feed_that_moved_leads_from_where_it_is_now(web: Web) -> None:
    web.redirect(f"{SITE}/feed", "http://new.example.org/a/feed")
    web.page("new.example.org/a/feed", rss("<link>1</link>"))
    web.page("new.example.org/a/1", page())
    (found,), _ = poll(web)
    assert isinstance(found, Item)
    assert (found.key, found.custody.source) == ("http://new.example.org/a/1", FEED)


JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "title": "أخبار الوادي", "items": [
        {"id": "n 1/أ", "title": "هدوء في الحي", "content_html": "<p>قال شاهد إن الحي هادئ.</p><p>لا أضرار.</p>",
         "date_published": "2021-02-16T19:16:00+02:00"}]}
)  # fmt: skip
ATOM_FEED = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>أخبار الوادي</title>"
    "<entry><id>n 1/أ</id><title>هدوء في الحي</title><published>2021-02-16T19:16:00+02:00</published>"
    "<content type='html'>&lt;p&gt;قال شاهد إن الحي هادئ.&lt;/p&gt;&lt;p&gt;لا أضرار.&lt;/p&gt;</content>"
    "</entry></feed>"
)


@pytest.mark.parametrize("feed", [JSON_FEED, ATOM_FEED])
def test_an_entry_without_a_page_is_a_report_itself(web: Web, feed: str) -> None:
    web.page(f"{SITE}/feed", feed, Content_Type="application/octet-stream")
    (found,), _ = poll(web)
    assert isinstance(found, Item)
    told = json.loads(found.raw)
    assert found.key == f"{FEED}#n%201%2F%D8%A3"
    assert told == {
        "feed": FEED, "id": "n 1/أ", "title": "هدوء في الحي", "published": "2021-02-16T19:16:00+02:00",
        "content": "<p>قال شاهد إن الحي هادئ.</p><p>لا أضرار.</p>", "is_markup": True,
    }  # fmt: skip
    assert found.raw == json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert (found.custody.member, found.custody.container) == ("n 1/أ", hashlib.sha256(feed.encode()).hexdigest())
    read, warnings = document(found)
    assert read.text == "هدوء في الحي\n\nقال شاهد إن الحي هادئ.\nلا أضرار." and warnings == ()
    assert read.title is not None and read.text[slice(*read.title)] == "هدوء في الحي"
    assert (read.outlet, read.published) == ("أخبار الوادي", "2021-02-16")
    (again,), _ = poll(web)
    assert isinstance(again, Item) and (again.key, again.raw) == (found.key, found.raw)


def test_an_entry_that_was_updated_is_new(web: Web) -> None:
    entry = "<entry xmlns='http://www.w3.org/2005/Atom'><id>1</id><updated>{}</updated><summary>{}</summary></entry>"
    states = [NEW]
    for updated, words in (("2021-02-16", "أول"), ("2021-02-16", "أول"), ("2021-02-17", "ثان")):
        raw = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry.format(updated, f'خبر {words} من الحي')}</feed>"
        web.page(f"{SITE}/feed", raw)
        found, state = poll(web, states[-1])
        states.append(state)
        assert [one.text for one in found if isinstance(one, Item)] == (
            [] if len(states) == 3 else [f"خبر {words} من الحي"]
        )


def test_one_bad_entry_does_not_stop_the_others(web: Web) -> None:
    web.page(f"{SITE}/feed", rss(
        "<link>/1</link>", "<guid isPermaLink='false'>n-2</guid>", "<link>http://10.0.0.1/</link>",
        "<link>/gone</link>", "<link>/film</link>", "<link>file:///etc/passwd</link>",
    ))  # fmt: skip
    web.page(f"{SITE}/1", page())
    web.page(f"{SITE}/film", b"\0", Content_Type="video/mp4")
    found, state = poll(web)
    assert [type(one.error) for one in found if isinstance(one, Refused)] == [
        AddressError, SourceError, FetchError, AddressError, NoWordsError,
    ]  # fmt: skip
    assert isinstance(found[-1], Item) and len(state.seen) == 6
    assert poll(web, state) == ([], state)
    assert {ip for ip, _ in web.pinned} == {"93.184.215.14"}


def test_a_page_that_fails_for_now_is_tried_again(web: Web) -> None:
    web.page(f"{SITE}/feed", linked("2", "1"), ETag='"a"')
    web.page(f"{SITE}/1", status=503)
    web.page(f"{SITE}/2", page())
    found, state = poll(web)
    assert keys(found) == [f"refused http://{SITE}/1", f"http://{SITE}/2"]
    assert (state.etag, len(state.seen)) == (None, 1)
    web.page(f"{SITE}/1", page())
    found, state = poll(web, state)
    assert keys(found) == [f"http://{SITE}/1"]
    assert (state.etag, len(state.seen)) == ('"a"', 2)


@pytest.mark.parametrize(("status", "headers"), [(429, {}), (503, {"Retry_After": "60"})])
def test_a_host_that_is_asked_too_often_is_left_alone(web: Web, status: int, headers: dict[str, str]) -> None:
    web.page(f"{SITE}/feed", linked("other.example.org/1", "3", "2", "1"), ETag='"a"')
    for path in ("1", "2", "3"):
        web.page(f"{SITE}/{path}", status=status, **headers)
    web.page("other.example.org/1", page())
    found, state = poll(web)
    assert keys(found) == [f"refused http://{SITE}/1", "http://other.example.org/1"]
    assert [asked for asked, _ in web.asked] == [f"{SITE}/feed", f"{SITE}/1", "other.example.org/1"]
    assert (state.etag, len(state.seen)) == (None, 1)


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 4])
def test_stopped_anywhere_nothing_is_lost_and_nothing_comes_twice(web: Web, steps: int) -> None:
    web.page(f"{SITE}/feed", told(3, 2, 1), ETag='"a"')
    before = list(islice(feed_items(FEED, NEW, web.fetcher()), steps))
    state = before[-1].state if before else NEW
    after = list(feed_items(FEED, state, web.fetcher()))
    found = [step.found.text for step in before + after if isinstance(step.found, Item)]
    assert found == [f"خبر قصير رقم {one}" for one in (1, 2, 3)]
    assert (state.etag == '"a"') == (steps == 4) and after[-1].state.etag == '"a"'


def test_a_long_feed_comes_in_parts(web: Web) -> None:
    count = MOST_AT_ONCE + 10
    web.page(f"{SITE}/feed", told(*range(count)), ETag='"a"')
    found, state = poll(web)
    assert (len(found), state.etag) == (MOST_AT_ONCE, None)
    rest, state = poll(web, state)
    assert (len(rest), state.etag, len(state.seen)) == (10, '"a"', count)
    assert len(set(keys(found + rest))) == count


def test_what_is_remembered_is_bounded_and_holds_all_that_is_in_the_feed(web: Web) -> None:
    web.page(f"{SITE}/feed", told(2, 1))
    _, first = poll(web)
    crowded = FeedState(seen=(*first.seen, *(f"{n:016}" for n in range(5000))))
    web.page(f"{SITE}/feed", told(3, 2, 1))
    found, state = poll(web, crowded)
    assert keys(found) == [f"{FEED}#3"]
    assert len(state.seen) < 1100 and state.seen[-3:-1] == first.seen
    assert poll(web, state)[0] == []


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ("", 404, FetchError),
        ("", 503, FetchError),
        ("<html><body>x</body></html>", 200, FeedError),
        ("", 200, FeedError),
        ('<!DOCTYPE r [<!ENTITY a SYSTEM "http://inside.example.com/">]><rss>&a;</rss>', 200, FeedError),
    ],
)
def test_a_feed_that_cannot_be_had(web: Web, body: str, status: int, error: type[Exception]) -> None:
    web.page(f"{SITE}/feed", body, status=status)
    with pytest.raises(error):
        next(feed_items(FEED, NEW, web.fetcher()))
    assert [asked for asked, _ in web.asked] == [f"{SITE}/feed"]


def test_by_what_an_entry_is_known() -> None:
    entry = Entry(id="1", title="خبر", updated="2021-02-16")
    assert mark(entry) == mark(Entry(id="1", title="آخر", updated="2021-02-16"))
    others = [Entry(id="2", updated="2021-02-16"), Entry(id="1"), Entry(title="خبر"), Entry(summary="خبر"), Entry()]
    assert len({mark(one) for one in (entry, *others)}) == 6

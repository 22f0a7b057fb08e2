"""What could not be read, and whether it was read later; in SQLite and in PostgreSQL."""

from dataclasses import replace

from isnad.archive.library import Library
from isnad.archive.opening import writing
from isnad.archive.polling import remember
from isnad.errors import FetchError, UnreadableSourceError
from isnad.ingest.feeds import FeedState
from isnad.ingest.items import Item, Refused
from tests.archive.reports import AGAIN, CLASH, MEETING, OTHER, item, put

FEED = "https://news.example.com/feed"


def refused(where: str) -> Refused:
    return Refused(where=where, error=UnreadableSourceError(f"{where} cannot be read"))


def had(source: str, text: str, member: str | None = None) -> Item:
    """An item of a file, or a part of one."""
    found = item(f"/there/{source}#{member}", text)
    return replace(found, custody=replace(found.custody, source=source, member=member, requested_url=None))


def unread(library: Library) -> list[str]:
    return [row["source"] for row in library.failures() if row["read_at"] is None]


def test_what_was_read_later_from_the_same_source_is_no_longer_unread(library: Library) -> None:
    names = ["a.txt", "t.csv: row 3", "c.warc <urn:uuid:1>", "https://x.example/1", "gone.txt"]
    put(library, *map(refused, names))
    assert unread(library) == names
    put(library, had("a.txt", CLASH), had("t.csv", AGAIN, "row 3"), had("c.warc", OTHER, "<urn:uuid:1>"))
    put(library, item("https://x.example/1", MEETING))
    assert unread(library) == ["gone.txt"]
    assert [row["source"] for row in library.failures()] == names


def test_the_same_bytes_read_elsewhere_are_no_longer_unread(library: Library) -> None:
    (failed,) = put(library, item("https://x.example/1", CLASH, published="no day"))
    assert failed.became == "failed" and unread(library) == ["https://x.example/1"]
    put(library, item("https://x.example/2", CLASH))
    assert unread(library) == []


def test_what_was_read_before_it_failed_is_unread(library: Library) -> None:
    put(library, refused("b.txt"), had("a.txt", CLASH), refused("a.txt"))
    assert unread(library) == ["b.txt", "a.txt"]


def test_what_fails_again_after_it_was_read_is_unread_and_listed_once(library: Library) -> None:
    put(library, refused("a.json"), refused("a.json"))
    put(library, had("a.json", CLASH, "message 1"))
    assert unread(library) == []
    put(library, had("a.json", AGAIN, "message 2"), refused("a.json"))
    assert unread(library) == ["a.json"] and len(library.failures()) == 1


def test_a_feed_that_answers_again_is_no_longer_unread(library: Library) -> None:
    put(library, Refused(where=FEED, error=FetchError("no answer")))
    assert unread(library) == [FEED]
    with writing(library.engine) as connection:
        remember(connection, FEED, FeedState(etag="a"))
    assert unread(library) == []

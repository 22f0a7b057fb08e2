from time import thread_time

import pytest

from isnad.ingest.roots import Root, root_of


@pytest.mark.parametrize(
    ("raw", "root"),
    [
        (b"<rss version='2.0'>", "feed"),
        (
            b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- made by hand -->\n<?xml-stylesheet href='x'?><feed xmlns='y'>",
            "feed",
        ),
        (b"<rdf:RDF xmlns='x'>", "feed"),
        (b'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://example.com/rss.dtd"><RSS>', "feed"),
        ("<?xml version='1.0' encoding='utf-16'?><rss>".encode("utf-16"), "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"', "feed"),
        (rb' {"version": "https:\/\/jsonfeed.org\/version\/1"', "feed"),
        (b'{"version": "1"}', None),
        (b"<?xml version='1.0'?><opml version='2.0'>", "outline"),
        (b"<!doctype html><html lang='ar'>", "page"),
        (b"<?xml version='1.0'?><html xmlns='x'><body>&lt;rss></body></html>", "page"),
        (b"<p><rss></p>", None),
        (b"<rssfeed>", None),
        (b"text about <rss>", None),
        (b"<urlset>", None),
        (b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss>", None),
        (b"", None),
        (b"\x00\xff", None),
    ],
)
def test_what_a_document_is(raw: bytes, root: Root | None) -> None:
    assert root_of(raw) == root


@pytest.mark.parametrize(
    "piece", [b"<!--", b"<!-- -->", b"<?", b"<?x>", b"<!DOCTYPE", b"<!DOCTYPE a>", b" ", b"<", b"{"]
)
def test_starts_made_to_take_long_take_no_time(piece: bytes) -> None:
    begun = thread_time()
    root_of(piece * 1_000_000)
    assert thread_time() - begun < 0.1

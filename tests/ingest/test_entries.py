import json
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.errors import FeedError
from isnad.ingest.entries import MOST_ENTRIES, Entry, Feed, moment, read_feed

URL = "https://news.example.com/feed/"
LAUGHS = b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(1, 12))
EMPTY = b"<rss><channel><title>%s</title></channel></rss>"


def rss(*entries: str, head: str = "<title>أخبار الوادي</title>") -> bytes:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{NAMES}{head}{items}</channel></rss>'.encode()


NAMES = (
    '<channel xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">'
)


def atom(entry: str, attributes: str = "") -> bytes:
    head = f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>الوادي</title>'
    return f"{head}<entry>{entry}</entry></feed>".encode()


def only(raw: bytes) -> Entry:
    (entry,) = read_feed(raw, URL).entries
    return entry


def test_rss() -> None:
    feed = read_feed(
        rss(
            "<title>اشتباك قرب القرية</title><link>https://news.example.com/1</link>"
            "<guid isPermaLink='false'>n-1</guid>"
            "<pubDate>Tue, 16 Feb 2021 19:16:00 +0200</pubDate><description>&lt;p&gt;خبر&lt;/p&gt;</description>"
            "<content:encoded><![CDATA[<p>قال شاهد.</p><p>لا إصابات &amp; لا أضرار.</p>]]></content:encoded>"
            "<media:title>صورة</media:title><media:content url='x'/>",
            "<guid>https://news.example.com/2</guid><dc:date>2021-02-15</dc:date>",
        ),
        URL,
    )
    assert feed.title == "أخبار الوادي"
    first, second = feed.entries
    assert first == Entry(
        id="n-1", url="https://news.example.com/1", title="اشتباك قرب القرية", published="2021-02-16T19:16:00+02:00",
        summary="<p>خبر</p>", content="<p>قال شاهد.</p><p>لا إصابات &amp; لا أضرار.</p>",
    )  # fmt: skip
    assert first.words == "قال شاهد.\nلا إصابات & لا أضرار."
    assert second == Entry(id="https://news.example.com/2", url="https://news.example.com/2", published="2021-02-15")


def test_rdf() -> None:
    feed = read_feed(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b'<channel><title>A</title></channel><item rdf:about="urn:1"><title>B</title><link>/b</link></item></rdf:RDF>',
        URL,
    )
    assert feed == Feed("A", (Entry(id="urn:1", url="https://news.example.com/b", title="B"),))


def test_atom() -> None:
    entry = only(
        atom(
            "<id>tag:1</id><title type='html'>خبر &amp;quot;عاجل&amp;quot; &lt;b&gt;الآن&lt;/b&gt;</title>"
            "<link rel='self' href='/self'/><link rel='enclosure' href='/film'/>"
            "<link type='application/pdf' href='/1.pdf'/><link href='1.html'/>"
            "<published>2021-02-16T19:16:00.123+02:00</published><updated>2021-02-17T08:00:00Z</updated>"
            "<summary>مختصر</summary><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
            "<p>قال &lt;شاهد&gt;.</p>ثم <b>غادر</b></div></content>",
            "xml:base='https://old.example.com/a/'",
        )
    )
    assert entry == Entry(
        id="tag:1", url="https://old.example.com/a/1.html", title='خبر "عاجل" الآن',
        published="2021-02-16T19:16:00+02:00", updated="2021-02-17T08:00:00+00:00", summary="مختصر",
        content="<div><p>قال &lt;شاهد&gt;.</p>ثم <b>غادر</b></div>",
    )  # fmt: skip
    assert entry.words == "قال <شاهد>.\nثم غادر"


def test_text_that_looks_like_markup_stays_where_it_is_text() -> None:
    entry = only(atom("<title>a &lt;b&gt; c &amp;amp;</title><content type='text'>x &lt;y&gt;</content>"))
    assert (entry.title, entry.words, entry.url, entry.id) == ("a <b> c &amp;", "x <y>", None, "")


def test_json_feed() -> None:
    raw = json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "الوادي", "items": [
            {"id": 7, "url": "/7", "title": "خبر", "content_html": "<p>قال شاهد.</p>", "summary": "مختصر",
             "date_published": "2021-02-16T19:16:00+02:00", "date_modified": "2021-02-17"},
            {"id": "8", "content_text": "نص <حر>", "title": None, "url": 5},
            {"external_url": "https://other.example.org/"},
            "no entry",
        ]}
    ).encode()  # fmt: skip
    feed = read_feed(raw, URL)
    assert feed.title == "الوادي"
    assert [entry.words for entry in feed.entries] == ["قال شاهد.", "نص <حر>", ""]
    assert feed.entries[0] == Entry(
        id="7", url="https://news.example.com/7", title="خبر", published="2021-02-16T19:16:00+02:00",
        updated="2021-02-17", summary="مختصر", content="<p>قال شاهد.</p>",
    )  # fmt: skip
    assert (feed.entries[1].id, feed.entries[1].url) == ("8", None)
    assert feed.entries[2].id == feed.entries[2].url == "https://other.example.org/"


@pytest.mark.parametrize(
    ("raw", "titles"),
    [
        (rss("<title>قبل &nbsp;وبعد &copy; &</title>"), ["قبل \xa0وبعد © &"]),
        (rss("<title>a & b &unknown; &lt;</title>"), ["a & b &unknown; <"]),
        (rss("<title>x\x01y\x0bz</title>"), ["x\ufffdy\ufffdz"]),
        (b"\n\n" + rss("<title>x</title>"), ["x"]),
        (rss("<title>خبر القرية</title>").decode().encode("cp1256"), ["خبر القرية"]),
        (rss("<title>خبر القرية</title>").decode().replace("utf-8", "windows-1256").encode("cp1256"), ["خبر القرية"]),
        (rss("<title>خبر</title>").decode().replace("utf-8", "utf-16").encode("utf-16"), ["خبر"]),
        (rss("<title>خبر</title>").decode().replace("utf-8", "nonsense").encode(), ["خبر"]),
        (rss("<title>a</title>", "<title>b</title>")[:-30], ["a"]),
        (rss("<title>a</title>", "<title>b</title>", "<title>c<i></title>"), ["a", "b"]),
        (b'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">' + rss("<title>a</title>")[38:],
         ["a"]),
    ],
)  # fmt: skip
def test_feeds_that_are_broken_in_usual_ways(raw: bytes, titles: list[str]) -> None:
    assert [entry.title for entry in read_feed(raw, URL).entries] == titles


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE r [<!ENTITY a1 "lol">' + LAUGHS + b"]>",
        b'<!DOCTYPE r [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE r [<!ENTITY a11 SYSTEM "http://127.0.0.1:9/">]>',
        b'<!DOCTYPE r [<!ENTITY % a11 SYSTEM "http://127.0.0.1:9/"> %a11;]>',
        b'<!DOCTYPE r [<!ENTITY a11 "' + b"x" * 100_000 + b'">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("ending", [b"", b"&broken;<", b"\x01"])
def test_entities_are_refused_at_once(head: bytes, encoding: str, ending: bytes) -> None:
    raw = (head + EMPTY % (b"&a11;" * 10) + ending).decode().encode(encoding)
    begun = thread_time()
    with pytest.raises(FeedError, match="entities"):
        read_feed(raw, URL)
    assert thread_time() - begun < 0.05


@pytest.mark.parametrize(
    "raw",
    [b"", b"text", b"<html><body>x</body></html>", b"<opml/>", b"\x00" * 100, b"<rss", b"{", b'{"version": "1"}',
     b'{"version": "https://jsonfeed.org/version/1", "items": 5}', b'{"a":' * 100_000, b"{" + b"9" * 10_000,
     b"<rss>" + b"<a/>" * 500_001],
)  # fmt: skip
def test_what_is_no_feed(raw: bytes) -> None:
    with pytest.raises(FeedError):
        read_feed(raw, URL)


@pytest.mark.parametrize(
    "raw",
    [
        EMPTY % (b"\n" * 300_000),
        EMPTY % (b"<a>" * 100_000 + b"</a>" * 100_000),
        EMPTY % (b"<a>" * 100_000),
        EMPTY % (b"&" * 300_000),
        EMPTY % (b"<![CDATA[" * 50_000),
        b"<rss " + b" ".join(b"a%d='x'" % n for n in range(50_000)) + b"/>",
        rss("<author>" + "a.a" * 100_000 + "</author><title>" + "&lt;a " * 50_000 + "</title>"),
        rss("".join(f"<category>{n}</category>" for n in range(50_000))),
        rss("<pubDate>" + "1 " * 100_000 + "</pubDate>"),
        rss(*["<item>"] * 3000),
        atom("<content type='xhtml'>" + "<b>" * 50_000 + "</b>" * 50_000 + "</content>"),
    ],
)
def test_feeds_made_to_take_long_take_no_time(raw: bytes) -> None:
    begun = thread_time()
    try:
        for entry in read_feed(raw, URL).entries:
            assert len(entry.title) <= 2000 and isinstance(entry.words, str)
    except FeedError:
        pass
    assert thread_time() - begun < 2


def test_no_more_entries_than_a_feed_has() -> None:
    raw = rss(*[f"<guid isPermaLink='false'>{n}</guid>" for n in range(MOST_ENTRIES + 10)])
    assert len(read_feed(raw).entries) == MOST_ENTRIES


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Tue, 16 Feb 2021 23:30:00 +0200", "2021-02-16T23:30:00+02:00"),
        ("16 Feb 2021 19:16 GMT", "2021-02-16T19:16:00+00:00"),
        ("Tue, 16 Feb 21 19:16:00 EST", "2021-02-16T19:16:00-05:00"),
        ("Tue, 16 Feb 2021 19:16:00 -0000", "2021-02-16T19:16:00"),
        ("2021-02-16T19:16:00Z", "2021-02-16T19:16:00+00:00"),
        ("2021-02-16T19:16:00.1234567+03:00", "2021-02-16T19:16:00+03:00"),
        ("2021-02-16t19:16:00z", "2021-02-16T19:16:00+00:00"),
        ("2021-02-16 19:16:00", "2021-02-16T19:16:00"),
        (" 2021-02-16 ", "2021-02-16"),
        ("2021-02-30", None),
        ("2021", None),
        ("yesterday", None),
        ("الثلاثاء ١٦ شباط", None),
        ("", None),
        ("1" * 100, None),
        ("Tue, 99 Feb 2021 19:16:00 +9999", None),
    ],
)
def test_dates_keep_their_zone(told: str, expected: str | None) -> None:
    assert moment(told) == expected


PIECES = (
    "<rss>", "</rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<entry>", "</entry>", "<link>",
    "</link>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<link href='//['/>", "<content type='xhtml'>", "</content>", "&amp;",
    "&x;", "&", "<![CDATA[", "]]>", "<!--", "<?xml version='1.0' encoding='punycode'?>", "<!DOCTYPE a [", "]>",
    "<!ENTITY a 'b'>", "<guid>http://x</guid>", "xml:base='http://['", "خبر", "\x00", '{"version":', '"items":[', "}",
    "]",
)  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30)


@settings(deadline=None)
@given(MARKUP.map("".join).map(lambda text: text.encode("utf-8", "replace")) | st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_refused(raw: bytes) -> None:
    try:
        feed = read_feed(raw, URL)
    except FeedError:
        return
    assert isinstance(feed, Feed)
    for entry in feed.entries:
        assert len(entry.title) <= 2000 and isinstance(entry.words, str)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "url", "title", "items", "content_html", "date_published"]), inner)
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(JSON, JSON, JSON)
def test_any_json_is_a_feed_or_refused(title: object, one: object, other: object) -> None:
    told = {"version": "https://jsonfeed.org/version/1", "title": title, "items": [one, other]}
    feed = read_feed(json.dumps(told).encode(), URL)
    assert len(feed.entries) == isinstance(one, dict) + isinstance(other, dict)
    for entry in feed.entries:
        entry.words.encode()

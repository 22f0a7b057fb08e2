from collections.abc import Iterator
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.errors import AddressError, HeavySourceError, OutlineError
from isnad.ingest import opml as opml_
from isnad.ingest.items import Refused
from isnad.ingest.opml import MOST_BYTES, MOST_FEEDS, Subscription, feeds_in, subscriptions

SITE = "https://news.example.com"
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(1, 12))


def opml(outlines: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"><head><title>قائمة</title></head>'
    return f"{head}<body>{outlines}</body></opml>".encode()


def found(raw: bytes) -> list[Subscription | Refused]:
    return list(feeds_in(raw, "list.opml"))


def test_feeds_with_their_titles_and_folders() -> None:
    raw = opml(
        f'<outline text="الشمال"><outline title="الوادي  &amp; التل" text="x" type="rss" xmlUrl="{SITE}/1"/>'
        f'<outline text="قرى"><outline text="أخبار" xmlurl=" {SITE}/2 "/></outline></outline>'
        f'<outline><outline XMLURL="{SITE}/3"/></outline><outline text="ملاحظة"/>'
        f'<outline text="جذر" xmlUrl="{SITE}/4" htmlUrl="{SITE}/"><outline xmlUrl="{SITE}/5"/></outline>'
    )
    assert found(raw) == [
        Subscription(f"{SITE}/1", "الوادي & التل", ("الشمال",)),
        Subscription(f"{SITE}/2", "أخبار", ("الشمال", "قرى")),
        Subscription(f"{SITE}/3"),
        Subscription(f"{SITE}/4", "جذر"),
        Subscription(f"{SITE}/5", "", ("جذر",)),
    ]


def test_each_address_once() -> None:
    urls = (f"{SITE}/1", "HTTPS://NEWS.example.com:443/1#x", f"{SITE}/1?utm_source=x", f"{SITE}/2")
    assert found(opml("".join(f'<outline xmlUrl="{url}"/>' for url in urls))) == [
        Subscription(f"{SITE}/1"),
        Subscription(f"{SITE}/2"),
    ]


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "http://localhost/feed", "http://user@example.com/", "http://127.1/", "feed:x", "/feed",
     "http://example.com:8080/", "//example.com/feed"],
)  # fmt: skip
def test_addresses_that_would_not_be_fetched(url: str) -> None:
    refused, kept = found(opml(f'<outline xmlUrl="{url}"/><outline xmlUrl="{SITE}/1"/>'))
    assert isinstance(refused, Refused) and isinstance(refused.error, AddressError)
    assert refused.where == "list.opml" and kept == Subscription(f"{SITE}/1")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "broken"),
        (b"text", "broken"),
        (b"{}", "broken"),
        (b"\0" * 20, "broken"),
        (b"<rss><channel/></rss>", "starts with <rss>"),
        (b"<html><body></body></html>", "starts with <html>"),
        (b"<?xml version='1.0' encoding='nonsense'?><opml/>", "broken"),
        (opml("<outline>"), "broken"),
        (opml('<outline xmlUrl="&unknown;"/>'), "broken"),
        (opml("<outline/>" * 100_001), "more than 100,000 outlines"),
        (b"<opml>" + b" " * MOST_BYTES + b"</opml>", "larger than 5 MB"),
    ],
)
def test_what_is_no_list_of_feeds(raw: bytes, told: str) -> None:
    with pytest.raises(OutlineError, match=told):
        list(subscriptions(raw))


def test_what_stands_before_a_mistake_is_given() -> None:
    given = subscriptions(opml(f'<outline xmlUrl="{SITE}/1"/><outline')[:-20])
    assert next(given) == Subscription(f"{SITE}/1")
    with pytest.raises(OutlineError):
        next(given)


def test_the_number_of_feeds_is_bounded() -> None:
    outlines = "".join(f'<outline xmlUrl="{SITE}/{number}"/>' for number in range(MOST_FEEDS + 1))
    given = subscriptions(opml(outlines))
    for _ in range(MOST_FEEDS):
        assert isinstance(next(given), Subscription)
    with pytest.raises(OutlineError, match=r"more than 10,000 feeds"):
        next(given)


@pytest.mark.parametrize(
    "declaration",
    [
        f'<!DOCTYPE o [<!ENTITY a1 "lol">{LAUGHS}]>',
        '<!DOCTYPE o [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE o [<!ENTITY % a11 SYSTEM "http://127.0.0.1:9/"> %a11;]>',
        '<!DOCTYPE o SYSTEM "http://127.0.0.1:9/opml.dtd">',
        "<!DOCTYPE opml>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused_at_once(declaration: str, encoding: str) -> None:
    raw = f'{declaration}<opml><body><outline xmlUrl="&a11;"/></body></opml>'.encode(encoding)
    begun = thread_time()
    with pytest.raises(OutlineError, match="is refused"):
        found(raw)
    assert thread_time() - begun < 0.05


@pytest.mark.parametrize(
    "outlines",
    ["<outline text='x'>" * 50_000 + "</outline>" * 50_000, "<a>" * 200_000 + "</a>" * 200_000,
     "<outline " + " ".join(f"a{n}='x'" for n in range(50_000)) + "/>", f"<outline text='{'x ' * 1_000_000}'/>"],
)  # fmt: skip
def test_lists_made_to_take_long_take_no_time(outlines: str) -> None:
    begun = thread_time()
    assert found(opml(outlines)) == []
    assert thread_time() - begun < 3


PIECES = ("<opml>", "</opml>", "<body>", "</body>", "<outline>", "</outline>",
          "<outline text='خبر' xmlUrl='http://a.bc/'>", "<outline xmlUrl='http://['/>", "<outline xmlUrl='&#xD800;'/>",
          "<!DOCTYPE a>", "&", "&amp;", "<![CDATA[", "]]>",
          "<!--", "-->", "<?xml version='1.0' encoding='punycode'?>", "\0")  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=20).map("".join)


@settings(deadline=None)
@given(MARKUP.map(lambda text: text.encode("utf-8", "replace")) | MARKUP.map(opml) | st.binary(max_size=100))
def test_any_bytes_are_a_list_or_refused(raw: bytes) -> None:
    try:
        given = found(raw)
    except OutlineError:
        return
    assert all(isinstance(one, Subscription | Refused) for one in given)


def test_a_list_that_takes_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read in a process of its own."""

    def greedy(*_: object) -> Iterator[Subscription]:
        bytearray(900 * 1024 * 1024)
        yield Subscription("https://a.example/feed")

    monkeypatch.setattr(opml_, "feeds_in", greedy)
    with pytest.raises(HeavySourceError, match="512 MB"):
        list(subscriptions(b"<opml/>"))

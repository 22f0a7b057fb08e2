import hashlib
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.errors import (
    BinarySourceError,
    DamagedSourceError,
    DateError,
    EmptySourceError,
    IsnadError,
    LanguageError,
    OversizedSourceError,
)
from isnad.ingest.capture import MOST_BYTES, capture
from tests.ingest.packing import docx, paragraph
from tests.ingest.report_texts import BODY, HEADLINE, REPORT


def test_text_is_captured_as_it_stands() -> None:
    text = REPORT.replace("\n", "\r\n") + "\u200f\u202bنص\u202c ـــ \u00a0"
    document, warnings = capture(text.encode())
    assert document.text == text
    assert document.id == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    assert document.title is not None and document.title.of(document.text) == HEADLINE
    assert (document.language, document.encoding, warnings) == ("ar", "utf-8", ())


def test_given_date_and_outlet() -> None:
    document, _ = capture(REPORT.encode(), published="2021-02-16T19:16:00+02:00", outlet="قناة")
    assert (document.published, document.published_at) == ("2021-02-16", "2021-02-16T19:16:00+02:00")
    assert (document.published_basis, document.outlet) == ("given", "قناة")
    assert capture(REPORT.encode())[0].published is None


@pytest.mark.parametrize("published", ["16/02/2021", "2021-02-30", "أمس", "20210216", "2021-02-16T25:00"])
def test_bad_date(published: str) -> None:
    with pytest.raises(DateError, match="2021-02-16"):
        capture(REPORT.encode(), published=published)


@pytest.mark.parametrize("raw", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", "\u200f\u00a0\n".encode(), "ـ ـ".encode()])
def test_empty(raw: bytes) -> None:
    with pytest.raises(EmptySourceError):
        capture(raw)


def test_empty_page() -> None:
    with pytest.raises(EmptySourceError, match="page"):
        capture(b"<!doctype html><html><body><script>var a = 1</script></body></html>")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "JPEG"),
        (b"{\\rtf1 }", "RTF"),
        (b"PK\x03\x04" + bytes(50), "ZIP"),
        (bytes(range(256)) * 20, "control characters"),
    ],
)
def test_binary(raw: bytes, kind: str) -> None:
    with pytest.raises(BinarySourceError, match=kind):
        capture(raw)


def test_oversized() -> None:
    with pytest.raises(OversizedSourceError, match="20 MB"):
        capture(b" " * (MOST_BYTES + 1))


def test_language_is_named() -> None:
    with pytest.raises(LanguageError, match="English"):
        capture(b"The army said on Sunday that two of its soldiers were killed in the north of the city.")


def test_short_text_is_a_warning() -> None:
    document, warnings = capture("قصف المدينة".encode())
    assert document.text == "قصف المدينة"
    assert "2 word(s)" in warnings[0]


@pytest.mark.parametrize("extra", ["\u064b" * 10_000, "\u202e\u2066\u200f" * 500, "ـ" * 5_000, "\u0301" * 3000])
def test_marks_and_controls_stay(extra: str) -> None:
    text = REPORT.replace("المدينة", f"المدينة{extra}", 1)
    assert capture(text.encode())[0].text == text


def test_five_megabytes_take_seconds() -> None:
    raw = (BODY + "\n").encode() * (5_000_000 // len(BODY.encode()))
    start = time.perf_counter()
    document, _ = capture(raw)
    assert len(document.text.encode()) == len(raw)
    assert time.perf_counter() - start < 30


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_nothing_but_our_own_errors(raw: bytes) -> None:
    for name in ("a.txt", "a.html", "a.md"):
        try:
            document, _ = capture(raw, name=name)
        except IsnadError:
            continue
        _check_spans(document.text, document.furniture)


_PIECES = st.sampled_from(
    [HEADLINE, BODY, "اقرأ أيضاً:", "#ريف_دمشق #عاجل", "https://a.b/c", "صورة.jpg", "...", "…", "- ", "|", " / أخبار",
     "\n", "\r\n", "\u2028", "عنوان آخر لتقرير آخر عن هجوم…", "---\n", "# ", "<p>", "</p>", "<div hidden>",
     "<a href=x>", "</a>", "&#0;", "&#99999999999;", "<script>", "<!--", "\0", "\ufeff", "(رويترز)", "دع تعليقاً",
     "Facebook Shared with Public"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_spans_are_within_the_text_and_apart(text: str) -> None:
    for name in ("", "a.html", "a.md"):
        try:
            document, _ = capture(text.encode(), name=name)
        except IsnadError:
            continue
        _check_spans(document.text, document.furniture)
        for span in (*(link.span for link in document.links), *([document.title] if document.title else [])):
            assert 0 <= span.start < span.end <= len(document.text)


def _check_spans(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_words_that_do_not_stand_in_the_bytes() -> None:
    raw = b'{"text": 7}'
    document, warnings = capture(raw, text=f"{REPORT}\0", title=HEADLINE, name="a.md")
    assert document.text == f"{REPORT}\ufffd" and document.id == "sha256:" + hashlib.sha256(raw).hexdigest()
    assert document.title is not None and document.title.of(document.text) == HEADLINE
    assert len(warnings) == 1 and "NUL" in warnings[0]


def test_words_too_many_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OversizedSourceError):
        capture(b"{}", text="خ" * (MOST_BYTES + 1))
    monkeypatch.setattr("isnad.ingest.words.MOST_BYTES", 3000)
    raw = docx(paragraph(REPORT) * 20)
    assert len(raw) < 3000
    with pytest.raises(OversizedSourceError, match="longer"):
        capture(raw)


def test_media_goes_before_what_the_bytes_seem() -> None:
    words = f"<p>{REPORT}</p>"
    assert capture(words.encode(), media="text")[0].text == words
    assert capture(words.encode(), media="page", name="a.txt")[0].text != words
    with pytest.raises(DamagedSourceError):
        capture(words.encode(), media="pdf")

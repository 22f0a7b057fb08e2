"""Spans, and quotations that cannot be without their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.errors import IsnadError
from isnad.model import Span
from isnad.model.span import Evidence, UngroundedError

TEXT = "قُتل جنديان 😀 شرقي البلدة"
spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(min(ends), max(ends)))


def test_offsets_count_code_points() -> None:
    start = TEXT.index("شرقي")
    assert Span(start, start + 4).of(TEXT) == "شرقي"
    assert Span(0, 4).of(TEXT) == "قُتل"


@pytest.mark.parametrize(
    ("one", "other", "overlap", "inside"),
    [
        (Span(2, 5), Span(5, 8), False, False),
        (Span(2, 5), Span(4, 8), True, False),
        (Span(2, 5), Span(2, 5), True, True),
        (Span(2, 9), Span(3, 4), True, True),
        (Span(3, 4), Span(2, 9), True, False),
    ],
)
def test_two_spans(one: Span, other: Span, overlap: bool, inside: bool) -> None:
    assert one.overlaps(other) is other.overlaps(one) is overlap
    assert one.contains(other) is inside


@given(spans, spans)
def test_the_cover_holds_both_and_no_more(one: Span, other: Span) -> None:
    cover = one.cover(other)
    assert cover.contains(one) and cover.contains(other)
    assert cover.start in (one.start, other.start) and cover.end in (one.end, other.end)


def test_evidence_is_what_stands_there() -> None:
    evidence = Evidence.at(TEXT, Span(5, 11))
    assert evidence.quote == "جنديان"
    assert evidence == Evidence(TEXT, Span(5, 11), "جنديان")


@pytest.mark.parametrize(
    ("span", "quote"),
    [
        (Span(5, 11), "جندیان"),
        (Span(5, 11), "قُتل"),
        (Span(5, 5), ""),
        (Span(11, 5), ""),
        (Span(-6, 4), "قُتل"),
        (Span(-6, -1), "البلد"),
        (Span(len(TEXT) - 6, len(TEXT) + 1), "البلدة"),
        (Span(len(TEXT), len(TEXT) + 1), ""),
    ],
)
def test_ungrounded_evidence_cannot_be_built(span: Span, quote: str) -> None:
    with pytest.raises(UngroundedError) as caught:
        Evidence(TEXT, span, quote)
    assert isinstance(caught.value, IsnadError) and caught.value.code == "ungrounded"


@given(st.text(max_size=20), st.integers(-5, 25), st.integers(-5, 25))
def test_evidence_lies_within_the_text_or_is_none(text: str, start: int, end: int) -> None:
    if 0 <= start < end <= len(text):
        assert Evidence.at(text, Span(start, end)).quote == text[start:end]
    else:
        with pytest.raises(UngroundedError):
            Evidence.at(text, Span(start, end))

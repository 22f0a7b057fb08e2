from hypothesis import given
from hypothesis import strategies as st

from isnad.model import Span
from isnad.publish.marks import Mark, pieces, whole_words

TEXTS = st.text(alphabet="ابتثجحلموي ةىءَّـ\u200c\n\r\t<>&\"'«»،47ab\U0001f600", max_size=80)
SPANS = st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90), st.sampled_from("abc")), max_size=12)


@given(TEXTS, SPANS)
def test_pieces_are_the_text(text: str, spans: list[tuple[int, int, str]]) -> None:
    found = list(pieces(text, [Mark(Span(a, b), "event", fact) for a, b, fact in spans]))
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found)


@given(TEXTS, SPANS)
def test_every_marked_character_lies_in_a_piece_of_its_mark(text: str, spans: list[tuple[int, int, str]]) -> None:
    at = 0
    for piece in pieces(text, [Mark(Span(a, b), "event", fact) for a, b, fact in spans]):
        facts = {m.fact for m in piece.marks}
        after = at + len(piece.text)
        assert {fact for start, end, fact in spans if max(start, at) < min(end, after)} <= facts
        at = after


@given(TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_no_border_falls_between_joined_letters(text: str, start: int, end: int) -> None:
    span = whole_words(text, Span(start, end))
    for border in span if span.start < span.end else ():
        if 0 < border < len(text):
            assert not (text[border - 1].isalpha() and text[border].isalpha())


def test_a_name_after_a_clitic_is_marked_as_a_whole_word() -> None:
    text = "وبالحرس الثوري،"
    assert whole_words(text, Span(3, 7)).of(text) == "وبالحرس"
    assert whole_words(text, Span(8, 14)).of(text) == "الثوري"
    assert whole_words("مُحَمَّد", Span(0, 1)) == Span(0, 8)


def test_nested_marks_come_innermost_first() -> None:
    text = "قائد لواء الصقور"
    marks = [Mark(Span(0, 16), "speaker", "s1"), Mark(Span(5, 16), "actor", "n1")]
    assert [[m.fact for m in p.marks] for p in pieces(text, marks)] == [["s1"], ["n1", "s1"]]

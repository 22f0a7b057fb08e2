"""Ids, anchors, rules and skipped parts; and what holds for any text."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.annotate.times import find_publication, read_times
from isnad.annotate.times.calendar import entries
from isnad.arabic.view import View
from isnad.model.span import Span

DAY = date(2021, 2, 16)


def test_ids_anchors_and_rules() -> None:
    times = read_times(View("في 7 تشرين الأول 2020 قصفوها وفي اليوم التالي انسحبوا، وعادوا أمس"), DAY)
    assert [t.id for t in times] == ["t1", "t2", "t3"]
    assert [t.anchor for t in times] == [None, "t1", "published"]
    assert [t.rule for t in times] == ["date", "period", "relative_day"]


def test_nothing_is_read_in_skipped_parts() -> None:
    text = "اقرأ أيضا: قصف أمس\nقتل مدني اليوم"
    times = read_times(View(text), DAY, [Span(0, text.index("\n"))])
    assert [t.span.of(text) for t in times] == ["اليوم"]


def test_a_conjunction_is_not_part_of_the_expression() -> None:
    text = "قصفوها وأمس عادوا"
    assert [t.span.of(text) for t in read_times(View(text), DAY)] == ["أمس"]


def test_marks_on_a_conjunction_go_with_it() -> None:
    text = "قصفوها وَأمسِ عادوا"
    assert [t.span.of(text) for t in read_times(View(text), DAY)] == ["أمسِ"]


def test_relative_expressions_have_no_bounds_without_publication() -> None:
    times = read_times(View("قتل أمس ثلاثة، ومنذ شهرين مثلهم، والأسبوع الماضي خمسة، وفي نوفمبر الفائت"), None)
    assert len(times) == 4
    assert all(t.from_ is None and t.to is None and t.anchor is None for t in times)


def test_twice_the_same_reading() -> None:
    view = View("قتل أمس ثلاثة وفي اليوم ذاته خمسة")
    assert read_times(view, DAY) == read_times(view, DAY)


CALENDAR_WORDS = sorted(word for word, entry in entries().items() if not entry.keys() & {"zone", "name"})
words = st.one_of(
    st.sampled_from(CALENDAR_WORDS),
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآىةئؤ\u064b\u0640", min_size=1, max_size=8),
    st.integers(0, 99999).map(str),
    st.sampled_from(["الـ", "و", "خمسة", "عشر", "الثالث", "والعشرين", "الحادي", "أول"]),
)
gaps = st.sampled_from([" "] * 8 + ["، ", "/", "-", ". ", "\n", ":", " – ", " (", ") ", " | ", '"', ""])
texts = st.lists(st.tuples(words, gaps), max_size=40).map(lambda parts: "".join(word + gap for word, gap in parts))
published = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


@settings(max_examples=400, deadline=None)
@given(texts, published)
def test_any_text_is_read_soundly(text: str, day: date | None) -> None:
    last = 0
    for number, time in enumerate(read_times(View(text), day), 1):
        assert time.id == f"t{number}"
        assert last <= time.span.start < time.span.end <= len(text)
        last = time.span.end
        for bound in (time.from_, time.to):
            assert bound is None or 1900 <= date.fromisoformat(bound).year <= 2100
        if time.from_ and time.to:
            assert time.from_ <= time.to


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | texts, st.integers(0, 60))
def test_publication_never_fails(text: str, before: int) -> None:
    found = find_publication(View(text), before)
    assert found is None or 1900 <= found[0].year <= 2100
    read_times(View(text), found[0] if found else None)

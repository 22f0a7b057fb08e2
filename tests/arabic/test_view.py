"""Words and sentences of a captured text, each with its place in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.arabic.letters import fold
from isnad.arabic.view import Break, View
from isnad.model import Span

WORDS = [
    ("استـ ـهـ ـداف الحاجز", ["استهداف=استـ ـهـ ـداف", "الحاجز=الحاجز"]),
    ("مـ..ـقتل جندي", ["مقتل=مـ..ـقتل", "جندي=جندي"]),
    ("قـ*ـصف", ["قصف=قـ*ـصف"]),
    ("تفـ_ـجير", ["تفجير=تفـ_ـجير"]),
    ("الجيـــش", ["الجيش=الجيـــش"]),
    ("هجوم - قتل", ["هجوم=هجوم", "قتل=قتل"]),
    ("#ريف_دمشق_الشرقي", ["ريف=ريف", "دمشق=دمشق", "الشرقي=الشرقي"]),
    ("عاجل#سوريا", ["عاجل=عاجل", "سوريا=سوريا"]),
    ("ﻗﺘﻞ ﻻﺟﺊ", ["قتل=ﻗﺘﻞ", "لاجي=ﻻﺟﺊ"]),
    ("قُتِلَ مُسلَّحون", ["قتل=قُتِلَ", "مسلحون=مُسلَّحون"]),
    ("الجي\u200cش وال\u200fأمن", ["الجيش=الجي\u200cش", "والامن=وال\u200fأمن"]),
    ("١٧ قتيلاً و٣", ["17=١٧", "قتيلا=قتيلاً", "و=و", "3=٣"]),
    ("قسد/الأسايش", ["قسد=قسد", "الاسايش=الأسايش"]),
    ("صاروخ S400 و F16", ["صاروخ=صاروخ", "s400=S400", "و=و", "f16=F16"]),
    ("«النصرة»", ["النصره=النصرة"]),
    ("يکون ایران", ["يكون=يکون", "ايران=ایران"]),
    ("ـــ ـ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words_and_where_they_stand(text: str, expected: list[str]) -> None:
    view = View(text)
    found = [f"{word}={text[s:e]}" for word, s, e in zip(view.words, view.starts, view.ends, strict=True)]
    assert found == expected


SENTENCES = [
    ("قتل جندي. وأصيب آخر.", ["قتل جندي", "وأصيب آخر"]),
    ("قتل جندي.وأصيب آخر", ["قتل جندي", "وأصيب آخر"]),
    ("هل قتل؟ نعم! قتل", ["هل قتل", "نعم", "قتل"]),
    ("قال... ثم صمت", ["قال", "ثم صمت"]),
    ("بلغ 3.5 مليون، أي 4", ["بلغ 3.5 مليون، أي 4"]),
    ("قال د. علي إن القصف توقف", ["قال د. علي إن القصف توقف"]),
    ("العنوان\nالنص", ["العنوان", "النص"]),
    ("العنوان\r\nالنص\u2029الذيل", ["العنوان", "النص", "الذيل"]),
    ("«انسحبوا.» وقال", ["انسحبوا", "وقال"]),
    ("قتل (جندي)، وأصيب: آخر - وفر", ["قتل (جندي)، وأصيب: آخر - وفر"]),
    ("■ قصف ■ اعتقال", ["قصف", "اعتقال"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    view = View(text)
    assert [view.span(first, end).of(text) for first, end in view.sentences] == expected


def test_breaks_are_graded() -> None:
    view = View("قتل جندي، وأصيب آخر. انتهى\nالذيل")
    assert view.breaks == [
        Break.PARAGRAPH, Break.NONE, Break.SOFT, Break.NONE, Break.SENTENCE, Break.PARAGRAPH,
    ]  # fmt: skip
    assert view.paragraphs == [(0, 5), (5, 6)]
    assert view.sentence_at(3) == (0, 4) and view.sentence_at(4) == (4, 5)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("قال «نعم» له", [False, True, False], [False, True, False]),
        ("قال “نعم” له", [False, True, False], [False, True, False]),
        ('قال "نعم له"', [False, True, False], [False, False, True]),
        ("قال (نعم) له", [False, True, False], [False, True, False]),
        ("قال نعم له", [False, False, False], [False, False, False]),
    ],
)
def test_quotation_marks(text: str, opens: list[bool], closes: list[bool]) -> None:
    view = View(text)
    assert [view.opens(i) for i in range(3)] == opens
    assert [view.closes(i) for i in range(3)] == closes


LETTERS = "ابتجحدرسشصطعفقكلمنهويءأإآىةئؤ\u064b\u064f\u0651\u0640\u0640\u200c\u200f\ufefb\ufed7"
arabic = st.text(LETTERS + "0١9# _.-*،؟!:()«»\n\r\u2028AZ", max_size=80)


@settings(max_examples=400)
@given(arabic | st.text(max_size=60))
def test_every_word_maps_back_to_the_text(text: str) -> None:
    view = View(text)
    last = 0
    for word, start, end, gap in zip(view.words, view.starts, view.ends, view.gaps, strict=True):
        assert last <= start < end <= len(text)
        assert text[last:start] == gap
        assert fold(text[start:end]) == word != ""
        last = end
    covered = [index for first, end in view.sentences for index in range(first, end)]
    assert covered == list(range(len(view)))


@settings(max_examples=200)
@given(arabic, st.data())
def test_a_span_of_words_gives_these_words(text: str, data: st.DataObject) -> None:
    view = View(text)
    if view.words:
        first = data.draw(st.integers(0, len(view) - 1))
        end = data.draw(st.integers(first + 1, len(view)))
        span = view.span(first, end)
        assert view.word_range(span) == (first, end)
        assert view.phrase(first, end).split() == view.words[first:end]


def test_a_span_between_words_holds_none() -> None:
    assert View("قتل   جندي").word_range(Span(4, 5)) == (1, 1)

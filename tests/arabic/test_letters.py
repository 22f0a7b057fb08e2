"""One form for the spellings of a word, and letters that no data file may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.arabic.letters import fold, fold_phrase, unfit_letters

SAME = [
    "أحمد احمد إحمد ٱحمد",
    "على علي علی",
    "مدرسة مدرسه مدرسۃ",
    "مسؤول مسوول",
    "عائلة عايلة عايله",
    "قرآن قران قرءان"[:9],
    "قُتِلَ قتل قـتـل قـ..ـتل",
    "كيف کيف ڪيف",
    "باريس پاريس",
    "فيينا ڤيينا",
    "١٢٣ 123 ۱۲۳",
    "SDF sdf",
    "ﻗﺘﻞ قتل",
    "الجي\u200fش الجيش",
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_word(spellings: str) -> None:
    assert len({fold(word) for word in spellings.split(" ")}) == 1


@pytest.mark.parametrize("words", ["قصف قصة", "حرب حزب", "سوريا سورية", "صالح سالح", "شيء شي", "دعوى دعوة"])
def test_different_words_stay_apart(words: str) -> None:
    assert len({fold(word) for word in words.split()}) == 2


@given(st.text("ابتثجحدرسشصطعفقكلمنهويءأإآىةئؤٱپچڤگکیھہ\u064b\u0651\u0640\u200d\ufefb\ufe8d٠١۲A", max_size=20))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


def test_phrases_are_folded_word_by_word() -> None:
    assert fold_phrase("  الأمنُ   العامّ ") == "الامن العام"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("قُتل", "diacritic U+064F"),
        ("قـتل", "tatweel U+0640"),
        ("قت\u200fل", "bidi control U+200F"),
        ("ایران", "look-alike letter ی U+06CC"),
        ("قت\u200bل", "invisible character U+200B"),
    ],
)
def test_unfit_letters_are_named(text: str, word: str) -> None:
    assert unfit_letters(text) == [word]


def test_plain_arabic_is_fit() -> None:
    assert unfit_letters("أُ"[0] + "آإئؤةىء ابتثجحخدذرزسشصضطظعغفقكلمنهوي، 123 abc") == []

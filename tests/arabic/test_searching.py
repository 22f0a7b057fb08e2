import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.arabic.letters import MARKS, TATWEEL, fold
from isnad.arabic.searching import LONGEST, search_words, variants


def forms(text: str) -> list[str]:
    return [word.form for word in search_words(text)]


@pytest.mark.parametrize(
    "spellings",
    [
        "جيش الجيش للجيش والجيش بالجيش كالجيش فالجيش وللجيش وبالجيش فللجيش الجَيْشُ الجـــيش ﺍﻟﺠﻴﺶ",
        "إدلب ادلب أدلب آدلب",
        "مدرسة مدرسه المدرسة للمدرسة",
        "مستشفى مستشفي المستشفى والمستشفى",
        "الغام ألغام الألغام للألغام والألغام بالألغام",
        "دم الدم",
        "حي الحي",
        "١٢٣ 123 ۱۲۳",
        "ISIS isis Isis",
        "Artêşa artesa ARTÊŞA",
        "الله لله والله بالله",
        "استـ ـهـ ـداف",
    ],
)
def test_spellings_of_one_word_have_one_form(spellings: str) -> None:
    assert len(set(forms(spellings))) == 1


@pytest.mark.parametrize("pair", ["الآن أن", "الله له", "إلى لي", "وزير زير", "لجنة جنة", "بحرية حرية", "ورقة رقة"])
def test_other_words_stay_apart(pair: str) -> None:
    assert len(set(forms(pair))) == 2


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("حزب", "وحزب"), ("حزب", "لحزب"), ("دمشق", "بدمشق"), ("دمشق", "ولدمشق"), ("هجوم", "هجوماً"), ("لجنة", "للجنة"),
        ("لواء", "للواء"), ("اللاذقية", "للاذقية"), ("حي", "بالحي"), ("الجيش", "لجيش"), ("قصف", "فقصف"),
    ],
)  # fmt: skip
def test_a_word_is_asked_for_as_it_may_stand(asked: str, written: str) -> None:
    assert forms(written)[0] in variants(forms(asked)[0])


def test_a_name_of_two_words_written_as_one() -> None:
    one, other = search_words("قال عبدُالرحمن"), search_words("قال عبد الرحمن")
    assert [word.form for word in one] == [word.form for word in other] == ["قال", "عبد", "رحمن"]
    assert ["قال عبدُالرحمن"[word.start : word.end] for word in one] == ["قال", "عبدُ", "الرحمن"]


def test_words_of_a_hashtag_and_of_an_address() -> None:
    assert forms("#ريف_دمشق https://example.org/a-b") == ["ريف", "دمشق", "https", "example", "org", "a", "b"]


def test_what_is_no_word_is_cut() -> None:
    assert forms("س" * 5000) == ["س" * LONGEST]
    assert variants("c300") == ("c300",)


ARABIC = st.text(st.sampled_from("ابتلوفكيهمنقرسعدةىأإآؤئءشجح ـًٌَُِّْ" + "٣4aB_.،\u200f"), max_size=60)


@given(ARABIC | st.text(max_size=60))
def test_every_word_stands_where_it_is_said_to(text: str) -> None:
    at = 0
    for word in search_words(text):
        assert at <= word.start < word.end <= len(text)
        assert 0 < len(word.form) <= LONGEST and word.form.isalnum()
        at = word.end


@given(ARABIC)
def test_a_form_depends_on_nothing_but_its_word(text: str) -> None:
    words = search_words(text)
    for word in words:
        written = text[word.start : word.end]
        assert word.form in [one.form for one in search_words(written)]
    assert [word.form for word in search_words(f"قبل {text} بعد")] == ["قبل", *(word.form for word in words), "بعد"]


@given(st.text(st.sampled_from("ابتلوفكيهمنقرسعد"), min_size=1, max_size=12))
def test_marks_and_tatweel_make_no_difference(word: str) -> None:
    marked = "".join(letter + TATWEEL + MARKS[-1] for letter in word)
    assert forms(word) == forms(marked)


@given(st.text(st.sampled_from("بتكيهمنقرسعدشجح"), min_size=3, max_size=12))
def test_the_article_makes_no_difference(word: str) -> None:
    assert {forms(before + word)[0] for before in ("", "ال", "وال", "بال", "لل", "ولل", "وبال", "فال", "كال")} == {
        fold(word)
    }


def test_a_million_characters_in_seconds() -> None:
    text = "".join(f"قصفت الطائرات قرية رقم{n % 977} في ريف {n % 31}، وقُتل مدنيون. " for n in range(22_000))[:1_000_000]
    assert len(text) == 1_000_000
    best = min(_seconds(text) for _ in range(3))
    assert best < 3  # 0.6 s on a quiet machine


def _seconds(text: str) -> float:
    start = time.perf_counter()
    search_words(text)
    return time.perf_counter() - start

"""What is written onto a word, taken off again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isnad.arabic.clitics import heads, peel

WAYS = [
    ("والجيش", "جيش", "و", True, ""),
    ("للجيش", "جيش", "ل", True, ""),
    ("بالقصف", "قصف", "ب", True, ""),
    ("ولقوات", "قوات", "ول", False, ""),
    ("وللقوات", "قوات", "ول", True, ""),
    ("سيقصف", "يقصف", "س", False, ""),
    ("وسيقصفون", "يقصفون", "وس", False, ""),
    ("اعتقلته", "اعتقلت", "", False, "ه"),
    ("فاعتقلهم", "اعتقل", "ف", False, "هم"),
    ("مقتلهما", "مقتل", "", False, "هما"),
    ("كالقصف", "قصف", "ك", True, ""),
    ("واعتقالها", "اعتقال", "و", False, "ها"),
]


@pytest.mark.parametrize(("word", "core", "before", "article", "after"), WAYS)
def test_the_right_way_is_among_the_ways(word: str, core: str, before: str, article: bool, after: str) -> None:
    assert (core, before, article, after) in peel(word)


def test_the_least_peeled_comes_first() -> None:
    assert peel("والي")[0] == ("والي", "", False, "")


def test_a_word_is_never_peeled_away() -> None:
    assert {way.core for way in peel("وله")} == {"وله", "له", "ول"}
    assert peel("و") == ()


def test_article_and_pronoun_exclude_each_other() -> None:
    assert not [way for way in peel("القصفه") if way.article and way.after]


@given(st.text("ابتلموهيكنسف", min_size=1, max_size=10))
def test_what_is_peeled_off_puts_the_word_together_again(word: str) -> None:
    for core, before, article, after in peel(word):
        middle = ("ل" if before.endswith("ل") else "ال") if article else ""
        assert before + middle + core + after == word


@pytest.mark.parametrize(
    ("word", "head", "before"),
    [("للجيش", "الجيش", "ل"), ("وللجيش", "الجيش", "ول"), ("والجيش", "الجيش", "و"), ("بدمشق", "دمشق", "ب")],
)
def test_names_keep_their_article(word: str, head: str, before: str) -> None:
    assert heads(word)[0] == (word, "")
    assert (head, before) in heads(word)

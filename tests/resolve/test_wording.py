"""The words of reports, and names without what only says what they are."""

import pytest

from isnad.codebook import Codebook
from isnad.resolve.wording import core, person_name, place_name, telling_words, tokens, weekday


def test_tokens_are_folded_and_without_addresses() -> None:
    assert tokens("قصفٌ على #بلدة_الجرن https://nebras.example/1 @nebras") == ["قصف", "علي", "بلده", "الجرن"]


@pytest.mark.parametrize(("word", "expected"), [("والبلده", "بلده"), ("للقريه", "قريه"), ("وليد", "وليد")])
def test_core(word: str, expected: str) -> None:
    assert core(word) == expected


def test_telling_words_leave_grammar_out(book: Codebook) -> None:
    assert telling_words(["قصف على الجسر", "قصف في 12"], book) == ("12", "جسر", "قصف")


@pytest.mark.parametrize(
    ("name", "bare", "kind"),
    [
        ("قرية الجرن", "الجرن", "village"),
        ("ريف الجرن الغربي", "الجرن", "countryside"),
        ("قرية الجرن الغربي", "الجرن الغربي", "village"),
        ("الجرن", "الجرن", ""),
    ],
)
def test_place_names(name: str, bare: str, kind: str, book: Codebook) -> None:
    found, kinds = place_name(name, book)
    assert found == bare
    assert kind in kinds or not (kind or kinds)


@pytest.mark.parametrize("name", ["الدكتور سعيد الناعم", "سعيد الناعم"])
def test_person_names(name: str, book: Codebook) -> None:
    assert person_name(name, book) == "سعيد الناعم"


@pytest.mark.parametrize(
    ("words", "number"), [(["يوم", "الجمعه"], 4), (["الاثنين"], 0), (["الاحد", "الاثنين"], None), (["امس"], None)]
)
def test_weekdays(words: list[str], number: int | None) -> None:
    assert weekday(words) == number

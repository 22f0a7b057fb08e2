"""Lengths of time in words."""

import pytest

from isnad.publish.lengths import length_in_words

LENGTHS = [
    ("PT48H", "48 ساعة", "48 hours"), ("P1W", "أسبوع", "1 week"), ("P2D", "يومان", "2 days"),
    ("PT24H", "24 ساعة", "24 hours"), ("P10D", "10 أيام", "10 days"), ("P103D", "103 أيام", "103 days"),
    ("P3M", "3 أشهر", "3 months"), ("PT30M", "30 دقيقة", "30 minutes"),
]  # fmt: skip


@pytest.mark.parametrize(("iso", "arabic", "english"), LENGTHS)
def test_one_unit(iso: str, arabic: str, english: str) -> None:
    assert (length_in_words(iso, "ar"), length_in_words(iso, "en")) == (arabic, english)


@pytest.mark.parametrize("iso", ["2024-05-24", "P1DT2H", "P", "", "PT", "48"])
def test_what_is_no_single_length_stays(iso: str) -> None:
    assert length_in_words(iso, "ar") is None

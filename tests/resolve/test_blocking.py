"""Who is compared with whom: those that could be one share a key, the others few or none."""

import pytest

from isnad.resolve.blocking import blocks, skeleton
from isnad.resolve.mentions import EventMention, Harmed
from tests.resolve.tellings import BINNISH, DARAA, IDLIB, MILL, SARMIN, SYRIA, told

FOURTH = told(1, "2022-03-04", spots=(SARMIN,))


@pytest.mark.parametrize(
    "other",
    [
        told(2, "2022-03-05", spots=(SARMIN,)),
        told(2, "2022-03-04", spots=(IDLIB,)),
        told(2, "2022-03-05", spots=(BINNISH,)),
        told(2, published="2022-03-06", spots=(IDLIB,)),
        told(2, "2022-03-04", near=("place:sarmin",)),
        told(2, near=("place:sarmin",)),
        told(2, spots=(SARMIN,)),
        told(2, "2022-03-04", spots=(MILL._replace(above=("place:idlib",)),)),
        told(2, text_group="d1"),
    ],
    ids=["the next day", "its governorate", "a neighbour", "published soon after", "only named", "named, no day",
         "no day", "a hamlet of the governorate", "a copy"],
)  # fmt: skip
def test_meet(other: EventMention) -> None:
    assert blocks(FOURTH) & blocks(other)


@pytest.mark.parametrize(
    "other",
    [told(2, "2022-03-04", spots=(DARAA,)), told(2, "2022-03-09", spots=(IDLIB,)), told(2, "2022-03-04"),
     told(2, "2022-03-04", spots=(SARMIN,), family="talks")],
    ids=["elsewhere", "days later", "nowhere", "another kind of happening"],
)  # fmt: skip
def test_do_not_meet(other: EventMention) -> None:
    assert not blocks(FOURTH) & blocks(other)


def test_meet_without_a_day_by_year_day_toll_or_name() -> None:
    assert blocks(told(1, partial="--03-04", spots=(IDLIB,))) & blocks(told(2, partial="--03-05", spots=(SARMIN,)))
    toll = (Harmed("killed", 7, 7),)
    assert blocks(told(1, spots=(DARAA,), harmed=toll)) & blocks(told(2, spots=(DARAA,), harmed=toll))
    names = [told(1, names=("سعيد الناعم",)), told(2, names=("سعيد ناعم",))]
    assert blocks(names[0]) & blocks(names[1])


def test_an_unanchored_mention_has_no_key_but_its_text() -> None:
    assert blocks(told(1)) == {"force|text|d1"}
    assert blocks(told(1, spots=(SYRIA,))) == {"force|text|d1"}


@pytest.mark.parametrize(("one", "other"), [("الجريجسه", "جرجيسه"), ("كفرعويد", "كفر عويد")])
def test_skeletons(one: str, other: str) -> None:
    assert (skeleton(one) == skeleton(other)) is (" " not in other)


def test_the_keys_of_a_mention_are_few() -> None:
    assert len(blocks(told(1, "2022-03-04", "2022-03-05", spots=(SARMIN, BINNISH, IDLIB)))) < 40

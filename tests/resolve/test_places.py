"""Places that reports tell: what contradicts and what agrees."""

import pytest

from isnad.codebook import Codebook
from isnad.resolve.mentions import Spot
from isnad.resolve.places import CAPITAL, agreement_of_places, cells, contradicting_places, registered_spot
from tests.resolve.tellings import BINNISH, DARAA, IDLIB, MILL, SARMIN, SYRIA, told

FAR = SARMIN._replace(place="place:far", above=("place:far", "place:idlib"), point=(36.2, 36.3))


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ((SARMIN,), (SARMIN,), False),
        ((SARMIN,), (IDLIB,), False),
        ((SARMIN,), (DARAA,), True),
        ((SARMIN,), (BINNISH,), False),
        ((SARMIN,), (FAR,), True),
        ((SARMIN,), (SYRIA,), False),
        ((SARMIN,), (MILL,), False),
        ((SARMIN,), (), False),
        ((SARMIN, DARAA), (DARAA,), False),
        ((IDLIB,), (DARAA,), True),
    ],
    ids=["one place", "its governorate", "another governorate", "the next town", "a far town", "the country",
         "an unregistered place", "nowhere", "one of two", "two governorates"],
)  # fmt: skip
def test_contradicting(one: tuple[Spot, ...], other: tuple[Spot, ...], contradict: bool) -> None:
    a, b = told(1, spots=one), told(2, spots=other)
    assert (contradicting_places(a, b) is not None) is contradict
    assert (contradicting_places(b, a) is not None) is contradict


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        (SARMIN, SARMIN, ("place:place:sarmin",)),
        (SARMIN, IDLIB, ("place:place:idlib",)),
        (SARMIN, BINNISH, ("place:place:sarmin", "place:place:binnish")),
        (MILL, MILL._replace(name="الطاحونه السبع"), ("name:طاحونه السبع", "name:الطاحونه السبع")),
        (MILL, MILL._replace(name="تل السوسن"), ()),
        (SARMIN, MILL, ()),
    ],
    ids=["one", "its governorate", "neighbours", "two spellings", "two names", "a name and a place"],
)
def test_agreement(one: Spot, other: Spot, signs: tuple[str, ...]) -> None:
    (found,) = agreement_of_places(told(1, spots=(one,)), told(2, spots=(other,)))
    assert found.signs == signs


def test_a_place_that_is_only_named_agrees_less() -> None:
    at, named = told(1, spots=(SARMIN,)), told(2, near=("place:sarmin",))
    (found,) = agreement_of_places(at, named)
    (sure,) = agreement_of_places(at, told(3, spots=(SARMIN,)))
    assert found.signs == sure.signs
    assert found.share < sure.share
    elsewhere = told(4, spots=(DARAA,), near=("place:sarmin",))
    assert all(not one.signs for one in agreement_of_places(at, elsewhere))


def test_registered_spots(book: Codebook) -> None:
    city = registered_spot("place:daraa-city", book)
    assert city is not None
    assert (city.kind, city.above[0], city.above[-1]) == (CAPITAL, "place:daraa-city", "place:daraa")
    assert registered_spot("l:1", book) is None
    assert registered_spot("place:no-such-place", book) is None
    country = registered_spot("place:syria", book)
    assert country is not None
    assert country.above == ()
    assert country.point is None


def test_squares_of_neighbours_meet() -> None:
    assert set(cells(SARMIN)) & set(cells(BINNISH))
    assert not set(cells(SARMIN)) & set(cells(DARAA))
    assert not list(cells(MILL))

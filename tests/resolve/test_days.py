"""Days that reports tell: what contradicts, what agrees and how far."""

import pytest

from isnad.resolve.days import agreement_of_days, bounds, contradicting_days, reference_days
from isnad.resolve.mentions import EventMention
from tests.resolve.tellings import told

FOURTH = told(1, "2022-03-04")


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        (FOURTH, told(2, "2022-03-04"), False),
        (FOURTH, told(2, "2022-03-05"), False),
        (FOURTH, told(2, "2022-03-06"), True),
        (FOURTH, told(2, "2022-03-01", "2022-03-31"), False),
        (FOURTH, told(2), False),
        (FOURTH, told(2, partial="--03-05"), False),
        (FOURTH, told(2, partial="--03-09"), True),
        (told(1, "2022-12-31"), told(2, partial="--01-01"), False),
        (told(1, partial="--02-28"), told(2, partial="--03-01"), True),
        (told(1, "2020-01-01", "2020-12-31"), told(2, partial="--03-09"), False),
        (FOURTH, told(2, published="2022-03-03"), False),
        (FOURTH, told(2, published="2022-03-01"), True),
        (FOURTH, told(2, published="2024-01-01"), False),
    ],
    ids=["one day", "the next day", "two days", "within a month", "no day", "a day of the year", "another of the year",
         "over New Year", "two of the year", "a year is too wide to tell", "published the day before", "published long "
         "before it happened", "published long after"],
)  # fmt: skip
def test_contradicting(one: EventMention, other: EventMention, contradict: bool) -> None:
    assert (contradicting_days(one, other) is not None) is contradict
    assert (contradicting_days(other, one) is not None) is contradict


@pytest.mark.parametrize(
    ("one", "other", "signs", "more"),
    [
        (FOURTH, told(2, "2022-03-04"), ("day:2022-03-04",), 0.0),
        (FOURTH, told(2, "2022-03-05"), ("day:2022-03-04", "day:2022-03-05"), -1.0),
        (FOURTH, told(2, "2022-03-01", "2022-03-31"), (), 0.5),
        (FOURTH, told(2, published="2022-03-04"), ("day:2022-03-04", "day:2022-03-05"), 0.0),
        (FOURTH, told(2, published="2022-03-12"), (), -1.0),
        (FOURTH, told(2, published="2022-05-04"), (), -3.0),
        (FOURTH, told(2, partial="--03-04"), ("year day:--03-04",), 0.0),
        (FOURTH, told(2, weekday=4), (), 1.8),
        (FOURTH, told(2, weekday=5), (), -0.5),
        (FOURTH, told(2, weekday=1), (), -4.0),
        (FOURTH, told(2), (), 0.0),
    ],
    ids=["one day", "the next", "within a month", "published the same day", "a week later", "months later", "day of "
         "the year", "weekday", "the next weekday", "another weekday", "not known"],
)  # fmt: skip
def test_agreement(one: EventMention, other: EventMention, signs: tuple[str, ...], more: float) -> None:
    for a, b in ((one, other), (other, one)):
        found = agreement_of_days(a, b)
        assert (found.signs, found.more) == (signs, more)


def test_reference_days() -> None:
    assert reference_days(told(1, "2022-03-04", "2022-03-05")) == ("2022-03-04", "2022-03-05")
    assert reference_days(told(1, "2022-03-01", "2022-03-31")) == ()
    assert reference_days(told(1, published="2022-03-04")) == ("2022-03-04",)
    assert bounds(told(1)) is None

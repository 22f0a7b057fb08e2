"""Bars along a line of time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isnad.web.pictures.timelines import MOST_BARS, UNITS, WIDTH, Unit, fitting, timeline

DAYS = st.dates(date(2011, 1, 1), date(2024, 12, 31)).map(date.isoformat)


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2021-02-16", "2021-02-16", "day"),
        ("2021-01-01", "2021-04-30", "day"),
        ("2021-01-01", "2021-05-01", "week"),
        ("2021-01-01", "2023-04-20", "week"),
        ("2015-01-01", "2021-01-01", "month"),
        ("1990-01-01", "2021-01-01", "year"),
        ("1000-01-01", "2021-01-01", "year"),
    ],
)
def test_the_finest_unit_that_fits_is_taken(first: str, last: str, unit: Unit) -> None:
    assert fitting(first, last) == unit


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("day", [("2021-02-27", "2021-02-27", 1), ("2021-02-28", "2021-02-28", 0), ("2021-03-01", "2021-03-01", 2)]),
        ("week", [("2021-02-22", "2021-02-28", 1), ("2021-03-01", "2021-03-07", 2)]),
        ("month", [("2021-02-01", "2021-02-28", 1), ("2021-03-01", "2021-03-31", 2)]),
        ("year", [("2021-01-01", "2021-12-31", 3)]),
    ],
)
def test_stretches_have_inclusive_bounds_and_empty_ones_are_kept(
    unit: Unit, expected: list[tuple[str, str, int]]
) -> None:
    drawn = timeline({"2021-02-27": 1, "2021-03-01": 2}, unit, leftwards=False)
    assert [(bar.first, bar.last, bar.count) for bar in drawn.bars] == expected


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(DAYS, st.integers(1, 900), min_size=1, max_size=30), st.sampled_from(UNITS), st.booleans())
def test_no_event_is_lost_and_no_bar_leaves_the_picture(counts: dict[str, int], unit: Unit, leftwards: bool) -> None:
    drawn = timeline(counts, unit, leftwards=leftwards)
    assert sum(bar.count for bar in drawn.bars) == sum(counts.values())
    assert all(drawn.left <= bar.x and bar.x + bar.width <= drawn.right + 0.01 for bar in drawn.bars)
    assert all(bar.y + bar.height == pytest.approx(drawn.levels[0].at, abs=0.1) for bar in drawn.bars)
    for one, other in pairwise(drawn.bars):
        assert date.fromisoformat(one.last) + timedelta(1) == date.fromisoformat(other.first)
        assert (other.x < one.x) is leftwards
    assert 1 <= len(drawn.days) <= 10


def test_heights_are_as_the_numbers_are() -> None:
    one, two = timeline({"2021-02-01": 3, "2021-02-02": 6}, "day", leftwards=False).bars
    assert two.height == pytest.approx(2 * one.height)


def test_time_runs_either_way() -> None:
    counts = {"2021-02-01": 1, "2021-02-03": 1}
    there, back = (timeline(counts, "day", leftwards=way).bars for way in (False, True))
    assert [bar.x for bar in there] == sorted(bar.x for bar in there)
    assert [bar.first for bar in there] == [bar.first for bar in back]
    assert [WIDTH - bar.x - bar.width for bar in back] == pytest.approx([bar.x for bar in there], abs=0.1)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2021-02-01", "2021-02-03", ["2021-02-01", "2021-02-02", "2021-02-03"]),
        ("2021-01-04", "2021-04-20", ["2021-01", "2021-02", "2021-03", "2021-04"]),
        ("2016-12-28", "2019-03-01", ["2017", "2018", "2019"]),
    ],
)
def test_labels_are_few_and_where_something_begins(first: str, last: str, labels: list[str]) -> None:
    assert [mark.label for mark in timeline({first: 1, last: 1}, "day", leftwards=False).days] == labels


def test_the_end_of_the_calendar_ends_the_line() -> None:
    drawn = timeline({"9999-12-30": 1, "9998-05-01": 1}, "year", leftwards=True)
    assert [bar.count for bar in drawn.bars] == [1, 1]


def test_nothing_is_no_bar() -> None:
    drawn = timeline({}, "day", leftwards=True)
    assert (drawn.bars, drawn.days) == ((), ())
    assert MOST_BARS > 0

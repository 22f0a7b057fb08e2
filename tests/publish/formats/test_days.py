"""Days and moments of every exactness."""

import pytest

from isnad.publish.formats.days import as_utc, end_of, first_day, last_day, moment


@pytest.mark.parametrize(
    ("iso", "first", "last", "utc"),
    [
        ("2021", "2021-01-01", "2021-12-31", "2021"),
        ("2021-02", "2021-02-01", "2021-02-28", "2021-02"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02"),
        ("2021-02-16", "2021-02-16", "2021-02-16", "2021-02-16"),
        ("2021-02-16T01:30:00+03:00", "2021-02-16", "2021-02-16", "2021-02-15T22:30:00"),
        ("2021-02-16T01:30:00.123456Z", "2021-02-16", "2021-02-16", "2021-02-16T01:30:00"),
    ],
)
def test_bounds(iso: str, first: str, last: str, utc: str) -> None:
    assert (first_day(iso), last_day(iso), as_utc(iso)) == (first, last, utc)
    assert end_of(iso) == f"{last}T23:59:59.999Z"


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2021", "2021-01-01T00:00:00.000Z"),
        ("2021-02-16", "2021-02-16T00:00:00.000Z"),
        ("2021-02-16T01:30:00", "2021-02-16T01:30:00.000Z"),
        ("2021-02-16T01:30:00.1239+03:00", "2021-02-15T22:30:00.123Z"),
    ],
)
def test_moments_are_utc(iso: str, expected: str) -> None:
    assert moment(iso) == expected

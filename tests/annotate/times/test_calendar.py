"""The calendar files: fit letters, known values, words that are found."""

from importlib import resources
from zoneinfo import available_timezones

import pytest
import yaml

from isnad.annotate.times.calendar import entries, entry_of
from isnad.arabic.letters import fold, unfit_letters

FILES = [f for f in resources.files("isnad.codebook").joinpath("calendar").iterdir() if f.name.endswith(".yaml")]


@pytest.mark.parametrize("file", FILES, ids=[f.name for f in FILES])
def test_letters_are_fit(file: resources.abc.Traversable) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [(n, unfit_letters(line)) for n, line in enumerate(lines, 1) if unfit_letters(line)] == []


@pytest.mark.parametrize("file", FILES, ids=[f.name for f in FILES])
def test_no_phrase_stands_twice_for_one_value(file: resources.abc.Traversable) -> None:
    for kind, values in yaml.safe_load(file.read_text(encoding="utf-8")).items():
        for value, phrases in values.items():
            folded = [" ".join(map(fold, str(p).split())) for p in phrases]
            assert len(folded) == len(set(folded)), (kind, value)


def test_zones_exist() -> None:
    zones = {str(p.value) for entry in entries().values() for p in entry.get("zone", ())}
    assert zones <= available_timezones()


def test_every_month_has_a_name_in_every_calendar() -> None:
    for kind in ("month", "hijri"):
        assert {p.value for entry in entries().values() for p in entry.get(kind, ())} == set(range(1, 13))


def test_a_doubled_letter_is_forgiven_only_where_no_word_has_it() -> None:
    assert "vague" in (entry_of("مووخرا") or {})
    assert "month" not in (entry_of("ممارس") or {})

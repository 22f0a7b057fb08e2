"""A reviewed account as an example of the codebook."""

import pytest

from isnad.archive.library import Library
from isnad.archive.opening import reading
from isnad.archive.reviewing.examples import Example, example, example_of
from isnad.errors import ReviewError
from isnad.yamls import read_yaml
from tests.archive.reports import CLASH
from tests.archive.reviewing.conftest import handles


def of(library: Library, handle: str) -> Example:
    with reading(library.engine) as connection:
        return example_of(connection, handle)


def test_an_accepted_account(told: Library) -> None:
    first = handles(told)[0]
    told.review(first, "accepted")
    found = of(told, first)
    (row,) = read_yaml(f"examples:\n{found.lines}")["examples"]
    assert row["text"] == CLASH.rstrip(".") and row["trigger"] in CLASH and row["status"] == "actual"
    assert set(row["agents"]) == {"الحرس الثوري الإيراني", "ميليشيا الدفاع الوطني"}
    assert row["place"].endswith("البوكمال") and found.fits and not found.counter and not found.unnamed


def test_a_corrected_type_speaks_against_the_entry_that_found_it(told: Library) -> None:
    first = handles(told)[0]
    told.review(first, "corrected", {"type": "CONTROL", "agents": ["actor:irgc", "actor:isis"]})
    found = of(told, first)
    assert not found.fits and found.type == "CONTROL" and found.unnamed == ("actor:isis",)
    assert read_yaml(f"examples:\n{found.lines}")["examples"][0]["agents"] == ["الحرس الثوري الإيراني"]
    assert read_yaml(f"x:\n{found.counter}")["x"] == [CLASH.rstrip(".")]
    with reading(told.engine) as connection:
        text = example(connection, first, told.reader.book)
    assert text.count("# events/") == 2 and "# not named in this sentence: actor:isis" in text
    assert set(read_yaml(text)) == {"examples", "counter_examples"}


def test_a_rejected_account_is_a_counter_example(told: Library) -> None:
    first = handles(told)[0]
    told.review(first, "rejected")
    found = of(told, first)
    assert not found.lines and found.counter


@pytest.mark.parametrize("verdict", [None, "unsure"])
def test_what_nobody_settled_is_no_example(told: Library, verdict: str | None) -> None:
    first = handles(told)[0]
    if verdict:
        told.review(first, verdict)
    with pytest.raises(ReviewError):
        of(told, first)

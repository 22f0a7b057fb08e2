"""What stands of many decisions on one pair."""

import pytest

from isnad.resolve.judgement import Decision, Verdict, pair, standing


def _said(by: str, verdict: Verdict, left: str = "a", right: str = "b") -> Decision:
    return Decision(left, right, verdict, 1.0 if verdict == "same" else 0.0, by)


CASES: dict[str, tuple[list[tuple[str, Verdict]], Verdict]] = {
    "a later rule before an earlier": ([("rule:x@1", "same"), ("rule:x@2", "different")], "different"),
    "a person before a rule": ([("rule:x@1", "same"), ("Hala", "different")], "different"),
    "a person before a later rule": ([("Hala", "different"), ("rule:x@2", "same")], "different"),
    "a later person before an earlier": ([("Hala", "different"), ("Nur", "same")], "same"),
    "a person who thinks again": ([("Hala", "different"), ("rule:x@1", "same"), ("Hala", "unsure")], "unsure"),
}


@pytest.mark.parametrize(("said", "holds"), CASES.values(), ids=CASES)
def test_what_stands(said: list[tuple[str, Verdict]], holds: Verdict) -> None:
    decisions = [_said(by, verdict) for by, verdict in said]
    assert standing(decisions)["a", "b"].verdict == holds


def test_a_pair_has_no_order() -> None:
    found = standing([_said("rule:x@1", "same", "a", "b"), _said("Hala", "different", "b", "a")])
    assert list(found) == [pair("b", "a")]
    assert found["a", "b"].verdict == "different"


def test_who_is_a_person() -> None:
    assert _said("Hala", "same").personal
    assert not _said("rule:happening@1", "same").personal

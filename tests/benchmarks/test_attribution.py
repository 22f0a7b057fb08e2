"""The attribution benchmark: its passages are sound, and its scores count what they say."""

import pytest

from benchmarks.attribution.__main__ import reading
from benchmarks.attribution.passages import PARTS, Claim, Passage, Speaker, passages
from benchmarks.attribution.scores import NAMES, Scores, score
from isnad import Reader
from isnad.model.vocabulary import STANCES

TEXT = "قال مصدر طبي إن القوات انسحبت."
SPAN, CUE, SAID = (4, 12), (0, 3), (16, 29)


def _speaker(content: tuple[int, int] = SAID, stance: str = "asserts", span: tuple[int, int] = SPAN) -> Speaker:
    claim = Claim(CUE, (content,), stance)
    return Speaker("s1", span, "source", True, None, None, "one", None, (claim,))


def _figures(ours: list[Speaker]) -> dict[str, tuple[int, int, int]]:
    scores = Scores()
    score(Passage("x", None, TEXT, (_speaker(),)), ours, scores)
    return {name: (t.right, t.theirs, t.ours) for name, t in scores.tallies.items()}


@pytest.mark.parametrize(("part", "count"), [("dev", 550), ("test", 100)])
def test_the_passages_are_sound(part: str, count: int) -> None:
    rows = list(passages(part))
    assert len({row.id for row in rows}) == len(rows) >= count
    for row in rows:
        ids = {one.id for one in row.speakers}
        assert all(one.quoted_by in (None, *ids) for one in row.speakers), row.id
        assert all(claim.stance in STANCES and claim.content for one in row.speakers for claim in one.claims), row.id
    assert PARTS == ("dev", "test")


def test_the_same_reading_is_right_in_everything() -> None:
    figures = _figures([_speaker()])
    assert all(right == ours for right, _, ours in figures.values())
    assert figures["content, strict"] == (1, 1, 1)


def test_a_longer_content_is_right_only_if_relaxed() -> None:
    figures = _figures([_speaker(content=(13, 29))])
    assert (figures["content, strict"][0], figures["content, relaxed"][0]) == (0, 1)
    assert (figures["claim, strict"][0], figures["claim, relaxed"][0]) == (0, 1)


def test_punctuation_at_the_ends_does_not_count() -> None:
    assert _figures([_speaker(content=(16, 30))])["content, strict"] == (1, 1, 1)


def test_an_invented_speaker_costs_precision() -> None:
    figures = _figures([_speaker(span=(16, 23))])
    assert figures["speaker"] == (0, 1, 1)
    assert figures["claim, relaxed"] == (0, 1, 1)


def test_what_is_said_counts_whoever_says_it() -> None:
    assert _figures([_speaker(span=(16, 23))])["content, strict"] == (1, 1, 1)


def test_another_stance_is_wrong() -> None:
    assert _figures([_speaker(stance="denies")])["stance"] == (0, 1, 1)
    assert set(_figures([])) == set(NAMES)


def test_our_record_is_read_for_it() -> None:
    passage = Passage("x", None, TEXT, (_speaker(),))
    scores = Scores()
    score(passage, reading(passage, Reader.with_codebook()), scores)
    assert scores.tallies["speaker"].f1 == scores.tallies["content, strict"].f1 == 1.0

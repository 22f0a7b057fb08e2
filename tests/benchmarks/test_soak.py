"""The trials of `make soak` at a size of seconds, and that they would see a failure."""

import time
from dataclasses import dataclass

import pytest

from benchmarks import soak
from isnad import Reader
from isnad.errors import SourceError

CASES = 500


@pytest.mark.parametrize("part", range(4))
def test_broken_inputs_give_a_record_or_an_error_of_ours(part: int) -> None:
    assert soak.broken_inputs(seed=part * CASES, cases=CASES) == 0


def test_pages_made_to_hang_a_parser_do_not() -> None:
    assert soak.defused(share=0.01) == 0


def test_time_grows_as_length_does() -> None:
    assert soak.long_texts(0.4) == 0


def test_trials_can_be_repeated_by_their_seed() -> None:
    assert list(soak.trials(7, 3))[1:] == list(soak.trials(8, 2))


@dataclass(frozen=True, slots=True)
class Scripted:
    """A stand-in for trying one input: raises what it is given."""

    error: Exception | None = None
    seconds: float = 0.0

    def __call__(self, _reader: Reader, _raw: bytes, _name: str) -> str:
        end = time.perf_counter() + self.seconds
        while time.perf_counter() < end:
            pass
        if self.error:
            raise self.error
        return SourceError.code


@pytest.mark.parametrize("trial", [Scripted(IndexError("no such word")), Scripted(seconds=0.2)])
def test_a_failure_would_be_seen(trial: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soak, "try_one", trial)
    monkeypatch.setattr(soak, "LONGEST_SECONDS", 0.05)
    assert soak.broken_inputs(seed=0, cases=2) == 2

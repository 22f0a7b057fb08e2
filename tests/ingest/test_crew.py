import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from isnad.errors import EmptySourceError, EngineError, HeavySourceError, IsnadError
from isnad.ingest.crew import AHEAD, Crew


def work(task: str) -> str:
    """A task is told by its first word."""
    match task.split():
        case ["echo", word]:
            return word
        case ["swell", word]:
            return word * 2_000_000
        case ["refuse"]:
            raise EmptySourceError("nothing in it")
        case ["break"]:
            raise ZeroDivisionError("a mistake of ours")
        case ["hang"]:
            while True:
                time.monotonic()
        case ["eat"]:
            return str(len(bytearray(900 * 1024 * 1024)))
        case ["die"]:
            os._exit(3)
        case ["nest"]:
            return work(task)
        case ["write", path]:
            Path(path).write_bytes(b"x" * 100)
            return "written"
    raise AssertionError(task)


def answers(tasks: list[str], size: int = 2, seconds: float = 5.0) -> list[str]:
    with Crew[str, str](work, size, seconds, 256) as crew:
        return [answer if isinstance(answer, str) else answer.code for _, answer in crew.answers(tasks)]


def test_answers_come_in_the_order_of_the_tasks() -> None:
    tasks = [f"echo {number}" for number in range(200)]
    assert answers(tasks, size=3) == [str(number) for number in range(200)]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ("refuse", EmptySourceError.code),
        ("break", EngineError.code),
        ("hang", HeavySourceError.code),
        ("eat", HeavySourceError.code),
        ("die", HeavySourceError.code),
        ("nest", HeavySourceError.code),
    ],
)
def test_a_bad_task_costs_itself_only(bad: str, code: str) -> None:
    assert answers(["echo a", bad, "echo b", bad, "echo c"], seconds=0.7) == ["a", code, "b", code, "c"]


def test_answers_that_a_dying_process_takes_along_are_had_again() -> None:
    tasks = [*(f"swell {letter}" for letter in "abc"), "die", "echo d"]
    with Crew[str, str](work, 1, 5.0, 256, ahead=len(tasks)) as crew:
        found = [answer[:1] if isinstance(answer, str) else answer.code for _, answer in crew.answers(tasks)]
    assert found == ["a", "b", "c", HeavySourceError.code, "d"]


def test_a_child_writes_no_file(tmp_path: Path) -> None:
    assert answers([f"write {tmp_path}/x", "echo a"])[0] != "written"


def test_tasks_are_taken_only_as_they_are_worked_on() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield f"echo {number}"

    with Crew[str, str](work, 2) as crew:
        found = crew.answers(tasks())
        for _ in range(10):
            next(found)
        assert len(taken) <= 10 + 2 * AHEAD * 2 + 1


def test_large_tasks_and_large_answers_do_not_wait_for_each_other() -> None:
    tasks = [f"echo {'x' * (5_000_000 if number % 3 else 10)}" for number in range(12)]
    assert [len(answer) for answer in answers(tasks, seconds=20)] == [len(task) - 5 for task in tasks]


def test_no_process_is_left_over() -> None:
    with Crew[str, str](work, 2) as crew:
        list(crew.answers(["echo a", "echo b", "echo c"]))
        pids = [child.process.pid for child in crew._children]
    assert pids
    for pid in pids:
        assert pid is not None
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_an_error_of_a_task_keeps_its_words() -> None:
    with Crew[str, str](work, 1) as crew:
        ((_, error),) = crew.answers(["break"])
    assert isinstance(error, IsnadError)
    assert "ZeroDivisionError" in str(error)

"""The processes that read: untrusted bytes are parsed in children of limited memory and time, a bad one costs itself
only.

The parent hands out tasks and takes the answers in the order of the tasks; a child that takes too long or dies is
replaced, and its task answered with an error. A child works ahead while the parent is busy: threads of its own take
tasks in and send answers out. Nothing but some tasks and answers is in memory, however many there are.
"""

import contextlib
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Generic, NamedTuple, TypeVar

from isnad.errors import EngineError, HeavySourceError, IsnadError

Task = TypeVar("Task")
Answer = TypeVar("Answer")

SECONDS = 10.0
"""Longest time for one document (trust.md R3); the longest of 3,000 real reports took 0.3 s."""
MEGABYTES = 512
"""Memory that one document may take beyond what the reader itself holds (trust.md R3)."""
AHEAD = 12
"""Tasks that a process has at a time, so that it need not wait for the parent, which writes meanwhile."""
_PIPED = 64 * 1024
"""Bytes of tasks that a pipe takes though nobody reads it: a process that hangs never makes the parent wait."""
_ENDING = 2.0
_FORKS = "fork" in get_all_start_methods()
_CONTEXT: Any = get_context("fork" if _FORKS else "spawn")


class _Packed(NamedTuple, Generic[Task]):
    """A task with its place in the row and its pickled form."""

    number: int
    task: Task
    raw: bytes


@dataclass(slots=True)
class _Child(Generic[Task]):
    """A process, our end of its pipe, the tasks that it was given, until when the first is to be answered, and the
    tasks that it is given one by one, since a process died that had several of them."""

    process: BaseProcess
    pipe: Connection
    given: deque[_Packed[Task]] = field(default_factory=deque)
    kept: deque[_Packed[Task]] = field(default_factory=deque)
    deadline: float = 0.0


@dataclass(slots=True)
class Crew(Generic[Task, Answer]):
    """`size` processes that each do `work` on one task after the other. Use it as a context manager.

    `work` may raise an IsnadError, which is the answer then; any other exception becomes an EngineError. Up to `ahead`
    tasks wait at each process, and twice as many are taken before their answers are asked for.
    """

    work: Callable[[Task], Answer]
    size: int = field(default_factory=lambda: max(1, os.cpu_count() or 1))
    seconds: float = SECONDS
    megabytes: int = MEGABYTES
    ahead: int = AHEAD
    _children: list[_Child[Task]] = field(default_factory=list)

    def __enter__(self) -> "Crew[Task, Answer]":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Ends the processes, whatever they are at; who goes on gets new ones."""
        for child in self._children:
            _end(child)
        self._children.clear()

    def answers(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Answer | IsnadError]]:
        """Each task with its answer or error, in the order of the tasks; tasks are taken only as they are worked on."""
        waiting, source = deque[Task](), enumerate(tasks)
        done: dict[int, Answer | IsnadError] = {}
        first = 0
        following = self._packed(source)
        while True:
            while following and len(waiting) < 2 * self.ahead * self.size and (child := self._free_for(following)):
                waiting.append(following.task)
                self._give(child, following)
                following = self._packed(source)
            while first in done:
                yield waiting.popleft(), done.pop(first)
                first += 1
            if following is None and not waiting:
                return
            self._collect(done)

    def _packed(self, source: Iterator[tuple[int, Task]]) -> "_Packed[Task] | None":
        found = next(source, None)
        return _Packed(*found, bytes(ForkingPickler.dumps(found[1]))) if found else None

    def _free_for(self, task: "_Packed[Task]") -> _Child[Task] | None:
        """The process with the fewest tasks; None where all have enough. What does not fit into a pipe beside what is
        in it is given to an idle one only."""
        if len(self._children) < self.size:
            self._children.append(self._start())
        child = min(self._children, key=lambda one: len(one.given) + len(one.kept))
        if child.kept:
            return None
        piped = sum(len(one.raw) for one in child.given) + len(task.raw)
        return child if not child.given or (len(child.given) < self.ahead and piped <= _PIPED) else None

    def _start(self) -> _Child[Task]:
        ours, theirs = _CONTEXT.Pipe()
        others = [child.pipe for child in self._children]
        target = _serve if _FORKS else _serve_alone
        process = _CONTEXT.Process(
            target=target, args=(self.work, theirs, self.megabytes, [ours, *others]), daemon=True
        )  # fmt: skip
        process.start()
        theirs.close()
        return _Child(process, ours)

    def _give(self, child: _Child[Task], task: "_Packed[Task]") -> None:
        if not child.given:
            child.deadline = monotonic() + self.seconds
        child.given.append(task)
        # a dead child is found when its answer is waited for
        with contextlib.suppress(BrokenPipeError, ConnectionError):
            child.pipe.send_bytes(task.raw)

    def _collect(self, done: dict[int, Answer | IsnadError]) -> None:
        """Waits for some answer, or for the time of some task to be over."""
        busy = [child for child in self._children if child.given]
        if not busy:
            return
        soonest = min(child.deadline for child in busy)
        ready = wait([child.pipe for child in busy], timeout=max(0.0, soonest - monotonic()))
        for child in busy:
            if child.pipe in ready:
                self._take(child, done)
            elif monotonic() > child.deadline:
                self._replace(child, done, f"reading it took more than {self.seconds:.0f} s and was ended")

    def _take(self, child: _Child[Task], done: dict[int, Answer | IsnadError]) -> None:
        try:
            done[child.given[0].number] = child.pipe.recv()
        except (EOFError, OSError, MemoryError):
            if len(child.given) > 1:  # what it had answered may have gone with it: nobody knows at which one it died
                self._inherit(child)
            else:
                self._replace(
                    child, done, f"the process that read it died: it may need more than {self.megabytes} MB"
                )  # fmt: skip
        else:
            child.given.popleft()
            child.deadline = monotonic() + self.seconds
            if child.kept:
                self._give(child, child.kept.popleft())

    def _replace(self, child: _Child[Task], done: dict[int, Answer | IsnadError], reason: str) -> None:
        """Ends a process; the task that it worked on has its answer with that, the others go to a new process."""
        done[child.given.popleft().number] = HeavySourceError(reason)
        self._inherit(child)

    def _inherit(self, child: _Child[Task]) -> None:
        """Ends a process; a new one is given its tasks, one after the other."""
        _end(child)
        self._children.remove(child)
        left = deque([*child.given, *child.kept])
        if left:
            heir = self._start()
            self._children.append(heir)
            self._give(heir, left.popleft())
            heir.kept = left


def confined(work: Callable[[Task], Answer], task: Task) -> Answer:
    """What `work` gives for one task, had from a child process of limited time and memory. Raises its error."""
    with Crew[Task, Answer](work, size=1) as crew:
        ((_, answer),) = crew.answers((task,))
    if isinstance(answer, IsnadError):
        raise answer
    return answer


def _end(child: _Child[Task]) -> None:
    child.process.kill()
    child.process.join(_ENDING)
    child.pipe.close()
    child.process.close()


def _serve_alone(work: Callable[[Task], Answer], pipe: Connection, megabytes: int, _: list[Connection]) -> None:
    """As `_serve`, in a process that was not forked and holds no other pipe."""
    _serve(work, pipe, megabytes, [])


def _serve(work: Callable[[Task], Answer], pipe: Connection, megabytes: int, others: list[Connection]) -> None:
    """The child: tasks in, answers out, until the parent is gone."""
    for other in others:  # or this child would keep the pipes of its parent open
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the parent that ends its children
    tasks, answers = SimpleQueue[bytes](), SimpleQueue[bytes]()
    Thread(target=_receive, args=(pipe, tasks), daemon=True).start()
    Thread(target=_send, args=(pipe, answers), daemon=True).start()
    limit(megabytes)
    while True:
        answers.put(_answered(work, tasks.get(), megabytes))


def _receive(pipe: Connection, tasks: "SimpleQueue[bytes]") -> None:
    while True:
        try:
            tasks.put(pipe.recv_bytes())
        except (EOFError, OSError, MemoryError):
            os._exit(0)


def _send(pipe: Connection, answers: "SimpleQueue[bytes]") -> None:
    while True:
        try:
            pipe.send_bytes(answers.get())
        except OSError:
            os._exit(0)


def _answered(work: Callable[[Task], Answer], raw: bytes, megabytes: int) -> bytes:
    """The pickled answer to a pickled task."""
    answer: Answer | IsnadError
    try:
        return bytes(ForkingPickler.dumps(work(ForkingPickler.loads(raw))))
    except IsnadError as error:
        answer = error
    except MemoryError:
        answer = HeavySourceError(f"reading it takes more than {megabytes} MB")
    except RecursionError:
        answer = HeavySourceError("it is nested too deeply to be read")
    except Exception as error:  # one document must never stop a batch, whatever is wrong
        answer = EngineError(f"the engine failed, please report it: {type(error).__name__}: {error}")
    return bytes(ForkingPickler.dumps(answer))


def limit(megabytes: int) -> None:
    """Holds this process to `megabytes` more than it has, and lets it write no file and leave no core."""
    try:
        import resource  # noqa: PLC0415 -- not on every system
    except ImportError:
        return
    used = _address_space()
    if used is not None:
        most = used + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _address_space() -> int | None:
    """Bytes of address space that this process has; None where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 -- a system's own file
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None

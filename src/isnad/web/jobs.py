"""Long work, carried out one order after the other while pages go on, with how far each is."""

import shutil
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from secrets import token_urlsafe
from threading import Lock, Thread
from typing import Final

from isnad.archive.people.accounts import Account, at_least
from isnad.errors import IsnadError, NotFoundError
from isnad.web.worker import Became, Bring, Order, Worker

KEPT: Final = 30
"""So many orders are remembered, the last ones; what they brought stands in the archive's history."""
_MOST_SHOWN: Final = 500


@dataclass(slots=True)
class Job:
    """An order and how far it is. `total` is None where nobody can know; `became` is what became of reports, `files`
    what was written; `trouble` (code and reason) is what ended it."""

    id: str
    order: Order
    total: int | None
    became: list[Became] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    number: int = 0
    done: bool = False
    trouble: tuple[str, str] | None = None


class Jobs:
    """Orders of one kind and the process that carries them out."""

    def __init__(self, worker: Worker) -> None:
        self._worker, self._queue, self._lock = worker, Queue[Job](), Lock()
        self._jobs: deque[Job] = deque()
        self._thread: Thread | None = None

    def take(self, order: Order, total: int | None) -> Job:
        """Puts an order behind those that wait."""
        job = Job(token_urlsafe(9), order, total)
        with self._lock:
            self._jobs.appendleft(job)
            self._forget()
            if self._thread is None:
                self._thread = Thread(target=self._work, name="isnad-work", daemon=True)
                self._thread.start()
        self._queue.put(job)
        return job

    def of(self, viewer: Account | None) -> list[Job]:
        """The latest orders that somebody may see, the last first: admins those of all, others their own."""
        if viewer is None:
            return []
        with self._lock:
            jobs = list(self._jobs)
        return [job for job in jobs if at_least(viewer.role, "admin") or job.order.who == viewer.name]

    def named(self, id_: str, viewer: Account | None) -> Job:
        """The order of that id. Raises NotFoundError where it is forgotten, or another's."""
        found = next((job for job in self.of(viewer) if job.id == id_), None)
        if found is None:
            raise NotFoundError("nothing is known of that work any more: what it added stands in the archive")
        return found

    def before(self, job: Job) -> int:
        """How many orders have to be done before this one is."""
        with self._lock:
            waiting = [one for one in self._jobs if not one.done]
        return len(waiting) - 1 - waiting.index(job) if job in waiting else 0

    def wait(self) -> None:
        """Until all that was taken is done."""
        self._queue.join()

    def end(self) -> None:
        """Lets go of the process, and of the files that were written."""
        self._worker.end()
        with self._lock:
            for job in self._jobs:
                _clear(job)

    def _forget(self) -> None:
        while len(self._jobs) > KEPT and self._jobs[-1].done:
            _clear(self._jobs.pop())

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            try:
                for told in self._worker.carry(job.order):
                    _note(job, told)
            except IsnadError as error:
                job.trouble = error.code, str(error)
            except EOFError:
                job.trouble = "work-ended", "the process that works ended: what was acknowledged is kept, give it again"
            finally:
                job.done = True
                if isinstance(job.order, Bring):
                    _clear(job)
                self._queue.task_done()


def _note(job: Job, told: Became | int | Path) -> None:
    if isinstance(told, Path):
        job.files.append(told)
    elif isinstance(told, int):
        job.number = told
    else:
        job.number += 1
        if len(job.became) < _MOST_SHOWN or told.became == "failed":
            job.became.append(told)


def _clear(job: Job) -> None:
    if job.order.folder:
        shutil.rmtree(job.order.folder, ignore_errors=True)

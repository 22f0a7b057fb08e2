"""The work of the workbench done in the process of the test, so that what it does can be watched; it is the same."""

from collections.abc import Iterator
from pathlib import Path

from isnad.annotate.reader import Reader
from isnad.archive.library import Library
from isnad.web import worker
from isnad.web.jobs import Jobs
from isnad.web.worker import Became, Export, Order, Worker
from tests.web.conftest import Bench


class Inside(Worker):
    """A worker that is no process."""

    __slots__ = ("library",)
    library: Library

    def carry(self, order: Order) -> Iterator[Became | int | Path]:
        """As the process does."""
        self.library.who = order.who
        if isinstance(order, Export):
            told: list[int | Path] = []
            worker._export(self.library, order, told.append)
            yield from told
        else:
            for outcome in worker._outcomes(self.library, order):
                yield worker._told(outcome, self.library)

    def end(self) -> None:
        """Lets go of the archive."""
        self.library.close()


def work_inside(bench: Bench, reader: Reader) -> None:
    """Lets a workbench work in this process."""
    made = []
    for _ in range(2):
        own = Inside(bench.library.place)
        own.library = Library.open(bench.library.place, load=lambda: reader)
        own.library.readers = 1
        made.append(Jobs(own))
    bench.desk.adding, bench.desk.exporting = made

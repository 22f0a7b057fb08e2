"""The façade of the archive: what the doors call. Each method is one transaction, or a stream of them."""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect

from isnad.annotate.reader import Reader
from isnad.archive import (
    assessing,
    chain,
    folders,
    intake,
    judging,
    logs,
    migrating,
    polling,
    preparing,
    rebuilding,
    restricting,
    versions,
)
from isnad.archive.intake import Outcome
from isnad.archive.joining.assembling import Assembler, Memory, reviewed
from isnad.archive.opening import Place, engine_of, reading, writing
from isnad.archive.preparing import Capture, Reading
from isnad.archive.rebuilding import Reread
from isnad.archive.reviewing import coded, coming, taking, telling
from isnad.archive.reviewing.coming import Coded
from isnad.archive.reviewing.standing import Standing
from isnad.archive.sight import Sight
from isnad.archive.tables import METADATA
from isnad.archive.troubles import where as told_place
from isnad.archive.versions import Version
from isnad.errors import ArchiveError, CorruptArchiveError, IsnadError, NoArchiveError
from isnad.ingest.crew import AHEAD, Crew
from isnad.ingest.feeds import FeedState, Polled, feed_items
from isnad.ingest.fetch import Fetcher
from isnad.ingest.items import Item, Refused, document
from isnad.ingest.manifest import NOTHING_GIVEN, ManifestEntry

BATCH = 64
"""Items that are written in one transaction: what is acknowledged is on the disk, and one flush serves many."""

_HELD = 32 * 1024 * 1024
"""Bytes of items at which a transaction is ended before it has so many: one item may have 20 MB and pictures."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An item whose bytes are kept already, as this document."""

    item: Item
    document: int


Where = str | os.PathLike[str] | Place
"""A folder, an address of PostgreSQL, or either as a `Place`."""
_Task = Item | Refused | _Known
_Remembered = tuple[Connection, Callable[[], Memory]]
_Answer = tuple[Capture, Reading] | None
_Answered = tuple[_Task, _Answer | IsnadError]


@dataclass(slots=True)
class Library:
    """An open archive. `who` stands in its history for whoever works, `load` gives the engine when it is first needed,
    `readers` is how many processes read."""

    place: Place
    engine: Engine
    who: str = "local"
    load: Callable[[], Reader] = Reader.with_codebook
    readers: int = field(default_factory=lambda: max(1, os.cpu_count() or 1))
    _reader: Reader | None = None
    _memory: Memory | None = None

    @classmethod
    def create(
        cls, where: Where, *, who: str = "local", load: Callable[[], Reader] = Reader.with_codebook
    ) -> "Library":
        """A new archive. Raises ArchiveExistsError where there is one, ArchiveError where none can be made."""
        place = Place.of(where)
        if place.folder is not None:
            try:
                folders.make(place.folder)
            except OSError as error:
                raise ArchiveError(
                    f"{place} cannot be made ({error.strerror}): give a folder that is new or empty"
                ) from error
        engine = engine_of(place, new=True)
        # a file that an interrupted `create` left is no archive: only the database can tell
        _or_dispose(migrating.create, engine)
        with writing(engine) as connection:
            rebuilding.is_new(connection)
        return cls(place, engine, who, load)

    @classmethod
    def open(
        cls, where: Where, *, who: str = "local", load: Callable[[], Reader] = Reader.with_codebook,
        current: bool = True,
    ) -> "Library":  # fmt: skip
        """The archive at `where`. Raises NoArchiveError, ArchiveVersionError (it has to be migrated; not asked unless
        `current`, nor whether it is whole), ArchiveError."""
        place = Place.of(where)
        engine = engine_of(place)
        _or_dispose(migrating.require_current if current else _require_some, engine)
        return cls(place, engine, who, load)

    def as_user(self, who: str) -> "Library":
        """The same archive for somebody else, who stands in its history; it shares the database and the engine."""
        return replace(self, who=who, _reader=self.reader, _memory=None)

    def close(self) -> None:
        """Lets go of the database."""
        self.engine.dispose()

    @property
    def reader(self) -> Reader:
        """The engine, loaded when it is first needed."""
        if self._reader is None:
            self._reader = self.load()
        return self._reader

    def add(self, items: Iterable[Item | Refused]) -> Iterator[Outcome]:
        """Brings items in, in their order; each outcome comes when it is on the disk.

        Untrusted bytes are read in processes of limited time and memory. Memory does not grow with the number of items.
        An item that cannot be read is a failure, kept with its bytes and its reason, and stops no other.
        """
        yield from self._brought(items, self.readers, BATCH)

    def follows(self, feed: str) -> bool:
        """Whether this address was followed as a feed before."""
        with reading(self.engine) as connection:
            return polling.state_of(connection, feed) is not None

    def follow(
        self, feed: str, fetcher: Fetcher, said: ManifestEntry = NOTHING_GIVEN
    ) -> Generator[Outcome, None, None]:
        """Brings in what is new in a feed since it was asked last, with what the user `said` of it (`feed_items`).

        What is remembered of the feed is kept after the items that it counts as dealt with: whatever happens, nothing
        is lost, and at worst asked for again. Pages come one after the other, so each is written as it comes. Raises,
        before anything came, FetchError, AddressError and FeedError."""
        with reading(self.engine) as connection:
            state = polling.state_of(connection, feed) or FeedState()
        steps = deque[FeedState]()
        outcomes = self._brought(_finds(feed_items(feed, state, fetcher, said), steps), readers=1, batch=1)
        given = state
        try:
            for outcome in outcomes:
                given = steps.popleft()
                yield outcome
            given = steps.popleft() if steps else given
        finally:
            if given != state:
                with writing(self.engine) as connection:
                    polling.remember(connection, feed, given)

    def rebuild(self, *, everything: bool = False) -> Iterator[Reread]:
        """Reads anew all documents that another engine or codebook has read (or `everything`), keeps what people
        judged, and tells what each reading changed."""
        rebuilding.index_anew(self.engine)
        tasks = rebuilding.stale(self.engine, self.reader, everything=everything)
        with Crew[rebuilding.Task, Reading](partial(rebuilding.read, self.reader), self.readers) as crew:
            answers = crew.answers(tasks)
            while batch := list(islice(answers, BATCH)):
                yield from self._reread(batch)
        with self._assembling() as assembler:  # a document may be of another outlet now
            changed = restricting.renewed(assembler.connection)
            assembler.veil(restricting.touched(assembler.connection, changed))
        rebuilding.finished(self.engine, self.reader, self.who)

    def judge(self, left: str, right: str, verdict: str, note: str = "") -> int:
        """A person's judgement on two mentions or clusters; see `judging.judge`."""
        with self._assembling() as assembler:
            connection = assembler.connection
            said = map(intake.storable, (left, right, verdict))
            sort, ends, number = judging.judge(
                connection, *said, who=intake.storable(self.who), note=intake.storable(note)
            )  # fmt: skip
            assembler.judged(sort, ends)
        return number

    def split(self, handle: str, others: Iterable[str], note: str = "") -> None:
        """A person's judgement that one account tells of another event than each of these; see `judging.judge`."""
        with self._assembling() as assembler:
            for other in others:
                sort, ends, _ = judging.judge(
                    assembler.connection, intake.storable(handle), other, "different",
                    who=intake.storable(self.who), note=intake.storable(note),
                )  # fmt: skip
                assembler.judged(sort, ends)

    def assess(self, subject: str, *, source: str | None = None, information: str | None = None, note: str = "") -> int:
        """What a person thinks of a source or a piece of information; see `assessing.append`."""
        with writing(self.engine) as connection:
            return assessing.append(
                connection, intake.storable(subject), source=source, information=information, note=note,
                who=intake.storable(self.who),
            )  # fmt: skip

    def review(
        self, handle: str, verdict: str, changes: Mapping[str, Any] | None = None, *, seen: int | None = None,
        note: str = "", cleared: bool = True,
    ) -> Standing:  # fmt: skip
        """What this user says of one report's account of an event; what stands of it then. See `taking.take`."""
        sight = Sight(cleared=cleared)
        handle, book = intake.storable(handle), self.reader.book
        with self._remembering(Memory.brief) as (connection, remembered):
            new = taking.take(
                connection, handle, verdict, changes or {}, by=intake.storable(self.who), book=book, seen=seen,
                note=intake.storable(note), sight=sight,
            )  # fmt: skip
            if new:
                reviewed(connection, [handle], book, remembered)
            return telling.standing(connection, handle, sight)

    def standing(self, handle: str, *, cleared: bool = True) -> Standing:
        """What stands of an account: what was read, what people said, what counts. Raises NotFoundError."""
        with reading(self.engine) as connection:
            return telling.standing(connection, intake.storable(handle), Sight(cleared=cleared))

    def review_sheet(self, path: Path, *, cleared: bool = True) -> Iterator[Coded]:
        """What changed in a coded spreadsheet as this user's reviews, row by row; see `coming.taken`."""
        return coming.taken(path, partial(self._review_row, Sight(cleared=cleared)))

    def _review_row(self, sight: Sight, row: Mapping[str, str]) -> int:
        book = self.reader.book
        with self._remembering(Memory.brief) as (connection, remembered):
            new = coded.apply(connection, row, by=intake.storable(self.who), book=book, sight=sight)
            if new:
                reviewed(connection, [row["handle"].strip()], book, remembered)
        return len(new)

    def comment(self, subject: str, note: str, *, cleared: bool = True) -> int:
        """A remark on an account (by its handle) or an event (by its id); see `taking.comment`."""
        with writing(self.engine) as connection:
            words, who = intake.storable(note), intake.storable(self.who)
            return taking.comment(connection, intake.storable(subject), words, by=who, sight=Sight(cleared=cleared))

    def restrict(self, subject: str, note: str = "") -> restricting.Changed:
        """Hides a report, or all of a source, from those who are not cleared; see `restricting.subjects_of`."""
        return self._restricted(subject, note, restricts=True)

    def lift(self, subject: str, note: str = "") -> restricting.Changed:
        """Takes back that a report or a source is restricted."""
        return self._restricted(subject, note, restricts=False)

    def history(self, last: int, *, cleared: bool = True) -> list[dict[str, Any]]:
        """The latest changes, the last one last; see `logs.history`."""
        with reading(self.engine) as connection:
            return logs.history(connection, last, cleared=cleared)

    def failures(self, *, cleared: bool = True) -> list[dict[str, Any]]:
        """All that could not be read, in the order in which it failed; see `logs.failures`."""
        with reading(self.engine) as connection:
            return logs.failures(connection, cleared=cleared)

    def document_id(self, row: int | None) -> str | None:
        """The id (`sha256:…`) of the document that an outcome names by its row."""
        if row is None:
            return None
        with reading(self.engine) as connection:
            return intake.document_name(connection, row)

    def versions(self, key: str, *, cleared: bool = True) -> list[Version]:
        """The versions of a report with what each brought and dropped. Raises NotFoundError."""
        with reading(self.engine) as connection:
            return versions.versions(connection, key, cleared=cleared)

    def _restricted(self, subject: str, note: str, *, restricts: bool) -> restricting.Changed:
        with self._assembling() as assembler:
            connection, who = assembler.connection, intake.storable(self.who)
            subjects = restricting.say(
                connection, subject, self.reader.book, restricts=restricts, note=note, who=who
            )  # fmt: skip
            changed = restricting.renewed(connection)
            assembler.veil(restricting.touched(connection, changed))
        return restricting.Changed(subjects, len(changed))

    def _brought(self, items: Iterable[Item | Refused], readers: int, batch: int) -> Iterator[Outcome]:
        ahead = AHEAD if batch > 1 else 1
        with Crew[_Task, _Answer](partial(_taken, self.reader), readers, ahead=ahead) as crew:
            answers = crew.answers(self._looked_up(items))
            while taken := _batch(answers, batch):
                yield from self._write(taken)

    def _looked_up(self, items: Iterable[Item | Refused]) -> Iterator[_Task]:
        """Items whose bytes are kept already need no reading, unless they were replaced by others since."""
        for item in items:
            if isinstance(item, Item):
                with reading(self.engine) as connection:
                    row = intake.document_of(connection, intake.sha_of(item))
                    counts = row is not None and intake.is_current(connection, row)
                yield _Known(item, row) if row is not None and counts else item
            else:
                yield item

    def _write(self, batch: list[_Answered]) -> list[Outcome]:
        with self._assembling() as assembler:
            outcomes = [self._put(assembler.connection, task, answer) for task, answer in batch]
            # hidden before anything is told of them
            newly = restricting.extended(assembler.connection, {one.document for one in outcomes if one.document})
            assembler.take({one.document for one in outcomes if one.is_read and one.document})
            replaced = {one.replaces for one in outcomes if one.replaces is not None}
            assembler.retire(replaced, chain.now())
            assembler.veil(restricting.touched(assembler.connection, newly))
        return outcomes

    def _put(self, connection: Connection, task: _Task, answer: _Answer | IsnadError) -> Outcome:
        if isinstance(task, Refused):
            return intake.put_failure(connection, task.where, None, task.error, self.who)
        if isinstance(task, _Known):
            return intake.put_elsewhere(connection, task.item, task.document, self.who)
        if isinstance(answer, tuple):
            return intake.put(connection, task, *answer, self.who)
        assert answer is not None  # noqa: S101 -- only those above have no answer
        return intake.put_failure(connection, intake.where_of(task), task.raw, answer, self.who)

    def _reread(self, batch: list[tuple[rebuilding.Task, Reading | IsnadError]]) -> list[Reread]:
        with self._assembling() as assembler:
            found = [rebuilding.put(assembler.connection, task, answer, self.who) for task, answer in batch]
            read = {one.document for one in found if one.error is None}
            newly = restricting.extended(assembler.connection, read)
            assembler.take(read)
            assembler.veil(restricting.touched(assembler.connection, newly))
        return found

    @contextmanager
    def _assembling(self) -> Iterator[Assembler]:
        """One writing transaction with what keeps its clusters. What is remembered goes with a transaction that fails:
        nothing of it came to be."""
        with self._remembering() as (connection, remembered):
            yield Assembler(connection, self.reader.book, remembered())

    @contextmanager
    def _remembering(self, make: Callable[[Connection], Memory] = Memory.of) -> Iterator[_Remembered]:
        """As `_assembling`, for whom it takes to remember only now and then."""
        memory, self._memory = self._memory, None

        def remembered() -> Memory:
            nonlocal memory
            memory = memory or make(connection)
            return memory

        with writing(self.engine) as connection:
            yield connection, remembered
        self._memory = memory


def _batch(answers: Iterator[_Answered], most: int) -> list[_Answered]:
    """The next answers, at most so many; fewer where their items are large."""
    taken: list[_Answered] = []
    held = 0
    while len(taken) < most and held < _HELD and (one := next(answers, None)):
        taken.append(one)
        item = one[0].item if isinstance(one[0], _Known) else one[0]
        if isinstance(item, Item):
            held += len(item.raw) + len(item.text or "") + sum(len(one.raw) for one in item.attachments)
    return taken


def _or_dispose(ask: Callable[[Engine], object], engine: Engine) -> None:
    try:
        ask(engine)
    except BaseException:
        engine.dispose()
        raise


def _require_some(engine: Engine) -> None:
    """Raises NoArchiveError where there is no table of an archive; one that is damaged may be looked at."""
    with suppress(CorruptArchiveError), reading(engine) as connection:
        if METADATA.tables.keys().isdisjoint(inspect(connection).get_table_names()):
            raise NoArchiveError(f"{told_place(engine)} holds no archive: make one with `isnad init`")


def _finds(steps: Iterable[Polled], states: deque[FeedState]) -> Iterator[Item | Refused]:
    """What the steps through a feed find; `states` gets the state after each, and in the end the last one."""
    for step in steps:
        states.append(step.state)
        if step.found is not None:
            yield step.found


def _taken(reader: Reader, task: _Task) -> _Answer:
    """What the reading processes do with a task."""
    if not isinstance(task, Item):
        return None
    found, warnings = document(task)
    return preparing.captured(found, warnings), preparing.read(found, warnings, reader)

"""Reading the cases: what an entry's sentence is read as, against what the entry says."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from isnad.annotate.reader import Reader
from isnad.model import Document, Record
from isnad.proof.cases import Case, Kind
from isnad.proof.happenings import check_event
from isnad.proof.speakers import check_speech
from isnad.proof.words import Cause, Faults, entities_read

__all__ = ["Failure", "Fault", "check"]


class Fault(NamedTuple):
    """One thing that is wrong with a reading, and what was read instead."""

    cause: Cause | Literal["crash"]
    read: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that is not read as its entry says."""

    case: Case
    faults: tuple[Fault, ...]


def check(reader: Reader, case: Case) -> Failure | None:
    """The case's failure under all of its publication dates, None where it is read as it must be."""
    found: tuple[Fault, ...] = ()
    for day in case.days:
        faults = _faults(reader, case, day)
        if not faults:
            return None
        found = faults
    return Failure(case, found)


def _faults(reader: Reader, case: Case, day: str | None) -> tuple[Fault, ...]:
    try:
        record = reader.read(Document(id="", text=case.text, published=day))
    except Exception as error:  # a sentence that breaks the reader is one more failure to list
        return (Fault("crash", f"{type(error).__name__}: {error}"),)
    return tuple(Fault(cause, read) for cause, read in _CHECKS[case.kind](reader, case, record))


def _check_actor(_reader: Reader, case: Case, record: Record) -> Faults:
    wrong = [id_ for id_ in case.expect["ids"] if _is_read(record, id_) == case.counter]
    if wrong:
        yield ("actor-read" if case.counter else "actor-not-read"), entities_read(record)


def _check_place(_reader: Reader, case: Case, record: Record) -> Faults:
    ids = case.expect["ids"]
    read = [id_ for id_ in ids if _is_read(record, id_) or (case.made and _is_open(record, id_))]
    if case.counter:
        if read:
            yield "place-read", entities_read(record)
    elif not read or (len(read) < len(ids) and not case.expect.get("any")):
        missing = [id_ for id_ in ids if id_ not in read]
        cause: Cause = "name-after-cue" if case.made else "place-not-read"
        yield cause, f"not {' or '.join(missing)} but {entities_read(record)}"


def _is_read(record: Record, who: str) -> bool:
    return any(entity.id == who for entity in record.entities)


def _is_open(record: Record, who: str) -> bool:
    """Whether a name is left undecided between this one and others; a made sentence has nothing to decide by."""
    return any(who in entity.candidates for entity in record.entities)


_CHECKS: dict[Kind, Callable[[Reader, Case, Record], Faults]] = {
    "actors": _check_actor,
    "places": _check_place,
    "events": check_event,
    "speech": check_speech,
}

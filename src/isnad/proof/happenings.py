"""Examples of event entries."""

from typing import Any

from isnad.annotate.reader import Reader
from isnad.model import Event, Record, Span
from isnad.proof.cases import Case
from isnad.proof.phrases import occurrences
from isnad.proof.words import Cause, Faults, event_read, events_read, names_it, same_words


def check_event(reader: Reader, case: Case, record: Record) -> Faults:
    """What is wrong with the reading of an event entry's sentence.

    An example needs an event of the entry's type at its trigger with the slots that it gives, no more and no less; a
    counter-example needs that the entry found none.
    """
    if case.counter:
        fired = [event for event in record.events if event.found_by == case.entry]
        for event in fired:
            yield "counter-fired", event_read(record, event)
        return
    spans = occurrences(case.text, case.expect.get("trigger"))
    if not spans:
        yield "trigger-absent", f"«{case.expect.get('trigger')}» does not stand in the sentence"
        return
    there = [event for event in record.events if _touches(event, spans)]
    entry = reader.book.events[case.entry]
    right = [event for event in there if event.found_by == case.entry] or [e for e in there if e.type == entry.type]
    if not right:
        yield ("other-type" if there else "no-event"), events_read(record)
        return
    yield from min((list(_slots(case, record, event)) for event in right), key=len)


def _touches(event: Event, places: list[Span]) -> bool:
    return any(trigger.overlaps(place) for trigger in event.triggers for place in places)


def _slots(case: Case, record: Record, event: Event) -> Faults:
    read = event_read(record, event)
    expect = case.expect
    if "agents" in expect:
        yield from _parties(record, event, _places(case.text, expect["agents"]), "agents", read)
    if "targets" in expect:
        yield from _parties(record, event, _places(case.text, expect["targets"]), "targets", read)
    if expect.get("place"):
        wanted, evidence = occurrences(case.text, expect["place"]), [event.where.evidence] if event.where else []
        if event.place is None:
            yield "place-missing", read
        elif not names_it(record, event.place, wanted) and not same_words(evidence, wanted):
            yield "place-other", read
    if expect.get("status") and event.status != expect["status"]:
        yield "status", f"not {expect['status']}: {read}"


def _places(text: str, names: Any) -> list[tuple[str, list[Span]]]:
    listed = names if isinstance(names, list) else [names]
    return [(name, occurrences(text, name)) for name in listed if isinstance(name, str)]


def _parties(record: Record, event: Event, wanted: list[tuple[str, list[Span]]], slot: str, read: str) -> Faults:
    """Faults of the agents or targets: an expected name may be an entity or a described participant."""
    who = event.agents if slot == "agents" else event.targets
    roles = ("agent", "party") if slot == "agents" else ("target",)
    described = [p.described for p in event.participants if p.described and p.who is None and p.role in roles]
    missing = [
        (name, at) for name, at in wanted
        if not any(names_it(record, id_, at) for id_ in who) and not same_words(described, at)
    ]  # fmt: skip
    blamed = [name for name, at in missing if any(names_it(record, id_, at) for id_ in event.accused)]
    extra = [id_ for id_ in who if not any(names_it(record, id_, at) for _, at in wanted)]
    causes: dict[str, tuple[Cause, Cause]] = {
        "agents": ("agents-missing", "agents-extra"),
        "targets": ("targets-missing", "targets-extra"),
    }
    if blamed and slot == "agents":
        yield "agents-accused", f"{', '.join(blamed)}: {read}"
    elif missing:
        yield causes[slot][0], f"without {', '.join(name for name, _ in missing)}: {read}"
    if extra:
        yield causes[slot][1], f"{', '.join(extra)}: {read}"

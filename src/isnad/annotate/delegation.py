"""For whom a person came, and in whose house: what relations and names of places add to the parties of a meeting.

What the sentence itself says of it (`نيابة عن`, `برعاية`) was read with the events and stands."""

from dataclasses import replace

from isnad.annotate.names import Cast
from isnad.model import Event, Participant, Relation

_POSTS = frozenset({"leads", "role", "member_of"})


def delegated(events: tuple[Event, ...], relations: tuple[Relation, ...], cast: Cast) -> tuple[Event, ...]:
    """The events, each person of a meeting or deal with the body whose post they hold, and the body whose seat the
    meeting was in as its host."""
    bodies = {r.from_: r.to for r in reversed(relations) if r.type in _POSTS and r.to.startswith(("actor:", "a:"))}
    houses = _houses(cast)
    return tuple(_with(event, bodies, houses) if event.type in ("CONSULT", "AGREE") else event for event in events)


def _houses(cast: Cast) -> dict[str, str]:
    """Facilities with the actor that stands inside their name (`مقر قيادة "الدفاع الوطني"`)."""
    houses: dict[str, str] = {}
    facilities = {p.first: p for p in cast.pointers if p.kind == "facility" and not p.anaphor}
    outer = None
    for pointer in cast.pointers:
        outer = facilities.get(pointer.first, outer)
        if outer and pointer.kind == "actor" and outer.first <= pointer.first and pointer.end <= outer.end:
            houses.setdefault(outer.who, pointer.who)
    return houses


def _with(event: Event, bodies: dict[str, str], houses: dict[str, str]) -> Event:
    parties = tuple(
        replace(p, for_=p.for_ or bodies[p.who]) if p.who and p.who in bodies else p for p in event.participants
    )
    host = houses.get(event.place or "")
    if host and event.where and not any(p.role == "host" for p in parties):
        parties += (Participant(who=host, role="host", evidence=event.where.evidence),)
    return replace(event, participants=parties)

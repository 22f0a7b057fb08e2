"""The two actors of an ACLED event, their types and interaction. Who is only accused is never one of them.

Where the report says that the authors are not known, or only accuses somebody, they are ACLED's unidentified armed
group; where it says nothing of them they are left open.
"""

from dataclasses import dataclass

from isnad.codebook.schemes import EVENT_TYPE_OF
from isnad.publish.classify.deed import Deed
from isnad.publish.classify.tables import ACTOR_TYPES, ARMED, UNIDENTIFIED

_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_ONE_SIDED = frozenset({"Explosions/Remote violence", "Protests", "Riots", "Strategic developments"})
_STRUCK = frozenset({"Explosions/Remote violence", "Violence against civilians", "Riots"})


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two: ids of entities, or the `generic` name that ACLED gives to those whom nobody names; `type` is its
    actor type, None where not known."""

    who: tuple[str, ...] = ()
    generic: str | None = None
    type: str | None = None


def parties(deed: Deed, sub: str) -> tuple[Party | None, Party | None]:
    """Actor 1 and actor 2 of a deed that is a `sub`; None where there is none, or none is said."""
    event = EVENT_TYPE_OF[sub]
    if event in ("Protests", "Riots"):
        crowd = "Protesters" if event == "Protests" else "Rioters"
        against = deed.doers if deed.entry.id == "assault.crowd-control" else deed.others
        people = deed.others if deed.entry.id == "assault.crowd-control" else deed.doers
        return Party(people, crowd, crowd), _named(deed, against)
    first = _named(deed, deed.doers)
    if first is None and event in _VIOLENT and deed.authors_unknown:
        first = Party((), UNIDENTIFIED, "Political militia")
    return first, _struck(deed, event)


def interaction(first: Party | None, second: Party | None, sub: str) -> tuple[str | None, int | None]:
    """ACLED's interaction in words and as its number; None where a side is not known."""
    numbers = [ACTOR_TYPES.index(one.type) + 1 for one in (first, second) if one and one.type]
    if len(numbers) == 2:
        one, two = sorted(numbers)
        return f"{ACTOR_TYPES[one - 1]}-{ACTOR_TYPES[two - 1]}", 10 * one + two
    if first and second is None and len(numbers) == 1 and EVENT_TYPE_OF[sub] in _ONE_SIDED:
        return f"{ACTOR_TYPES[numbers[0] - 1]} only", 10 * numbers[0]
    return None, None


def civilians_targeted(deed: Deed, sub: str) -> bool:
    """Whether civilians are said to be the main or only target."""
    if sub == "Excessive force against protesters":
        return True
    return EVENT_TYPE_OF[sub] in _STRUCK and deed.civilians and not deed.combatants


def _named(deed: Deed, who: tuple[str, ...]) -> Party | None:
    """The named ones, with the first actor type that is known of them. A place that was hit is nobody."""
    people = tuple(one for one in who if deed.standing.is_somebody(one))
    types = [deed.standing.type_of(one, deed.country) for one in people]
    return Party(people, None, next((one for one in types if one), None)) if people else None


def _struck(deed: Deed, event: str) -> Party | None:
    """Whom it was done to: armed bodies before all others, people of civil life only where said, and in a battle never:
    both of its sides fight. Whoever was hit by violence against civilians is nothing else in ACLED."""
    people = tuple(who for who in deed.others if deed.standing.is_somebody(who))
    said = deed.civilians and not deed.combatants
    if event == "Violence against civilians":
        return Party(people, "Civilians", "Civilians") if said else Party(people) if people else None
    armed = tuple(who for who in deed.others if deed.standing.is_armed(who, deed.country))
    if armed:
        return _named(deed, armed)
    sides = [v.side for v in deed.event.victims if v.side and v.side not in deed.doers]
    hit = tuple(dict.fromkeys(who for who in sides if deed.standing.type_of(who, deed.country) in ARMED))
    if hit:
        return _named(deed, hit)
    if said and event != "Battles":
        return Party(people, "Civilians", "Civilians")
    return _named(deed, deed.others)

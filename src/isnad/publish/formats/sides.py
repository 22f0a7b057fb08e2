"""The two sides of a deadly event in UCDP's terms: states, organised groups, civilians.

They are those of the event's ACLED code, in which nobody stands who is only accused, put into UCDP's order: side A is
the state where one fights against others, and who did it where civilians were struck.
"""

from dataclasses import dataclass
from typing import Final, Literal

from isnad.publish.formats.columns import several
from isnad.publish.formats.countries import country_of
from isnad.publish.release.released import Event, Party

Sort = Literal["state", "group", "civilians"]
CIVILIANS: Final = "Civilians"
_UNNAMED: Final = ("Unidentified", CIVILIANS, "Protesters", "Rioters")
_STATES: Final = frozenset({"state force", "external force", "government"})
_GROUPS: Final = frozenset({"rebel group", "political militia", "identity militia", "tribe"})
_SORTS: Final[dict[str, Sort]] = {
    "State forces": "state", "Rebel group": "group", "Political militia": "group", "Identity militia": "group",
    "Civilians": "civilians", "Protesters": "civilians",
}  # fmt: skip
"""By ACLED's actor type. What fights abroad may be a state or an organisation of states: its class tells."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side: the names of those on it, none where nobody is named; what it is, None where that is not known; ids of
    the parties on it; the number of the state that it is."""

    names: tuple[str, ...] = ()
    sort: Sort | None = None
    ids: frozenset[str] = frozenset()
    state_number: int | None = None


def sides_of(event: Event) -> tuple[Side, Side]:
    """Sides A and B of an event that has an ACLED code."""
    code = event.acled
    if code is None:
        return Side(), Side()
    first = _side(event, code.actor1, code.assoc1, code.inter1)
    second = _side(event, code.actor2, code.assoc2, code.inter2)
    if first.sort == "civilians" or (second.sort == "state" and first.sort != "state"):
        return second, first
    return first, second


def violence(event: Event, first: Side, second: Side) -> int | None:
    """UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided; None where a side is not known."""
    sorts = (first.sort, second.sort)
    armed = ("state", "group")
    if "civilians" in sorts:
        return 3 if first.sort in armed and event.acled and event.acled.civilian_targeting else None
    if first.sort not in armed or second.sort not in armed:
        return None
    return 1 if "state" in sorts else 2


def _side(event: Event, name: str | None, others: tuple[str, ...], actor_type: str | None) -> Side:
    if not name:
        return Side()
    if name.startswith(_UNNAMED):
        known = _SORTS.get(actor_type or "") == "civilians"
        return Side((CIVILIANS,), "civilians") if known else Side()
    people = tuple(one for one in (*event.agents, *event.targets) if {one.name_ar, one.name_en} & {name, *others})
    sort = next((found for one in people if (found := _sort(one))), None) or _SORTS.get(actor_type or "")
    numbers = [
        country.state for one in people
        if _sort(one) == "state" and (country := country_of(one.country)) and country.state
    ]  # fmt: skip
    return Side(several((name, *others)), sort, frozenset(one.id for one in people), next(iter(numbers), None))


def _sort(party: Party) -> Sort | None:
    return "state" if party.class_ in _STATES else "group" if party.class_ in _GROUPS else None

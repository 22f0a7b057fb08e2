"""How an event is classified in the schemes that conflict data are kept in: PLOVER, ACLED and CAMEO.

A view: nothing of it is in the record. Each scheme has a code or says why there is none. See docs/classification.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from isnad.codebook import Codebook, cameo
from isnad.codebook.schemes import EVENT_TYPE_OF
from isnad.model import Event, Record
from isnad.publish.classify import tables
from isnad.publish.classify.acled import acled_sub_event, disorder_type
from isnad.publish.classify.deed import Deed
from isnad.publish.classify.parties import Party, civilians_targeted, interaction, parties
from isnad.publish.classify.standing import Standing
from isnad.publish.classify.tables import Reason

CIVILIANS_TARGETED = "Civilians targeted"
"""The one value that ACLED's column `civilian_targeting` has."""
_NOT_YET = frozenset({"threatened", "planned", "conditional"})
_MILITARY = frozenset({"State forces", "External/Other forces"})
_CAMEO_OF_SUB = {
    "Chemical weapon": "2041", "Air/drone strike": "195", "Suicide bomb": "1831", "Grenade": "193",
    "Shelling/artillery/missile attack": "194", "Remote explosive/landmine/IED": "183",
}  # fmt: skip
"""CAMEO's code of an attack with such weapons, where the entry itself knows no more than that it was one."""
_OPEN_CODES = frozenset({"190", "183", "194"})
_ARREST, _ATTEMPT, _KILLED = "173", "185", "186"


@dataclass(frozen=True, slots=True)
class Plover:
    """PLOVER's code: `quad` 1 to 4, `intensity` from -10 to +10, contexts where certain; who did it to whom by id."""

    type: str
    mode: str | None
    quad: int
    intensity: float
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acled:
    """ACLED's code. `accused` are the ids of those who are only accused or suspected: they are neither actor."""

    event_type: str
    sub_event_type: str
    disorder_type: str
    actor1: Party | None
    actor2: Party | None
    interaction: str | None
    interaction_code: int | None
    civilian_targeting: str | None
    accused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cameo:
    """CAMEO's code with its name, quad class (1 to 4) and Goldstein value (-10 to +10)."""

    code: str
    name: str
    quad: int
    goldstein: float


@dataclass(frozen=True, slots=True)
class Classification:
    """One event in three schemes. Where a scheme has nothing, `reasons` says why, by the scheme's name."""

    plover: Plover | None
    acled: Acled | None
    cameo: Cameo | None
    reasons: dict[str, Reason] = field(default_factory=dict)


def classify(event: Event, record: Record, book: Codebook) -> Classification:
    """The codes of one event of `record`, by the entries and the registry of `book`. Pure; never raises."""
    return _classify(event, record, book, Standing.of(record, book))


def classify_all(record: Record, book: Codebook) -> Iterator[tuple[Event, Classification]]:
    """Every event of `record`, in order, with its codes."""
    standing = Standing.of(record, book)
    return ((event, _classify(event, record, book, standing)) for event in record.events)


def _classify(event: Event, record: Record, book: Codebook, standing: Standing) -> Classification:
    reason = _not_done(event)
    entry = book.events.get(event.found_by)
    if reason is None and entry is None:
        reason = "no-entry"
    if reason is not None or entry is None:
        return Classification(None, None, None, dict.fromkeys(("plover", "acled", "cameo"), reason or "no-entry"))
    deed = Deed.of(event, entry, record, standing)
    sub, no_acled = acled_sub_event(deed)
    plover, no_plover = _plover(deed)
    code, no_cameo = _cameo(deed, sub)
    told: dict[str, Reason | None] = {"plover": no_plover, "acled": no_acled, "cameo": no_cameo}
    reasons = {scheme: why for scheme, why in told.items() if why}
    return Classification(plover, _acled(deed, sub) if sub else None, code, reasons)


def _not_done(event: Event) -> Reason | None:
    """Why an event is nothing that took place. What is only alleged is coded as told, its status beside it; an attempt
    that failed is a deed only where it was an attack."""
    if event.polarity == "negative":
        return "negative"
    if event.status in _NOT_YET:
        return "not-yet"
    if event.status == "denied":
        return "denied"
    if event.status == "rumoured":
        return "rumour"
    return "failed" if event.status == "failed" and event.type != "ASSAULT" else None


def _plover(deed: Deed) -> tuple[Plover | None, Reason | None]:
    type_, mode, reason = _plover_type(deed)
    if type_ is None:
        return None, reason
    scores = tables.MODES.get(type_, {})
    mode = mode if mode in scores else None
    doers, others = deed.event.agents, deed.event.targets
    if deed.event.type == "CONTROL" and deed.event.mode == "lose":
        doers, others = others, doers
    score = float(scores[mode] if mode else tables.SCORES[type_])
    return Plover(type_, mode, tables.QUADS[type_], score, _contexts(deed, mode), doers, others), None


def _plover_type(deed: Deed) -> tuple[str | None, str | None, Reason | None]:
    """Type and mode in PLOVER, or why there is none."""
    event = deed.event
    if event.type == "CONTROL":
        return _taking(deed)
    if event.type == "CONCEDE" and event.mode in ("release", "resign"):
        return "RETREAT", event.mode, None
    if event.type == "ESTABLISH":
        base = event.mode == "base" or deed.entry.id == "establish.outpost"
        return ("MOBILIZE", None, None) if base else (None, None, "no-category")
    if event.type == "RELOCATE":
        return _moving(deed)
    return (event.type, event.mode, None) if event.type in tables.QUADS else (None, None, "no-category")


def _taking(deed: Deed) -> tuple[str | None, str | None, Reason | None]:
    """Taking a place is COERCE/seize of the side that takes it; holding it is no event, handing it over no seizure."""
    if deed.lasts:
        return None, None, "state"
    if deed.entry.id == "control.handover":
        return None, None, "no-category"
    takers = deed.event.targets if deed.event.mode == "lose" else deed.event.agents
    return ("COERCE", "seize", None) if takers else (None, None, "taker-unknown")


def _moving(deed: Deed) -> tuple[str | None, str | None, Reason | None]:
    """Forces that go somewhere are MOBILIZE, that leave somewhere RETREAT; with both or neither it is not known."""
    came, left = bool(deed.event.to_place), bool(deed.event.from_place)
    if deed.event.mode == "families":
        return None, None, "no-category"
    if came == left:
        return None, None, "direction-unknown"
    return ("MOBILIZE", None, None) if came else ("RETREAT", "withdraw", None)


def _contexts(deed: Deed, mode: str | None) -> tuple[str, ...]:
    own = tables.CONTEXTS.get(deed.entry.id)
    known = deed.doer_types()
    states = bool(known) and _MILITARY.issuperset(one or "" for one in known)
    home = all(who.startswith("actor:") for who in deed.doers)
    military = ("military",) if mode in tables.MILITARY_MODES and states and home else ()
    return (*military, *((own,) if own else ()))


def _acled(deed: Deed, sub: str) -> Acled:
    first, second = parties(deed, sub)
    words, number = interaction(first, second, sub)
    targeted = CIVILIANS_TARGETED if civilians_targeted(deed, sub) else None
    return Acled(
        EVENT_TYPE_OF[sub], sub, disorder_type(sub), first, second, words, number, targeted, deed.event.accused
    )


def _cameo(deed: Deed, sub: str | None) -> tuple[Cameo | None, Reason | None]:
    """The entry's code, made more exact by what is said of the deed."""
    if deed.lasts:
        return None, "state"
    code = deed.entry.cameo
    if code == _KILLED and deed.event.status == "failed":
        code = _ATTEMPT
    elif code in _OPEN_CODES and sub in _CAMEO_OF_SUB and deed.entry.id != "assault.shoot-down":
        code = _CAMEO_OF_SUB[sub]
    elif deed.event.type == "COERCE" and sub in ("Arrests", "Abduction/forced disappearance"):
        code = _ARREST
    if code is None or code not in cameo.CODES:
        return None, "no-category"
    return Cameo(code, cameo.CODES[code], cameo.quad_class(code), cameo.goldstein(code)), None

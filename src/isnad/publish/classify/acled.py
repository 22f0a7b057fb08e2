"""The ACLED view of an event: which sub-event type a deed is, by the concepts of the public ACLED Codebook (2024).

In our own words. ACLED codes deeds, not words. Fighting of two armed sides is a battle, with whatever weapons, and an
exchange of long-range fire is one too. Explosives and heavy weapons used by one side are remote violence, whoever is
hit. Violence of an armed side against people who cannot fight back is violence against civilians; how many died changes
no type. Ground that changes hands goes by who takes it, if there was fighting. All else is a strategic development.
"""

from collections.abc import Callable

from isnad.codebook.schemes import ACLED, EVENT_TYPE_OF
from isnad.publish.classify import tables
from isnad.publish.classify.deed import Deed, has, weapon
from isnad.publish.classify.tables import Reason

Found = tuple[str | None, Reason | None]
"""A sub-event type, or why there is none."""

_REMOTE = frozenset(ACLED["Explosions/Remote violence"])
_GIVEN = frozenset({"assault.sexual-violence", "assault.torture", "assault.beating", "assault.assassination"})
_OPEN = frozenset(f"assault.{name}" for name in ("shelling", "explosion", "bombing", "detonate"))
_BATTLES = frozenset({"assault.clash", "assault.repel", "assault.shelling-exchange", "assault.return-fire"})
_SPEECH = frozenset("CONSULT REQUEST ACCUSE REJECT THREATEN".split())
_FORCED = frozenset({"control.recapture", "control.liberate", "control.expel"})
_KNOWN_FORCE = frozenset({
    "appoint.appointment", "appoint.dismissal", "appoint.replacement", "appoint.reshuffle", "appoint.take-office",
    "establish.office", "concede.release", "concede.set-free",
})  # fmt: skip
"""Everyday deeds of any body, which count only where an armed one is known to have done them."""


def acled_sub_event(deed: Deed) -> Found:
    """The sub-event type of a deed that took place. Whether it did is asked before."""
    special = _BY_TYPE.get(deed.event.type)
    if special:
        return special(deed)
    sub = _listed(deed)
    if sub is None:
        return None, "speech" if deed.event.type in _SPEECH else "no-category"
    if deed.event.type == "AGREE" and deed.event.result == "failed":
        return None, "failed"
    return _by_force(deed, sub)


def _listed(deed: Deed) -> str | None:
    """The sub-event type that the entry itself names."""
    return deed.entry.acled[1] if len(deed.entry.acled) > 1 else None


def _by_force(deed: Deed, sub: str) -> Found:
    """What armed bodies do: not where all who did it are civilians, nor, of everyday deeds, where none is known."""
    if sub in ("Other", "Agreement") and deed.entry.id not in _KNOWN_FORCE:
        return sub, None
    known = deed.doer_types()
    if known and set(known) == {"Civilians"}:
        return None, "no-armed-group"
    if deed.entry.id in _KNOWN_FORCE and tables.ARMED.isdisjoint(known):
        return None, "no-armed-group"
    return sub, None


def _assault(deed: Deed) -> Found:
    id_, listed = deed.entry.id, _listed(deed)
    special = _BY_ENTRY.get(id_)
    if special:
        return special(deed)
    if id_ in _BATTLES or deed.mutual:
        return "Armed clash", None
    if id_ in _GIVEN:
        blast = weapon(deed.close) if id_ == "assault.assassination" else None
        return blast or listed, None
    remote = weapon(deed.own) or (listed if listed in _REMOTE and id_ not in _OPEN else weapon(deed.close))
    if remote or listed in _REMOTE:
        return remote or listed, None
    return _direct(deed, listed)


def _direct(deed: Deed, listed: str | None) -> Found:
    """Violence hand to hand or with small arms: by whom it struck."""
    if set(deed.doer_types()) == {"Civilians"}:
        return None, "no-armed-group"
    if deed.combatants:
        return "Armed clash", None
    if deed.civilians:
        return "Attack", None
    return (listed, None) if listed else (None, "target-unknown")


def _abduction(deed: Deed) -> Found:
    if deed.did("killed", "injured"):
        return "Attack", None
    return (None, "combatants") if deed.combatants and not deed.civilians else ("Abduction/forced disappearance", None)


def _execution(deed: Deed) -> Found:
    """Killing of captives, who cannot fight back; but a sentence carried out by a state's court is no such thing."""
    if has(deed.near, tables.COURT) and not tables.ARMED.isdisjoint(deed.doer_types()):
        return None, "judicial"
    return "Attack", None


def _crowd_control(deed: Deed) -> Found:
    return ("Excessive force against protesters" if deed.did("killed") else "Protest with intervention"), None


def _shoot_down(deed: Deed) -> Found:
    if has(deed.near, tables.UNCREWED):
        return "Disrupted weapons use", None
    crewed = has(deed.near, tables.AIRCRAFT)
    return ("Shelling/artillery/missile attack", None) if crewed else (None, "target-unknown")


def _incursion(deed: Deed) -> Found:
    if deed.combatants or deed.did("killed", "injured"):
        return _direct(deed, None)
    return _by_force(deed, "Change to group/activity")


def _grenade(deed: Deed) -> Found:
    return (None, "no-category") if has(deed.near, tables.STUN) else ("Grenade", None)


def _destruction(deed: Deed) -> Found:
    blast = weapon(deed.own)
    return blast or "Looting/property destruction", None


def _coercion(deed: Deed) -> Found:
    listed = _listed(deed)
    if listed == "Arrests" or deed.did("detained"):
        return _arrest(deed)
    arms = has(deed.near, tables.ARMS)
    if deed.entry.id == "coerce.seize-weapons":
        return ("Disrupted weapons use", None) if arms else (None, "goods-unknown")
    if listed == "Looting/property destruction" and arms:
        return "Disrupted weapons use", None
    return _by_force(deed, listed) if listed else (None, "no-category")


def _arrest(deed: Deed) -> Found:
    """Those who hold the law arrest; when others do, it is an abduction, if of people who do not fight."""
    known = [one for one in deed.doer_types() if one]
    if not known:
        return None, "doer-unknown"
    if "State forces" in known or "External/Other forces" in known:
        return "Arrests", None
    if tables.ARMED.isdisjoint(known):
        return None, "no-armed-group"
    return (None, "combatants") if deed.combatants and not deed.civilians else ("Abduction/forced disappearance", None)


def _territory(deed: Deed) -> Found:
    """Who took it, and whether by force: `lose` has the loser as its doer and the taker as its other."""
    id_, mode = deed.entry.id, deed.event.mode
    if id_ == "control.handover":
        return "Non-violent transfer of territory", None
    if deed.lasts:
        return None, "state"
    if id_ == "control.advance":
        return ("Armed clash", None) if deed.combatants else (None, "fight-unsaid")
    takers = deed.others if mode == "lose" else deed.doers
    if not takers or id_ == "control.enter":
        return None, "taker-unknown" if not takers else "fight-unsaid"
    return _taken(deed, takers)


def _taken(deed: Deed, takers: tuple[str, ...]) -> Found:
    words = " ".join(deed.near)
    if any(phrase in words for phrase in tables.NO_FIGHT) or has(deed.near, tables.PEACEFUL):
        return "Non-violent transfer of territory", None
    losers = deed.doers if deed.event.mode == "lose" else deed.others
    fought = deed.entry.id in _FORCED or has(deed.near, tables.FIGHTING) or deed.did("killed", "injured")
    if not (fought or losers):
        return None, "fight-unsaid"
    kinds = [one for who in takers if (one := deed.standing.type_of(who, deed.country)) in tables.ARMED]
    if not kinds:
        return None, "taker-unknown"
    state = "State forces" in kinds or any(deed.standing.of_the_state(who, deed.country) for who in takers)
    return "Government regains territory" if state else "Non-state actor overtakes territory", None


def _protest(deed: Deed) -> Found:
    listed = _listed(deed)
    if listed != "Peaceful protest":
        return (listed, None) if listed else (None, "no-category")
    if deed.did("killed"):
        return "Excessive force against protesters", None
    return ("Protest with intervention" if deed.did("injured", "detained") else listed), None


_BY_TYPE: dict[str, Callable[[Deed], Found]] = {
    "ASSAULT": _assault,
    "COERCE": _coercion,
    "CONTROL": _territory,
    "PROTEST": _protest,
}
_BY_ENTRY: dict[str, Callable[[Deed], Found]] = {
    "assault.kidnapping": _abduction,
    "assault.capture": lambda _: (None, "combatants"),
    "assault.plant-explosives": lambda _: (None, "no-category"),
    "assault.execution": _execution,
    "assault.crowd-control": _crowd_control,
    "assault.shoot-down": _shoot_down,
    "assault.incursion": _incursion,
    "assault.grenade": _grenade,
    "assault.destruction": _destruction,
}


def disorder_type(sub: str) -> str:
    """ACLED's disorder type of a sub-event type."""
    return tables.DISORDER_OF_SUB.get(sub) or tables.DISORDER[EVENT_TYPE_OF[sub]]

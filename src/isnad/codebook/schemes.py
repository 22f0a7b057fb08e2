"""What an entry may name of other schemes: ACLED's event types with their sub-event types, and CAMEO's codes.

ACLED: the public ACLED Codebook (2024), "Event types and sub-event types".
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from isnad.codebook import cameo
from isnad.codebook.files import Fields, Problem

ACLED: dict[str, tuple[str, ...]] = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ),
}  # fmt: skip
"""Sub-event types by event type, in the codebook's order, which is that of precedence within a type."""

EVENT_TYPE_OF = {sub: event for event, subs in ACLED.items() for sub in subs}


def scheme_problems(fields: Fields) -> Iterator[Problem]:
    """A problem for an `acled` that is no event type, alone or with one of its sub-event types, and for a `cameo` that
    is no code; each names the nearest one that is."""
    acled, code = fields.get("acled"), fields.get("cameo")
    if acled is not None:
        yield from _acled_problems(acled, fields)
    if code is not None and str(code) not in cameo.CODES:
        yield fields.problem(f"cameo '{code}' is no CAMEO code{_hint(str(code), cameo.CODES)}", "cameo")


def _acled_problems(value: object, fields: Fields) -> Iterator[Problem]:
    if not isinstance(value, list) or not 1 <= len(value) <= 2 or not all(isinstance(one, str) for one in value):
        yield fields.problem("acled is [event type], [event type, sub-event type] or null", "acled")
        return
    event, sub = value[0], value[1] if len(value) > 1 else None
    if event not in ACLED:
        meant = [EVENT_TYPE_OF[sub]] if sub in EVENT_TYPE_OF else ACLED
        yield fields.problem(f"acled '{event}' is no ACLED event type{_hint(event, meant)}", "acled")
    elif sub is not None and sub not in ACLED[event]:
        own = EVENT_TYPE_OF.get(sub)
        hint = f"; it belongs to '{own}'" if own else _hint(sub, ACLED[event])
        yield fields.problem(f"acled '{sub}' is no sub-event type of '{event}'{hint}", "acled")


def _hint(value: str, known: Iterable[str]) -> str:
    """What was probably meant: a longer code's own family, else what is spelt most alike."""
    names = list(known)
    near = [name for name in (value[:end] for end in range(len(value) - 1, 2, -1)) if name in names]
    near = near or get_close_matches(value, names, 1, 0.0)
    return f"; did you mean '{near[0]}'?"

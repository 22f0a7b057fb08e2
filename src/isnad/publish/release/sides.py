"""The two sides of an event in ACLED's fields, after those were taken out who may not stand there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from isnad.publish.classify import parties
from isnad.publish.classify.tables import UNIDENTIFIED
from isnad.publish.release.coding import generic
from isnad.publish.release.released import AcledCode, Event

_GENERIC: Final = (UNIDENTIFIED, "Protesters", "Rioters", "Civilians")
_VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})


def settled_sides(code: AcledCode, names: Mapping[str, str | None], event: Event) -> AcledCode:
    """The code with each name as `names` has it, without those that it has not and that are not ACLED's own. Violence
    whose author is only accused is that of ACLED's unidentified group."""
    first, second = _side(code.actor1, code.assoc1, names), _side(code.actor2, code.assoc2, names)
    inter1, inter2 = (code.inter1 if first else None), (code.inter2 if second else None)
    unknown = event.unidentified or (event.accused and not event.agents)
    if not first and unknown and code.event_type in _VIOLENT:
        first = (generic(UNIDENTIFIED, event.where.country if event.where else None),)
        inter1 = "Political militia"
    one, two = (parties.Party((), None, inter) if side else None for side, inter in ((first, inter1), (second, inter2)))
    interaction, number = parties.interaction(one, two, code.sub_event_type)
    return replace(
        code, actor1=first[0] if first else None, assoc1=first[1:], inter1=inter1,
        actor2=second[0] if second else None, assoc2=second[1:], inter2=inter2, interaction=interaction,
        interaction_code=number,
    )  # fmt: skip


def _side(actor: str | None, assoc: tuple[str, ...], names: Mapping[str, str | None]) -> tuple[str, ...]:
    found = (names.get(name, name if _is_generic(name) else None) for name in (actor, *assoc) if name)
    return tuple(dict.fromkeys(name for name in found if name))


def _is_generic(name: str) -> bool:
    return any(name == one or name.startswith(f"{one} (") for one in _GENERIC)

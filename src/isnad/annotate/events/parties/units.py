"""Which part of a body took part: all of it, its members, its leader, or a group of it."""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis

_DELEGATION = frozenset("وفد ووفد بوفد لوفد وفدا ووفدا بعثه وبعثه".split())
_OTHERS = ("p:", "place:", "f:")
_GOVERNING = frozenset({"particles.preposition", "particles.by", "particles.with", "particles.against"})


def measure(lexis: Lexis, scene: Scene, drafts: list[Draft]) -> None:
    """Say of every party of the drafts that is a body named by itself that the whole of it took part; a delegation is
    a group."""
    for draft in drafts:
        for party in draft.parties:
            if party.who and party.unit in (None, "leader") and not party.who.startswith(_OTHERS):
                _measure(lexis, scene, party)


def _measure(lexis: Lexis, scene: Scene, party: Party) -> None:
    first, end = lexis.view.word_range(party.evidence)
    pointer = scene.inside.get(end - 1)
    if pointer is None or pointer.kind != "actor" or pointer.who != party.who:
        return
    if any(lexis.view.words[k] in _DELEGATION for k in range(first, pointer.first)):
        party.unit = "group"
        return
    while first < pointer.first and lexis.any(first, _GOVERNING):
        first = lexis.until[first]
    if party.unit is None and first == pointer.first:
        party.unit = "whole"

"""Deeds that may yet come, or that somebody only believes in: meant, awaited, imagined, believed, claimed."""

from typing import Literal

from isnad.annotate.events.reality.unreal import BORDER, GOVERNING, NOT
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import OF_FORCE, Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break
from isnad.model.vocabulary import Status

_UTTERED = frozenset({"CONSULT", "SUPPORT", "ACCUSE", "REJECT", "REQUEST", "THREATEN"})
_DECIDED_UPON = frozenset({"ASSAULT", "CONTROL"})
_ORDERED, _DECIDED = ("امر", "امرت"), ("قرر", "يقرر", "تقرر")
_BELIEVED = frozenset({"unreal.believed", "unreal.claimed"})
_REACH, _FAR, _ADJECTIVES = 5, 7, 3


def yet_to_come(lexis: Lexis, scene: Scene, trigger: Trigger) -> Status | Literal["nothing"] | None:
    """Planned, rumoured or alleged by a word of intent before the trigger or of expectation behind it; nothing where
    the intent is denied (`لا ينوي الحزب الانسحاب`)."""
    if trigger.is_noun and _awaited(lexis, scene, trigger):
        return "planned"
    intent = _intended(lexis, scene, trigger) if "unreal.intent" in scene.classes else None
    if intent is None:
        if _BELIEVED.isdisjoint(scene.classes):
            return None
        return _believed(lexis, scene, trigger)
    unwilling = intent > scene.first and lexis.view.words[intent - 1].lstrip("وف") in NOT
    return "nothing" if unwilling else "planned"


def imagined(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`هجوم محتمل`, `الهجوم المفترض`: its adjective says that there may be none."""
    return (
        "unreal.imagined" in scene.classes and trigger.is_noun and _adjective(lexis, scene, trigger, "unreal.imagined")
    )


def _adjective(lexis: Lexis, scene: Scene, trigger: Trigger, tag: str) -> bool:
    for k in range(trigger.end, min(trigger.end + _ADJECTIVES, scene.end)):
        if lexis.view.breaks[k] > Break.NONE or k in scene.trigger_words or lexis.is_verb(k):
            return False
        if lexis.view.words[k] == "غير" or lexis.has(k, "particles.preposition"):
            return False
        if lexis.has(k, tag):
            return lexis.article(k) or not trigger.article
    return False


def _awaited(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`هجوم وشيك`, `تفجيرات ستحصل`."""
    if "unreal.awaited" in scene.classes and _adjective(lexis, scene, trigger, "unreal.awaited"):
        return True
    at = trigger.end
    if at >= scene.end or lexis.view.breaks[at] > Break.NONE:
        return False
    coming = any(r.use.use == "light" and "س" in r.peeled.before for r in lexis.infos[at].uses)
    return coming or lexis.view.words[at] == "سوف"


def _intended(lexis: Lexis, scene: Scene, trigger: Trigger) -> int | None:
    """The word of intent in `قرر الجيش اقتحام البلدة`, `نية الحزب قصف`, `أمر باغتياله`: what is wanted of any kind,
    what is decided or ordered of bodies; who decides to detain, dismiss or leave does so."""
    at = trigger.first - 1
    subjunctive = trigger.part == "present" and at >= scene.first and lexis.view.words[at] == "ان"
    if not (trigger.is_noun or subjunctive) or trigger.entry.type in _UTTERED:
        return None
    if lexis.has(at, "particles.preposition") and lexis.view.words[at] not in GOVERNING:
        return None
    low = trigger.first - (3 if trigger.article else _REACH)
    for k in range(at, max(scene.first, low) - 1, -1):
        if lexis.view.breaks[k + 1] > Break.NONE or k in scene.trigger_words:
            return None
        if lexis.has(k, "unreal.intent"):
            return k if _may_intend(lexis, trigger, k) else None
        if lexis.any(k, BORDER) and k != at:
            return None
    return None


def _may_intend(lexis: Lexis, trigger: Trigger, k: int) -> bool:
    word = lexis.view.words[k].lstrip("وف")
    if not word.startswith((*_ORDERED, *_DECIDED)):
        return True
    if word.startswith(_DECIDED):
        return trigger.entry.type in _DECIDED_UPON
    if trigger.entry.type not in OF_FORCE or trigger.entry.type == "COERCE":
        return False
    return not word.startswith(_ORDERED) or (trigger.before.endswith("ب") and not lexis.article(k))


def _believed(lexis: Lexis, scene: Scene, trigger: Trigger) -> Status | None:
    """`يعتقد أنه قتل`, `يزعم أن مسلحين خطفوه`: a passive verb of belief, أن, and the first verb behind it; behind a
    deed that was told before, belief is of its author (`غارة يرجح أنها استهدفت`)."""
    if trigger.is_noun:
        return None
    for k in range(trigger.first - 1, max(scene.first, trigger.first - _FAR), -1):
        if lexis.view.breaks[k + 1] > Break.NONE or (lexis.is_verb(k) and not lexis.article(k)):
            return None
        if lexis.has(k, "particles.relative"):
            return None
        if not lexis.has(k, "particles.complement"):
            continue
        held = (
            "alleged"
            if lexis.has(k - 1, "unreal.claimed")
            else "rumoured"
            if lexis.has(k - 1, "unreal.believed")
            else ""
        )
        pronoun = lexis.view.words[k] not in ("ان", "بان")
        if not held or (pronoun and (trigger.first - k > 2 or any(t.first < k for t in scene.triggers))):
            return None
        return "alleged" if held == "alleged" else "rumoured"
    return None

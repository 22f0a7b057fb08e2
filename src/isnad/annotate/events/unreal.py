"""Deeds that a sentence names without saying that they were done: possible, meant, awaited, believed, asked about."""

from typing import Literal

from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break
from isnad.model.vocabulary import Status

_BODILY = frozenset({"ASSAULT", "COERCE", "CONTROL", "MOBILIZE", "RETREAT", "RELOCATE"})
_UTTERED = frozenset({"CONSULT", "SUPPORT", "ACCUSE", "REJECT", "REQUEST", "THREATEN"})
_SPOKEN = frozenset({"AGREE", "CONSULT"})
_ANY = frozenset("كل اي ايه وكل واي وايه باي لاي ولاي وباي لكل ايما".split())
_NOT = frozenset("لم لن لا".split())
_DECIDED_UPON = frozenset({"ASSAULT", "CONTROL"})
_NONE = frozenset("دون بدون عدم بعدم لعدم وعدم بلا".split())
_WITHOUT = frozenset("دون بدون".split())
_PERHAPS = frozenset("ربما وربما لعل ولعل لعله لعلها كان كانه كانها لو ليت".split())
_GOVERNING = frozenset("من علي في الي عن ب ل".split())
_PASSED = frozenset("قبل بعد منذ الي".split())
_POSSIBLE = frozenset({"unreal.possible", "unreal.general"})
_BELIEVED = frozenset({"unreal.believed", "unreal.claimed"})
_BORDER = frozenset({"particles.complement", "particles.relative", "particles.contrast"})
_OPEN = frozenset({"particles.condition", "particles.future", "unreal.intent"})
_HOLDERS = frozenset({"THREATEN", "AGREE", "ACCUSE"})
_ALMOST = ("كاد", "يكاد", "تكاد", "اوشك", "يوشك", "توشك")
_BRINGING = frozenset("يسفر تسفر يود تود يودي تودي يخلف تخلف يوقع توقع يسجل تسجل ينجم ينتج يتسبب تتسبب".split())
_ORDERED, _DECIDED = ("امر", "امرت"), ("قرر", "يقرر", "تقرر")
_STEPS, _REACH, _FAR, _HELD = 4, 5, 7, 14


def nothing_done(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """Whether the words before the trigger say that there was no such deed, or leave open whether there was."""
    if _asked(lexis, scene, trigger):
        return True
    if not trigger.is_noun:
        return trigger.part != "participle" and _perhaps(lexis, scene, trigger)
    classes = scene.classes
    negated = "particles.negation" in classes
    if (negated or not _POSSIBLE.isdisjoint(classes)) and _possible(lexis, scene, trigger):
        return True
    if trigger.article:
        return False
    return (
        _any_such(lexis, scene, trigger)
        or ("unreal.modal" in classes and _modal(lexis, scene, trigger))
        or ("unreal.work" in classes and _in_a_work(lexis, scene, trigger))
        or (negated and _unhappened(lexis, scene, trigger))
    )


def _any_such(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`أي هجوم`, `كل عملية`: whichever there may be; `كل هجمات الحزب` are those there were."""
    if trigger.first == scene.first or trigger.after or lexis.view.breaks[trigger.first] > Break.NONE:
        return False
    word = lexis.view.words[trigger.first - 1]
    return word in _ANY and not ("كل" in word and trigger.part == "plural")


def _asked(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`هل قصفت القوات المدينة؟`: what is asked is not told."""
    before = lexis.view.words[scene.first : trigger.first]
    return not trigger.article and ("هل" in before or "وهل" in before)


def _perhaps(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`قد تقصف`, `ربما قتل`: a particle of doubt right before the verb."""
    at = trigger.first - 1
    if at < scene.first or lexis.view.breaks[trigger.first] > Break.NONE or trigger.before:
        return False
    if (
        trigger.part == "present"
        and "unreal.modal" in scene.classes
        and any(
            lexis.view.words[k].lstrip("وف").startswith(_ALMOST) and lexis.has(k, "unreal.modal")
            for k in range(max(scene.first, trigger.first - _STEPS), trigger.first)
        )
    ):
        return True
    word = lexis.view.words[at].lstrip("وف")
    if trigger.part == "present":
        return word == "قد" or word in _PERHAPS - {"كان"}
    return word in _PERHAPS and word not in ("كان", "لو")


def _governor(lexis: Lexis, scene: Scene, trigger: Trigger) -> int:
    """The word that governs the noun: the one before it, prepositions and nouns that only carry a deed (`شن هجوم`,
    `وقوع هجمات`) passed over; -1 where there is none."""
    at, low = trigger.first - 1, max(scene.first, trigger.first - _STEPS)
    while at >= low and not lexis.view.breaks[at + 1]:
        light = not lexis.article(at) and any(
            r.use.use == "light" and r.use.part == "noun" for r in lexis.infos[at].uses
        )
        if not (light or lexis.view.words[at] in _GOVERNING or lexis.has(at, "particles.deeds")):
            return at
        if lexis.any(at, _POSSIBLE):
            return at
        at -= 1
    return -1


def _possible(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`احتمال شن هجوم`, `ضرورة سحب القوات`, `مكافحة الخطف`: the governing noun makes it a thought, or a kind; and
    `دون توجيه اتهامات`."""
    at = _governor(lexis, scene, trigger)
    if at < 0:
        return False
    if lexis.view.words[at] in _NONE and at < trigger.first - 1:
        return True
    if not lexis.any(at, _POSSIBLE):
        return False
    return not (trigger.article and trigger.entry.type in _SPOKEN)


def _modal(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`يجب على الجيش إخلاء المقرات`: behind a verb of duty, chance or wish, with its subject between at most."""
    at = trigger.first - 1
    if lexis.has(at, "particles.preposition") and lexis.view.words[at] not in _GOVERNING:
        return False
    for k in range(at, max(scene.first, trigger.first - _REACH) - 1, -1):
        if lexis.view.breaks[k + 1] > Break.NONE or k in scene.trigger_words or lexis.any(k, _BORDER):
            return False
        if lexis.has(k, "unreal.modal"):
            return not lexis.article(k) or lexis.view.words[k - 1] in ("من", "غير")
    return False


def _in_a_work(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`تدور الرواية حول قتل غامض`: what a work of fiction tells of."""
    for k in range(trigger.first - 1, max(scene.first, trigger.first - _STEPS) - 1, -1):
        if lexis.view.breaks[k + 1] > Break.NONE or k in scene.trigger_words:
            return False
        if lexis.has(k, "unreal.work"):
            return True
    return False


def _unhappened(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`لم تشهد المدينة أي هجوم`, `دون أن يسفر عن إصابات`: the verb that brings it up is negated."""
    for k in range(trigger.first - 1, max(scene.first, trigger.first - _FAR), -1):
        if lexis.view.breaks[k + 1] > Break.NONE:
            return False
        if lexis.view.words[k] not in _BRINGING and (not lexis.is_verb(k) or lexis.article(k)):
            continue
        bare = lexis.view.words[k - 1].lstrip("وف")
        without = bare == "ان" and k - 2 >= scene.first and lexis.view.words[k - 2] in _WITHOUT
        if bare not in _NOT and not without:
            return False
        return (
            lexis.view.words[k] in _BRINGING
            or lexis.has(k, "harm.result")
            or any(r.use.use == "light" for r in lexis.infos[k].uses)
        )
    return False


# what may yet come ---------------------------------------------------------------------------------------------------
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
    unwilling = intent > scene.first and lexis.view.words[intent - 1].lstrip("وف") in _NOT
    return "nothing" if unwilling else "planned"


def imagined(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`هجوم محتمل`, `الهجوم المفترض`: its adjective says that there may be none."""
    return (
        "unreal.imagined" in scene.classes and trigger.is_noun and _adjective(lexis, scene, trigger, "unreal.imagined")
    )


def _adjective(lexis: Lexis, scene: Scene, trigger: Trigger, tag: str) -> bool:
    for k in range(trigger.end, min(trigger.end + 3, scene.end)):
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
    if lexis.has(at, "particles.preposition") and lexis.view.words[at] not in _GOVERNING:
        return None
    low = trigger.first - (3 if trigger.article else _REACH)
    for k in range(at, max(scene.first, low) - 1, -1):
        if lexis.view.breaks[k + 1] > Break.NONE or k in scene.trigger_words:
            return None
        if lexis.has(k, "unreal.intent"):
            return k if _may_intend(lexis, trigger, k) else None
        if lexis.any(k, _BORDER) and k != at:
            return None
    return None


def _may_intend(lexis: Lexis, trigger: Trigger, k: int) -> bool:
    word = lexis.view.words[k].lstrip("وف")
    if not word.startswith((*_ORDERED, *_DECIDED)):
        return True
    if word.startswith(_DECIDED):
        return trigger.entry.type in _DECIDED_UPON
    if trigger.entry.type not in _BODILY or trigger.entry.type == "COERCE":
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


def only_wished(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`أن` and a present verb tell no fact (`من الصعب أن تنسحب`), unless of a time (`قبل أن ينسحب`), a condition or a
    plan; what somebody threatens, agrees to or is accused of is told by the word that holds it."""
    at = trigger.first - 1
    if trigger.part != "present" or trigger.before or at < scene.first or lexis.view.words[at] != "ان":
        return False
    if any(lexis.view.words[k].lstrip("وف") in _PASSED for k in range(max(scene.first, at - 1), at)):
        return False
    if any(lexis.any(k, _OPEN) for k in range(max(scene.first, at - _STEPS), at)):
        return False
    held = (t for t in scene.triggers if t.first < at and at - t.first <= _HELD)
    return not any(t.entry.type in _HOLDERS for t in held)

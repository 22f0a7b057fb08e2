"""Deeds that a sentence names without saying that they were done: denied, possible, wished, asked about, in general."""

from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break

GOVERNING = frozenset("من علي في الي عن ب ل".split())
"""Prepositions behind which a noun is still the object of the verb before; `بعد قصف` dates what is told."""
BORDER = frozenset({"particles.complement", "particles.relative", "particles.contrast"})
NOT = frozenset("لم لن لا".split())
_SPOKEN = frozenset({"AGREE", "CONSULT"})
_ANY = frozenset("كل اي ايه وكل واي وايه باي لاي ولاي وباي لكل ايما".split())
_NONE = frozenset("دون بدون عدم بعدم لعدم وعدم بلا".split())
_WITHOUT = frozenset("دون بدون".split())
_PERHAPS = frozenset("ربما لعل لعله لعلها كانه كانها ليت".split())
_MAY = _PERHAPS | {"قد", "لو"}
_PASSED = frozenset("قبل بعد منذ الي".split())
_POSSIBLE = frozenset({"unreal.possible", "unreal.general"})
_OPEN = frozenset({"particles.condition", "particles.future", "unreal.intent"})
_HOLDERS = frozenset({"THREATEN", "AGREE", "ACCUSE"})
_ALMOST = ("كاد", "يكاد", "تكاد", "اوشك", "يوشك", "توشك")
_BRINGING = frozenset("يسفر تسفر يود تود يودي تودي يخلف تخلف يوقع توقع يسجل تسجل ينجم ينتج يتسبب تتسبب".split())
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
    if "unreal.preventing" in classes and _prevented(lexis, scene, trigger):
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
    at = trigger.first - 1
    while at > scene.first and lexis.has(at, "particles.deeds") and not lexis.article(at):
        at -= 1
    word = lexis.view.words[at]
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
    return lexis.view.words[at].lstrip("وف") in (_MAY if trigger.part == "present" else _PERHAPS)


def _governor(lexis: Lexis, scene: Scene, trigger: Trigger) -> int:
    """The word that governs the noun: the one before it, prepositions and nouns that only carry a deed (`شن هجوم`,
    `وقوع هجمات`) passed over; -1 where there is none."""
    at, low = trigger.first - 1, max(scene.first, trigger.first - _STEPS)
    while at >= low and not lexis.view.breaks[at + 1]:
        light = not lexis.article(at) and any(
            r.use.use == "light" and r.use.part == "noun" for r in lexis.infos[at].uses
        )
        if not (light or lexis.view.words[at] in GOVERNING or lexis.has(at, "particles.deeds")):
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
    if lexis.has(at, "particles.preposition") and lexis.view.words[at] not in GOVERNING:
        return False
    for k in range(at, max(scene.first, trigger.first - _REACH) - 1, -1):
        if lexis.view.breaks[k + 1] > Break.NONE or k in scene.trigger_words or lexis.any(k, BORDER):
            return False
        if lexis.has(k, "unreal.modal"):
            return not lexis.article(k) or lexis.view.words[k - 1] in ("من", "غير")
    return False


def _prevented(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`منع المسلحين من إطلاق الصواريخ`: a verb of prevention, who is kept from it, and من."""
    at = trigger.first - 1
    if at < scene.first or lexis.view.words[at] != "من":
        return False
    for k in range(at - 1, max(scene.first, at - _REACH) - 1, -1):
        if lexis.view.breaks[k + 1] > Break.NONE or lexis.has(k, "particles.complement"):
            return False
        if lexis.has(k, "unreal.preventing"):
            return True
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
        if bare not in NOT and not without:
            return False
        return (
            lexis.view.words[k] in _BRINGING
            or lexis.has(k, "harm.result")
            or any(r.use.use == "light" for r in lexis.infos[k].uses)
        )
    return False


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

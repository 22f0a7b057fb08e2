"""Whether it happened: a deed, or a threat, plan, condition, denial, failure, allegation or rumour."""

from isnad.annotate.events.reality.expected import imagined, yet_to_come
from isnad.annotate.events.reality.figurative import meant_otherwise
from isnad.annotate.events.reality.unreal import nothing_done, only_wished
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break
from isnad.model.vocabulary import Status

_GOVERNING, _NEAR, _JOINED, _MINDFUL = 16, 7, 6, 5
_AIMS = frozenset({"CONTROL", "RETREAT", "ACCUSE", "CONSULT", "COERCE", "RELOCATE"})
_RESULTING = frozenset("نتيجه وفقا طبقا تبعا تعرض باستخدام وصل وصلت ادي ادت تبادل تبادلا".split())
_VERBAL_NEGATION = frozenset("لم لن لا ما".split())
_UNSETTLING = frozenset(
    f"particles.{kind}" for kind in ("condition", "attempt", "future", "purpose", "denial", "rumour")
)
_PRETEXT = frozenset("بحجه بذريعه بدعوي".split())
_NOMINAL_NEGATION = frozenset("عدم دون بدون لولا بلا وبلا دونما".split())


def status_of(lexis: Lexis, scene: Scene, trigger: Trigger) -> Status | None:
    """The status that the words around the trigger give it; None where they tell no deed, so that nothing is
    recorded."""
    if _standing(lexis, scene, trigger) or _likened(lexis, scene, trigger) or meant_otherwise(lexis, scene, trigger):
        return None
    negation = _negation(lexis, scene, trigger)
    if negation is not None:
        return negation if negation in ("denied", "failed") else None  # type: ignore[return-value]
    if nothing_done(lexis, scene, trigger) or imagined(lexis, scene, trigger):
        return None
    first = trigger.first
    if "س" in trigger.before and trigger.part == "present":
        return "planned"
    if any(lexis.view.words[at] in _PRETEXT for at in range(max(scene.first, first - 3), first)):
        return None
    found = _by_words(lexis, scene, trigger)
    coming = yet_to_come(lexis, scene, trigger) if found in (None, "planned") else None
    if coming == "nothing":
        return None
    if coming or found:
        return coming or found
    if only_wished(lexis, scene, trigger):
        return None
    if trigger.is_noun and _failed_to(lexis, scene, trigger):
        return "failed"
    return "planned" if _aimed_at(lexis, scene, trigger) else _joined(lexis, scene, trigger)


def _aimed_at(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`لاعتقال المطلوبين`, `للسيطرة على البلدة`: behind `ل`; with the article only what governs a preposition."""
    if not trigger.before.endswith("ل"):
        return False
    if trigger.article and not (trigger.entry.type in _AIMS and _governs(lexis, trigger)):
        return False
    return _purpose(lexis, scene, trigger)


def _governs(lexis: Lexis, trigger: Trigger) -> bool:
    last = trigger.end - 1
    return lexis.has(last if last > trigger.first else trigger.end, "particles.preposition")


def _joined(lexis: Lexis, scene: Scene, trigger: Trigger) -> Status:
    """`لاعتقال قادتهم ونقلهم`: a noun joined to one that is planned is planned too."""
    if trigger.is_noun and trigger.before == "و" and not trigger.article:
        earlier = [t for t in scene.triggers if t.first < trigger.first and trigger.first - t.end <= _JOINED]
        between = range(earlier[-1].end if earlier else trigger.first, trigger.first)
        verb = any((lexis.is_verb(k) and not lexis.article(k)) or lexis.view.breaks[k] > Break.NONE for k in between)
        if earlier and not verb and earlier[-1].is_noun and earlier[-1].entry.type != "CONSULT":
            return "planned" if status_of(lexis, scene, earlier[-1]) == "planned" else "actual"
    return "actual"


def _by_words(lexis: Lexis, scene: Scene, trigger: Trigger) -> Status | None:
    """The nearest word before the trigger, in its clause, that takes the deed out of the facts."""
    if _UNSETTLING.isdisjoint(scene.classes):
        return None
    for at in range(trigger.first - 1, max(scene.first, trigger.first - 7) - 1, -1):
        if lexis.view.breaks[at + 1] > Break.SOFT:
            return None
        distance = trigger.first - at
        condition = lexis.has(at, "particles.condition") and at not in scene.inside
        if condition and distance <= 6 and not _past(lexis, at):
            return "conditional"
        if lexis.view.breaks[at + 1] == Break.SOFT and distance > 1:
            return None
        found = _by_word(lexis, at, distance, trigger) if at not in scene.inside else None
        if found:
            return found
        if distance > 1 and any(t.first == at and not t.is_noun for t in scene.triggers):
            return None
    return None


def _failed_to(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`أخفق القادة، أمس، في التوصل إلى`: the failure stands before its subject, the deed behind `في` or `عن`."""
    if trigger.entry.type == "CONSULT" or lexis.view.words[trigger.first - 1] not in ("في", "عن"):
        return False
    for at in range(trigger.first - 2, max(scene.first, trigger.first - 18) - 1, -1):
        if lexis.view.words[at].lstrip("و").startswith(_FAILING):
            return True
        if any(t.first == at and not t.is_noun for t in scene.triggers):
            return False
    return False


_FAILING = ("فشل", "اخفق", "عجز", "يفشل", "تفشل")


def _past(lexis: Lexis, at: int) -> bool:
    return lexis.view.words[at] in ("ان", "حال", "مقابل")


def _by_word(lexis: Lexis, at: int, distance: int, trigger: Trigger) -> Status | None:
    if distance <= 3 and lexis.has(at, "particles.attempt"):
        trying: Status = "planned" if lexis.has(at, "unreal.intent") else "failed"
        return "actual" if trigger.entry.type == "CONSULT" else trying
    if distance <= 4 and lexis.has(at, "particles.future"):
        return "planned"
    if distance <= 3 and lexis.has(at, "particles.purpose"):
        return "planned"
    if distance <= (6 if trigger.is_noun else 3) and lexis.has(at, "particles.denial"):
        return "denied"
    if distance <= 4 and lexis.has(at, "particles.rumour"):
        return "rumoured"
    return None


def _negation(lexis: Lexis, scene: Scene, trigger: Trigger) -> Status | str | None:
    at = trigger.first - 1
    if at < scene.first or lexis.view.breaks[trigger.first] > Break.NONE:
        return None
    word = lexis.view.words[at]
    bare = word[1:] if word[:1] in "وف" and len(word) > 2 else word
    if (
        trigger.is_noun
        and at > scene.first
        and any(r.use.use == "light" and r.use.entry == "happens" for r in lexis.infos[at].uses)
    ):
        denied = lexis.view.words[at - 1].lstrip("و")
        return "dropped" if denied in _VERBAL_NEGATION or denied in _NOMINAL_NEGATION else None
    if trigger.is_noun and trigger.entry.type in ("AGREE", "CONSULT") and bare in _NOMINAL_NEGATION:
        return "failed"
    if trigger.is_noun:
        return "dropped" if bare in _NOMINAL_NEGATION or word in ("لا", "ولا") else None
    if bare in _VERBAL_NEGATION and not (bare == "ما" and trigger.part == "past"):
        return "dropped"
    return None


def _purpose(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`لاعتقال`: a verbal noun behind a bare `ل` is what somebody means to do, unless a light verb suffers it."""
    if trigger.part == "present":
        return True
    if trigger.first > scene.first and lexis.has(trigger.first - 1, "harm.result"):
        return False
    for at in range(trigger.first - 1, max(scene.first, trigger.first - _GOVERNING) - 1, -1):
        if any(r.use.use == "light" and r.use.entry == "suffers" for r in lexis.infos[at].uses):
            return False
        if trigger.first - at < _NEAR and lexis.view.words[at] in _RESULTING:
            return False
        if trigger.first - at <= _MINDFUL and lexis.has(at, "unreal.mindful"):
            return False
    return trigger.is_noun and trigger.part == "noun" and not _well_known(lexis, scene, trigger)


def _well_known(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`التخطيط لهجوم المدينة الذي أوقع`: a relative clause tells of a deed that was done."""
    behind = range(trigger.end, min(trigger.end + 3, scene.end))
    return any(lexis.view.words[k] in ("الذي", "التي") and not lexis.view.breaks[k] for k in behind)


def _standing(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`المناطق التي تسيطر عليها القوات`, `مناطق سيطرة القوات`: who holds what is a state, told by the
    relations; only a headline puts a deed in the present."""
    if trigger.entry.type != "CONTROL":
        return False
    at = trigger.first - 1
    before = lexis.view.words[at] if at >= scene.first else ""
    if trigger.is_noun:
        return before in _AREAS or (
            trigger.before.endswith("ل") and before.startswith(("الخاضع", "خاضع", "تخضع", "يخضع"))
        )
    title = scene.first == 0 or (lexis.view.breaks[scene.first] == Break.PARAGRAPH and scene.end - scene.first < 14)
    return trigger.part == "present" and trigger.before in ("", "و", "ف") and not title


def _likened(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`يشكل تهديدا للاستقرار`, `اعتبرته تهديدا`: what is called a threat is no threat that somebody made."""
    if trigger.entry.type != "THREATEN" or not trigger.is_noun:
        return False
    before = lexis.view.words[max(scene.first, trigger.first - 7) : trigger.first]
    return any(word.lstrip("وف").startswith(_LIKENING) for word in before)


_LIKENING = ("يشكل", "تشكل", "شكل", "يمثل", "تمثل", "اعتبر", "يعتبر", "تعتبر", "يعد", "تعد", "تحت")
_AREAS = frozenset("مناطق منطقه المنطقه تقاسم لتقاسم خطوط اماكن في".split())

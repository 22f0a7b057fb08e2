"""Whether it happened: a deed, or a threat, plan, condition, denial, failure, allegation or rumour."""

from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break
from isnad.model.vocabulary import Outcome, Status

_GOVERNING, _NEAR = 16, 7
_RESULTING = frozenset("نتيجه وفقا طبقا تبعا تعرض باستخدام وصل وصلت ادي ادت تبادل تبادلا".split())
_VERBAL_NEGATION = frozenset("لم لن لا ما".split())
_PRETEXT = frozenset("بحجه بذريعه بدعوي".split())
_NOMINAL_NEGATION = frozenset("عدم دون بدون لولا بلا وبلا دونما".split())


def status_of(lexis: Lexis, scene: Scene, trigger: Trigger) -> Status | None:
    """The status that the words before the trigger give it; None when it is negated, so that nothing is recorded."""
    if _standing(lexis, scene, trigger) or _likened(lexis, scene, trigger):
        return None
    negation = _negation(lexis, scene, trigger)
    if negation is not None:
        return negation if negation in ("denied", "failed") else None  # type: ignore[return-value]
    first = trigger.first
    if "س" in trigger.before and trigger.part == "present":
        return "planned"
    if any(lexis.view.words[at] in _PRETEXT for at in range(max(scene.first, first - 3), first)):
        return None
    found = _by_words(lexis, scene, trigger)
    if found:
        return found
    if trigger.is_noun and _failed_to(lexis, scene, trigger):
        return "failed"
    if trigger.before.endswith("ل") and not trigger.article and _purpose(lexis, scene, trigger):
        return "planned"
    return "actual"


def _by_words(lexis: Lexis, scene: Scene, trigger: Trigger) -> Status | None:
    """The nearest word before the trigger, in its clause, that takes the deed out of the facts."""
    for at in range(trigger.first - 1, max(scene.first, trigger.first - 7) - 1, -1):
        if lexis.view.breaks[at + 1] > Break.SOFT:
            return None
        distance = trigger.first - at
        if lexis.has(at, "particles.condition") and distance <= 6 and not _past(lexis, at):
            return "conditional"
        if lexis.view.breaks[at + 1] == Break.SOFT and distance > 1:
            return None
        found = _by_word(lexis, at, distance, trigger)
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
        return "actual" if trigger.entry.type == "CONSULT" else "failed"
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
        return "dropped" if lexis.view.words[at - 1].lstrip("و") in _VERBAL_NEGATION else None
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
    return trigger.is_noun and trigger.part == "noun"


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


_FAILED = frozenset("فشل فشلت بفشل افشل تعثر تعثرت انهيار انهارت".split())
_UNREACHED = frozenset("وصول الوصول توصل التوصل اتفاق نتيجه نتايج تحقيق احراز تقدم جدوي التوافق توافق حل".split())


def result_of(lexis: Lexis, scene: Scene, trigger: Trigger) -> Outcome | None:
    """How a meeting or deal ended, where its own sentence says so (`انتهى دون التوصل إلى اتفاق`)."""
    if trigger.entry.type not in ("CONSULT", "AGREE"):
        return None
    words = lexis.view.words
    if any(words[k] in _FAILED for k in range(max(scene.first, trigger.first - 2), trigger.first)):
        return "failed"
    for k in range(trigger.end, min(scene.end - 1, trigger.end + 10)):
        if words[k] in ("دون", "بدون") and any(words[m] in _UNREACHED for m in range(k + 1, min(scene.end, k + 4))):
            return "failed"
        if words[k] in _FAILED and lexis.view.breaks[k] <= Break.SOFT and k - trigger.end < 4:
            return "failed"
    return None

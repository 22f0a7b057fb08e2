"""Whether a sentence tells of a happening, or only names one: as known, as asked about, as spoken of in general.

Told is what the sentence itself asserts: a finite verb of a clause of its own (`قتل مسلحون ضابطا`), or a noun that such
a verb brings up: a verb of result (`أسفر عن مقتل`), of happening or doing (`وقع انفجار`, `شن هجوما`, `قام بقصف`) or of
saying (`أعلن مصدر مقتل`), or a headline's first word (`مقتل ضابط بانفجار`). Named is what stands with the article or a
pronoun (`الهجوم`, `اغتياله`), in a relative clause (`الذين سقطوا`), behind `بعد أن`, in a question, or under another
noun or preposition (`ملف اغتيال`, `حول خطف`).
"""

from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break
from isnad.model.vocabulary import Telling

_ASKING = frozenset("هل وهل فهل اليس لماذا ولماذا فلماذا".split())
_WHO = "من"
_AUXILIARY = frozenset("قد لقد كان كانت كانوا".split())
_ONCE, _ONCE_THAT = frozenset("بعد قبل منذ".split()), frozenset({"بعدما"})
_TEMPORAL = frozenset("قبل بعد منذ خلال اثناء".split())
_HEADS = frozenset("حادث حادثه حوادث عمليه عمليات سلسله موجه واقعه اعمال دوي عده بعض اول عدد اخر".split())
_WITH: dict[str, tuple[str, ...]] = {
    "ب": ("قام", "قامو", "قيام", "باشر", "بدا", "شرع", "تمثل", "رد", "انتهي", "انتهت"),
    "ل": ("تعرض",), "الي": ("تعرض", "عمد", "لجا"), "علي": ("اقدم", "عمد"), "في": ("نجح", "شارك", "تسبب", "استمر"),
    "من": ("تمكن",),
}  # fmt: skip
"""Verbs that bring up a deed behind each preposition."""
_RESULT = frozenset("اسفر اسفرت ادي ادت تسبب تسببت خلف خلفت اوقع اوقعت اودي اودت نجم نجمت نتج شهد شهدت".split())
_OF_RESULT = frozenset("عن الي في ب".split())
_OF_SPEECH = frozenset({"", "ب", "عن"})
_CONCERNED = ("المتعلق", "المتهم", "المعني", "المرتبط", "المكلف", "المسوول", "مسوولي", "متهم")
_BORDER = frozenset({"particles.relative", "particles.complement", "particles.allegation"})
_OPENING = frozenset({"particles.complement", "particles.contrast"})
_ADVERB = frozenset({"particles.adverb", "particles.preposition"})
_JOINED_CLAUSE = 14
_BACK, _CLAUSE, _JOINED, _TITLE, _NOUN_PHRASE = 12, 6, 9, 14, 4


def telling_of(lexis: Lexis, scene: Scene, trigger: Trigger, *, asked: bool) -> Telling:
    """How the sentence brings the trigger up; a question (`asked`) tells nothing."""
    return "told" if not asked and _told(lexis, scene, trigger) else "named"


def asks(lexis: Lexis, scene: Scene) -> bool:
    """Whether the sentence is a question."""
    view = lexis.view
    mark = "؟" in view.text[view.ends[scene.end - 1] :][:3]
    return mark or not _ASKING.isdisjoint(view.words[scene.first : scene.end])


def _told(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    if trigger.is_noun and not _has_verb(lexis, trigger):
        return _noun_told(lexis, scene, trigger)
    if trigger.part == "present":
        return scene.first == 0 and scene.end <= _TITLE
    first = trigger.first
    return not (
        _in_relative(lexis, scene, first) or _after_that(lexis, scene, first) or _says_which(lexis, scene, trigger)
    )


def _has_verb(lexis: Lexis, trigger: Trigger) -> bool:
    """Whether a listed phrase holds a finite verb (`أودت بحياة`, `عبوة ناسفة انفجرت`) that is spelt like no noun."""
    for k in range(trigger.first, trigger.end if trigger.end - trigger.first > 1 else trigger.first):
        if lexis.is_verb(k) and not lexis.article(k) and not any(r.use.part == "noun" for r in lexis.infos[k].uses):
            return True
    return False


# verbs ---------------------------------------------------------------------------------------------------------------
def _after_that(lexis: Lexis, scene: Scene, at: int) -> bool:
    """`بعد أن قتل`, `بعدما خطف`: known already, and said only to date something else."""
    before = [_plain(lexis, k) for k in range(max(scene.first, at - 2), at)]
    return bool(before) and (before[-1] in _ONCE_THAT or (before[-1] == "ان" and before[0] in _ONCE))


def _says_which(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`عن سائحين اختطفا`, `بسبب هجوم استهدف`: behind an indefinite noun that a preposition governs, the verb only says
    which one is meant. What opens the clause (`من جهة ثانية قتل`) or is a name (`في تدمر قتل`) is no such noun."""
    if trigger.before:
        return False
    for k in range(trigger.first - 1, max(scene.first, trigger.first - _NOUN_PHRASE - 1), -1):
        named = k in scene.inside and scene.inside[k].kind == "place"
        closed = lexis.view.breaks[k + 1] > Break.NONE or lexis.article(k) or named
        if closed or lexis.has(k, "particles.complement"):
            return False
        if k < trigger.first - 1 and lexis.has(k, "particles.preposition"):
            counted = lexis.view.words[k + 1].isdigit() or value_of(lexis.view.words[k + 1]) is not None
            return not counted and _plain(lexis, k) not in _TEMPORAL
        if proclitics(lexis, k)[-1:] == "ب":
            return True
    return False


def _in_relative(lexis: Lexis, scene: Scene, verb: int) -> bool:
    """Whether a relative word stands before the verb in its clause; a second verb joined by `و` stands in it too."""
    view = lexis.view
    joined = view.words[verb].startswith("و")
    for k in range(verb - 1, max(scene.first, verb - (_JOINED_CLAUSE if joined else _CLAUSE)) - 1, -1):
        if view.breaks[k + 1] >= (Break.SENTENCE if joined else Break.SOFT) or lexis.any(k, _OPENING):
            return False
        if lexis.has(k, "particles.relative"):
            return True
        if _plain(lexis, k) == _WHO and k == verb - 1:
            return True
        if lexis.is_verb(k) and not lexis.article(k) and _plain(lexis, k) not in _AUXILIARY:
            return joined and _in_relative(lexis, scene, k)
    return False


# nouns ---------------------------------------------------------------------------------------------------------------
def _noun_told(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    if trigger.article and not _suffered(lexis, scene, trigger):
        return _has_result(lexis, scene, trigger)
    if trigger.before == "و" and not trigger.after:
        joined = [t for t in scene.triggers if t.first < trigger.first and trigger.first - t.end <= _JOINED]
        if joined:
            return _told(lexis, scene, joined[-1])
    view, at = lexis.view, trigger.first - 1
    preposition = trigger.before[-1:] if trigger.before[-1:] in ("ب", "ل", "ك") else ""
    while not preposition and at >= scene.first and not view.breaks[at + 1] and _carries(lexis, at):
        before = proclitics(lexis, at)[-1:]
        preposition = before if before in ("ب", "ل") else ""
        at -= 1
    if at < scene.first or ":" in view.gaps[at + 1]:
        return not preposition
    if not preposition and lexis.has(at, "particles.preposition"):
        preposition, at = _plain(lexis, at), at - 1
    if view.breaks[at + 1] > Break.NONE and preposition not in _OF_RESULT and not view.opens(at + 1):
        return False
    governed = not preposition and not view.opens(trigger.first) and not _ends_phrase(lexis, scene, at)
    return not governed and _brought_up(lexis, scene, trigger, at, preposition)


def _suffered(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`تعرض للضرب`: the article is of the kind, not of a deed that is known."""
    at = trigger.first - 1
    return at >= scene.first and trigger.before[-1:] == "ل" and _plain(lexis, at).startswith(_WITH["ل"])


def _has_result(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`أسفر الهجوم عن ثلاثة قتلى`, `إن الهجوم على المقر أدى إلى`: what a known deed did is told with its harm."""
    before = trigger.first - 1
    if before >= scene.first and _results(lexis, before):
        return not _in_relative(lexis, scene, before)
    for k in range(trigger.end, min(scene.end, trigger.end + _BACK)):
        if lexis.any(k, _OPENING) or k in scene.trigger_words:
            return False
        if _results(lexis, k):
            return not _in_relative(lexis, scene, k)
    return False


def _results(lexis: Lexis, k: int) -> bool:
    return lexis.has(k, "harm.result") or _plain(lexis, k) in _RESULT


def _brought_up(lexis: Lexis, scene: Scene, trigger: Trigger, at: int, preposition: str) -> bool:
    """Whether the nearest verb before the noun brings it up, in a clause that is no relative one."""
    for k in range(at, max(scene.first, at - _BACK) - 1, -1):
        if preposition not in _OF_RESULT and any(t.first <= k < t.end for t in scene.triggers):
            return False
        brings = _brings(lexis, k, preposition, _possessed(lexis, trigger))
        if brings is not None:
            return brings and not _in_relative(lexis, scene, k)
    return False


def _brings(lexis: Lexis, k: int, preposition: str, possessed: bool) -> bool | None:
    """Whether the word is a verb that brings a noun up; None where it is neither such a verb nor the border of the
    clause. What is named by a pronoun (`مقتله`) is new only as what somebody does (`قام باغتيالها`)."""
    plain = _plain(lexis, k)
    if (
        (plain in _RESULT or lexis.has(k, "harm.result"))
        and not possessed
        and (not preposition or preposition in _OF_RESULT)
    ):
        return True
    if lexis.any(k, _BORDER) or plain.startswith(_CONCERNED):
        return False
    if preposition in _WITH and plain.startswith(_WITH[preposition]):
        return True
    if not lexis.is_verb(k) or lexis.article(k):
        return None
    uses = [r.use for r in lexis.infos[k].uses if r.use.part in ("past", "passive", "present")]
    light = any(use.use == "light" and use.part != "present" for use in uses) and not preposition
    said = any(use.use == "speech" for use in uses) and preposition in _OF_SPEECH and not possessed
    return light or said


def _possessed(lexis: Lexis, trigger: Trigger) -> bool:
    """Whether a pronoun is written onto the noun (`مقتله`), not the ى of a plural (`قتلى`)."""
    view = lexis.view
    return bool(trigger.after) and view.text[view.ends[trigger.first] - 1] != "ى"


def _ends_phrase(lexis: Lexis, scene: Scene, at: int) -> bool:
    """Whether the word before the noun is no noun that governs it (`ملف اغتيال`): a verb, a name, a time, a definite
    noun, or an adjective in ي, with which a subject ends (`أعلن مصدر أمني مقتل`)."""
    word = lexis.view.words[at]
    if lexis.article(at) or at in scene.inside or lexis.is_verb(at) or word.isdigit():
        return True
    return word.endswith(("ي", "يه", "يون", "يين")) or lexis.any(at, _ADVERB)


def _carries(lexis: Lexis, at: int) -> bool:
    """`عملية`, `سلسلة`, a numeral: nouns that only carry the deed behind them."""
    word = _plain(lexis, at)
    return word in _HEADS or word.isdigit() or word.lstrip("بل") in _HEADS


def _plain(lexis: Lexis, at: int) -> str:
    """The word without `و` or `ف` before it."""
    word = lexis.view.words[at]
    return word[1:] if word[:1] in ("و", "ف") and len(word) > 3 else word

"""Words of deeds that are meant of something else: figures of speech, nature and accidents, interviews."""

from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import OF_FORCE, Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break

_BODILY = OF_FORCE | {"THREATEN"}
_VIOLENT = frozenset({"ASSAULT", "COERCE", "CONTROL"})
_OF_OBJECTS = frozenset("علي من عن ضد مع كل بعض جميع كافه".split())
_JOINING = frozenset("وف")
_NATURE = frozenset({"unreal.nature", "unreal.accident"})
_RELATIVE = frozenset({"particles.relative"})
_TWOFOLD = frozenset({"accuse.investigate", "establish.outpost", "aid.rescue"})
"""Verbs whose other sense has such an object (`تحقيق المساواة`, `تثبيت الأسعار`, `إنقاذ الاقتصاد`)."""
_PLAYED = frozenset({
    "assault.attack", "assault.attack-on", "assault.blow", "assault.clash", "assault.repel", "assault.wounding",
    "assault.return-fire", "control.advance", "control.take", "control.enter", "control.lose", "control.recapture",
    "retreat.withdrawal", "threaten.threaten",
})  # fmt: skip
"""Deeds that are told of teams, too, where the sentence has two words of sport."""
_HARMING = frozenset({"assault.destruction", "assault.casualties"})
_PRESS = frozenset("صحيفه جريده مجله قناه اذاعه راديو تلفزيون وكاله موقع برنامج صحافيين صحفيين".split())
_MEDIA = frozenset({"outlet", "agency"})
_AROUND, _TALKED, _SUBJECT = 12, 4, 2


def meant_otherwise(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """Whether the trigger tells no deed of anybody here, though it is the word of one."""
    type_ = trigger.entry.type
    if (type_ in _BODILY or trigger.entry.id in _TWOFOLD) and _figure(lexis, scene, trigger):
        return True
    if type_ in _VIOLENT and not _NATURE.isdisjoint(scene.classes) and _natural(lexis, scene, trigger):
        return True
    if "unreal.sport" in scene.classes and trigger.entry.id in _PLAYED and _of_teams(lexis, scene, trigger):
        return True
    return type_ == "CONSULT" and _interview(lexis, scene, trigger)


def _of_teams(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """Whether two words of sport stand around the trigger."""
    around = lexis.tags[max(scene.first, trigger.first - _AROUND) : min(scene.end, trigger.end + _AROUND)]
    return sum("unreal.sport" in tags for tags in around) > 1


def _figure(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`ضرب الاقتصاد`, `الهجوم على السياسات`, `انفجرت الأزمة`, `أحرق اللاعب أعصاب`: its object or subject is nothing
    that can be struck. No verb of violence governs أن (`اعتدت أن أعمل`)."""
    at = trigger.end
    if not trigger.is_noun and trigger.entry.type == "ASSAULT" and at < scene.end and lexis.view.words[at] == "ان":
        return lexis.joined(at)
    if "unreal.abstract" not in scene.classes:
        return False
    if _of_thought(lexis, scene, at):
        return True
    if trigger.is_noun:
        return False
    for subject in range(at, min(at + _SUBJECT, scene.end)):
        if subject in scene.inside or not (lexis.joined(subject) and lexis.article(subject)):
            return False
        if _of_thought(lexis, scene, subject + 1):
            return True
    return False


def _of_thought(lexis: Lexis, scene: Scene, at: int) -> bool:
    """Whether a word of what has no body stands here, a preposition or quantifier passed over."""
    while at < scene.end and lexis.joined(at) and lexis.view.words[at] in _OF_OBJECTS:
        at += 1
    if at >= scene.end or not lexis.joined(at) or at in scene.inside or not lexis.has(at, "unreal.abstract"):
        return False
    info = lexis.infos[at]
    return info.before[:1] not in _JOINING and not (info.article and info.after)


def _natural(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`ضربت عاصفة الساحل`, `السيول التي دمرت`, `مقتل ثلاثة في حادث سير`: nobody did it."""
    first, end = trigger.first, trigger.end
    if any(lexis.any(k, _NATURE) and lexis.joined(k) for k in range(end, min(end + 2, scene.end))):
        return True
    if not trigger.is_noun and _after_nature(lexis, scene, first):
        return True
    if trigger.entry.frame != "suffer" and trigger.entry.id not in _HARMING:
        return False
    around = lexis.tags[max(scene.first, first - _AROUND) : min(scene.end, end + _AROUND)]
    if all(_NATURE.isdisjoint(tags) for tags in around) or any("particles.by" in tags for tags in around):
        return False
    return not any(t.entry.type == "ASSAULT" and t.entry.frame != "suffer" and t is not trigger for t in scene.triggers)


def _after_nature(lexis: Lexis, scene: Scene, verb: int) -> bool:
    """Whether a force of nature is the subject before the verb: the head of its phrase, no preposition's object."""
    for k in range(verb - 1, max(scene.first, verb - 3) - 1, -1):
        if lexis.view.breaks[k + 1] > Break.NONE:
            return False
        if lexis.any(k, _NATURE):
            related = any(lexis.any(j, _RELATIVE) for j in range(k + 1, verb))
            return related or k == scene.first or not lexis.has(k - 1, "particles.preposition")
    return False


def _interview(lexis: Lexis, scene: Scene, trigger: Trigger) -> bool:
    """`في حوار مع صحيفة`, `في اتصال هاتفي بقناة`: talk with a paper or station is how something was said."""
    if trigger.part not in ("noun", "plural"):
        return False
    for k in range(trigger.end, min(trigger.end + _TALKED, scene.end)):
        if lexis.view.breaks[k] > Break.NONE:
            return False
        word = lexis.view.words[k]
        if word in _PRESS or word.lstrip("بل") in _PRESS:
            return True
        pointer = scene.inside.get(k)
        if pointer is not None:
            actor = lexis.book.actors.get(pointer.who.removeprefix("actor:"))
            return actor is not None and actor.class_ in _MEDIA
    return False

"""Words that set a happening apart from those told of beside it."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis

_AFTER = frozenset("عقب بعد قبل قبيل بعيد وعقب وبعد وقبل تلا تلاه تلته تلاها".split())
_LIKE = frozenset("مماثل مماثله مماثلا مشابه مشابهه مشابها اخر اخري ثان ثانيه ثالث ثالثه رابع رابعه".split())
_AT_ONCE, _NEAR = "تزامن", 4
_OF_GROUND = frozenset({"CONTROL", "RETREAT", "RELOCATE"})


def set_apart(lexis: Lexis, scene: Scene, draft: Draft) -> None:
    """Mark a draft that the text tells apart from the one before: `اشتباكات عقب إنزال`, `قصف مماثل`, and the ground
    that somebody else holds (`المناطق التي دخلتها القوات`)."""
    trigger, words = draft.trigger, lexis.view.words
    before = words[max(scene.first, trigger.first - 2) : trigger.first]
    behind = words[trigger.end] if trigger.end < scene.end and lexis.joined(trigger.end) else ""
    following = trigger.is_noun and trigger.entry.frame != "suffer" and any(word in _AFTER for word in before)
    aside = draft.type in _OF_GROUND and lexis.has(trigger.first - 1, "particles.relative")
    draft.another = behind in _LIKE or (trigger.is_noun and _beside(lexis, scene, trigger.first))
    draft.separate = following or aside or draft.another


def _beside(lexis: Lexis, scene: Scene, at: int) -> bool:
    """`تزامن القصف مع قصف آخر من`, `بالتزامن مع هجوم`: what something else happens at the same time as."""
    words = lexis.view.words
    if lexis.article(at) or at - 1 <= scene.first or words[at - 1] != "مع":
        return False
    return any(_AT_ONCE in words[k] for k in range(max(scene.first, at - _NEAR), at - 1))

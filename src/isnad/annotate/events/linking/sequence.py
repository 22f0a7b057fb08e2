"""Words that set a happening apart from those told of beside it."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis

_AFTER = frozenset("عقب بعد قبل قبيل بعيد وعقب وبعد وقبل تلا تلاه تلته تلاها".split())
_LIKE = frozenset("مماثل مماثله مماثلا مشابه مشابهه مشابها اخر اخري ثان ثانيه ثالث ثالثه رابع رابعه".split())
_OF_GROUND = frozenset({"CONTROL", "RETREAT", "RELOCATE"})


def set_apart(lexis: Lexis, scene: Scene, draft: Draft) -> None:
    """Mark a draft that the text tells apart from the one before: `اشتباكات عقب إنزال`, `قصف مماثل`, and the ground
    that somebody else holds (`المناطق التي دخلتها القوات`)."""
    trigger, words = draft.trigger, lexis.view.words
    before = words[max(scene.first, trigger.first - 2) : trigger.first]
    behind = words[trigger.end] if trigger.end < scene.end and lexis.joined(trigger.end) else ""
    following = trigger.is_noun and trigger.entry.frame != "suffer" and any(word in _AFTER for word in before)
    aside = draft.type in _OF_GROUND and lexis.has(trigger.first - 1, "particles.relative")
    draft.another = behind in _LIKE
    draft.separate = following or aside or draft.another

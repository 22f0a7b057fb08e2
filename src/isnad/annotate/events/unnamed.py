"""Authors without a name: unknown ones, whom they are held to belong to, and a nation told by an adjective."""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis

_BEFORE, _BEHIND = 3, 6
_DOUBT = frozenset("يعتقد يرجح يشتبه يظن يعتقدون".split())
_OF_FORCE = frozenset({"ASSAULT", "COERCE", "CONTROL", "RETREAT", "MOBILIZE", "RELOCATE"})


def unnamed_authors(lexis: Lexis, scene: Scene, draft: Draft) -> None:
    """Add the author that the text describes, to a draft that has none by name."""
    if draft.who("agent"):
        return
    at = _unknown(lexis, scene, draft)
    if at is None:
        _nation(lexis, draft)
        return
    span = lexis.view.span(at, lexis.until[at])
    draft.add(Party(None, "agent", span, "unidentified", described=span))
    _suspected(lexis, scene, draft, at)


def _unknown(lexis: Lexis, scene: Scene, draft: Draft) -> int | None:
    """`أطلق مجهولون النار`, `على يد مجهولين`: where an author whom nobody knows stands."""
    trigger = draft.trigger
    for at in range(max(scene.first, trigger.first - _BEFORE), min(scene.end, trigger.end + _BEHIND)):
        if lexis.has(at, "people.unknown") and lexis.view.words[at].lstrip("ولب") != "مجهوله":
            return at
    return None


def _nation(lexis: Lexis, draft: Draft) -> None:
    """`غارات إسرائيلية`: the nation in an adjective is no name, but it tells whose deed it was."""
    trigger = draft.trigger
    if not trigger.is_noun or trigger.article or draft.type not in _OF_FORCE:
        return
    for at in range(trigger.first + 1, min(trigger.end + 2, lexis.size)):
        if not lexis.joined(at) or lexis.article(at) or lexis.infos[at].before:
            return
        if lexis.has(at, "nations.adjective"):
            span = lexis.view.span(at, at + 1)
            draft.add(Party(None, "agent", span, described=span))
            return


def _suspected(lexis: Lexis, scene: Scene, draft: Draft, unknown: int) -> None:
    """`مجهولون يعتقد أنهم يتبعون للتنظيم`: whom the unknown authors are held to belong to."""
    words = lexis.view.words
    doubt = next((k for k in range(unknown + 1, min(unknown + 5, scene.end)) if words[k] in _DOUBT), None)
    if doubt is None:
        return
    for tied in scene.tied:
        if doubt < tied.pointer.first <= doubt + 8 and tied.pointer.kind == "actor":
            draft.parties = [p for p in draft.parties if p.who != tied.pointer.who]
            evidence = lexis.view.span(min(tied.start, tied.pointer.first), tied.pointer.end)
            draft.add(Party(tied.pointer.who, "agent", evidence, "suspected"))
            return

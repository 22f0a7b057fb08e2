"""Authors without a name: unknown ones, those told only by what they are, and a nation told by an adjective."""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.parties.subjects import HARMED
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.triggers import OF_FORCE
from isnad.annotate.lexis import Lexis
from isnad.annotate.names.anaphors import Pointer

_BEFORE, _BEHIND, _BY_REACH, _AHEAD = 3, 6, 8, 7
_OWNING = frozenset("من الي تابعه تابع تابعين تابعون ينتمون تنتمي ينتمي موالون مواليه موالين يتبعون تتبع".split())
_ADDED = frozenset("مسيره مسيرات الهويه".split())
_TITLES = frozenset({"people.rank", "people.post", "people.honorific", "people.alias", "units.allegiance"})
_HEADS = frozenset({"authors.group", "authors.armed", "units.force", "people.groups"})
_UNKNOWN = frozenset({"people.unknown"})
_AUTHORS = frozenset({"authors.armed", "authors.group"})
_RIDING = ("يستقل", "تستقل", "متن")


def unnamed_authors(lexis: Lexis, scene: Scene, draft: Draft) -> None:
    """Add the author that the text describes, to a draft that has none by name."""
    _objects(lexis, scene, draft)
    if draft.who("agent"):
        return
    found = _unknown(lexis, scene, draft) or _described(lexis, scene, draft)
    if found is None:
        _nation(lexis, draft)
        return
    span = lexis.view.span(*found)
    draft.add(Party(None, "agent", span, "unidentified", described=span))


def _unknown(lexis: Lexis, scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """`أطلق مجهولون النار`, `على يد مجهولين`: where an author whom nobody knows stands."""
    trigger = draft.trigger
    for at in lexis.bearing(_UNKNOWN, max(scene.first, trigger.first - _BEFORE), min(scene.end, trigger.end + _BEHIND)):
        if lexis.view.words[at].lstrip("ولب").startswith("مجهوله"):
            continue
        head = at - 1
        of_body = head >= trigger.first and lexis.joined(at) and lexis.any(head, _HEADS)
        behind_verb = not trigger.is_noun and head in range(trigger.first, trigger.end)
        if lexis.view.words[at] == "مجهول" and not of_body and not behind_verb:
            continue
        if not (lexis.infos[at].before.endswith("ل") and at != trigger.end):
            return (head if of_body and head >= trigger.end else at), lexis.until[at]
    return None


def _described(lexis: Lexis, scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """`هاجمت مجموعة مسلحة`, `إن مسلحين أطلقوا`, `هجوم شنه مسلحون`, `على يد مسلحين`: where such an author stands."""
    low, high = max(scene.first, draft.trigger.first - _AHEAD), min(scene.end, draft.trigger.end + _BY_REACH + _AHEAD)
    if draft.type not in OF_FORCE or not lexis.bearing(_AUTHORS, low, high):
        return None
    return _after_verb(lexis, scene, draft) or _before_verb(lexis, scene, draft) or _by(lexis, scene, draft)


def _phrase(lexis: Lexis, scene: Scene, at: int) -> tuple[int, int] | None:
    """The words that describe an unnamed author from `at` on, or None: people as they are, bodies by an adjective."""
    if at >= scene.end or lexis.article(at) or at in scene.inside or lexis.infos[at].after:
        return None
    end = at + 1
    while end < scene.end and lexis.joined(end) and end - at < 4 and _goes_on(lexis, scene, end):
        end += 1
    known = any(lexis.has(k, "authors.unknown") for k in range(at + 1, end))
    if not (lexis.has(at, "authors.armed") or (lexis.has(at, "authors.group") and known)):
        return None
    if end < scene.end and lexis.joined(end) and lexis.view.words[end].startswith(_RIDING):
        end = min(end + 3, scene.end)
    return at, end


def _goes_on(lexis: Lexis, scene: Scene, at: int) -> bool:
    plain = lexis.has(at, "authors.unknown") or lexis.view.words[at] in _ADDED
    return plain and at not in scene.inside and not lexis.infos[at].before


def _after_verb(lexis: Lexis, scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """The subject right behind the verb, or behind the light verb of a noun (`شن مسلحون هجوما`)."""
    trigger = draft.trigger
    if trigger.is_noun:
        low = max(scene.first, trigger.first - _AHEAD)
        for at in (*range(trigger.first - 1, low - 1, -1), *range(trigger.end, min(scene.end, trigger.end + 2))):
            if any(r.use.use == "light" and r.use.entry == "does" for r in lexis.infos[at].uses):
                return _phrase(lexis, scene, at + 1) if lexis.is_verb(at) else None
        found = _phrase(lexis, scene, trigger.first + 1) if trigger.entry.slots.get("of") == "agent" else None
        return found if found and (found[1] - found[0] > 1 or _plural(lexis, found[0])) else None
    found = _phrase(lexis, scene, trigger.first + 1) if trigger.part != "passive" else None
    if found is None or lexis.view.words[found[0]].endswith("ين"):
        return None
    return found if trigger.entry.slots.get("subject") == "agent" or _kills(lexis, scene, found[1]) else None


def _plural(lexis: Lexis, at: int) -> bool:
    """Not `هجوم مسلح`: behind a noun one word alone is an author only where it is of several."""
    return lexis.view.words[at].endswith(("ون", "ين", "ان"))


def _kills(lexis: Lexis, scene: Scene, at: int) -> bool:
    """`قتل مسلحون مدنيا`: with an object behind it the verb is active."""
    return at < scene.end and lexis.joined(at) and lexis.any(at, HARMED) and lexis.view.words[at].endswith(("ا", "ين"))


def _before_verb(lexis: Lexis, scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """The subject before the verb, at the head of its clause."""
    trigger = draft.trigger
    if trigger.is_noun or trigger.before or trigger.part == "passive":
        return None
    killed = trigger.entry.slots.get("subject") != "agent"
    for at in range(trigger.first - 1, max(scene.first, trigger.first - _AHEAD) - 1, -1):
        if lexis.view.breaks[at + 1] or at in scene.inside:
            return None
        if not lexis.has(at, "authors.armed") and not lexis.has(at, "authors.group"):
            continue
        found = _phrase(lexis, scene, at)
        opened = at == scene.first or lexis.has(at - 1, "particles.complement") or bool(lexis.view.breaks[at])
        if found is None or not opened or killed:
            continue
        return found if found[1] == trigger.first or trigger.first - found[1] <= 1 else None
    return None


def _by(lexis: Lexis, scene: Scene, draft: Draft) -> tuple[int, int] | None:
    """`على يد مسلحين`, `برصاص مسلحين`."""
    for at in range(draft.trigger.end, min(scene.end, draft.trigger.end + _BY_REACH)):
        if lexis.has(at, "particles.by"):
            return _phrase(lexis, scene, lexis.until[at])
    return None


def _objects(lexis: Lexis, scene: Scene, draft: Draft) -> None:
    """`هاجمت مجموعة مسلحة مقر الحزب`, `اتهم ناشطون الحزب`: what stands behind an author without a name is what was done
    to, unless a word says that they are its people."""
    for party in draft.parties:
        if party.role != "agent" or not party.who or party.basis != "stated" or draft.trigger.is_noun:
            continue
        first, end = lexis.view.word_range(party.evidence)
        pointer = scene.inside.get(end - 1)
        after = _author_end(lexis, scene, first)
        if after is None and pointer is not None and draft.trigger.entry.frame == "address":
            after = _complete(lexis, first, pointer)
        if pointer is None or after is None or not after <= pointer.first:
            continue
        rest = range(after, pointer.first + 1)
        owned = any(lexis.view.words[k] in _OWNING or lexis.has(k, "units.allegiance") for k in rest)
        if not owned and not lexis.infos[after].before:
            party.role, party.unit = "target", None


def _complete(lexis: Lexis, first: int, pointer: Pointer) -> int | None:
    """`اتهمت منظمة حقوقية الحزب`, `حمل التحالف الحزب`: a definite word, or an adjective, owns no body behind it."""
    last = pointer.first - 1
    if last < first or pointer.kind == "person" or lexis.any(last, _TITLES):
        return None
    adjective = last > first and lexis.view.words[last].endswith("يه") and not lexis.has(last, "units.service")
    return pointer.first if lexis.article(last) or adjective else None


def _author_end(lexis: Lexis, scene: Scene, first: int) -> int | None:
    """The word behind an author without a name that owns no name: it has an adjective, or the nun of the plural."""
    if first in scene.inside or lexis.article(first):
        return None
    found = _phrase(lexis, scene, first)
    if found is not None and found[1] - first > 1:
        return found[1]
    return first + 1 if lexis.view.words[first].endswith("ون") and lexis.tags[first] else None


def _nation(lexis: Lexis, draft: Draft) -> None:
    """`غارات إسرائيلية`: the nation in an adjective is no name, but it tells whose deed it was."""
    trigger = draft.trigger
    if not trigger.is_noun or trigger.article or draft.type not in OF_FORCE:
        return
    for at in range(trigger.first + 1, min(trigger.end + 2, lexis.size)):
        if not lexis.joined(at) or lexis.article(at) or lexis.infos[at].before:
            return
        if lexis.has(at, "nations.adjective"):
            span = lexis.view.span(at, at + 1)
            draft.add(Party(None, "agent", span, described=span))
            return

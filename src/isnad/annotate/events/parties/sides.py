"""Sides of a clash or dispute, and who came to a meeting."""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import Tied
from isnad.annotate.lexis import Lexis

_SIDED = frozenset({"ASSAULT", "ACCUSE", "AGREE", "REJECT"})
_GAP = 9
_RECENT = 40
_ATTEND = frozenset(
    "حضر حضره حضرها حضرته وحضر وحضره وحضرها ضم وضم ضمت ويضم يضم شارك وشارك بحضور بمشاركه جمع وجمع جمعت".split()
)


def sides(lexis: Lexis, scene: Scene, draft: Draft) -> list[list[str]]:
    """Agents of a mutual happening, divided as `بين A وB من جهة وC من جهة أخرى` or `A … مع B` divides them."""
    if draft.trigger.entry.frame != "mutual" or draft.type not in _SIDED:
        return []
    agents = draft.who("agent")
    if len(agents) == 2:
        return [[agents[0]], [agents[1]]]
    if len(agents) < 2:
        return []
    tied = [t for t in scene.tied if t.pointer.who in agents and t.preposition == "بين"]
    groups: list[list[str]] = [[]]
    for position, one in enumerate(tied):
        if one.pointer.who not in groups[-1]:
            groups[-1].append(one.pointer.who)
        after = tied[position + 1].pointer.first if position + 1 < len(tied) else scene.end
        if position + 1 < len(tied) and _border(lexis, one, after):
            groups.append([])
    return groups if len(groups) == 2 else []


def _border(lexis: Lexis, one: Tied, after: int) -> bool:
    """`من جهة` or a repeated `وبين` before the next party ends a side."""
    span = range(one.pointer.end, after)
    return any(lexis.has(k, "particles.sides") or lexis.view.words[k] == "وبين" for k in span)


def attendance(lexis: Lexis, scene: Scene, drafts: list[Draft], number: int) -> None:
    """Persons and bodies after `حضره`, `ضم`, `بمشاركة` came to the last meeting told of."""
    meeting = next((d for d in reversed(drafts[-_RECENT:]) if d.type == "CONSULT" and number - d.sentence <= 2), None)
    if meeting is None:
        return
    if _ATTEND.isdisjoint(lexis.view.words[scene.first : scene.end]):
        return
    for at in range(scene.first, scene.end):
        later = meeting.sentence < number or meeting.trigger.first < at
        if lexis.view.words[at] in _ATTEND and not lexis.skip[at] and later:
            for tied in _came(lexis, scene, at):
                span = lexis.view.span(tied.pointer.first, tied.pointer.end)
                meeting.add(Party(tied.pointer.who, "agent", span, unit=tied.unit))
            return


def _came(lexis: Lexis, scene: Scene, at: int) -> list[Tied]:
    """The list of those who came: it goes on as long as each name stands near the one before."""
    found: list[Tied] = []
    last = at + 1
    for tied in scene.tied:
        pointer = tied.pointer
        if pointer.first <= at or pointer.anaphor or pointer.kind not in ("person", "actor"):
            continue
        if pointer.first - last > _GAP:
            break
        post = any(lexis.has(k, "people.post") or lexis.has(k, "people.leaders") for k in range(last, pointer.first))
        if not (pointer.kind == "actor" and found and found[-1].pointer.kind == "person" and post):
            found.append(tied)
        last = pointer.end
    return found

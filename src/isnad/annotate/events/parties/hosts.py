"""In what part somebody came to a meeting or deal (host, convener, mediator, third party), and for whom."""

from collections.abc import Iterator

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.parties.subjects import Subjects
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import Tied
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break
from isnad.model import Span
from isnad.model.vocabulary import Role

_ROLES: dict[str, Role] = {
    "roles.host": "host", "roles.convener": "convener", "roles.mediator": "mediator",
    "roles.third_party": "third_party", "roles.party": "agent",
}  # fmt: skip
_FOR = "roles.for"
PARTS = frozenset({*_ROLES, _FOR})
_MET = frozenset({"CONSULT", "AGREE"})
_BROKERED = _MET | {"CONCEDE", "RETREAT", "RELOCATE", "COOPERATE"}
_ADVERBIAL = ("ب", "وب", "نياب", "ممثل", "مندوب", "موفد")
_BEFORE = frozenset("في تحت وتحت وفي".split())
_DESCRIBED = frozenset(
    "اممي امميه دولي دوليه عربي عربيه اقليمي اقليميه خليجي خليجيه اوروبي اوروبيه عشائري عشائريه عشايري عشايريه "
    "قبلي قبليه محلي محليه".split()
)
_SPOKEN = frozenset("متحدث المتحدث متحدثه المتحدثه ناطق الناطق ناطقه الناطقه معروف المعروف".split())
_ORDERED = ("باوامر", "بامر", "بتكليف", "بايعاز", "بتوجيه")
_VERBS: dict[str, Role] = {
    "استضاف": "host", "يستضيف": "host", "تستضيف": "host", "رعت": "third_party", "رعي": "third_party",
    "ترعي": "third_party", "يرعي": "third_party", "توسطت": "mediator", "توسط": "mediator", "تتوسط": "mediator",
    "يتوسط": "mediator",
}  # fmt: skip
_REACH, _NEAR, _FAR, _OPENING = 8, 4, 25, 3


class RoleReader:
    """Finds these parts in one report, a sentence at a time."""

    def __init__(self, lexis: Lexis, subjects: Subjects) -> None:
        self.lexis, self.subjects = lexis, subjects

    def give(self, scene: Scene, cues: list[int], drafts: list[Draft]) -> list[Draft]:
        """Give the parts to the drafts of a sentence. An invitation that only says who convened (`بدعوة من`) is no
        happening beside the meeting."""
        gone: set[int] = set()
        for at, tag in self._cues(scene, cues) if drafts else ():
            if tag == _FOR:
                self._on_behalf(scene, drafts, at)
            elif self._part(scene, drafts, at, tag):
                gone.update(id(d) for d in drafts if d.trigger.first == at and d.type == "REQUEST")
        for draft in drafts:
            if draft.type in _BROKERED:
                self._by_verb(scene, draft)
        return [draft for draft in drafts if id(draft) not in gone] if gone else drafts

    def _cues(self, scene: Scene, cues: list[int]) -> Iterator[tuple[int, str]]:
        lexis, words = self.lexis, self.lexis.view.words
        for at in cues:
            if at not in scene.inside and not PARTS.isdisjoint(lexis.tags[at]):
                before = words[at - 1] if at > scene.first else ""
                if words[at].startswith("ممثل") and at - 1 not in scene.inside and not lexis.view.breaks[at]:
                    continue
                if words[at].startswith(_ADVERBIAL) or before in _BEFORE:
                    yield at, min(lexis.tags[at] & PARTS)
        if "باسم" in words[scene.first : scene.end]:
            at = words.index("باسم", scene.first)
            if at not in scene.inside and words[at - 1] not in _SPOKEN:
                yield at, _FOR

    def _names(self, scene: Scene, at: int) -> list[Tied]:
        """The names right behind the cue, joined by `و`."""
        lexis = self.lexis
        lead = next((t for t in scene.tied if t.pointer.first > at), None)
        if lead is None or lead.pointer.first - at > _NEAR or not self.subjects.acts(lead):
            return []
        between = range(at + 1, lead.pointer.first + 1)
        if any(lexis.view.breaks[k] and not lexis.view.opens(k) for k in between):
            return []
        if any(t.first in between for t in scene.triggers if t.first > at):
            return []
        return [t for t in scene.tied if lead in t.chain()]

    # host, convener, mediator, third party, chair ------------------------------------------------------------------
    def _part(self, scene: Scene, drafts: list[Draft], at: int, tag: str) -> bool:
        meeting = self._meeting(scene, drafts, at, _BROKERED if tag == "roles.mediator" else _MET)
        if meeting is None:
            return False
        role, names = _ROLES[tag], self._names(scene, at)
        for tied in names:
            self._move(meeting, tied, role)
        if not names and role != "agent" and (described := self._described(scene, at)) is not None:
            meeting.parties.append(Party(None, role, described, described=described))
            return True
        return bool(names)

    def _meeting(self, scene: Scene, drafts: list[Draft], at: int, types: frozenset[str]) -> Draft | None:
        fitting = [d for d in drafts if d.type in types and d.trigger.first != at]
        earlier = [d for d in fitting if d.trigger.first < at and at - d.trigger.end <= _FAR]
        if earlier:
            return earlier[-1]
        return next(iter(fitting), None) if at - scene.first <= _OPENING else None

    def _move(self, draft: Draft, tied: Tied, role: Role) -> None:
        """Give the name this part instead of the one that its place in the sentence gave it."""
        span = self.lexis.view.span(tied.pointer.first, tied.pointer.end)
        who = tied.pointer.who
        if role == "agent" and who in draft.who("agent"):
            return
        _without(draft, who, span)
        if role == "agent" or who not in draft.who("agent", "party"):
            draft.add(Party(who, role, span, unit=tied.unit))

    def _described(self, scene: Scene, at: int) -> Span | None:
        """`برعاية أممية`, `بوساطة عشائرية`: told by an adjective only."""
        lexis, end = self.lexis, at + 1
        while end < scene.end and lexis.view.breaks[end] == Break.NONE:
            word = lexis.view.words[end]
            known = word in _DESCRIBED or (end > at + 1 and word.removeprefix("و") in _DESCRIBED)
            if not known and not lexis.has(end, "nations.adjective"):
                break
            end += 1
        return lexis.view.span(at + 1, end) if end > at + 1 else None

    def _by_verb(self, scene: Scene, draft: Draft) -> None:
        """`استضافت الحكومة اجتماعا بين …`, `رعت … اتفاقا`, `توسطت … في الإفراج`."""
        for at in range(draft.trigger.first - 1, max(scene.first, draft.trigger.first - _REACH) - 1, -1):
            word = self.lexis.view.words[at].removeprefix("و")
            role = _VERBS.get(word) or _VERBS.get(word.removesuffix("ت"))
            if role is not None and (role != "third_party" or draft.type in _MET):
                behind = next((t for t in scene.tied if t.pointer.first == at + 1), None)
                subject = behind or self.subjects.of_verb(scene, at, draft.trigger.first)
                if subject is not None and self.subjects.acts(subject):
                    self._move(draft, subject, role)
                return

    # on behalf of --------------------------------------------------------------------------------------------------
    def _on_behalf(self, scene: Scene, drafts: list[Draft], at: int) -> None:
        """`نيابة عن`, `باسم`, `ممثلا عن`: whom the one before the cue came for; `بأوامر من`: on whose order it was."""
        names = [t for t in self._names(scene, at) if t.pointer.kind == "actor" or t.pointer.who in self._states()]
        if not names:
            return
        principal, border = names[0].pointer, self.lexis.view.starts[at]
        for draft in drafts:
            span = self.lexis.view.span(principal.first, principal.end)
            doers = [p for p in draft.parties if p.role in ("agent", "party") and p.evidence.end <= border]
            if self.lexis.view.words[at].startswith(_ORDERED):
                told = draft.trigger.first < at and not any(draft.trigger.first < d.trigger.first < at for d in drafts)
                doers = doers if told else []
            else:
                doers = [p for p in doers[-1:] if self._close(p.evidence.end, at)]
            for party in doers:
                if party.who != principal.who:
                    party.for_ = principal.who
            if doers:
                _without(draft, principal.who, span)
            if draft.trigger.first == at and draft.type == "REQUEST":
                draft.parties = [Party(principal.who, "agent", span)]

    def _states(self) -> frozenset[str]:
        return self.subjects.countries

    def _close(self, offset: int, at: int) -> bool:
        """Whether the one who came stands not far before the cue."""
        return at - self.lexis.view.word_range(Span(offset - 1, offset))[0] <= _REACH


def _without(draft: Draft, who: str, span: Span) -> None:
    draft.parties = [
        p for p in draft.parties
        if not (p.who == who and p.role in ("agent", "target", "party") and p.evidence.end == span.end)
    ]  # fmt: skip

"""Light verbs around a trigger that is a noun: who carries it out, suffers it or hosts it."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.parties.subjects import Subjects
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import SOURCES, Tied
from isnad.annotate.events.triggers import OF_FORCE, Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break

_REACH, _BEHIND, _OWN = 14, 5, 3
_WITH_IT = frozenset("بها به بهما".split())
_AFTER = frozenset("بعد قبل عقب اثر منذ بسبب جراء نتيجه".split())


class LightVerbs:
    """Finds the subjects of light verbs in one report."""

    def __init__(self, lexis: Lexis, subjects: Subjects) -> None:
        self.lexis, self.subjects = lexis, subjects

    def parties(self, scene: Scene, draft: Draft) -> list[tuple[Tied, str]]:
        """`شن X هجوماً`, `تعرض X لقصف`; before them `حملة نفذتها X`, `هجمات تعرضت لها X` behind the noun: each name
        with its role (agent, target, place, none)."""
        behind = self._from_behind(scene, draft.trigger)
        return behind if behind is not None else self._from_before(scene, draft)

    def _from_behind(self, scene: Scene, trigger: Trigger) -> list[tuple[Tied, str]] | None:
        """None where no light verb follows; an empty list where its subject has no name (`كمين نفذه مسلحون`)."""
        lexis = self.lexis
        for at in range(trigger.end, min(trigger.end + _BEHIND, scene.end)):
            if at in scene.inside or not lexis.joined(at) or lexis.has(at, "particles.preposition"):
                break
            use = self.subjects.light(at) if not lexis.tags[at] else None
            bound = any(r.peeled.after for r in lexis.infos[at].uses)
            bound |= lexis.joined(at + 1) and lexis.view.words[at + 1] in _WITH_IT
            if use == "suffers" or (use == "does" and bound):
                subject = self.subjects.of_verb(scene, at, scene.end)
                if subject is not None and subject.pointer.first > at:
                    role = "target" if use == "suffers" else self._doer(trigger, at)
                    return [(one, role) for one in scene.tied if subject in one.chain()]
                if bound:
                    return []
        return None

    def _from_before(self, scene: Scene, draft: Draft) -> list[tuple[Tied, str]]:
        trigger = draft.trigger
        if trigger.before.endswith("ل") and any(_let(tied, trigger) for tied in scene.tied):
            return []
        for at in range(trigger.first - 1, max(scene.first, trigger.first - _REACH) - 1, -1):
            use = self.subjects.light(at)
            if use is None or (use == "does" and not self.lexis.is_verb(at) and not self._carried_out(scene, at)):
                continue
            if self.lexis.has(at - 1, "particles.relative") and at - 2 in scene.trigger_words:
                continue  # `الاجتماع الذي عقد في المدينة تمخض عن اتفاق`
            told = any(
                at < t.first < trigger.first and (not t.is_noun or _looks_into(t, trigger)) for t in scene.triggers
            )
            if not (use == "does" and (told or self._other_deed(scene, at, trigger))):
                return self._subject(scene, draft, at, use) if use != "happens" else []
        return []

    def _other_deed(self, scene: Scene, light: int, trigger: Trigger) -> bool:
        """`شنت القوات غارات بعد هجوم على`, `شكل الجيش لجنة إثر اتهامات`: the verb carries another noun, or is a deed of
        its own."""
        own = scene.trigger_words.get(light)
        if own is not None and own.entry.type != trigger.entry.type and trigger.first - light > _OWN:
            return True
        if trigger.entry.frame == "mutual":  # `استعادت القوات البلدة بعد معارك`
            return False
        return not trigger.before and self.lexis.view.words[trigger.first - 1] in _AFTER

    def _carried_out(self, scene: Scene, at: int) -> bool:
        """Whether a name hangs on the noun here (`محاولة القوات`)."""
        return any(tied.at == at and tied.tie == "verb" for tied in scene.tied)

    def _subject(self, scene: Scene, draft: Draft, at: int, use: str) -> list[tuple[Tied, str]]:
        trigger = draft.trigger
        subject = self.subjects.of_verb(scene, at, trigger.first)
        if self.subjects.unnamed(scene, at, trigger.first) and (subject is None or subject.pointer.first < at):
            return []
        if subject is None and use == "does" and not self.lexis.has(trigger.first - 1, "particles.preposition"):
            subject = self.subjects.topic(draft)
        if subject is None or (use == "does" and self._announced(scene, subject, at, trigger)):
            return []
        role = {"does": self._doer(trigger, at), "suffers": "target", "hosts": "place"}[use]
        if role == "target" and subject.pointer.kind == "place":
            role = "place"
        told = any(r.use.use == "speech" for r in self.lexis.infos[at].uses)
        source = (self.lexis.any(k, SOURCES) for k in range(subject.start, subject.pointer.first))
        if told and draft.type in OF_FORCE and any(source):  # `أكد مصدر في الوزارة مقتل …`
            return []
        if role == "agent" and self._done(scene, draft) and (told or trigger.entry.frame != "mutual"):
            return []
        along = (o for o in scene.tied if o is not subject and subject in o.chain() and o.pointer.first < trigger.first)
        return [(one, role) for one in (subject, *along)]

    def _done(self, scene: Scene, draft: Draft) -> bool:
        """Whether the deed has an author, and not only one who came along (`نفذت القوات بمساندة التحالف عملية`)."""
        along = {t.pointer.who for t in scene.tied if t.tie == "preposition" and self.lexis.has(t.at, "particles.with")}
        return not along.issuperset(draft.who("agent"))

    def _announced(self, scene: Scene, subject: Tied, light: int, trigger: Trigger) -> bool:
        """`أعلن الحزب مقتل عنصر بقصف`: who announces does only what stands right behind the announcement."""
        if not any(r.use.use == "speech" for r in self.lexis.infos[light].uses):
            return False
        view, first = self.lexis.view, max(subject.pointer.end, light + 1)
        if view.breaks[first] == Break.SOFT:  # an apposition between commas
            first = max((k for k in range(first, trigger.first + 1) if view.breaks[k] == Break.SOFT), default=first)
        between = range(first, trigger.first)
        if any(t.first in between for t in scene.triggers) or trigger.before in ("ب", "ل"):
            return True
        placed = {
            k - 1 for k, p in scene.inside.items() if p.kind == "place"
        }  # `أعلن الجيش، أكبر فصائل البلاد في سوريا، حملة`
        return any(
            self.lexis.has(k, "particles.preposition") and self.lexis.view.words[k] != "عن" and k not in placed
            for k in between
        )

    def _doer(self, trigger: Trigger, light: int) -> str:
        """The role of a light verb's subject. Who only announces a death has not caused it."""
        announced = any(r.use.use == "speech" for r in self.lexis.infos[light].uses)
        return "none" if trigger.entry.frame == "suffer" and announced else "agent"


def _looks_into(noun: Trigger, deed: Trigger) -> bool:
    """`شكلت الحركة لجنة للتحقيق في الهجوم`: what another deed is about is not done by who does that one."""
    return deed.article and noun.entry.type != deed.entry.type and 1 <= deed.first - noun.end <= 2


def _let(tied: Tied, trigger: Trigger) -> bool:
    """`فتح الطرقات أمام المقاتلين للهجوم`: who is let do it stands right before it."""
    return tied.pointer.end == trigger.first and tied.preposition in ("امام", "ل")

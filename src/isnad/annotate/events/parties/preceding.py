"""The subject that stands before its verb, or that holds on from an earlier verb."""

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.parties.subjects import HARMED, THAT, Subjects
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import Tied
from isnad.annotate.events.triggers import OF_FORCE, Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.numbers import value_of

_SOME = frozenset("احد احدي عدد عددا بعض نحو اكثر".split())
_ABOUT = frozenset("ما لا يقل عن مجموعه يزيد علي".split())
_COUNTING = 5
_IT = frozenset("انها انه انهم انهما بانها بانه بانهم انهن".split())


class Preceding:
    """Finds the subjects before the verbs of one report."""

    def __init__(self, lexis: Lexis, subjects: Subjects) -> None:
        self.lexis, self.subjects = lexis, subjects

    def parties(self, scene: Scene, draft: Draft) -> list[tuple[Tied, str]]:
        """`القوات … هاجمت`, or no subject at all, when the last one holds on: each name with its role."""
        trigger = draft.trigger
        role, mutual = trigger.entry.slots.get("subject"), trigger.entry.frame == "mutual"
        tied = self.subjects.before(scene, trigger.first) if role is not None else None
        if role == "target" and tied is not None and self._active(tied, trigger):
            role = "agent"
        if role is None or (any(p.role == role for p in draft.parties) and not mutual):
            return []
        if trigger.part == "passive" or (role == "target" and self._relative(tied, trigger)):
            suffers = tied is not None and self._relative(tied, trigger) and not self._people_behind(trigger)
            return [(tied, "target")] if tied is not None and suffers else []
        if self._other_subject(scene, draft, tied):
            return []
        if role == "agent":
            agrees = tied is None or self._beside(tied, trigger) or self.subjects.agrees(tied, trigger)
            tied = (
                (tied or self.subjects.topic(draft)) if agrees and not (tied and self._only_says(draft, tied)) else None
            )
        elif role == "target":
            tied = tied if tied is not None and self._beside(tied, trigger) else None
        chain = tied.chain() if tied is not None else []
        return [(one, role) for one in chain if one.pointer.who not in draft.who("target")]

    def _other_subject(self, scene: Scene, draft: Draft, tied: Tied | None) -> bool:
        """Whether somebody without a name is the subject: right behind the verb, before it, or before its auxiliary."""
        trigger, subjects = draft.trigger, self.subjects
        beside = tied is not None and self._beside(tied, trigger)
        if subjects.unnamed_behind(trigger.end, trigger.end + 2) and not trigger.after and not beside:
            return True
        if subjects.people_first(scene, trigger) or subjects.other_first(scene, trigger):
            return True
        if subjects.one_first(scene, trigger) or (tied is None and subjects.one_meant(scene, trigger)):
            return True
        if tied is None and subjects.told_before(scene, trigger.first):
            return True
        mutual = trigger.entry.frame == "mutual"
        return mutual and bool(draft.who("agent")) and (tied is None or tied.tie != "start")

    def _beside(self, tied: Tied, trigger: Trigger) -> bool:
        """Whether the name stands right before the verb as its subject."""
        return tied.tie == "start" and trigger.first - tied.pointer.end <= 1 and not trigger.before

    def _active(self, tied: Tied, trigger: Trigger) -> bool:
        """`القوات قتلت ثلاثة مسلحين`: with people behind it the verb tells what its subject did."""
        if trigger.part == "passive" or not self._people_behind(trigger):
            return False
        meant = self.lexis.view.words[trigger.first - 1] in _IT  # `قالت القوات إنها قتلت`
        return meant or self._beside(tied, trigger) or self._relative(tied, trigger)

    def _relative(self, tied: Tied | None, trigger: Trigger) -> bool:
        """`سالم المحمود الذي اغتيل`: the verb tells of the name before the relative pronoun."""
        at = trigger.first - 1
        return tied is not None and tied.pointer.end == at and self.lexis.has(at, "particles.relative")

    def _only_says(self, draft: Draft, tied: Tied) -> bool:
        """`قال مصدر من القوات إن مسلحين …، أطلقا النار`: who speaks is the author only by a pronoun (`إنه قصف`)."""
        if draft.type not in OF_FORCE or tied.tie != "verb":
            return False
        if not any(r.use.use == "speech" for r in self.lexis.infos[tied.at].uses):
            return False
        between = range(tied.pointer.end, draft.trigger.first)
        if any(self.subjects.own_people(k) for k in between):
            return False
        return any(self.lexis.view.words[k] in THAT for k in between)

    def _people_behind(self, trigger: Trigger) -> bool:
        """`القوات تقتل مدنيا`: with people as its object the verb is active."""
        lexis, at = self.lexis, trigger.end
        while at < lexis.size and at - trigger.end < _COUNTING and lexis.view.words[at] in _ABOUT:
            at += 1
        named = lexis.any(at, HARMED) or lexis.has(at, "people.people")
        return named or (
            at < lexis.size and (lexis.view.words[at] in _SOME or value_of(lexis.view.words[at]) is not None)
        )

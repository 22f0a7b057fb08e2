"""Who did it to whom: the slots of one trigger, filled by the grammar of its entry."""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.government import Government
from isnad.annotate.events.light_verbs import LightVerbs
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.subjects import OF_FORCE, Subjects
from isnad.annotate.events.tie import Tied
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.events.unnamed import unnamed_authors
from isnad.annotate.lexis import Lexis
from isnad.model import Span
from isnad.model.vocabulary import Role

_ROLES: dict[str, Role] = {"agent": "agent", "target": "target", "party": "party", "product": "product"}
_PEOPLE = frozenset({"people.members", "people.leaders", "people.groups", "harm.combatant", "units.force"})
_HARMED = frozenset({"harm.civilian", "harm.combatant", "harm.person", "harm.some"})
_THAT = frozenset("ان بان".split())


class SlotFiller:
    """Fills the drafts of one report. `speakers`: the speaker by the word of the cue, with the evidence."""

    def __init__(self, lexis: Lexis, subjects: Subjects, speakers: dict[int, tuple[str, Span]]) -> None:
        self.lexis, self.subjects, self.speakers = lexis, subjects, speakers
        self.government, self.light_verbs = Government(lexis, subjects), LightVerbs(lexis, subjects)

    def fill(self, scene: Scene, draft: Draft) -> None:
        """Add the parties, from and to places that the sentence gives this trigger."""
        trigger = draft.trigger
        for tied, role in self.government.roles(scene, trigger):
            self._put(draft, tied, role)
        if trigger.is_noun:
            for tied, role in self.light_verbs.parties(scene, draft):
                self._put(draft, tied, role)
            self._by_pronoun(scene, draft)
        elif self._wants_subject(draft):
            self._by_subject_before(scene, draft)
        self._by_speech(draft)
        self._by_purpose(draft)
        if trigger.entry.frame == "mutual" and trigger.entry.type == "ACCUSE":
            for party in [p for p in draft.parties if p.role == "agent"]:
                draft.add(Party(party.who, "target", party.evidence, unit=party.unit))
        unnamed_authors(self.lexis, scene, draft)

    def _wants_subject(self, draft: Draft) -> bool:
        entry = draft.trigger.entry
        return not draft.who("agent") or entry.slots.get("subject") == "target" or entry.frame == "mutual"

    # governed from outside -----------------------------------------------------------------------------------------
    def _by_pronoun(self, scene: Scene, draft: Draft) -> None:
        """`انسحابها`, `انسحاب مقاتليها`: the pronoun is what `of` would be."""
        trigger = draft.trigger
        role = trigger.entry.slots.get("of")
        own = trigger.end < scene.end and self._own_people(trigger.end)
        if not (trigger.after or own) or role is None or draft.who(role):
            return
        if role != "agent" and trigger.entry.type != "ACCUSE":
            return
        before = [t for t in scene.tied if t.pointer.end <= trigger.first and t.pointer.kind in ("actor", "person")]
        for one in before[-1].chain() if before else []:
            if one.pointer.who not in draft.who("agent", "target"):
                self._put(draft, one, role)

    def _own_people(self, index: int) -> bool:
        """`مسلحيه`, `قواتها`: people of a body that was named before."""
        lexis = self.lexis
        return bool(lexis.infos[index].after) and lexis.joined(index) and lexis.any(index, _PEOPLE)

    def _by_subject_before(self, scene: Scene, draft: Draft) -> None:
        """`القوات … هاجمت`, or no subject at all, when the last one holds on."""
        trigger = draft.trigger
        role, mutual = trigger.entry.slots.get("subject"), trigger.entry.frame == "mutual"
        if role is None or (any(p.role == role for p in draft.parties) and not mutual):
            return
        tied = self.subjects.before(scene, trigger.first)
        if trigger.part == "passive" or (role == "target" and self._relative(tied, trigger)):
            if tied is not None and self._relative(tied, trigger) and not self._people_behind(trigger):
                self._put(draft, tied, "target")
            return
        beside = tied is not None and tied.tie == "start" and trigger.first - tied.pointer.end <= 1
        beside = beside and not trigger.before
        if self.subjects.unnamed_behind(trigger.end, trigger.end + 2) and not trigger.after and not beside:
            return
        if self.subjects.people_first(scene, trigger) or self.subjects.other_first(scene, trigger):
            return
        if mutual and draft.who("agent") and (tied is None or tied.tie != "start"):
            return
        if role == "agent":
            tied = None if tied and self._only_says(draft, tied) else tied or self.subjects.topic(draft)
        elif role == "target":
            tied = tied if beside else None
            role = "agent" if self._people_behind(trigger) else "target"
        for one in tied.chain() if tied is not None else []:
            if one.pointer.who not in draft.who("target"):
                self._put(draft, one, role)

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
        if any(self._own_people(k) for k in between):
            return False
        return any(self.lexis.view.words[k] in _THAT for k in between)

    def _people_behind(self, trigger: Trigger) -> bool:
        """`القوات تقتل مدنيا`: with people as its object the verb is active."""
        lexis, at = self.lexis, trigger.end
        named = lexis.any(at, _HARMED) or lexis.has(at, "people.people")
        return named or (at < lexis.size and lexis.view.words[at] in ("احد", "احدي"))

    def _by_purpose(self, draft: Draft) -> None:
        """`تستعد القوات لاستعادة المدينة`: who is to do it is who prepares."""
        trigger = draft.trigger
        meant = trigger.is_noun and trigger.before.endswith("ل")
        if meant and not draft.who("agent") and trigger.entry.frame in ("act", "hold", "make", "strike"):
            topic = self.subjects.topic(draft)
            if topic is not None and topic.pointer.who not in draft.who("target"):
                self._put(draft, topic, "agent")

    def _by_speech(self, draft: Draft) -> None:
        """Where the trigger is also the cue of a speaker (`دعا`, `نفى`), the speaker does it."""
        speaker = self.speakers.get(draft.trigger.first)
        if speaker and "agent" in draft.trigger.entry.slots.values() and not draft.who("agent"):
            draft.add(Party(speaker[0], "agent", speaker[1]))

    # putting -------------------------------------------------------------------------------------------------------
    def _put(self, draft: Draft, tied: Tied, role: str) -> None:
        """Give the name its part in the event. Outlets only report force; people of a body are no new body."""
        who = tied.pointer.who
        old = role == "product" and (tied.unit or tied.asset)  # `لجنة … بمساعدة خلايا التنظيم`
        if old or (who in self.subjects.media and draft.type in OF_FORCE):
            return
        if tied.pointer.kind in ("place", "facility") and role in ("from", "to", "place"):
            self._put_place(draft, tied, role)
        elif role == "place" and draft.trigger.entry.frame == "hold":
            draft.add(Party(who, "target", self._span(tied)))
        elif role in _ROLES:
            if tied.pointer.kind == "place" and not self.subjects.acts(tied):
                if draft.place is None and role != "agent":
                    draft.place = tied
                return
            draft.add(Party(who, _ROLES[role], self._span(tied), unit=tied.unit))

    def _put_place(self, draft: Draft, tied: Tied, role: str) -> None:
        if role == "from":
            draft.from_place.append(tied.pointer.who)
        elif role == "to":
            draft.to_place.append(tied.pointer.who)
        elif draft.place is None:
            draft.place = tied

    def _span(self, tied: Tied) -> Span:
        return self.lexis.view.span(min(tied.start, tied.pointer.first), tied.pointer.end)

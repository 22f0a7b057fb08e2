"""Who did it to whom: the slots of one trigger, filled by the grammar of its entry."""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.subjects import Subjects
from isnad.annotate.events.tie import Tied
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.events.unnamed import unnamed_authors
from isnad.annotate.lexis import Lexis
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break
from isnad.model import Span
from isnad.model.vocabulary import Role

_ROLES: dict[str, Role] = {"agent": "agent", "target": "target", "party": "party", "product": "product"}
_LIGHT_REACH, _LIGHT_BEHIND, _DATIVE = 14, 5, 3
_FAR, _FAR_MOVE = 18, 32
_OF_FORCE = frozenset({"ASSAULT", "COERCE", "CONTROL", "RETREAT", "MOBILIZE", "RELOCATE"})
_AIR = frozenset("طيران الطيران طايرات الطايرات مقاتلات مدفعيه".split())
_PEOPLE = frozenset({"people.members", "people.leaders", "people.groups", "harm.combatant", "units.force"})
_HARMED = frozenset({"harm.civilian", "harm.combatant", "harm.person", "harm.some"})
_SINGLE = frozenset(
    "احد احدي عنصر عنصرا قيادي قياديا ضابط ضابطا شاب شابا جندي جنديا رجل رجلا "
    "مدير مديرا مسوول مسوولا قايد قايدا".split()
)
_THAT = frozenset("ان بان".split())
_DAMMA = "\u064f"


class SlotFiller:
    """Fills the drafts of one report. `speakers`: the speaker by the word of the cue, with the evidence."""

    def __init__(self, lexis: Lexis, subjects: Subjects, speakers: dict[int, tuple[str, Span]]) -> None:
        self.lexis, self.subjects, self.speakers = lexis, subjects, speakers

    def fill(self, scene: Scene, draft: Draft) -> None:
        """Add the parties, from and to places that the sentence gives this trigger."""
        trigger = draft.trigger
        governed = [(tied, self._role(scene, tied, trigger)) for tied in scene.tied]
        for tied, role in self._agent_before_object(trigger, governed):
            if role is not None:
                self._put(draft, tied, role)
        if trigger.is_noun:
            self._by_light_verb(scene, draft)
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

    # governed by the trigger ---------------------------------------------------------------------------------------
    def _role(self, scene: Scene, tied: Tied, trigger: Trigger) -> str | None:
        slots = trigger.entry.slots
        if tied.pointer.first <= trigger.first < tied.pointer.end:
            return None
        if tied.tie == "preposition":
            return self._by_preposition(scene, tied, trigger)
        if not trigger.first <= tied.at < trigger.end:
            return None
        if tied.tie == "noun":
            return self._of(scene, tied, trigger)
        if tied.tie == "verb" and trigger.part != "participle":
            return self._behind_verb(scene, tied, trigger)
        if tied.tie in ("verb", "name", "argument"):
            return self._object(tied, slots, trigger.entry.type in _OF_FORCE)
        return None

    def _behind_verb(self, scene: Scene, tied: Tied, trigger: Trigger) -> str | None:
        """A name right behind the verb: its subject, unless something else is, or the verb is passive."""
        slots = trigger.entry.slots
        if slots.get("subject") == "agent" and (trigger.part == "passive" or self._vocalised_passive(trigger)):
            return "target"
        if self.subjects.come_first(scene, trigger, tied) or self.subjects.forces_behind(scene, trigger.end, tied):
            return self._object(tied, slots)
        behind = self.lexis.view.words[trigger.end] if trigger.end < self.lexis.size else ""
        if trigger.part == "past" and behind in _SINGLE and self._many_or_feminine(trigger):
            return self._object(tied, slots)
        if trigger.entry.frame == "suffer" and slots.get("subject") == "target" and self._kills(tied, trigger):
            return "agent"
        second = any(t.tie == "verb" and t.at == tied.at and t.start < tied.start for t in scene.tied)
        coordinated = self.lexis.view.words[tied.start].startswith("و")
        unnamed = self.subjects.unnamed_behind(trigger.end, tied.start)
        if trigger.after or ((not second or coordinated) and not unnamed and not tied.asset):
            return slots.get("subject")
        return self._object(tied, slots)

    def _many_or_feminine(self, trigger: Trigger) -> bool:
        """`اعتقلت أحد القياديين`: the verb does not agree with the one man behind it, so he is its object."""
        word = self.lexis.view.words[trigger.first]
        return trigger.entry.frame != "suffer" and word.endswith(("ت", "وا"))

    def _vocalised_passive(self, trigger: Trigger) -> bool:
        """A damma on the first letters (`قُتل`, `اعتُقل`)."""
        view = self.lexis.view
        return _DAMMA in view.text[view.starts[trigger.first] : view.ends[trigger.first]][:5]

    def _kills(self, tied: Tied, trigger: Trigger) -> bool:
        """`قتلت القوات شابا`: a body as subject with people behind it does it; `قتل عناصر من التنظيم` suffers it."""
        lexis, end = self.lexis, tied.pointer.end
        if tied.pointer.kind != "actor" or tied.unit or tied.asset or tied.start != trigger.end:
            return False
        return any(
            (lexis.joined(k) and lexis.any(k, _HARMED)) or value_of(lexis.view.words[k]) is not None
            for k in range(end, min(end + 2, lexis.size))
        )

    def _object(self, tied: Tied, slots: dict[str, str], force: bool = True) -> str | None:
        """The part of a direct object. `force`: the deed is done to a place where it is done to a country."""
        role = slots.get("object")
        if role == "target" and not force and self.subjects.acts(tied):
            return role
        if tied.pointer.kind in ("place", "facility") and role in ("target", "agent"):
            return "place" if tied.pointer.kind == "place" else "target"
        return role

    def _of(self, scene: Scene, tied: Tied, trigger: Trigger) -> str | None:
        """The name right behind a verbal noun; planes and guns do what other names suffer, as does a body behind what
        people were harmed by (`قتل ثلاثة بقصف القوات`)."""
        role = trigger.entry.slots.get("of")
        whole = tied.pointer.kind == "actor" and not tied.asset and tied.unit is None
        air = self.lexis.view.words[tied.pointer.first].lstrip("و") in _AIR
        if role == "target" and whole and (air or self._did_harm(scene, trigger)):
            return "agent"
        return self._spatial(tied, role)

    def _did_harm(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether the deed is named as what people before it were harmed by."""
        at = trigger.first - 1
        by = trigger.before == "ب" or (at > scene.first and self.lexis.has(at, "particles.cause"))
        near = (t for t in scene.triggers if t.first < trigger.first and t.entry.type == "ASSAULT")
        return by and any(t.entry.frame == "suffer" for t in near)

    def _spatial(self, tied: Tied, role: str | None) -> str | None:
        """A place is where it happened, not who did or suffered it, unless it is a country that acts."""
        if role in ("target", "agent") and tied.pointer.kind == "place" and not self.subjects.acts(tied):
            return "place"
        return role

    def _agent_before_object(
        self, trigger: Trigger, governed: list[tuple[Tied, str | None]]
    ) -> list[tuple[Tied, str | None]]:
        """`قصف الطيران مواقع الحزب`, `اعتقال قسد لعدد من`: what follows the noun does it when an object comes after."""
        if not trigger.is_noun or trigger.entry.slots.get("of") != "target":
            return governed
        of = next((tied for tied, role in governed if tied.tie == "noun" and tied.at == trigger.first and role), None)
        if of is None or of.pointer.kind != "actor" or of.asset or of.unit:
            return governed
        first = of.pointer.first
        objects = [t for t, _ in governed if t.tie == "name" and t.at == trigger.first and t.pointer.first > first]
        if not objects and not self._dative(of.pointer.end):
            return governed
        return [
            (t, "agent" if of in t.chain() else self._object(t, {"object": "target"}) if t in objects else r)
            for t, r in governed
        ]

    def _dative(self, end: int) -> bool:
        """Whether an object behind `ل` follows (`اعتقال قسد لعدد من الشبان`)."""
        view = self.lexis.view
        if end >= len(view) or view.breaks[end] != Break.NONE:
            return False
        word = view.words[end]
        return word.startswith("ل") and len(word) > 2 and word not in ("لمن", "لان")

    def _by_preposition(self, scene: Scene, tied: Tied, trigger: Trigger) -> str | None:
        entry, tags = trigger.entry, self.lexis.tags[tied.at]
        together = "particles.with" in tags and entry.frame not in ("suffer", "address")
        if tied.at < trigger.first:
            mutual = (entry.frame == "mutual" and tied.preposition == "بين") or together
            clear = not any(tied.at < other.first < trigger.first for other in scene.triggers)
            return "agent" if mutual and clear else None
        if not self._reaches(scene, tied, trigger):
            return None
        if "particles.by" in tags or together:
            return "agent"
        role = entry.slots.get(tied.preposition)
        if role is None and entry.type == "ASSAULT" and "particles.against" in tags:
            role = "target"
        whole = tied.pointer.kind == "actor" and not tied.asset and tied.unit is None
        if role is None and tied.preposition == "ل" and entry.frame == "strike" and trigger.is_noun and whole:
            role = "agent"
        if tied.preposition == "ل" and role == "agent" and (tied.asset or tied.at - trigger.end > _DATIVE):
            return None
        return self._spatial(tied, role)

    def _reaches(self, scene: Scene, tied: Tied, trigger: Trigger) -> bool:
        """Whether the preposition belongs to this trigger: to it rather than to a later one, and not too far off. Harm
        shares its author with the deed behind it (`مقتل مدني بقصف من قبل القوات`)."""
        owner = self._owner(scene, tied)
        if owner is not None and owner is not trigger:
            shared = trigger.entry.frame == "suffer" and owner.entry.type == trigger.entry.type
            by = "particles.by" in self.lexis.tags[tied.at] and not owner.entry.slots.get(tied.preposition)
            if not (shared and by) or any(self.lexis.has(k, "particles.contrast") for k in range(trigger.end, tied.at)):
                return False
        moves = trigger.entry.slots.get(tied.preposition) in ("from", "to")
        return owner is not None and tied.at - trigger.end <= (_FAR_MOVE if moves else _FAR)

    def _owner(self, scene: Scene, tied: Tied) -> Trigger | None:
        """The trigger that a preposition belongs to: the last one before it, or, of two nouns joined by `و`, the one
        that has a slot for it."""
        before = [t for t in scene.triggers if t.first < tied.at]
        if len(before) > 1:
            last, other = before[-1], before[-2]
            joined = last.is_noun and other.is_noun and last.first - other.end <= 2 and last.before.startswith("و")
            if joined and tied.preposition not in last.entry.slots and tied.preposition in other.entry.slots:
                return other
        return before[-1] if before else None

    # governed from outside -----------------------------------------------------------------------------------------
    def _by_light_verb(self, scene: Scene, draft: Draft) -> None:
        """`شن X هجوماً`, `تعرض X لقصف`; before them `حملة نفذتها X`, `هجمات تعرضت لها X` behind the noun."""
        trigger = draft.trigger
        low = max(scene.first, trigger.first - _LIGHT_REACH)
        for at in range(trigger.end, min(trigger.end + _LIGHT_BEHIND, scene.end)):
            if at in scene.inside or not self.lexis.joined(at) or self.lexis.has(at, "particles.preposition"):
                break
            use = self.subjects.light(at) if not self.lexis.tags[at] else None
            bound = any(r.peeled.after for r in self.lexis.infos[at].uses)
            if (use == "suffers" or (use == "does" and bound)) and self._light_behind(scene, draft, at, use):
                return
        for at in range(trigger.first - 1, low - 1, -1):
            use = self.subjects.light(at)
            if use is None:
                continue
            told = any(at < t.first < trigger.first and not t.is_noun for t in scene.triggers)
            if use == "does" and not self.lexis.is_verb(at) and not self._governed(scene, at):
                continue
            if not (use == "does" and told):
                if use != "happens":
                    self._light_before(scene, draft, at, use)
                return

    def _governed(self, scene: Scene, at: int) -> bool:
        """Whether a name hangs on the noun here (`محاولة القوات`)."""
        return any(tied.at == at and tied.tie == "verb" for tied in scene.tied)

    def _light_before(self, scene: Scene, draft: Draft, at: int, use: str) -> None:
        trigger = draft.trigger
        subject = self.subjects.of_verb(scene, at, trigger.first)
        if subject is None and use == "does":
            subject = self.subjects.topic(draft)
        if subject is None or (use == "does" and self._announced(scene, subject, at, trigger)):
            return
        role = {"does": self._doer(trigger, at), "suffers": "target", "hosts": "place"}[use]
        if role == "target" and subject.pointer.kind == "place":
            role = "place"
        told = any(r.use.use == "speech" for r in self.lexis.infos[at].uses)
        if role == "agent" and draft.who("agent") and (told or trigger.entry.frame != "mutual"):
            return
        self._put(draft, subject, role)
        for other in scene.tied:
            if other is not subject and subject in other.chain() and other.pointer.first < trigger.first:
                self._put(draft, other, role)

    def _light_behind(self, scene: Scene, draft: Draft, at: int, use: str) -> bool:
        subject = self.subjects.of_verb(scene, at, scene.end)
        if subject is None or subject.pointer.first <= at:
            return False
        role = "target" if use == "suffers" else self._doer(draft.trigger, at)
        for one in (tied for tied in scene.tied if subject in tied.chain()):
            self._put(draft, one, role)
        return True

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
        return any(self.lexis.has(k, "particles.preposition") and self.lexis.view.words[k] != "عن" for k in between)

    def _doer(self, trigger: Trigger, light: int) -> str:
        """The role of a light verb's subject. Who only announces a death has not caused it."""
        announced = any(r.use.use == "speech" for r in self.lexis.infos[light].uses)
        return "none" if trigger.entry.frame == "suffer" and announced else "agent"

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
        if draft.type not in _OF_FORCE or tied.tie != "verb":
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
        if old or (who in self.subjects.media and draft.type in _OF_FORCE):
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

"""Who did it to whom: the slots of one trigger, filled by the grammar of its entry."""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.scene import LIGHT_NOUNS, Scene, Tied
from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break
from isnad.model import Span
from isnad.model.vocabulary import Role

_ROLES: dict[str, Role] = {"agent": "agent", "target": "target", "party": "party", "product": "product"}
_LIGHT_REACH = 14
_FAR, _FAR_MOVE = 18, 32
_PEOPLE = frozenset({"people.people", "people.members", "units.unit", "sources.witness", "people.groups"})
_OF_FORCE = frozenset({"ASSAULT", "COERCE", "CONTROL", "RETREAT", "MOBILIZE", "RELOCATE"})
_AIR = ("طيران", "الطيران", "طايرات", "الطايرات", "مقاتلات", "مدفعيه", "قوات", "القوات", "الجيش", "جيش", "مسيره")


class SlotFiller:
    """Fills drafts of one report; remembers the last subject, for verbs that have none of their own."""

    def __init__(self, lexis: Lexis, countries: frozenset[str], media: frozenset[str],
                 speakers: dict[int, tuple[str, Span]]) -> None:  # fmt: skip
        self.lexis, self.countries, self.media, self.speakers = lexis, countries, media, speakers
        self.topics: list[tuple[int, Tied]] = []

    def fill(self, scene: Scene, draft: Draft) -> None:
        """Add the parties, from and to places that the sentence gives this trigger."""
        trigger = draft.trigger
        governed = [(tied, self._role(scene, tied, trigger)) for tied in scene.tied]
        governed = self._agent_before_object(trigger, governed)
        for tied, role in governed:
            if role is not None:
                self._put(draft, tied, role)
        if trigger.is_noun:
            self._by_light_verb(scene, draft)
            self._by_pronoun(scene, draft)
        elif not draft.who("agent") or trigger.entry.slots.get("subject") == "target" or trigger.entry.frame == "mutual":
            self._by_subject_before(scene, draft)
        self._by_speech(draft)
        self._by_purpose(draft)
        if trigger.entry.frame == "mutual" and trigger.entry.type == "ACCUSE":
            for party in [p for p in draft.parties if p.role == "agent"]:
                draft.add(Party(party.who, "target", party.evidence, unit=party.unit))
        self._unidentified(draft, scene)

    # governed by the trigger ------------------------------------------------------------------------------------
    def _role(self, scene: Scene, tied: Tied, trigger: Trigger) -> str | None:
        slots = trigger.entry.slots
        if tied.pointer.first <= trigger.first < tied.pointer.end:
            return None
        if tied.tie == "preposition":
            return self._by_preposition(scene, tied, trigger)
        if tied.at != trigger.first:
            inner = trigger.first < tied.at < trigger.end
            if not inner:
                return None
        if tied.tie == "noun":
            return self._of(tied, slots.get("of"))
        if tied.tie == "verb" and trigger.part == "participle":
            return self._object(tied, slots)
        if tied.tie == "verb":
            passive = trigger.part == "passive" and slots.get("subject") == "agent"
            earlier = [
                t for t in scene.tied if t.tie == "verb" and t.at == tied.at and t.pointer.first < tied.pointer.first
            ]
            coordinated = self.lexis.view.words[tied.start].startswith("و")
            described = self._described_subject(trigger.end, tied.start)
            if passive or (slots.get("subject") == "agent" and self._vocalised_passive(trigger)):
                return "target"
            if self._subject_first(scene, trigger, tied):
                return self._object(tied, slots)
            if slots.get("subject") == "target" and trigger.entry.frame == "suffer" and self._kills(tied, trigger):
                return "agent"
            if trigger.after or ((not earlier or coordinated) and not described and not tied.asset):
                return slots.get("subject")
            return self._object(tied, slots)
        if tied.tie in ("name", "argument"):
            return self._object(tied, slots)
        return None

    def _vocalised_passive(self, trigger: Trigger) -> bool:
        """A damma on the first letters (`قُتل`, `اعتُقل`)."""
        view = self.lexis.view
        return "\u064f" in view.text[view.starts[trigger.first] : view.ends[trigger.first]][:5]

    def _subject_first(self, scene: Scene, trigger: Trigger, tied: Tied) -> bool:
        """`إن القوات قصفت الحي`: the name before the verb is the subject, so the one behind it is not."""
        if trigger.before or trigger.entry.frame in ("suffer", "mutual"):
            return False
        if self._people_first(scene, trigger):
            return True
        for other in scene.tied:
            gap = trigger.first - other.pointer.end
            acting = other.pointer.kind in ("actor", "person") or other.pointer.who in self.countries
            if 0 <= gap <= 4 and acting and other.tie == "start" and other.pointer is not tied.pointer:
                between = range(other.pointer.end, trigger.first + 1)
                return not any(
                    self.lexis.view.breaks[k] >= Break.SOFT and not self.lexis.view.opens(k) for k in between
                )
        return False

    def _people_first(self, scene: Scene, trigger: Trigger) -> bool:
        """`أهالي السويداء يطالبون الحكومة`: unnamed people open the clause as the subject."""
        lexis, first = self.lexis, trigger.first
        while first > scene.first and trigger.first - first < 4 and lexis.view.breaks[first] == Break.NONE:
            if lexis.has(first - 1, "particles.complement"):
                break
            first -= 1
        if first == trigger.first or trigger.first - first > 3:
            return False
        return lexis.any(first, _PEOPLE) and not lexis.infos[first].before and not lexis.is_verb(first)

    def _kills(self, tied: Tied, trigger: Trigger) -> bool:
        """`قتلت القوات شابا`: a body as subject with people behind it does it; `قتل عناصر من التنظيم` suffers it."""
        lexis, end = self.lexis, tied.pointer.end
        if tied.pointer.kind != "actor" or tied.unit or tied.asset or tied.start != trigger.end:
            return False
        return any(
            (lexis.joined(k)
            and lexis.any(k, frozenset({"harm.civilian", "harm.combatant", "harm.person", "harm.some"})))
            or lexis.view.words[k].isdigit()
            for k in range(end, min(end + 2, len(lexis.view)))
        )

    def _object(self, tied: Tied, slots: dict[str, str]) -> str | None:
        role = slots.get("object")
        if tied.pointer.kind in ("place", "facility") and role in ("target", "agent"):
            return "place" if tied.pointer.kind == "place" else "target"
        return role

    def _of(self, tied: Tied, role: str | None) -> str | None:
        if role == "target" and tied.pointer.kind == "actor" and not tied.asset and tied.unit is None:
            if self.lexis.view.words[tied.pointer.first].lstrip("و") in _AIR and not self._followed(tied):
                return "agent" if self.lexis.view.words[tied.pointer.first] in _AIR[:6] else "target"
        if tied.pointer.kind == "place" and role in ("target", "agent") and tied.pointer.who not in self.countries:
            return "place"
        return role

    def _followed(self, tied: Tied) -> bool:
        return False

    def _agent_before_object(
        self, trigger: Trigger, governed: list[tuple[Tied, str | None]]
    ) -> list[tuple[Tied, str | None]]:
        """`قصف الطيران مواقع الحزب`, `اعتقال قسد لعدد من`: what follows the noun does it when an object comes after."""
        if not trigger.is_noun or trigger.entry.slots.get("of") != "target":
            return governed
        of = next((tied for tied, role in governed if tied.tie == "noun" and tied.at == trigger.first and role), None)
        if of is None or of.pointer.kind != "actor" or of.asset or of.unit:
            return governed
        end = of.pointer.end
        next_word = self.lexis.view.words[end] if end < len(self.lexis.view) else ""
        objects = [
            t for t, _ in governed if t.tie == "name" and t.at == trigger.first and t.pointer.first > of.pointer.first
        ]
        joined = end < len(self.lexis.view) and self.lexis.view.breaks[end] == Break.NONE
        if objects or (joined and next_word.startswith("ل") and len(next_word) > 2 and next_word not in ("لمن", "لان")):
            return [
                (t, "agent" if t is of else (self._object(t, {"object": "target"}) if t in objects else r))
                for t, r in governed
            ]
        return governed

    def _by_preposition(self, scene: Scene, tied: Tied, trigger: Trigger) -> str | None:
        entry, words = trigger.entry, self.lexis.tags[tied.at]
        if tied.at < trigger.first:
            mutual = (entry.frame == "mutual" and tied.preposition == "بين") or (
                "particles.with" in words and entry.frame not in ("suffer", "address")
            )
            clear = not any(tied.at < other.first < trigger.first for other in scene.triggers)
            return "agent" if mutual and clear else None
        owner = self._owner(scene, tied)
        if owner is not trigger:
            same = owner is not None and owner.entry.type == trigger.entry.type
            if not (same and trigger.entry.frame == "suffer") or self._contrast(trigger.end, tied.at):
                return None
            assert owner is not None
            if owner.entry.slots.get(tied.preposition) or "particles.by" not in words:
                return None
        moves = entry.slots.get(tied.preposition) in ("from", "to")
        if tied.at - trigger.end > (_FAR_MOVE if moves else _FAR):
            return None
        if "particles.by" in words:
            return "agent"
        if "particles.with" in words and entry.frame not in ("address", "suffer"):
            return "agent"
        role = entry.slots.get(tied.preposition)
        if role is None and entry.type == "ASSAULT" and "particles.against" in words:
            role = "target"
        if role in ("target", "agent") and tied.pointer.kind == "place" and tied.pointer.who not in self.countries:
            return "place"
        return role

    def _contrast(self, first: int, end: int) -> bool:
        """Whether another clause begins between."""
        return any(self.lexis.has(k, "particles.contrast") for k in range(first, end))

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

    def _described_subject(self, first: int, end: int) -> bool:
        """Whether unnamed people stand between the verb and the name, as its subject."""
        lexis = self.lexis
        return any(
            lexis.has(k, "people.people") and lexis.infos[k].before == "" for k in range(first, min(end, first + 2))
        )

    # governed from outside --------------------------------------------------------------------------------------
    def _by_light_verb(self, scene: Scene, draft: Draft) -> None:
        """`شن X هجوماً`, `تعرض X لقصف`, and `حملة نفذتها X` behind the noun."""
        trigger, lexis = draft.trigger, self.lexis
        low = max(scene.first, trigger.first - _LIGHT_REACH)
        for at in range(trigger.first - 1, low - 1, -1):
            use = self._light(at)
            if use is None or (
                use == "does" and any(at < t.first < trigger.first and not t.is_noun for t in scene.triggers)
            ):
                continue
            if use == "happens":
                return
            subject = self._subject_of(scene, at, trigger.first) or (self._topic(draft) if use == "does" else None)
            if subject is not None:
                role = {"does": self._doer(trigger, at), "suffers": "target", "hosts": "place"}[use]
                if role == "target" and subject.pointer.kind == "place":
                    role = "place"
                if role == "agent" and draft.who("agent") and trigger.entry.frame != "mutual":
                    return
                self._put(draft, subject, role)
                for other in scene.tied:
                    if (
                        other is not subject
                        and other.at == subject.at
                        and other.tie == subject.tie
                        and other.start > subject.start
                    ):
                        if self.lexis.view.words[other.start].startswith("و") and other.pointer.first < trigger.first:
                            self._put(draft, other, role)
            return
        for at in range(trigger.end, min(trigger.end + 5, scene.end)):
            if self._light(at) == "suffers" and lexis.joined(at):
                subject = self._subject_of(scene, at, scene.end)
                if subject is not None and subject.pointer.first > at:
                    for one in [t for t in scene.tied if subject in t.chain()]:
                        self._put(draft, one, "target")
                return
            if self._light(at) == "does" and lexis.infos[at].uses[0].peeled.after and lexis.joined(at):
                subject = self._subject_of(scene, at, scene.end)
                if subject is not None and subject.pointer.first > at:
                    self._put(draft, subject, self._doer(trigger, at))
                return

    def _doer(self, trigger: Trigger, light: int) -> str:
        """The role of a light verb's subject. Who only announces a death has not caused it."""
        announced = any(r.use.use == "speech" for r in self.lexis.infos[light].uses)
        return "none" if trigger.entry.frame == "suffer" and announced else "agent"

    def _light(self, index: int) -> str | None:
        if self.lexis.article(index):
            return None
        for reading in self.lexis.infos[index].uses:
            if reading.use.use == "light" and reading.use.part in ("past", "present"):
                return reading.use.entry
            if reading.use.use == "light" and reading.use.entry == "does" and reading.peeled.core in LIGHT_NOUNS:
                return "does"
        return None

    def _subject_of(self, scene: Scene, verb: int, limit: int) -> Tied | None:
        """The name that is the subject of the verb at this word: behind it, else before it."""
        for tied in scene.tied:
            if tied.tie == "verb" and tied.at == verb and tied.pointer.first < limit:
                return tied
        return self._before(scene, verb)

    def _by_pronoun(self, scene: Scene, draft: Draft) -> None:
        """`انسحابها`: the pronoun is what `of` would be."""
        trigger = draft.trigger
        role = trigger.entry.slots.get("of")
        if not trigger.after or (role != "agent" and trigger.entry.type != "ACCUSE") or draft.who(role or ""):
            return
        before = [t for t in scene.tied if t.pointer.end <= trigger.first and t.pointer.kind in ("actor", "person")]
        tied = before[-1] if before else None
        for one in tied.chain() if tied is not None and role else []:
            if one.pointer.who not in draft.who("agent", "target"):
                self._put(draft, one, role or "")

    def _by_subject_before(self, scene: Scene, draft: Draft) -> None:
        trigger = draft.trigger
        role = trigger.entry.slots.get("subject")
        mutual = trigger.entry.frame == "mutual"
        if role is None or trigger.part == "passive" or (any(p.role == role for p in draft.parties) and not mutual):
            return
        tied = self._before(scene, trigger.first)
        beside = (
            tied is not None and tied.tie == "start" and trigger.first - tied.pointer.end <= 1 and not trigger.before
        )
        if self._described_subject(trigger.end, trigger.end + 2) and not trigger.after and not beside:
            return
        if mutual and draft.who("agent") and (tied is None or tied.tie != "start"):
            return
        if tied is None and role == "agent":
            tied = self._topic(draft)
        if role == "target" and tied is not None:
            if tied.tie != "start" or trigger.first - tied.pointer.end > 1 or trigger.before:
                return
            role = "agent" if self._people_behind(trigger) else "target"
        for one in tied.chain() if tied is not None else []:
            if one.pointer.who not in draft.who("target"):
                self._put(draft, one, role)

    def _people_behind(self, trigger: Trigger) -> bool:
        """`القوات تقتل مدنيا`: with people as its object the verb is active."""
        lexis, at = self.lexis, trigger.end
        people = frozenset({"harm.civilian", "harm.combatant", "harm.person", "harm.some", "people.people"})
        return lexis.any(at, people) or (at < len(lexis.view) and lexis.view.words[at] in ("احد", "احدي"))

    def _before(self, scene: Scene, verb: int) -> Tied | None:
        """The nearest name before the verb that can be its subject."""
        lexis = self.lexis
        relative = verb > scene.first and lexis.has(verb - 1, "particles.relative")
        for tied in reversed(scene.tied):
            if tied.pointer.end > verb:
                continue
            acting = tied.pointer.kind in ("actor", "person") or tied.pointer.who in self.countries
            if relative and tied.pointer.end >= verb - 2 and acting:
                return tied
            if acting and tied.tie in ("start", "comma", "verb", "noun") and not self._interrupted(tied, verb):
                return tied
        return None

    def _interrupted(self, tied: Tied, verb: int) -> bool:
        """Whether another clause with a subject of its own, or a sentence's end, stands between."""
        lexis = self.lexis
        if tied.tie == "noun" and verb - tied.pointer.end > 1:
            return not lexis.view.words[verb].startswith("و")
        return any(
            lexis.view.breaks[k] > Break.SOFT or lexis.has(k, "particles.contrast")
            for k in range(tied.pointer.end, verb)
        )

    def _by_purpose(self, draft: Draft) -> None:
        """`تستعد القوات لاستعادة المدينة`: who is to do it is who prepares."""
        trigger = draft.trigger
        meant = trigger.is_noun and trigger.before.endswith("ل") and draft.status == "planned"
        if meant and not draft.who("agent") and trigger.entry.frame in ("act", "hold", "make", "strike"):
            topic = self._topic(draft)
            if topic is not None and topic.pointer.who not in draft.who("target"):
                self._put(draft, topic, "agent")

    def _by_speech(self, draft: Draft) -> None:
        """Where the trigger is also the cue of a speaker (`دعا`, `نفى`), the speaker does it."""
        speaker = self.speakers.get(draft.trigger.first)
        if speaker and "agent" in draft.trigger.entry.slots.values() and not draft.who("agent"):
            draft.add(Party(speaker[0], "agent", speaker[1]))

    # people without a name --------------------------------------------------------------------------------------
    def _unidentified(self, draft: Draft, scene: Scene) -> None:
        """`أطلق مجهولون النار`, `على يد مجهولين`: an author whom nobody knows."""
        trigger, lexis = draft.trigger, self.lexis
        if draft.who("agent"):
            return
        for at in range(max(scene.first, trigger.first - 3), min(scene.end, trigger.end + 6)):
            if lexis.has(at, "people.unknown") and lexis.view.words[at].lstrip("ولب") != "مجهوله":
                span = lexis.view.span(at, lexis.until[at])
                draft.add(Party(None, "agent", span, "unidentified", described=span))
                return

    # putting ----------------------------------------------------------------------------------------------------
    def _put(self, draft: Draft, tied: Tied, role: str) -> None:
        who, lexis = tied.pointer.who, self.lexis
        if who in self.media and draft.type in _OF_FORCE:
            return
        if role == "from":
            if tied.pointer.kind in ("place", "facility"):
                draft.from_place.append(who)
        elif role == "to":
            if tied.pointer.kind in ("place", "facility"):
                draft.to_place.append(who)
        elif role == "place":
            if tied.pointer.kind in ("place", "facility") and draft.place is None:
                draft.place = tied
            elif tied.pointer.kind in ("actor", "person") and draft.trigger.entry.frame == "hold":
                draft.add(Party(who, "target", lexis.view.span(tied.pointer.first, tied.pointer.end)))
        elif role in _ROLES:
            if tied.pointer.kind == "place" and who not in self.countries:
                if draft.place is None and role != "agent":
                    draft.place = tied
                return
            span = lexis.view.span(
                tied.start if tied.start < tied.pointer.first else tied.pointer.first, tied.pointer.end
            )
            draft.add(Party(who, _ROLES[role], span, unit=tied.unit))

    def _topic(self, draft: Draft) -> Tied | None:
        """The last subject told of before the trigger, in this sentence or the one before."""
        for sentence, tied in reversed(self.topics):
            if draft.sentence - sentence > 1:
                return None
            if sentence < draft.sentence or tied.pointer.end <= draft.trigger.first:
                return tied
        return None

    def begin(self, scene: Scene, sentence: int) -> None:
        """Remember the subjects of all verbs of a sentence, so that a later verb without one can take them up."""
        taken: set[int] = set()
        for tied in scene.tied:
            acting = tied.pointer.kind in ("actor", "person") or tied.pointer.who in self.countries
            if acting and tied.tie == "verb" and tied.at not in taken and tied.pointer.who not in self.media:
                taken.add(tied.at)
                self.topics.append((sentence, tied))

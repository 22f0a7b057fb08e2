"""What the trigger itself governs: its subject, object and genitive, and the prepositions that it has slots for."""

from isnad.annotate.events.parties.subjects import HARMED, Subjects
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import HOSTILE, Tied
from isnad.annotate.events.triggers import OF_FORCE, Trigger
from isnad.annotate.lexis import Lexis
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break

_AFTER = frozenset("بعد عقب اثر خلال وبعد وعقب واثر وخلال فبعد".split())
_FAR, _FAR_MOVE, _DATIVE, _BETWEEN = 18, 32, 3, 3
_AIR = frozenset("طيران الطيران طايرات الطايرات مقاتلات مدفعيه".split())
_OFFICERS = frozenset({"people.leaders", "people.post", "people.rank", "people.honorific", "people.members"})
_SINGLE = frozenset(
    "احد احدي عنصر عنصرا قيادي قياديا ضابط ضابطا شاب شابا جندي جنديا رجل رجلا "
    "مدير مديرا مسوول مسوولا قايد قايدا".split()
)
_DAMMA = "\u064f"
_OWNED_REACH = 4
_ADJECTIVES = frozenset({"units.allegiance", "units.plain_adjective"})
_APART = frozenset({"particles.preposition", "particles.relative", "particles.complement", "particles.contrast"})
_WITH_WHOM = ("متحالف", "متعاون", "حدود", "لحدود", "متاخم", "علاق", "تماس")
_NO_GOVERNOR = frozenset(
    {"particles.preposition", "particles.complement", "particles.past_marker", "particles.negation"}
)
_NOUN_PHRASE, _GOVERNED, _SHORT = 3, 4, 3


class Government:
    """Tells the role that a trigger gives to each name of its sentence."""

    def __init__(self, lexis: Lexis, subjects: Subjects) -> None:
        self.lexis, self.subjects = lexis, subjects

    def roles(self, scene: Scene, trigger: Trigger) -> list[tuple[Tied, str]]:
        """The names that the trigger governs, each with the role that it has by that."""
        governed: list[tuple[Tied, str | None]] = []
        for tied in scene.tied:
            role = self._role(scene, tied, trigger)
            if role is None and governed and self._repeats(governed[-1][0], tied):
                role = governed[-1][1]
            if role is not None and tied.joined is not None:
                role = next((r for t, r in governed if r and t is tied.joined and t.tie == tied.tie), role)
            governed.append((tied, role))
        told = [(tied, role) for tied, role in self._agent_before_object(trigger, governed) if role is not None]
        return [(tied, role) for tied, role in told if scene.holder(tied) is tied]

    def _repeats(self, before: Tied, tied: Tied) -> bool:
        """`ينتمون لتنظيم X ولكتائب Y`, `بين A وبين B`: the preposition said again, right behind `و`."""
        written = self.lexis.infos[before.pointer.first].before
        alike = tied.tie == "preposition" and (before.preposition or written[-1:]) == tied.preposition
        return alike and tied.start == before.pointer.end and self.lexis.view.words[tied.start].startswith("و")

    def _role(self, scene: Scene, tied: Tied, trigger: Trigger) -> str | None:
        slots = trigger.entry.slots
        if tied.pointer.first <= trigger.first < tied.pointer.end:
            return None
        if tied.tie == "preposition":
            return self._by_preposition(scene, tied, trigger)
        if not trigger.first <= tied.at < trigger.end:
            return None
        if trigger.entry.type == "APPOINT" and tied.unit == "leader" and tied.pointer.kind == "actor":
            return None
        if tied.tie == "noun":
            return self._of(scene, tied, trigger)
        if tied.tie == "verb" and trigger.part != "participle":
            return self._behind_verb(scene, tied, trigger)
        if tied.tie in ("verb", "name", "argument"):
            return self._object(tied, slots, trigger.entry.type in OF_FORCE)
        return None

    def _behind_verb(self, scene: Scene, tied: Tied, trigger: Trigger) -> str | None:
        """A name right behind the verb: its subject, unless something else is, or the verb is passive."""
        slots = trigger.entry.slots
        if slots.get("subject") == "agent" and (trigger.part == "passive" or self._vocalised_passive(trigger)):
            return "target"
        if self._is_object(scene, tied, trigger):
            return self._object(tied, slots)
        if trigger.entry.frame == "suffer" and slots.get("subject") == "target" and self._kills(tied, trigger):
            return "agent"
        second = any(t.tie == "verb" and t.at == tied.at and t.start < tied.start for t in scene.tied)
        coordinated = self.lexis.view.words[tied.start].startswith("و")
        unnamed = self.subjects.unnamed_behind(trigger.end, tied.start)
        if trigger.after or ((not second or coordinated) and not unnamed and not tied.asset):
            return slots.get("subject")
        return self._object(tied, slots)

    def _is_object(self, scene: Scene, tied: Tied, trigger: Trigger) -> bool:
        """Whether the subject stands elsewhere, so that the name behind the verb is its object."""
        subjects, behind = self.subjects, self.lexis.view.words[trigger.end : trigger.end + 1]
        if subjects.come_first(scene, trigger, tied) or subjects.forces_behind(scene, trigger.end, tied):
            return True
        if tied.pointer.kind == "person" and self._seized(scene, tied, trigger):
            return True
        if trigger.part == "past" and behind and behind[0] in _SINGLE and self._many_or_feminine(trigger):
            return True
        if self._many(trigger) or subjects.told_before(scene, trigger.first):
            return True
        return self._tells_of_deed(scene, trigger, tied) or self.tells_of_noun(scene, trigger)

    def tells_of_noun(self, scene: Scene, trigger: Trigger) -> bool:
        """`أصدرت المنظمة تقريرا مفصلا يتهم القوات`: right behind an indefinite noun, its adjective between or not, that
        the verb before it governs, the verb tells of that noun. No preposition governs it (`في بيان منفصل اتهمت`)."""
        lexis, at, passed = self.lexis, trigger.first - 1, 0
        if trigger.part != "present" or trigger.before or trigger.after or not lexis.joined(trigger.first):
            return False
        while at > scene.first and passed < _NOUN_PHRASE and self._indefinite(scene, at):
            if lexis.view.breaks[at] > Break.NONE or lexis.infos[at].before:
                return False
            at, passed = at - 1, passed + 1
        if not passed or lexis.any(at, _NO_GOVERNOR):
            return False
        return any(lexis.is_verb(k) and not lexis.article(k) for k in range(max(scene.first, at - _GOVERNED), at + 1))

    def _indefinite(self, scene: Scene, at: int) -> bool:
        """Whether the word is an indefinite noun in the accusative or of feminine form, no particle, name or verb."""
        lexis, word = self.lexis, self.lexis.view.words[at]
        plain = at not in scene.inside and not lexis.article(at) and not lexis.is_verb(at)
        particle = any(tag.startswith("particles.") for tag in lexis.tags[at])
        return plain and not particle and word.endswith(("ا", "ه", "ات")) and len(word) > _SHORT

    def _seized(self, scene: Scene, tied: Tied, trigger: Trigger) -> bool:
        """`واعتقلت سالم المحمود`, `اغتيل سالم المحمود`: a man behind a feminine verb of force is its object; alone
        behind any of them he suffers it."""
        if trigger.entry.type not in ("ASSAULT", "COERCE", "APPOINT") or trigger.entry.slots.get("object") != "target":
            return False
        if self.subjects.man_of_her(tied):
            return True
        objects = (t for t in scene.tied if t.at == tied.at and t.tie in ("name", "argument") and t is not tied)
        told = self._people_at(tied.pointer.end)
        return trigger.part == "past" and tied.start == trigger.end and not told and not any(objects)

    def _people_at(self, at: int) -> bool:
        """Whether people, things or a number of them stand right here, as an object."""
        lexis = self.lexis
        if not lexis.joined(at):
            return False
        told = lexis.any(at, HARMED) or lexis.has(at, "people.assets") or lexis.article(at)
        return told or value_of(lexis.view.words[at]) is not None

    def _many(self, trigger: Trigger) -> bool:
        """`اغتالوا القيادي`: a verb in the plural has its subject before it."""
        word = self.lexis.view.words[trigger.first]
        return not trigger.after and word.endswith("وا" if trigger.part == "past" else "ون")

    def _tells_of_deed(self, scene: Scene, trigger: Trigger, tied: Tied) -> bool:
        """`في هجوم استهدف دورية للجيش`: a relative clause without a pronoun, of the deed or thing right before it."""
        if trigger.before or trigger.after or not self.lexis.joined(trigger.first) or tied.tie != "verb":
            return False
        deed = next((t for t in reversed(scene.triggers) if t.first < trigger.first), None)
        if deed is None or not deed.is_noun or deed.article or trigger.first - deed.end > 1:
            return False
        if self._opens_with(scene, deed) and not any(t.first > trigger.first for t in scene.triggers):
            return False
        return trigger.first == deed.end or not self.lexis.article(deed.end)

    def _opens_with(self, scene: Scene, deed: Trigger) -> bool:
        """`بعد اشتباكات عنيفة ألقت القوات القبض`: after what else the sentence tells its deed."""
        return deed.first == scene.first + 1 and self.lexis.view.words[scene.first] in _AFTER

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
        told = lexis.joined(end) and lexis.article(end) and lexis.any(end, _OFFICERS)
        return told or any(
            (lexis.joined(k) and lexis.any(k, HARMED)) or value_of(lexis.view.words[k]) is not None
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
        if trigger.after and trigger.entry.slots.get("object"):  # `اتهامها القوات بالقصف`: the pronoun is what `of` is
            return self._object(tied, trigger.entry.slots)
        role = trigger.entry.slots.get("of")
        if role is None and tied.pointer.kind == "place" and not self.subjects.acts(tied):  # `هجمات البوكمال`
            return "place"
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
        if not trigger.is_noun or trigger.entry.slots.get("of") not in ("target", "place"):
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
        of_deed = trigger.first <= tied.at - 1 <= trigger.end  # `تدريبات مشتركة مع`
        if "particles.with" in tags and not of_deed and self._allied(tied):
            return None
        together = "particles.with" in tags and entry.frame not in ("suffer", "address")
        if tied.at < trigger.first:
            mutual = (entry.frame == "mutual" and tied.preposition == "بين") or together
            if not mutual:
                return None
            clear = not any(tied.at < other.first < trigger.first for other in scene.triggers)
            clear &= tied.preposition != "بين" or not self._of_another(scene, tied, trigger)
            met = any(other.entry.frame == "mutual" and other.first < tied.at for other in scene.triggers)
            mutual &= not (together and met and entry.frame != "mutual")
            return "agent" if mutual and clear else None
        if not self._reaches(scene, tied, trigger):
            return None
        if "particles.by" in tags or together:
            return "agent"
        role = entry.slots.get(tied.preposition)
        if role is None and entry.type == "ASSAULT" and "particles.against" in tags:
            role = "agent" if entry.frame == "mutual" else "target"
        whole = tied.pointer.kind == "actor" and not tied.asset and tied.unit is None
        if role is None and tied.preposition == "ل" and entry.type in OF_FORCE and self._owns_object(tied, trigger):
            role = "target"
        if role is None and tied.preposition == "ل" and self._opposed(tied):
            role = "target"
        if role is None and tied.preposition == "ل" and trigger.is_noun and whole and self._does(tied, trigger):
            role = "agent"
        if tied.preposition == "ل" and role == "agent" and (tied.asset or tied.at - trigger.end > _DATIVE):
            return None
        return self._spatial(tied, role)

    def _of_another(self, scene: Scene, tied: Tied, trigger: Trigger) -> bool:
        """`اشتباكات بين القوات والفصائل، المفاوضات`: whether `بين` stands right behind another fight, talk or deal."""
        before = (t for t in scene.triggers if t.entry.frame == "mutual" and t.end <= tied.at < trigger.first)
        return any(tied.at - t.end <= _BETWEEN for t in before)

    def _allied(self, tied: Tied) -> bool:
        """`القوات المتحالفة مع اللواء`, `الحدود مع لبنان`: the preposition belongs to another word, not to the deed."""
        at = tied.at - 1
        word = self.lexis.view.words[at].removeprefix("ال") if at >= 0 else ""
        of_its_own = self.lexis.any(at, _ADJECTIVES) or word.startswith(_WITH_WHOM)
        return self.lexis.joined(tied.at) and of_its_own

    def _does(self, tied: Tied, trigger: Trigger) -> bool:
        """`هجوم لقوات …`, `انسحاب واسع لقوات …`: `ل` brings in the doer of a noun whose genitive would be the doer."""
        entry = trigger.entry
        return entry.frame == "strike" or (entry.slots.get("of") == "agent" and tied.at - trigger.end <= _DATIVE)

    def _owns_object(self, tied: Tied, trigger: Trigger) -> bool:
        """`استهداف حافلة مبيت للفرقة`, `هاجم مسلحون نقطة للقوات`: things right behind the deed are those of the body
        behind `ل`."""
        lexis, slots = self.lexis, trigger.entry.slots
        between = range(trigger.end, tied.at)
        if slots.get("of" if trigger.is_noun else "object") != "target" or not 1 <= len(between) <= _OWNED_REACH:
            return False
        return all(lexis.joined(k) and not lexis.any(k, _APART) and not lexis.is_verb(k) for k in between) and (
            not lexis.article(between[0]) and not any(tag.endswith("adjective") for tag in lexis.tags[between[0]])
        )

    def _opposed(self, tied: Tied) -> bool:
        """`مظاهرات مناوئة لسياسة قوات …`: whom the adjective is turned against."""
        at = tied.at - 1
        return at >= 0 and self.lexis.joined(tied.at) and self.lexis.view.words[at] in HOSTILE

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

"""What the rest of the clause tells of a trigger that governs too little itself."""

from dataclasses import replace

from isnad.annotate.events.draft import Draft
from isnad.annotate.events.parties.subjects import Subjects
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import Tied
from isnad.annotate.events.triggers import OF_FORCE, Trigger
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break

_ORIGIN = frozenset("مصدره مصدرها مصدرهما ومصدره ومصدرها".split())
_ORIGIN_REACH, _SOURCE_REACH, _COMMAS = 12, 8, 3
_OWN = frozenset({"people.members", "people.leaders", "people.groups", "harm.combatant"})
_COUNTED = frozenset("عن احد احدي من عدد عددا بعض اثنين اثنان ايضا كذلك ان اي".split())
_OWN_REACH, _NEAR, _FAR = 5, 3, 14
_AT = frozenset("خلال اثناء في عقب بعد".split())
_AFTER = _AT | frozenset("اثر بعيد وسط اعقاب غداه".split())
_WON = frozenset({"CONTROL", "COERCE", "RETREAT"})
_TALKED = frozenset({"CONSULT", "AGREE"})
_LED_TO = frozenset({"details.ended", "harm.result"})
_DECREES = frozenset("قرار قرارا مرسوم مرسوما امر اوامر توجيه توجيهات القرار المرسوم".split())
_NAMED = frozenset("مسمي اسم تسميه".split())
SPOKEN = frozenset({"ACCUSE", "THREATEN", "REQUEST", "REJECT", "SUPPORT"})
_ASIDES = SPOKEN | {"ASSAULT", "COERCE"}
_BESIDE = frozenset({"ASSAULT", "COERCE", "ESTABLISH", "MOBILIZE", "RELOCATE"})
_OWNED = frozenset({"ASSAULT", "COERCE", "CONCEDE"})
_READ = _ASIDES | _BESIDE | _OWNED | {"CONSULT", "APPOINT"}
_GOING_ON = frozenset(
    "تواصل يواصل واصلت واصل تستمر يستمر استمرت استمر يواصلون ردت رد ترد يرد بدات بدا كثفت كثف صعدت صعد".split()
)


class Clause:
    """Finds parties beyond what a trigger governs, in one report."""

    def __init__(self, lexis: Lexis, subjects: Subjects) -> None:
        self.lexis, self.subjects = lexis, subjects

    def parties(self, scene: Scene, draft: Draft) -> list[tuple[Tied, str]]:
        """Names of the sentence with the role that its clause gives them, for slots that are still empty."""
        trigger, type_ = draft.trigger, draft.type
        if type_ not in _READ:
            return []
        found = [] if draft.who("agent") else self._agents(scene, draft)
        if type_ == "CONSULT" and trigger.is_noun and not trigger.article:
            found += [(tied, "agent") for tied in self._own_meeting(scene, draft)]
        return found if draft.who("target") else found + self._targets(scene, draft)

    def _agents(self, scene: Scene, draft: Draft) -> list[tuple[Tied, str]]:
        trigger, found = draft.trigger, list[Tied]()
        if draft.type == "ASSAULT":
            found = self._origin(scene, trigger)
        if not found and trigger.is_noun and draft.type in _BESIDE:
            found = self._going_on(scene, draft)
        if trigger.is_noun and draft.type == "APPOINT":
            found = self._decree(scene, trigger)
        return [(tied, "agent") for tied in found]

    def _targets(self, scene: Scene, draft: Draft) -> list[tuple[Tied, str]]:
        trigger, type_ = draft.trigger, draft.type
        if type_ == "ESTABLISH" and not draft.who("product"):
            named = [(tied, "target") for tied in self._by_name(scene, trigger)]
            return named or [(tied, "product") for tied in self._behind_comma(scene, trigger)[:1]]
        found: list[tuple[Tied, str]] = []
        if type_ in _ASIDES and not trigger.is_noun:
            found = [(tied, "target") for tied in self._behind_comma(scene, trigger)]
        if type_ in _OWNED and self.own_people(scene, trigger):
            found += self._owners(scene, draft)
        return found

    def _origin(self, scene: Scene, trigger: Trigger) -> list[Tied]:
        """`قذائف مصدرها مواقع القوات`: whose the place is from which was fired."""
        words = self.lexis.view.words
        for at in range(trigger.end, min(trigger.end + _ORIGIN_REACH, scene.end)):
            if self.lexis.view.breaks[at] >= Break.SENTENCE:
                break
            if words[at] in _ORIGIN:
                behind = [t for t in scene.tied if at < t.pointer.first <= at + _SOURCE_REACH and self.subjects.acts(t)]
                return [t for t in scene.tied if behind and behind[0] in t.chain()]
        return []

    def _own_meeting(self, scene: Scene, draft: Draft) -> list[Tied]:
        """`قال القائد خلال اجتماع مع الوجهاء`: who speaks at a meeting, or comes to it, is one of its parties."""
        trigger, words = draft.trigger, self.lexis.view.words
        if trigger.first <= scene.first or words[trigger.first - 1] not in _AT:
            return []
        met = any(t.tie == "preposition" and t.at >= trigger.end and words[t.at] == "مع" for t in scene.tied)
        before = [t for t in scene.tied if t.pointer.end <= trigger.first and t.tie == "verb" and self.subjects.acts(t)]
        return [scene.holder(before[-1])] if met and before else []

    def _decree(self, scene: Scene, trigger: Trigger) -> list[Tied]:
        """`قرار من رئيس المجلس سالم المحمود بتعيين`: whose decree it is."""
        words = self.lexis.view.words
        for tied in scene.tied:
            near = tied.pointer.end <= trigger.first <= tied.pointer.end + _NEAR
            if near and tied.preposition == "من" and tied.at > scene.first and words[tied.at - 1] in _DECREES:
                return [scene.holder(tied)]
        return []

    def _by_name(self, scene: Scene, trigger: Trigger) -> list[Tied]:
        """`شكل فصيلا تحت مسمى لواء الصمود`: the name that is given to what is founded."""
        words = self.lexis.view.words
        for tied in scene.tied:
            at = tied.pointer.first - 1
            near = trigger.end <= at < trigger.end + _FAR and tied.pointer.kind == "actor"
            if near and words[at].lstrip("ب") in _NAMED:
                return [tied]
        return []

    def _going_on(self, scene: Scene, draft: Draft) -> list[Tied]:
        """`تواصل القوات خرق الهدنة باستهداف الأحياء`: what somebody goes on with."""
        if draft.trigger.article or not self._along(scene, draft.trigger):
            return []
        words, first = self.lexis.view.words, draft.trigger.first
        for tied in reversed(scene.tied):
            going = tied.tie == "verb" and tied.pointer.end <= first and words[tied.at].lstrip("وف") in _GOING_ON
            if going and self._one_clause(scene, tied.at + 1, first):
                return tied.chain()
        return []

    def share(self, scene: Scene, drafts: list[Draft]) -> None:
        """`دخل رتل للقوات البلدة مع نصب الحواجز واعتقال شبان`: what is done along with a deed is done by the same, and
        who does a deed after a fight (`سيطر الجيش على البلدة بعد معارك مع الفصائل`) has fought in it."""
        for position, draft in enumerate(drafts):
            self._fought(scene, drafts, position)
            self._concluded(scene, drafts[:position], draft)
            if not draft.trigger.is_noun or draft.type not in _BESIDE or any(p.role == "agent" for p in draft.parties):
                continue
            if draft.trigger.article or draft.trigger.entry.frame == "mutual":
                continue
            if draft.another and position:  # `وتعرضت القرية لقصف مماثل`
                self._take_over(drafts[position - 1], draft)
                continue
            if not self._along(scene, draft.trigger):
                continue
            doers = (d for d in reversed(drafts[:position]) if d.who("agent") and d.type in OF_FORCE)
            doer = next(doers, None)
            if doer is None or doer.status != draft.status or doer.trigger.entry.frame in ("mutual", "suffer"):
                continue
            if self._one_clause(scene, doer.trigger.end, draft.trigger.first):
                self._take_over(doer, draft)

    def _fought(self, scene: Scene, drafts: list[Draft], position: int) -> None:
        """Add who takes, leaves or seizes something to the fight after which, or in which, it is told to happen."""
        fight = drafts[position]
        trigger = fight.trigger
        if fight.type != "ASSAULT" or trigger.entry.frame != "mutual" or not trigger.is_noun or trigger.article:
            return
        if len(fight.who("agent")) > 1 or trigger.first == scene.first:
            return
        if self.lexis.view.words[trigger.first - 1].lstrip("و") not in _AFTER:
            return
        beside = [*drafts[max(0, position - 1) : position], *drafts[position + 1 : position + 2]]
        for deed in beside:
            first, last = sorted((deed, fight), key=lambda d: d.trigger.first)
            won = deed.type in _WON and deed.status == fight.status and deed.trigger.entry.frame != "mutual"
            if won and self._one_clause(scene, first.trigger.end, last.trigger.first):
                self._take_over(deed, fight)
                return

    def _concluded(self, scene: Scene, before: list[Draft], deal: Draft) -> None:
        """`بعد لقاء القائد مع الوفد … الاجتماع تمخض عن اتفاق`: who met has agreed, where a meeting led to the deal."""
        last = deal.trigger
        if deal.type != "AGREE" or not last.is_noun or last.article or not before or before[-1].type not in _TALKED:
            return
        if not any(self.lexis.any(k, _LED_TO) for k in range(before[0].trigger.end, last.first)):
            return
        met = [d for d in before if d.type == "CONSULT" and len(d.who("agent")) > 1 and d.status == deal.status]
        if met:
            deal.parties = [p for p in deal.parties if p.role != "agent" or p.who in met[-1].who("agent")]
            self._take_over(met[-1], deal)

    def _take_over(self, doer: Draft, draft: Draft) -> None:
        targets = draft.who("target")
        for party in [p for p in doer.parties if p.role == "agent" and p.who not in targets]:
            draft.add(replace(party))

    def _one_clause(self, scene: Scene, first: int, end: int) -> bool:
        """Whether no further verb and no border of a clause stands between."""
        lexis = self.lexis
        if any(lexis.has(k, "particles.contrast") or lexis.view.breaks[k] > Break.SOFT for k in range(first, end + 1)):
            return False
        between = (k for k in range(first, end) if k not in scene.inside and not lexis.article(k))
        return not any(lexis.is_verb(k) and not lexis.tags[k] for k in between)

    def _along(self, scene: Scene, trigger: Trigger) -> bool:
        """Whether `ب`, `مع` or the `و` of a noun before it joins the verbal noun to the verb."""
        if trigger.before == "ب":
            return True
        at = trigger.first - 1
        if at > scene.first and self.lexis.view.words[at] in ("مع", "وسط"):
            return True
        last = next((t for t in reversed(scene.triggers) if t.first < trigger.first), None)
        return trigger.before == "و" and last is not None and last.is_noun and self._along(scene, last)

    def _behind_comma(self, scene: Scene, trigger: Trigger) -> list[Tied]:
        """`اتهم الناطق باسم القوة، النقيب سالم المحمود، الكتيبة بمهاجمة`: the object behind an aside."""
        if trigger.entry.slots.get("object") not in ("target", "product"):
            return []
        view, commas = self.lexis.view, 0
        for at in range(trigger.end, scene.end):
            if view.breaks[at] > Break.SOFT or scene.trigger_words.get(at, trigger) is not trigger:
                return []
            commas += view.breaks[at] == Break.SOFT
            least = 1 if trigger.entry.type in ("ESTABLISH", "ACCUSE") else 2
            aside = view.breaks[at] == Break.SOFT and not self.lexis.has(at, "units.media")
            if not (aside and least <= commas <= _COMMAS):
                continue
            first = next((t for t in scene.tied if t.start == at and self.subjects.acts(t)), None)
            if first is not None and commas == 1 and trigger.entry.type == "ACCUSE" and not self._charged(first):
                continue
            if first is not None and first.pointer.who not in self.subjects.media:
                return [t for t in scene.tied if first in t.chain()]
        return []

    def _charged(self, tied: Tied) -> bool:
        """`اتهمت النائبة سهام المحمود، القوات بمصادرة`: whether the charge stands right behind the name."""
        end = tied.pointer.end
        return self.lexis.joined(end) and proclitics(self.lexis, end)[-1:] == "ب"

    def own_people(self, scene: Scene, trigger: Trigger) -> bool:
        """`اعتقلت أربعة من عناصرها`, `مقتل أحد قيادييه`: whether people of a body told of before are the object."""
        lexis = self.lexis
        for at in range(trigger.end, min(trigger.end + _OWN_REACH, scene.end)):
            if not lexis.joined(at) or at in scene.inside:
                return False
            if lexis.infos[at].after and lexis.any(at, _OWN):
                return True
            if not (lexis.view.words[at] in _COUNTED or lexis.any(at, _OWN) or self._number(at)):
                return False
        return False

    def _number(self, at: int) -> bool:
        return value_of(self.lexis.view.words[at]) is not None

    def _owners(self, scene: Scene, draft: Draft) -> list[tuple[Tied, str]]:
        """Whose people they are: who does the deed, else who speaks of them, else the body named last."""
        done = [t for t in scene.tied if t.pointer.who in draft.who("agent") and t.pointer.kind == "actor"]
        before = [t for t in scene.tied if t.pointer.end <= draft.trigger.first and t.pointer.kind == "actor"]
        if draft.trigger.is_noun or draft.type == "CONCEDE":  # `هددت الفرقة الحركة إن أقدمت على اعتقال أحد عناصرها`
            done = [t for t in before if t not in done] or done
        return [(tied, "target") for tied in (done or before)[-1:]]

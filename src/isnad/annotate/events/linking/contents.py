"""Events inside events: what is threatened, demanded, alleged, agreed or made a condition."""

from itertools import pairwise

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.view import Break

_OPENING = frozenset("ب ان الي ل علي من بان".split())
_REFERRING = frozenset("عقب بعد خلال اثر الرد بالرد ردا".split())
_PROVIDING = frozenset("يقضي تقضي قضي ينص تنص نص يلزم".split())
_CHARGED = frozenset("مسووليه المسووليه بمسووليه مسووليته مسووليتها تبعات بالوقوف الوقوف وقوف وراء خلف".split())
_POINTING = frozenset(
    "وراءه وراءها وراءهم خلفه خلفها بتنفيذه بتنفيذها تنفيذه تنفيذها بارتكابه بارتكابها عنه عنها".split()
)
_REACH = 14
_DEEDS = frozenset({"ASSAULT", "COERCE", "CONTROL", "AID", "RELOCATE"})
_PREPARING = "mobilize.preparation"
_INVOLVED = "accuse.involvement"
_REPEL = "assault.repel"


class Contents:
    """Relates the drafts of one sentence to those that hold them; `cues` are the words that tell who says something."""

    def __init__(self, lexis: Lexis, cues: set[int]) -> None:
        self.lexis, self.cues = lexis, cues
        self._authored: set[int] = set()

    def _planned(self, holder: Draft, behind: list[Draft]) -> None:
        """`تستعد القوات لاقتحام المدينة`: what is prepared for."""
        for draft in behind:
            if draft.status == "planned" and self._near(holder, draft):
                draft.content_of = holder

    def _near(self, holder: Draft, draft: Draft) -> bool:
        start, at = holder.trigger.end, draft.trigger.first
        return at - start <= _REACH and not any(self.lexis.view.breaks[k] >= Break.SOFT for k in range(start, at + 1))

    def _struck(self, drafts: list[Draft]) -> set[int]:
        """`الهجوم على قافلة المساعدات`, `مواقع وتعزيزات الحوثيين`: what is struck is no happening of its own."""
        struck: set[int] = set()
        for strike, draft in pairwise(drafts):
            if draft.type not in ("AID", "MOBILIZE") or not draft.trigger.is_noun:
                continue
            own = strike.type == "ASSAULT" and draft.trigger.before in ("", "ل") and self._object_of(strike, draft)
            further = strike.type == "ASSAULT" or id(strike) in struck
            if own or (further and self._beside_assets(draft)):
                struck.add(id(draft))
        return struck

    def _beside_assets(self, draft: Draft) -> bool:
        """`مواقع وتحصينات`: joined by `و` to things of somebody's."""
        at = draft.trigger.first - 1
        joined = draft.trigger.before == "و" and self.lexis.view.breaks[at + 1] == Break.NONE
        thing = any(use.use.part == "plural" for use in self.lexis.infos[at].uses) or self.lexis.has(
            at, "people.assets"
        )
        return joined and at >= 0 and thing

    def _object_of(self, strike: Draft, draft: Draft) -> bool:
        between = range(strike.trigger.end, draft.trigger.first)
        if len(between) > 1 or self.lexis.view.breaks[draft.trigger.first] > Break.NONE:
            return False
        return all("particles.against" in self.lexis.tags[k] for k in between)

    def relate(self, scene: Scene, drafts: list[Draft]) -> list[Draft]:
        """The drafts with their statuses set by their holders; the content of a demand is left out."""
        dropped = self._repelled(drafts) | self._struck(drafts)
        self._charged(scene, drafts)
        self._authored.clear()
        for position, holder in enumerate(drafts):
            if holder.trigger.entry.id == _PREPARING:
                self._planned(holder, drafts[position + 1 : position + 2])
            if id(holder) in dropped or holder.type not in ("THREATEN", "REQUEST", "ACCUSE", "AGREE", "REJECT"):
                continue
            for draft in drafts[position + 1 :]:
                if not self._held(scene, holder, draft):
                    break
                if holder.trigger.entry.id == "reject.deny":
                    draft.status = "denied"
                elif self._swallows(holder, draft):
                    dropped.add(id(draft))
                else:
                    self._set(holder, draft)
                if self._opens_anew(holder, draft):
                    break
        return [draft for draft in drafts if id(draft) not in dropped]

    def _opens_anew(self, holder: Draft, draft: Draft) -> bool:
        """`اتهم الحزب بقصف المدينة، محذرا من أن …`: what a second such word holds is not the first one's."""
        told = draft.trigger.part in ("participle", "past", "present")
        return told and draft.type in ("THREATEN", "ACCUSE", "REQUEST") and holder.type in ("THREATEN", "ACCUSE")

    def _charged(self, scene: Scene, drafts: list[Draft]) -> None:
        """`متهم بقصف`, `اتهم بقصف`, `متورط في قصف`: who is accused accuses nobody. `هجوم اتهمت الحكومة الحزب بتنفيذه`:
        the deed stands before its accusation."""
        words = self.lexis.view.words
        for position, holder in enumerate(drafts):
            if holder.type != "ACCUSE":
                continue
            end = holder.trigger.end
            if not holder.trigger.is_noun and end < self.lexis.size and self._bare_charge(holder):
                holder.parties = [party for party in holder.parties if party.role != "agent"]
                self._before(scene, holder)
            if holder.trigger.after and not holder.trigger.is_noun:
                self._take_up(holder, drafts[:position])
            span = range(end, min(end + _REACH, self.lexis.size))
            pointing = next((k for k in span if words[k] in _POINTING), None)
            deeds = [d for d in drafts[:position] if d.type in _DEEDS]
            if pointing is not None and deeds and not any(end <= d.trigger.first < pointing for d in drafts):
                self._accuse(holder, deeds[-1], told=True)

    def _before(self, scene: Scene, holder: Draft) -> None:
        """The name right before the word is the one accused."""
        at = holder.trigger.first
        for tied in scene.tied if not holder.who("target") else ():
            if tied.pointer.end in (at, at - 1) and tied.pointer.kind in ("actor", "person"):
                span = self.lexis.view.span(tied.pointer.first, tied.pointer.end)
                holder.add(Party(tied.pointer.who, "target", span, unit=tied.unit))

    def _take_up(self, holder: Draft, earlier: list[Draft]) -> None:
        """`للتحقيق مع المقاتلين، إذ يتهمهم`: the pronoun is of those to whom it was done, by who did it."""
        known = next((d for d in reversed(earlier) if d.type in ("ACCUSE", "COERCE") and d.who("target")), None)
        if known is None or not set(known.who("target")) & set(holder.who("agent")):
            return
        for party in holder.parties:
            if party.who in known.who("target"):
                party.role = "target"
        for party in [p for p in known.parties if p.role == "agent"]:
            holder.add(Party(party.who, "agent", party.evidence, party.basis, party.unit))

    def _bare_charge(self, holder: Draft) -> bool:
        """Whether the charge stands right behind the word, with nobody accused between."""
        lexis, at = self.lexis, holder.trigger.first + 1
        if holder.trigger.entry.mode != "allege" or holder.trigger.after:
            return False
        return lexis.view.words[at] == "في" or proclitics(lexis, at)[-1:] == "ب"

    def _swallows(self, holder: Draft, draft: Draft) -> bool:
        """Whether the content is no event of its own: what is demanded or refused, the threat of a threat."""
        if holder.type == "REJECT":
            return draft.type != "ACCUSE"
        return holder.type == "REQUEST" or holder.type == draft.type == "THREATEN"

    def _repelled(self, drafts: list[Draft]) -> set[int]:
        """`صدت القوات هجوما`: the happening is the attack, which failed, on those who repelled it."""
        dropped: set[int] = set()
        for repel, attack in pairwise(drafts):
            if repel.trigger.entry.id != _REPEL:
                continue
            if attack.type == "ASSAULT" and attack.trigger.is_noun and attack.trigger.first - repel.trigger.end <= 4:
                dropped.add(id(repel))
                attack.triggers = [repel.triggers[0].cover(attack.triggers[0])]
                self._turn(repel, attack)
        for draft in drafts:
            if draft.trigger.entry.id == _REPEL and id(draft) not in dropped:
                draft.status = "failed" if draft.status in ("actual", "failed") else draft.status
        return dropped

    def _turn(self, repel: Draft, attack: Draft) -> None:
        attack.status = "failed" if repel.status in ("actual", "failed") else repel.status
        defenders = repel.who("agent")
        attack.parties = [p for p in attack.parties if not (p.role == "agent" and p.who in defenders)]
        for party in repel.parties:
            if party.role == "agent":
                attack.add(Party(party.who, "target", party.evidence, unit=party.unit))

    def _held(self, scene: Scene, holder: Draft, draft: Draft) -> bool:
        lexis, start, at = self.lexis, holder.trigger.end, draft.trigger.first
        if at - start > _REACH or any(lexis.view.breaks[k] >= Break.SENTENCE for k in range(start, at + 1)):
            return False
        between = range(start, at)
        if not draft.trigger.is_noun and any(lexis.view.words[k] in _POINTING for k in between):
            return False
        if holder.type == "ACCUSE" and not draft.trigger.is_noun and self._new_clause(between):
            return False
        opened = draft.trigger.before[-1:] in ("ب", "ل") or any(
            lexis.view.words[k] in _OPENING or lexis.has(k, "particles.complement") or proclitics(lexis, k)[-1:] == "ب"
            for k in between
        )
        if holder.type == "REJECT" and draft.trigger.is_noun and not draft.trigger.before:
            opened = not any(lexis.view.breaks[k] > Break.NONE for k in range(start, at + 1))
        if holder.type == "AGREE" and holder.trigger.is_noun and draft.trigger.before[-1:] == "ب":
            opened = any(lexis.view.words[k] in _PROVIDING for k in between)
        if holder.type == "ACCUSE":
            behind = lexis.view.words[at - 1] == "في" and holder.trigger.entry.id == _INVOLVED
            opened = opened or behind or any(lexis.view.words[k] in _CHARGED for k in between)
        closed = any(lexis.has(k, "particles.contrast") or lexis.view.words[k] in _REFERRING for k in between)
        closed = closed or any(k in self.cues and lexis.view.breaks[k] == Break.SOFT for k in between)
        finite = (
            not draft.trigger.is_noun and draft.trigger.before.startswith("و") and lexis.view.breaks[at] >= Break.SOFT
        )
        return opened and not closed and not finite

    def _new_clause(self, between: range) -> bool:
        """`اتهم الحزب بقصف المدينة، محذرا من أن …`: a complement behind a comma belongs to another verb."""
        comma = next((k for k in between if k > between.start and self.lexis.view.breaks[k] >= Break.SOFT), None)
        return comma is not None and any(self.lexis.has(k, "particles.complement") for k in range(comma, between.stop))

    def _set(self, holder: Draft, draft: Draft) -> None:
        if holder.type == "THREATEN":
            if draft.status == "conditional":
                self._condition(holder, draft)
                return
            draft.content_of = holder
            if draft.status == "actual":
                draft.status = "conditional" if self._conditioned(draft) else "threatened"
            self._inherit_agents(holder, draft)
            if not holder.who("target"):
                for party in [p for p in draft.parties if p.role == "target"]:
                    holder.add(Party(party.who, "target", party.evidence, unit=party.unit))
        elif holder.type == "AGREE":
            draft.content_of = holder
            if draft.status == "actual" and draft.type != "AGREE":
                draft.status = "planned"
        elif holder.type == "ACCUSE" and draft.type not in ("ACCUSE", "REQUEST"):
            self._allege(holder, draft)

    def _allege(self, holder: Draft, draft: Draft) -> None:
        """What somebody is accused of is alleged, unless only the authorship is (`بالوقوف وراء هجوم`); a deed with an
        author of its own (`مسؤولية هجمات القوات`) gets no other."""
        draft.content_of = holder
        between = range(holder.trigger.end, draft.trigger.first)
        told = holder.trigger.entry.id == _INVOLVED or any(self.lexis.view.words[k] in _CHARGED for k in between)
        draft.status = "alleged" if draft.status == "actual" and not told else draft.status
        border = self.lexis.view.starts[draft.trigger.first]
        if told and any(p.role == "agent" and p.evidence.end > border for p in draft.parties):
            self._authored.add(id(holder))
        if id(holder) not in self._authored:
            self._accuse(holder, draft)

    def _conditioned(self, draft: Draft) -> bool:
        """Whether a condition follows what is threatened: `باقتحام المقرات في حال …`."""
        lexis, at = self.lexis, draft.trigger.end
        _, end = lexis.view.sentence_at(at - 1)
        return any(lexis.has(k, "particles.condition") for k in range(at, min(end, at + 10)))

    def _condition(self, holder: Draft, draft: Draft) -> None:
        """What must happen for the threat to come true: done by who is threatened to who threatens, if nothing else is
        said."""
        draft.condition_of = holder
        if not draft.who("agent"):
            for who, evidence in [(p.who, p.evidence) for p in holder.parties if p.role == "target"]:
                draft.add(Party(who, "agent", evidence))
        if not draft.who("target"):
            for who, evidence in [(p.who, p.evidence) for p in holder.parties if p.role == "agent"]:
                if who not in draft.who("agent"):
                    draft.add(Party(who, "target", evidence))

    def _inherit_agents(self, holder: Draft, draft: Draft) -> None:
        if draft.status in ("threatened", "conditional") and not draft.who("agent"):
            for party in holder.parties:
                if party.role == "agent":
                    draft.add(Party(party.who, "agent", party.evidence, unit=party.unit))

    def _accuse(self, holder: Draft, draft: Draft, *, told: bool = False) -> None:
        """Who is accused is no agent: its basis says so. `told`: the deed was told before, with authors of its own."""
        accusers = holder.who("agent")
        if not told:
            draft.parties = [p for p in draft.parties if p.role != "agent" or p.who not in accusers]
        for party in draft.parties:
            if party.role == "agent" and party.basis == "stated" and party.who is not None and not told:
                party.basis = "accused"
        for party in holder.parties:
            if party.role == "target" and party.who not in [p.who for p in draft.parties]:
                draft.parties.append(Party(party.who, "agent", party.evidence, "accused", party.unit))

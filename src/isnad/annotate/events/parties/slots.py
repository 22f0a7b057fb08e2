"""Who did it to whom: the slots of one trigger, filled by the grammar of its entry."""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.parties.antecedents import Antecedents
from isnad.annotate.events.parties.clause import SPOKEN, Clause
from isnad.annotate.events.parties.government import Government
from isnad.annotate.events.parties.light_verbs import LightVerbs
from isnad.annotate.events.parties.preceding import Preceding
from isnad.annotate.events.parties.subjects import Subjects
from isnad.annotate.events.parties.unnamed import unnamed_authors
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import Tied
from isnad.annotate.events.triggers import OF_FORCE
from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.model import Span
from isnad.model.vocabulary import Role

_ROLES: dict[str, Role] = {"agent": "agent", "target": "target", "party": "party", "product": "product"}


_POSTS = frozenset({"people.post", "people.leaders", "sources.official"})
_OBJECTS = frozenset({"name", "argument", "comma"})
_APPOSED, _SPEECH = 2, 120


class SlotFiller:
    """Fills the drafts of one report. `speakers`: the speaker by the word of the cue, with the evidence."""

    def __init__(self, lexis: Lexis, subjects: Subjects, speakers: dict[int, tuple[str, Span]]) -> None:
        self.lexis, self.subjects, self.speakers = lexis, subjects, speakers
        self.government, self.light_verbs = Government(lexis, subjects), LightVerbs(lexis, subjects)
        self.antecedents = Antecedents(lexis)
        self.preceding, self.clause = Preceding(lexis, subjects), Clause(lexis, subjects)

    def fill(self, scene: Scene, draft: Draft) -> None:
        """Add the parties, from and to places that the sentence gives this trigger."""
        trigger = draft.trigger
        for tied, role in self.government.roles(scene, trigger):
            self._put(scene, draft, tied, role)
        if trigger.is_noun:
            carried = self.light_verbs.parties(scene, draft)
            for tied, role in carried:
                self._put(scene, draft, tied, role)
            self._by_pronoun(scene, draft)
            if not carried:
                self._by_purpose(scene, draft)
        elif self._wants_subject(draft) and not self.government.tells_of_noun(scene, trigger):
            for tied, role in self.preceding.parties(scene, draft):
                self._put(scene, draft, tied, role)
        self._by_speech(draft)
        for tied, role in self.clause.parties(scene, draft):
            self._put(scene, draft, tied, role)
        meant = self.antecedents.target(scene, draft) if not draft.who("target") else None
        if meant is not None and meant.pointer.who not in draft.who("agent"):
            self._put(scene, draft, meant, "target")
        self._of_type(draft)
        unnamed_authors(self.lexis, scene, draft)
        if not trigger.is_noun and any(p.basis == "unidentified" for p in draft.parties):
            self.subjects.stranger(trigger)

    def _of_type(self, draft: Draft) -> None:
        """`تبادل الاتهامات`: each accuses and is accused. `عين الجيش سالم المحمود قائدا لكتيبة في الفرقة`: who is
        appointed is a person."""
        if draft.type == "ACCUSE" and draft.trigger.entry.frame == "mutual":
            for party in [p for p in draft.parties if p.role == "agent"]:
                draft.add(Party(party.who, "target", party.evidence, unit=party.unit))
        if draft.type == "APPOINT" and any(who.startswith("p:") for who in draft.who("target")):
            draft.parties = [p for p in draft.parties if p.role != "target" or (p.who or "").startswith("p:")]

    def _wants_subject(self, draft: Draft) -> bool:
        entry = draft.trigger.entry
        return not draft.who("agent") or entry.slots.get("subject") == "target" or entry.frame == "mutual"

    # governed from outside -----------------------------------------------------------------------------------------
    def _by_pronoun(self, scene: Scene, draft: Draft) -> None:
        """`انسحابها`, `انسحاب مقاتليها`: the pronoun is what `of` would be."""
        trigger = draft.trigger
        role = trigger.entry.slots.get("of")
        own = trigger.end < scene.end and self.subjects.own_people(trigger.end)
        after = trigger.after or self.lexis.infos[trigger.end - 1].after
        if not (after or own) or role is None or draft.who(role):
            return
        if role != "agent" and trigger.entry.type != "ACCUSE":
            return
        if trigger.entry.type == "ACCUSE" and trigger.after and self._charged(trigger.end):
            role = "target"
        before = [t for t in scene.tied if t.pointer.end <= trigger.first and t.pointer.kind in ("actor", "person")]
        for one in before[-1].chain() if before else []:
            if one.pointer.who not in draft.who("agent", "target"):
                self._put(scene, draft, one, role)

    def _charged(self, behind: int) -> bool:
        """`بعد اتهامهم بالضلوع في`: what follows the pronoun is the charge, so that they are who is charged."""
        return self.lexis.joined(behind) and proclitics(self.lexis, behind)[-1:] == "ب"

    def _by_purpose(self, scene: Scene, draft: Draft) -> None:
        """`تستعد القوات لاستعادة المدينة`: who is to do it is who prepares."""
        trigger = draft.trigger
        light = trigger.first - 1  # `لفتح تحقيق`, `لشن هجوم`
        led = light > scene.first and self.lexis.joined(trigger.first) and self.lexis.infos[light].before == "ل"
        led = led and "light" in self.lexis.infos[light].kinds
        meant = trigger.before.endswith("ل") or led
        founded = next((t for t in scene.tied if t.pointer.end == trigger.first and t.pointer.kind == "actor"), None)
        let = founded is not None and founded.tie == "preposition" and founded.preposition in ("امام", "ل")
        if meant and not draft.who("agent") and founded is not None and (let or founded.tie in _OBJECTS):
            self._put(
                scene, draft, founded, "agent"
            )  # `شكل القائد لجنة أمنية للتحقيق`, `فتح الطريق أمام القوات للهجوم`
        if meant and not draft.who("agent") and trigger.entry.frame in ("act", "hold", "make", "strike"):
            topic = self.subjects.topic(draft)
            if topic is not None and topic.pointer.who not in draft.who("target"):
                self._put(scene, draft, topic, "agent")

    def _by_speech(self, draft: Draft) -> None:
        """Where the trigger is also the cue of a speaker (`دعا`, `نفى`), the speaker does it; a spokesman by name
        stands before the body that he speaks for."""
        speaker = self.speakers.get(draft.trigger.first) or self._still_speaking(draft)
        if not speaker or "agent" not in draft.trigger.entry.slots.values():
            return
        who, span = speaker
        if who in draft.who("target"):
            return
        bodies = [p for p in draft.parties if p.role == "agent" and p.who and p.who != who]
        if not draft.who("agent"):
            draft.add(Party(who, "agent", span))
        elif who.startswith("p:") and len(bodies) == 1 and self._spoken_for(bodies[0].evidence, span):
            draft.parties.remove(bodies[0])
            draft.add(Party(who, "agent", span, for_=bodies[0].who))

    def _still_speaking(self, draft: Draft) -> tuple[str, Span] | None:
        """`كما أشاد`, `وحث`: who spoke last goes on where the verb has no subject of its own."""
        trigger = draft.trigger
        going_on = trigger.before == "و" or self.lexis.view.words[trigger.first - 1] in ("كما", "و")
        if trigger.is_noun or not going_on or draft.type not in SPOKEN or draft.who("agent"):
            return None
        last = max((cue for cue in self.speakers if cue < trigger.first), default=None)
        return self.speakers[last] if last is not None and trigger.first - last <= _SPEECH else None

    def _spoken_for(self, body: Span, speaker: Span) -> bool:
        """`الناطق باسم القوة، النقيب سالم المحمود`: whether the body stands in the speaker's phrase, or right before it
        behind a post."""
        if speaker.start <= body.start < speaker.end:
            return True
        first, end = self.lexis.view.word_range(body)
        behind, _ = self.lexis.view.word_range(speaker)
        return self.lexis.any(first, _POSTS) and 0 <= behind - end <= _APPOSED

    # putting -------------------------------------------------------------------------------------------------------
    def _put(self, scene: Scene, draft: Draft, tied: Tied, role: str) -> None:
        """Give the name its part in the event. Outlets only report force; people of a body are no new body."""
        who = tied.pointer.who
        if role == "from" and draft.type == "CONTROL" and tied.pointer.kind in ("actor", "person"):
            role = "target"  # `استعاد الجيش البلدة من القوات`
        old = role == "product" and (tied.unit or tied.asset)  # `لجنة … بمساعدة خلايا التنظيم`
        own = role == "target" and draft.type in SPOKEN and who in draft.who("agent")
        if own or old or (who in self.subjects.media and draft.type in OF_FORCE) or self._told_to(tied, role):
            return
        if tied.pointer.kind in ("place", "facility") and role in ("from", "to", "place"):
            self._put_place(draft, tied, role)
        elif role == "place" and (
            draft.trigger.entry.frame == "hold" or (draft.type == "CONTROL" and self._body(tied))
        ):
            draft.add(Party(who, "target", self._span(tied)))
        elif role in _ROLES:
            if tied.pointer.kind == "place" and not self.subjects.acts(tied):
                if draft.place is None and role != "agent":
                    draft.place = tied
                return
            draft.add(Party(who, _ROLES[role], self._span(tied), unit=tied.unit))
            if role == "target":
                scene.done_to.add(tied.pointer.first)
                self._house(scene, draft, tied)

    def _body(self, tied: Tied) -> bool:
        return tied.pointer.kind in ("actor", "person")

    def _house(self, scene: Scene, draft: Draft, tied: Tied) -> None:
        """`اقتحام مقر الفرقة السادسة`: what is done to a body's house is done to the body inside its name."""
        if tied.pointer.kind != "facility" or draft.type not in OF_FORCE | {"THREATEN"}:
            return
        for inner in scene.nested:
            if inner.kind == "actor" and tied.pointer.first <= inner.first and inner.end <= tied.pointer.end:
                draft.add(Party(inner.who, "target", self._span(tied)))

    def _told_to(self, tied: Tied, role: str) -> bool:
        """`قال لموقع …`: the outlet that is told something is no target."""
        named = range(tied.start, tied.pointer.end)
        outlet = tied.pointer.who in self.subjects.media or any(self.lexis.has(k, "units.media") for k in named)
        return role == "target" and tied.preposition == "ل" and outlet

    def _put_place(self, draft: Draft, tied: Tied, role: str) -> None:
        if role == "from":
            draft.from_place.append(tied.pointer.who)
        elif role == "to":
            draft.to_place.append(tied.pointer.who)
        elif draft.place is None:
            draft.place = tied

    def _span(self, tied: Tied) -> Span:
        return self.lexis.view.span(min(tied.start, tied.pointer.first), tied.pointer.end)

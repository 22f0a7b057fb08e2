"""On what the authorship of a deed rests: claimed by its author, or only ascribed by somebody else.

Who is accused or suspected is no agent: this is where such words take it back.
"""

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.parties.subjects import Subjects
from isnad.annotate.events.scene import Scene
from isnad.annotate.events.tie import Tied
from isnad.annotate.events.triggers import OF_FORCE
from isnad.annotate.lexis import Lexis
from isnad.arabic.view import Break
from isnad.model import Attribution
from isnad.model.vocabulary import Basis

_DOUBT, _ASCRIBED, _CHARGE, _MAYBE = "authors.doubt", "authors.ascribed", "authors.charge", "authors.maybe"
POINTERS = frozenset({_DOUBT, _ASCRIBED, _CHARGE, _MAYBE})
_HOVERING = frozenset("شبهات الشبهات شكوك الشكوك شبهه الشبهه".split())
_OF_FORCE = OF_FORCE | {"AID", "CONCEDE"}
_BY_FORCE = frozenset({"ASSAULT", "COERCE", "CONTROL", "RELOCATE", "AID"})
_DONE = frozenset({"actual", "failed", "alleged", "rumoured"})
_BEHIND = frozenset("وراء خلف ووراء مسوول مسووله مسووليه نفذ نفذت ينفذ تنفذ تقف يقف نفذه نفذها نفذته نفذتها".split())
_BACK = frozenset("وراءه وراءها وراءهم خلفه خلفها نفذه نفذها نفذته نفذتها تنفيذه تنفيذها عنه عنها".split())
_BEING = frozenset(
    "انه انها انهم انهما بانه بانها بانهم كونهم انتمائهم انتمايهم انتماءهم بانتمائهم بانتمايهم بانتمائه بانتمايه "
    "بتبعيتهم بارتباطهم ارتباطهم بصلتهم صلتهم انتماوهم انتماؤهم انتماوه".split()
)
_NAMELESS = frozenset({"authors.armed", "authors.group", "authors.unknown", "people.unknown", "people.groups"})
_SPOKEN = frozenset({"concede.apology", "concede.resign"})
_CALLED = ("يدعى", "تدعى")  # spelt so it gives a name, and says nothing
_WEAKER: dict[str, Basis] = {"claims": "accused", "hedges": "suspected"}
_REACH, _TAIL, _BETWEEN, _CHARGED = 9, 3, 6, 3


class Authorship:
    """Weighs the authors of one report, a sentence at a time."""

    def __init__(self, lexis: Lexis, subjects: Subjects, attributions: tuple[Attribution, ...]) -> None:
        self.lexis, self.subjects = lexis, subjects
        own = [a for a in attributions if a.cue is None or not a.cue.of(lexis.view.text).endswith(_CALLED)]
        self.voices = {a.id: frozenset(who for who in (a.who, a.near) if who) for a in own}
        self.spans = {a.id: a.span for a in attributions}

    def weigh(self, scene: Scene, cues: list[int], drafts: list[Draft]) -> None:
        """Set the basis of every author in the drafts of a sentence."""
        for draft in drafts:
            self._own(draft)
        for at in cues if drafts else ():
            if POINTERS.isdisjoint(self.lexis.tags[at]):
                continue
            self._charged(scene, drafts, at)
            if not self.lexis.has(at, _CHARGE):
                self._doubted(scene, drafts, at)

    def _own(self, draft: Draft) -> None:
        """Who tells of a deed of its own claims it; whom somebody else merely claims or supposes to have done it is
        accused or suspected; what is promised is still to be done."""
        speaker = draft.attributions[0] if draft.attributions else None
        if draft.stance == "promises" and draft.status == "actual" and draft.trigger.is_noun:
            draft.status = "planned"
        spoken = draft.trigger.entry.id in _SPOKEN
        if speaker is None or spoken or draft.type not in _OF_FORCE or draft.status not in _DONE:
            return
        told = draft.trigger.is_noun and draft.trigger.entry.frame == "suffer"
        if told:  # who announces a death has not caused it
            draft.parties = [p for p in draft.parties if p.role != "agent" or not self._is_speaker(p, speaker)]
        for party in draft.parties:
            if party.role != "agent" or party.basis != "stated" or not party.who:
                continue
            if party.who in self.voices.get(speaker, ()):
                party.basis = "self_claimed"
            elif draft.type in _BY_FORCE and draft.trigger.entry.frame != "mutual":
                party.basis = _WEAKER.get(draft.stance, "stated")

    def _is_speaker(self, party: Party, speaker: str) -> bool:
        span = self.spans[speaker]
        return party.who in self.voices.get(speaker, ()) and span.start <= party.evidence.start < span.end

    # held to be ----------------------------------------------------------------------------------------------------
    def _doubted(self, scene: Scene, drafts: list[Draft], at: int) -> None:
        """`يعتقد أن التنظيم نفذ`, `منسوب إلى`, `محسوبون على`: the body behind such a word is only held to be the
        author."""
        held = self._pointed_at(scene, at)
        if held is None:
            return
        hit = False
        for draft in drafts:
            for party in draft.parties if draft.type in _BY_FORCE and draft.status in _DONE else ():
                mine = party.who == held.pointer.who and party.role == "agent" and party.basis == "stated"
                if mine and self._at(party, held):
                    party.basis, hit = "suspected", True
        behind = range(at + 1, min(held.pointer.end + _TAIL, self.lexis.size))
        pointing = any(self.lexis.view.words[k] in _BACK for k in behind)
        home = self._deed(drafts, at, held) if pointing or not hit else None
        if home is not None and held.pointer.who not in home.who("target"):
            self._put(home, held, "suspected")

    def _pointed_at(self, scene: Scene, at: int) -> Tied | None:
        """The first body behind the word that is not its subject (`يعتقد الجيش أن …`)."""
        lexis = self.lexis
        for tied in scene.tied:
            pointer = tied.pointer
            if pointer.first <= at or not self._can_do(tied):
                continue
            if tied.asset or (not lexis.has(at, _ASCRIBED) and self._told_between(scene, at, pointer.first)):
                return None
            if pointer.first - at > _REACH or any(
                lexis.view.breaks[k] >= Break.SENTENCE for k in range(at + 1, pointer.first + 1)
            ):
                return None
            subject = tied.tie == "verb" and tied.at == at
            if lexis.has(at, _MAYBE) or (not subject and self._opened(at, pointer.first)):
                return tied
        return None

    def _told_between(self, scene: Scene, at: int, end: int) -> bool:
        """`يعتقد أنها استهدفت قيادات في …`: a verb of its own makes the name its object."""
        return any(at < t.first < end and not t.is_noun for t in scene.triggers)

    def _can_do(self, tied: Tied) -> bool:
        """Whether the name is of a body or person, or of a country that is not only where something was."""
        where = tied.pointer.kind == "place" and tied.tie == "preposition" and tied.preposition not in ("الي", "ل")
        return self.subjects.acts(tied) and not where

    def _opened(self, at: int, end: int) -> bool:
        """Whether something that opens what is held stands between: `أن`, `إلى`, `على`, `ب`, `ل`."""
        lexis = self.lexis
        return any(
            lexis.has(k, "particles.complement") or lexis.has(k, "particles.preposition")
            or lexis.view.words[k] in _BACK | _BEING or lexis.infos[k].before[-1:] in ("ب", "ل")
            for k in range(at + 1, end + 1)
        )  # fmt: skip

    def _deed(self, drafts: list[Draft], at: int, held: Tied) -> Draft | None:
        """The deed that the word ascribes: the one told before, where a pronoun or `نسب إلى` says so, else the one
        behind `وراء`."""
        lexis, words = self.lexis, self.lexis.view.words
        deeds = [d for d in drafts if d.type in _BY_FORCE and d.status in _DONE]
        first, end = held.pointer.first, held.pointer.end
        spoken = [*range(at + 1, first), *range(end, min(end + _TAIL, lexis.size))]
        before = next((d for d in reversed(deeds) if d.trigger.first < at), None)
        if lexis.has(at, _ASCRIBED):
            return next((d for d in reversed(deeds) if d.trigger.first < first), None)
        later = next((d for d in deeds if end <= d.trigger.first <= end + _BETWEEN), None)
        if words[at] in _HOVERING:
            return later or before
        if any(words[k] in _BACK for k in spoken):
            return before
        if any(words[k] in _BEING for k in spoken) and self._follows(at, before or later):
            return before or later
        if later is not None and any(words[k] in _BEHIND for k in range(at + 1, later.trigger.first)):
            return later
        return None

    def _follows(self, at: int, deed: Draft | None) -> bool:
        """Whether the word stands right behind the deed or its unnamed authors (`مسلحون يعتقد أنهم`)."""
        lexis, last = self.lexis, at - 1
        if deed is None or lexis.view.breaks[at]:
            return False
        if lexis.has(last, "particles.preposition") or lexis.has(last, "particles.by"):
            return lexis.has(last, "particles.by")
        border = lexis.view.ends[last]
        described = any(p.described is not None and p.described.end == border for p in deed.parties)
        subject = deed.trigger.first > at and not deed.trigger.is_noun and lexis.any(last, _NAMELESS)
        return described or subject or last in range(deed.trigger.first, deed.trigger.end)

    # charged with --------------------------------------------------------------------------------------------------
    def _charged(self, scene: Scene, drafts: list[Draft], at: int) -> None:
        """`اعتقلت الشرطة سالم المحمود بتهمة قتل …`: the one seized is accused, and who seized him is no author."""
        deed = next((d for d in drafts if d.trigger.first > at), None)
        if deed is None or deed.type not in _OF_FORCE or not deed.trigger.is_noun or not self._near(at, deed):
            return
        basis: Basis = "accused" if self.lexis.has(at, _CHARGE) else "suspected"
        charged = [t for t in scene.tied if t.pointer.end == at and t.pointer.kind in ("person", "actor")]
        for tied in charged:
            self._put(deed, tied, basis)
        if charged or basis == "suspected":
            return
        border = self.lexis.view.starts[at]
        deed.parties = [
            p for p in deed.parties
            if p.role != "agent" or p.basis not in ("stated", "self_claimed") or p.evidence.end > border
        ]  # fmt: skip
        seizures = [d for d in drafts if d.trigger.first < at and d.type in ("COERCE", "SANCTION", "ACCUSE")]
        for party in [p for d in seizures[-1:] for p in d.parties if p.role == "target" and p.who]:
            known = any(p.who == party.who for p in deed.parties)
            if not known and party.evidence.end <= border and (party.who or "").startswith(("p:", "person:")):
                deed.parties.append(Party(party.who, "agent", party.evidence, "accused", party.unit))

    def _near(self, at: int, deed: Draft) -> bool:
        between = range(at + 1, deed.trigger.first + 1)
        return len(between) <= _CHARGED and not any(self.lexis.view.breaks[k] for k in between)

    # parties -------------------------------------------------------------------------------------------------------
    def _at(self, party: Party, held: Tied) -> bool:
        return party.evidence.end == self.lexis.view.ends[held.pointer.end - 1] or (
            party.evidence.start <= self.lexis.view.starts[held.pointer.first] < party.evidence.end
        )

    def _put(self, draft: Draft, held: Tied, basis: Basis) -> None:
        evidence = self.lexis.view.span(min(held.start, held.pointer.first), held.pointer.end)
        draft.parties = [p for p in draft.parties if not (p.who == held.pointer.who and p.role == "agent")]
        draft.add(Party(held.pointer.who, "agent", evidence, basis, held.unit))

"""One happening, one event: which drafts are mentions of the same thing."""

from dataclasses import replace

from isnad.annotate.events.draft import Draft, Party
from isnad.annotate.events.harm.toll import joined, victims_agree
from isnad.annotate.events.linking.nearness import Nearness, place_of

_RESULT_FRAMES = frozenset({"suffer"})
_GENERIC = frozenset({
    "assault.operation", "assault.attack", "assault.attack-on", "coerce.security-campaign", "assault.casualties",
})  # fmt: skip
_HARMING = frozenset({"assault.destruction", "assault.hit"})
_FIRE = frozenset(
    f"assault.{name}"
    for name in "shelling shelling-kind air-strike drone launch shell-fall blow air-drop-bombs explosion "
    "hit massacre destruction shelling-exchange".split()
)
_BLAST = frozenset(
    f"assault.{name}" for name in "bombing explosion mine suicide-attack plant-explosives detonate".split()
)
_FIGHT = frozenset(
    f"assault.{name}"
    for name in "clash storming ambush shooting sniping return-fire repel infiltration incursion".split()
)
_MANNERS = (_FIRE, _BLAST, _FIGHT)
_ENOUGH, _ACCOUNT, _STRONG = 2, 4, 5
_LEAD = 8
_MEMORY = 60
_RECENT = 30
_DETAILS = ("weapon", "damage", "object", "purpose", "agenda", "demand", "deadline", "condition", "outcome")


class Folder:
    """Folds the drafts of one report; `within` tells whether one place lies in another, `same_day` compares times."""

    def __init__(
        self, places: Nearness, bounds: dict[str, tuple[str | None, str | None]], nations: dict[str, str], *,
        roundup: bool,
    ) -> None:  # fmt: skip
        self.places, self.bounds, self.nations, self.roundup = places, bounds, nations, roundup

    def fold(self, drafts: list[Draft]) -> list[Draft]:
        """The happenings, in order of first mention."""
        kept: list[Draft] = []
        for draft in drafts:
            draft.tell()
        for draft in self._with_results(drafts):
            known = kept if len(kept) <= _MEMORY else [*kept[:_LEAD], *kept[-_MEMORY:]]
            alike = (other for other in reversed(known) if other.type == draft.type)
            home = next((other for other in alike if self._same(other, draft)), None)
            if home is None:
                kept.append(draft)
            else:
                self._merge(home, draft)
        return kept

    def _with_results(self, drafts: list[Draft]) -> list[Draft]:
        """Deeds with the harm that the same sentence tells of them (`قصف … ما أدى إلى مقتل`, `مقتل … برصاص`)."""
        left: list[Draft] = []
        for draft in drafts:
            beside = (d for d in reversed(left[-_RECENT:]) if d.sentence == draft.sentence)
            home = next((d for d in beside if self._one_deed(d, draft)), None)
            if home is None:
                left.append(draft)
            elif home.trigger.entry.frame in _RESULT_FRAMES and draft.trigger.entry.frame not in _RESULT_FRAMES:
                left[left.index(home, max(0, len(left) - _RECENT))] = draft
                self._merge(draft, home)
            else:
                self._merge(home, draft)
        return left

    def _one_deed(self, old: Draft, new: Draft) -> bool:
        """Verb and object noun of one deed (`استقدمت تعزيزات`), or a deed and the harm it did, in one sentence."""
        if old.type != new.type or old.status != new.status or old.apart(new):
            return False
        if new.another:
            return False
        gap = new.trigger.first - old.trigger.end
        told = new.trigger.is_noun and not old.trigger.is_noun
        if told and gap <= 1 and not new.trigger.before.startswith("و"):
            return True
        if old.clause != new.clause or old.type != "ASSAULT":
            return False
        if old.trigger.is_noun and new.trigger.entry.id in _GENERIC and not new.trigger.is_noun and gap <= 3:
            return not new.trigger.before.startswith("و")
        frames = (old.trigger.entry.frame in _RESULT_FRAMES, new.trigger.entry.frame in _RESULT_FRAMES)
        if not any(frames):
            return False
        own = old.place and new.place and not old.place_inherited and not new.place_inherited
        if own and not self.places.agree(old, new):
            return False
        return not (old.who("agent") and new.who("agent")) or bool(set(old.who("agent")) & set(new.who("agent")))

    def _same(self, old: Draft, new: Draft) -> bool:
        """Whether the later draft mentions the earlier one again: nothing speaks against it, and enough for it."""
        if new.separate and (new.another or new.sentence == old.last_sentence) and old.type != "CONSULT":
            return False
        if not self._statuses_agree(old, new) or old.apart(new) or _series_and_one(old, new) or _belied(old, new):
            return False
        if not self._parties_agree(old, new) or not self._times_agree(old, new):
            return False
        likeness = self._likeness(old, new)
        if not self.places.agree(old, new) and (likeness < _STRONG or self.roundup or self.places.apart(old, new)):
            return False
        if not victims_agree(old.victims, new.victims) and not new.trigger.article:
            return likeness >= _ACCOUNT and not set(old.attributions) & set(new.attributions)
        return likeness >= _ENOUGH

    def _likeness(self, old: Draft, new: Draft) -> int:
        """Points for sameness: how the words refer, who, where, harm, how near, and that leads restate titles."""
        a, b = old.trigger.entry, new.trigger.entry
        near = new.sentence - old.last_sentence
        definite = new.trigger.is_noun and (new.trigger.article or bool(new.trigger.after))
        points = 2 * (a.id == b.id) + (1 if self._kin(old, new) else -2)
        points += 2 * definite + 2 * self._shared(old, new, "agent") + self._shared(old, new, "target")
        same_place = place_of(old) is not None and place_of(old) == place_of(new)
        points += same_place and not new.place_inherited
        points += 2 * any(
            v.n and v.n > 0 and any(w.harm == v.harm and w.n == v.n for w in old.victims) for v in new.victims
        )
        if old.paragraph == 0 or old.sentence == 0:
            points += 2 if new.sentence <= 4 else 1
        if near <= 0:
            points += 1
        elif old.last_paragraph == new.paragraph and near <= 1:
            points += 0
        else:
            points -= 1 + (near > 3)
        if self.roundup and near > 0 and not definite:
            points -= 3
        return points

    def _shared(self, old: Draft, new: Draft, role: str) -> bool:
        a, b = ({self.nations.get(w, w) for w in d.who(role)} for d in (old, new))
        return bool(a & b)

    def _statuses_agree(self, old: Draft, new: Draft) -> bool:
        return (
            old.status == new.status
            or {old.status, new.status} <= {"actual", "alleged"}
            or ("denied" in (old.status, new.status) and self._differ(old, new))
            or (
                {old.status, new.status} == {"actual", "planned"}
                and new.sentence <= old.last_sentence
                and new.trigger.is_noun
                and old.trigger.entry.type in ("COERCE",)
            )
        )

    def _differ(self, old: Draft, new: Draft) -> bool:
        """Whether one speaker denies what another tells: two accounts of one happening."""
        told = {old.status, new.status} & {"actual", "alleged"}
        return bool(told) and not set(old.attributions) & set(new.attributions)

    def _kin(self, old: Draft, new: Draft) -> bool:
        """Whether two entries may tell of one happening: the same, a general word, one manner, harm and its cause."""
        a, b = old.trigger.entry, new.trigger.entry
        if a.id == b.id or a.id in _GENERIC or b.id in _GENERIC or {a.frame, b.frame} & _RESULT_FRAMES:
            return True
        if a.type == "ASSAULT":
            return any(a.id in group and b.id in group for group in _MANNERS)
        return a.type not in ("ACCUSE", "MOBILIZE", "CONTROL") or a.mode == b.mode is not None

    def _parties_agree(self, old: Draft, new: Draft) -> bool:
        a, b = ({self.nations.get(w, w) for w in d.who("agent")} for d in (old, new))
        if a and b and not a & b:
            back = b <= set(old.who("target")) or a <= set(new.who("target"))
            fought = {old.trigger.entry.frame, new.trigger.entry.frame} & {"mutual", "suffer"}
            if not (back and fought):  # `قصفت القوات الحركة، وقصفت الحركة القوات`: two deeds
                return False
        c, d = set(old.who("target")), set(new.who("target"))
        if old.type in ("APPOINT", "ACCUSE") and c and d and not c & d:
            return False
        return not (
            c and d and not c & d and a and b and old.trigger.entry.frame != "suffer" != new.trigger.entry.frame
        )

    def _times_agree(self, old: Draft, new: Draft) -> bool:
        if old.time != new.time and self._lasting(old) != self._lasting(new):
            return False
        if old.time is None or new.time is None or old.time == new.time or old.time_inherited != new.time_inherited:
            return True
        a, b = self.bounds[old.time], self.bounds[new.time]
        if None in a or None in b:
            return a == b or (None, None) in (a, b)
        return not (str(a[1]) < str(b[0]) or str(b[1]) < str(a[0]))

    def _lasting(self, draft: Draft) -> bool:
        """Whether the happening is told to go on since long ago (`منذ 2007`): a general statement, not one deed."""
        if draft.time is None or draft.time_inherited:
            return False
        first, last = self.bounds[draft.time]
        return first is not None and (last is None or str(last)[:7] > _months_on(str(first), 2))

    def _merge(self, home: Draft, draft: Draft) -> None:
        draft.home = home
        tells = draft.telling == "told" and draft.status in ("actual", "alleged")
        first = tells and home.telling == "named"  # who tells it comes before who only names it (`بعد هجمات البوكمال`)
        home.telling = "told" if tells else home.telling
        home.last_sentence, home.last_paragraph = (
            max(home.last_sentence, draft.sentence),
            max(home.last_paragraph, draft.paragraph),
        )
        recent = home.triggers[-_MEMORY:]
        home.triggers += [span for span in draft.triggers if span not in recent]
        unknown = any(p.basis == "unidentified" for p in home.parties) and home.sentence != draft.sentence
        fought = {home.trigger.entry.frame, draft.trigger.entry.frame} == {"mutual", "suffer"}
        for party in [_fighting(p) for p in draft.parties] if fought else draft.parties:
            known = home.who("agent", "target", "party")
            named = party.role == "agent" and party.basis == "stated"
            if party.basis == "stated":
                _confirm(home, party)
            nameless = party.basis == "unidentified" and (home.who("agent") or any(p.described for p in home.parties))
            thing = party.role == "target" and party.who is None and any(p.role == "target" for p in home.parties)
            if party.who in known or nameless or thing or (named and unknown):
                continue
            home.add(party)
        if home.place is None or (
            draft.place is not None and self.places.within(draft.place.pointer.who, home.place.pointer.who)
        ):
            home.place = draft.place or home.place
        home.also_at += [t for t in draft.also_at if t.pointer.who not in {one.pointer.who for one in home.also_at}]
        undated = home.time is None or (None in self.bounds[home.time] and self.bounds[home.time] == (None, None))
        if (undated and draft.time) or (home.time_inherited and draft.time and not draft.time_inherited):
            home.time, home.time_inherited = draft.time, draft.time_inherited
        home.from_place += [p for p in draft.from_place if p not in home.from_place]
        home.to_place += [p for p in draft.to_place if p not in home.to_place]
        both = (draft, home) if first else (home, draft)
        home.attributions = [who for one in both for who in one.attributions]
        home.told = [told for one in both for told in one.told]
        home.sides = home.sides or draft.sides
        home.content_of = home.content_of or draft.content_of
        home.condition_of = home.condition_of or draft.condition_of
        home.bonds += draft.bonds
        home.series = home.series or draft.series
        home.result = home.result or draft.result
        for detail in _DETAILS:
            if not getattr(home, detail):
                setattr(home, detail, getattr(draft, detail))
        home.attacks, home.force = home.attacks or draft.attacks, home.force or draft.force
        if draft.status == "actual" and home.status in ("alleged", "planned", "denied"):
            home.status = "actual"
        if draft.status == "alleged" and home.status == "denied":
            home.status = "alleged"
        for victims in draft.victims:
            home.victims = joined(home.victims, victims)


def _confirm(home: Draft, party: Party) -> None:
    """What its author claimed is stated where somebody else tells it too."""
    for own in home.parties:
        if own.who == party.who and own.role == party.role and own.basis == "self_claimed":
            own.basis = "stated"


def _belied(old: Draft, new: Draft) -> bool:
    """Whether a speaker would deny what the same speaker tells: `نفت الوزارة القصف، وقالت إن مسلحين أطلقوا القذائف`."""
    return any(
        one.speaker is not None
        and one.speaker == other.speaker
        and (one.status == "denied") != (other.status == "denied")
        for one in old.told
        for other in new.told
    )


def _series_and_one(old: Draft, new: Draft) -> bool:
    """One deed of a series told of in another sentence is not the series; `الهجمات`, and harm, may be either's."""
    if old.series == new.series or old.sentence == new.sentence:
        return False
    one = old if new.series else new
    entry = one.trigger.entry
    harm = entry.frame in _RESULT_FRAMES or entry.id in _HARMING
    return not (one.attacks or harm or one.trigger.part == "plural")


def _fighting(party: Party) -> Party:
    """`مقتل خمسة من الحركة في مواجهات مع الجيش`: a body whose people a clash has killed is a side of it."""
    body = party.role == "target" and party.unit != "leader" and (party.who or "").startswith(("actor:", "a:"))
    return replace(party, role="agent") if body else party


def _months_on(day: str, months: int) -> str:
    """The month so many months after an ISO day, as `YYYY-MM`."""
    count = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    return f"{count // 12:04}-{count % 12 + 1:02}"

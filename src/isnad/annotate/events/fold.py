"""One happening, one event: which drafts are mentions of the same thing."""

from isnad.annotate.events.draft import Draft
from isnad.model import Victims

_RESULT_FRAMES = frozenset({"suffer"})
_GENERIC = frozenset({"assault.operation", "assault.attack", "coerce.security-campaign", "assault.casualties"})


class Folder:
    """Folds the drafts of one report; `within` tells whether one place lies in another, `same_day` compares times."""

    def __init__(self, parts: dict[str, str], bounds: dict[str, tuple[str | None, str | None]]) -> None:
        self.parts, self.bounds = parts, bounds

    def fold(self, drafts: list[Draft]) -> list[Draft]:
        """The happenings, in order of first mention."""
        kept: list[Draft] = []
        for draft in drafts:
            home = next((other for other in reversed(kept) if self._same(other, draft)), None)
            if home is None:
                kept.append(draft)
            else:
                self._merge(home, draft)
        return kept

    def _same(self, old: Draft, new: Draft) -> bool:
        if old.type != new.type or not self._statuses_agree(old, new):
            return False
        if not (self._parties_agree(old, new) and self._places_agree(old, new) and self._times_agree(old, new)):
            return False
        near = new.sentence - old.sentence
        if self._result_of(old, new) or self._result_of(new, old):
            return near <= 1
        if not self._kin(old, new):
            return False
        definite = new.trigger.article or bool(new.trigger.after)
        title = old.paragraph == 0
        shared = set(old.who("agent", "target")) & set(new.who("agent", "target"))
        if new.trigger.is_noun and definite:
            return True
        if title:
            return bool(shared) or not (old.who("agent") and new.who("agent"))
        if near <= 1 and old.paragraph == new.paragraph:
            return bool(shared) or not new.who("agent", "target") or not old.who("agent", "target")
        return bool(shared) and self._place(old) == self._place(new) and (old.trigger.entry.id == new.trigger.entry.id) and (
            self._victims_agree(old, new)
        )

    def _statuses_agree(self, old: Draft, new: Draft) -> bool:
        return old.status == new.status or {old.status, new.status} <= {"actual", "alleged"} or (
            {old.status, new.status} == {"actual", "planned"} and new.sentence == old.sentence and new.trigger.is_noun
            and old.trigger.entry.type in ("COERCE",)
        )

    def _kin(self, old: Draft, new: Draft) -> bool:
        a, b = old.trigger.entry, new.trigger.entry
        if a.id == b.id or a.id in _GENERIC or b.id in _GENERIC or a.mode == b.mode is not None:
            return True
        if a.type == "COERCE":
            return True
        return a.type not in ("ASSAULT", "ACCUSE", "MOBILIZE", "CONTROL")

    def _result_of(self, deed: Draft, harm: Draft) -> bool:
        return harm.trigger.entry.frame in _RESULT_FRAMES and (
            deed.sentence == harm.sentence or deed.paragraph in (0, harm.paragraph)
        )

    def _parties_agree(self, old: Draft, new: Draft) -> bool:
        a, b = set(old.who("agent")), set(new.who("agent"))
        if a and b and not a & b and not (b <= set(old.who("target")) or a <= set(new.who("target"))):
            return False
        c, d = set(old.who("target")), set(new.who("target"))
        return not (c and d and not c & d and a and b and old.trigger.entry.frame != "suffer" != new.trigger.entry.frame)

    def _place(self, draft: Draft) -> str | None:
        return draft.place.pointer.who if draft.place else None

    def _places_agree(self, old: Draft, new: Draft) -> bool:
        a, b = self._place(old), self._place(new)
        return a is None or b is None or a == b or self._within(a, b) or self._within(b, a)

    def _within(self, inner: str, outer: str) -> bool:
        seen = 0
        place: str | None = inner
        while place is not None and seen < 9:
            if place == outer:
                return True
            place, seen = self.parts.get(place), seen + 1
        return False

    def _times_agree(self, old: Draft, new: Draft) -> bool:
        if old.time is None or new.time is None or old.time == new.time or old.time_inherited or new.time_inherited:
            return True
        a, b = self.bounds[old.time], self.bounds[new.time]
        if None in a or None in b:
            return a == b or (None, None) in (a, b)
        return not (str(a[1]) < str(b[0]) or str(b[1]) < str(a[0]))

    def _victims_agree(self, old: Draft, new: Draft) -> bool:
        a = {v.harm: v.n for v in old.victims if v.n}
        return all(a.get(v.harm, v.n) == v.n for v in new.victims if v.n)

    def _merge(self, home: Draft, draft: Draft) -> None:
        draft.merged = True
        home.triggers += [span for span in draft.triggers if span not in home.triggers]
        for party in draft.parties:
            known = home.who("agent", "target", "party")
            if party.who not in known and not (party.basis == "unidentified" and home.who("agent")):
                home.add(party)
        if home.place is None or (draft.place is not None and self._within(draft.place.pointer.who, home.place.pointer.who)):
            home.place = draft.place or home.place
        if home.time is None or home.time_inherited and draft.time and not draft.time_inherited:
            home.time, home.time_inherited = draft.time, draft.time_inherited
        home.from_place += [p for p in draft.from_place if p not in home.from_place]
        home.to_place += [p for p in draft.to_place if p not in home.to_place]
        home.attributions += draft.attributions
        home.sides = home.sides or draft.sides
        home.attacks, home.force = home.attacks or draft.attacks, home.force or draft.force
        if draft.status == "actual" and home.status in ("alleged", "planned"):
            home.status = "actual"
        for victims in draft.victims:
            if not any(_same_victims(victims, known) for known in home.victims):
                home.victims.append(victims)


def _same_victims(a: Victims, b: Victims) -> bool:
    """Restated harm: the same number, or a vaguer word for it."""
    if a.harm != b.harm:
        return False
    same_number = a.n == b.n or a.some or b.some
    return same_number and (a.group == b.group or "unknown" in (a.group, b.group))

"""The grammar of one sentence, as far as slots need it: what governs each name."""

from dataclasses import dataclass, replace
from typing import Literal

from isnad.annotate.events.triggers import Trigger
from isnad.annotate.lexis import Lexis
from isnad.annotate.names.entities import Pointer
from isnad.annotate.proclitics import proclitics
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break
from isnad.model.vocabulary import Unit

Tie = Literal["preposition", "verb", "noun", "name", "argument", "start", "comma"]
_CARRIERS: dict[str, Unit] = {"people.members": "members", "people.leaders": "leader", "people.groups": "group"}
_PASSING = frozenset(
    {
        "people.assets", "people.people", "units.militia", "units.unit", "units.movement", "units.service",
        "units.allegiance", "units.plain_adjective", "people.rank", "people.honorific", "people.post", "units.media",
        "units.tribe", "units.force", "sources.adjective", "places.city", "places.town", "places.village",
        "places.governorate", "places.district", "places.neighbourhood", "places.near", "places.direction",
        "particles.adverb", "units.ordinal", "places.building", "places.front", "places.road", "places.camp",
        "nations.adjective", "people.alias", "particles.with",
    }
)  # fmt: skip
_OWNED = frozenset(
    {"people.assets", "people.members", "people.leaders", "people.groups", "units.allegiance", "people.people"}
)
_PEOPLE = frozenset(
    {
        "people.members",
        "people.leaders",
        "people.groups",
        "people.people",
        "people.assets",
        "harm.person",
        "harm.combatant",
    }
)
_MEMBERS = frozenset({"people.leaders", "people.members", "harm.combatant"})
_ADJECTIVE = frozenset({"sources.adjective", "units.plain_adjective"})
_BOUND = frozenset("لها له لهم عليها عليه عليهم فيها فيه منها منه بها به لهما".split())
LIGHT_NOUNS = frozenset("قيام محاوله نجاح تنفيذ شن اقدام تمكن بدء فشل محاولات".split())
_STEPS = 7
_UNKNOWN = 2


@dataclass(frozen=True, slots=True)
class Tied:
    """A pointer and what governs it: `preposition` (folded words), the word `at` which it hangs, whether it is joined
    by `و` to the one before, and which part of the body is meant."""

    pointer: Pointer
    tie: Tie
    preposition: str
    at: int
    start: int
    unit: Unit | None
    asset: bool
    joined: "Tied | None" = None

    def chain(self) -> "list[Tied]":
        """This and what it is joined to by `و`, the last first."""
        return [self, *(self.joined.chain() if self.joined else [])]


class Scene:
    """The pointers of the sentence `first` to `end`, each tied."""

    def __init__(self, lexis: Lexis, first: int, end: int, pointers: list[Pointer], triggers: list[Trigger]) -> None:
        self.lexis, self.first, self.end = lexis, first, end
        self.triggers = triggers
        self._trigger_words = {k: t for t in triggers for k in range(t.first, t.end)}
        self._inside: dict[int, Pointer] = {}
        for pointer in pointers:
            for k in range(pointer.first, pointer.end):
                self._inside.setdefault(k, pointer)
        self.tied: list[Tied] = []
        for pointer in pointers:
            if not pointer.nested:
                self.tied.append(self._twin(pointer) or self._tie(pointer))

    def _twin(self, pointer: Pointer) -> Tied | None:
        """The second of the two that one anaphor stands for (`الطرفان`): tied and joined like the first."""
        if self.tied and self.tied[-1].pointer.first == pointer.first:
            return replace(self.tied[-1], pointer=pointer, joined=self.tied[-1])
        return None

    def _tie(self, pointer: Pointer) -> Tied:
        lexis, k = self.lexis, pointer.first
        unit: Unit | None = None
        asset, unknown = False, 0
        for _ in range(_STEPS):
            before = self._before(k)
            letter = before[-1:] if before[-1:] in ("ب", "ل", "ك") else ""
            if letter == "ل" and k > self.first and self._owned(k - 1) and lexis.joined(k):
                letter, before = "", before[:-1]
            if letter:
                return Tied(pointer, "preposition", letter, k, k, unit, asset)
            q = k - 1
            if before.startswith(("و", "ف")) and k > self.first:
                if k == pointer.first or q in self._inside or not lexis.any(q, _PEOPLE):
                    return self._joined(pointer, k, unit, asset)
                unit, asset = self._note(q, unit, asset)
                k = q
                continue
            if q < self.first:
                return Tied(pointer, "start", "", k, k, unit, asset)
            if lexis.view.words[q] == "و":
                return self._joined(pointer, q, unit, asset)
            if lexis.view.words[q] == "ل" and q > self.first:
                if self._owned(q - 1):
                    k = q - 1
                    unit, asset = self._note(k, unit, asset)
                    continue
                return Tied(pointer, "preposition", "ل", q, q, unit, asset)
            if lexis.view.breaks[k] >= Break.SOFT and not lexis.view.opens(k):
                return Tied(pointer, "comma", "", k, k, unit, asset)
            if lexis.view.words[q] in _BOUND and q > self.first and lexis.is_verb(q - 1):
                return Tied(pointer, "verb", "", q - 1, k, unit, asset)
            head = self._phrase_start(q, k)
            if q in self._inside:
                return self._after_name(pointer, self._inside[q], k, unit, asset)
            if q in self._trigger_words:
                trigger = self._trigger_words[q]
                if q > trigger.first and lexis.has(q, "particles.by"):
                    return Tied(pointer, "preposition", lexis.view.words[q], q, q, unit, asset)
                return Tied(pointer, "noun" if trigger.is_noun else "verb", "", trigger.first, k, unit, asset)
            if lexis.has(head, "particles.preposition") or lexis.any(head, _BY):
                if head == q and pointer.kind == "actor" and self._partitive(q):
                    if q - 1 in self._trigger_words:
                        trigger = self._trigger_words[q - 1]
                        return Tied(
                            pointer, "noun" if trigger.is_noun else "verb", "", trigger.first, k, "group", asset
                        )
                    unit, asset = self._note(q - 1, unit, asset)
                    k = q - 1
                    continue
                if not (head == q and lexis.infos[q].after):
                    return Tied(pointer, "preposition", self._written(head, k), head, head, unit, asset)
                k = head
                continue
            if lexis.is_verb(q) and not lexis.article(q) and not self._carrier(q):
                return Tied(pointer, "verb", "", q, k, unit, asset)
            if (
                lexis.has(q, "particles.complement")
                or lexis.has(q, "particles.relative")
                or lexis.has(q, "particles.contrast")
            ):
                return Tied(pointer, "start", "", k, k, unit, asset)
            if any(r.use.use == "light" and r.peeled.core in LIGHT_NOUNS for r in lexis.infos[q].uses):
                return Tied(pointer, "verb", "", q, k, unit, asset)
            if (unit or asset) and lexis.any(q, _PEOPLE) and not self._quantifies(q):
                return self._argument(pointer, k, unit, asset)
            if self._carrier(q):
                unit, asset = self._note(q, unit, asset)
            else:
                unknown += 1
                if unknown > _UNKNOWN or asset or unit:
                    return self._argument(pointer, k, unit, asset)
            k = head
        return Tied(pointer, "start", "", k, k, unit, asset)

    def _quantifies(self, q: int) -> bool:
        """`أحد عناصر`, `مجموعة من`: what may still stand before the head of a phrase."""
        return (
            self.lexis.has(q, "people.groups")
            or self.lexis.has(q, "particles.adverb")
            or (value_of(self.lexis.view.words[q]) is not None)
        )

    def _partitive(self, q: int) -> bool:
        """`عناصر من القوات`, `قياديا في التنظيم`: the preposition only says whose people they are."""
        lexis = self.lexis
        if q - 1 < self.first or lexis.view.breaks[q] != Break.NONE or lexis.infos[q].before:
            return False
        if lexis.view.words[q] == "من":
            counted = value_of(lexis.view.words[q - 1]) is not None or lexis.has(q - 1, "harm.some")
            return counted or lexis.any(q - 1, _PEOPLE) or (q - 2 >= self.first and lexis.any(q - 2, _PEOPLE))
        return lexis.view.words[q] == "في" and lexis.any(q - 1, _MEMBERS)

    def _owned(self, index: int) -> bool:
        """Whether the noun here can belong to a body behind `ل` (`مواقع عسكرية لقوات`, `تابعة لقوات`)."""
        if index < self.first:
            return False
        if self.lexis.any(index, _OWNED):
            return True
        adjective = self.lexis.any(index, _ADJECTIVE) or self.lexis.view.words[index].endswith("يه")
        return adjective and index > self.first and self.lexis.any(index - 1, _OWNED)

    def _argument(self, pointer: Pointer, k: int, unit: Unit | None, asset: bool) -> Tied:
        """A phrase of its own that no preposition governs: an argument of the last verb or event before it."""
        for at in range(k - 1, self.first - 1, -1):
            if self.lexis.view.breaks[at + 1] > Break.SOFT:
                break
            if at in self._trigger_words and not self._trigger_words[at].is_noun:
                return Tied(pointer, "argument", "", self._trigger_words[at].first, k, unit, asset)
        return Tied(pointer, "start", "", k, k, unit, asset)

    def _carrier(self, index: int) -> bool:
        if index < self.first:
            return False
        return (
            self.lexis.any(index, _PASSING)
            or any(tag in self.lexis.tags[index] for tag in _CARRIERS)
            or (self.lexis.view.words[index].isdigit())
        )

    def _note(self, index: int, unit: Unit | None, asset: bool) -> tuple[Unit | None, bool]:
        for tag, meant in _CARRIERS.items():
            if self.lexis.has(index, tag):
                return unit or meant, asset
        return unit, asset or self.lexis.has(index, "people.assets")

    def _phrase_start(self, q: int, k: int) -> int:
        """The first word of the listed phrase that ends right before `k`, else q."""
        for head in range(max(self.first, q - 3), q):
            if self.lexis.until[head] == k:
                return head
        return q

    def _written(self, head: int, k: int) -> str:
        """The preposition as a slot of the codebook names it: folded, without what is written onto its first word."""
        words = self.lexis.view.words[head:k]
        before = self.lexis.infos[head].before if len(words) == 1 else ""
        first = words[0][len(before) :] if before and words[0][len(before) :] else words[0]
        phrase = " ".join((first, *words[1:]))
        return phrase[1:] if phrase[:2] in ("وم", "وع", "وب") and phrase[1:] in _SIMPLE else phrase

    def _before(self, index: int) -> str:
        return proclitics(self.lexis, index)

    def _joined(self, pointer: Pointer, at: int, unit: Unit | None, asset: bool) -> Tied:
        """`A وB`: tied as A is, when A is of the same sort and no verb stands between."""
        spatial = pointer.kind in ("place", "facility")
        for other in reversed(self.tied):
            if other.pointer.end > at:
                continue
            if (other.pointer.kind in ("place", "facility")) == spatial:
                if at - other.pointer.end <= 5 and not self._verb_between(other.pointer.end, at):
                    return Tied(pointer, other.tie, other.preposition, other.at, at, unit, asset or other.asset, other)
                break
            if at - other.pointer.end <= 1 and other.tie == "preposition":
                continue
        return Tied(pointer, "comma", "", at, at, unit, asset)

    def _after_name(self, pointer: Pointer, other: Pointer, k: int, unit: Unit | None, asset: bool) -> Tied:
        """Right behind another name: an apposition, or the next argument of the same verb."""
        for tied in reversed(self.tied):
            if tied.pointer.end == other.end:
                if tied.pointer.who == pointer.who or self.lexis.view.opens(pointer.first):
                    return Tied(pointer, tied.tie, tied.preposition, tied.at, k, unit, asset)
                spatial = tied.pointer.kind in ("place", "facility") and tied.tie == "preposition"
                if spatial and pointer.kind in ("actor", "person"):
                    return self._argument(pointer, k, unit, asset)
                return Tied(pointer, "name", "", tied.at, k, unit, asset)
        return Tied(pointer, "name", "", k, k, unit, asset)

    def _verb_between(self, first: int, end: int) -> bool:
        return any(
            self.lexis.is_verb(k) and not self.lexis.article(k) and k not in self._inside for k in range(first, end)
        )


_BY = frozenset({"particles.by", "particles.against", "particles.with", "places.near", "particles.purpose"})
_SIMPLE = frozenset("مع من علي بين عن".split())

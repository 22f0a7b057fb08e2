"""What governs a name: the walk from it to the left, over the nouns that only carry it, up to a preposition, a verb,
an event, another name or the border of the clause."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.proclitics import proclitics
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break
from isnad.model.vocabulary import Unit

if TYPE_CHECKING:
    from isnad.annotate.events.scene import Scene

Tie = Literal["preposition", "verb", "noun", "name", "argument", "start", "comma"]
LIGHT_NOUNS = frozenset("قيام محاوله نجاح تنفيذ شن اقدام تمكن بدء فشل محاولات".split())

_CARRIERS: dict[str, Unit] = {"people.members": "members", "people.leaders": "leader", "people.groups": "group"}
_PASSING = frozenset(
    {
        "people.assets", "people.people", "units.militia", "units.unit", "units.movement", "units.service",
        "units.allegiance", "units.plain_adjective", "people.rank", "people.honorific", "people.post", "units.media",
        "units.tribe", "units.force", "sources.adjective", "places.city", "places.town", "places.village",
        "places.governorate", "places.district", "places.neighbourhood", "places.near", "places.direction",
        "particles.adverb", "units.ordinal", "places.building", "places.front", "places.road", "places.camp",
        "nations.adjective", "people.alias", "particles.with", *_CARRIERS,
    }
)  # fmt: skip
_OWNED = frozenset(
    {"people.assets", "people.members", "people.leaders", "people.groups", "units.allegiance", "people.people"}
)
_PEOPLE = frozenset(
    {
        "people.members", "people.leaders", "people.groups", "people.people", "people.assets", "harm.person",
        "harm.combatant",
    }
)  # fmt: skip
SOURCES = frozenset({"sources.source", "sources.official"})
"""Classes of people of a body who only speak."""
_MEMBERS = frozenset({"people.leaders", "people.members", "harm.combatant"})
_TITLES = frozenset({"people.rank", "people.honorific", "people.post", "people.alias", "units.allegiance"})
_DEFINITE = frozenset(
    {
        "places.city", "places.town", "places.village", "places.governorate", "places.district",
        "places.neighbourhood", "people.people", "people.assets", "people.groups", "people.members",
    }
)  # fmt: skip
_ADJECTIVE = frozenset({"sources.adjective", "units.plain_adjective"})
_QUANTIFYING = frozenset({"people.groups", "particles.adverb"})
_BY = frozenset({"particles.by", "particles.against", "particles.with", "places.near", "particles.purpose"})
_RESULT = frozenset({"harm.result", "particles.cause"})
_CLAUSE = frozenset({"particles.complement", "particles.relative", "particles.contrast"})
HOSTILE = frozenset("مناوي مناويه مناوين مناهض مناهضه مناهضين معارض معارضه رافض رافضه رافضين معاد معاديه".split())
"""Adjectives that turn what they describe against whom stands behind their `ل`."""
_BOUND = frozenset("لها له لهم عليها عليه عليهم فيها فيه منها منه بها به لهما".split())
_MOVING = frozenset("وصول دخول مرور خروج عبور تنقل عوده سفر مغادره نزول".split())
_OTHERS = frozenset("اخري اخر اخرين اخرون".split())
_SIMPLE = frozenset("مع من علي بين عن".split())
_STEPS = 7
_UNKNOWN = 2


@dataclass(slots=True, eq=False)
class Tied:
    """A pointer and what governs it: `preposition` (folded words), the word `at` which it hangs, where its phrase
    begins (`start`), which part of the body is meant, whether something of it (`asset`), and the name that it is
    joined to by `و`."""

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


class Walk:
    """One walk: `k` is the first word of the phrase so far, `q` the word before it."""

    def __init__(self, scene: "Scene", pointer: Pointer) -> None:
        self.scene, self.lexis, self.pointer = scene, scene.lexis, pointer
        self.k = pointer.first
        self.unit: Unit | None = None
        self.asset = False
        self.unknown = 0

    @property
    def q(self) -> int:
        """The word before the phrase."""
        return self.k - 1

    def tie(self) -> Tied:
        """What governs the name, after at most seven steps."""
        steps = (self._clitic, self._border, self._loose_clitic, self._name_or_event, self._preposition, self._verb)
        for _ in range(_STEPS):
            start = self.k
            for step in steps:
                found = step()
                if found is not None:
                    return found
                if self.k != start:
                    break
            else:
                found = self._carried()
                if found is not None:
                    return found
        return self.done("start")

    def done(self, tie: Tie, preposition: str = "", at: int | None = None, *, start: int | None = None) -> Tied:
        """The result: tied so, hanging at `at` (default: where the phrase begins)."""
        at = self.k if at is None else at
        return Tied(self.pointer, tie, preposition, at, self.k if start is None else start, self.unit, self.asset)

    # steps: each gives the result, or moves `k`, or does neither ---------------------------------------------------
    def _clitic(self) -> Tied | None:
        """A preposition or conjunction written onto the first word of the phrase."""
        before = proclitics(self.lexis, self.k)
        letter = before[-1:] if before[-1:] in ("ب", "ل", "ك") else ""
        if letter == "ل" and self.k > self.scene.first and self._owned(self.q) and self.lexis.joined(self.k):
            letter, before = "", before[:-1]
        if letter:
            return self.done("preposition", letter)
        if before.startswith(("و", "ف")) and self.k > self.scene.first:
            if self.k == self.pointer.first or self.q in self.scene.inside or not self.lexis.any(self.q, _PEOPLE):
                return self.scene.joined(self, self.k)
            self._carry(self.q)
        return None

    def _border(self) -> Tied | None:
        return self.done("start") if self.q < self.scene.first else None

    def _loose_clitic(self) -> Tied | None:
        """The same, with a blank between (`و الجيش`), and the comma."""
        word, q = self.lexis.view.words[self.q], self.q
        if word == "و":
            return self.scene.joined(self, q)
        if word == "ل" and q > self.scene.first:
            if not self._owned(q - 1):
                return self.done("preposition", "ل", q, start=q)
            self._carry(q - 1)
            return None
        if self.lexis.view.breaks[self.k] >= Break.SOFT and not self.lexis.view.opens(self.k):
            return self.done("comma")
        if word in _BOUND and q > self.scene.first and self.lexis.is_verb(q - 1):
            return self.done("verb", at=q - 1)
        return None

    def _name_or_event(self) -> Tied | None:
        q, scene = self.q, self.scene
        if q in scene.inside:
            return scene.after_name(self, scene.inside[q])
        trigger = scene.trigger_words.get(q)
        if trigger is None:
            return None
        if q > trigger.first and self.lexis.has(q, "particles.by"):
            return self.done("preposition", self.lexis.view.words[q], q, start=q)
        return self.done("noun" if trigger.is_noun else "verb", at=trigger.first)

    def _preposition(self) -> Tied | None:
        lexis, q = self.lexis, self.q
        head = self._phrase_start(q)
        if not (lexis.has(head, "particles.preposition") or lexis.any(head, _BY)):
            verbal = head != q and lexis.any(head, _RESULT)  # `أسفرت عن`
            return self.done("preposition", lexis.view.words[q], q, start=q) if verbal else None
        if head == q and self.pointer.kind == "person" and self._post_in(q):
            self.k = q - 1
            return None
        if head == q and self.pointer.kind == "actor" and not self.unknown and self._partitive(q):
            trigger = self.scene.trigger_words.get(q - 1)
            if trigger is not None:
                self.unit = "group"
                return self.done("noun" if trigger.is_noun else "verb", at=trigger.first)
            self._carry(q - 1)
        elif lexis.infos[q].after:
            self.k = head
        else:
            return self.done("preposition", self._written(head), head, start=head)
        return None

    def _verb(self) -> Tied | None:
        lexis, q = self.lexis, self.q
        if lexis.is_verb(q) and not lexis.article(q) and not lexis.any(q, _PASSING):
            return self.done("verb", at=q)
        if lexis.any(q, _CLAUSE):
            return self.done("start")
        if any(r.use.use == "light" and r.peeled.core in LIGHT_NOUNS for r in lexis.infos[q].uses):
            return self.done("verb", at=q)
        return None

    def _carried(self) -> Tied | None:
        """A noun that carries the name, or a word that nothing is known of."""
        q = self.q
        headed = self.unit is not None or self.asset
        counted = value_of(self.lexis.view.words[self.k]) is not None and self.k < self.pointer.first
        if self._complete(q) or self._struck(q) or (counted and not self._quantifies(q)):
            return self.scene.argument(self)
        if headed and self.lexis.any(q, _PEOPLE) and not self._quantifies(q) and not self._manning(q):
            return self.scene.argument(self)
        head = self._phrase_start(q)
        if self.lexis.any(q, _PASSING) or self.lexis.view.words[q].isdigit():
            self._carry(q)
        elif head != q and self.lexis.any(head, _PASSING):  # `على أثرها`
            pass
        else:
            self.unknown += 1
            if self.unknown > _UNKNOWN or headed:
                return self.scene.argument(self)
            self._carry(q)
        self.k = head
        return None

    # what words are ------------------------------------------------------------------------------------------------
    def _carry(self, index: int) -> None:
        """Go on from the noun at `index`, and note what of the body it means."""
        meant = next((unit for tag, unit in _CARRIERS.items() if self.lexis.has(index, tag)), None)
        if meant is not None:
            self.unit = self.unit or meant
        else:
            moving = self.lexis.view.words[index] in _MOVING  # `منع وصول القوات`
            self.asset = self.asset or moving or self.lexis.has(index, "people.assets")
        self.k = index

    def _complete(self, q: int) -> bool:
        """`سكان البلدة قوات`: a definite noun governs no body behind it, unless it is somebody's title."""
        lexis = self.lexis
        if self.pointer.kind != "actor" or not lexis.article(q) or lexis.article(self.k) or lexis.any(q, _TITLES):
            return False
        if self.k == self.pointer.first and lexis.view.opens(self.k):  # `مجلس أعيان البلدة «الكتيبة»`
            return not any(tag.startswith(("units.", "people.", "anaphors.")) for tag in lexis.tags[q])
        return self.k == self.pointer.first and lexis.any(q, _DEFINITE)

    def _struck(self, q: int) -> bool:
        """`هاجمت فصائل محلية حاجزا للجيش`: an indefinite accusative begins a phrase of its own, but for a number."""
        thing = self.asset and self.k < self.pointer.first and self.lexis.view.words[self.k].endswith("ا")
        return thing and value_of(self.lexis.view.words[q]) is None and not self.lexis.view.words[q].isdigit()

    def _manning(self, q: int) -> bool:
        """`عناصر حاجز تابع`, `قائد مجموعة من`: whose people they are is a thing or a part of the body."""
        bare = not self.lexis.article(q) and self.lexis.joined(self.k)
        people = self.unit in (None, "group") and self.lexis.any(q, _MEMBERS)
        return bare and (people or (self.unit is None and self.lexis.has(q, "people.assets")))

    def _quantifies(self, q: int) -> bool:
        """`أحد عناصر`, `مجموعة من`: what may still stand before the head of a phrase."""
        return self.lexis.any(q, _QUANTIFYING) or value_of(self.lexis.view.words[q]) is not None

    def _post_in(self, q: int) -> bool:
        """`القيادي في الكتيبة سالم المحمود`: a body without a name between the post and the person."""
        lexis, between = self.lexis, range(q + 1, self.pointer.first)
        if lexis.view.words[q] != "في" or not 1 <= len(between) <= 2 or not lexis.any(q - 1, _MEMBERS):
            return False
        return lexis.article(q - 1) and all(k not in self.scene.inside and lexis.article(k) for k in between)

    def _partitive(self, q: int) -> bool:
        """`عناصر من القوات`, `قياديا في التنظيم`: the preposition only says whose people they are."""
        lexis, first = self.lexis, self.scene.first
        if q - 1 < first or lexis.view.breaks[q] != Break.NONE or lexis.infos[q].before or q - 1 in self.scene.inside:
            return False
        if lexis.view.words[q] == "من":
            counted = value_of(lexis.view.words[q - 1]) is not None or lexis.has(q - 1, "harm.some")
            counted |= lexis.view.words[q - 1].removeprefix("و") in _OTHERS
            return counted or lexis.any(q - 1, _PEOPLE) or (q - 2 >= first and lexis.any(q - 2, _PEOPLE))
        if lexis.view.words[q] == "الي":
            return lexis.has(q - 1, "units.allegiance")
        if lexis.view.words[q] in ("في", "من", "داخل") and lexis.any(q - 1, SOURCES):
            return True
        led = q - 2 >= first and not lexis.article(q - 1) and lexis.any(q - 2, _MEMBERS)  # `قائد لواء في`
        return lexis.view.words[q] == "في" and (led or lexis.any(q - 1, _MEMBERS))

    def _owned(self, index: int) -> bool:
        """Whether the noun here can belong to a body behind `ل` (`مواقع عسكرية لقوات`, `تابعة لقوات`)."""
        if index < self.scene.first or self.lexis.view.words[index] in HOSTILE:
            return False
        if self.lexis.any(index, _OWNED):
            return True
        adjective = self.lexis.any(index, _ADJECTIVE) or self.lexis.view.words[index].endswith("يه")
        return adjective and index > self.scene.first and self.lexis.any(index - 1, _OWNED)

    def _phrase_start(self, q: int) -> int:
        """The first word of the listed phrase that ends right before the phrase so far, else q."""
        for head in range(max(self.scene.first, q - 3), q):
            if self.lexis.until[head] == self.k:
                return head
        return q

    def _written(self, head: int) -> str:
        """The preposition as a slot of the codebook names it: folded, without what is written onto its first word."""
        words = self.lexis.view.words[head : self.k]
        before = self.lexis.infos[head].before if len(words) == 1 else ""
        first = words[0][len(before) :] if before and words[0][len(before) :] else words[0]
        phrase = " ".join((first, *words[1:]))
        return phrase[1:] if phrase[:2] in ("وم", "وع", "وب") and phrase[1:] in _SIMPLE else phrase

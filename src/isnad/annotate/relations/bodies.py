"""Bodies that belong to others, side with them or are their arm."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.relations.reach import Reach
from isnad.arabic.view import Break
from isnad.model import Relation
from isnad.model.vocabulary import RelationType

_SUBORDINATE = ("التابع", "تابع", "المنضوي", "منضوي", "المرتبط")
_LOYAL = ("الموالي", "موالي", "موال", "المدعوم", "مدعوم", "المقرب", "المحسوب")
_ALLIED = ("المتحالف", "المدعوم", "الحليف", "المساند")
_BEING = frozenset("وهو هو وكان كان وهي ويعد يعد ويعمل يعمل".split())
_ARM = frozenset("الجناح الذراع الفرع جناح ذراع فرع".split())


@lru_cache(maxsize=100_000)
def _of_side(word: str) -> bool:
    """Whether the word may tell whose side a body is on."""
    return word.removeprefix("و").startswith((*_SUBORDINATE, *_LOYAL, *_ALLIED))


class Bodies(Reach):
    """Bodies that belong to others, side with them or are their arm."""

    def _bodies(self) -> Iterator[Relation]:
        """`A التابعة لـB`, `A الموالية لـB`, also inside a name (`الفصائل الموالية لتركيا`)."""
        for index in self.lexis.view.where(_of_side):
            kind = self._allegiance(index) if not self.lexis.skip[index] else None
            if kind is None:
                continue
            outer = self.at.get(index)
            if outer is not None and outer.kind == "actor":
                inner = next((p for p in self.cast.pointers if p.nested and index < p.first < outer.end), None)
                if inner is not None and inner.kind in ("actor", "person", "place"):
                    yield self._make(kind, outer.who, inner.who, outer.first, outer.end, "allegiance.inside")
                continue
            yield from self._allegiance_of(index, kind)

    def _allegiance(self, index: int) -> RelationType | None:
        """What the word says of the body before it, if it is a word of allegiance."""
        words = self.lexis.view.words
        word = words[index].removeprefix("و")
        if self.lexis.has(index, "units.allegiance"):
            if word.startswith(_SUBORDINATE):
                return "subordinate_to"
            return "allied_with" if word.startswith(_LOYAL) else None
        after = words[index + 1] if index + 1 < len(words) else ""
        if word.endswith("تين") and word.startswith("ال") and after.startswith("ل"):
            return (
                "subordinate_to"
                if word.startswith(_SUBORDINATE)
                else "allied_with"
                if word.startswith(_LOYAL)
                else None
            )
        return "allied_with" if word.startswith(_ALLIED) and (after == "مع" or after[:1] in ("ب", "ل")) else None

    def _allegiance_of(self, index: int, kind: RelationType) -> Iterator[Relation]:
        masters = self._run(index + 1, 4, "actor", "person", "place")
        below = self._previous(index, 3, "actor", "place", "facility")
        if not masters or below is None or self._added(index + 1, masters[0].first + 1):
            return
        apposed = below.end == index and self._in_apposition(index)
        if not apposed and not self._adjacent(below, index, 2 if self.lexis.article(index) else 0):
            return
        if below.anaphor and below.kind == "actor":
            return
        below = self._housed(below) if kind == "subordinate_to" else below
        pair = self._pair(below) if self.lexis.view.words[index].endswith("تين") else (below,)
        for one, above in product(pair, masters if kind == "allied_with" else masters[:1]):
            if kind == "allied_with" or (one.kind == "actor" and above.kind != "place"):
                yield self._make(kind, one.who, above.who, one.first, above.end, "allegiance")
            elif one.kind != "actor" and above.kind == "place":
                yield self._make("part_of", one.who, above.who, one.first, above.end, "allegiance.place")
            elif one.kind == "facility" and above.kind == "actor":
                yield self._make("controls", above.who, one.who, one.first, above.end, "allegiance.facility")

    def _in_apposition(self, index: int) -> bool:
        """`وصلت قوات A، مدعومة بعناصر B`: behind a comma, without article."""
        return self.lexis.view.breaks[index] == Break.SOFT and self.lexis.view.words[index].endswith(("ه", "ا", "ين"))

    def _housed(self, facility: Pointer) -> Pointer:
        """`مبنى "حزب A" التابع لـB`: the body that a building is named after, rather than the building."""
        inside = (p for p in self.cast.pointers if p.nested and p.kind == "actor" and p.end == facility.end)
        return next((p for p in inside if facility.kind == "facility" and p.first > facility.first), facility)

    def _pair(self, second: Pointer) -> tuple[Pointer, ...]:
        """A place and the one that it is joined to by `و`."""
        first = self._previous(second.first, 1, "place", "facility")
        return (first, second) if first and self._added(second.first, second.first + 1) else (second,)

    def _arms(self) -> Iterator[Relation]:
        """`A، الجناح العسكري لـB`, `الجناح العسكري لـB، A`: a body that is the arm of another."""
        for index in self.lexis.view.words_in(_ARM):
            if self.lexis.skip[index] or index in self.at:
                continue
            whole = self._next(index + 1, 4, "actor")
            if whole is None or self._added(index + 1, whole.first + 1) or not self._owned(index, whole):
                continue
            arm = self._previous(index, 3, "actor")
            if arm is None or {k for k in range(arm.end, index) if not self.lexis.article(k)} - self._copulas(
                arm.end, index
            ):
                arm = self._next(whole.end, 1, "actor")
                if arm is None or self._added(whole.end, arm.first + 1):
                    continue
            role = self._words(index, whole.end)
            first, end = min(arm.first, index), max(arm.end, whole.end)
            yield self._make("subordinate_to", arm.who, whole.who, first, end, "arm", role)

    def _copulas(self, first: int, end: int) -> set[int]:
        return {k for k in range(first, end) if self.lexis.view.words[k] in _BEING}

    def _branches(self) -> Iterator[Relation]:
        """`جهاز الاستخبارات في A`, `المكتب الإعلامي لـA`: a service in a body is its own."""
        for one in self.free:
            if one.kind != "actor" or one.anaphor or not self.lexis.has(one.first, "units.service"):
                continue
            whole = self._next(one.end, 2, "actor")
            words = self.lexis.view.words
            if whole is None or whole.anaphor or self._added(one.end, whole.first + 1):
                continue
            between = words[one.end : whole.first]
            inside = between == ["في"] or (not between and words[whole.first].startswith(("ل", "ب")))
            if inside and not any(self.lexis.view.breaks[k] for k in range(one.end, whole.first + 1)):
                yield self._make("subordinate_to", one.who, whole.who, one.first, whole.end, "branch")

    def _owned(self, index: int, owner: Pointer) -> bool:
        """Whether `ل` or `في` ties the owner to the noun, with nothing but adjectives between the two."""
        words, between = self.lexis.view.words, range(index + 1, owner.first)
        tied = words[owner.first].startswith("ل") or words[owner.first - 1] in ("ل", "في", "لدي")
        return tied and not any(self.lexis.view.breaks[k] or self.lexis.is_verb(k) for k in between)

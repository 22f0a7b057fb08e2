"""Places inside others."""

from collections.abc import Iterator
from itertools import pairwise

from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.relations.reach import Reach
from isnad.arabic.view import Break
from isnad.model import Relation

_COUNTRYSIDE = frozenset({"places.countryside"})
_LYING = frozenset("الواقعه الواقع الكاينه الكاين الواقعتين".split())
_SEVERAL = ("مدينتي", "بلدتي", "قريتي", "منطقتي", "مديريتي", "محافظتي", "حيي", "حقلي", "مدن", "بلدات", "قري", "احياء")


class Parts(Reach):
    """Places inside others."""

    def _parts(self) -> Iterator[Relation]:
        """`قرية X بريف Y`, `X وY في محافظة Z`, `X، بمحافظة Y`: places that the text puts inside others."""
        spatial = [p for p in self.free if p.kind in ("place", "facility") and not p.anaphor]
        for inner, outer in pairwise(spatial):
            if self._inside(inner, outer):
                for one in self._joined(inner):
                    if one.who not in self.countries:
                        yield self._make("part_of", one.who, outer.who, one.first, outer.end, "part")

    def _inside(self, inner: Pointer, outer: Pointer) -> bool:
        """Whether `في`, `من` or `بـ` ties the second place to the first."""
        words, breaks = self.lexis.view.words, self.lexis.view.breaks
        if self.lexis.any(outer.first, _COUNTRYSIDE):
            return False
        if breaks[inner.end] > Break.SOFT:
            return False
        if outer.first == inner.end:
            return words[outer.first].startswith("ب") or self._region(outer)
        between = words[inner.end : outer.first]
        tied = between[0] in ("في", "من") if len(between) == 1 else len(between) == 2 and between[0] in _LYING
        return tied and between[-1] in ("في", "من", "ضمن") and not any(breaks[inner.end + 1 : outer.first + 1])

    def _region(self, outer: Pointer) -> bool:
        """`بنغازي شرق ليبيا`: a part of a country right behind a place."""
        return self.cast.parts.get(outer.who) in self.countries and self.lexis.has(outer.first, "places.direction")

    def _joined(self, last: Pointer) -> list[Pointer]:
        """The place and those before it in a row that is one by its head noun (`مدينتي X وY`)."""
        row = [last]
        while self._added(row[-1].first, row[-1].first + 1):
            before = self._previous(row[-1].first, 1, "place", "facility")
            if before is None:
                break
            row.append(before)
        head = self.lexis.view.words[row[-1].first]
        return row if head.startswith(_SEVERAL) or head[1:].startswith(_SEVERAL) else row[:1]

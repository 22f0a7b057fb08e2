"""Who is at odds with whom."""

from collections.abc import Iterator
from itertools import pairwise

from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.relations.reach import Reach
from isnad.model import Relation

_FIGHTING = frozenset("اشتباكات الاشتباكات مواجهات المواجهات معارك المعارك قتال القتال".split())
_LASTING = ("تستمر", "يستمر", "مستمر", "المستمر", "تتواصل", "يتواصل", "متواصل", "المتواصل", "متكرر", "المتكرر")
_TODAY = frozenset("ساعه ساعات ساعتين صباح الصباح فجر الفجر مساء المساء ليل الليل ظهر اليوم امس لحظات دقايق".split())
_NOW_AND_THEN = frozenset({"الحين", "الفينه"})
_NOMINAL = frozenset({"units.militia", "people.members", "people.groups", "units.unit", "units.allegiance"})
_LINES = frozenset("خط الخط خطوط الخطوط".split())
_OF_CONTACT = frozenset("التماس الفاصل الفاصله المواجهه تماس الجبهه".split())
_HOSTILE = frozenset(
    "توتر التوتر توترا خلاف الخلاف خلافات الخلافات صراع الصراع احتقان الاحتقان عداء حرب الحرب نزاع النزاع".split()
)
_PLAIN = _HOSTILE | _FIGHTING | _LINES
_OPENING = _PLAIN | {before + word for word in _PLAIN for before in "وب" if len(word) > 3}


def _bare(word: str) -> str:
    return word[1:] if word[0] in "وب" and len(word) > 4 else word


class Enmity(Reach):
    """Who is at odds with whom."""

    def _hostility(self) -> Iterator[Relation]:
        """`التوتر بين A وB من جهة وC من جهة أخرى`: each of one side with each of the other."""
        words = self.lexis.view.words
        for index in self.lexis.view.words_in(_OPENING):
            bare = _bare(words[index])
            if self.lexis.skip[index] or index in self.at:
                continue
            line = bare in _LINES and index + 1 < len(words) and words[index + 1] in _OF_CONTACT
            if bare not in _HOSTILE and not line and not (bare in _FIGHTING and self._lasting(index)):
                continue
            near = range(index + 1, min(index + 9, len(words) - 1))
            between = next((k for k in near if words[k] == "بين" and words[k + 1] not in _NOW_AND_THEN), None)
            if between is None:
                continue
            one, other = self._sides(between)
            for a in one:
                for b in other:
                    yield self._make("hostile_to", a.who, b.who, index, max(a.end, b.end), "hostility")

    def _lasting(self, index: int) -> bool:
        """Whether fighting is said to go on, or to come again and again: one clash makes no enemies."""
        first, end = self.lexis.view.sentence_at(index)
        words = self.lexis.view.words[first:end]
        if any(one == "منذ" and other in _TODAY for one, other in pairwise(words)):
            return False
        near = words[max(index - first - 2, 0) : index - first + 6]
        return any(w.lstrip("و").startswith(_LASTING) or w in _NOW_AND_THEN for w in near)

    def _sides(self, between: int) -> tuple[list[Pointer], list[Pointer]]:
        lexis = self.lexis
        groups: list[list[Pointer]] = [[]]
        _, end = lexis.view.sentence_at(between)
        k, quiet = between + 1, 0
        while k < min(end, between + 40) and quiet < 7 and len(groups) < 3:
            if k in self.at:
                if self.at[k].kind == "actor":
                    groups[-1].append(self.at[k])
                    quiet = 0
                k = max(self.at[k].end, k + 1)
                continue
            if groups[-1] and (lexis.has(k, "particles.sides") or lexis.view.words[k] == "وبين"):
                groups.append([])
            if lexis.is_verb(k) and not lexis.any(k, _NOMINAL):
                break
            quiet, k = quiet + 1, k + 1
        groups = [group for group in groups if group]
        if len(groups) == 1 and len(groups[0]) == 2:
            return [groups[0][0]], [groups[0][1]]
        return (groups[0], groups[1]) if len(groups) == 2 else ([], [])

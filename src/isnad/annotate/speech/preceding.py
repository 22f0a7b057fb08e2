"""Layer 6: a subject that stands before its verb: `المتحدث باسم القوات قال إن`, an aside between or not."""

from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.asides import NAMING
from isnad.annotate.speech.nominals import FOR_ONES_PART, MEANWHILE
from isnad.annotate.speech.speakers import Speakers
from isnad.annotate.speech.words import WAS
from isnad.arabic.view import Break

OPENING = frozenset({"particles.complement", "particles.contrast"})
OPENERS = WAS | frozenset("لكن ولكن ان بينما فيما اما واما فبينما حين".split())
_ASIDE = frozenset({"particles.relative", "particles.preposition"})
_DASHES = frozenset("-–—")
_HIDDEN = 16
_NEAR = 4


class Preceding:
    """Finds the subjects before the verbs of one report."""

    def __init__(self, speakers: Speakers) -> None:
        self.speakers, self.ground, self.asides, self.lexis = speakers, speakers.ground, speakers.asides, speakers.lexis

    def before(self, index: int) -> Speaker | None:
        """A subject right before its verb: `المتحدث باسم القوات قال إن`."""
        lexis = self.lexis
        first, _ = lexis.view.sentence_at(index)
        if index > first and lexis.view.words[index - 1] == "قد":
            index -= 1
            if lexis.view.words[first] in OPENERS and first + 1 in self.ground.pointers:
                return self.speakers.at(first + 1, opening=True)  # `وكان أنان الموجود في روما قد عبر عن`
        if index == first or lexis.view.breaks[index] > Break.SOFT or self._behind_dateline(first, index):
            return None
        if self._told_of(first + 1) and not self.lexis.infos[first].before:
            named = self.speakers.at(first, opening=True, bound=first + 1)
            named = named or self.speakers.described(first, first + 1)
            if self._reaches(named, index):
                return named
        for start in range(max(first, index - 20), index):
            begins = (
                start in self.ground.pointers
                or start in self.ground.states
                or self.ground.kind(start)
                or lexis.any(start, NAMING)
                or self.speakers.nominals.nouns.counted(start)
                or (lexis.has(start, "units.unit") and not lexis.infos[start].after)
                or self._only_named(start)
            )
            free = (
                start == first
                or lexis.view.breaks[start] >= Break.SOFT
                or lexis.view.opens(start)
                or lexis.any(start - 1, OPENING)
                or lexis.view.words[start - 1] in OPENERS
            )
            if begins and (free or self._telling(start, index)):
                speaker = self.speakers.at(start, opening=True, bound=index)
                if speaker is None and self._only_named(start):
                    speaker = self.speakers.described(start, index)
                if speaker and self._reaches(speaker, index):
                    return speaker
        return None

    def _reaches(self, speaker: Speaker, index: int) -> bool:
        """Whether only a bracket or an apposition stands between the phrase and the word."""
        end = speaker.end
        lexis, breaks = self.lexis, self.lexis.view.breaks
        between = end < index and breaks[end] == Break.SOFT and breaks[index] == Break.SOFT
        if lexis.view.words[end] == "من" and end + 2 == index and lexis.view.words[end + 1] in FOR_ONES_PART:
            return True
        told = self.ground.verb(end) or lexis.any(end, _ASIDE) or lexis.view.words[end] in MEANWHILE
        if between and (told or self.asides.hides(end)) and not any(breaks[end + 1 : index]):
            return True
        hidden = end < index and self.asides.hides(end) and index - end < _HIDDEN
        if hidden and sum(map(bool, breaks[end + 1 : index + 1])) <= 1:
            return True  # `مصدر في المديرية رفض نشر اسمه خشية نقله، لم ينكر`
        return end == index or self._aside(end, index) or self.asides.apposition(end, speaker) == index

    def _only_named(self, start: int) -> bool:
        """`وكان «بران نيوز» قد ذكر`: whether a name in quotation marks stands alone behind `كان`."""
        behind = start > 0 and self.lexis.view.words[start - 1] in OPENERS
        return behind and bool(self.lexis.bracketed(start))

    def _telling(self, start: int, index: int) -> bool:
        """`ظهر في المقطع رجل ملثم يقول`: whether the verb tells what an indefinite person right before it does."""
        near = (
            index - start <= _NEAR
            and self.speakers.nominals.nouns.described(start)
            and not self.lexis.infos[start].before
        )
        whole = start > 0 and self.lexis.view.words[start - 1].endswith(("ان", "ون", "ين"))
        apart = whole or (start > 0 and (self.lexis.article(start - 1) or self.lexis.any(start - 1, _ASIDE | OPENING)))
        return near and apart and any(r.use.part in ("past", "present") for r in self.lexis.infos[index].uses)

    def _behind_dateline(self, first: int, index: int) -> bool:
        """`باماكو – قال`, `سوريا (أ ب)- أعلن`: whether the one dash of the sentence stands right before the word."""
        dashed = [k for k in range(first + 1, index + 1) if not _DASHES.isdisjoint(self.lexis.view.gaps[k])]
        return dashed == [index]

    def _told_of(self, index: int) -> bool:
        """`باشطح، الذي كان يتحدث في ندوة، اتهم`: whether a relative clause between commas tells of the word before."""
        lexis = self.lexis
        return lexis.has(index, "particles.relative") and lexis.view.breaks[index] == Break.SOFT

    def _aside(self, start: int, index: int) -> bool:
        """Whether only a bracket stands between: `مصدر مقرب (فضل عدم ذكر اسمه) قال`."""
        gap = self.lexis.view.gaps
        return (
            start < index
            and "(" in gap[start]
            and ")" in gap[index]
            and not any(")" in gap[k] for k in range(start + 1, index))
        )

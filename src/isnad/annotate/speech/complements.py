"""Layer 6: what a verb of saying brings in: where it begins, and that it is a claim, a charge or a warning."""

import re

from isnad.annotate.lexis import FINITE
from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.ground import ADJECTIVES, Ground
from isnad.annotate.speech.phrases import ASIDE, NEAR, OF_ONES_OWN, Phrases
from isnad.annotate.speech.subjects import CLAUSE
from isnad.annotate.speech.words import ASCRIBES, BLAME, DESCRIBES, PASSING, RESPONSIBLE, TELLING, is_blame
from isnad.arabic.view import Break
from isnad.codebook.book import Reading
from isnad.model.vocabulary import Stance

_COUNTS = ("احصي", "احصت", "يحصي", "تحصي", "وثق", "وثقت", "يوثق", "توثق")
_PLAIN_CONTENT = frozenset({"asserts", "confirms", "denies", "hedges", "expects", "claims", "promises"})
_DEEDS = frozenset({"threatens", "promises", "rejects", "claims", "accuses"})
_AS = frozenset("بان بانه بانها بانهم بانهما".split())
_WORDS = frozenset({"speech.noun", "authors.charge"})
_REACH: dict[Stance, int] = {"warns": 4, "accuses": ASIDE, "threatens": 8}
_MASDAR = re.compile("ت..ي.ه?|ا.ت.ا.|است..ا.|ان..ا.|ا..ا.|م.ا..ه")
"""Shapes of nouns of doing of the derived stems: `تسجيل`, `اعتقال`, `استمرار`, `انسحاب`, `إطلاق`, `مصادرة`."""
ANSWERS = frozenset("رد يرد ترد ردت".split())
"""Verbs of answering, in words or otherwise."""


class Complements:
    """Finds where what is said begins, for the verbs of one report."""

    def __init__(self, ground: Ground, phrases: Phrases) -> None:
        self.ground, self.lexis, self.phrases = ground, ground.lexis, phrases
        self.openings, self.asides = phrases.openings, phrases.asides

    def begins(
        self, index: int, end: int, stance: Stance, reading: Reading, speaker: Speaker | None, *, continues: bool
    ) -> tuple[int, Stance] | None:
        """The first word of what is said, and how it is said; None where nothing is."""
        marked = self.openings.content_start(end)
        if speaker is None:
            start = self._without_subject(index, end, stance, reading, marked)
            return (start, stance) if start is not None else None
        if marked is not None and reading.peeled.core.endswith(DESCRIBES) and self.lexis.view.words[marked - 1] in _AS:
            return end, stance  # `وصف المتحدث العملية بأنها ناجحة`
        if reading.peeled.core.endswith(DESCRIBES) and (described := self._described_as(end)) is not None:
            return described, stance
        claimed = self._responsible(end)
        if claimed is not None:
            return claimed, "claims"
        if marked is None and reading.peeled.core in ANSWERS:
            return None  # `ردت القوات بقصف`
        if marked is None and not continues:
            marked = self._object_start(end, stance) or self._told_of(reading, index, end, stance, speaker)
        if marked is not None:
            return marked, stance
        start = self._plain(end, stance, reading, speaker) if not continues else None
        return (start, stance) if start is not None else None

    def _without_subject(
        self, index: int, end: int, stance: Stance, reading: Reading, marked: int | None
    ) -> int | None:
        """Where the words begin of whoever spoke before: `وأكد أن`, `وهدد في بيان بإغلاق الحقل`."""
        if marked is not None:
            return end if stance == "accuses" and self.lexis.article(end) else marked
        opens = index == self.lexis.view.sentence_at(index)[0]
        own_words = opens or stance not in _DEEDS or self.asides.setting(end)
        goes_on = reading.peeled.before == "و" and own_words
        return self._told_of(reading, index, end, stance, None) if goes_on else None

    def _plain(self, end: int, stance: Stance, reading: Reading, speaker: Speaker) -> int | None:
        """Where a plain object begins that is what is said: `أعلنت الوزارة مقتل`, `رصد مراسلنا تحرك آليات`."""
        entry = self.lexis.book.speech[reading.use.entry]
        at = self.asides.past_told(end)
        while at < self.lexis.size and self.asides.setting(at):
            at += 2
        at = self.openings.past_times(at)
        seen = speaker.kind in ("correspondent", "agency/network") or reading.peeled.core.endswith(_COUNTS)
        if entry.id == "document" and (seen or self.ground.kind(speaker.first) == "document"):
            return at  # `رصد مراسلنا تحرك آليات`, `أظهرت صور حفرا جديدة`
        proclaimed = entry.id == "announce" and self.lexis.has(at, "speech.proclaimed")
        if proclaimed or stance not in _PLAIN_CONTENT or entry.verbs == entry.continues:
            return None
        own = entry.id in OF_ONES_OWN and (self.openings.of_ones_own(at) or self._doing(at))
        return at if own or self.openings.tells(at, stance == "denies") else None

    def _described_as(self, end: int) -> int | None:
        """`وصف المذكرة بالمفبركة`, `رأى في الخطوة «اختبارا»`: what is described, with what it is called."""
        lexis, view = self.lexis, self.lexis.view
        for k in range(end + 1, min(end + NEAR, lexis.size)):
            if view.breaks[k] >= Break.SENTENCE or self.openings.complement(k):
                return None
            if self.openings.by(k) or self.ground.with_by(k):
                return end
        return None

    def _doing(self, index: int) -> bool:
        """Whether one of the next words has the shape of a noun of doing: `أعلنت الوزارة في الولاية تسجيل إصابات`."""
        words, view = self.lexis.view.words, self.lexis.view
        near = range(index, min(index + 4, len(words)))
        return any(_MASDAR.fullmatch(words[k]) and view.breaks[k] < Break.SENTENCE for k in near)

    def _told_of(self, reading: Reading, index: int, end: int, stance: Stance, speaker: Speaker | None) -> int | None:
        """The first word of what is told by a noun: `أشار إلى وجود`, `رفض تسليم`, `توقع صدور`, `وعد بإعادة`."""
        lexis, view = self.lexis, self.lexis.view
        begins = end
        while end < lexis.size - 2 and (self.asides.setting(end) or view.words[end] == "عبر"):
            end += 2 + lexis.any(end + 2, ADJECTIVES)
        if end >= lexis.size or view.breaks[end] >= Break.SENTENCE or self.phrases.withheld(index):
            return None
        passed = end
        end = self.openings.past_times(end)
        if end >= lexis.size:
            return None
        governs = lexis.book.speech[reading.use.entry].governs
        passing = reading.peeled.core.endswith(PASSING)
        if end == passed + 1 and view.words[passed] == "عن" and "عن" in governs and not passing:
            return end  # `تحدث شهود عن سيارة`
        if end > begins:
            near = range(end, min(end + NEAR, lexis.size))
            end = next((k for k in near if view.words[k] in governs or ("ب" in governs and self.openings.by(k))), end)
        word = view.words[end]
        governs = governs - {"من"} if lexis.book.speech[reading.use.entry].stance == "warns" else governs
        if reading.peeled.core.endswith(ASCRIBES) and "الي" in view.words[end + 1 : end + ASIDE]:
            return end
        if word in governs and end + 1 < lexis.size and view.breaks[end] <= Break.SOFT and not passing:
            return end + 1
        return self._named(reading, end, stance, speaker)

    def _named(self, reading: Reading, end: int, stance: Stance, speaker: Speaker | None) -> int | None:
        """The first word of what is denied, expected, refused, promised or told somebody, by its noun."""
        lexis, word = self.lexis, self.lexis.view.words[end]
        verb = any(r.use.part in FINITE and r.peeled.before for r in lexis.infos[end].uses)
        verb = verb and not lexis.article(end) and lexis.joined(end)
        noun = not lexis.any(end, CLAUSE) and not verb
        if word == "من" and stance == "warns" and end + 1 < lexis.size:
            return end + 1
        told = stance in ("hedges", "expects", "denies", "confirms", "claims")
        words_told = stance == "rejects" and any(lexis.any(k, _WORDS) for k in (end, end + 1))
        person = speaker is not None and speaker.who is None and self.ground.kind(speaker.first) == "person"
        unsure = stance == "claims" or (person and not self._doing(end))
        if told and unsure and stance != "denies" and not self.openings.tells(end, denies=True):
            return None
        if stance == "rejects" and lexis.has(end, "speech.comment"):
            return None
        if told or words_told or (stance == "rejects" and (speaker is None or speaker.who is not None)):
            noun = noun and not (stance == "rejects" and word == "ذلك")
            return end if noun and end not in self.ground.time_words and not self.asides.setting(end) else None
        telling = reading.peeled.core.startswith(TELLING)
        if telling or stance in ("promises", "threatens"):
            near = range(end, min(end + NEAR, lexis.size))
            by = next((k for k in near if self.ground.with_by(k)), None)
            end = self.openings.past_times(end)
            whole = noun and stance in ("promises", "threatens") and not self.asides.told_media(end)
            return (end if whole else by) if by is not None else None
        return None

    def _responsible(self, end: int) -> int | None:
        """`أعلنت … مسؤوليتها عن تفجير`: the first word of the deed that is claimed."""
        words = self.lexis.view.words
        for k in range(end, min(end + NEAR, self.lexis.size - 2)):
            if self.lexis.view.breaks[k] >= Break.SENTENCE:
                return None
            if words[k] in RESPONSIBLE and words[k + 1] == "عن":
                return k + 2
            of = words[k] == BLAME and next((m for m in range(k + 2, min(k + NEAR, len(words))) if words[m] == "عن"), 0)
            if of:
                return of + 1
        return None

    def _object_start(self, end: int, stance: Stance) -> int | None:
        """The first word of what a verb of warning, accusing or threatening is about: `حذر من هجوم`, `اتهم قسد بقصف`,
        `هدد بقصف`. A threat and a charge are deeds, and words that somebody says."""
        lexis, reach = self.lexis, _REACH.get(stance, 0)
        if stance == "accuses":
            end = self.openings.past_times(end)
        for index in range(end, min(end + reach, lexis.size)):
            if lexis.view.breaks[index] >= Break.SENTENCE or any(True for _ in lexis.uses(index, "speech")):
                return None
            of = lexis.view.words[index] == "من" and stance != "threatens"
            if of and (stance == "warns" or (index == end and self._happening(index + 1))):
                return index + 1 if index + 1 < lexis.size else None
            charged = index > end and stance == "accuses" and index not in self.ground.pointers
            if charged and is_blame(lexis.view.words[index]):
                return end
            behind = index > end or stance == "threatens"
            by = self.openings.by(index) or self.ground.with_by(index)
            if stance != "warns" and by and behind and (charged or self._happening(index)):
                whole = stance == "accuses" or not (lexis.any(end, CLAUSE) or end in self.ground.time_words)
                return end if whole else index
        return None

    def _happening(self, index: int) -> bool:
        """Whether one of three words names a happening."""
        stop = min(index + 3, self.lexis.size)
        return any(r.use.part in ("noun", "plural") for k in range(index, stop) for r in self.lexis.uses(k, "event"))

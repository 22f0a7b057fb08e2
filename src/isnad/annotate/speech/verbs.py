"""Layer 6: acts of saying that a verb tells: `قال`, `نفى وجود`, `مؤكدا أن`, `حذر من`."""

from isnad.annotate.lexis import FINITE, NOUN_PARTS
from isnad.annotate.quotes import opening_mark
from isnad.annotate.speech.act import Act, Heard, Speaker
from isnad.annotate.speech.complements import ANSWERS, Complements
from isnad.annotate.speech.extents import Extents
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.openings import CONTENT
from isnad.annotate.speech.phrases import NEAR, Phrases
from isnad.annotate.speech.readings import OF_IT, Readings
from isnad.annotate.speech.subjects import Subjects, Whose
from isnad.arabic.view import Break
from isnad.model import Span
from isnad.model.vocabulary import Stance

_OF = frozenset("من عن علي الي".split())
_ON = frozenset("اذ ما لكنه لكنها لكنهم ولكنه ولكنها ولكنهم".split())
_THAT = frozenset("هو وهو هذا وهذا ذلك وذلك الامر".split())
_LONG = 14
_TO_THEM = frozenset("لها له لهم لنا لي لهما".split())


class Verbs:
    """Reads the verbs of saying of one report."""

    def __init__(self, ground: Ground, phrases: Phrases, extents: Extents) -> None:
        self.ground, self.lexis, self.phrases, self.extents = ground, ground.lexis, phrases, extents
        self.openings, self.speakers, self.asides = phrases.openings, phrases.speakers, phrases.asides
        self.heard = Heard()
        self.subjects = Subjects(ground, phrases, extents, self.heard)
        self.complements = Complements(ground, phrases)
        self.readings = Readings(ground, phrases, extents)

    def after_verb(self, index: int) -> Act | None:
        """The act that the verb or participle tells; None where nobody speaks or nothing is said."""
        lexis, words = self.lexis, self.lexis.view.words
        if (act := self._of_that(index)) is not None:
            return act
        said = self.readings.said(index)
        if said is None:
            return None
        reading, stance = said
        start = (lexis.tail_end(index, reading.use.tail) if reading.use.tail else None) or index + 1
        if reading.use.part == "participle":
            return self._participle(index, start, stance)
        start += start < lexis.size and words[start] in _TO_THEM
        told = self.asides.past_told(start)
        start = told if lexis.joined(told) and not self.openings.complement(told) else start
        speaker, via, end = self.subjects.whose(index, start, stance, reading)
        if speaker is None and reading.peeled.core in ANSWERS:
            return None
        entry = lexis.book.speech[reading.use.entry]
        continues = reading.use.use == "continue" or (speaker is None and entry.verbs == entry.continues)
        alone = start < lexis.size and lexis.view.breaks[start] > Break.NONE and reading.use.part in ("past", "present")
        quoted = self._quoted(index, end) if speaker is not None or continues or alone else None
        if quoted is not None:
            return Act((index, start), speaker, quoted, stance, via, at=index)
        passed = words[start : start + 1] == ["عن"]
        own = self.phrases.quoting(end) if via is not None or passed else None
        if own is not None:
            end = own + 1
        elif speaker is not None:
            end = self._behind(end, speaker, entry.governs)
        found = self._own(own, stance) if own is not None else None
        found = found or self.complements.begins(index, end, stance, reading, speaker, continues=continues)
        if found is None:
            goes_on = speaker is not None and self._goes_on_with(end)
            return Act((index, start), speaker, [], stance, via, at=index) if goes_on else None
        if speaker is None and not continues and not self.subjects.dropped(index, start, reading.use.part):
            return None
        follows = words[index].startswith("و") or words[index - 1] in _ON or self.subjects.describes(index, start)
        if speaker is None and follows:
            speaker = self.subjects.main_subject(index)
        return self._act(index, start, found, Whose(speaker, via, end), own, passed=passed)

    def _behind(self, end: int, speaker: Speaker, governs: frozenset[str]) -> int:
        """The word after the speaker's phrase with what stands beside it."""
        end = self.asides.apposition(end, speaker)
        governed = end < self.lexis.size and self.lexis.view.words[end] in governs
        return end if governed else self.phrases.past_aside(end)

    def _own(self, own: int, stance: Stance) -> tuple[int, Stance] | None:
        """Where what is said begins behind `نفيه وجود`, `تأكيدها أن`, and how it is said; None behind `قوله`."""
        for reading in self.lexis.uses(own, "telling"):
            stance = self.lexis.book.speech[reading.use.entry].stance  # type: ignore[assignment]
            marked = self.openings.content_start(own + 1)
            past = own + 1 + (own + 1 < self.lexis.size and self.lexis.view.words[own + 1] in _OF)
            return (marked if marked is not None and marked - own <= NEAR else past), stance
        return None

    def _act(
        self, index: int, start: int, found: tuple[int, Stance], whose: Whose, own: int | None, *, passed: bool
    ) -> Act:
        """The act whose cue ends before `start` and whose words begin at the first of `found`."""
        marked, stance = found
        speaker, via, end = whose
        told = None if via or speaker is None else self.speakers.told_to(speaker.end)
        told_by = next((k for k in range(end, marked) if self.readings.only_says(k)), None)
        if told_by is not None:
            index, start = told_by, told_by + 1
        follows = self.lexis.view.words[index].startswith("و") or self.lexis.view.breaks[index] == Break.SOFT
        said = self.openings.said(*self.openings.noun(marked))
        return Act(
            (index, start), speaker, [said], stance, via, told, follows, index,
            own=(own, own + 1) if own is not None else None, passed=passed and via is None,
        )  # fmt: skip

    def _of_that(self, index: int) -> Act | None:
        """`…، وهو ما نفاه الناطق`, `هذا ما صرّح به القائد`: what was told right before is somebody's."""
        lexis, words = self.lexis, self.lexis.view.words
        reading = next((r for r in lexis.uses(index, "speech") if r.use.part in FINITE), None)
        if reading is not None and reading.use.entry == "claim" and reading.peeled.after in ("ه", "ها"):
            return self._taken_on(index)
        if index < 2 or words[index - 1] != "ما" or words[index - 2] not in _THAT:
            return None
        start = index + 1 + (index + 1 < lexis.size and words[index + 1] in OF_IT)
        start = self.asides.past_told(start)
        if reading is None or start >= lexis.size:
            return None
        behind = next((k for k in range(start + 1, min(start + _LONG, lexis.size)) if lexis.view.breaks[k]), lexis.size)
        speaker = self.speakers.at(start, opening=True, bound=behind)
        first, _ = lexis.view.sentence_at(index - 2)
        if first == index - 2 and first > 0:
            first, _ = lexis.view.sentence_at(first - 1)
        if speaker is None or first >= index - 2:
            return None
        said = self.extents.cut(lexis.view.span(first, index - 2), index - 2)
        stance: Stance = lexis.book.speech[reading.use.entry].stance  # type: ignore[assignment]
        return Act((index, index + 1), speaker, [said], stance, follows=True, at=index - 2)

    def _taken_on(self, index: int) -> Act | None:
        """`هجمات في باريس تبناها التنظيم`, `التفجير الذي تبنته`: what somebody says to have done, told before."""
        lexis, view = self.lexis, self.lexis.view
        speaker = self.speakers.at(index + 1)
        end = index - lexis.has(index - 1, "particles.relative")
        first, _ = view.sentence_at(index)
        near = range(end - 1, max(first, index - _LONG) - 1, -1)
        start = next((k + 1 for k in near if self.ground.verb(k)), None)
        start = start if start is not None else next((k for k in near if view.breaks[k]), first)
        if speaker is None or start >= end:
            return None
        return Act((index, index + 1), speaker, [view.span(start, end)], "claims", at=index, beside=True)

    def _goes_on_with(self, end: int) -> bool:
        """`ورد الناطق، نافيا فرض رسوم`: whether a participle tells behind a comma what the speaker says."""
        lexis = self.lexis
        for k in range(end, min(end + NEAR, lexis.size)):
            if lexis.view.breaks[k] >= Break.SENTENCE:
                return False
            if any(r.use.part == "participle" for r in lexis.uses(k, "speech")):
                return lexis.view.breaks[k] == Break.SOFT
        return False

    def _participle(self, index: int, start: int, stance: Stance) -> Act | None:
        """`مؤكدا أن`, `محذرا من`, `نافيا وجود`, `متهما النائب ب`: the speaker of the sentence goes on."""
        lexis, words = self.lexis, self.lexis.view.words
        if index == 0 or start >= lexis.size or lexis.article(index) or lexis.view.breaks[index] >= Break.SENTENCE:
            return None
        if lexis.view.breaks[index] == Break.NONE and not (
            words[index].endswith("ا") or (self._closed(index) and self.openings.content_start(start) is not None)
        ):
            return None
        if words[start] in _OF and lexis.joined(start) and start + 1 < lexis.size:
            start += 1
        elif lexis.view.breaks[start] >= Break.SENTENCE and ":" not in lexis.view.gaps[start]:
            return None
        if self.openings.complement(start) and start + 1 < lexis.size:
            start += 1
        elif self.asides.past_told(start) > start or self.asides.setting(start):
            marked = self.openings.content_start(start)
            if marked is None:
                return None
            start = marked
        elif self._only_verb(start) and opening_mark(lexis.view, start) is None:
            return None
        first, letters = self.openings.noun(start)
        subject = self.subjects.main_subject(index)
        return Act((index, index + 1), subject, [self.openings.said(first, letters)], stance, follows=True, at=index)

    def _closed(self, index: int) -> bool:
        """`وقالت المصادر مؤكدة أن`: a participle of a woman or of several, behind a definite noun or a name."""
        whole = self.lexis.article(index - 1) or index - 1 in self.ground.inside
        return self.lexis.view.words[index].endswith("ه") and whole

    def _only_verb(self, index: int) -> bool:
        """Whether the word is a finite verb, and cannot be the noun of a happening (`معلنا عقد اجتماع`)."""
        noun = any(r.use.use == "event" and r.use.part in NOUN_PARTS for r in self.lexis.infos[index].uses)
        return self.lexis.is_verb(index) and not self.lexis.article(index) and not noun

    def _quoted(self, index: int, end: int) -> list[Span] | None:
        """What stands in quotation marks before the verb (`«…»، قال سالم`), and goes on behind its subject."""
        view = self.lexis.view
        if view.words[index].startswith("و") and self.readings.joined(index):
            return None
        at = index - 1 if index and view.words[index - 1] == "كما" else index
        if at < index and end < self.lexis.size and view.words[end] in ("عن", "الي"):
            return None
        before = self.extents.quoted_before(at)
        if before is None or view.breaks[at] != Break.SOFT:
            return None
        end = self.asides.apposition(self.phrases.past_aside(end), None) if end > index else end
        if end < self.lexis.size and self.lexis.has(end, CONTENT):
            return None
        behind = self.extents.quoted(end) if end < self.lexis.size and end > index else None
        parted = behind is not None and self.lexis.view.breaks[end] < Break.PARAGRAPH
        return [before, behind] if behind is not None and parted else [before]

"""Layer 6: acts of saying that a verb tells: `قال`, `نفى وجود`, `مؤكدا أن`, `حذر من`."""

from dataclasses import replace

from isnad.annotate.quotes import opening_mark
from isnad.annotate.speech.act import Act, Speaker
from isnad.annotate.speech.extents import Extents
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.openings import CONTENT
from isnad.annotate.speech.phrases import NEAR, RESPONSIBLE, TELLING, Phrases
from isnad.arabic.view import Break
from isnad.codebook.book import Reading
from isnad.model import Span
from isnad.model.vocabulary import Stance

_GOVERNS = {"warns": "من", "accuses": "من"}
_AFTER = frozenset("كما حيث ثم قد وقد".split())
_CLAUSE = frozenset({"particles.complement", "particles.preposition"})
_PLAIN_CONTENT = frozenset({"asserts", "confirms", "denies", "hedges", "expects", "claims", "promises"})
_OF = frozenset("من عن علي الي".split())
_POINTING = (
    "اعرب",
    "عبر",
    "تساءل",
    "افصح",
    "اعلن",
    "اشار",
    "لفت",
    "نوه",
    "المح",
    "تطرق",
    "يشير",
    "تشير",
    "يلفت",
    "تلفت",
    "تحدث",
    "كشف",
    "يتحدث",
    "تتحدث",
)
_NOT = frozenset("لم لا لن".split())
_DEEDS = frozenset({"threatens", "promises", "rejects", "claims", "accuses"})
_DESCRIBES = ("وصف", "صف", "وصفت")
_AS = frozenset("بان بانه بانها بانهم بانهما".split())
_WORDS = frozenset({"speech.noun", "authors.charge"})
_RULED_OUT = "ستبعد"
_ANSWERS = frozenset("رد يرد ترد ردت".split())
_TO_THEM = frozenset("لها له لهم لنا لي لهما".split())
_ADJECTIVES = frozenset({"sources.adjective", "units.plain_adjective"})


class Verbs:
    """Reads the verbs of saying of one report."""

    def __init__(self, ground: Ground, phrases: Phrases, extents: Extents) -> None:
        self.ground, self.lexis, self.phrases, self.extents = ground, ground.lexis, phrases, extents
        self.openings, self.speakers, self.asides = phrases.openings, phrases.speakers, phrases.asides
        self.heard: set[str] = set()

    def after_verb(self, index: int) -> Act | None:
        """The act that the verb or participle tells; None where nobody speaks or nothing is said."""
        lexis, words = self.lexis, self.lexis.view.words
        reading = self._reading(index)
        if reading is None or index in self.ground.inside or lexis.has(index, "people.alias"):
            return None
        if self.phrases.withheld(index, 3) and not lexis.view.words[index].startswith("و"):
            return None
        entry = lexis.book.speech[reading.use.entry]
        stance = self._stance(index, reading)
        if stance is None:
            return None
        start = (lexis.tail_end(index, reading.use.tail) if reading.use.tail else None) or index + 1
        if reading.use.part == "participle":
            return self._participle(index, start, stance)
        if words[start : start + 1] and words[start] in _TO_THEM:
            start += 1
        speaker, via, end = self._whose(index, start, stance, reading)
        if speaker is None and reading.peeled.core in _ANSWERS:
            return None
        continues = reading.use.use == "continue" or (speaker is None and entry.verbs == entry.continues)
        quoted = self._quoted(index, end) if speaker is not None or continues else None
        if quoted is not None:
            return Act((index, start), speaker, quoted, stance, via, at=index)
        passed = words[start : start + 1] == ["عن"]
        own = self.phrases.quoting(end) if via is not None or passed else None
        end = (
            own + 1
            if own is not None
            else self.phrases.past_aside(self.asides.apposition(end, speaker))
            if speaker
            else end
        )
        if own is not None and speaker is not None and speaker.who is None and own - speaker.end <= NEAR:
            speaker = replace(speaker, end=self.phrases.trimmed(speaker.first, own))
        found = self._begins(index, end, stance, reading, speaker, continues=continues)
        if found is None and speaker is not None and self._goes_on_with(end):
            return Act((index, start), speaker, [], stance, via, at=index)
        if found is None or (speaker is None and not continues and not self._dropped(index, start, reading.use.part)):
            return None
        marked, stance = found
        told = None if via or speaker is None else self.speakers.told_to(speaker.end)
        follows = words[index].startswith("و") or lexis.view.breaks[index] == Break.SOFT
        said = self.openings.said(*self.openings.noun(marked))
        return Act(
            (index, start), speaker, [said], stance, via, told, follows, index,
            own=(own, own + 1) if own is not None else None, passed=passed and via is None,
        )  # fmt: skip

    def _goes_on_with(self, end: int) -> bool:
        """`ورد الناطق، نافيا فرض رسوم`: whether a participle tells behind a comma what the speaker says."""
        lexis = self.lexis
        for k in range(end, min(end + NEAR, lexis.size)):
            if lexis.view.breaks[k] >= Break.SENTENCE:
                return False
            if any(r.use.part == "participle" for r in lexis.uses(k, "speech")):
                return lexis.view.breaks[k] == Break.SOFT
        return False

    def _whose(
        self, index: int, start: int, stance: Stance, reading: Reading
    ) -> tuple[Speaker | None, Speaker | None, int]:
        """Who speaks: behind the verb, before it, or whoever stands between it and what it brings in; whom that is
        passed on by; and the word after them."""
        speaker, via, end = self._subject(index, start, stance)
        if speaker is None and reading.use.use != "continue" and reading.peeled.before != "و":
            speaker = self.speakers.before(index) or self.phrases.phrase_before(index, start, reading)
        if speaker is None:
            speaker, end = self.phrases.phrase(index, start, reading, end)
        elif via is None and start <= speaker.first < end:
            speaker, end = self.phrases.whole(speaker, end)
        return speaker, via, end

    def _begins(
        self, index: int, end: int, stance: Stance, reading: Reading, speaker: Speaker | None, *, continues: bool
    ) -> tuple[int, Stance] | None:
        """The first word of what is said, and how it is said; None where nothing is."""
        marked = self.openings.content_start(end)
        if speaker is None:
            charged = marked is not None and stance == "accuses" and self.lexis.article(end)
            opens = index == self.lexis.view.sentence_at(index)[0]
            if marked is None and reading.peeled.before == "و" and (opens or stance not in _DEEDS):
                marked = self._told_of(reading, index, end, stance, None)
            return (end if charged else marked, stance) if marked is not None else None
        if marked is not None and reading.peeled.core.endswith(_DESCRIBES) and self.lexis.view.words[marked - 1] in _AS:
            return end, stance  # `وصف المتحدث العملية بأنها ناجحة`
        claimed = self._responsible(end)
        if claimed is not None:
            return claimed, "claims"
        if marked is None and reading.peeled.core in _ANSWERS:
            return None  # `ردت القوات بقصف`
        if marked is None and not continues:
            known = replace(speaker, acts=speaker.acts and speaker.who not in self.heard)
            marked = self._object_start(index, end, stance, known) or self._told_of(reading, index, end, stance, known)
        if marked is not None:
            return marked, stance
        entry = self.lexis.book.speech[reading.use.entry]
        plain = stance in _PLAIN_CONTENT and not continues and entry.verbs != entry.continues
        return (
            (self.openings.past_times(end), stance) if plain and self.openings.tells(end, stance == "denies") else None
        )

    def _reading(self, index: int) -> Reading | None:
        """The word as a verb of saying; with an object only where it tells somebody (`أخبرها`)."""
        for use in ("speech", "continue"):
            for reading in self.lexis.uses(index, use):
                if not reading.peeled.after or reading.peeled.core.startswith(TELLING):
                    return reading
        return None

    def _reading_joined(self, index: int) -> bool:
        """Whether the verb is joined by `و` to what stands before it."""
        reading = self._reading(index)
        return reading is not None and reading.peeled.before == "و"

    def _stance(self, index: int, reading: Reading) -> Stance | None:
        """The stance of the verb; None where it is negated, but for what is neither denied nor ruled out."""
        stance: Stance = self.lexis.book.speech[reading.use.entry].stance  # type: ignore[assignment]
        before = self.lexis.view.words[index - 1].lstrip("وف") if index and self.lexis.joined(index) else ""
        if before not in _NOT:
            return stance
        return "hedges" if stance in ("denies", "rejects") or _RULED_OUT in reading.peeled.core else None

    def _participle(self, index: int, start: int, stance: Stance) -> Act | None:
        """`مؤكدا أن`, `محذرا من`, `نافيا وجود`, `متهما النائب ب`: the speaker of the sentence goes on."""
        lexis, words = self.lexis, self.lexis.view.words
        if index == 0 or start >= lexis.size or lexis.article(index) or lexis.view.breaks[index] >= Break.SENTENCE:
            return None
        if lexis.view.breaks[index] == Break.NONE and not words[index].endswith(("ا", "ه")):
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
        elif lexis.is_verb(start) and not lexis.article(start) and opening_mark(lexis.view, start) is None:
            return None
        first, letters = self.openings.noun(start)
        return Act((index, index + 1), None, [self.openings.said(first, letters)], stance, follows=True, at=index)

    def _told_of(self, reading: Reading, index: int, end: int, stance: Stance, speaker: Speaker | None) -> int | None:
        """The first word of what is told by a noun: `أشار إلى وجود`, `رفض تسليم`, `توقع صدور`, `وعد بإعادة`."""
        lexis, view = self.lexis, self.lexis.view
        while end < lexis.size - 2 and (self.asides.setting(end) or view.words[end] == "عبر"):
            end += 2 + lexis.any(end + 2, _ADJECTIVES)
        if end >= lexis.size - 1 or view.breaks[end] >= Break.SENTENCE or self.phrases.withheld(index):
            return None
        word = view.words[end]
        governed = word in ("الي", "عن") and lexis.joined(end)
        if governed and view.words[index].lstrip("وف").startswith(_POINTING):
            return end + 1
        verb = lexis.is_verb(end) and not lexis.article(end) and view.breaks[end] == Break.NONE
        noun = not lexis.any(end, _CLAUSE) and not verb
        deed = speaker is not None and speaker.acts
        if word == "من" and stance == "warns" and not deed:
            return end + 1
        told = stance in ("hedges", "expects", "denies", "confirms") or (stance == "claims" and not deed)
        words_told = stance == "rejects" and any(lexis.any(k, _WORDS) for k in (end, end + 1))
        if told or words_told or (stance == "rejects" and not deed and (speaker is None or speaker.who is not None)):
            return end if noun and end not in self.ground.time_words and not self.asides.setting(end) else None
        telling = reading.peeled.core.startswith(TELLING)
        if telling or (stance in ("promises", "threatens") and not deed):
            near = range(end, min(end + NEAR, lexis.size))
            by = next((k for k in near if self.openings.with_by(k)), None)
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
        return None

    def _quoted(self, index: int, end: int) -> list[Span] | None:
        """What stands in quotation marks before the verb (`«…»، قال سالم`), and goes on behind its subject."""
        view = self.lexis.view
        if view.words[index].startswith("و") and self._reading_joined(index):
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

    def _subject(self, index: int, start: int, stance: Stance) -> tuple[Speaker | None, Speaker | None, int]:
        """Who speaks behind the verb, whom that is passed on by (`نقلت الوكالة عن مصدر`), and the word after them."""
        words, speakers = self.lexis.view.words, self.speakers
        if words[start : start + 1] == ["عن"] and self.lexis.joined(start):  # `نقل عن مصدر`
            quoted = speakers.at(start + 1) or self.phrases.till_content(start + 1)
            via = speakers.before(index) or (
                self.phrases.clause_subject(index - 1) if words[index - 1] == "قد" else None
            )
            return (quoted, via, quoted.end) if quoted else (None, None, start)
        speaker = speakers.at(start, governed=_GOVERNS.get(stance))
        if speaker is None or not self.asides.is_subject(start):
            return None, None, start
        if speaker.first == start and not speakers.agrees(words[index], speaker):
            return None, None, start
        plain = speaker.who is None and self.lexis.article(speaker.first)
        if plain and words[speaker.first].endswith("ين"):  # `ويتهم الباحثين`: an accusative
            return None, None, start
        end = speaker.end
        if end < len(words) and words[end] in ("عن", "الي") and self.lexis.view.breaks[end] == Break.NONE:
            quoted = speakers.at(end + 1)
            if quoted and (words[end] == "عن" or self.phrases.quoting(quoted.end) is not None):
                return quoted, speaker, quoted.end
        return speaker, None, end

    def _dropped(self, index: int, start: int, part: str) -> bool:
        """A verb without a subject of its own, whose speaker is the last one: `وقال إن`, `كما قال في مؤتمر صحفي إن`."""
        lexis = self.lexis
        if lexis.view.words[index].startswith("و"):
            return True
        first, _ = lexis.view.sentence_at(index)
        setting = index - first <= 8 and self.asides.setting(first)
        free = part == "past" and (index == first or setting or lexis.view.words[index - 1] in _AFTER)
        return free and (
            lexis.any(start, _CLAUSE) or start in self.ground.time_words or not self.asides.is_subject(start)
        )

    def _object_start(self, cue: int, end: int, stance: Stance, speaker: Speaker) -> int | None:
        """The first word of what a verb of warning, accusing or threatening is about: `حذر من هجوم`, `اتهم قسد بقصف`,
        `هدد بقصف`. The threat of a body, and its warning to somebody, are deeds and no report."""
        lexis, reach = self.lexis, 8
        if stance not in ("warns", "accuses", "threatens") or (stance == "threatens" and speaker.acts):
            return None
        if stance == "warns":
            reach = 1 if speaker.acts else 4
        for index in range(end, min(end + reach, lexis.size - 1)):
            if lexis.view.breaks[index] >= Break.SENTENCE or any(True for _ in lexis.uses(index, "speech")):
                return None
            of = lexis.view.words[index] == "من" and stance != "threatens"
            if of and (stance == "warns" or (index == end and self._happening(index + 1))):
                return index + 1
            charged = index > end and stance == "accuses" and index not in self.ground.pointers
            if charged and lexis.view.words[index].removeprefix("ال") == "مسووليه":
                return end
            behind = index > end or stance == "threatens"
            if stance != "warns" and self.openings.by(index) and behind and (charged or self._happening(index)):
                whole = stance == "accuses" or not (lexis.any(end, _CLAUSE) or end in self.ground.time_words)
                return end if whole else index
        return None

    def _happening(self, index: int) -> bool:
        """Whether one of three words names a happening."""
        stop = min(index + 3, self.lexis.size)
        return any(r.use.part in ("noun", "plural") for k in range(index, stop) for r in self.lexis.uses(k, "event"))

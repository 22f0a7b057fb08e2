"""Layer 6: acts of saying: the cue, who speaks, and where what is said begins."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from isnad.annotate.extents import Extents
from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.proclitics import proclitics
from isnad.annotate.quotes import opening_mark
from isnad.annotate.speakers import DENIED, NAME_OF, Speaker, Speakers
from isnad.arabic.view import Break
from isnad.codebook.book import Reading
from isnad.model import Span
from isnad.model.vocabulary import Stance

_CONTENT = "particles.complement"
_GOVERNS = {"warns": "من", "accuses": "من"}
_AFTER = frozenset("كما حيث ثم قد وقد".split())
_BETWEEN = frozenset("عن في بيان ال".split())
_CLAUSE = frozenset({"particles.complement", "particles.preposition"})
_PLAIN_CONTENT = frozenset({"asserts", "confirms", "denies", "hedges", "expects", "claims", "promises"})
_PREPOSITIONS = frozenset({"speech.preposition"})
_SAYING = frozenset({"speech", "continue"})
_QUOTING = frozenset("قوله قولها قولهم قولهما".split())
_BY_SAYING = frozenset("بالقول بقوله بقولها بقولهم".split())
_THEIRS = ("ه", "ها", "هم", "هما")
_OF = frozenset("من عن علي الي".split())
_TELLING = ("اخبر", "ابلغ", "افاد")
_POINTING = ("اشار", "لفت", "نوه", "المح", "تطرق", "يشير", "تشير", "يلفت", "تلفت", "تحدث", "كشف", "يتحدث", "تتحدث")
_NOT = frozenset("لم لا لن".split())
_RESPONSIBLE = frozenset("مسووليته مسووليتها مسووليتهم".split())
_NAMED = frozenset("تسمي يسمي يدعي تدعي يعرف تعرف تطلق يطلق".split())
_PARTICLES = frozenset("ثم قد وقد كما هذا هذه حيث من في علي كذلك ايضا قتلي".split())
_REACH, _ASIDE, _FAR = 9, 14, 26


@dataclass(slots=True)
class Act:
    """One act of saying: the cue's words (None where there is none), the speaker (None where the last one goes on),
    what is said, the stance. `via` says that the speaker said it; `told` is an agency that the speaker told it, a
    station of the chain and no speaker; `follows`: it goes on with what the sentence says already, so that it ends
    it, `at` this word; `own`: the word of the one who is quoted (`قوله`); `passed`: the last speaker passes it on."""

    cue: tuple[int, int] | None
    speaker: Speaker | None
    contents: list[Span]
    stance: Stance
    via: Speaker | None = None
    told: Speaker | None = None
    follows: bool = False
    at: int = 0
    own: tuple[int, int] | None = None
    passed: bool = False
    until: int = 0


class Acts:
    """Finds the acts of saying of one report, in the order of their cues."""

    def __init__(self, lexis: Lexis, cast: Cast, times: list[Span], outlet: str | None) -> None:
        self.lexis, self.extents = lexis, Extents(lexis)
        self.time_words = {k for span in times for k in range(*lexis.view.word_range(span))}
        self.speakers = Speakers(lexis, cast, self.time_words, outlet)
        self.heard: set[str] = set()

    def read(self) -> list[Act]:
        """All acts; what one says ends where another follows it."""
        found = list(self._found())
        for position, act in enumerate(found):
            for later in found[position + 1 : position + 1 + _LATER]:
                if later.follows and act.contents and later.cue is not None:
                    act.contents = [self._ended(span, later) for span in act.contents]
                    act.contents = [span for span in act.contents if span.end > span.start]
        return found

    def _ended(self, span: Span, later: Act) -> Span:
        """What is said, ended where the later act begins in the same clause."""
        view = self.lexis.view
        at = later.at
        if not span.start < view.starts[at] < span.end or view.ends[at - 1] <= span.start:
            return span
        quoted = self.extents.quoted(view.word_range(span)[0])
        if quoted is not None and quoted.start <= view.starts[at] < quoted.end:
            return span
        return self.extents.cut(span, at)

    def _found(self) -> Iterator[Act]:
        lexis, reached = self.lexis, 0
        governed = set(lexis.bearing(_PREPOSITIONS))
        saying = {index for index, info in enumerate(lexis.infos) if not _SAYING.isdisjoint(info.kinds)}
        saying |= {index for index, word in enumerate(lexis.view.words) if word in _BY_SAYING or word == "القول"}
        starts = {first for first, _ in lexis.view.paragraphs}
        for index in sorted(governed | saying | starts):
            if index < reached or lexis.skip[index]:
                continue
            act = self._after_preposition(index) if index in governed else None
            if act is None and index in saying:
                act = self._after_verb(index)
            if act is None and lexis.view.breaks[index] == Break.PARAGRAPH:
                act = self._headline_colon(index) or self._going_on(index)
            if act:
                self.heard |= {one.who for one in (act.speaker, act.via) if one is not None and one.who}
                yield act
                reached = act.cue[1] if act.cue else max(act.until, index + 1)

    # verbs ------------------------------------------------------------------------------------------------------
    def _after_verb(self, index: int) -> Act | None:
        lexis, words = self.lexis, self.lexis.view.words
        if words[index] in _BY_SAYING or (words[index] == "القول" and words[index - 1] == "الي"):
            return self._by_saying(index)
        reading = self._reading(index)
        if reading is None or index in self.speakers.inside or lexis.has(index, "people.alias"):
            return None
        if self._withheld(index, 3) and not lexis.view.words[index].startswith("و"):
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
        own = self._quoting(end) if via is not None or passed else None
        end = (
            own + 1 if own is not None else self._past_aside(self.speakers.apposition(end, speaker)) if speaker else end
        )
        if own is not None and speaker is not None and speaker.who is None and own - speaker.end <= _NEAR:
            speaker = replace(speaker, end=self._trimmed(speaker.first, own))
        found = self._begins(index, end, stance, reading, speaker, continues=continues)
        if found is None or (speaker is None and not continues and not self._dropped(index, start, reading.use.part)):
            return None
        marked, stance = found
        told = None if via or speaker is None else self.speakers.told_to(speaker.end)
        follows = words[index].startswith("و") or lexis.view.breaks[index] == Break.SOFT
        return Act(
            (index, start), speaker, [self._said(*self._noun(marked))], stance, via, told, follows, index,
            own=(own, own + 1) if own is not None else None, passed=passed and via is None,
        )  # fmt: skip

    def _whose(
        self, index: int, start: int, stance: Stance, reading: Reading
    ) -> tuple[Speaker | None, Speaker | None, int]:
        """Who speaks: behind the verb, before it, or whoever stands between it and what it brings in; whom that is
        passed on by; and the word after them."""
        speaker, via, end = self._subject(index, start, stance)
        if speaker is None and reading.use.use != "continue" and reading.peeled.before != "و":
            speaker = self.speakers.before(index) or self._phrase_before(index, start, reading)
        if speaker is None:
            speaker, end = self._phrase(index, start, reading, end)
        elif via is None and start <= speaker.first < end:
            speaker, end = self._whole(speaker, end)
        return speaker, via, end

    def _begins(
        self, index: int, end: int, stance: Stance, reading: Reading, speaker: Speaker | None, *, continues: bool
    ) -> tuple[int, Stance] | None:
        """The first word of what is said, and how it is said; None where nothing is."""
        marked = self._content_start(end)
        if speaker is None:
            charged = marked is not None and stance == "accuses" and self.lexis.article(end)
            opens = index == self.lexis.view.sentence_at(index)[0]
            if marked is None and reading.peeled.before == "و" and (opens or stance not in _DEEDS):
                marked = self._told_of(reading, index, end, stance, None)
            return (end if charged else marked, stance) if marked is not None else None
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
        return (self._past_times(end), stance) if plain and self._tells(end, stance == "denies") else None

    def _reading(self, index: int) -> Reading | None:
        """The word as a verb of saying; with an object only where it tells somebody (`أخبرها`)."""
        for use in ("speech", "continue"):
            for reading in self.lexis.uses(index, use):
                if not reading.peeled.after or reading.peeled.core.startswith(_TELLING):
                    return reading
        return None

    def _stance(self, index: int, reading: Reading) -> Stance | None:
        """The stance of the verb; None where it is negated, but for what is neither denied nor ruled out."""
        stance: Stance = self.lexis.book.speech[reading.use.entry].stance  # type: ignore[assignment]
        before = self.lexis.view.words[index - 1].lstrip("وف") if index and self.lexis.joined(index) else ""
        if before not in _NOT:
            return stance
        return "hedges" if stance in ("denies", "rejects") else None

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
        if self._complement(start) and start + 1 < lexis.size:
            start += 1
        elif self.speakers.past_told(start) > start or self.speakers.setting(start):
            marked = self._content_start(start)
            if marked is None:
                return None
            start = marked
        elif lexis.is_verb(start) and not lexis.article(start) and opening_mark(lexis.view, start) is None:
            return None
        first, letters = self._noun(start)
        return Act((index, index + 1), None, [self._said(first, letters)], stance, follows=True, at=index)

    def _told_of(self, reading: Reading, index: int, end: int, stance: Stance, speaker: Speaker | None) -> int | None:
        """The first word of what is told by a noun: `أشار إلى وجود`, `رفض تسليم`, `توقع صدور`, `وعد بإعادة`."""
        lexis, view = self.lexis, self.lexis.view
        while end < lexis.size - 2 and self.speakers.setting(end):
            end += 2 + lexis.any(end + 2, _ADJECTIVES)
        if end >= lexis.size - 1 or view.breaks[end] >= Break.SENTENCE or self._withheld(index):
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
        if told or (stance == "rejects" and not deed and (speaker is None or speaker.who is not None)):
            return end if noun and end not in self.time_words and not self.speakers.setting(end) else None
        telling = reading.peeled.core.startswith(_TELLING)
        if telling or (stance in ("promises", "threatens") and not deed):
            near = range(end, min(end + _NEAR, lexis.size))
            by = next((k for k in near if proclitics(lexis, k)[-1:] == "ب" or view.words[k] == "ب"), None)
            whole = noun and stance in ("promises", "threatens") and not self.speakers.told_media(end)
            return (end if whole else by) if by is not None else None
        return None

    def _responsible(self, end: int) -> int | None:
        """`أعلنت … مسؤوليتها عن تفجير`: the first word of the deed that is claimed."""
        words = self.lexis.view.words
        for k in range(end, min(end + _NEAR, self.lexis.size - 2)):
            if self.lexis.view.breaks[k] >= Break.SENTENCE:
                return None
            if words[k] in _RESPONSIBLE and words[k + 1] == "عن":
                return k + 2
        return None

    def _complement(self, index: int) -> bool:
        """Whether the word brings in what is said; `لأن` brings in a reason."""
        return self.lexis.has(index, _CONTENT) and not self.lexis.view.words[index].startswith("لان")

    def _said(self, start: int, letters: int) -> Span:
        """What is said from the word on: what a quotation holds, else the clause."""
        start = min(start, self.lexis.size - 1)
        quoted = self.extents.quoted(start) if not letters else None
        if quoted is not None and self._complement(start) and start + 1 < self.lexis.size:
            quoted = Span(self.lexis.view.starts[start + 1], quoted.end)
        return quoted if quoted is not None and not self._runs_on(quoted) else self.extents.clause(start, letters)

    def _runs_on(self, quoted: Span) -> bool:
        """`«قواتنا» انسحبت من البلدة`: whether the clause goes on behind the quotation, so that it is part of it."""
        view = self.lexis.view
        _, behind = view.word_range(quoted)
        if behind >= self.lexis.size or view.breaks[behind] != Break.NONE:
            return False
        known = self.lexis.tags[behind] | {r.use.use for r in self.lexis.infos[behind].uses}
        return not ("speech" in known or self.lexis.view.words[behind].startswith("و"))

    def _noun(self, start: int) -> tuple[int, int]:
        """The word where what is said begins, and how many letters of it are the preposition of the verb (`بسماع`)."""
        word = self.lexis.view.words[start] if start < self.lexis.size else ""
        if word == "ب" and start + 1 < self.lexis.size:
            return start + 1, 0
        by = word[:1] == "ب" and len(word) > 2 and (proclitics(self.lexis, start) == "ب" or self._by(start))
        return start, int(by)

    def _phrase(self, index: int, start: int, reading: Reading, end: int) -> tuple[Speaker | None, int]:
        """Whoever stands between the verb and what it brings in (`قال المدقق السابق زهير المحمود إن`), though no word
        of the phrase is known to speak."""
        lexis, view = self.lexis, self.lexis.view
        if reading.use.part not in ("past", "present", "passive") or reading.use.use == "continue":
            return None, end
        if not lexis.joined(start) or proclitics(lexis, start).endswith(("ب", "ل")) or start in self.time_words:
            return None, end
        accusative = lexis.article(start) and view.words[start].endswith("ين") and start not in self.speakers.inside
        if accusative or view.words[start] in _TO_WHOM or self._withheld(index) or self._particle(start):
            return None, end
        saying = any(True for _ in lexis.uses(start, "speech"))
        if saying or (lexis.is_verb(start) and not lexis.article(start)):
            return None, end
        stop: int | None = None
        for k in range(start + 1, min(start + _FAR, lexis.size)):
            if view.breaks[k] >= Break.SENTENCE and ":" not in view.gaps[k]:
                return None, end
            if stop is None and self.speakers.hides(k):
                stop = k
            if stop is None and (behind := self._behind_aside(k)) is not None:
                return self.speakers.described(start, self._trimmed(start, k)), behind
            verb = lexis.is_verb(k) and not lexis.article(k) and k not in self.speakers.inside
            if stop is None and verb and view.words[k] not in _NAMED:
                return None, end
            responsible = view.words[k] in _RESPONSIBLE
            if self._complement(k) or ":" in view.gaps[k] or responsible:
                stop = self._trimmed(start, min(stop or k, k))
                far = k - start > _ASIDE and not self.speakers.hides(stop)
                return (None, end) if stop <= start or far else (self.speakers.described(start, stop), stop)
        return None, end

    def _particle(self, index: int) -> bool:
        """A word that begins no phrase of somebody: a preposition, a demonstrative, `ثم`, `كذلك`."""
        tags = self.lexis.tags[index]
        return self.lexis.view.words[index] in _PARTICLES or any(tag.startswith("particles.") for tag in tags)

    def _withheld(self, index: int, reach: int = 6) -> bool:
        """`رفض الكشف عن اسمه`: what is said of how little a speaker wants to be known."""
        return any(word in NAME_OF for word in self.lexis.view.words[index : index + reach])

    def _whole(self, speaker: Speaker, end: int) -> tuple[Speaker, int]:
        """A described speaker, to where what is said is brought in (`قالت المتحدثة باسم منظمة خيمة ودواء إن`)."""
        lexis = self.lexis
        if speaker.back or end != speaker.end:
            return speaker, end
        for k in range(end, min(end + _WHOLE, lexis.size)):
            if k > end and lexis.view.breaks[k] == Break.SOFT and (self.speakers.setting(k) or self.speakers.hides(k)):
                known = (speaker.who or "").startswith("p:")
                return (speaker if known else replace(speaker, end=self._trimmed(speaker.first, k))), k
            closed = lexis.view.breaks[k] > Break.NONE and not (k > end and self._complement(k))
            if closed or (lexis.is_verb(k) and not lexis.article(k)):
                break
            if self.speakers.hides(k):
                break
            if self._complement(k):
                stop = self._trimmed(speaker.first, k) if k > end else end
                named = (speaker.who or "").startswith("p:")
                return (speaker if named else replace(speaker, end=stop), stop) if stop > end else (speaker, end)
            if self.speakers.setting(k) or k in self.time_words or self.speakers.told_media(k):
                break
        return speaker, end

    def _phrase_before(self, index: int, start: int, reading: Reading) -> Speaker | None:
        """Whoever stands between the beginning of the clause and the verb (`لكن مصدرا طبيا في المشفى قال إن`)."""
        lexis = self.lexis
        if reading.use.part not in ("past", "present") or self.lexis.view.words[index] in _IMPERSONAL:
            return None
        marked = self._content_start(start)
        by = any(proclitics(lexis, k)[-1:] == "ب" for k in range(start, min(start + 3, lexis.size)))
        if (marked is None or marked - start > _NEAR) and not (by and reading.peeled.core.startswith(_TELLING)):
            return None
        return self._clause_subject(index)

    def _clause_subject(self, index: int) -> Speaker | None:
        """The phrase from the beginning of the clause to the verb, where no other verb stands in it."""
        lexis, view = self.lexis, self.lexis.view
        first, _ = view.sentence_at(index)
        for k in range(index - 1, max(first, index - _ASIDE) - 1, -1):
            inside = k in self.speakers.inside or self.speakers.kind(k)
            if not inside and lexis.is_verb(k) and not lexis.article(k):
                return None
            if not (k == first or self._complement(k - 1) or view.words[k - 1] in _OPENERS):
                continue
            start = k
            while start < index and (self._complement(start) or view.words[start] in _OPENERS):
                start += 1
            free = start < index and self._may_begin(start) and view.breaks[index] <= Break.SOFT
            return self.speakers.described(start, self._trimmed(start, index)) if free else None
        return None

    def _behind_aside(self, index: int) -> int | None:
        """`وثائق مسربة، تداولها ناشطون، أن`: where what is said is brought in behind an aside between commas."""
        view = self.lexis.view
        if view.breaks[index] != Break.SOFT or self.speakers.names(index):
            return None
        for k in range(index + 1, min(index + _ASIDE, self.lexis.size)):
            if view.breaks[k] > Break.NONE:
                return k if view.breaks[k] == Break.SOFT and self._complement(k) else None
        return None

    def _may_begin(self, index: int) -> bool:
        """Whether a phrase of somebody may begin with the word."""
        bound = proclitics(self.lexis, index).endswith(("ب", "ل", "و"))
        verbal = self.lexis.view.words[index].startswith(("وي", "وت"))
        return not (bound or verbal or index in self.time_words or self._particle(index))

    def _trimmed(self, start: int, stop: int) -> int:
        """The end of the phrase without where, when and to whom it was said, and without the verb's preposition."""
        lexis = self.lexis
        for k in range(start + 1, stop):
            away = lexis.has(k, "particles.preposition") and lexis.view.words[k] not in _INSIDE
            apart = lexis.view.breaks[k] > Break.NONE and not self.speakers.names(k)
            ends = self.speakers.setting(k) or k in self.time_words or self.speakers.told_media(k)
            if ends or away or apart or lexis.view.words[k] in _QUOTING or lexis.view.words[k] == "ل":
                stop = k
                break
        while stop > start + 1 and lexis.has(stop - 1, "particles.preposition"):
            stop -= 1
        return stop

    def _quoted(self, index: int, end: int) -> list[Span] | None:
        """What stands in quotation marks before the verb (`«…»، قال سالم`), and goes on behind its subject."""
        view = self.lexis.view
        at = index - 1 if index and view.words[index - 1] == "كما" else index
        before = self.extents.quoted_before(at)
        if before is None or view.breaks[at] != Break.SOFT:
            return None
        end = self.speakers.apposition(self._past_aside(end), None) if end > index else end
        if end < self.lexis.size and self.lexis.has(end, _CONTENT):
            return None
        behind = self.extents.quoted(end) if end < self.lexis.size and end > index else None
        parted = behind is not None and self.lexis.view.breaks[end] < Break.PARAGRAPH
        return [before, behind] if behind is not None and parted else [before]

    def _by_saying(self, index: int) -> Act | None:
        """`اكتفى مصدر أمني بالقول إن`: who does it by saying stands before."""
        lexis = self.lexis
        marked = self._content_start(index + 1)
        if marked is None:
            return None
        first, _ = lexis.view.sentence_at(index)
        near = range(index - 1, max(first, index - _ASIDE) - 1, -1)
        begin = next((k for k in near if lexis.view.breaks[k] > Break.NONE), near[-1] if near else index)
        while begin < index and lexis.view.words[begin] in _OPENERS:
            begin += 1
        if lexis.view.words[begin].lstrip("وف").startswith(_BY_VERBS):
            start, stop = begin + 1, index
        else:
            start, stop = begin, index - 1
        if stop <= start or not self._may_begin(start):
            return None
        speaker = self.speakers.at(start, opening=True)
        if speaker is None or speaker.end > stop:
            speaker = self.speakers.described(start, self._trimmed(start, stop))
        return Act((index, index + 1), speaker, [self._said(marked, 0)], "asserts", follows=True, at=begin)

    def _subject(self, index: int, start: int, stance: Stance) -> tuple[Speaker | None, Speaker | None, int]:
        """Who speaks behind the verb, whom that is passed on by (`نقلت الوكالة عن مصدر`), and the word after them."""
        words, speakers = self.lexis.view.words, self.speakers
        if words[start : start + 1] == ["عن"] and self.lexis.joined(start):  # `نقل عن مصدر`
            quoted = speakers.at(start + 1) or self._till_content(start + 1)
            via = speakers.before(index) or (self._clause_subject(index - 1) if words[index - 1] == "قد" else None)
            return (quoted, via, quoted.end) if quoted else (None, None, start)
        speaker = speakers.at(start, governed=_GOVERNS.get(stance))
        if speaker is None or not speakers.is_subject(start):
            return None, None, start
        if speaker.first == start and not speakers.agrees(words[index], speaker):
            return None, None, start
        plain = speaker.who is None and self.lexis.article(speaker.first)
        if plain and words[speaker.first].endswith("ين"):  # `ويتهم الباحثين`: an accusative
            return None, None, start
        end = speaker.end
        if end < len(words) and words[end] in ("عن", "الي") and self.lexis.view.breaks[end] == Break.NONE:
            quoted = speakers.at(end + 1)
            if quoted and (words[end] == "عن" or self._quoting(quoted.end) is not None):
                return quoted, speaker, quoted.end
        return speaker, None, end

    def _till_content(self, start: int) -> Speaker | None:
        """Whoever stands from here to what is brought in (`نقلت عن مزارع في المنطقة أنه`)."""
        lexis = self.lexis
        if start >= lexis.size or self._particle(start) or start in self.time_words:
            return None
        for k in range(start + 1, min(start + _WHOLE, lexis.size)):
            if lexis.view.breaks[k] > Break.NONE:
                return None
            if self._complement(k) or lexis.view.words[k] in _QUOTING:
                return self.speakers.described(start, self._trimmed(start, k))
        return None

    def _quoting(self, end: int) -> int | None:
        """Where `قوله` stands behind whom somebody quotes, past how little that one wants to be known."""
        for k in range(end, min(end + _FAR, self.lexis.size)):
            if self.lexis.view.breaks[k] >= Break.SENTENCE or self._complement(k):
                return None
            if self.lexis.view.words[k] in _QUOTING:
                return k
        return None

    def _dropped(self, index: int, start: int, part: str) -> bool:
        """A verb without a subject of its own, whose speaker is the last one: `وقال إن`, `كما قال في مؤتمر صحفي إن`."""
        lexis = self.lexis
        if lexis.view.words[index].startswith("و"):
            return True
        first, _ = lexis.view.sentence_at(index)
        setting = index - first <= 8 and self.speakers.setting(first)
        free = part == "past" and (index == first or setting or lexis.view.words[index - 1] in _AFTER)
        return free and (lexis.any(start, _CLAUSE) or start in self.time_words or not self.speakers.is_subject(start))

    def _past_aside(self, end: int) -> int:
        """The word after what only says how it was said: `فضل عدم الكشف عن اسمه`, `، في بيان لها،`, `لموقع «…»`."""
        lexis, last = self.lexis, self.lexis.size
        end = self.speakers.past_told(end)
        for index in range(end, min(end + 3, last)):
            if lexis.has(index, "sources.anonymity"):
                end = lexis.until[index]
                break
        else:
            if end >= last or lexis.view.breaks[end] != Break.SOFT:
                return end
        if end >= last:
            return end
        if "(" in lexis.view.gaps[end]:
            return next((k for k in range(end + 1, min(end + 9, last)) if ")" in lexis.view.gaps[k]), end)
        if not (lexis.has(end, "particles.preposition") or self.speakers.hides(end)):
            return end
        closed = (k for k in range(end + 1, min(end + _ASIDE, last)) if lexis.view.breaks[k] != Break.NONE)
        index = next(closed, end)
        return index if index < last and lexis.view.breaks[index] == Break.SOFT else end

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
            charged = index > end and stance == "accuses" and index not in self.speakers.pointers
            behind = index > end or stance == "threatens"
            if stance != "warns" and self._by(index) and behind and (charged or self._happening(index)):
                return end if stance == "accuses" else index
        return None

    def _by(self, index: int) -> bool:
        """Whether the word is a noun with `ب`."""
        info = self.lexis.infos[index]
        return info.before.endswith("ب") or any(
            r.peeled.before.endswith("ب") for r in info.uses if r.use.part in ("noun", "plural")
        )

    def _happening(self, index: int) -> bool:
        """Whether one of three words names a happening."""
        stop = min(index + 3, self.lexis.size)
        return any(r.use.part in ("noun", "plural") for k in range(index, stop) for r in self.lexis.uses(k, "event"))

    # other cues -------------------------------------------------------------------------------------------------
    def _after_preposition(self, index: int) -> Act | None:
        lexis = self.lexis
        start = lexis.until[index]
        cue = next((t[4:] for t in sorted(lexis.tags[index]) if t.startswith("cue:")), None)
        document = lexis.has(start, "speech.noun") or lexis.has(start, "sources.document")
        if lexis.view.words[start - 1] == "في" and not document:
            return None
        for _ in range(4):
            if start < lexis.size and lexis.joined(start) and self._passes(start):
                start = lexis.until[start]
        pronoun = lexis.view.words[start - 1 : start] and lexis.view.words[start - 1] in _SAID_SO
        speaker = None if pronoun else self.speakers.at(start)
        if speaker is None and not pronoun:
            return None
        if speaker is None:
            return self._said_so(index, start)
        speaker, _ = self._whole(speaker, speaker.end)
        if speaker.who is None and not speaker.back:
            speaker = replace(speaker, end=self._to_comma(speaker))
        stance: Stance = lexis.book.speech[cue].stance if cue else "asserts"  # type: ignore[assignment]
        first, last = lexis.view.sentence_at(index)
        marked = speaker.end < lexis.size and self._marks(speaker.end) and speaker.end + 1 < last
        if (index - first <= 1 or marked) and speaker.end < last:
            contents = [self._said(speaker.end + marked, 0)]
        else:
            contents = self._around(first, index, self.speakers.apposition(speaker.end, speaker))
        return Act((index, start), speaker, contents, stance, follows=index > first, at=index)

    def _said_so(self, index: int, start: int) -> Act | None:
        """`على حد قوله`: the last speaker has said what stands around it."""
        first, _ = self.lexis.view.sentence_at(index)
        return (
            Act((index, start), None, self._around(first, index, start), "asserts", at=index) if index > first else None
        )

    def _around(self, first: int, index: int, end: int) -> list[Span]:
        """What stands in the sentence before the words that tell the speaker, and goes on behind their comma."""
        view = self.lexis.view
        stretches = [view.span(first, index or 1)]
        _, last = view.sentence_at(index)
        if end < last and view.breaks[end] == Break.SOFT and not self._turns(end):
            stretches.append(self._said(end, 0))
        return stretches

    def _turns(self, index: int) -> bool:
        """Whether other words than what was said begin here: another act, or the outlet's own."""
        word = self.lexis.view.words[index]
        speaks = any(True for use in ("speech", "continue") for _ in self.lexis.uses(index, use))
        return speaks or self.extents.turns(index) or word.startswith("و")

    def _to_comma(self, speaker: Speaker) -> int:
        """`بحسب مذكرة توقيف متداولة، فإن`: the end of a described speaker, where a comma ends it soon."""
        lexis = self.lexis
        for k in range(speaker.end, min(speaker.end + _WHOLE, lexis.size)):
            if lexis.view.breaks[k] > Break.NONE or self._complement(k):
                return k if lexis.view.breaks[k] == Break.SOFT else speaker.end
            if lexis.is_verb(k) and not lexis.article(k) and k not in self.speakers.inside:
                break
            away = self.speakers.hides(k) or "(" in lexis.view.gaps[k] or lexis.view.words[k] == "ل"
            if away or k in self.time_words or self.speakers.setting(k) or self.speakers.told_media(k):
                break
        return speaker.end

    def _marks(self, index: int) -> bool:
        """Whether the word only brings in what is said: `أن`, `فإن`."""
        return self.lexis.has(index, _CONTENT) or self.lexis.view.words[index] in _THEN

    def _passes(self, index: int) -> bool:
        """Words between the preposition and the speaker: `بحسب ما ذكر`, `وفق تصريح لـ`."""
        if index in self.speakers.pointers or self.speakers.kind(index):
            return (
                self.lexis.has(index, "speech.noun")
                and index + 1 < self.lexis.size
                and (index + 1 in self.speakers.pointers or self.speakers.kind(index + 1) is not None)
            )
        verb = any(True for use in ("speech", "continue") for _ in self.lexis.uses(index, use))
        return (
            verb
            or self.lexis.has(index, "speech.noun")
            or self.lexis.view.words[index] in ("ما", "حديث", "لحديث", "قول", "به", "بها")
        )

    def _headline_colon(self, index: int) -> Act | None:
        """`المرصد السوري: قتلى …` at the beginning of a paragraph."""
        lexis = self.lexis
        speaker = self.speakers.at(index, opening=True)
        end = self.speakers.past_told(speaker.end) if speaker else index
        if speaker is None or end >= lexis.size or speaker.end - index > 8:
            return None
        gap = lexis.view.gaps[end]
        if ":" not in gap:
            near = range(end + 1, min(index + _REACH, lexis.size))
            verbs = (
                k for k in range(end, min(index + _REACH, lexis.size)) if lexis.is_verb(k) and not lexis.article(k)
            )
            colon = next((k for k in near if ":" in lexis.view.gaps[k]), None)
            if colon is None or next(verbs, colon) < colon or lexis.view.breaks[end] > Break.SOFT:
                return None
            end, gap = colon, lexis.view.gaps[colon]
            speaker = replace(speaker, end=self._trimmed(index, colon)) if speaker.who is None else speaker
        if "::" in gap or "\n" in gap:
            return None
        _, last = lexis.view.sentence_at(index)
        content = self.extents.quoted(end) or lexis.view.span(end, max(last, end + 1))
        denied = lexis.view.words[end : end + 2] == ["لا", "صحه"]
        return Act(None, speaker, [content], "denies" if denied else "asserts", at=index, until=end)

    def _going_on(self, index: int) -> Act | None:
        """A quotation that opens the next paragraph without a cue: the last speaker goes on."""
        view = self.lexis.view
        if index == 0 or opening_mark(view, index) is None:
            return None
        quoted = self.extents.quoted(index)
        if quoted is None:
            return None
        _, behind = view.word_range(quoted)
        alone = behind >= self.lexis.size or view.breaks[behind] >= Break.SENTENCE
        return Act(None, None, [quoted], "asserts", at=index) if alone else None

    # where it begins --------------------------------------------------------------------------------------------
    def _content_start(self, end: int) -> int | None:
        """The first word of what is said: after `أن`, a colon or an opening quotation, at most seven words on."""
        lexis = self.lexis
        for index in range(end, min(end + _REACH, lexis.size)):
            opens = opening_mark(lexis.view, index) is not None
            if lexis.view.breaks[index] >= Break.SENTENCE and not opens:
                return None
            if ":" in lexis.view.gaps[index] or (opens and self._speech_opens(index, end)):
                return index
            if self._complement(index):
                return index + 1 if index + 1 < lexis.size else None
            free = not (lexis.has(index - 1, "particles.preposition") or lexis.has(index - 1, "speech.noun"))
            if index > end and free and any(not r.peeled.after for r in lexis.uses(index, "speech")):
                return None
        return None

    def _speech_opens(self, index: int, end: int) -> bool:
        """Whether the quotation is what is said, and no name: right behind the speaker, or behind `بـ`; not one of a
        few words behind a noun."""
        if self._only_names(index):
            return False
        view = self.lexis.view
        if index == end or view.words[index - 1] in ("ب", "من", "عن") or view.breaks[index] > Break.NONE:
            return True
        quoted = self.extents.quoted(index)
        return quoted is not None and view.word_range(quoted)[1] - index > _NAME_LONG

    def _only_names(self, index: int) -> bool:
        """`مع صحيفة «…» أن`: a short quotation with what brings in the words behind it is a name."""
        quoted = self.extents.quoted(index)
        if quoted is None:
            return False
        _, behind = self.lexis.view.word_range(quoted)
        near = range(behind, min(behind + 2, self.lexis.size))
        return behind - index <= 4 and any(self._complement(k) for k in near)

    def _tells(self, end: int, denies: bool) -> bool:
        """Whether a happening is named right behind the speaker, `أعلنت الوزارة مقتل …`, or what is denied."""
        lexis = self.lexis
        end = self._past_times(end)
        for index in range(end, min(end + 4, lexis.size)):
            if lexis.view.breaks[index] >= Break.SENTENCE:
                return False
            if any(r.use.part in ("noun", "plural") for r in lexis.uses(index, "event")):
                return True
            if denies and lexis.view.words[index] in DENIED:
                return True
        return False

    def _past_times(self, end: int) -> int:
        """The word after what says when it was said (`أعلنت الوزارة، السبت، عن`)."""
        lexis = self.lexis
        while end in self.time_words or (end < lexis.size and lexis.view.words[end] in _BETWEEN):
            end += 1
        return end


_DEEDS = frozenset({"threatens", "promises", "rejects", "claims", "accuses"})
_ANSWERS = frozenset("رد يرد ترد ردت".split())
_TO_THEM = frozenset("لها له لهم لنا لي لهما".split())
_ADJECTIVES = frozenset({"sources.adjective", "units.plain_adjective"})
_TO_WHOM = frozenset("لنا لي له لها لهم موقعنا وكالتنا شبكتنا قناتنا صحيفتنا".split())
_OPENERS = frozenset("لكن ولكن ان بينما فيما اما واما فبينما حين".split())
_INSIDE = frozenset("من في باسم داخل لدي".split())
_WHOLE, _NEAR, _NAME_LONG = 10, 6, 4
_BY_VERBS = ("مضي", "ذهب", "خلص", "انتهي", "اكتف", "رد", "عقب", "علق", "اجاب", "برر", "سارع")
_IMPERSONAL = frozenset("يعتقد يرجح يظن يقال يزعم يخشي يتوقع يذكر".split())
_SAID_SO = frozenset("قوله قولها قولهم تعبيره تعبيرها وصفه وصفها".split())
_THEN = frozenset("فان فانه فانها فانهم".split())
_LATER = 4

"""Layer 6: acts of saying: the cue, who speaks, and where what is said begins."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

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
_REACH, _ASIDE, _FAR = 9, 14, 22


@dataclass(slots=True)
class Act:
    """One act of saying: the cue's words (None where there is none), the speaker (None where the last one goes on), what
    is said, the stance. `via` says that the speaker said it; `told` is an agency that the speaker told it, a station of
    the chain and no speaker; `follows`: it goes on with what the sentence says already, so that it ends it."""

    cue: tuple[int, int] | None
    speaker: Speaker | None
    contents: list[Span]
    stance: Stance
    via: Speaker | None = None
    told: Speaker | None = None
    follows: bool = False
    at: int = field(default=0)


class Acts:
    """Finds the acts of saying of one report, in the order of their cues."""

    def __init__(self, lexis: Lexis, cast: Cast, times: list[Span], outlet: str | None) -> None:
        self.lexis, self.extents = lexis, Extents(lexis)
        self.time_words = {k for span in times for k in range(*lexis.view.word_range(span))}
        self.speakers = Speakers(lexis, cast, self.time_words, outlet)

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
        saying |= {index for index, word in enumerate(lexis.view.words) if word in _BY_SAYING}
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
                yield act
                reached = act.cue[1] if act.cue else index + 1

    # verbs ------------------------------------------------------------------------------------------------------
    def _after_verb(self, index: int) -> Act | None:
        lexis = self.lexis
        if lexis.view.words[index] in _BY_SAYING:
            return self._by_saying(index)
        reading = next(
            (r for use in ("speech", "continue") for r in lexis.uses(index, use) if not r.peeled.after), None
        )
        if reading is None or index in self.speakers.inside:
            return None
        entry = lexis.book.speech[reading.use.entry]
        stance: Stance = entry.stance  # type: ignore[assignment]
        participle = reading.use.part == "participle"
        continues = reading.use.use == "continue" or participle
        start = (lexis.tail_end(index, reading.use.tail) if reading.use.tail else None) or index + 1
        speaker, via, end = self._subject(index, start, stance, participle)
        if speaker is None and not continues:
            speaker = self.speakers.before(index) or self._phrase_before(index, start, reading)
        if speaker is None and not participle:
            speaker, end = self._phrase(index, start, reading, end)
        elif speaker is not None and speaker.first >= start:
            speaker, end = self._whole(speaker, end)
        quoted = self._quoted(index, end) if not participle and (speaker is not None or continues) else None
        if quoted is not None:
            return Act((index, start), speaker, quoted, stance, via, at=index)
        end = self._past_aside(end) if speaker else end
        marked = self._content_start(end)
        if marked is None and speaker is not None and not continues:
            marked = self._object_start(index, end, stance, speaker)
        if marked is None and stance == "asserts" and end < lexis.size and lexis.view.words[end] in ("الي", "عن"):
            marked = end + 1 if speaker is not None and lexis.joined(end) and end + 1 < lexis.size else None
        dropped = self._dropped(index, start, reading.use.part)
        if speaker is None and not (continues or (marked and dropped)):
            return None
        plain = stance in _PLAIN_CONTENT and speaker is not None and not continues and entry.verbs != entry.continues
        if marked is None and not (plain and self._tells(end, stance == "denies")):
            return None
        start_of_it, letters = self._noun(marked if marked is not None else self._past_times(end))
        told = None if via or speaker is None else self.speakers.told_to(speaker.end)
        follows = participle or lexis.view.words[index].startswith("و") or lexis.view.breaks[index] == Break.SOFT
        return Act(
            (index, start), speaker, [self._said(start_of_it, letters)], stance, via, told, follows, index
        )  # fmt: skip

    def _said(self, start: int, letters: int) -> Span:
        """What is said from the word on: what a quotation holds, else the clause."""
        start = min(start, self.lexis.size - 1)
        quoted = self.extents.quoted(start) if not letters else None
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
        by = bool(word) and proclitics(self.lexis, start) == "ب" and len(word) > 3
        return start, int(by)

    def _phrase(self, index: int, start: int, reading: Reading, end: int) -> tuple[Speaker | None, int]:
        """Whoever stands between the verb and what it brings in (`قال المدقق السابق زهير المحمود إن`), though no word of
        the phrase is known to speak."""
        lexis = self.lexis
        if reading.use.part not in ("past", "present", "passive") or reading.use.use == "continue":
            return None, end
        if not lexis.joined(start) or lexis.infos[start].before or start in self.time_words:
            return None, end
        if lexis.view.words[start] in _TO_WHOM or self._withheld(index):
            return None, end
        if lexis.any(start, _CLAUSE) or lexis.is_verb(start) and not lexis.article(start):
            return None, end
        for k in range(start + 1, min(start + _ASIDE, lexis.size)):
            if lexis.view.breaks[k] >= Break.SENTENCE or (lexis.is_verb(k) and not lexis.article(k) and k not in self.speakers.inside):
                return None, end
            marked = lexis.has(k, _CONTENT) or ":" in lexis.view.gaps[k]
            if marked:
                stop = self._trimmed(start, k)
                return (self.speakers.described(start, stop), stop) if stop > start else (None, end)
        return None, end

    def _withheld(self, index: int) -> bool:
        """`رفض الكشف عن اسمه`: what is said of how little a speaker wants to be known."""
        return any(word in NAME_OF for word in self.lexis.view.words[index : index + 6])

    def _whole(self, speaker: Speaker, end: int) -> tuple[Speaker, int]:
        """A described speaker, to where what is said is brought in (`قالت المتحدثة باسم منظمة خيمة ودواء إن`)."""
        lexis = self.lexis
        if speaker.who is not None or speaker.back or end != speaker.end:
            return speaker, end
        for k in range(end, min(end + _WHOLE, lexis.size)):
            if lexis.view.breaks[k] > Break.NONE or lexis.is_verb(k) and not lexis.article(k):
                break
            if lexis.has(k, _CONTENT):
                stop = self._trimmed(end, k) if k > end else end
                return (replace(speaker, end=stop), stop) if stop > end else (speaker, end)
            if self.speakers.setting(k) or k in self.time_words or self.speakers.past_told(k) > k:
                break
        return speaker, end

    def _phrase_before(self, index: int, start: int, reading: Reading) -> Speaker | None:
        """Whoever stands between the beginning of the clause and the verb (`لكن مصدرا طبيا في المشفى قال إن`)."""
        lexis, view = self.lexis, self.lexis.view
        if reading.use.part not in ("past", "present") or view.words[index].startswith("و") and not lexis.is_verb(index):
            return None
        marked = self._content_start(start)
        if marked is None or marked - start > _NEAR:
            return None
        first, _ = view.sentence_at(index)
        begin = max(first, index - _ASIDE)
        for k in range(index - 1, begin - 1, -1):
            if k not in self.speakers.inside and lexis.is_verb(k) and not lexis.article(k) and not self.speakers.kind(k):
                return None
            opened = k == first or lexis.has(k - 1, _CONTENT) or lexis.view.words[k - 1] in _OPENERS
            if not opened:
                continue
            while k < index and (lexis.has(k, _CONTENT) or view.words[k] in _OPENERS):
                k += 1
            free = k < index and not lexis.any(k, _CLAUSE) and not proclitics(lexis, k).endswith(("ب", "ل"))
            named = free and k not in self.time_words and not (view.breaks[index] > Break.SOFT)
            return self.speakers.described(k, self._trimmed(k, index)) if named else None
        return None

    def _trimmed(self, start: int, stop: int) -> int:
        """The end of the phrase without where, when and to whom it was said."""
        for k in range(start + 1, stop):
            away = self.lexis.has(k, "particles.preposition") and self.lexis.view.words[k] not in _INSIDE
            if self.speakers.setting(k) or k in self.time_words or away or self.speakers.past_told(k) > k:
                return k
            if self.lexis.view.breaks[k] > Break.NONE and not self.speakers.names(k):
                return k
        return stop

    def _quoted(self, index: int, end: int) -> list[Span] | None:
        """What stands in quotation marks before the verb (`«…»، قال سالم`), and goes on behind its subject."""
        view = self.lexis.view
        at = index - 1 if index and view.words[index - 1] == "كما" else index
        before = self.extents.quoted_before(at)
        if before is None or view.breaks[at] != Break.SOFT:
            return None
        end = self.speakers.apposition(self._past_aside(end)) if end > index else end
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
        for at in range(index - 1, max(first, index - _ASIDE) - 1, -1):
            if not lexis.is_verb(at) or lexis.article(at) or at in self.speakers.inside:
                continue
            speaker = self.speakers.at(at + 1) or self.speakers.before(at)
            if speaker is None and at + 1 < index:
                speaker = self.speakers.described(at + 1, self._trimmed(at + 1, index))
            return Act((index, index + 1), speaker, [self._said(marked, 0)], "asserts", follows=True, at=index)
        return None

    def _subject(
        self, index: int, start: int, stance: Stance, participle: bool
    ) -> tuple[Speaker | None, Speaker | None, int]:
        """Who speaks behind the verb, whom that is passed on by (`نقلت الوكالة عن مصدر`), and the word after them."""
        words, speakers = self.lexis.view.words, self.speakers
        if words[start : start + 1] == ["عن"] and self.lexis.joined(start):  # `نقل عن مصدر`
            quoted = speakers.at(start + 1)
            return (quoted, None, self._past_quoting(quoted.end)) if quoted else (None, None, start)
        speaker = None if participle else speakers.at(start, governed=_GOVERNS.get(stance))
        if speaker is None or not speakers.is_subject(start):
            return None, None, start
        if speaker.first == start and not speakers.agrees(words[index], speaker):
            return None, None, start
        end = speaker.end
        if end < len(words) and words[end] in ("عن", "الي") and self.lexis.view.breaks[end] == Break.NONE:
            quoted = speakers.at(end + 1)
            if quoted and (words[end] == "عن" or self._past_quoting(quoted.end) > quoted.end):
                return quoted, speaker, self._past_quoting(quoted.end)
        return speaker, None, end

    def _past_quoting(self, end: int) -> int:
        """The word after `قوله`, past how little the speaker wants to be known."""
        view = self.lexis.view
        for k in range(end, min(end + _ASIDE, self.lexis.size)):
            if view.breaks[k] >= Break.SENTENCE or self.lexis.has(k, _CONTENT):
                return end
            if view.words[k] in _QUOTING:
                return k + 1
        return end

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
        """The word after what only says how the speaker spoke: `فضل عدم الكشف عن اسمه`, `، في بيان لها،`, `لموقع «…»`."""
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
            charged = index > end and lexis.has(cue, "particles.allegation") and index not in self.speakers.pointers
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
        if lexis.view.words[start - 1] == "في" and not lexis.has(start, "speech.noun"):
            return None
        for _ in range(4):
            if start < lexis.size and lexis.joined(start) and self._passes(start):
                start = lexis.until[start]
        speaker = self.speakers.at(start)
        if speaker is None:
            return None
        if speaker.who is None and not speaker.back:
            speaker = replace(speaker, end=self._to_comma(speaker))
        stance: Stance = lexis.book.speech[cue].stance if cue else "asserts"  # type: ignore[assignment]
        first, last = lexis.view.sentence_at(index)
        marked = speaker.end < lexis.size and self._marks(speaker.end) and speaker.end + 1 < last
        if (index - first <= 1 or marked) and speaker.end < last:
            contents = [self._said(speaker.end + marked, 0)]
        else:
            contents = [lexis.view.span(first, index or 1)]
        return Act((index, start), speaker, contents, stance, follows=index > first, at=index)

    def _to_comma(self, speaker: Speaker) -> int:
        """`بحسب مذكرة توقيف متداولة، فإن`: the end of a described speaker, where a comma ends it soon."""
        lexis = self.lexis
        for k in range(speaker.end, min(speaker.end + _WHOLE, lexis.size)):
            if lexis.view.breaks[k] > Break.NONE or lexis.has(k, _CONTENT):
                return k if lexis.view.breaks[k] == Break.SOFT else speaker.end
            if lexis.is_verb(k) and not lexis.article(k) and k not in self.speakers.inside:
                break
            if k in self.time_words or self.speakers.setting(k) or self.speakers.past_told(k) > k:
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
        if ":" not in gap or "::" in gap or "\n" in gap:
            return None
        _, last = lexis.view.sentence_at(index)
        content = self.extents.quoted(end) or lexis.view.span(end, max(last, end + 1))
        return Act((index, speaker.end), speaker, [content], "asserts", at=index)

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
            if lexis.has(index, _CONTENT):
                return index + 1 if index + 1 < lexis.size else None
            if index > end and any(True for _ in lexis.uses(index, "speech")):
                return None
        return None

    def _speech_opens(self, index: int, end: int) -> bool:
        """Whether the quotation is what is said, and no name: right behind the speaker, or behind `بـ`; not one of a few
        words behind a noun."""
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
        return behind - index <= 4 and any(self.lexis.has(k, _CONTENT) for k in near)

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


_TO_WHOM = frozenset("لنا لي له لها لهم".split())
_OPENERS = frozenset("لكن ولكن ان بينما فيما اما واما فبينما حين".split())
_INSIDE = frozenset("من في باسم داخل لدي".split())
_WHOLE, _NEAR, _NAME_LONG = 10, 6, 4
_THEN = frozenset("فان فانه فانها فانهم".split())
_LATER = 4

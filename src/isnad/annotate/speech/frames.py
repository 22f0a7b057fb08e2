"""Layer 6: acts of saying without a verb of it: `بحسب`, `على حد قوله`, `بالقول`, a headline and its colon."""

from isnad.annotate.quotes import opening_mark
from isnad.annotate.speech.act import Act
from isnad.annotate.speech.extents import Extents
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.openings import CONTENT, REACH
from isnad.annotate.speech.phrases import ASIDE, NEAR, Phrases
from isnad.annotate.speech.preceding import OPENERS, Preceding
from isnad.arabic.view import Break
from isnad.model.vocabulary import Stance

_BY_VERBS = ("مضي", "ذهب", "خلص", "انتهي", "اكتف", "رد", "عقب", "علق", "اجاب", "برر", "سارع")
_SAID_SO = frozenset("قوله قولها قولهم تعبيره تعبيرها وصفه وصفها".split())
IN_WHICH = frozenset("فيه فيها فيهما فيهم".split())
_STANDS = frozenset("جاء جاءت ورد وردت كتب كتبت".split())
_DOCUMENTS = frozenset({"speech.noun", "sources.document"})
_THEN = frozenset("فان فانه فانها فانهم".split())
_FAR = 26
_AT_THEM = frozenset("عليه عليها عليهم عنه عنها عنهم".split())


class Frames:
    """Reads what frames words as somebody's in one report."""

    def __init__(self, ground: Ground, phrases: Phrases, extents: Extents) -> None:
        self.ground, self.lexis, self.phrases, self.extents = ground, ground.lexis, phrases, extents
        self.openings, self.speakers, self.asides = phrases.openings, phrases.speakers, phrases.asides
        self.preceding = Preceding(phrases.speakers)

    def opens(self, index: int) -> bool:
        """Whether one of these words stands as `بالقول`, `بقوله` or `إلى القول`."""
        words = self.lexis.view.words
        return words[index] != "القول" or words[index - 1] == "الي"

    def _by_verb(self, index: int) -> bool:
        """`اكتفى … بالقول`: whether the word is a verb of doing something by saying."""
        return self.lexis.view.words[index].lstrip("وف").startswith(_BY_VERBS)

    def by_saying(self, index: int) -> Act | None:
        """`اكتفى مصدر أمني بالقول إن`: who does it by saying stands before."""
        lexis, words = self.lexis, self.lexis.view.words
        marked = self.openings.content_start(index + 1)
        if marked is None:
            return None
        first, _ = lexis.view.sentence_at(index)
        near = range(index - 1, max(first, index - ASIDE) - 1, -1)
        far = range(max(first, index - _FAR), index)
        begin = next((k for k in far if self._by_verb(k)), -1)
        if begin < 0:
            begin = next((k for k in near if self.ground.verb(k)), -1)
        if begin < 0:
            begin = next((k for k in near if lexis.view.breaks[k] > Break.NONE), near[-1] if near else index)
        while begin < index and lexis.view.words[begin] in OPENERS:
            begin += 1
        verb = self.ground.verb(begin)
        if verb or self._by_verb(begin):
            start, stop = begin + 1, index
            start += words[start] in _AT_THEM
        else:
            start, stop = begin, index - 1
        if stop <= start:
            speaker = self.preceding.before(begin)
        elif self.phrases.may_begin(start):
            speaker = self.speakers.at(start, opening=True, bound=stop) or self.speakers.described(start, stop)
        else:
            return None
        if speaker is None:
            return None
        return Act((index, index + 1), speaker, [self.openings.said(marked, 0)], "asserts", follows=True, at=begin)

    def in_which(self, index: int) -> Act | None:
        """`تلقى رسالة جاء فيها: «…»`: a document in which something stands."""
        lexis = self.lexis
        marked = self.openings.content_start(index + 1)
        if marked is None or not index or lexis.view.words[index - 1].lstrip("وف") not in _STANDS:
            return None
        near = range(index - 2, max(index - NEAR, -1), -1)
        start = next((k for k in near if lexis.any(k, _DOCUMENTS)), None)
        if start is None:
            return None
        speaker = self.speakers.at(start, opening=True, bound=index - 1) or self.speakers.described(start, index - 1)
        return Act(
            (index - 1, index + 1), speaker, [self.openings.said(marked, 0)], "asserts", follows=True, at=index - 1
        )

    def told_in_noun(self, index: int) -> Act | None:
        """`رغم إعلان الرئيس أن اتفاقا تم`, `بعد تأكيد مصادر طبية أن`: a noun of saying with who says it and `أن`."""
        lexis = self.lexis
        reading = next((r for r in lexis.uses(index, "telling") if not (r.peeled.after or r.peeled.article)), None)
        start = index + 1
        if reading is None or start >= lexis.size or not lexis.joined(start):
            return None
        speaker = self.speakers.at(start, bound=self.phrases.bound(start))
        end = self.phrases.past_aside(speaker.end) if speaker is not None else start
        if speaker is None or end + 1 >= lexis.size or not self.openings.complement(end):
            return None
        stance: Stance = lexis.book.speech[reading.use.entry].stance  # type: ignore[assignment]
        said = [self.openings.said(end + 1, 0)]
        return Act((index, index + 1), speaker, said, stance, follows=True, at=index, beside=True)

    def after_preposition(self, index: int) -> Act | None:
        """`بحسب المصدر`, `وفق ما ذكر ناشطون`: who is named behind the preposition said what stands around it."""
        lexis = self.lexis
        start = lexis.until[index]
        cue = next((t[4:] for t in sorted(lexis.tags[index]) if t.startswith("cue:")), None)
        document = lexis.has(start, "speech.noun") or lexis.has(start, "sources.document")
        if lexis.view.words[start - 1] == "في" and not document:
            return None
        for _ in range(4):
            if start < lexis.size and lexis.joined(start) and (self._passes(start) or start in self.ground.time_words):
                start = lexis.until[start]
        pronoun = lexis.view.words[start - 1 : start] and lexis.view.words[start - 1] in _SAID_SO
        speaker = None if pronoun else self.phrases.till_comma(start)
        if speaker is None and not pronoun:
            return None
        if document and start < lexis.size and lexis.infos[start].after in ("ه", "ها", "هم"):
            return None  # `وفق تقريرها`: of whoever was told of
        if speaker is None:
            return self._said_so(index, start)
        stance: Stance = lexis.book.speech[cue].stance if cue else "asserts"  # type: ignore[assignment]
        first, last = lexis.view.sentence_at(index)
        end = self.asides.apposition(speaker.end, speaker)
        end = self._past_relative(end)
        marked = end < lexis.size and self._marks(end) and end + 1 < last
        if (index - first <= 1 or marked) and end < last:
            contents = [self.openings.said(end + marked, 0)]
        else:
            contents = self.openings.around(first, index, self.asides.apposition(speaker.end, speaker))
        return Act((index, start), speaker, contents, stance, follows=index > first, at=index)

    def _said_so(self, index: int, start: int) -> Act | None:
        """`على حد قوله`: the last speaker has said what stands around it."""
        first, _ = self.lexis.view.sentence_at(index)
        return (
            Act((index, start), None, self.openings.around(first, index, start), "asserts", at=index)
            if index > first
            else None
        )

    def _past_relative(self, end: int) -> int:
        """The word after `، الذي لم ينشر اسمه،`."""
        lexis, breaks = self.lexis, self.lexis.view.breaks
        if not (lexis.has(end, "particles.relative") and breaks[end] == Break.SOFT):
            return end
        return next((k for k in range(end + 1, min(end + ASIDE, lexis.size)) if breaks[k]), end)

    def _marks(self, index: int) -> bool:
        """Whether the word only brings in what is said: `أن`, `فإن`."""
        return self.lexis.has(index, CONTENT) or self.lexis.view.words[index] in _THEN

    def _passes(self, index: int) -> bool:
        """Words between the preposition and the speaker: `بحسب ما ذكر`, `وفق تصريح لـ`."""
        if index in self.ground.pointers or self.ground.kind(index):
            return (
                self.lexis.has(index, "speech.noun")
                and index + 1 < self.lexis.size
                and (index + 1 in self.ground.pointers or self.ground.kind(index + 1) is not None)
            )
        verb = any(True for use in ("speech", "continue") for _ in self.lexis.uses(index, use))
        return (
            verb
            or self.lexis.has(index, "speech.noun")
            or any(True for _ in self.lexis.uses(index, "telling"))
            or self.lexis.view.words[index] in ("ما", "حديث", "لحديث", "قول", "به", "بها")
        )

    def headline_colon(self, index: int) -> Act | None:
        """`المرصد السوري: قتلى …` at the beginning of a paragraph."""
        lexis = self.lexis
        speaker = self.speakers.at(index, opening=True) if index not in self.ground.states else None
        end = self.asides.past_told(speaker.end) if speaker else index
        if speaker is None or end >= lexis.size or speaker.end - index > 8:
            return None
        gap = lexis.view.gaps[end]
        if ":" not in gap:
            near = range(end + 1, min(index + REACH, lexis.size))
            verbs = (k for k in range(end, min(index + REACH, lexis.size)) if self.ground.verb(k))
            colon = next((k for k in near if ":" in lexis.view.gaps[k]), None)
            if colon is None or next(verbs, colon) < colon or lexis.view.breaks[end] > Break.SOFT:
                return None
            end, gap = colon, lexis.view.gaps[colon]
            speaker = self.speakers.at(index, opening=True, bound=colon) or speaker
        below = "\n" in gap and lexis.has(index, "speech.noun") and speaker.first > index
        if "::" in gap or ("\n" in gap and not below):
            return None
        _, last = lexis.view.sentence_at(end if below else index)
        content = self.extents.quoted(end) or lexis.view.span(end, max(last, end + 1))
        denied = lexis.view.words[end : end + 2] == ["لا", "صحه"]
        return Act(None, speaker, [content], "denies" if denied else "asserts", at=index, until=end)

    def going_on(self, index: int) -> Act | None:
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

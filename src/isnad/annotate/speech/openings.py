"""Layer 6: where what is said begins: behind `أن`, a colon, a quotation mark, or a noun of what happened."""

from isnad.annotate.proclitics import proclitics
from isnad.annotate.quotes import opening_mark
from isnad.annotate.speech.asides import DENIED
from isnad.annotate.speech.extents import Extents
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.words import OWN
from isnad.arabic.view import Break
from isnad.model import Span

CONTENT = "particles.complement"
_BETWEEN = frozenset("عن بيان ال".split())
_BEFORE_TIMES = _BETWEEN | frozenset("في يوم مساء صباح".split())
NO_CONTENT = frozenset("غير دون قبل بعد بدون الا بدلا من منذ لولا بيد رغم".split())
_OF = frozenset({"من", "عن"})
_ASKING = frozenset("كيف لماذا ماذا".split())
REACH = 9
_SET_REACH = 22
_SET = frozenset("في خلال عبر اثناء علي لدي عقب بعد".split())
_NAME_LONG = 4


class Openings:
    """Finds where what is said begins in one report."""

    def __init__(self, ground: Ground, extents: Extents) -> None:
        self.ground, self.lexis, self.extents = ground, ground.lexis, extents

    def complement(self, index: int) -> bool:
        """Whether the word brings in what is said; `لأن` brings in a reason."""
        if not self.lexis.has(index, CONTENT):
            return False
        words = self.lexis.view
        came = words.words[index] == "ان" and words.text[words.starts[index]] == "آ"  # `آن الأوان`
        if words.words[index] == "ان" and words.text[words.starts[index]] == "إ" and self._past(index + 1):
            return False  # `إن اعتدى`: a condition
        will = self.lexis.infos[index].before.endswith("س")
        return not (came or will) and not words.words[index].startswith("لان")

    def _past(self, index: int) -> bool:
        return index < self.lexis.size and any(r.use.part == "past" for r in self.lexis.infos[index].uses)

    def said(self, start: int, letters: int) -> Span:
        """What is said from the word on: what a quotation holds, else the clause."""
        start = min(start, self.lexis.size - 1)
        quoted = self.extents.quoted(start) if not letters else None
        if quoted is not None and self.complement(start) and start + 1 < self.lexis.size:
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

    def noun(self, start: int) -> tuple[int, int]:
        """The word where what is said begins, and how many letters of it are the preposition of the verb (`بسماع`)."""
        word = self.lexis.view.words[start] if start < self.lexis.size else ""
        if word == "ب" and start + 1 < self.lexis.size:
            return start + 1, 0
        by = word[:1] == "ب" and len(word) > 2 and (self.ground.with_by(start) or self.by(start))
        return start, int(by)

    def by(self, index: int) -> bool:
        """Whether the word is a noun with `ب`."""
        info = self.lexis.infos[index]
        return info.before.endswith("ب") or any(
            r.peeled.before.endswith("ب") for r in info.uses if r.use.part in ("noun", "plural")
        )

    def around(self, first: int, index: int, end: int) -> list[Span]:
        """What stands in the sentence before the words that tell the speaker, and goes on behind their comma."""
        view = self.lexis.view
        whole = view.span(first, index or 1)
        joined = proclitics(self.lexis, first)[:1] == "و" and index > first
        stretches = [Span(self.lexis.inner_start(first, 1), whole.end) if joined else whole]
        _, last = view.sentence_at(index)
        if end < last and view.breaks[end] == Break.SOFT and not self._turns(end):
            stretches.append(self.said(end, 0))
        return stretches

    def _turns(self, index: int) -> bool:
        """Whether other words than what was said begin here: another act, or the outlet's own."""
        word = self.lexis.view.words[index]
        speaks = any(True for use in ("speech", "continue") for _ in self.lexis.uses(index, use))
        return speaks or self.extents.turns(index) or word.startswith("و")

    def content_start(self, end: int) -> int | None:
        """The first word of what is said: after `أن`, a colon or an opening quotation, at most seven words on."""
        lexis = self.lexis
        reach = _SET_REACH if end < lexis.size and lexis.view.words[end].removeprefix("و") in _SET else REACH
        for index in range(end, min(end + reach, lexis.size)):
            opens = opening_mark(lexis.view, index) is not None
            if lexis.view.breaks[index] >= Break.SENTENCE and not opens:
                return None
            if (
                lexis.view.words[index] in _ASKING
                or ":" in lexis.view.gaps[index]
                or (opens and self._speech_opens(index, end))
            ):
                return index
            if self.complement(index) and lexis.view.words[index - 1] not in NO_CONTENT:
                return index + 1 if index + 1 < lexis.size else None
            free = not (lexis.has(index - 1, "particles.preposition") or lexis.has(index - 1, "speech.noun"))
            joined = lexis.view.words[index].startswith("و")
            if index > end and (free or joined) and any(not r.peeled.after for r in lexis.uses(index, "speech")):
                return None
        return None

    def brings_in(self, index: int, start: int) -> bool:
        """Whether what is said begins at the word, behind a phrase from `start` on: `أن`, a colon, a quotation."""
        if self.complement(index) or ":" in self.lexis.view.gaps[index] or self.lexis.view.words[index] in _ASKING:
            return True
        if opening_mark(self.lexis.view, index) is None or not self._speech_opens(index, start):
            return False
        return self.lexis.view.words[index - 1] not in _OF or not self._short(index)

    def _speech_opens(self, index: int, end: int) -> bool:
        """Whether the quotation is what is said, and no name: right behind the speaker, or behind `بـ`; not one of a
        few words behind a noun."""
        if self._only_names(index):
            return False
        view = self.lexis.view
        if index == end or view.words[index - 1] in ("ب", "من", "عن") or view.breaks[index] > Break.NONE:
            return True
        return not self._short(index) or self._ends_sentence(index)

    def _ends_sentence(self, index: int) -> bool:
        """`قال سالم «نحن جياع».`: whether the quotation ends its sentence, behind no noun that takes a name."""
        quoted = self.extents.quoted(index)
        behind = self.lexis.view.word_range(quoted)[1] if quoted is not None else 0
        ended = behind >= self.lexis.size or self.lexis.view.breaks[behind] >= Break.SENTENCE
        return quoted is not None and ended and not self.ground.ends_in_name(index - 1)

    def _short(self, index: int) -> bool:
        """Whether the quotation that opens here is of a few words, as a name is."""
        quoted = self.extents.quoted(index)
        return quoted is not None and self.lexis.view.word_range(quoted)[1] - index <= _NAME_LONG

    def _only_names(self, index: int) -> bool:
        """`مع صحيفة «…» أن`: a short quotation with what brings in the words behind it is a name."""
        quoted = self.extents.quoted(index)
        if quoted is None:
            return False
        _, behind = self.lexis.view.word_range(quoted)
        near = range(behind, min(behind + 2, self.lexis.size))
        return behind - index <= 4 and any(self.complement(k) for k in near)

    def tells(self, end: int, denies: bool) -> bool:
        """Whether a happening is named right behind the speaker, `أعلنت الوزارة مقتل …`, or what is denied."""
        lexis = self.lexis
        end = self.past_times(end)
        for index in range(end, min(end + 4, lexis.size)):
            if lexis.view.breaks[index] >= Break.SENTENCE:
                return False
            if any(r.use.part in ("noun", "plural") for r in lexis.uses(index, "event")):
                return True
            if denies and lexis.view.words[index] in DENIED:
                return True
        return False

    def of_ones_own(self, index: int) -> bool:
        """`أبدى استغرابه`, `أعلن دعمه`: a noun with the pronoun of whoever says it."""
        lexis = self.lexis
        if index >= lexis.size or not lexis.view.words[index].endswith(OWN):
            return False
        plain = not lexis.article(index) and not lexis.is_verb(index) and not lexis.has(index, "particles.preposition")
        written = lexis.view.text[lexis.view.ends[index] - 1]
        return plain and written != "ة" and lexis.view.breaks[index] < Break.SENTENCE

    def past_times(self, end: int) -> int:
        """The word after what says when it was said (`أعلنت الوزارة، السبت، عن`)."""
        lexis = self.lexis
        times = self.ground.time_words
        while end in times or (end < lexis.size and lexis.view.words[end] in _BETWEEN) or end + 1 in times:
            if end not in times and lexis.view.words[end] not in _BEFORE_TIMES:
                break
            end += 1
        return end

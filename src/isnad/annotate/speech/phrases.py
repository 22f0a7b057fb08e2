"""Layer 6: whoever speaks by the place of the phrase, though no word of it is known to speak."""

from dataclasses import replace

from isnad.annotate.proclitics import proclitics
from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.asides import DENIED, NAME_OF, QUOTING
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.openings import Openings
from isnad.annotate.speech.speakers import INSIDE, Speakers
from isnad.arabic.view import Break
from isnad.codebook.book import Reading

TELLING = ("اخبر", "ابلغ", "افاد")
RESPONSIBLE = frozenset("مسووليته مسووليتها مسووليتهم".split())
_NAMED = frozenset("تسمي يسمي يدعي تدعي يعرف تعرف تطلق يطلق".split())
_PARTICLES = frozenset("ثم قد وقد كما هذا هذه حيث من في علي كذلك ايضا قتلي".split())
ASIDE = 14
_FAR = 26
_ADVERBS = frozenset("نظرا ردا تعليقا تعقيبا متحدثا متحدثه".split())
_TO_WHOM = frozenset("لنا لي له لها لهم موقعنا وكالتنا شبكتنا قناتنا صحيفتنا".split())
OPENERS = frozenset("لكن ولكن ان بينما فيما اما واما فبينما حين".split())
_FOR_ONES_PART = frozenset("جانبه جانبها جانبهم جهته جهتها جهتهم طرفه طرفها ناحيته ناحيتها".split())
_THIS = frozenset("هذا هذه تلك ذلك هولاء كل جميع".split()) | DENIED
_WHOLE = 10
NEAR = 6
_IMPERSONAL = frozenset("يعتقد يرجح يظن يقال يزعم يخشي يتوقع يذكر".split())


class Phrases:
    """Reads phrases between a cue and what it brings in as speakers."""

    def __init__(self, ground: Ground, speakers: Speakers, openings: Openings) -> None:
        self.ground, self.lexis, self.speakers, self.openings = ground, ground.lexis, speakers, openings
        self.asides = speakers.asides

    def phrase(self, index: int, start: int, reading: Reading, end: int) -> tuple[Speaker | None, int]:
        """Whoever stands between the verb and what it brings in (`قال المدقق السابق زهير المحمود إن`), though no word
        of the phrase is known to speak."""
        lexis, view = self.lexis, self.lexis.view
        if reading.use.part not in ("past", "present", "passive") or reading.use.use == "continue":
            return None, end
        if not lexis.joined(start) or proclitics(lexis, start).endswith(("ب", "ل")) or start in self.ground.time_words:
            return None, end
        accusative = lexis.article(start) and view.words[start].endswith("ين") and start not in self.ground.inside
        if accusative or view.words[start] in _TO_WHOM or self.withheld(index) or self._particle(start):
            return None, end
        saying = any(True for _ in lexis.uses(start, "speech"))
        if saying or (lexis.is_verb(start) and not lexis.article(start)):
            return None, end
        stop: int | None = None
        pointing = lexis.book.speech[reading.use.entry].stance in ("denies", "rejects", "confirms")
        for k in range(start + 1, min(start + _FAR, lexis.size)):
            if view.breaks[k] >= Break.SENTENCE and ":" not in view.gaps[k]:
                return None, end
            if stop is None and self.asides.hides(k):
                stop = k
            if stop is None and (behind := self._behind_aside(k)) is not None:
                return self.speakers.described(start, self.trimmed(start, k)), behind
            verb = lexis.is_verb(k) and not lexis.article(k) and k not in self.ground.inside
            if stop is None and verb and view.words[k] not in _NAMED:
                return None, end
            responsible = view.words[k] in RESPONSIBLE or (pointing and view.words[k] in _THIS)
            if self.openings.complement(k) or ":" in view.gaps[k] or responsible:
                stop = self.trimmed(start, min(stop or k, k))
                far = k - start > ASIDE and not self.asides.hides(stop)
                return (None, end) if stop <= start or far else (self.speakers.described(start, stop), stop)
        return None, end

    def _particle(self, index: int) -> bool:
        """A word that begins no phrase of somebody: a preposition, a demonstrative, `ثم`, `كذلك`."""
        tags = self.lexis.tags[index]
        return self.lexis.view.words[index] in _PARTICLES or any(tag.startswith("particles.") for tag in tags)

    def withheld(self, index: int, reach: int = 6) -> bool:
        """`رفض الكشف عن اسمه`: what is said of how little a speaker wants to be known."""
        return any(word in NAME_OF for word in self.lexis.view.words[index : index + reach])

    def whole(self, speaker: Speaker, end: int) -> tuple[Speaker, int]:
        """A described speaker, to where what is said is brought in (`قالت المتحدثة باسم منظمة خيمة ودواء إن`)."""
        lexis = self.lexis
        if speaker.back or end != speaker.end:
            return speaker, end
        for k in range(end, min(end + _WHOLE, lexis.size)):
            if k > end and lexis.view.breaks[k] == Break.SOFT and (self.asides.setting(k) or self.asides.hides(k)):
                known = (speaker.who or "").startswith("p:")
                return (speaker if known else replace(speaker, end=self.trimmed(speaker.first, k))), k
            closed = lexis.view.breaks[k] > Break.NONE and not (k > end and self.openings.complement(k))
            if closed or (lexis.is_verb(k) and not lexis.article(k)):
                break
            if self.asides.hides(k):
                break
            if self.openings.complement(k):
                stop = self.trimmed(speaker.first, k) if k > end else end
                named = (speaker.who or "").startswith("p:")
                return (speaker if named else replace(speaker, end=stop), stop) if stop > end else (speaker, end)
            if self.asides.setting(k) or k in self.ground.time_words or self.asides.told_media(k):
                break
        return speaker, end

    def phrase_before(self, index: int, start: int, reading: Reading) -> Speaker | None:
        """Whoever stands between the beginning of the clause and the verb (`لكن مصدرا طبيا في المشفى قال إن`)."""
        lexis = self.lexis
        if reading.use.part not in ("past", "present") or self.lexis.view.words[index] in _IMPERSONAL:
            return None
        marked = self.openings.content_start(start)
        by = any(proclitics(lexis, k)[-1:] == "ب" for k in range(start, min(start + 3, lexis.size)))
        if (marked is None or marked - start > NEAR) and not (by and reading.peeled.core.startswith(TELLING)):
            return None
        return self.clause_subject(index)

    def clause_subject(self, index: int) -> Speaker | None:
        """The phrase from the beginning of the clause to the verb, where no other verb stands in it."""
        lexis, view = self.lexis, self.lexis.view
        first, _ = view.sentence_at(index)
        for k in range(index - 1, max(first, index - ASIDE) - 1, -1):
            inside = k in self.ground.inside or self.ground.kind(k)
            if not inside and lexis.is_verb(k) and not lexis.article(k):
                return None
            if not (k == first or self.openings.complement(k - 1) or view.words[k - 1] in OPENERS):
                continue
            start = k
            while start < index and (self.openings.complement(start) or view.words[start] in OPENERS):
                start += 1
            free = start < index and self.may_begin(start) and view.breaks[index] <= Break.SOFT
            return self.speakers.described(start, self.trimmed(start, index)) if free else None
        return None

    def _behind_aside(self, index: int) -> int | None:
        """`وثائق مسربة، تداولها ناشطون، أن`: where what is said is brought in behind an aside between commas."""
        view = self.lexis.view
        if view.breaks[index] != Break.SOFT or self.asides.names(index):
            return None
        for k in range(index + 1, min(index + ASIDE, self.lexis.size)):
            if view.breaks[k] > Break.NONE:
                return k if view.breaks[k] == Break.SOFT and self.openings.complement(k) else None
        return None

    def may_begin(self, index: int) -> bool:
        """Whether a phrase of somebody may begin with the word."""
        bound = proclitics(self.lexis, index).endswith(("ب", "ل", "و"))
        verbal = self.lexis.view.words[index].startswith(("وي", "وت"))
        return not (bound or verbal or index in self.ground.time_words or self._particle(index))

    def trimmed(self, start: int, stop: int) -> int:
        """The end of the phrase without where, when and to whom it was said, and without the verb's preposition."""
        lexis = self.lexis
        for k in range(start + 1, stop):
            away = lexis.has(k, "particles.preposition") and lexis.view.words[k] not in INSIDE
            away = away or (lexis.view.words[k] == "من" and lexis.view.words[k + 1] in _FOR_ONES_PART)
            apart = lexis.view.breaks[k] > Break.NONE and not self.asides.names(k)
            ends = self.asides.setting(k) or k in self.ground.time_words or self.asides.told_media(k)
            if ends or away or apart or lexis.view.words[k] in QUOTING or lexis.view.words[k] in ("ل", "لم", "لا"):
                stop = k
                break
        while stop > start + 1 and lexis.has(stop - 1, "particles.preposition"):
            stop -= 1
        return stop

    def till_content(self, start: int) -> Speaker | None:
        """Whoever stands from here to what is brought in (`نقلت عن مزارع في المنطقة أنه`)."""
        lexis = self.lexis
        if start >= lexis.size or self._particle(start) or start in self.ground.time_words:
            return None
        for k in range(start + 1, min(start + _WHOLE, lexis.size)):
            if lexis.view.breaks[k] > Break.NONE:
                return None
            if self.openings.complement(k) or lexis.view.words[k] in QUOTING:
                return self.speakers.described(start, self.trimmed(start, k))
        return None

    def quoting(self, end: int) -> int | None:
        """Where `قوله` stands behind whom somebody quotes, past how little that one wants to be known."""
        for k in range(end, min(end + _FAR, self.lexis.size)):
            if self.lexis.view.breaks[k] >= Break.SENTENCE or self.openings.complement(k):
                return None
            if self.lexis.view.words[k] in QUOTING:
                return k
        return None

    def past_aside(self, end: int) -> int:
        """The word after what only says how it was said: `فضل عدم الكشف عن اسمه`, `، في بيان لها،`, `لموقع «…»`."""
        lexis, last = self.lexis, self.lexis.size
        end = self.asides.past_told(end)
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
        aside = self._behind_aside(end) is not None or lexis.view.words[end] in _ADVERBS
        if not (aside or lexis.has(end, "particles.preposition") or self.asides.hides(end)):
            return end
        closed = (k for k in range(end + 1, min(end + ASIDE, last)) if lexis.view.breaks[k] != Break.NONE)
        index = next(closed, end)
        return index if index < last and lexis.view.breaks[index] == Break.SOFT else end

    def to_comma(self, speaker: Speaker) -> int:
        """`بحسب مذكرة توقيف متداولة، فإن`: the end of a described speaker, where a comma ends it soon."""
        lexis = self.lexis
        for k in range(speaker.end, min(speaker.end + _WHOLE, lexis.size)):
            if lexis.view.breaks[k] > Break.NONE or self.openings.complement(k):
                return k if lexis.view.breaks[k] == Break.SOFT else speaker.end
            if lexis.is_verb(k) and not lexis.article(k) and k not in self.ground.inside:
                break
            away = self.asides.hides(k) or "(" in lexis.view.gaps[k] or lexis.view.words[k] == "ل"
            if away or k in self.ground.time_words or self.asides.setting(k) or self.asides.told_media(k):
                break
        return speaker.end

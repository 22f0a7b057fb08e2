"""Layer 6: whoever speaks by the place of the phrase, though no word of it is known to speak."""

from isnad.annotate.lexis import FINITE, NOUN_PARTS
from isnad.annotate.names.persons import unknown
from isnad.annotate.proclitics import proclitics
from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.asides import DENIED, NAME_OF, QUOTING
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.nouns import OF_THEM, PEOPLE
from isnad.annotate.speech.openings import NO_CONTENT, Openings
from isnad.annotate.speech.preceding import OPENERS
from isnad.annotate.speech.speakers import ISSUED, Speakers
from isnad.annotate.speech.words import ASCRIBES, BLAME, DESCRIBES, OWN, RESPONSIBLE, TELLING, WAS, WHILE, is_blame
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break
from isnad.codebook.book import Reading
from isnad.codebook.entries import SpeechEntry

_NAMED = frozenset("تسمي يسمي يدعي تدعي يعرف تعرف تطلق يطلق".split())
_PARTICLES = WHILE | frozenset(
    "كمان بشده بوضوح بقوه كيف ماذا لماذا ثم قد وقد كما هذا هذه حيث من في علي كذلك ايضا قتلي".split()
)
ASIDE = 14
BY_SAYING = frozenset("بالقول بقوله بقولها بقولهم القول".split())
_FAR = 26
_REVEALS = ("كشف", "كشفت", "يكشف", "تكشف", "اشار", "اشارت", "يشير", "تشير")
_ADVERBS = frozenset("نظرا ردا تعليقا تعقيبا متحدثا متحدثه".split())
_TO_WHOM = frozenset("لنا لينا لي له لها لهم موقعنا وكالتنا شبكتنا قناتنا صحيفتنا".split())
OF_ONES_OWN = frozenset({"announce", "confirm"})
"""Entries whose verbs bring in nouns with a pronoun of whoever says it: `أكد تعرضه للضرب`."""
POINTED = frozenset({"denies", "rejects", "confirms"})
_EVIDENCE = frozenset(
    "الفحوصات الفحوص التحاليل التحقيقات الادله المعطيات الموشرات الدلايل الارقام التطورات الوقايع الظروف".split()
)
_COUNTS = ("يعد", "تعد")
_ADDRESSED = frozenset({"warns", "threatens", "rejects"})
OBJECTS = frozenset({"accuses", "warns", "threatens"})
_NAMED_SO = frozenset({"units.media", "sources.agency", "sources.body", "units.movement", "units.unit"})
_THIS = frozenset("توفر توافر عدم هذا هذه تلك ذلك هولاء كل جميع".split()) | DENIED
AMOUNTS = frozenset("يبلغ تبلغ يقدر تقدر".split())
"""Verbs of telling that tell of amounts too."""
_WHOLE = 10
_NEAR = 3
NEAR = 6
_IMPERSONAL = frozenset("يعتقد يرجح يظن يقال يزعم يخشي يتوقع يذكر".split())


class Phrases:
    """Reads phrases between a cue and what it brings in as speakers."""

    def __init__(self, ground: Ground, speakers: Speakers, openings: Openings) -> None:
        self.ground, self.lexis, self.speakers, self.openings = ground, ground.lexis, speakers, openings
        self.asides = speakers.asides

    def bound(self, start: int, *, quoting: bool = False) -> int | None:
        """The word that brings in what is said behind a phrase that begins at `start`, where no other clause stands
        between. `quoting`: `قوله` does too."""
        lexis, view = self.lexis, self.lexis.view
        if start >= lexis.size:
            return None
        hidden, named = False, self.speakers.nominals.bracketed(start)
        for k in range(start + 1, min(start + _FAR, lexis.size)):
            if k < named:
                continue
            apart = view.gaps[k] != " "
            if apart and view.breaks[k] >= Break.SENTENCE and ":" not in view.gaps[k]:
                return None
            name = self.speakers.nominals.bracketed(k) if apart else 0
            brings = self.openings.brings_in(k, start) and not (name and self.lexis.any(k - 1, _NAMED_SO))
            named = 0 if brings else name
            if named:
                continue
            if self.openings.complement(k) and view.words[k - 1] in NO_CONTENT:
                return None
            if brings or view.words[k] in RESPONSIBLE or view.words[k] == BLAME or (quoting and self.own_word(k)):
                return k
            if apart and (behind := self._behind_aside(k)) is not None:
                return behind
            if apart and any(r.use.part == "participle" for r in lexis.uses(k, "speech")):
                return None
            hidden = hidden or self.asides.hides(k)
            verb = not hidden and self.ground.verb(k)
            if verb and view.words[k] not in _NAMED and not self._relative(start, k, quoting=quoting):
                return None
        return None

    def _told(self, index: int, entry: SpeechEntry) -> bool:
        """Whether what the verb brings in without `أن` begins at the word: its preposition, what is denied, a
        happening; of a charge, threat or warning it may stand further on."""
        lexis, words = self.lexis, self.lexis.view.words
        if entry.stance in OBJECTS:
            for k in range(index, min(index + ASIDE, lexis.size)):
                if lexis.view.breaks[k] >= Break.SENTENCE:
                    return False
                if words[k] in entry.governs or ("ب" in entry.governs and self.openings.by(k)):
                    return True
                if is_blame(words[k]):
                    return True
            return False
        if index >= lexis.size or lexis.view.breaks[index] >= Break.SENTENCE:
            return False
        if entry.stance in POINTED and words[index] == "ما":
            return True
        governed = words[index] in entry.governs - {"من"} or ("ب" in entry.governs and self.openings.by(index))
        return governed or (entry.stance in POINTED and words[index] in _THIS) or self._happening(index)

    def _relative(self, start: int, index: int, *, quoting: bool) -> bool:
        """Whether the verb only describes: `الضابط الذي قاد الحملة`, `نازحة تقيم في الملعب`."""
        lexis = self.lexis
        if lexis.has(index - 1, "particles.relative"):
            return True
        speaks = any(r.peeled.core not in AMOUNTS for r in lexis.uses(index, "speech"))
        indefinite = self.ground.kind(start) and self.speakers.nominals.nouns.indefinite(start)
        joined = all(r.peeled.before for r in lexis.infos[index].uses if r.use.part in FINITE)
        if indefinite and not speaks and lexis.view.breaks[index] == Break.NONE and not joined:
            return True
        if lexis.article(start) or index - start > _NEAR or start in self.ground.inside:
            return False
        words = lexis.view.words
        present = any(r.use.part == "present" and not r.peeled.before for r in lexis.infos[index].uses)
        women = words[start].endswith("ه") and words[index].endswith("ت")
        people = self.ground.kind(start) in PEOPLE and (women or not words[index].endswith("ت"))
        return (present or quoting or people) and not speaks

    def phrase(
        self, index: int, start: int, reading: Reading, end: int, bound: int | None
    ) -> tuple[Speaker | None, int]:
        """Whoever stands between the verb and what it brings in (`قال المدقق السابق زهير المحمود إن`), though no word
        of the phrase is known to speak."""
        lexis = self.lexis
        if reading.use.part not in ("past", "present", "passive") or reading.use.use == "continue":
            return None, end
        if self._nobody(index, start):
            return None, end
        entry = lexis.book.speech[reading.use.entry]
        if entry.verbs == entry.continues:
            return None, end
        goes_on = reading.peeled.before == "و" and reading.peeled.core.endswith(DESCRIBES)
        if goes_on or (bound is None and reading.peeled.core in _COUNTS):
            return None, end
        if self._happening(start) and not (bound is not None and self.openings.complement(bound)):
            return None, end
        known = self.ground.kind(start) or start in self.ground.inside
        if bound is None and reading.peeled.core.endswith(_REVEALS) and not known:
            return None, end  # `كشفت الأمطار عن آثار`, `تشير لوحة إلى الطريق`
        if bound is None and (entry.stance in _ADDRESSED or reading.peeled.before not in ("", "و")):
            return None, end
        speaker = self.speakers.described(start, bound, entry.governs)
        if bound is None:
            behind = self.asides.apposition(speaker.end, speaker)
            somebody = self.ground.kind(start) or value_of(lexis.view.words[start]) is not None
            own = somebody and entry.id in OF_ONES_OWN and self.openings.of_ones_own(behind)
            own = own or (reading.peeled.core.endswith(ASCRIBES) and "الي" in lexis.view.words[behind : behind + ASIDE])
            return (speaker, behind) if own or self._told(behind, entry) else (None, end)
        if entry.stance == "rejects" and any(lexis.has(k, "particles.relative") for k in range(start, bound)):
            return None, end
        parted = speaker.end - start <= _NEAR + 2 and lexis.has(speaker.end, "particles.preposition")
        far = bound - start > ASIDE and not (parted or self.asides.hides(speaker.end))
        return (None, end) if far else (speaker, bound)

    def _nobody(self, index: int, start: int) -> bool:
        """Whether the phrase behind the verb can be nobody: an accusative, a number, a particle, a verb, an adverb."""
        lexis, view = self.lexis, self.lexis.view
        if not lexis.joined(start) or self._prefixed(start) or start in self.ground.time_words:
            return True
        after = start + 1
        counted = self.ground.kind(start) or (
            after < lexis.size and (self.ground.kind(after) or view.words[after] in OF_THEM)
        )
        if value_of(view.words[start]) is not None and not counted:
            return True
        sound = lexis.article(start) and view.words[start].endswith("ين")
        object_ = view.words[start].endswith("ا") and lexis.is_common(start) and not lexis.article(start)
        accusative = (sound or object_) and start not in self.ground.inside
        if (
            accusative
            or view.words[start] in _TO_WHOM
            or view.words[start] in ("ب", "ل")
            or self.withheld(index, 5)
            or self._particle(start)
        ):
            return True
        saying = any(True for _ in lexis.uses(start, "speech"))
        if saying or self.ground.verb(start):
            return True
        return view.words[start] in _EVIDENCE | DENIED or self.asides.past_told(start) > start

    def _happening(self, index: int) -> bool:
        """Whether the word only names a happening, which says nothing."""
        told = any(r.use.use in ("event", "light") and r.use.part in NOUN_PARTS for r in self.lexis.infos[index].uses)
        return told and not any(t.startswith(("sources.", "units.", "people.")) for t in self.lexis.tags[index])

    def _prefixed(self, index: int) -> bool:
        return self.ground.with_by(index) or proclitics(self.lexis, index).endswith("ل")

    def _particle(self, index: int) -> bool:
        """A word that begins no phrase of somebody: a preposition, a demonstrative, `ثم`, `كذلك`."""
        tags = self.lexis.tags[index]
        return self.lexis.view.words[index] in _PARTICLES or any(tag.startswith("particles.") for tag in tags)

    def withheld(self, index: int, reach: int = 6) -> bool:
        """`رفض الكشف عن اسمه`: what is said of how little a speaker wants to be known."""
        return any(word in NAME_OF for word in self.lexis.view.words[index : index + reach])

    def phrase_before(self, index: int, start: int, reading: Reading) -> Speaker | None:
        """Whoever stands between the beginning of the clause and the verb (`لكن مصدرا طبيا في المشفى قال إن`)."""
        lexis = self.lexis
        if reading.use.part not in ("past", "present") or self.lexis.view.words[index] in _IMPERSONAL:
            return None
        if reading.peeled.core.endswith(_REVEALS):
            return None  # `الوقت الذي مضى يشير إلى أن`
        marked = self.openings.content_start(start)
        by = any(proclitics(lexis, k)[-1:] == "ب" for k in range(start, min(start + 3, lexis.size)))
        if (marked is None or marked - start > NEAR) and not (by and reading.peeled.core.startswith(TELLING)):
            return None
        return self.clause_subject(index)

    def clause_subject(self, index: int) -> Speaker | None:
        """The phrase from the beginning of the clause to the verb, where no other verb stands in it."""
        view = self.lexis.view
        first, _ = view.sentence_at(index)
        if self.openings.extents.quoted_before(index) is not None:
            return None
        for k in range(index - 1, max(first, index - ASIDE) - 1, -1):
            inside = k in self.ground.inside or self.ground.kind(k)
            if not inside and self.ground.verb(k):
                return None
            if not (k == first or self.openings.complement(k - 1) or view.words[k - 1] in OPENERS):
                continue
            start = k
            while start < index and (self.openings.complement(start) or view.words[start] in OPENERS | WAS):
                start += 1
            free = (
                start < index
                and view.words[start] not in _EVIDENCE
                and self.may_begin(start)
                and view.breaks[index] <= Break.SOFT
            )
            return self.speakers.described(start, index) if free else None
        return None

    def _behind_aside(self, index: int) -> int | None:
        """`وثائق مسربة، تداولها ناشطون، أن`: where what is said is brought in behind an aside between commas."""
        view = self.lexis.view
        if view.breaks[index] != Break.SOFT or self.asides.names(index):
            return None
        for k in range(index + 1, min(index + ASIDE, self.lexis.size)):
            if view.breaks[k] > Break.NONE:
                behind = k + (view.words[k] in ("من", "الي", "عن") and k + 1 < self.lexis.size)
                return behind if view.breaks[k] == Break.SOFT and self.openings.complement(behind) else None
        return None

    def may_begin(self, index: int) -> bool:
        """Whether a phrase of somebody may begin with the word."""
        bound = self._prefixed(index) or proclitics(self.lexis, index).endswith("و")
        word = self.lexis.view.words[index]
        verbal = word[0] == "و" and (unknown(self.lexis, index) or word.startswith(("وي", "وت")))
        return not (bound or verbal or index in self.ground.time_words or self._particle(index))

    def till_content(self, start: int) -> Speaker | None:
        """Whoever stands from here to what is brought in (`نقلت عن مزارع في المنطقة أنه`, `… قوله`)."""
        bound = self.bound(start, quoting=True)
        known = self.speakers.at(start, bound=bound)
        marked = bound is not None and (self.openings.complement(bound) or self.own_word(bound))
        if known is not None or not marked or self._particle(start) or start in self.ground.time_words:
            return known
        return self.speakers.described(start, bound or start + 1)

    def own_word(self, index: int) -> bool:
        """`قوله`, `تأكيدها`, `نفيه`: whether the word tells what the one said who is quoted."""
        if self.lexis.view.words[index] in QUOTING:
            return True
        return any(r.peeled.after in OWN for r in self.lexis.uses(index, "telling"))

    def quoting(self, end: int) -> int | None:
        """Where `قوله` stands behind whom somebody quotes, past how little that one wants to be known."""
        for k in range(end, min(end + _FAR, self.lexis.size)):
            if self.lexis.view.breaks[k] >= Break.SENTENCE or self.openings.complement(k):
                return None
            if self.own_word(k):
                return k
        return None

    def past_aside(self, end: int) -> int:
        """The word after what only says how it was said: `فضل عدم الكشف عن اسمه`, `، في بيان لها،`, `لموقع «…»`."""
        lexis, last = self.lexis, self.lexis.size
        end = self.asides.past_told(end)
        if end < last and lexis.view.breaks[end] == Break.NONE and self.asides.hides(end):
            near = range(end + 1, min(end + ASIDE, last))
            return next((k for k in near if lexis.view.breaks[k] or self.openings.complement(k)), end)
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

    def till_comma(self, start: int) -> Speaker | None:
        """`بحسب مذكرة توقيف متداولة، فإن`: whoever stands from here to a comma or the end, where no verb stands
        between."""
        lexis = self.lexis
        for k in range(start + 1, min(start + _WHOLE, lexis.size + 1)):
            if k == lexis.size or lexis.view.breaks[k] > Break.NONE or self.openings.complement(k):
                return self.speakers.at(start, bound=k)
            issued = lexis.view.words[k] in ISSUED
            if self.ground.verb(k) and not issued:
                break
        return self.speakers.at(start)

"""Layer 6: whether a word says something: a verb of saying, and no idiom, name or noun that is written alike."""

from isnad.annotate.lexis import FINITE
from isnad.annotate.quotes import opening_mark
from isnad.annotate.speech.extents import Extents
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.phrases import AMOUNTS, ASIDE, BY_SAYING, NEAR, OBJECTS, Phrases
from isnad.annotate.speech.words import TELLING, WAS
from isnad.arabic.numbers import value_of
from isnad.arabic.view import Break
from isnad.codebook.book import Reading
from isnad.model.vocabulary import Stance

_FIRST_PERSON = ("ن", "ا")
_COMMENTS = ("علق", "علقت", "تعلق")
_MOODS = ("بتسم", "ضحك", "بكي", "تنهد", "تبتسم", "تضحك", "تبكي", "تتنهد")
_BEARING = "حمل"
_WITNESSES = ("شهد", "شهدت", "يشهد", "تشهد")
_SHADDA = "\u0651"
_PROMISED = ("وعد", "وعدت")
_HELPING = WAS | frozenset("فقد قد عاد عادت".split())
_CONCLUDES = ("خلص", "خلصت", "يخلص", "تخلص")
_DRAWS, _ATTENTION = ("لفت", "لفتت", "تلفت", "يلفت"), frozenset("الانتباه انتباه النظر الانظار انظار نظر".split())
_BLAME = ("مسوول", "تبع", "ذنب", "وزر")
_NOUN_BEHIND = frozenset("ان بان".split())
_NOT = frozenset("لم لا لن".split())
_RULED_OUT = "ستبعد"
_SAYING = frozenset("قايلا قايله قايلين".split())
_WHAT = frozenset("ما مما بما عما لما".split())
OF_IT = frozenset("عن في به فيه اليه عليه عنه".split())


class Readings:
    """Reads words of one report as verbs of saying."""

    def __init__(self, ground: Ground, phrases: Phrases, extents: Extents) -> None:
        self.ground, self.lexis, self.phrases, self.extents = ground, ground.lexis, phrases, extents

    def said(self, index: int) -> tuple[Reading, Stance] | None:
        """The word as a verb of saying, and how it is said; None where it says nothing."""
        reading = self.of(index)
        stance = self.stance(index, reading) if reading is not None and self.may_speak(index, reading) else None
        return (reading, stance) if reading is not None and stance is not None else None

    def may_speak(self, index: int, reading: Reading) -> bool:
        """Whether the word tells that somebody says something, and is no part of a name or of what is said of one."""
        lexis = self.lexis
        named = lexis.has(index, "people.alias") and lexis.view.text[lexis.view.ends[index] - 1] != "ي"  # `يُدعى`
        if named or index in self.ground.inside or index in self.ground.placed:
            return False
        if self._only_tells_of(index, reading):
            return False
        if reading.use.entry == "opinion" and index and lexis.has(index - 1, "particles.relative"):
            return False
        return not self.phrases.withheld(index, 3) or lexis.view.words[index].startswith("و")

    def _only_tells_of(self, index: int, reading: Reading) -> bool:
        """`ما يُتداول عن`, `ما نُسب إليه`: who says it is not told; `انقطع أمل`: a noun behind a verb."""
        lexis, words = self.lexis, self.lexis.view.words
        before = words[index - 1] if index and lexis.joined(index) else ""
        after = words[index + 1] if index + 1 < lexis.size else ""
        if self._idiom(index, reading, after):
            return True
        noun = bool(before) and lexis.has(index - 1, "particles.preposition") and before not in _WHAT
        if noun and reading.use.part == "past" and not reading.peeled.before:
            return True  # `من دون ذكر الأسباب`
        if (
            before in _NOUN_BEHIND
            and reading.use.part == "past"
            and not (reading.peeled.before or reading.peeled.after)
        ):
            return True  # `معتبرا أن نشر الخبر`
        if noun and reading.use.part == "present" and after and reading.peeled.core[0] == "ت":
            return True  # `دعوتهم إلى تحمل مسؤولياتهم`
        what = before in _WHAT and (reading.use.part == "passive" or after in OF_IT)
        verb = bool(before) and lexis.is_verb(index - 1) and not lexis.article(index - 1) and before not in _HELPING
        return what or (verb and reading.use.part == "past" and not reading.peeled.before)

    def _idiom(self, index: int, reading: Reading, after: str) -> bool:
        """`تبلغ مئة`, `لفت الانتباه`, `تحمل لوحة`: what is a verb of saying only with other words behind it."""
        core = reading.peeled.core
        if core in AMOUNTS:
            return value_of(after) is not None or after == "من"
        if core.endswith(_MOODS):
            return (
                self.extents.quoted_before(index) is None and ":" not in self.lexis.view.gaps[index + 1 : index + NEAR]
            )
        if core.endswith(_COMMENTS) and self.extents.quoted_before(index) is None:
            return not self._comments(index)  # `علّق الدراسة`, `علق لافتة`
        if core.endswith(_WITNESSES):
            return self.phrases.openings.content_start(index + 1) is None
        if core.endswith(_CONCLUDES):
            return "الي" not in self.lexis.view.words[index : index + ASIDE]
        if core.endswith(_DRAWS):
            return after in _ATTENTION
        near = self.lexis.view.words[index : index + ASIDE + NEAR]
        return _BEARING in core and not any(word.removeprefix("ال").startswith(_BLAME) for word in near)

    def _comments(self, index: int) -> bool:
        """Whether what is commented on, or a colon, stands behind the verb."""
        view = self.lexis.view
        for k in range(index + 1, min(index + ASIDE, self.lexis.size)):
            if ":" in view.gaps[k] or view.words[k] == "علي" or view.words[k] in _SAYING | BY_SAYING:
                return True
            if view.breaks[k] >= Break.SENTENCE:
                return False
        return False

    def only_says(self, index: int) -> bool:
        """`قائلا`, `ساخرا`: a participle that adds to the verb only how it was said."""
        how = self.lexis.book.speech["comment"].verbs
        return self.lexis.view.words[index] in _SAYING | BY_SAYING or any(
            r.use.part == "participle" and self.lexis.book.speech[r.use.entry].verbs == how
            for r in self.lexis.uses(index, "speech")
        )

    def of(self, index: int) -> Reading | None:
        """The word as a verb of saying; with an object only where it tells somebody (`أخبرها`)."""
        found = None
        for use in ("speech", "continue"):
            for reading in self.lexis.uses(index, use):
                if not self._possible(index, reading):
                    continue
                if reading.use.entry == "call":
                    return reading  # `وعدّه «أمرا عابرا»` is no promise
                found = found or reading
        return found

    def _possible(self, index: int, reading: Reading) -> bool:
        """Whether the word as it is written can be that form here."""
        written = self.lexis.view.text[self.lexis.view.starts[index] : self.lexis.view.ends[index]]
        noun, doubled = "ً" in written, _SHADDA in written
        if doubled and reading.use.entry == "promise" and reading.peeled.core.endswith(_PROMISED):
            return False  # `وعدّ`
        if noun and reading.use.part in FINITE:
            return False  # `علماً`
        if reading.use.part == "present" and reading.peeled.core[0] in _FIRST_PERSON:
            return False  # `نرى`, `أعتقد`: words of whoever is quoted
        if reading.use.entry == "call":
            return (bool(reading.peeled.after) or doubled) and self._quoted_ahead(index)
        return not reading.peeled.after or self._told_somebody(index, reading)

    def _told_somebody(self, index: int, reading: Reading) -> bool:
        """Whether the pronoun behind the verb is whom it was told (`أخبرها`, `قاللي`, `وعدنا`), whom it is about
        (`اتهمه ب`), or, before a quotation, what is called so (`اعتبرها «كيدية»`)."""
        after, entry = reading.peeled.after, self.lexis.book.speech[reading.use.entry]
        us = after in ("نا", "ني") and (reading.use.part == "present" or reading.peeled.core.endswith("ل"))
        if us or after.startswith("ل") or reading.peeled.core.startswith(TELLING):
            return True
        if entry.stance in OBJECTS or entry.stance == "promises":
            return True
        return bool(after) and entry.id == "opinion" and self._quoted_ahead(index)

    def _quoted_ahead(self, index: int) -> bool:
        """Whether a quotation opens a few words on in the sentence."""
        near = range(index + 1, min(index + NEAR + 2, self.lexis.size))
        stop = next((k for k in near if self.lexis.view.breaks[k] >= Break.SENTENCE), near.stop)
        return any(opening_mark(self.lexis.view, k) is not None for k in near if k < stop)

    def joined(self, index: int) -> bool:
        """Whether the verb is joined by `و` to what stands before it."""
        reading = self.of(index)
        return reading is not None and reading.peeled.before == "و"

    def stance(self, index: int, reading: Reading) -> Stance | None:
        """The stance of the verb; None where it is negated, but for what is neither denied nor ruled out."""
        stance: Stance = self.lexis.book.speech[reading.use.entry].stance  # type: ignore[assignment]
        before = self.lexis.view.words[index - 1].lstrip("وف") if index and self.lexis.joined(index) else ""
        if before not in _NOT:
            return stance
        return "hedges" if stance in ("denies", "rejects") or _RULED_OUT in reading.peeled.core else None

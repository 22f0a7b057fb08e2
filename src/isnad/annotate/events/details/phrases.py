"""Where a phrase ends: the extent of what an event was for, done with, about, or led to."""

from isnad.annotate.events.scene import Scene
from isnad.annotate.lexis import FINITE, NOUN_PARTS, WEEKDAYS, Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.view import Break
from isnad.model import Span

_LICENCE = frozenset({"particles.complement", "particles.relative", "particles.condition"})
_BORDER = frozenset({"particles.contrast", "particles.source_by", "particles.cause", "speech.preposition"})
_LOOSE = frozenset({"particles.preposition", "particles.conjunction", "particles.negation", *_LICENCE})
_AWAY = (
    _LOOSE | _BORDER | frozenset({"particles.adverb", "particles.demonstrative", "particles.by", "particles.against"})
)
_ADJUNCT = frozenset(
    "بعد عقب وسط رغم برغم بينما فيما حيث كما منذ اثناء خلال عندما حين حينما بعدما قبل حتي عبر مما ما وما وهو وهي "
    "وهم وذلك لكن ولكن اذ اثر نتيجه بسبب علما مشيرا مشيره موكدا موكده مضيفا مضيفه لافتا وفق وفقا بحسب حسب خلاله "
    "خلالها مقابل دون بدون ودون ضمن والتي والذي بمشاركه بحضور برعايه بوساطه برفقه بعدها قبيل لان لانه لانها لانهم "
    "تنديدا احتجاجا رفضا ردا تضامنا استنكارا والا".split()
)
_DAYS = WEEKDAYS | frozenset("امس اليوم غدا صباح مساء ليل ليله فجر ظهر عصر يوم صباحا فجرا ليلا اول مطلع نهايه".split())
_COMMAS = frozenset("،,؛;:|–—•=")
_LONG, _SHORT = 26, 9


class Phrases:
    """Extents of phrases in one report, as word numbers; `times` are the first words of its time expressions."""

    def __init__(self, lexis: Lexis, times: frozenset[int] = frozenset()) -> None:
        self.lexis, self.times = lexis, times

    def clause(
        self, scene: Scene, start: int, *, listed: bool = False, told: bool = False, bare: frozenset[str] = frozenset()
    ) -> int:
        """The word after a phrase that may hold clauses behind `أن` or `الذي`: up to the next verb, adjunct or comma.

        `listed`: a comma with `و` and a noun goes on. `told`: its first verb belongs to it. `bare`: adjuncts that do.
        """
        words, tags, allowed, k = self.lexis.view.words, self.lexis.tags, told, start
        while k < min(scene.end, start + _LONG):
            if k > start:
                if self.parted(k) and not (listed and self._goes_on(scene, k)):
                    break
                if words[k] not in bare and (words[k] in _ADJUNCT or not _BORDER.isdisjoint(tags[k])):
                    break
                if self._resulting(k) or self._dated(k):
                    break
            if not _LICENCE.isdisjoint(tags[k]):
                allowed = True
            elif k > start and self.finite(scene, k, listed=listed):
                if not allowed:
                    break
                allowed = False
            k += 1
        return self._trimmed(start, k)

    def noun(self, scene: Scene, start: int, *, ties: frozenset[str] = frozenset()) -> int:
        """The word after a noun with its adjectives, what it is of, and nouns joined by `و`. `ties`: prepositions that
        belong to this kind of noun (`قائدا ل…`)."""
        words, k = self.lexis.view.words, start + 1
        while k < min(scene.end, start + _SHORT) and self.lexis.joined(k):
            trigger = scene.trigger_words.get(k)
            opened = trigger is not None and (k > start + 1 or trigger.before != "") and trigger.first == k
            if opened or self._dated(k) or self.finite(scene, k):
                break
            if (
                words[k] in _MADE_OF
                or self.lexis.has(k, "units.allegiance")
                or (self.linked(k) and self.deed(scene, k))
            ):
                break
            letter = proclitics(self.lexis, k)[-1:]
            if letter in ("ب", "ل", "ك") and letter not in ties:
                break
            if words[k] not in ties and (words[k] in _ADJUNCT or self.lexis.any(k, _AWAY)):
                break
            k += 1
        return self._trimmed(start, k)

    def _goes_on(self, scene: Scene, k: int) -> bool:
        """Whether a list goes on behind a comma: `و` and a noun that no name behind it makes a verb."""
        told = k + 1 < scene.end and k + 1 in scene.inside and scene.inside[k + 1].kind in ("actor", "person")
        return self.linked(k) and not self.lexis.any(k, _AWAY) and not self.finite(scene, k, listed=not told)

    def parted(self, k: int) -> bool:
        """Whether a comma or more stands before the word; brackets and hyphens within a name do not part."""
        gap = self.lexis.view.gaps[k]
        return self.lexis.view.breaks[k] > Break.NONE and (not _COMMAS.isdisjoint(gap) or " - " in gap)

    def finite(self, scene: Scene, k: int, *, listed: bool = False) -> bool:
        """Whether the word is a finite verb here, as the events, the lexicon or its shape tell. A word that can be a
        verbal noun as well is one within a phrase; behind `و` only where the phrase is a list."""
        info = self.lexis.infos[k]
        if k in scene.inside or info.article:
            return False
        before = self.lexis.view.words[k - 1].removeprefix("و") if k > scene.first else ""
        if before in _BEFORE_VERBS or self.lexis.view.words[k].removeprefix("و") in _BEING:
            return True
        if before in _HAPPENS:
            return False
        trigger, parts = scene.trigger_words.get(k), {reading.use.part for reading in info.uses}
        noun = not parts.isdisjoint(NOUN_PARTS) or self.lexis.has(k, "details.deed")
        if trigger is not None:
            noun = noun and (listed or not trigger.before.startswith("و"))
            return trigger.first == k and trigger.part in FINITE and not noun
        if parts:
            return not (noun or parts.isdisjoint(FINITE) or self._governed(k) or self._names_somebody(k))
        if info.tags:
            return self.lexis.any(k, _VERBAL)
        return not info.names and not self._governed(k) and _looks_finite(self.lexis.view.words[k])

    def _names_somebody(self, k: int) -> bool:
        return any(tag.startswith(("people.", "places.", "units.", "sources.")) for tag in self.lexis.tags[k])

    def meant(self, scene: Scene, k: int, letter: str) -> bool:
        """Whether the word is a verbal noun behind this letter (`لاعتقال`, `بوقف`)."""
        word, info = self.lexis.view.words[k].removeprefix("و"), self.lexis.infos[k]
        named = scene.inside.get(k)
        if not word.startswith(letter) or len(word) < 4 or word.endswith("ات") or (named and named.first == k):
            return False
        if any(r.use.part == "noun" and r.peeled.before.endswith(letter) and not r.use.tail for r in info.uses):
            return True
        if self.lexis.has(k, "details.deed"):
            return info.before.endswith(letter)
        if named:
            return False
        core = word[2:] if word.startswith(letter + ("ل" if letter == "ل" else "ال")) else word[1:]
        return not info.tags and not info.names and verbal_noun(core.removeprefix("ل").removeprefix("ال"))

    def deed(self, scene: Scene, k: int) -> bool:
        """Whether the word, its `و` aside, is a verbal noun."""
        if k in scene.inside:
            return False
        if self.lexis.has(k, "details.deed"):
            return True
        info = self.lexis.infos[k]
        if any(r.use.part == "noun" and r.peeled.before in ("", "و") for r in info.uses):
            return True
        return not info.tags and verbal_noun(self.lexis.view.words[k].removeprefix("و").removeprefix("ال"))

    def linked(self, k: int) -> bool:
        """Whether `و` is written before the word, and is no letter of its own (`وقف`)."""
        info = self.lexis.infos[k]
        if not self.lexis.view.words[k].startswith("و"):
            return False
        return proclitics(self.lexis, k).startswith("و") or not (info.tags or info.uses or info.names)

    def span(self, first: int, end: int, letters: int = 0) -> Span:
        """The words as characters, without the first `letters` letters of the first one; a quotation that opens among
        them is closed."""
        view = self.lexis.view
        start = self.lexis.inner_start(first, letters) if letters else view.starts[first]
        closing = view.closes(end - 1) and any(view.opens(k) for k in range(first + 1, end))
        return Span(start, view.ends[end - 1] + (closing and view.text[view.ends[end - 1]] != " "))

    def peeled(self, k: int, letter: str) -> int:
        """How many letters stand before the thing itself: its `و` and the preposition, unless the article ate it."""
        word = self.lexis.view.words[k]
        joined = word.startswith("و" + letter)
        return joined if word[joined:].startswith("لل") else joined + len(letter)

    def _governed(self, k: int) -> bool:
        return k > 0 and self.lexis.has(k - 1, "particles.preposition") and not self.lexis.view.breaks[k]

    def _resulting(self, k: int) -> bool:
        return self.lexis.has(k, "harm.result") and self.lexis.view.words[k] != "خلف"

    def _dated(self, k: int) -> bool:
        """Whether a time begins here that is not part of a name (`ذكرى 15 آذار`)."""
        if k not in self.times:
            return False
        return self.lexis.view.words[k] in _DAYS or self._governed(k) or self.lexis.has(k, "particles.preposition")

    def _trimmed(self, start: int, end: int) -> int:
        """Without prepositions and particles that the end has left hanging."""
        while end - 1 > start and self._hangs(end - 1):
            end -= 1
        return end

    def _hangs(self, k: int) -> bool:
        if self.lexis.view.words[k] in ("و", "قد"):
            return True
        return self.lexis.any(k, _LOOSE) and not self.lexis.infos[k].after


_VERBAL = frozenset({"details.treats", "details.ended", "details.unended", "damage.verb", "details.aims"})
_MADE_OF = frozenset("مكون مكونه مولف مولفه قوامه قوامها بحوزته بحوزتها بحوزتهم ل".split())
_HAPPENS = frozenset("تم يتم تمت جري جرت يجري تجري".split())
_BEING = frozenset("كان كانت كانوا يكون تكون ليس ليست".split())
_BEFORE_VERBS = frozenset("لم لن قد سوف".split())
_NO_PRESENT = ("يوم", "يمين", "يسار", "يونيو", "يوليو", "يناير", "يد")


def _looks_finite(word: str) -> bool:
    """Whether an unlisted word is shaped like a verb and unlike a noun: `يواجه`, `سيواجه`, `واجهت`, `واجهوا`."""
    bare = word[1:] if word[0] == "و" and len(word) > 4 else word
    if len(bare) < 4 or bare.isdigit() or not "ا" <= bare[0] <= "ي":
        return False
    if bare.endswith("وا") or bare.startswith(("سي", "ستت", "سنت")):
        return len(bare) > 4
    if bare[0] == "ي":
        return not bare.startswith(_NO_PRESENT)
    return bare[-1] == "ت" and bare[-2] not in "اوي" and not bare.startswith(("ال", "لل"))


def verbal_noun(core: str) -> bool:
    """Whether a folded word without article or clitics is shaped like a verbal noun of a derived verb: `تأمين`,
    `تهدئة`, `مواجهة`, `استعادة`, `اعتقال`. The shape of `إرسال` is also that of plurals (`أطراف`): not counted."""
    size, last = len(core), core[-1:]
    if core.startswith("ت") and size >= 5 and core[3] == "ي":
        return size == 5
    if core.startswith("است"):
        return size >= 6 and (core[-2] == "ا" or (last == "ه" and core[-3] == "ا"))
    if core.startswith("م"):
        return size == 6 and core[2] == "ا" and last == "ه"
    return (
        core.startswith("ا") and size == 6 and core[-2] == "ا" and core[1] != "ل" and (core[2] == "ت" or core[1] == "ن")
    )

"""Layer 6: where the phrase of somebody ends. The one place that knows: a head noun, what it is in construct with, its
adjectives, where it is, its name.

The rule is that of Arabic noun phrases: an indefinite noun may take one more noun (`سائق شاحنة`, `سكان الحي`), an
adjective agrees with its noun in the article, and behind an adjective, or behind a definite noun, an indefinite noun
begins another phrase: what is said (`نفى مصدر أمني وجود قتلى`, `عزت الصحيفة القرار`)."""

from typing import NamedTuple

from isnad.annotate.names.persons import foreign, unknown
from isnad.annotate.speech.asides import AFFILIATED, DENIED, NAMING, QUOTING, Asides
from isnad.annotate.speech.ground import Ground
from isnad.annotate.speech.nouns import GENERAL, OF_BODIES, OF_THEM, Nouns
from isnad.annotate.speech.words import WHILE
from isnad.arabic.view import Break

INSIDE = frozenset("من في فيه فيها فيهم داخل باسم باسمه باسمها باسمهم لدي لديه لديها".split())
_SAID = frozenset("ذلك قول قولهم قوله قولها بالقول القول قد".split()) | QUOTING
_OFFICES = frozenset({"official", "commander", "body", "agency", "document"})
MEANWHILE = WHILE | frozenset("ايضا كذلك كمان بشده بوضوح بقوه وقد لم لن لا".split())
_BODIES = frozenset({"body", "agency"})
_CONSTRUCT = _BODIES | {"official", "commander"}
_TITLED = frozenset({"official", "commander", "person"})
_CROWD = frozenset({"witness", "activist"})
SELF = ("ذاته", "نفسه", "ذاتها", "نفسها")
FOR_ONES_PART = frozenset("جانبه جانبها جانبهم جهته جهتها جهتهم طرفه طرفها ناحيته ناحيتها".split())
_SEEN = ("حصلت", "تحصلت", "اطلعت", "حازت", "تحوز", "تلقت")
_AWARE = ("مطلع",)
_AGES = frozenset(
    "العشرين العشرينات العشرينيات الثلاثين الثلاثينات الثلاثينيات الاربعين الاربعينات الاربعينيات الخمسين الخمسينات "
    "الخمسينيات الستين الستينات الستينيات السبعين السبعينات السبعينيات الثمانين العقد مقتبل".split()
)
_WHEN = frozenset("بتاريخ ليله عشيه غداه يوم صبيحه".split())
NOTHING: frozenset[str] = frozenset()
_GIVEN = frozenset({"given_names.given", "given_names.weak", "people.kunya", "people.compound"})
_BINDING = AFFILIATED | {"particles.preposition"}
_TRAILING = frozenset({"particles.preposition", "particles.relative"})
_LINKING = AFFILIATED | {"particles.relative"}
_ARMS = frozenset("مشاه مدرع مدرعه مدفعيه اسناد صاعقه حدود دروع مغاوير".split())
_LONG = 18
_NAME_LONG = 4
_AGAIN = 8


class Extent(NamedTuple):
    """The word after a phrase, and whether the phrase ends in somebody's name."""

    end: int
    named: bool


class Nominals:
    """Measures the phrases of one report that may be somebody."""

    def __init__(self, ground: Ground, asides: Asides) -> None:
        self.ground, self.lexis, self.asides = ground, ground.lexis, asides
        self.nouns = Nouns(ground)

    def extent(self, start: int, bound: int | None = None, governed: frozenset[str] = NOTHING) -> Extent:
        """The phrase that begins at `start`. `bound`: the word that brings in what is said, where one does, so that
        unknown words before it are of the phrase; `governed`: the prepositions that the verb wants behind it."""
        lexis = self.lexis
        index, limit = max(self.bracketed(start), start + 1, lexis.until[start]), min(start + _LONG, lexis.size)
        if start in self.ground.pointers:
            index = max(index, self.ground.pointers[start].end)
        elif self.nouns.counted(start):
            index += 1
        least = index
        limit = min(limit, bound) if bound is not None else limit
        named = relative = False
        doing = bound is not None and self.nouns.described(start) and self._does(bound)
        while index < limit and not lexis.skip[index]:
            if lexis.view.words[index] in SELF and lexis.joined(index):
                index += 1
                break
            name = 0 if named else self._name(start, index, bound)
            if name:
                index, named = name, True
                continue
            if named and lexis.view.words[index] == "من" and not self._of_place(index + 1):
                break
            described = relative and bound is not None
            if (described or doing) and self._linked(index) and not self._told_apart(index):
                relative = relative or self.ground.verb(index)
                index += 1
                continue
            if (
                not self._linked(index)
                or self._stops(start, index, governed, bound)
                or self._new(start, index, governed, bound)
            ):
                break
            relative = relative or self.nouns.acts(index)
            pointer = self.ground.pointers.get(index)
            index = pointer.end if pointer else self.bracketed(index) or index + 1
        index = min(index, limit)
        while index > least and lexis.any(index - 1, _TRAILING) and not lexis.infos[index - 1].after:
            index -= 1
        return Extent(index, named)

    def _does(self, index: int) -> bool:
        """Whether the word is the verb of the phrase before it, and opens no words of somebody."""
        view = self.lexis.view
        inside = index < self.lexis.size and ":" not in view.gaps[index] and not view.opens(index)
        return inside and self.ground.verb(index)

    def _told_apart(self, index: int) -> bool:
        """Whether what is told of a speaker in a clause of its own ends before the word: to whom, where, namelessness,
        who has seen it."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        brings = lexis.has(index, "particles.complement") or lexis.has(index, "sources.anonymity")
        told = word in MEANWHILE or word in _SAID or self.asides.told_media(index)
        to = word == "ل" and self.asides.to_media(index)
        return brings or told or to or self.asides.setting(index) or self.asides.hides(index)

    def _linked(self, index: int) -> bool:
        """Whether nothing parts the word from the one before it, but the quotation mark of a name."""
        view = self.lexis.view
        if view.breaks[index] == Break.NONE:
            return True
        name = index in self.ground.pointers or self.bracketed(index)
        return view.breaks[index] == Break.SOFT and bool(name) and view.opens(index) and "،" not in view.gaps[index]

    def bracketed(self, index: int) -> int:
        """The word after a name in quotation marks that begins here; 0 where none does."""
        end = self.lexis.bracketed(index) or self._long_name(index)
        return end if end and "(" not in self.lexis.view.gaps[index] and ":" not in self.lexis.view.gaps[index] else 0

    def _long_name(self, index: int) -> int:
        """`"جمعية الدفاع عن حرية الصحافة في العراق"`: the word after a body's name of up to ten words in marks."""
        view = self.lexis.view
        if not (view.opens(index) and self.ground.ends_in_name(index)):
            return 0
        near = range(index, min(index + 10, self.lexis.size))
        return next((k + 1 for k in near if view.closes(k)), 0)

    def _name(self, start: int, index: int, bound: int | None) -> int:
        """The word after a person's name, titles before it, that begins here, behind a comma too for who holds a post;
        0 where none does. A name may be of words that nothing is known of."""
        lexis = self.lexis
        titled = self.ground.kind(start) in (*_TITLED, None) or lexis.any(start, NAMING)
        apart = not lexis.joined(index)
        if apart and not (titled and lexis.view.breaks[index] == Break.SOFT):
            return 0
        if apart and (end := self.asides.name_between(index)):
            return end
        at = index
        while at < lexis.size and at not in self.ground.pointers and lexis.any(at, NAMING) and lexis.article(at):
            at = lexis.until[at]
        pointer = self.ground.pointers.get(at)
        if pointer is not None and pointer.kind == "person":
            return pointer.end
        ranked = at > index or lexis.any(index - 1, NAMING)
        if not (titled and at < lexis.size and (ranked or self.nouns.closed(start, index - 1)) and foreign(lexis, at)):
            return 0
        end = at + 1
        while end < lexis.size and end - at < _NAME_LONG and lexis.joined(end) and self._of_name(end):
            end += 1
        whole = bound == end or lexis.view.breaks[min(end, lexis.size - 1)] > Break.NONE
        return end if end - at > 1 or (whole and ranked) else 0

    def _of_name(self, index: int) -> bool:
        lexis = self.lexis
        return lexis.any(index, _GIVEN) or (unknown(lexis, index) and (lexis.article(index) or foreign(lexis, index)))

    def _stops(self, start: int, index: int, governed: frozenset[str], bound: int | None) -> bool:
        """Whether what is said, where, when or to whom begins here, or a verb: no more of who says it."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        after = index + 1
        placed = self._of_place(after)
        again = word == "من" and self._again(index)
        if (word in governed and not (placed or again)) or word in _SAID or word == "ب":
            return True
        if word in DENIED and not (lexis.joined(index) and self.ground.ends_in_name(index - 1)):
            return True
        if index in self.ground.time_words and not (word in GENERAL and self.ground.kind(index - 1)):
            return True
        if lexis.has(index, "particles.complement") or lexis.has(index, "sources.anonymity"):
            return True
        unsure = bound is None and self.ground.kind(start) not in _BODIES
        told = self.asides.told_media(index) or ((unsure or word == "ل") and self.asides.to_media(index))
        seen = word.startswith(_SEEN) and self.ground.verb(index)
        if told or seen or self.asides.setting(index) or word in _WHEN or word in MEANWHILE:
            return True
        if lexis.has(index, "particles.relative"):
            return bound is None or start in self.ground.inside or self.ground.kind(start) in _OFFICES
        if self._manner(start, index):
            return True
        if word == "من" and index + 1 < lexis.size and lexis.view.words[index + 1] in FOR_ONES_PART:
            return True
        if word == "علي" and lexis.view.words[index - 1].startswith(_AWARE):
            return False  # `مصدر مطلع على سير المفاوضات`
        if lexis.infos[index].after and lexis.article(index - 1) and lexis.has(index, "particles.preposition"):
            return False  # `الطبيب المعتدى عليه`
        if lexis.has(index, "particles.preposition") and index not in self.ground.inside:
            aged = after < lexis.size and lexis.view.words[after] in _AGES
            crowd = bound is None and self.ground.kind(start) in _CROWD and not aged
            return word not in INSIDE or (crowd and not placed)
        return self._verb(start, index, bound)

    def _of_place(self, index: int) -> bool:
        """Whether a place, its noun or its people stand here."""
        if index >= self.lexis.size:
            return False
        kind = self.ground.kind(index) in (*_CROWD, "body")
        return kind or index in self.ground.places or any(t.startswith("places.") for t in self.lexis.tags[index])

    def _again(self, index: int) -> bool:
        """`اشتكى فلاح من بلدة الزهرة من طول الطوابير`: whether the same preposition stands once more."""
        view = self.lexis.view
        for k in range(index + 1, min(index + _AGAIN, self.lexis.size)):
            if view.breaks[k]:
                return False
            if view.words[k] == view.words[index]:
                return True
        return False

    def _manner(self, start: int, index: int) -> bool:
        """`قال العمدة ساخرا`: how it was said, an indefinite accusative behind a whole phrase."""
        word = self.lexis.view.words[index]
        written = self.lexis.view.text[self.lexis.view.starts[index] : self.lexis.view.ends[index]]
        participle = all(r.use.part == "participle" for r in self.lexis.infos[index].uses)
        plain = "ً" in written or (word.endswith("ا") and len(word) > 4 and participle and not self.lexis.tags[index])
        return plain and not self.lexis.article(index) and self.nouns.closed(start, index - 1)

    def _verb(self, start: int, index: int, bound: int | None) -> bool:
        lexis = self.lexis
        if not self.ground.verb(index) or lexis.has(index, "sources.adjective"):
            return False
        if bound is None and index == start + 1 and self.nouns.described(start):
            return not any(r.use.part == "present" and not r.peeled.before for r in self.lexis.infos[index].uses)
        described = lexis.has(index - 1, "particles.relative") or self.nouns.indefinite(start)
        return bound is None or not described or self.asides.hides(index)

    def _new(self, start: int, index: int, governed: frozenset[str], bound: int | None) -> bool:
        """Whether another phrase begins with the word: `نفى مصدر أمني | وجود قتلى`, `اتهمت مصادر | قوات الأسد`."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        if lexis.view.words[index - 1].isdigit() and word in _ARMS:
            return False  # `الكتيبة 212 مشاة`
        unit = lexis.has(index, "units.unit") and lexis.view.words[index + 1 : index + 2]
        if lexis.view.words[index - 1] in OF_THEM - {"من"} or (unit and unit[0] in SELF):
            return True
        if lexis.any(index - 1, _BINDING) or lexis.any(index, _LINKING) or self.nouns.of_body(index):
            return False
        bound_by = self.nouns.bound_by(index)
        body = index in self.ground.pointers or any(t.startswith("units.") for t in lexis.tags[index] - OF_BODIES)
        if body and not (lexis.article(index) and bound is None):
            apart = not bound_by.endswith(("ب", "ل")) and not lexis.article(index) and self.asides.is_subject(index)
            return apart and (self.nouns.complete(start, index - 1) or self.nouns.closed(start, index - 1))
        spoken = bound is None or bound >= lexis.size or ":" in lexis.view.gaps[bound] or lexis.view.opens(bound)
        if word.startswith("ال") and spoken:
            return self._object(start, index)
        if bound is not None and not spoken:
            return not bound_by and self.nouns.happens(index) and self.nouns.closed(start, index - 1)
        if index == start + 1 and self.ground.kind(start) in _CONSTRUCT and not lexis.article(start):
            return False  # `مدير توزيع الكهرباء`
        if self.nouns.happens(index) and not bound_by.endswith("ل"):
            return True
        governed_by = bound_by.endswith("ب") and "ب" in governed and word not in INSIDE
        if lexis.article(index) and not governed_by:
            return False
        if governed_by or bound_by == "و":
            return not any(tag.startswith(("places.", "units.", "sources.")) for tag in lexis.tags[index])
        if lexis.any(index, OF_BODIES | NAMING) or word in INSIDE or bound_by:
            return False
        return self.nouns.closed(start, index - 1)

    def _object(self, start: int, index: int) -> bool:
        """`الصحيفة القرار`, `أحد السكان الرواية`: a definite noun, no adjective, behind one that is complete."""
        lexis = self.lexis
        mixed = not lexis.article(index - 1) and index - 1 > start and self.nouns.adjective(index - 1)
        named = any(
            self.ground.pointers.get(k) and self.ground.pointers[k].kind == "person" for k in (index, index + 1)
        )
        if not named and lexis.view.words[index - 1].endswith("ون") and not lexis.article(index - 1):
            return not lexis.any(index, OF_BODIES)  # `متعاملون الارتفاع`
        if mixed or not self.nouns.definite(index - 1) or named:
            return mixed
        return not (lexis.any(index, OF_BODIES | NAMING) or self.nouns.describing(index))

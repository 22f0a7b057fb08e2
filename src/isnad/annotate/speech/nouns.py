"""Layer 6: what a noun is where somebody may be told of: definite, whole, an adjective, a number of people."""

from isnad.annotate.lexis import FINITE
from isnad.annotate.names.persons import unknown
from isnad.annotate.proclitics import proclitics
from isnad.annotate.speech.ground import NAMED_BODIES, Ground
from isnad.annotate.speech.words import SOUND
from isnad.arabic.numbers import value_of

OF_BODIES = frozenset({"sources.adjective", "units.plain_adjective", "nations.adjective"})
PEOPLE = frozenset({"person", "witness"})
"""Kinds of sources that are described by what they do."""
GENERAL = frozenset("العام العامه الاعلي العليا الاول الثاني السابق السابقه المشترك المشتركه المتحده الخاص".split())
_SOME = frozenset("عدد عددا العشرات عشرات بعض كثير".split())
OF_THEM = frozenset("من منهم منهن منهما".split())
"""What makes somebody of a number: `ثلاثة من سكان الحي`, `سبعة منهم`."""
_NISBA = ("ي", "يه", "يين", "يون", "يات")
_ROOT = 3
_LONG_WORD = 4
_NO_ADJECTIVE = frozenset({"particles.preposition", "particles.relative", "speech.noun"})
_NOUNS = frozenset("جمهوريه كليه قضيه المسووليه".split())


class Nouns:
    """Tells of the nouns of one report what they may be in a phrase."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.lexis = ground, ground.lexis

    def counted(self, start: int) -> bool:
        """Whether a number or amount of people stands here: `ثلاثة من سكان الحي`, `عدد من الأهالي`, `سبعة منهم`."""
        words = self.lexis.view.words
        if start + 1 >= len(words) or words[start + 1] not in OF_THEM:
            return False
        return words[start] in _SOME or value_of(words[start]) is not None

    def acts(self, index: int) -> bool:
        """Whether the word is a finite verb, known or by its shape (`يستورد`)."""
        word = self.lexis.view.words[index]
        shaped = word[0] in "يت" and len(word) >= _LONG_WORD and unknown(self.lexis, index)
        return self.ground.verb(index) or shaped

    def indefinite(self, start: int) -> bool:
        """Whether the noun is indefinite, in construct with no definite one, so that a verb behind it describes it."""
        after = start + 1
        definite = after < self.lexis.size and (self.lexis.article(after) or after in self.ground.inside)
        return not (self.lexis.article(start) or start in self.ground.inside or definite)

    def described(self, start: int) -> bool:
        """Whether somebody is told of without a name, whom anything may describe: `سائق شاحنة عالق عند الجسر`."""
        return self.indefinite(start) and self.ground.kind(start) in PEOPLE

    def bound_by(self, index: int) -> str:
        """What is written before the word; of a word that nothing is known of, its letters tell (`لأعوان`)."""
        if self.ground.with_by(index):
            return "ب"
        word = self.lexis.view.words[index]
        toward = word[0] == "ل" and len(word) > _LONG_WORD and unknown(self.lexis, index)
        return "ل" if toward else proclitics(self.lexis, index)

    def of_body(self, index: int) -> bool:
        """Whether the word is the name of the body whose noun stands before it: `منظمة خيمة ودواء`."""
        lexis, words = self.lexis, self.lexis.view.words
        bare = not words[index].startswith(("ال", "ل", "ب")) and not self.adjective(index)
        first = lexis.any(index - 1, NAMED_BODIES) and not lexis.article(index - 1) and bare
        pair = words[index].startswith("و") and lexis.any(index - 2, NAMED_BODIES) and not lexis.article(index - 2)
        plain = not any(tag.startswith(("particles.", "units.", "places.")) for tag in lexis.tags[index])
        return first or (pair and plain and not lexis.is_verb(index) and not lexis.article(index - 1))

    def closed(self, start: int, index: int) -> bool:
        """Whether the phrase is whole with the word: it is definite, a name, or an adjective."""
        name = index in self.ground.inside and index + 1 not in self.ground.inside
        return self.definite(index) or name or (index > start and self.adjective(index))

    def definite(self, index: int) -> bool:
        """Whether the word has the article; of `لل` only where no noun begins with its second letter (`للجنة`)."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        return lexis.article(index) and not (word.startswith("لل") and lexis.book.info(word[1:]).tags)

    def complete(self, start: int, index: int) -> bool:
        """Whether no noun can be in construct with the word: a sound plural, an adjective."""
        return self.lexis.view.words[index].endswith(SOUND) or (index > start and self.adjective(index))

    def adjective(self, index: int) -> bool:
        """Whether the word is an adjective of a source or body, or has the shape of one of origin."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        if lexis.any(index, OF_BODIES):
            return True
        if lexis.has(index - 1, "particles.preposition"):
            return False
        agrees = word.endswith("ه") or not lexis.view.words[index - 1].endswith("ه")
        shaped = word.endswith(_NISBA) and len(word) > 4 and agrees and word not in _NOUNS
        return shaped and not lexis.tags[index] and not lexis.infos[index].uses

    def describing(self, index: int, *, certain: bool = False) -> bool:
        """Whether a definite word has the shape of an adjective: of origin, `السبع`; unless it must be certain, a
        participle, `القديم`."""
        lexis, word = self.lexis, self.lexis.view.words[index]
        told = lexis.any(index, _NO_ADJECTIVE) or any(r.use.use == "event" for r in lexis.infos[index].uses)
        if told or word in _NOUNS:
            return False
        stem = word.removeprefix("ال").removesuffix("ه")
        shaped = len(stem) == _ROOT + 1 and (stem[1] == "ا" or stem[2] == "ي" or stem[0] == "ا")
        participle = stem.startswith("م") and len(stem) > _ROOT
        of = word in GENERAL or word.endswith(("اء", *_NISBA)) or value_of(stem) is not None
        return of or (not certain and (participle or shaped))

    def happens(self, index: int) -> bool:
        """Whether the word names a happening, and no building, behind the speaker's description."""
        lexis = self.lexis
        if lexis.article(index) or any(tag.startswith("places.") for tag in lexis.tags[index]):
            return False
        return any(r.use.use == "event" and r.use.part not in FINITE for r in lexis.infos[index].uses)

"""Layer 6: what a speaker is, as its whole phrase tells: of which kind, and named or not."""

from isnad.annotate.speech.act import Speaker
from isnad.annotate.speech.asides import Asides
from isnad.annotate.speech.ground import Ground
from isnad.model.vocabulary import SourceKind

_UNSURE = frozenset("مسوول قيادي ضابط عضو موظف مستشار دبلوماسي برلماني نايب مصدر منتخب".split())
"""Posts that many hold at a time: who has one is not named by it."""
_HEARSAY = frozenset("معلومات المعلومات انباء الانباء".split())
_PERSONS: dict[str, SourceKind] = {"commander": "commander", "official": "official", "body": "official"}


class Standing:
    """Tells of the speakers of one report what they are."""

    def __init__(self, ground: Ground, asides: Asides) -> None:
        self.ground, self.lexis, self.asides = ground, ground.lexis, asides

    def named(self, speaker: Speaker) -> bool:
        """Whether the phrase tells who it is: a name beside it, a post of one holder with whose it is, a document."""
        behind = self.asides.apposition(speaker.end, speaker)
        beside = range(speaker.end, behind)
        if any(k in self.ground.inside and self.ground.inside[k].kind == "person" for k in beside):
            return True
        if behind > speaker.end and self.asides.name_between(speaker.end):
            return True
        kind, word = self.ground.kind(speaker.first), self.lexis.view.words[speaker.first]
        if kind == "document":
            return word not in _HEARSAY
        office = kind in ("official", "commander") and not speaker.many and word.removeprefix("ال") not in _UNSURE
        return office and speaker.end > speaker.first + 1 and self._definite(speaker.first)

    def _definite(self, index: int) -> bool:
        """Whether the noun has the article or is in construct with a definite one: `الناطق باسم`, `مدير الصحة`."""
        if self.lexis.article(index):
            return True
        after = index + 1
        return not self.lexis.infos[after].before and (
            self.lexis.article(after) or after in self.ground.inside or after in self.ground.places
        )

    def in_name(self, speaker: Speaker, index: int) -> bool:
        """Whether a word of the speaker's phrase is part of a person's name, behind the first word of the phrase."""
        pointer = self.ground.inside.get(index)
        if pointer is not None:
            return pointer.kind == "person" and pointer.end - pointer.first > 1
        return speaker.end <= index < self.asides.name_between(speaker.end)

    def kind(self, speaker: Speaker) -> SourceKind:
        """The kind of source: a person by the post or rank that stands with the name, nobody named as a source."""
        first = speaker.left if speaker.left >= 0 else speaker.first
        kinds = [self.ground.kind(k) for k in range(first, self.asides.apposition(speaker.end, speaker))]
        if speaker.kind == "person" and speaker.anonymous:
            return "source"
        if kinds[0] == "document" and speaker.who is None and speaker.kind == "source":
            return "document"
        pointer = self.ground.pointers.get(speaker.first)
        if pointer is None or pointer.kind != "person" or speaker.kind != "official":
            return speaker.kind
        told = (_PERSONS[kind] for kind in kinds if kind in _PERSONS)
        posted = any(self.lexis.any(k, frozenset({"people.post", "people.rank"})) for k in range(first, speaker.end))
        return next(told, "official" if posted else "person")

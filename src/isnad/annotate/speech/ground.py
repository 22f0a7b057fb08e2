"""Layer 6: what is known of a report before its speakers are read: names by word, media, times."""

from isnad.annotate.lexis import Lexis
from isnad.annotate.names import Cast
from isnad.annotate.names.anaphors import Pointer
from isnad.annotate.proclitics import proclitics
from isnad.arabic.letters import fold
from isnad.model import Span
from isnad.model.vocabulary import SourceKind

_MEDIA_CLASSES = frozenset({"outlet", "agency", "monitor"})
_STATES = frozenset({"country", "city"})
"""Places whose names stand for their governments: `نفت قطر`, `قالت طهران`."""
_BEFORE_NOUNS = frozenset("في من عن الي علي".split())
ADJECTIVES = frozenset({"sources.adjective", "units.plain_adjective"})
NAMED_BODIES = frozenset({"sources.body", "sources.agency", "units.movement", "units.media"})
SOURCES: dict[str, SourceKind] = {
    "source": "source", "witness": "source", "activist": "source", "correspondent": "correspondent",
    "official": "official", "commander": "commander", "medical": "source", "person": "person",
    "document": "source", "agency": "agency/network", "body": "official",
}  # fmt: skip
"""Classes of words that speakers are called by, with the kind of speaker that each tells."""
_TAGS = frozenset("sources." + kind for kind in SOURCES)


class Ground:
    """The words, names and times of one report. `pointers`: names by their first word; `inside`: by each word;
    `places`: first words of places, `placed` their further words; `states`: places whose governments may speak."""

    def __init__(self, lexis: Lexis, cast: Cast, times: list[Span], outlet: str | None) -> None:
        self.lexis, self.outlet = lexis, outlet
        self.time_words = {k for span in times for k in range(*lexis.view.word_range(span))}
        self.pointers: dict[int, Pointer] = {}
        self.inside: dict[int, Pointer] = {}
        self.places: set[int] = set()
        self.placed: set[int] = set()
        self.states: dict[int, Pointer] = {}
        states = {e.id for e in cast.entities if e.kind == "place" and e.class_ in _STATES}
        for pointer in cast.pointers:
            if pointer.kind in ("actor", "person"):
                self.pointers.setdefault(pointer.first, pointer)
                for k in range(pointer.first, pointer.end):
                    self.inside.setdefault(k, pointer)
            elif pointer.kind == "place":
                self.places.add(pointer.first)
                self.placed.update(range(pointer.first + 1, pointer.end))
                if pointer.who in states and not pointer.anaphor and not pointer.nested:
                    self.states[pointer.first] = pointer
        self.media = {e.id for e in cast.entities if e.class_ in _MEDIA_CLASSES}
        self._entities, self._heads = cast.entities, dict[str, frozenset[str]]()
        self.actors = [p for p in cast.pointers if p.kind == "actor" and not p.anaphor and not p.nested]

    def heads(self, who: str) -> frozenset[str]:
        """The first words of an entity's names, without the article."""
        if not self._heads:
            self._heads = {
                e.id: frozenset(fold(n.text.split()[0]).removeprefix("ال") for n in e.names if n.text.split())
                for e in self._entities
            }
        return self._heads.get(who, frozenset())

    def kind(self, index: int) -> str | None:
        """The kind of source that a word names, if it names one."""
        tags = self.lexis.tags[index]
        return None if _TAGS.isdisjoint(tags) else next(kind for kind in SOURCES if "sources." + kind in tags)

    def with_by(self, index: int) -> bool:
        """Whether `ب` is written before the word; of an unknown word its letters tell."""
        word, info = self.lexis.view.words[index], self.lexis.infos[index]
        unknown = not (info.tags or info.uses or info.names) and len(word) > 4
        return word == "ب" or proclitics(self.lexis, index)[-1:] == "ب" or (unknown and word[0] == "ب")

    def verb(self, index: int) -> bool:
        """Whether the word is a finite verb here: in no name, and not right behind the noun of a place or body, whose
        name begins with it (`ولاية عين الزعرورة`), nor behind a preposition (`في نقل الجرحى`)."""
        lexis = self.lexis
        if not lexis.is_verb(index) or lexis.article(index) or index in self.inside:
            return False
        if not lexis.joined(index):
            return True
        named = not lexis.article(index - 1) and self.ends_in_name(index - 1)
        return not (named or lexis.view.words[index - 1] in _BEFORE_NOUNS)

    def ends_in_name(self, index: int) -> bool:
        """Whether a name follows the word: a noun of a place or of a body."""
        tags = self.lexis.tags[index]
        named = any(tag.startswith("places.") or tag in NAMED_BODIES for tag in tags)
        return named and tags.isdisjoint(ADJECTIVES)

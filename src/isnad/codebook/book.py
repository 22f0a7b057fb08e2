"""The compiled codebook: all entries, and the tables by which a written word is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from isnad.arabic.clitics import Peeled, heads, peel
from isnad.arabic.letters import fold, fold_phrase, squeezed
from isnad.codebook.entries import Actor, EventEntry, Place, SpeechEntry
from isnad.codebook.lexicon import Forms, Names, Tags, WordUse
from isnad.codebook.misspelt import Slips, meant

_FUNCTION = frozenset(
    f"particles.{kind}"
    for kind in "preposition conjunction complement relative demonstrative pronoun adverb source_by".split()
)
_WITH_PRONOUN = frozenset(
    f"particles.{kind}" for kind in "preposition with by against attempt threat demand denial allegation deal".split()
)
_NEVER_POSSESSED = frozenset(
    {"given_names.given", "given_names.weak", "people.kunya", "people.compound", "places.compound"}
)
_NOMINAL = frozenset({"noun", "plural", "dual"})
_FINITE = frozenset({"past", "present", "passive"})
_LONG_NOUN = 4
_WITH_ARTICLE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل", "فلل", "وبال", "فبال")
_TO_SOMEBODY = ("لي", "لنا", "لينا")
_TOLD = frozenset({"say", "testimony", "confirm", "clarify", "dialect"})
"""Entries of verbs behind which the dialects write whom it was told (`قاللي`, `حكالنا`)."""
_ACCUSATIVE = ("sources.", "people.members")
_NOUN_CLASSES = ("units.", "people.", "places.", "sources.", "nation", "harm.", "speech.noun")


class Reading(NamedTuple):
    """A written word as a form of the lexicon, with what was peeled off."""

    use: WordUse
    peeled: Peeled


class WordInfo(NamedTuple):
    """All that the codebook knows of one written word; `verb`: it can be a finite one."""

    names: tuple[tuple[str, str, int], ...]
    tags: frozenset[str]
    phrase_tags: tuple[tuple[str, int], ...]
    uses: tuple[Reading, ...]
    kinds: frozenset[str]
    article: bool
    before: str
    after: str
    verb: bool


@dataclass(slots=True, repr=False)
class Codebook:
    """All entries and the tables made of them. Treat as read-only."""

    version: str
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    events: dict[str, EventEntry]
    speech: dict[str, SpeechEntry]
    names: Names
    name_heads: dict[str, int]
    name_pairs: frozenset[str]
    tags: Tags
    tag_heads: dict[str, int]
    forms: Forms
    codes: dict[str, str]
    slips: Slips
    _infos: dict[str, WordInfo] = field(default_factory=dict)
    _folded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _countries: dict[str, str] = field(default_factory=dict)
    _above: dict[str, frozenset[str]] = field(default_factory=dict)
    _meant: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _near: dict[tuple[str, ...], tuple[frozenset[str], tuple[str, ...]]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Codebook {self.version}>"

    def info(self, word: str) -> WordInfo:
        """What a folded word may be; remembered, since reports use few different words."""
        known = self._infos.get(word)
        if known is None:
            known = self._look_up(word)
            if len(self._infos) < 300_000:
                self._infos[word] = known
        return known

    def fold_words(self, phrase: str) -> tuple[str, ...]:
        """The folded words of a phrase of an entry; remembered."""
        known = self._folded.get(phrase)
        if known is None:
            known = self._folded[phrase] = tuple(map(fold, phrase.split()))
        return known

    def country_of(self, id_: str) -> str:
        """ISO code of the country that an actor or place belongs to; empty where none or several are known."""
        known = self._countries.get(id_)
        if known is None:
            actor = self.actors.get(id_)
            known = actor.country or "" if actor is not None else self.codes.get(self._chain(id_)[-1], "")
            self._countries[id_] = known
        return known

    def above(self, id_: str) -> frozenset[str]:
        """A place and all that it lies in, below the country; remembered."""
        known = self._above.get(id_)
        if known is None:
            chain = self._chain(id_)
            known = self._above[id_] = frozenset(one for one in chain if one in self.places and self.places[one].parent)
        return known

    def _chain(self, id_: str) -> list[str]:
        """A place and what it lies in, up to the country."""
        chain = [id_]
        place = self.places.get(id_)
        while place is not None and place.parent and place.parent not in chain:
            chain.append(place.parent)
            place = self.places.get(place.parent)
        return chain

    def meant(self, word: str) -> tuple[tuple[str, str], ...]:
        """The words of long names that a word is one slip away from, each with the kind of slip; remembered."""
        known = self._meant.get(word)
        if known is None:
            known = tuple(meant(self.slips, word))
            if len(self._meant) < 300_000:
                self._meant[word] = known
        return known

    def near_words(self, wanted: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
        """The single words, folded, and the phrases of an entry's `near`; remembered."""
        known = self._near.get(wanted)
        if known is None:
            single = frozenset(fold(word) for word in wanted if " " not in word)
            known = self._near[wanted] = (single, tuple(phrase for phrase in wanted if " " in phrase))
        return known

    def actor_named(self, name: str) -> str | None:
        """The id (`actor:…`) of the one registered actor of this name, in any of its languages."""
        refs = [ref for ref in self.names.get(fold_phrase(name), ()) if ref.kind == "actor"]
        return f"actor:{refs[0].id}" if len({ref.id for ref in refs}) == 1 else None

    def name_begins(self, core: str, words: Sequence[str], index: int) -> bool:
        """Whether a name of an entry that begins with `core` stands at the word `index`. Names that only tables of
        places list do not count: they are too many to take a word apart for."""
        longest = self.name_heads.get(core, 0)
        phrases = (" ".join((core, *words[index + 1 : index + k])) for k in range(1, longest + 1))
        return any(ref.use != "town" for phrase in phrases for ref in self.names.get(phrase, ()))

    def _look_up(self, word: str) -> WordInfo:
        ways = peel(word)
        starts = heads(word)
        found = tuple((core, before, self.name_heads[core]) for core, before in starts if core in self.name_heads)
        phrases = tuple((core, self.tag_heads[core]) for core, _ in starts if self.tag_heads.get(core, 1) > 1)
        plain = (self._unbound(way) for way in ways if way.after not in _TO_SOMEBODY)
        tagged = next((way for way in plain if _tag_core(way) in self.tags or way.core in self.tags), None)
        tags = frozenset[str]()
        if tagged:
            tags = self.tags.get(_tag_core(tagged), frozenset())
            tags |= frozenset(t for t in self.tags.get(tagged.core, ()) if not tags or t.startswith(_NOUN_CLASSES))
            whole = tagged.core.startswith("ال") and not tagged.article  # `اللواء`, `واللواء`: a rank, and a unit
            if whole and not any(t.startswith("anaphors.") for t in tags):
                tags |= frozenset(t for t in self.tags.get(tagged.core[2:], ()) if t.startswith(_NOUN_CLASSES))
            if tagged.article and _tag_core(tagged) not in self.tags:
                tags = frozenset(t for t in tags if not t.startswith("particles."))
            if tagged.after:
                tags = frozenset(t for t in tags if not t.startswith("particles.") or t in _WITH_PRONOUN)
            if tagged.after or tagged.article:
                tags -= _NEVER_POSSESSED
        if word.endswith(("ا", "و")) and len(word) > _LONG_NOUN and (noun := self._accusative(word[:-1])):
            tagged, tags = tagged or noun[0], tags | noun[1]
        whole = tagged is not None and not (tagged.before or tagged.article or word.startswith("ال"))  # `والي`, `بالغ`
        article = not whole and word.startswith(_WITH_ARTICLE)
        bare = tagged is not None and tagged.before in ("", "و", "ف") and not tagged.after
        function = bare and not tags.isdisjoint(_FUNCTION)
        if function and tagged and tagged.before == "ف" and word in self.forms:  # `فتحت` is no `ف` and `تحت`
            tagged, tags, function = None, frozenset(), False
        uses = () if function else tuple(self._uses(ways))
        if not (uses or function) and word != (once := squeezed(word)) and len(once) > _LONG_NOUN:
            uses = tuple(self._uses(peel(once)))
        if not (uses or function) and word.endswith("و"):  # `قالو`
            uses = tuple(reading for reading in self._uses(peel(word + "ا")) if reading.use.part in _FINITE)
        peeled = tagged or ways[0] if ways else Peeled(word, "", False, "")
        kinds = frozenset(reading.use.use for reading in uses)
        verb = any(reading.use.part in _FINITE for reading in uses)
        return WordInfo(found, tags, phrases, uses, kinds, article, peeled.before, peeled.after, verb)

    def _unbound(self, way: Peeled) -> Peeled:
        """`رئيستها`: the noun with the ة that a pronoun makes a ت."""
        if not (way.after and way.core.endswith("ت")) or way.core in self.tags:
            return way
        noun = way.core[:-1] + "ه"
        return way._replace(core=noun) if noun in self.tags else way

    def _accusative(self, word: str) -> tuple[Peeled, frozenset[str]] | None:
        """What the noun is of which a word is the indefinite accusative (`ضابطا`, `مصدرا`), or the plural that is in
        construct (`فلاحو القرية`)."""
        for way in peel(word):
            tags = frozenset(t for t in self.tags.get(way.core, ()) if t.startswith(_ACCUSATIVE))
            if tags and not (way.article or way.after) and way.before in ("", "و", "ف"):
                return way, tags
        return None

    def _uses(self, ways: Sequence[Peeled]) -> list[Reading]:
        found = [Reading(use, way) for way in ways for use in self.forms.get(way.core, ()) if _fits(use, way)]
        if any(_spoken(reading) for reading in found) and any(r.use.part in _NOMINAL for r in found):
            return [reading for reading in found if not _spoken(reading)]  # `بتوقع` is rather `ب` and `توقع`
        return found


def _tag_core(way: Peeled) -> str:
    return "ال" + way.core if way.article else way.core


def _spoken(reading: Reading) -> bool:
    """Whether it is a present of the dialects (`بيقول`)."""
    return reading.use.part == "present" and reading.peeled.before.endswith("ب")


def _fits(use: WordUse, way: Peeled) -> bool:
    """Whether a form may carry these clitics: no article on verbs, no future sin on nouns, a pronoun on bound forms,
    `ب` on presents and `لي` behind verbs of saying as in the dialects (`بيقول`, `حكالنا`)."""
    if way.after in _TO_SOMEBODY:
        return use.entry in _TOLD and use.part in ("past", "present") and way.before in ("", "و", "ب", "وب")
    if (use.bound and not way.after) or (way.after in ("ك", "كم", "ي") and use.part not in _NOMINAL):
        return False
    if use.part in ("past", "passive"):
        return not way.article and way.before in ("", "و", "ف", "ا") and (use.part == "past" or not way.after)
    if use.part == "present":
        return not way.article and way.before in ("", "و", "ف", "ل", "س", "وس", "فس", "ول", "فل", "ب", "وب")
    if use.part == "participle":
        return not way.article and not way.after and way.before in ("", "و", "ف")
    if "س" in way.before or way.before.startswith("ا"):
        return False
    return not (way.article and way.after)

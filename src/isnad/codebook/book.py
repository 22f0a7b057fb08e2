"""The compiled codebook: loaded from files once, then from a cache keyed by their state."""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files as package_files
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from isnad.arabic.clitics import Peeled, heads, peel
from isnad.arabic.letters import fold, fold_phrase
from isnad.codebook import cache, entries, gazetteer, joining, lexicon
from isnad.codebook.entries import Actor, EventEntry, Place, SpeechEntry
from isnad.codebook.files import Fields, Problem, read
from isnad.codebook.lexicon import Forms, Names, Tags, WordUse
from isnad.codebook.shelf import Shelf
from isnad.errors import CodebookError

COMPILED_SHAPE = "19"
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
_FINITE = frozenset({"past", "present", "passive"})
_NOMINAL = frozenset({"noun", "plural", "dual"})
_NOUN_CLASSES = ("units.", "people.", "places.", "sources.", "nation", "harm.", "speech.noun")


class Reading(NamedTuple):
    """A written word as a form of the lexicon, with what was peeled off."""

    use: WordUse
    peeled: Peeled


class WordInfo(NamedTuple):
    """All that the codebook knows of one written word."""

    names: tuple[tuple[str, str, int], ...]
    tags: frozenset[str]
    phrase_tags: tuple[tuple[str, int], ...]
    uses: tuple[Reading, ...]
    article: bool
    before: str
    after: str


@dataclass(slots=True)
class Codebook:
    """All entries and the tables made of them. Treat as read-only."""

    version: str
    actors: dict[str, Actor]
    places: Mapping[str, Place]
    events: dict[str, EventEntry]
    speech: dict[str, SpeechEntry]
    names: Names
    name_heads: dict[str, int]
    tags: Tags
    tag_heads: dict[str, int]
    forms: Forms
    codes: dict[str, str]
    _infos: dict[str, WordInfo] = field(default_factory=dict)
    _folded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _near: dict[tuple[str, ...], tuple[frozenset[str], tuple[str, ...]]] = field(default_factory=dict)

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
        actor = self.actors.get(id_)
        if actor is not None:
            return actor.country or ""
        seen = 0
        place = self.places.get(id_)
        while place is not None and place.parent and seen < 9:
            place, seen = self.places.get(place.parent), seen + 1
        return self.codes.get(place.id, "") if place is not None else ""

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
        tagged = next((way for way in ways if _tag_core(way) in self.tags or way.core in self.tags), None)
        tags = frozenset[str]()
        if tagged:
            tags = self.tags.get(_tag_core(tagged), frozenset())
            tags |= frozenset(t for t in self.tags.get(tagged.core, ()) if not tags or t.startswith(_NOUN_CLASSES))
            if word.startswith("ال") and not tagged.article and not any(t.startswith("anaphors.") for t in tags):
                tags |= frozenset(t for t in self.tags.get(word[2:], ()) if t.startswith(_NOUN_CLASSES))
            if tagged.article and _tag_core(tagged) not in self.tags:
                tags = frozenset(t for t in tags if not t.startswith("particles."))
            if tagged.after:
                tags = frozenset(t for t in tags if not t.startswith("particles.") or t in _WITH_PRONOUN)
            if tagged.after or tagged.article:
                tags -= _NEVER_POSSESSED
        article = word.startswith(("ال", "وال", "بال", "فال", "كال", "لل", "ولل", "فلل", "وبال", "فبال"))
        bare = tagged is not None and tagged.before in ("", "و", "ف") and not tagged.after
        function = bare and not tags.isdisjoint(_FUNCTION)
        if function and tagged and tagged.before == "ف" and word in self.forms:  # `فتحت` is no `ف` and `تحت`
            tagged, tags, function = None, frozenset(), False
        uses = () if function else tuple(self._uses(ways)) or tuple(self._uses(peel(_squeezed(word))))
        peeled = tagged or ways[0] if ways else Peeled(word, "", False, "")
        return WordInfo(found, tags, phrases, uses, article, peeled.before, peeled.after)

    def _uses(self, ways: Sequence[Peeled]) -> list[Reading]:
        found: list[Reading] = []
        for way in ways:
            found.extend(Reading(use, way) for use in self.forms.get(way.core, ()) if _fits(use, way))
        return found


def _tag_core(way: Peeled) -> str:
    return "ال" + way.core if way.article else way.core


def _squeezed(word: str) -> str:
    """Doubled letters once (`مؤؤخراً`), for words that are otherwise unknown."""
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def _fits(use: WordUse, way: Peeled) -> bool:
    """Whether a form may carry these clitics: no article on verbs, no future sin on nouns, a pronoun on bound forms."""
    if (use.bound and not way.after) or (way.after in ("ك", "كم", "ي") and use.part not in _NOMINAL):
        return False
    if use.part in ("past", "passive"):
        return not way.article and way.before in ("", "و", "ف", "ا") and (use.part == "past" or not way.after)
    if use.part == "present":
        return not way.article and way.before in ("", "و", "ف", "ل", "س", "وس", "فس", "ول", "فل")
    if use.part == "participle":
        return not way.article and not way.after and way.before in ("", "و", "ف")
    if "س" in way.before or way.before.startswith("ا"):
        return False
    return not (way.article and way.after)


def _package_root() -> Path:
    return Path(str(package_files("isnad.codebook")))


def _files(roots: Sequence[Path]) -> list[tuple[Path, Path]]:
    """Every file of entries and every table of places as (root, path); a file of a later root replaces one of the same
    relative path."""
    chosen: dict[str, tuple[Path, Path]] = {}
    for root in roots:
        for path in sorted((*root.rglob("*.yaml"), *root.glob("places/*.csv"))):
            chosen[path.relative_to(root).as_posix()] = (root, path)
    return [chosen[key] for key in sorted(chosen)]


def _state(paths: list[tuple[Path, Path]]) -> str:
    digest = hashlib.sha256(f"{COMPILED_SHAPE} {sys.version}".encode())
    for _, path in paths:
        stat = path.stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    for path in sorted(_package_root().parent.glob("*/*.py")):
        if path.parent.name in ("codebook", "arabic"):
            digest.update(f"{path} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()[:32]


def entry_files(overlay: Path | None = None) -> list[tuple[Path, Path]]:
    """Every file of the codebook as (its root, its path), the user's folder `overlay` laid over ours.

    Raises CodebookError where the folder does not exist.
    """
    if overlay is not None and not overlay.is_dir():
        raise CodebookError(f"the codebook folder {overlay} does not exist")
    return _files([_package_root(), *([overlay] if overlay else [])])


def load(overlay: Path | None = None) -> Codebook:
    """The codebook, with the user's folder of entries laid over ours.

    Raises CodebookError, listing every problem with its file and line.
    """
    paths = entry_files(overlay)
    state = _state(paths)
    known = cache.recall(state)
    if isinstance(known, Codebook):
        return known
    book, problems = compile_files(paths)
    if problems:
        raise CodebookError("\n".join(map(str, problems)))
    cache.keep(state, book)
    return book


def compile_files(paths: list[tuple[Path, Path]], *, keep_examples: bool = False) -> tuple[Codebook, list[Problem]]:
    """The codebook of these files and everything that is wrong with them."""
    raw = _Raw({}, {}, {}, {}, {}, {}, [], [], hashlib.sha256())
    for root, path in paths:
        raw.add(root, path)
    raw.cross_check()
    raw.join_tables()
    names = lexicon.names(raw.actors.values(), raw.places.values())
    tags = lexicon.with_speech(lexicon.tags(raw.grammar), raw.speech.values())
    forms = lexicon.forms(raw.events.values(), raw.speech.values(), raw.grammar)
    raw.check_names(names, forms)
    if not keep_examples:
        raw.drop_examples()
    book = Codebook(
        "sha256:" + raw.digest.hexdigest(), raw.actors, _shelved(raw.places), raw.events, raw.speech, names,
        _longest(names), tags, _longest(tags), forms, {place: code for code, place in raw.grammar["codes"].items()},
    )  # fmt: skip
    return book, raw.problems


def _shelved(places: dict[str, Place]) -> Shelf[Place]:
    fields = attrgetter(*Place.__slots__)
    return Shelf(entries.place_of, {id_: fields(place) for id_, place in places.items()})


def _longest(table: Mapping[str, Any]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for phrase in table:
        head, length = phrase.partition(" ")[0], phrase.count(" ") + 1
        longest[head] = max(longest.get(head, 0), length)
    return longest


@dataclass(slots=True)
class _Raw:
    """Entries as they come in from the files."""

    actors: dict[str, Actor]
    places: dict[str, Place]
    events: dict[str, EventEntry]
    speech: dict[str, SpeechEntry]
    grammar: dict[str, Fields]
    written: dict[tuple[str, str], Fields]
    towns: list[gazetteer.Row]
    problems: list[Problem]
    digest: Any

    def add(self, root: Path, path: Path) -> None:
        name = path.relative_to(root)
        kind = name.parts[0]
        if kind not in ("actors", "places", "events", "speech", "grammar"):
            return
        self.digest.update(name.as_posix().encode() + path.read_bytes())
        if path.suffix == ".csv":
            rows, problems = gazetteer.read_table(path, name.as_posix())
            if root == _package_root():
                self.towns += rows
            else:
                self.towns[:0] = rows  # the user's are believed first
            self.problems += problems
            return
        fields, problems = read(path, name.as_posix())
        self.problems += problems
        if kind == "grammar":
            self.grammar[name.stem] = fields
        elif kind == "events":
            id_ = ".".join(name.with_suffix("").parts[1:])
            self.events[id_], found = entries.event(id_, fields)
            self.problems += found
        elif kind == "speech":
            self.speech[name.stem], found = entries.speech(name.stem, fields)
            self.problems += found
        else:
            self._add_many(kind, fields)

    def _add_many(self, kind: str, fields: Fields) -> None:
        for id_, value in fields.items():
            if id_.startswith("_"):
                continue
            if not isinstance(value, Fields):
                self.problems.append(fields.problem(f"'{id_}' must be a mapping", id_))
                continue
            self.written[kind, id_] = value
            if kind == "actors":
                self._unique(id_, self.actors, fields)
                self.actors[id_], found = entries.actor(id_, value)
                self.problems += found
            else:
                self._unique(id_, self.places, fields)
                self.places[id_], found = entries.place(id_, value)
                self.problems += found

    def _unique(self, id_: str, known: dict[str, Any], fields: Fields) -> None:
        if id_ in known:
            self.problems.append(fields.problem(f"the id '{id_}' is used in another file as well", id_))

    def join_tables(self) -> None:
        """Puts the rows of the tables beside the entries, or into those that they are the place of."""
        codes = {code: place for code, place in self.grammar.get("codes", {}).items() if place}
        found, problems = joining.join(self.towns, self.places, codes)
        self.places |= found
        self.problems += problems

    def drop_examples(self) -> None:
        """Without what only the checker reads."""
        self.actors = {k: replace(e, examples=(), counter_examples=()) for k, e in self.actors.items()}
        self.events = {k: replace(e, examples=(), counter_examples=()) for k, e in self.events.items()}
        self.speech = {k: replace(e, examples=(), counter_examples=()) for k, e in self.speech.items()}

    def cross_check(self) -> None:
        """Adds a problem for every entry whose parent is not there."""
        for kind, known in (("actors", self.actors), ("places", self.places)):
            for entry in known.values():
                if entry.parent and entry.parent not in known:
                    message = f"{entry.id}: its parent '{entry.parent}' does not exist"
                    self.problems.append(self.written[kind, entry.id].problem(message, "parent"))
        for actor in self.actors.values():
            for row in actor.allegiance:
                if row.to not in self.actors:
                    message = f"{actor.id}: its allegiance is to '{row.to}', which does not exist"
                    self.problems.append(self.written["actors", actor.id].problem(message, "allegiance"))

    def check_names(self, names: Names, forms: Forms) -> None:
        """Adds a problem for every name of one word that is also a verb (`أفاد`): it would be read everywhere."""
        for name, refs in names.items():
            if any(use.part in _FINITE and not use.bound for use in forms.get(name, ())):
                for ref in refs:
                    kind = "actors" if ref.kind == "actor" else "places"
                    if ref.use == "name" and (kind, ref.id) in self.written:
                        message = f"{ref.id}: the name '{name}' is also a verb; it counts only as `cued`"
                        self.problems.append(self.written[kind, ref.id].problem(message, "names"))

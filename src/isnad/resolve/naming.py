"""Names of the unregistered as comparison needs them: which parts tell one bearer from another, and whether two agree.

A kunya is one part (`أبو محمد`), so are compounds (`عبد الرحمن`, `نور الدين`); `بن` and `آل` are none. Of names of
bodies and places the words that only say what it is are set apart (`لواء`, `مشفى`), and so are numbers.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from isnad.codebook.book import Codebook
from isnad.model.vocabulary import EntityKind
from isnad.resolve.wording import person_name, tokens

_ARTICLE = re.compile(r"^و?ال(?=\w{3})")
_OF_BODIES = re.compile(r"^(?:[بكل]ال|لل|ال)(?=\w{3})")
_FATHER: Final = {"ابا": "ابو", "ابي": "ابو"}
_KUNYA: Final = frozenset({"ابو", "ام"})
_LINKS: Final = frozenset({"بن", "ابن", "بنت", "ال"})
_SERVANT: Final = "عبد"
_FAITH: Final = frozenset({"الدين", "الله"})
_GIVEN: Final = "given_names.given"
_COUNTS: Final = ("units.ordinal", "places.direction")
"""Tags of words that tell units and places of one name apart: the second, the northern."""
_PLATFORM: Final = "weapons.platform"
_SEVERAL: Final = ("units.", "anaphors.", "people.", "authors.")
_NATION: Final = "nation:"
_FIRST_SAYS: Final = ("units.", "anaphors.", "people.", "sources.", "weapons.", "authors.", "places.", "details.")
"""Beginnings of the tags of first words that say what is named (`كتيبة`, `مشفى`)."""
_LATER_SAY: Final = (
    "units.force", "units.service", "units.plain", "nations.", "anaphors.", "sources.adjective", "particles.",
    "weapons.", "authors.", "places.size_",
)  # fmt: skip
"""The same of later words: what many have in their names (`الوطني`, `السورية`), but not `الوادي` and `الشهداء`."""
_OF_PERSONS: Final = (_GIVEN, "people.compound", "people.kunya")
_MOST = 4
_LONG_ENOUGH = 5
"""From so many letters on a part may differ by one: `نتنياهو`, `نتانياهو`, but not `حسن`, `حسين`."""


class Naming(NamedTuple):
    """A name taken apart; see `EntityMention` for what is what.

    `strength` of a person's name: 0 a given name, 1 a kunya or a family name, 2 two parts that many bear each, 3 other
    two, 4 more. Of others' names: how many parts tell them apart, at most 4.
    """

    parts: tuple[str, ...]
    strength: int
    numbers: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()


def namings(names: Iterable[str], kind: EntityKind, book: Codebook) -> list[Naming]:
    """The names that a report has for an entity, taken apart, without those that say less of what another says; the
    one that says most first, of several such the one that comes first."""
    apart = sorted((naming(name, kind, book) for name in names), key=lambda one: (-one.strength, -len(one.parts)))
    kept: list[Naming] = []
    for one in apart:
        if not kept or (one.parts and not any(agreeing(one.parts, fuller.parts, book) for fuller in kept)):
            kept.append(one)
    return kept


def naming(name: str, kind: EntityKind, book: Codebook) -> Naming:
    """The name of an entity of some kind, taken apart."""
    return _of_person(name, book) if kind == "person" else _of_thing(name, kind, book)


def _of_person(name: str, book: Codebook) -> Naming:
    written = person_name(name, book).split()
    surnames = {_ARTICLE.sub("", word) for word in written if _ARTICLE.match(word)}
    parts = _compounded([_FATHER.get(word, word) for word in _without_clitic(written, book)])
    if len(parts) > 1:
        common = all(_is_common(part, book) and part not in surnames for part in parts)
        return Naming(tuple(parts), min(_MOST, len(parts) + (not common)))
    common = not parts or (_is_common(parts[0], book) and not _is_kunya(parts[0]))
    return Naming(tuple(parts), 0 if common else 1)


def _without_clitic(words: Sequence[str], book: Codebook) -> Sequence[str]:
    """`لمارتن`, `لتوفيق`: the name without the preposition, where what is left is a given name."""
    info = book.info(words[0]) if words else None
    if info is None or info.before not in ("ل", "ب") or _GIVEN not in info.tags:
        return words
    return [words[0].removeprefix(info.before), *words[1:]]


def _compounded(words: Sequence[str]) -> list[str]:
    parts: list[str] = []
    index = 0
    while index < len(words):
        word, after = words[index], words[index + 1 : index + 2]
        if after and word in _KUNYA:
            kunya = "عبدالله" if list(words[index + 1 : index + 3]) == [_SERVANT, "الله"] else after[0]
            parts.append(f"{word} {_ARTICLE.sub('', kunya)}")
            index += 1 + (kunya != after[0])
        elif after and word == _SERVANT:
            parts.append(word + after[0])
            index += 1
        elif word in _FAITH:
            parts[-1:] = [last + word for last in parts[-1:]]
        elif word not in _LINKS and len(word) > 1:
            parts.append(_ARTICLE.sub("", word))
        index += 1
    return parts


def _is_kunya(part: str) -> bool:
    return part.partition(" ")[0] in _KUNYA and " " in part


def _is_common(part: str, book: Codebook) -> bool:
    """Whether a part says little by itself: a given name, or a kunya, which many bear."""
    return _is_kunya(part) or part.startswith(_SERVANT) or _GIVEN in book.info(part).tags


def _of_thing(name: str, kind: EntityKind, book: Codebook) -> Naming:
    words = tokens(name)
    parts, numbers, heads, nations = [], [], [], list[str]()
    for index, word in enumerate(words):
        says = _LATER_SAY if index else _FIRST_SAYS
        tags = book.info(word).tags
        bare = _OF_BODIES.sub("", word)
        states = [f"place:{tag.removeprefix(_NATION)}" for tag in sorted(tags) if tag.startswith(_NATION)]
        nations += states
        if states and index:
            continue
        if any(char.isdigit() for char in word) or any(tag.startswith(_COUNTS) for tag in tags):
            numbers.append(bare)
        elif _says_what(tags, says) or (kind != "actor" and _is_actor(word, book)):
            heads.append(bare)
        else:
            parts.append(bare)
    parts = _compounded(parts)
    telling = 0 if _is_none(words, book) else len(parts) + (1 if numbers else 0)
    return Naming(tuple(parts), min(_MOST, telling), tuple(numbers), tuple(heads), tuple(nations))


def _says_what(tags: frozenset[str], says: tuple[str, ...]) -> bool:
    return tags.isdisjoint(_OF_PERSONS) and any(tag.startswith(says) for tag in tags)


def _is_actor(word: str, book: Codebook) -> bool:
    """Whether a word of a name is the name of a registered actor (`حاجز قسد`)."""
    return any(ref.kind == "actor" for ref in book.names.get(word, ()))


def _is_none(words: Sequence[str], book: Codebook) -> bool:
    """Whether a name is of none in particular: of aircraft and the like (`طائرات الاستطلاع الروسية`), or of several at
    once (`النظام والفصائل`)."""
    if any(_PLATFORM in book.info(word).tags for word in words[:1]):
        return True
    joined = (book.info(word) for word in words[1:] if word.startswith("و"))
    return any("و" in info.before and any(tag.startswith(_SEVERAL) for tag in info.tags) for info in joined)


class Likeness(NamedTuple):
    """How two names agree: whether all parts of both do, and how many parts are spelt otherwise."""

    whole: bool
    misspelt: int


def agreeing(one: Sequence[str], other: Sequence[str], book: Codebook | None = None) -> Likeness | None:
    """How the parts of two names agree; None where they are names of two.

    The shorter name must be found in the longer one, part by part in their order, and begin with the same part unless
    it is a family name or a kunya: `محمد الحمد` is one name with `محمد علي الحمد`, but not with `خالد محمد الحمد`, who
    is his son. Two given names that the codebook knows are never spellings of one.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not short:
        return None
    misspelt, at = 0, 0
    for part in short:
        found = next((k for k in range(at, len(long)) if long[k] == part), None)
        if found is None:
            found = next((k for k in range(at, len(long)) if _one_slip(part, long[k], book)), None)
            misspelt += 1
        if found is None or (at == 0 and len(short) > 1 and not all(map(_is_kunya, long[:found]))):
            return None
        at = found + 1
    return Likeness(len(short) == len(long), misspelt)


def _one_slip(one: str, other: str, book: Codebook | None) -> bool:
    if min(len(one), len(other)) < _LONG_ENOUGH or OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    return book is None or not all(_GIVEN in book.info(part).tags for part in (one, other))


def related(one: Sequence[str], one_over: Sequence[str], other: Sequence[str], other_over: Sequence[str]) -> bool:
    """Whether one of some bodies or places is, or stands under, one of others."""
    return any(a == b for a, b in (*product(one, other_over), *product(other, one_over)))

"""Definite nouns and dual parties that stand for somebody or some place named before."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from isnad.annotate.lexis import Lexis
from isnad.annotate.proclitics import proclitics
from isnad.arabic.letters import fold
from isnad.arabic.view import Break
from isnad.model.vocabulary import EntityKind

_MEMORY = 60
_OF_GROUPS = frozenset("تنظيم حركه جماعه جبهه هييه".split())
"""Heads of names that stand for a body though the report only uses a short name of it (`داعش` … `التنظيم`)."""
_NO_HEADS = frozenset("امن دفاع دوله مدينه قياده مجموعه اهالي عشاير منطقه اسره عايله".split())
_DEFINITE = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل", "فلل", "وبال", "فبال")
_OFFICIAL = frozenset(
    {"outlet", "agency", "monitor", "government", "international organisation", "humanitarian organisation"}
)
"""Classes of bodies that nobody calls a movement, group or militia."""
GROUPS = frozenset({"rebel group", "political militia", "identity militia"})
"""Classes of armed groups outside the state."""
_OF_STATE = frozenset({"state force", "external force"})
_BODIES = frozenset({"actor", "group", "faction", "militia", "rebels", "revolt", "armed"})
_LOOSE = frozenset({"militia", "rebels"})
_REBELS = frozenset({"rebels", "revolt"})
_STRANGERS = frozenset({"authors.armed", "people.unknown"})
_POSTS = frozenset({"people.post"})
_OF_OFFICE = frozenset("باسم في لدي عن علي".split())
_GROUP_NOUNS = frozenset({"units.militia", "units.movement"})
_FORCE, _MEMBERS = frozenset({"units.force"}), frozenset({"people.members"})
_FIRST = attrgetter("first")
_PEOPLE_OF = frozenset({"units.militia", "units.force", "people.members", "people.leaders", "people.groups"})


@dataclass(slots=True)
class Pointer:
    """A mention or anaphor resolved to an entity: words `first` to `end`, and the entity's id."""

    first: int
    end: int
    who: str
    kind: EntityKind
    anaphor: bool = False
    nested: bool = False


def anaphors(lexis: Lexis, pointers: list[Pointer]) -> list[Pointer]:
    """Definite nouns and dual parties, resolved to the last entity named before that fits."""
    found: list[Pointer] = []
    taken = {k for p in pointers for k in range(p.first, p.end)}
    cues, heads = _place_cues(lexis, pointers), _heads(lexis, pointers)
    named = frozenset().union(*heads.values()) if heads else frozenset()
    before: list[Pointer] = []
    position = 0
    strangers = min(lexis.bearing(_STRANGERS), default=lexis.size)
    definite = {start + head: head for head in named for start in _DEFINITE}
    again = lexis.view.words_in(definite)
    for index in sorted({*lexis.family("anaphors."), *again}):
        if index in taken or lexis.skip[index]:
            continue
        kinds = [tag[9:] for tag in lexis.tags[index] if tag.startswith("anaphors.")]
        head = definite.get(lexis.view.words[index], "")
        if not (kinds or _alone(lexis, index, taken)) or _mere_adjective(lexis, index):
            continue
        if "revolt" in kinds and not lexis.any(index - 1, _PEOPLE_OF):
            continue
        if "armed" in kinds and (strangers < index or not _alone(lexis, index, taken)):
            continue
        while position < len(pointers) and pointers[position].first < index:
            if not (pointers[position].nested and pointers[position].kind == "actor"):
                before.append(pointers[position])
            position += 1
        recent = before[-_MEMORY:]
        by_head = [p for p in recent if head in heads.get(p.who, ())]
        if not by_head and "group" in kinds:  # told before it is named, as in titles
            by_head = [p for p in pointers[position:] if head in heads.get(p.who, ())][:1]
        if by_head:
            found.append(Pointer(index, index + 1, by_head[-1].who, "actor", anaphor=True))
            continue
        both = _named_behind(lexis, index, pointers[position:]) if "both" in kinds else []
        for who, kind in both or _antecedents(lexis, kinds[0] if kinds else "", recent, cues):
            found.append(Pointer(index, lexis.until[index], who, kind, anaphor=True))
    return sorted((*found, *_by_post(lexis, pointers, taken), *_by_tail(lexis, pointers, taken)), key=_FIRST)


def _by_tail(lexis: Lexis, pointers: list[Pointer], taken: set[int]) -> Iterator[Pointer]:
    """Bodies told of again by whose people they are (`قوات العشائر` … `مقاتلو العشائر`)."""
    tails: dict[str, str] = {}
    for p in pointers:
        if p.kind == "actor" and not p.nested and p.end - p.first == 2 and lexis.any(p.first, _GROUP_NOUNS | _FORCE):
            tails[lexis.view.words[p.first + 1]] = p.who
    for index in lexis.bearing(_MEMBERS) if tails else ():
        at = index + 1
        who = tails.get(lexis.view.words[at], "") if at < lexis.size and lexis.joined(at) else ""
        if who and at not in taken and not lexis.skip[at] and not lexis.article(index):
            yield Pointer(at, at + 1, who, "actor", anaphor=True)


def _by_post(lexis: Lexis, pointers: list[Pointer], taken: set[int]) -> Iterator[Pointer]:
    """Persons told of again by their post alone (`وزير العدل سالم المحمود` … `الوزير`): the last named with it."""
    ending = {p.end: p for p in pointers if p.kind != "person" and not p.nested}
    held = [(p.end, post, p.who) for p in pointers if p.kind == "person" and (post := _post(lexis, ending, p))]
    words = lexis.view.words
    for first in lexis.bearing(_POSTS) if held else ():
        if first in taken or lexis.skip[first]:
            continue
        for end in (first + 2, first + 1):
            if first + 1 in taken or end in taken or end > lexis.size or not _ends_phrase(lexis, end, end - first):
                continue
            said = " ".join(words[first:end]).lstrip("و")
            fits = [who for at, post, who in held if at <= first and post == said]
            if fits:
                yield Pointer(first, end, fits[-1], "person", anaphor=True)
                break


def _post(lexis: Lexis, ending: dict[int, Pointer], person: Pointer) -> str:
    """The definite post that the person is named with, as it stands alone later; empty where there is none."""
    words, at = lexis.view.words, person.first - 1
    if at < 0 or not lexis.joined(person.first):
        return ""
    if lexis.article(at) and lexis.any(at, _POSTS):
        return words[at].lstrip("و")
    body = ending.get(person.first)
    at = body.first - 1 if body is not None else at - 1
    if body is not None and body.kind != "actor" and words[at] == "في":  # `المحامي العام في المدينة سالم المحمود`
        at, body = at - 1, None
        if lexis.article(at) and lexis.any(at, _POSTS):
            return words[at].lstrip("و")
        at -= 1
    if at < 0 or not lexis.any(at, _POSTS):
        return ""
    if lexis.article(at):
        return "" if body is not None else " ".join(words[at : at + 2]).lstrip("و")
    return "" if lexis.infos[at].after else "ال" + words[at].removeprefix(lexis.infos[at].before)


def _ends_phrase(lexis: Lexis, end: int, length: int) -> bool:
    """Whether a post of so many words that ends here is whole: what follows is no office, no name and no adjective."""
    if end >= lexis.size or not lexis.joined(end) or lexis.infos[end].before:
        return True
    if lexis.view.words[end] in _OF_OFFICE:
        return False
    known = bool(lexis.tags[end] or lexis.infos[end].uses)
    return known and (length > 1 or not lexis.article(end))


def _heads(lexis: Lexis, pointers: list[Pointer]) -> dict[str, frozenset[str]]:
    """For each body the nouns that begin its names, without the article: what may stand for it later (`جهاز الإسناد` …
    `الجهاز`). Where the report has only a name of one word (`داعش`), those nouns that groups are called by."""
    heads: dict[str, set[str]] = defaultdict(set)
    for pointer in pointers:
        if pointer.kind == "actor" and not pointer.nested:
            long = pointer.end - pointer.first > 1
            own = (_bare(lexis, pointer.first), lexis.view.words[pointer.first]) if long else ()
            heads[pointer.who].update(own)
    for who, words in heads.items():
        actor = lexis.book.actors.get(who.removeprefix("actor:"))
        names = (fold(name).split() for name in actor.names.get("ar", ())) if actor else ()
        listed = {name[0].removeprefix("ال") for name in names if len(name) > 1}
        words.update(listed if words else listed & _OF_GROUPS)
    return {who: frozenset(words - _NO_HEADS) for who, words in heads.items()}


def _bare(lexis: Lexis, index: int) -> str:
    """The noun without what is written before it: conjunction, preposition, article (`وللجهاز`: `جهاز`)."""
    word = lexis.view.words[index]
    for start in _DEFINITE:
        if word.startswith(start):
            return word[len(start) :]
    return word.removeprefix(lexis.infos[index].before)


def _alone(lexis: Lexis, index: int, taken: set[int]) -> bool:
    """Whether the definite noun has no adjective and no name behind it that makes it another body, and is not what a
    munition is called by (`بقذائف المدفعية`)."""
    if index and lexis.joined(index) and any(tag.startswith("weapons.") for tag in lexis.tags[index - 1]):
        return False
    behind = index + 1
    if behind >= lexis.size or not lexis.joined(behind):
        return True
    return behind not in taken and not (lexis.article(behind) and not proclitics(lexis, behind))


def _class(lexis: Lexis, who: str) -> str | None:
    """The registry's class of the body; None where it is not registered."""
    actor = lexis.book.actors.get(who.removeprefix("actor:"))
    return actor.class_ if actor is not None else None


def _armed_group(lexis: Lexis, pointer: Pointer) -> bool:
    """Whether the body is an armed group outside the state: by its class, else by the noun that its name has first."""
    class_ = _class(lexis, pointer.who)
    return class_ in GROUPS if class_ else lexis.any(pointer.first, _GROUP_NOUNS)


def _mere_adjective(lexis: Lexis, index: int) -> bool:
    """`الهجمات الأخيرة`: behind a definite noun `الأخيرة` only says which."""
    if lexis.view.words[index].removeprefix("و") not in ("الاخيره", "الاخير") or index == 0:
        return False
    return lexis.view.breaks[index] == Break.NONE and lexis.article(index - 1)


def _place_cues(lexis: Lexis, pointers: list[Pointer]) -> dict[str, set[str]]:
    """For each place the kinds that its registry entry or its cues in this text give it."""
    cues: dict[str, set[str]] = defaultdict(set)
    for pointer in pointers:
        if pointer.kind in ("place", "facility"):
            place = lexis.book.places.get(pointer.who.removeprefix("place:"))
            if place:
                cues[pointer.who].add(place.kind)
            cues[pointer.who].update(tag[7:] for tag in lexis.tags[pointer.first] if tag.startswith("places."))
    return cues


def _named_behind(lexis: Lexis, index: int, behind: list[Pointer]) -> list[tuple[str, EntityKind]]:
    """`أصيب عناصر من الجانبين في اشتباك بين الفصائل والقوات`: the two whom the same sentence names behind `بين`."""
    end = lexis.view.sentence_at(index)[1]
    between = next((k for k in range(index + 1, end) if lexis.view.words[k] == "بين"), end)
    two = [p.who for p in behind if between < p.first < end and p.kind == "actor" and not p.nested]
    two = list(dict.fromkeys(two))[:2]
    return [(who, "actor") for who in two] if len(two) > 1 else []


def _antecedents(
    lexis: Lexis, kind: str, before: list[Pointer], cues: dict[str, set[str]]
) -> list[tuple[str, EntityKind]]:
    if kind in _BODIES:
        bodies = [p for p in before if p.kind == "actor" and _class(lexis, p.who) not in _OFFICIAL]
        if kind == "group":
            bodies = [p for p in bodies if _class(lexis, p.who) not in _OF_STATE]
        elif kind != "actor":
            groups = [p for p in bodies if _armed_group(lexis, p)]
            rebels = [p for p in groups if kind in _REBELS and _class(lexis, p.who) == "rebel group"]
            bodies = rebels or groups or (bodies if kind in _LOOSE else [])
        return [(bodies[-1].who, "actor")] if bodies else []
    if kind == "both":
        two: list[str] = []
        for pointer in reversed(before):
            if pointer.kind == "actor" and pointer.who not in two:
                two.append(pointer.who)
            if len(two) == 2:
                return [(two[1], "actor"), (two[0], "actor")]
        return []
    fits = {"district": {"district", "region", "countryside", "part", "governorate", "city"}}.get(kind, {kind})
    place = next((p for p in reversed(before) if cues.get(p.who, set()) & fits), None)
    return [(place.who, place.kind)] if place else []

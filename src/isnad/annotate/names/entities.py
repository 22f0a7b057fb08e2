"""From mentions to entities: which names are one, what a listed name stands for here, what anaphors point to."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.annotate.names.settle import mentions as settled_mentions
from isnad.arabic.view import Break
from isnad.codebook.entries import FACILITY_KINDS
from isnad.codebook.lexicon import NameRef
from isnad.model import Entity, Name, Span
from isnad.model.vocabulary import EntityKind

_CUE_KINDS = {
    "city": ("city", "town"), "town": ("town", "city", "village"), "village": ("village", "town"),
    "governorate": ("governorate", "region"), "district": ("district", "region", "town", "city"),
    "neighbourhood": ("neighbourhood",), "countryside": ("governorate", "region", "city", "town"),
}  # fmt: skip
_PLACE_ORDER = ("city", "country", "town", "governorate", "village", "neighbourhood", "district", "region")
_LETTER = {"actor": "a", "person": "p", "place": "l", "facility": "f"}
_MEMORY = 60
_INTRODUCING = frozenset({"militia", "movement"})


@dataclass(frozen=True, slots=True)
class Pointer:
    """A mention or anaphor resolved to an entity: words `first` to `end`, and the entity's id."""

    first: int
    end: int
    who: str
    kind: EntityKind
    anaphor: bool = False
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of a report and everything in it that points to them, in text order."""

    entities: tuple[Entity, ...]
    pointers: tuple[Pointer, ...]
    parts: dict[str, str]

    def kept(self, used: frozenset[str]) -> tuple[Entity, ...]:
        """Entities that stand somewhere by themselves, or that an event or relation needs."""
        free = {p.who for p in self.pointers if not p.nested and not p.anaphor}
        return tuple(e for e in self.entities if e.id in free or e.id in used)


def cast(lexis: Lexis, published: str | None, outlet: str | None = None) -> Cast:
    """Entities and pointers of a report."""
    found = settled_mentions(lexis, published, outlet)
    keyed = _keys(lexis, found)
    keyed = _persons_by_part(lexis, keyed)
    ids = _ids(keyed)
    pointers = _pointers(keyed, ids)
    pointers = sorted((*pointers, *_anaphors(lexis, pointers)), key=lambda p: (p.first, -p.end))
    entities = _entities(lexis, keyed, ids, pointers)
    parts = {ids[key]: ids[base] for key, base in _bases(lexis, keyed).items() if key in ids and base in ids}
    return Cast(entities, tuple(pointers), parts)


Keyed = list[tuple[Mention, str, NameRef | None]]


def _keys(lexis: Lexis, found: list[Mention]) -> Keyed:
    """Each mention with the key of its entity: a registered id, or the kind and folded name."""
    cues: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in found:
        if mention.cue in _CUE_KINDS and mention.base is None:
            cues[lexis.view.phrase(*mention.core)][mention.cue] += 1
    named = {ref.id for m in found for ref in m.refs if ref.use != "short" or m.cue in _INTRODUCING}
    home, regions = _home(lexis, found), _regions(lexis, found)
    local = home.most_common(1)[0][0] if home else None
    keyed: Keyed = []
    for mention in found:
        dated = any(r.use == "ambiguous" for r in mention.refs)
        refs = tuple(
            r for r in mention.refs
            if r.use != "short" or r.id in named or (dated and lexis.book.country_of(r.id) == local)
        )  # fmt: skip
        if mention.refs and not refs:
            continue
        refs = tuple(r for r in refs if not _elsewhere(lexis, mention, r, regions))
        ref = _choose(lexis, mention, refs, cues, home)
        keyed.append((mention, _key(lexis, mention, ref), ref))
    return keyed


def _key(lexis: Lexis, mention: Mention, ref: NameRef | None) -> str:
    if mention.base is not None and mention.kind == "place":
        base = ref.id if ref else lexis.view.phrase(*mention.core)
        kind = "area" if mention.side else "countryside"
        return f"{kind}/{_area(lexis, base)}/{mention.side}"
    if ref:
        return ("actor:" if ref.kind == "actor" else "place:") + ref.id
    first, end = mention.core
    words = list(lexis.view.words[first:end])
    words[0] = _bare(lexis, first)
    return f"{mention.kind}/{' '.join(words)}"


def _area(lexis: Lexis, base: str) -> str:
    place = lexis.book.places.get(base)
    return place.parent or base if place and base.endswith("-city") else base


def _bare(lexis: Lexis, index: int) -> str:
    """The first word of a name without a conjunction or preposition before it, where that leaves a known shape."""
    word, before = lexis.view.words[index], lexis.infos[index].before
    article = lexis.article(index)
    for written in ("ولل", "لل"):
        if word.startswith(written) and article:
            return "ال" + word[len(written) :]
    if article and not word.startswith("ال"):
        return word[word.index("ال") :]
    return word[len(before) :] if before and (lexis.tags[index]) else word


def _choose(
    lexis: Lexis, mention: Mention, refs: tuple[NameRef, ...], cues: dict[str, Counter[str]], home: Counter[str]
) -> NameRef | None:
    if not refs:
        return None
    same_kind = [ref for ref in refs if ref.kind == mention.kind or {ref.kind, mention.kind} <= {"place", "facility"}]
    refs = tuple(same_kind) or refs
    if len(refs) == 1:
        return refs[0]
    wanted = mention.cue if mention.cue in _CUE_KINDS else None
    if wanted is None:
        seen = cues.get(lexis.view.phrase(*mention.core))
        wanted = "city" if seen and "city" in seen else (seen.most_common(1)[0][0] if seen else None)
    order = (*_CUE_KINDS.get(wanted or "", ()), *_PLACE_ORDER)
    places = lexis.book.places
    rank = {kind: position for position, kind in reversed(list(enumerate(order)))}
    beside = {code for k in range(max(0, mention.first - 2), mention.first) for code in _nations(lexis, k)}
    there = tuple(ref for ref in refs if lexis.book.country_of(ref.id) in beside)
    if there:
        refs = there
    near = max((home[lexis.book.country_of(ref.id)] for ref in refs), default=0)
    if near:
        refs = tuple(ref for ref in refs if home[lexis.book.country_of(ref.id)] == near)
    return min(refs, key=lambda r: rank.get(places[r.id].kind, 99) if r.id in places else 0)


def _home(lexis: Lexis, found: list[Mention]) -> Counter[str]:
    """How often each country is meant by the names of the report that can mean one thing only."""
    home: Counter[str] = Counter()
    for mention in found:
        ids = {ref.id for ref in mention.refs if ref.use in ("name", "reading")}
        countries = {lexis.book.country_of(id_) for id_ in ids}
        if len(countries) == 1:
            home.update(countries)
    for index, tags in enumerate(lexis.tags):
        if "nations.adjective" in tags:
            home.update(_nations(lexis, index))
    home.pop("", None)
    return home


def _above(lexis: Lexis, id_: str) -> set[str]:
    """A place and all that it lies in, below the country."""
    found: set[str] = set()
    place = lexis.book.places.get(id_)
    while place is not None and place.parent and place.id not in found:
        found.add(place.id)
        place = lexis.book.places.get(place.parent)
    return found


def _regions(lexis: Lexis, found: list[Mention]) -> set[str]:
    """The regions that the certain places of the report lie in."""
    certain = [m.refs[0].id for m in found if len(m.refs) == 1 and not _common(lexis, m, m.refs[0])]
    return {region for id_ in certain for region in _above(lexis, id_)}


def _common(lexis: Lexis, mention: Mention, ref: NameRef) -> bool:
    """Whether the place is named by a plain word (`الحرية`), so that there are several."""
    place, name = lexis.book.places.get(ref.id), list(lexis.view.words[slice(*mention.core)])
    plain = (list(lexis.book.fold_words(word)) for word in place.cued) if place else ()
    return any(name[-len(words) :] == words for words in plain)


def _elsewhere(lexis: Lexis, mention: Mention, ref: NameRef, regions: set[str]) -> bool:
    """A village of a common name in a region of which nothing else is told: rather one that no list holds."""
    if not _common(lexis, mention, ref) or lexis.book.places[ref.id].kind not in ("village", "neighbourhood"):
        return False
    return bool(regions) and not (_above(lexis, ref.id) & regions)


def _nations(lexis: Lexis, index: int) -> list[str]:
    """The countries that the adjective here means, as ISO codes."""
    tags = lexis.tags[index]
    return [lexis.book.codes.get(tag[7:], "") for tag in sorted(tags) if tag.startswith("nation:")]


def _persons_by_part(lexis: Lexis, keyed: Keyed) -> Keyed:
    """A surname or shorter form later in the text is the person whose full name it is part of."""
    full: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for _, key, _ in keyed:
        if key.startswith("person/"):
            full["all"].append(tuple(key[7:].split()))
    names = sorted(set(full["all"]), key=len, reverse=True)
    merged: dict[str, str] = {}
    holding: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in names:
        for word in {name[0], name[-1]}:
            holding[word].append(name)
    for name in names:
        longer = (*holding[name[0]], *holding[name[-1]])
        whole = next((n for n in longer if len(n) > len(name) and _part_of(name, n)), None)
        if whole:
            merged["person/" + " ".join(name)] = "person/" + " ".join(whole)
    taken = {k for m, _, _ in keyed for k in range(m.first, m.end)}
    extra: Keyed = []
    places = defaultdict(list)
    for index, word in enumerate(lexis.view.words):
        places[word.removeprefix("و")].append(index)
    for name in names:
        if len(name) < 2 or name[-1] in ("محمد", "احمد", "علي"):
            continue
        tail = name[-2:] if name[-2] in ("عبد", "ابو", "ال") else name[-1:]
        extra += _surnames(
            lexis, tail, merged.get("person/" + " ".join(name), "person/" + " ".join(name)), taken, places
        )
    resolved = [(m, _root(merged, key), ref) for m, key, ref in keyed]
    return sorted((*resolved, *extra), key=lambda row: (row[0].first, -row[0].end))


def _root(merged: dict[str, str], key: str) -> str:
    while key in merged:
        key = merged[key]
    return key


def _part_of(name: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return set(name) <= set(whole) and (len(name) > 1 or name[0] in (whole[0], whole[-1]))


def _surnames(lexis: Lexis, tail: tuple[str, ...], key: str, taken: set[int], places: dict[str, list[int]]) -> Keyed:
    found: Keyed = []
    for index in places.get(tail[0], ()):
        if index not in taken and not lexis.skip[index]:
            end = index + len(tail)
            if tuple(lexis.view.words[index + 1 : end]) == tail[1:] and not lexis.is_common(index):
                found.append((Mention(index, end, "person", (index, end), found_by="person.surname"), key, None))
                taken.update(range(index, end))
    return found


def _ids(keyed: Keyed) -> dict[str, str]:
    ids: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for mention, key, _ in keyed:
        if key in ids:
            continue
        if key.startswith(("actor:", "place:")):
            ids[key] = key
        else:
            letter = _LETTER["place" if key.startswith(("area/", "countryside/")) else mention.kind]
            counts[letter] += 1
            ids[key] = f"{letter}:{counts[letter]}"
    return ids


def _pointers(keyed: Keyed, ids: dict[str, str]) -> list[Pointer]:
    rows = [(m, ids[key], m.kind) for m, key, _ in keyed]
    outer_end, pointers = -1, []
    for mention, who, kind in rows:
        nested = mention.end <= outer_end
        outer_end = max(outer_end, mention.end)
        pointers.append(Pointer(mention.first, mention.end, who, kind, nested=nested))
    return pointers


def _bases(lexis: Lexis, keyed: Keyed) -> dict[str, str]:
    bases = {}
    for mention, key, ref in keyed:
        if mention.base is not None and mention.kind == "place":
            bases[key] = ("place:" + ref.id) if ref else "place/" + lexis.view.phrase(*mention.core)
    return bases


def _anaphors(lexis: Lexis, pointers: list[Pointer]) -> list[Pointer]:
    """Definite nouns and dual parties, resolved to the last entity named before that fits."""
    found: list[Pointer] = []
    taken = {k for p in pointers for k in range(p.first, p.end)}
    cues = _place_cues(lexis, pointers)
    before: list[Pointer] = []
    position = 0
    for index, tags in enumerate(lexis.tags):
        if index in taken or lexis.skip[index]:
            continue
        kinds = [tag[9:] for tag in tags if tag.startswith("anaphors.")]
        if not kinds or _mere_adjective(lexis, index):
            continue
        while position < len(pointers) and pointers[position].first < index:
            if not (pointers[position].nested and pointers[position].kind == "actor"):
                before.append(pointers[position])
            position += 1
        for who, kind in _antecedents(kinds[0], before[-_MEMORY:], cues):
            found.append(Pointer(index, lexis.until[index], who, kind, anaphor=True))
    return found


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


def _antecedents(kind: str, before: list[Pointer], cues: dict[str, set[str]]) -> list[tuple[str, EntityKind]]:
    if kind == "actor":
        last = next((p for p in reversed(before) if p.kind == "actor"), None)
        return [(last.who, "actor")] if last else []
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


def _entities(lexis: Lexis, keyed: Keyed, ids: dict[str, str], pointers: list[Pointer]) -> tuple[Entity, ...]:
    spans: dict[str, list[Span]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, EntityKind] = {}
    refs: dict[str, NameRef] = {}
    for mention, key, ref in keyed:
        who = ids[key]
        kinds.setdefault(who, "place" if mention.base is not None and mention.kind == "place" else mention.kind)
        span = _span(lexis, mention)
        if span not in spans[who]:
            spans[who].append(span)
        name = span.of(lexis.view.text)
        if name not in texts[who]:
            texts[who].append(name)
        if ref and ids[key] == key:
            refs.setdefault(who, ref)
    anaphors: dict[str, list[Span]] = defaultdict(list)
    for pointer in pointers:
        if pointer.anaphor:
            anaphors[pointer.who].append(lexis.view.span(pointer.first, pointer.end))
    return tuple(
        _entity(lexis, who, kinds[who], refs.get(who), texts[who], tuple(found), tuple(anaphors[who]))
        for who, found in spans.items()
    )


def _span(lexis: Lexis, mention: Mention) -> Span:
    """The mention's characters, a conjunction or preposition written onto it left out where that is certain."""
    span = lexis.view.span(mention.first, mention.end)
    before = lexis.infos[mention.first].before
    known = {core for core, _, _ in lexis.infos[mention.first].names}
    word = lexis.view.words[mention.first]
    if before and "ل" not in before and (word not in known or lexis.tags[mention.first]):
        return Span(lexis.inner_start(mention.first, len(before)), span.end)
    return span


def _entity(
    lexis: Lexis, who: str, kind: EntityKind, ref: NameRef | None, texts: list[str], spans: tuple[Span, ...],
    anaphors: tuple[Span, ...],
) -> Entity:  # fmt: skip
    class_: str | None = None
    listed: Mapping[str, tuple[str, ...]] = {}
    if ref and ref.kind == "actor":
        actor = lexis.book.actors[ref.id]
        class_, listed = actor.class_, actor.names
    elif ref:
        place = lexis.book.places[ref.id]
        kind, class_, listed = ("facility" if place.kind in FACILITY_KINDS else "place"), place.kind, place.names
    names = tuple(Name(of_lang[0], lang) for lang, of_lang in listed.items() if of_lang)
    if ref is None or not names:
        names = tuple(map(Name, texts if ref is None else texts[:1]))
    return Entity(id=who, kind=kind, registered=ref is not None, class_=class_, names=names, mentions=spans,
                  anaphors=anaphors)  # fmt: skip

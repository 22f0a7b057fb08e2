"""What each name stands for in this report: a registered entity, or one of its own."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import NamedTuple

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.home import Home, elsewhere, home_of, nations, one_spot
from isnad.annotate.names.mention import Mention
from isnad.codebook.lexicon import NameRef

_CUE_KINDS = {
    "city": ("city", "town"), "town": ("town", "city", "village"), "village": ("village", "town"),
    "governorate": ("governorate", "region"), "district": ("district", "region", "town", "city"),
    "neighbourhood": ("neighbourhood",), "countryside": ("governorate", "region", "city", "town"),
}  # fmt: skip
_SETTLED = frozenset({"city", "town", "village", "neighbourhood", "camp"})
_BEHIND = {
    "village": _SETTLED, "town": _SETTLED | {"district"}, "neighbourhood": _SETTLED, "camp": frozenset({"camp"}),
    "city": _SETTLED | {"governorate", "district"},
}  # fmt: skip
"""The kinds that may stand behind a cue at all: `قرية الخاتونية` is not the lake of that name."""
_PLACE_ORDER = ("city", "country", "town", "governorate", "village", "neighbourhood", "district", "region")
_WEIGHTY = frozenset({"city", "country", "governorate"})
_INTRODUCING = frozenset({"militia", "movement"})
_CASES_OF_ABU = frozenset({"ابا", "ابي"})
_NEAR_KM, _FAR_KM = 60.0, 150.0


class Named(NamedTuple):
    """A mention, the key of its entity (a registered id, or the kind and folded name), what it was resolved to, and,
    where it could not be decided, the registered ids that it may stand for."""

    mention: Mention
    key: str
    ref: NameRef | None = None
    candidates: tuple[str, ...] = ()


def named(lexis: Lexis, found: list[Mention], outlet_country: str) -> list[Named]:
    """Each mention with what it stands for; short forms of nobody are left out."""
    cues: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in found:
        if mention.cue in _CUE_KINDS and mention.base is None:
            cues[lexis.view.phrase(*mention.core)][mention.cue] += 1
    introduced = {ref.id for m in found for ref in m.refs if ref.use != "short" or m.cue in _INTRODUCING}
    home = home_of(lexis, found, outlet_country)
    rows = []
    for mention in found:
        refs = tuple(
            r for r in mention.refs if r.use != "short" or r.id in introduced or _at_home(lexis, mention, r, home)
        )
        if mention.refs and not refs:
            if mention.end - mention.first > 1 and mention.kind == "actor":
                rows.append(Named(mention, _key(lexis, mention, None), None, tuple(r.id for r in mention.refs)))
            continue
        refs = tuple(r for r in refs if _may_be(lexis, mention, r))
        near = tuple(r for r in refs if not elsewhere(lexis, mention, r, home))
        refs = _choose(lexis, mention, near, cues, home) or refs
        ref = refs[0] if near and len(refs) == 1 else None
        open_ = tuple(r.id for r in refs) if ref is None and mention.base is None else ()
        rows.append(Named(mention, _key(lexis, mention, ref), ref, open_))
    return rows


def _may_be(lexis: Lexis, mention: Mention, ref: NameRef) -> bool:
    """Whether the place is of a kind that the cue before its name allows."""
    place = lexis.book.places.get(ref.id) if mention.base is None else None
    return place is None or place.kind in _BEHIND.get(mention.cue or "", {place.kind})


def _at_home(lexis: Lexis, mention: Mention, ref: NameRef, home: Home) -> bool:
    """Whether a short form of several words, or one that depends on the date, is of a body of the report's country."""
    if len(mention.refs) < 2 and mention.end - mention.first < 2:
        return False
    country = lexis.book.country_of(ref.id)
    dated = any(other.use == "ambiguous" for other in mention.refs)
    if dated:
        return country == home.country()
    return mention.end - mention.first > 1 and bool(country) and country in (home.country(), home.outlet)


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
    name = " ".join(words)
    if mention.kind == "person":
        name = " ".join("ابو" if word in _CASES_OF_ABU else word for word in words).replace("عبد ", "عبد")
    return f"{mention.kind}/{name}"


def _area(lexis: Lexis, base: str) -> str:
    """The governorate of the city that is named like it: `ريف حلب` is of both."""
    places = lexis.book.places
    names = set(places[base].names.get("ar", ())) if base in places and places[base].kind == "city" else set()
    wider = lexis.book.above(base) - {base} if names else set()
    return next(
        (
            id_
            for id_ in sorted(wider)
            if places[id_].kind == "governorate" and names & set(places[id_].names.get("ar", ()))
        ),
        base,
    )


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
    lexis: Lexis, mention: Mention, refs: tuple[NameRef, ...], cues: dict[str, Counter[str]], home: Home
) -> tuple[NameRef, ...]:
    """The one that is meant; several where nothing decides. What is near and what the text is about goes first: the
    nation written beside it, the countries and the regions of the other names, the outlet's country, the kind that its
    cue tells, nearness, and last that a city is rather meant than a village."""
    book = lexis.book
    refs = _where(refs, lambda r: r.kind == mention.kind or {r.kind, mention.kind} <= {"place", "facility"})
    if len(refs) < 2:
        return refs
    beside = {code for k in range(max(0, mention.first - 2), mention.first) for code in nations(lexis, k)}
    refs = _where(refs, lambda r: book.country_of(r.id) in beside)
    most = max(home.countries[book.country_of(ref.id)] for ref in refs)
    refs = _where(refs, lambda r: bool(most) and home.countries[book.country_of(r.id)] == most)
    refs = _where(refs, lambda r: bool(home.outlet) and book.country_of(r.id) == home.outlet)
    refs = _where(refs, lambda r: r.use != "town")
    if any(ref.kind == "actor" for ref in refs):
        return refs[:1] if len({book.country_of(ref.id) for ref in refs}) == 1 else refs
    wanted = mention.cue if mention.cue in _CUE_KINDS else _usual(cues.get(lexis.view.phrase(*mention.core)))
    kinds = _CUE_KINDS.get(wanted or "", ())
    refs = _where(refs, lambda r: book.places[r.id].kind in kinds)
    if one_spot(book, [ref.id for ref in refs]):
        return _by_kind(lexis, refs, kinds)
    refs = _where(refs, lambda r: home.shares_region(book, r.id))
    refs = _nearest(lexis, refs, home)
    refs = _where(refs, lambda r: book.places[r.id].kind in _WEIGHTY)
    return _by_kind(lexis, refs, kinds) if one_spot(book, [ref.id for ref in refs]) else refs


def _where(refs: tuple[NameRef, ...], holds: Callable[[NameRef], bool]) -> tuple[NameRef, ...]:
    """Those for which it holds; all where it holds for none."""
    return tuple(filter(holds, refs)) or refs


def _usual(seen: Counter[str] | None) -> str | None:
    """The kind that the cues before this name tell elsewhere in the report."""
    if not seen:
        return None
    return "city" if "city" in seen else seen.most_common(1)[0][0]


def _by_kind(lexis: Lexis, refs: tuple[NameRef, ...], kinds: tuple[str, ...]) -> tuple[NameRef, ...]:
    order = (*kinds, *_PLACE_ORDER)
    rank = {kind: position for position, kind in reversed(list(enumerate(order)))}
    return (min(refs, key=lambda ref: rank.get(lexis.book.places[ref.id].kind, 99)),)


def _nearest(lexis: Lexis, refs: tuple[NameRef, ...], home: Home) -> tuple[NameRef, ...]:
    """The one that lies near the report's certain places, where all others lie far from them."""
    away = []
    for ref in refs:
        point = lexis.book.places[ref.id].point
        if point is None:
            return refs
        away.append((home.distance(point, ref.id), ref))
    away.sort(key=lambda row: row[0])
    near = tuple(ref for distance, ref in away if distance <= _NEAR_KM)
    far = [distance for distance, _ in away[len(near) :]]
    return near if near and min(far, default=_FAR_KM) >= _FAR_KM else refs

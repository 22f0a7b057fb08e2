"""Places and facilities by their cue nouns, and parts of places (`ريف دير الزور الشرقي`, `شمال غرب الحسكة`)."""

from collections.abc import Iterator
from functools import lru_cache

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.mention import Mention
from isnad.annotate.proclitics import proclitics
from isnad.arabic.view import Break
from isnad.codebook.entries import FACILITY_KINDS
from isnad.model.vocabulary import EntityKind

_PLURAL = frozenset(
    "قريتي قريتا قري بلدتي بلدتا بلدات مدينتي مدينتا مدن احياء حيي محافظتي محافظات مخيمي مخيمات مناطق مديريتي مديريات "
    "حقلي حقول محاور جبهات مطاري مطارات معابر جبال منطقتي ولايات ولايتي".split()
)
_BLOCKING = frozenset(
    {
        "particles.preposition", "particles.relative", "particles.demonstrative", "particles.complement",
        "particles.negation", "particles.conjunction", "particles.adverb", "people.members", "people.assets",
        "people.people", "units.plain_adjective", "nations.adjective", "units.allegiance", "particles.contrast",
        "particles.pronoun", "particles.past_marker", "particles.future", "places.direction_adjective",
        "places.size_adjective", "places.near", "people.rank", "units.ordinal", "anaphors.city", "particles.sides",
        "harm.killed", "harm.injured", "sources.adjective", "anaphors.both", "people.leaders", "people.groups",
        "particles.source_by", "places.direction", "people.post", "anaphors.town", "anaphors.village",
        "anaphors.district", "anaphors.camp", "anaphors.actor", "anaphors.group", "anaphors.neighbourhood",
    }
)  # fmt: skip
_SETTLED = frozenset({"town", "village", "district", "front"})
_SITE_ADJECTIVES = frozenset({"places.size_adjective", "places.direction_adjective", "units.plain_adjective"})
_ADJECTIVES = 3
_TITLES = frozenset({"people.honorific", "people.rank"})
_SHORT = 4
_AFTER_NAME = frozenset({"places.direction_adjective", "places.size_adjective"})
_GIVEN = frozenset({"given_names.given", "given_names.weak"})
_NOT_NAMING = frozenset({"direction", "direction_adjective", "size_adjective", "near", "towards", "compound", "plain"})
_ACTOR_HOUSES = frozenset({"building", "base", "prison"})
_ONE_SITE = frozenset(
    "نقطه قاعده حاجز معسكر ثكنه مطار معبر مستشفي مشفي سجن ميناء مرفا سد مقر مخيم جسر منفذ قصر محطه مصفاه".split()
)
_BY_SHAPE = frozenset({"building", "base", "district", "field"})
_ADJECTIVAL = frozenset({"bridge", "shrine", "hospital", "prison", "port", "square", "dam", "airport", "road"})


def cue_at(lexis: Lexis, index: int) -> str | None:
    """The kind of place that the cue noun at this word announces."""
    return _cue(lexis.tags[index]) if lexis.tags[index] else None


@lru_cache(maxsize=10_000)
def _cue(tags: frozenset[str]) -> str | None:
    kinds = (tag[7:] for tag in sorted(tags) if tag.startswith("places."))
    return next((kind for kind in kinds if kind not in _NOT_NAMING), None)


def cued_places(lexis: Lexis, listed: dict[int, Mention]) -> Iterator[Mention]:
    """Places after a cue noun: listed ones, or unknown names by their shape."""
    reached = 0
    for index in lexis.family("places."):
        cue = cue_at(lexis, index) if index >= reached and not lexis.skip[index] else None
        whole = listed.get(index)
        if cue is None or cue == "countryside" or (whole and whole.rank > 0 and whole.end > lexis.until[index]):
            continue
        found = list(_after_cue(lexis, index, cue, listed))
        yield from found
        reached = found[-1].end if found else 0


def _after_cue(lexis: Lexis, index: int, cue: str, listed: dict[int, Mention]) -> Iterator[Mention]:
    start = lexis.until[index]
    kind: EntityKind = "facility" if cue in FACILITY_KINDS else "place"
    if _is_idiom(lexis, index):
        return
    road = _road(lexis, index, listed) if cue == "road" else None
    if road:
        yield Mention(index, road, "place", (index, road), (), cue, rank=5, found_by="place.road")
        return
    end = _name_end(lexis, start, cue, listed) if _bare_cue(lexis, index) else _defined(lexis, index, start, listed)
    if end is None:
        return
    yield _mention(lexis, index, start, end, kind, cue, listed)
    if lexis.infos[index].article or not _several(lexis, index):
        yield from _further(lexis, end, cue, listed)
        return
    while end < lexis.size and lexis.view.breaks[end] <= Break.SOFT and lexis.view.words[end].startswith("و"):
        start = end + 1 if lexis.view.words[end] == "و" else end
        following = _name_end(lexis, start, cue, listed, joined=False)
        if following is None or (lexis.is_verb(start) and start not in listed):
            return
        end = following
        yield _mention(lexis, start, start, end, kind, cue, listed)


def _road(lexis: Lexis, index: int, listed: dict[int, Mention]) -> int | None:
    """`طريق صنعاء – ذمار`, `الطريق الرابط بين حمص ومدينة سلمية`: the word after a road named by its two ends."""
    at = lexis.until[index]
    while lexis.joined(at) and lexis.article(at) and at not in listed and at - index <= _ADJECTIVES:
        at += 1
    if lexis.joined(at) and lexis.view.words[at] == "بين":
        at += 1
    one = _end_of_road(lexis, at, listed)
    if one is None or one >= lexis.size:
        return None
    dashed = set(lexis.view.gaps[one]) & _DASHES and set(lexis.view.gaps[one]) <= _DASHES | {" "}
    if not dashed and not (lexis.view.words[at - 1] == "بين" and lexis.view.words[one][0] == "و"):
        return None
    return _end_of_road(lexis, one, listed)


def _end_of_road(lexis: Lexis, index: int, listed: dict[int, Mention]) -> int | None:
    """The word after the place that begins here, its cue noun (`مدينتي`) left aside."""
    if index < lexis.size and cue_at(lexis, index) and index not in listed:
        index = lexis.until[index]
    known = listed.get(index)
    return known.end if known and any(ref.kind == "place" for ref in known.refs) else None


_DASHES = frozenset("-–—ـ")


def _several(lexis: Lexis, index: int) -> bool:
    return lexis.view.words[index].lstrip("وبلف") in _PLURAL


def _is_idiom(lexis: Lexis, index: int) -> bool:
    """`عن طريق`, `لسد الفراغ`: the noun is no place here."""
    if lexis.infos[index].before == "ل" and lexis.has(index, "places.dam"):
        return True
    return bool(index) and lexis.view.words[index - 1] == "عن" and lexis.has(index, "places.road")


def _bare_cue(lexis: Lexis, index: int) -> bool:
    """Whether the cue noun has neither article nor pronoun, so that a name may follow it."""
    word = lexis.view.words[index]
    return not lexis.article(index) and not word.endswith(("ها", "هم", "نا"))


def _defined(lexis: Lexis, index: int, start: int, listed: dict[int, Mention]) -> int | None:
    """`النقطة التركية`, `المحافظات الجنوبية`, `العاصمة صنعاء`: a definite noun with the adjective that tells which, or
    with a listed name."""
    known = listed.get(start)
    if not lexis.article(index) or not lexis.joined(start) or proclitics(lexis, start):
        return None
    if known and any(ref.kind in ("place", "facility") for ref in known.refs):
        return _trailing(lexis, known.end)
    quoted = lexis.bracketed(start)
    if quoted:
        return quoted
    if lexis.has(index, "places.governorate"):
        return lexis.until[start] if lexis.has(start, "places.direction_adjective") else None
    if lexis.view.words[index].removeprefix("و").removeprefix("ال") not in _ONE_SITE or not lexis.article(start):
        return None
    end = start
    while lexis.joined(end) and lexis.article(end) and end - start < _ADJECTIVES and not proclitics(lexis, end):
        if not (lexis.has(end, "nations.adjective") or lexis.any(end, _SITE_ADJECTIVES) or _relational(lexis, end)):
            break
        end = lexis.until[end]
    return end if end > start else None


def _relational(lexis: Lexis, index: int) -> bool:
    """`الأمني`, `النهرية`: an adjective that tells of what kind; `الرئيسي` does not."""
    word = lexis.view.words[index]
    return word.endswith(("ي", "يه")) and "رييس" not in word and not lexis.any(index, _BLOCKING - {"sources.adjective"})


def _further(lexis: Lexis, end: int, cue: str, listed: dict[int, Mention]) -> Iterator[Mention]:
    """`منطقة تل رفعت ومرعناز وشوارغة`: words of which nothing is known, joined to a place by `و`."""
    if cue not in _SETTLED:
        return
    while lexis.joined(end) and lexis.view.words[end][0] == "و" and len(lexis.view.words[end]) > _SHORT:
        info = lexis.infos[end]
        if info.names or info.uses or lexis.tags[end] or end in listed or lexis.has(end - 1, "nations.adjective"):
            return
        last = end + 1
        known_next = not lexis.joined(last) or lexis.is_common(last) or lexis.infos[last].names
        if not known_next and lexis.view.words[last][0] not in "وب":
            return
        yield Mention(end, last, "place", (end, last), (), cue, rank=1, found_by="place.list")
        end = last


def _mention(
    lexis: Lexis, first: int, start: int, end: int, kind: EntityKind, cue: str, listed: dict[int, Mention]
) -> Mention:
    known = listed.get(start)
    kinds = ("facility",) if kind == "facility" else ("place", "facility")  # `جسر البصيرة` is not the town
    refs = tuple(r for r in known.refs if r.kind in kinds) if known and known.end <= end else ()
    if refs and known:
        return Mention(first, max(end, known.end), kind, (start, known.end), refs, cue, rank=4, found_by="place.cue")
    return Mention(first, end, kind, (start, end), (), cue, rank=2, found_by="place.cue")


def _name_end(lexis: Lexis, start: int, cue: str, listed: dict[int, Mention], *, joined: bool = True) -> int | None:
    """The word after the name that starts at `start`, or None when none does."""
    if start >= lexis.size or lexis.skip[start] or (joined and lexis.view.breaks[start] > Break.NONE):
        return None
    known = listed.get(start)
    if known and any(ref.kind in ("place", "facility") for ref in known.refs):
        if joined and proclitics(lexis, start)[-1:] in ("ب", "ل", "ك"):
            return None
        return _trailing(lexis, known.end)
    if known and cue not in _ACTOR_HOUSES:
        return None
    if known:
        return known.end if lexis.infos[start].before == "" and cue == "building" else None
    quoted = lexis.bracketed(start)
    if quoted and quoted - start <= 4:
        return quoted
    if lexis.any(start, _TITLES) and lexis.joined(start + 1) and cue not in _SETTLED:  # `مزار الشهيد دجلة`
        return start + 2 + (lexis.joined(start + 2) and lexis.article(start + 2) and not proclitics(lexis, start + 2))
    if not lexis.article(start):
        compound = lexis.has(start, "places.compound") or lexis.any(start, _GIVEN)
        if (
            cue in _BY_SHAPE or (cue in _ADJECTIVAL and lexis.view.words[start].endswith(("ي", "يه")))
        ) and not compound:
            return None
    return _shape(lexis, start)


def _shape(lexis: Lexis, start: int) -> int | None:
    """An unknown place name: one word, a compound (`تل علو`), or a construct (`معارة النعسان`)."""
    if not _may_name(lexis, start):
        return None
    end = start + 1
    if lexis.has(start, "places.compound") or lexis.has(start, "people.kunya"):
        if not lexis.joined(end) or (lexis.any(end, _BLOCKING) and not lexis.article(end)):
            return None if len(lexis.view.words[start]) < 3 else end
        end += 1
        if lexis.has(end - 1, "people.kunya") and lexis.joined(end) and not lexis.is_common(end):
            end += 1
    elif not lexis.article(start) and lexis.joined(end) and lexis.article(end) and not lexis.infos[end].before:
        end += _may_name(lexis, end)
    elif not lexis.article(start) and _second(lexis, end):
        end += 1
    return _trailing(lexis, end)


def _second(lexis: Lexis, index: int) -> bool:
    """`قرية برخ بوطان`: one more unknown word, where what follows it is known or apart."""
    if not lexis.joined(index) or lexis.article(index) or lexis.is_common(index) or lexis.infos[index].names:
        return False
    word = lexis.view.words[index]
    if word.startswith(("و", "ل", "ي", "ت", "س")) or len(word) < _SHORT or "ً" in _written(lexis, index):
        return False
    after = index + 1
    return not lexis.joined(after) or lexis.is_common(after) or bool(lexis.infos[after].names)


def _written(lexis: Lexis, index: int) -> str:
    return lexis.view.text[lexis.view.starts[index] : lexis.view.ends[index]]


def _trailing(lexis: Lexis, end: int) -> int:
    """Adjectives of direction and size belong to the name (`القلمون الشرقي`)."""
    while lexis.joined(end) and lexis.any(end, _AFTER_NAME) and not lexis.infos[end].before:
        end = lexis.until[end]
    return end


def _may_name(lexis: Lexis, index: int) -> bool:
    word = lexis.view.words[index]
    if lexis.has(index, "places.compound") or lexis.has(index, "people.kunya"):
        return True
    if word.isdigit() or len(word) < 2 or lexis.any(index, _BLOCKING) or cue_at(lexis, index):
        return False
    if word.startswith("لل") or "ً" in _written(lexis, index):
        return False
    if word[0] == "و" and len(word) > _SHORT and not lexis.infos[index].before and not lexis.tags[index]:
        return False
    return not any(r.use.use in ("event", "speech", "light") and not r.peeled.before for r in lexis.infos[index].uses)


_OF_PARTS = frozenset({"places.countryside", "places.direction"})


def parts_of_places(lexis: Lexis, places: list[Mention]) -> Iterator[Mention]:
    """`ريف X [الشرقي]`, `شرقي X`, `جنوب X`: a place made of another."""
    starting = {mention.first: mention for mention in places}
    ends = {mention.end for mention in places}
    cores = {mention.core[0]: mention.core[1] for mention in places if mention.refs}
    for index in lexis.bearing(_OF_PARTS):
        if lexis.skip[index] or index + 1 >= lexis.size:
            continue
        countryside = lexis.has(index, "places.countryside")
        if index in starting and starting[index].end > lexis.until[index] and starting[index].base is None:
            continue
        if lexis.view.words[index] == "وسط" or cores.get(index, 0) > lexis.until[index]:
            continue
        base = starting.get(lexis.until[index])
        if base is None or not lexis.joined(base.first) or lexis.infos[base.first].before:
            continue
        end = base.end
        side = "" if countryside else _side(lexis, index)
        if countryside and end < lexis.size and lexis.joined(end) and lexis.has(end, "places.direction_adjective"):
            side, end = _side(lexis, end), lexis.until[end]
        elif countryside and end > base.core[1]:
            side = _side(lexis, base.core[1])
        if not countryside and index in ends and lexis.view.breaks[index] <= Break.SOFT and not _country(lexis, base):
            continue
        cue = "countryside" if countryside else "part"
        yield Mention(index, end, "place", base.core, base.refs, cue, base, side, 5, "place.part")


def _country(lexis: Lexis, base: Mention) -> bool:
    """`الموصل غربي العراق`: the part of a country is a region, not a direction from a town."""
    return any(ref.id in lexis.book.places and lexis.book.places[ref.id].kind == "country" for ref in base.refs)


_SIDES = {"شمال": "n", "جنوب": "s", "شرق": "e", "غرب": "w", "وسط": "c", "اوسط": "c"}


def _side(lexis: Lexis, index: int) -> str:
    words = lexis.view.words[index : lexis.until[index]]
    return "".join(mark for word in words for stem, mark in _SIDES.items() if stem in word)

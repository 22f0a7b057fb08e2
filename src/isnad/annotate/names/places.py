"""Places and facilities by their cue nouns, and parts of places (`ريف دير الزور الشرقي`, `شمال غرب الحسكة`)."""

from collections.abc import Iterator

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
        "particles.source_by", "places.direction", "people.post",
    }
)  # fmt: skip
_AFTER_NAME = frozenset({"places.direction_adjective", "places.size_adjective"})
_NOT_NAMING = frozenset({"direction", "direction_adjective", "size_adjective", "near", "towards", "compound"})
_ACTOR_HOUSES = frozenset({"building", "base", "prison"})


def cue_at(lexis: Lexis, index: int) -> str | None:
    """The kind of place that the cue noun at this word announces."""
    for tag in sorted(lexis.tags[index]):
        if tag.startswith("places.") and tag[7:] not in _NOT_NAMING:
            return tag[7:]
    return None


def cued_places(lexis: Lexis, listed: dict[int, Mention]) -> Iterator[Mention]:
    """Places after a cue noun: listed ones, or unknown names by their shape."""
    index = 0
    while index < len(lexis.view):
        cue = None if lexis.skip[index] else cue_at(lexis, index)
        whole = listed.get(index)
        if cue is None or cue == "countryside" or (whole and whole.rank > 0 and whole.end > lexis.until[index]):
            index += 1
            continue
        found = list(_after_cue(lexis, index, cue, listed))
        yield from found
        index = max(index + 1, found[-1].end if found else 0)


def _after_cue(lexis: Lexis, index: int, cue: str, listed: dict[int, Mention]) -> Iterator[Mention]:
    start = lexis.until[index]
    kind: EntityKind = "facility" if cue in FACILITY_KINDS else "place"
    end = _name_end(lexis, start, cue, listed)
    if end is None:
        return
    yield _mention(lexis, index, start, end, kind, cue, listed)
    if lexis.infos[index].article or lexis.view.words[index].lstrip("وبلف") not in _PLURAL:
        return
    while end < len(lexis.view) and lexis.view.breaks[end] <= Break.SOFT and lexis.view.words[end].startswith("و"):
        start = end + 1 if lexis.view.words[end] == "و" else end
        following = _name_end(lexis, start, cue, listed, joined=False)
        if following is None or lexis.is_verb(start):
            return
        end = following
        yield _mention(lexis, start, start, end, kind, cue, listed)


def _mention(
    lexis: Lexis, first: int, start: int, end: int, kind: EntityKind, cue: str, listed: dict[int, Mention]
) -> Mention:
    known = listed.get(start)
    refs = tuple(r for r in known.refs if r.kind in ("place", "facility")) if known and known.end <= end else ()
    if refs and known:
        return Mention(first, max(end, known.end), kind, (start, known.end), refs, cue, rank=4, found_by="place.cue")
    return Mention(first, end, kind, (start, end), (), cue, rank=2, found_by="place.cue")


def _name_end(lexis: Lexis, start: int, cue: str, listed: dict[int, Mention], *, joined: bool = True) -> int | None:
    """The word after the name that starts at `start`, or None when none does."""
    if start >= len(lexis.view) or lexis.skip[start] or (joined and lexis.view.breaks[start] > Break.NONE):
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
    if cue in ("building", "base", "district", "field") and not lexis.article(start):
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
    elif not lexis.article(start) and lexis.joined(end) and lexis.article(end) and not lexis.infos[end].before:
        end += _may_name(lexis, end)
    return _trailing(lexis, end)


def _trailing(lexis: Lexis, end: int) -> int:
    """Adjectives of direction and size belong to the name (`القلمون الشرقي`)."""
    while lexis.joined(end) and lexis.any(end, _AFTER_NAME) and not lexis.infos[end].before:
        end = lexis.until[end]
    return end


def _may_name(lexis: Lexis, index: int) -> bool:
    word = lexis.view.words[index]
    if word.isdigit() or len(word) < 2 or lexis.any(index, _BLOCKING):
        return False
    if cue_at(lexis, index) and not lexis.has(index, "places.compound"):
        return False
    if lexis.has(index, "places.compound") or lexis.has(index, "people.kunya"):
        return True
    return not any(r.use.use in ("event", "speech", "light") and not r.peeled.before for r in lexis.infos[index].uses)


def parts_of_places(lexis: Lexis, places: list[Mention]) -> Iterator[Mention]:
    """`ريف X [الشرقي]`, `شرقي X`, `جنوب X`: a place made of another."""
    starting = {mention.first: mention for mention in places}
    ends = {mention.end for mention in places}
    cores = {mention.core[0]: mention.core[1] for mention in places if mention.refs}
    for index in range(len(lexis.view)):
        if lexis.skip[index] or index + 1 >= len(lexis.view):
            continue
        countryside = lexis.has(index, "places.countryside")
        if not countryside and not lexis.has(index, "places.direction"):
            continue
        if index in starting and starting[index].end > lexis.until[index] and starting[index].base is None:
            continue
        if lexis.view.words[index] == "وسط" or cores.get(index, 0) > lexis.until[index]:
            continue
        base = starting.get(lexis.until[index])
        if base is None or not lexis.joined(base.first) or lexis.infos[base.first].before:
            continue
        end = base.end
        side = "" if countryside else _side(lexis, index)
        if countryside and end < len(lexis.view) and lexis.joined(end) and lexis.has(end, "places.direction_adjective"):
            side, end = _side(lexis, end), lexis.until[end]
        elif countryside and end > base.core[1]:
            side = _side(lexis, base.core[1])
        if not countryside and index in ends and lexis.joined(index):
            continue
        cue = "countryside" if countryside else "part"
        yield Mention(index, end, "place", base.core, base.refs, cue, base, side, 5, "place.part")


_SIDES = {"شمال": "n", "جنوب": "s", "شرق": "e", "غرب": "w", "وسط": "c", "اوسط": "c"}


def _side(lexis: Lexis, index: int) -> str:
    words = lexis.view.words[index : lexis.until[index]]
    return "".join(mark for word in words for stem, mark in _SIDES.items() if stem in word)

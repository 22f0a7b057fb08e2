"""Two names of one person or of one unit, where the text itself says so."""

from collections.abc import Iterator
from itertools import pairwise

from isnad.annotate.lexis import Lexis
from isnad.annotate.names.keys import Named
from isnad.arabic.letters import fold_phrase

_CALLED = frozenset(
    "الملقب الملقبه المكني المكناه المعروف المعروفه الشهير المشهور يلقب ويلقب المسمي المسماه يعرف تعرف يسمي تسمي او "
    "اي".split()
)
_BY_NAME = frozenset("ب باسم بلقب بكنيه حركيا اختصارا ما يعرف تعرف يسمي تسمي".split())
_KUNYA = ("ابو ", "ام ", "الحاج ", "الحج ")
_REGIMENTS = frozenset({"لواء", "اللواء", "فوج", "الفوج", "كتيبه", "الكتيبه"})
_WORDS_BETWEEN = 4


def equated(lexis: Lexis, rows: list[Named]) -> Iterator[tuple[str, str]]:
    """Pairs of keys that stand for one person or body: `صالح الأحمد الملقب بأبي ميهاف`, `صالح الأحمد (أبو ميهاف)`,
    `وحدات الحماية (YPG)`, and the brigade and the regiment of one number and one owner."""
    for kind in ("person", "actor"):
        for one, other in pairwise([row for row in rows if row.mention.kind == kind]):
            if one.key != other.key and not (one.ref and other.ref) and _same(lexis, one, other):
                yield (one.key, other.key) if other.ref else (other.key, one.key)
    yield from _regiments(lexis, rows)


def _same(lexis: Lexis, one: Named, other: Named) -> bool:
    first, end = one.mention.end, other.mention.first
    if not 0 <= end - first <= _WORDS_BETWEEN:
        return False
    if first == end:
        closed = lexis.bracketed(end) == other.mention.end and lexis.view.gaps[end].strip().endswith("(")
        return closed if one.mention.kind == "actor" else lexis.view.opens(end) and other.key[7:].startswith(_KUNYA)
    between = lexis.view.words[first:end]
    said = between[0] in _CALLED and set(between[1:]) <= _BY_NAME
    return (
        said and (len(between) > 1 or between[0] not in ("او", "اي")) and all(map(lexis.joined, range(first + 1, end)))
    )


def _regiments(lexis: Lexis, rows: list[Named]) -> Iterator[tuple[str, str]]:
    """`اللواء 47 التابع لـA` where the registry knows a regiment of that number and of A, and the report names it."""
    known = [row for row in rows if row.ref and row.ref.kind == "actor"]
    for row in rows:
        words = row.key.removeprefix("actor/").split()
        if row.ref or len(words) != 2 or words[0] not in _REGIMENTS or not words[1].isdigit():
            continue
        owner = _owner(lexis, rows, row)
        for other in known if owner else ():
            actor = lexis.book.actors[other.ref.id] if other.ref else None
            owners = {actor.parent, *(a.to for a in actor.allegiance)} if actor else set()
            names = actor.names.get("ar", ()) if actor else ()
            if owner in owners and any(_regiment(name, words[1]) for name in names):
                yield row.key, other.key
                break


def _regiment(name: str, number: str) -> bool:
    words = fold_phrase(name).split()
    return words[-1] == number and words[0] in _REGIMENTS


def _owner(lexis: Lexis, rows: list[Named], row: Named) -> str | None:
    """The registered body that the unit is said to belong to, right behind one of its names."""
    for unit in (other.mention for other in rows if other.key == row.key):
        if lexis.has(unit.end, "units.allegiance"):
            at = lexis.until[unit.end]
            for other in rows:
                if other.ref and other.mention.kind == "actor" and at <= other.mention.first <= at + 1:
                    return other.ref.id
    return None

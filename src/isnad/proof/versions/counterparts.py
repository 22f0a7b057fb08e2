"""What of one record is what of another record of the same text, and what each says of it.

Both are plain records (JSON objects). What stands at the same words and is of the same kind is one; of the rest, what
overlaps most. Ids that hold inside one record only are never compared: they are replaced by their counterparts.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from isnad.evaluate.matching import Place, best_overlap, overlap, pair
from isnad.evaluate.materials import Plain

Pairs = list[tuple[int, int]]
"""Indexes in the first and in the last record's list of what is one."""

_MUTUAL = frozenset(("allied_with", "hostile_to"))
_HALF, _SOME = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records, with a key for every id: ids of the two that mean one thing have one key."""

    record: Plain
    keys: dict[str, str] = field(default_factory=dict)

    def rows(self, name: str) -> list[Plain]:
        """The list of this name; empty where the record has none."""
        return self.record.get(name) or []

    def key(self, id_: str | None) -> str:
        """The key of an id; the id itself where it is the same in every record."""
        return self.keys.get(id_ or "", id_ or "")


def places(row: Plain, name: str) -> list[Place]:
    """The spans at `name`, be it one or a list of them."""
    value = row.get(name) or []
    return [(value[0], value[1])] if value and isinstance(value[0], int) else [(span[0], span[1]) for span in value]


def same_entities(first: Side, last: Side) -> Pairs:
    """Entities that are one: registered ones by id, others by kind and mentions; then whose mentions overlap by half.
    Fills in their keys."""
    one, other = first.rows("entities"), last.rows("entities")
    found = _matched(one, other, _entity_key, lambda a, b: best_overlap(_names(a), _names(b)), _HALF)
    _share_keys(first, last, one, other, found)
    return found


def same_speakers(first: Side, last: Side) -> Pairs:
    """Speakers that are one: at the same words; then whose words overlap by half. Fills in their keys."""
    one, other = first.rows("attributions"), last.rows("attributions")
    found = _matched(one, other, _speaker_key, _speaker_likeness, _HALF)
    _share_keys(first, last, one, other, found)
    return found


def same_times(first: Side, last: Side) -> Pairs:
    """Times that are one: at the same words; then whose words overlap by half."""
    return _matched(
        first.rows("times"), last.rows("times"), lambda row: tuple(row["span"]),
        lambda a, b: overlap(places(a, "span")[0], places(b, "span")[0]), _HALF,
    )  # fmt: skip


def same_events(first: Side, last: Side) -> Pairs:
    """Events that are one: of one type at the same triggers; then at triggers that overlap, those of one type first."""

    def likeness(a: Plain, b: Plain) -> float:
        at = best_overlap(places(a, "triggers"), places(b, "triggers"))
        return at + (a["type"] == b["type"]) if at >= _SOME else 0.0

    return _matched(
        first.rows("events"), last.rows("events"), lambda row: (row["type"], tuple(places(row, "triggers"))), likeness,
        _SOME,
    )  # fmt: skip


def same_relations(first: Side, last: Side) -> Pairs:
    """Relations that are one: of one type between the same two; then at overlapping words, two of the three alike.

    Needs the keys of the entities."""

    def likeness(a: Plain, b: Plain) -> float:
        ends = (first.key(a["from"]) == last.key(b["from"])) + (first.key(a["to"]) == last.key(b["to"]))
        alike = ends + (a["type"] == b["type"])
        at = best_overlap(places(a, "evidence"), places(b, "evidence"))
        return alike + at if at >= _SOME and alike > 1 else 0.0

    def rank(row: tuple[Side, Plain]) -> Hashable:
        return _relation_key(*row)

    one = [(first, row) for row in first.rows("relations")]
    other = [(last, row) for row in last.rows("relations")]
    return _matched(one, other, rank, lambda a, b: likeness(a[1], b[1]), 1.0)


def _matched(
    first: Sequence[Any], last: Sequence[Any], key: Callable[[Any], Hashable], score: Callable[[Any, Any], float],
    floor: float,
) -> Pairs:  # fmt: skip
    """Those of one key in order, then the best of what is left."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for j, row in enumerate(last):
        waiting[key(row)].append(j)
    exact = [(i, waiting[k].pop(0)) for i, row in enumerate(first) if waiting.get(k := key(row))]
    rest = [sorted(set(range(len(rows))) - {both[n] for both in exact}) for n, rows in enumerate((first, last))]
    left = pair([first[i] for i in rest[0]], [last[j] for j in rest[1]], score, floor)
    return sorted([*exact, *((rest[0][i], rest[1][j]) for i, j in left)])


def _share_keys(first: Side, last: Side, one: Sequence[Plain], other: Sequence[Plain], found: Pairs) -> None:
    for number, (i, j) in enumerate(found):
        first.keys[one[i]["id"]] = last.keys[other[j]["id"]] = f"={number}:{other[j]['id']}"
    for side, rows, name in ((first, one, "first"), (last, other, "last")):
        for row in rows:
            side.keys.setdefault(row["id"], f"{name}:{row['id']}")


def _names(entity: Plain) -> list[Place]:
    return places(entity, "mentions") or places(entity, "anaphors")


def _entity_key(entity: Plain) -> Hashable:
    return entity["id"] if entity.get("registered") else (entity["kind"], tuple(_names(entity)))


def _speaker_key(row: Plain) -> Hashable:
    return tuple(row["span"]), tuple(row.get("cue") or ())


def _speaker_likeness(a: Plain, b: Plain) -> float:
    cue = best_overlap(places(a, "cue"), places(b, "cue"))
    at = overlap(places(a, "span")[0], places(b, "span")[0])
    return at + cue if at >= _HALF else 0.0


def _relation_key(side: Side, row: Plain) -> Hashable:
    ends = (side.key(row["from"]), side.key(row["to"]))
    return row["type"], frozenset(ends) if row["type"] in _MUTUAL else ends

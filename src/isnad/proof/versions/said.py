"""What a plain record says of one thing, slot by slot, each value with a key by which two records agree on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isnad.evaluate.matching import bounds, listed
from isnad.evaluate.materials import Plain
from isnad.proof.versions.counterparts import Side, places

Value = tuple[tuple[str, str], ...]
"""(key, what is shown) of each thing in a slot."""

_PARTIES = ("agents", "accused", "targets", "place", "from_place", "to_place")
_WORDS = ("weapon", "damage", "agenda", "demand", "condition", "purpose", "outcome")


@dataclass(frozen=True, slots=True)
class Said:
    """`what` and `name` as of a Difference; `lists` are the slots of which only what differs is worth showing."""

    what: str
    name: str
    slots: dict[str, Value]
    lists: frozenset[str] = frozenset()


def said(layer: str, row: Plain, side: Side) -> Said:
    """What `side` says of `row`, which is in its list `layer`. Raises KeyError and the like where a part is missing."""
    return _LAYERS[layer](row, side)


def label(side: Side, id_: str | None) -> str:
    """A thing by its words in the report, with its id where that is registered."""
    if not id_:
        return ""
    for entity in side.rows("entities"):
        if entity["id"] == id_:
            own = next((name["text"] for name in entity.get("names") or ()), id_)
            return f"{own} ({id_})" if entity.get("registered") else str(own)
    for row in side.rows("attributions"):
        if row["id"] == id_:
            return _quoted(side, places(row, "span"))[0]
    return id_


def _entity(row: Plain, side: Side) -> Said:
    id_ = str(row["id"]) if row.get("registered") else ""
    slots = {
        "is": _text(id_),
        "kind": _text(row["kind"]),
        "class": _text(row.get("class")),
        "candidates": tuple((one, one) for one in row.get("candidates") or ()),
        "mentions": _spans(side, row, "mentions"),
        "anaphors": _spans(side, row, "anaphors"),
    }
    return Said(row["kind"], label(side, row["id"]), slots, frozenset(("mentions", "anaphors")))


def _time(row: Plain, side: Side) -> Said:
    slots = {"when": _when(row), "precision": _text(row.get("precision")), "words": _spans(side, row, "span")}
    return Said(str(row.get("precision") or ""), "", slots)


def _speaker(row: Plain, side: Side) -> Said:
    slots = {
        "who": _ids(side, row.get("who")),
        "kind": _text(row.get("kind")),
        "anonymous": _text("anonymous" if row.get("anonymous") else ""),
        "near": _ids(side, row.get("near")),
        "stance": _text(row.get("stance")),
        "cue": _spans(side, row, "cue"),
        "content": _spans(side, row, "content"),
    }
    return Said(str(row.get("stance") or "asserts"), label(side, row["id"]), slots, frozenset(("content",)))


def _event(row: Plain, side: Side) -> Said:
    slots: dict[str, Value] = {
        "type": _text(" ".join(filter(None, (row["type"], row.get("mode"))))),
        "status": _text(row.get("status")),
        **{name: _ids(side, row.get(name)) for name in _PARTIES},
        "when": _when(row.get("when") or {}),
        "victims": tuple(sorted(_victims(row))),
        **{name: _spans(side, row, name) for name in _WORDS},
        "result": _text(row.get("result")),
        "attribution": _ids(side, row.get("attribution")),
        "triggers": _spans(side, row, "triggers"),
        "found_by": _text(row.get("found_by")),
    }
    return Said(row["type"], "", slots, frozenset(("triggers",)))


def _relation(row: Plain, side: Side) -> Said:
    slots = {
        "type": _text(row["type"]),
        "from": _ids(side, row["from"]),
        "to": _ids(side, row["to"]),
        "role": _text(row.get("role")),
        "scope": _ids(side, row.get("scope")),
        "when": _when({"from": row.get("since"), "to": row.get("until")}),
        "attribution": _ids(side, row.get("attribution")),
    }
    return Said(row["type"], "", slots)


def _victims(row: Plain) -> Iterator[tuple[str, str]]:
    for one in row.get("victims") or ():
        low, high = one.get("min"), one.get("max")
        n = one.get("n")
        count = str(n) if n is not None else f"{low or '…'}–{high or '…'}" if low or high else "some"
        text = f"{one['harm']} {count} {one.get('group') or 'unknown'}"
        yield text, text


def _text(value: Any) -> Value:
    return ((str(value), str(value)),) if value else ()


def _ids(side: Side, value: Any) -> Value:
    return tuple((side.key(id_), label(side, id_)) for id_ in listed(value))


def _when(row: Plain) -> Value:
    first, last = bounds(row)
    return _text((first if first == last else f"{first or '…'}/{last or '…'}") if first or last else "")


def _spans(side: Side, row: Plain, name: str) -> Value:
    """Words at spans; those at another place of the text are other words."""
    found = places(row, name)
    return tuple((str(place), words) for place, words in zip(found, _quoted(side, found), strict=True))


def _quoted(side: Side, found: list[tuple[int, int]]) -> list[str]:
    text: str = side.record["document"]["text"]
    return [f"«{' '.join(text[start:end].split())}»" for start, end in found]


_LAYERS = {"entities": _entity, "times": _time, "attributions": _speaker, "events": _event, "relations": _relation}

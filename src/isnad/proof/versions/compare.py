"""Two records of one text: what appeared, what went, what is said otherwise, each with its words in the text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from isnad.errors import ComparisonError
from isnad.evaluate.matching import Place
from isnad.evaluate.materials import Plain
from isnad.evaluate.misses import Sentences
from isnad.proof.versions.counterparts import (
    Pairs,
    Side,
    places,
    same_entities,
    same_events,
    same_relations,
    same_speakers,
    same_times,
)
from isnad.proof.versions.said import Said, said

Layer = Literal["entities", "times", "attributions", "events", "relations"]
Change = Literal["gone", "changed", "new"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
_SPANS: dict[Layer, str] = {
    "entities": "mentions", "times": "span", "attributions": "span", "events": "triggers", "relations": "evidence",
}  # fmt: skip
_ORDER: tuple[Change, ...] = get_args(Change)


class Slot(NamedTuple):
    """What is said of one thing: by the first record, and by the last."""

    name: str
    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that only one of the records has, or of which they say different things.

    `what` is the kind of an entity, the type of an event or relation, the stance of a speaker, the precision of a
    time; `name` what it is called; `words` stand at `span` of the text, marked in `sentence`. `slots` are all that is
    said of what is new or gone, and what differs of what changed.
    """

    layer: Layer
    change: Change
    what: str
    name: str
    words: str
    span: Place
    sentence: str
    slots: tuple[Slot, ...]


class Count(NamedTuple):
    """How many things of a layer the two records have, and how many differ."""

    first: int
    last: int
    new: int
    gone: int
    changed: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, layer by layer in the order of the text, and their number."""

    differences: tuple[Difference, ...]
    counts: dict[Layer, Count]


def compare(first: Plain, last: Plain) -> Comparison:
    """The differences of two plain records. Raises ComparisonError where they are not of one text or no records."""
    try:
        if first["document"]["text"] != last["document"]["text"]:
            raise ComparisonError("the two records are of different texts")
        return _compared(Side(first), Side(last), Sentences(first["document"]["text"]))
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ComparisonError(f"a record lacks a part: {type(error).__name__}: {error}") from error


def added(counts: Sequence[dict[Layer, Count]]) -> dict[Layer, Count]:
    """The counts of several comparisons together."""
    return {layer: Count(*map(sum, zip(*(c[layer] for c in counts), strict=True))) for layer in LAYERS if counts}


def _compared(first: Side, last: Side, sentences: Sentences) -> Comparison:
    matching: dict[Layer, Callable[[Side, Side], Pairs]] = {
        "entities": same_entities, "times": same_times, "attributions": same_speakers, "events": same_events,
        "relations": same_relations,
    }  # fmt: skip
    pairs = {layer: same(first, last) for layer, same in matching.items()}
    found, counts = list[Difference](), dict[Layer, Count]()
    for layer in LAYERS:
        own = sorted(_differences(layer, pairs[layer], first, last, sentences), key=_place)
        by = {change: sum(one.change == change for one in own) for change in _ORDER}
        sizes = len(first.rows(layer)), len(last.rows(layer))
        counts[layer] = Count(*sizes, by["new"], by["gone"], by["changed"])
        found += own
    return Comparison(tuple(found), counts)


def _place(one: Difference) -> tuple[Place, int, str, str]:
    return one.span, _ORDER.index(one.change), one.what, one.name


def _differences(
    layer: Layer, pairs: Pairs, first: Side, last: Side, sentences: Sentences
) -> Iterator[Difference]:  # fmt: skip
    one, other = first.rows(layer), last.rows(layer)
    for i, j in pairs:
        slots = tuple(_changed(said(layer, one[i], first), said(layer, other[j], last)))
        if slots:
            yield _difference(layer, "changed", other[j], last, sentences, slots)
    for change, side, rows, met in (
        ("gone", first, one, {i for i, _ in pairs}), ("new", last, other, {j for _, j in pairs}),
    ):  # fmt: skip
        for index in sorted(set(range(len(rows))) - met):
            told = said(layer, rows[index], side).slots.items()
            filled = [(name, tuple(shown for _, shown in value)) for name, value in told if value]
            slots = tuple(Slot(n, *((v, ()) if change == "gone" else ((), v))) for n, v in filled)
            yield _difference(layer, "gone" if change == "gone" else "new", rows[index], side, sentences, slots)


def _changed(first: Said, last: Said) -> Iterator[Slot]:
    for name in dict.fromkeys((*first.slots, *last.slots)):
        one, other = first.slots.get(name, ()), last.slots.get(name, ())
        keys = [{key for key, _ in value} for value in (one, other)]
        if keys[0] != keys[1]:
            if name in first.lists:  # of a long list only what differs
                one, other = (
                    tuple(row for row in one if row[0] not in keys[1]),
                    tuple(row for row in other if row[0] not in keys[0]),
                )
            yield Slot(name, tuple(shown for _, shown in one), tuple(shown for _, shown in other))


def _difference(
    layer: Layer, change: Change, row: Plain, side: Side, sentences: Sentences, slots: tuple[Slot, ...]
) -> Difference:  # fmt: skip
    at = sorted(places(row, _SPANS[layer]) or places(row, "anaphors"))
    told = said(layer, row, side)
    words = sentences.words(at[0]) if at else ""
    return Difference(
        layer, change, told.what, told.name, words, at[0] if at else (0, 0), sentences.marked(at[:1]), slots
    )

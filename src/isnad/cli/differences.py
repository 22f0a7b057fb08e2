"""Differences of records as `isnad compare` shows them: lines for a reader, or JSON."""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from isnad.cli.options import Lang
from isnad.proof.versions.compare import LAYERS, Change, Comparison, Difference, Layer, Slot, added
from isnad.publish.labels import isolated, ltr
from isnad.publish.words import WORDS, word, word_or

_UNBROKEN = 100_000
_SIGNS: dict[Change, tuple[str, str]] = {"new": ("+", "green"), "gone": ("-", "red"), "changed": ("~", "yellow")}
_LAYER_WORDS: dict[Layer, str] = {
    "entities": "entities", "times": "times", "attributions": "speakers", "events": "events", "relations": "relations",
}  # fmt: skip
_PREFIXES: dict[Layer, str] = {
    "entities": "kind", "times": "precision", "attributions": "stance", "events": "type", "relations": "relation",
}  # fmt: skip
_ONE: dict[Layer, tuple[str, str]] = {
    "entities": ("", ""), "times": ("زمن", "time"), "attributions": ("قائل", "speaker"), "events": ("حدث", "event"),
    "relations": ("علاقة", "relation"),
}  # fmt: skip
_SAID: dict[str, tuple[str, str]] = {
    "was": ("كان", "was"),
    "is": ("صار", "is now"),
    "nothing": ("لا شيء", "nothing"),
    "with": ("تقارير فيها فرق: {n} من {of}", "Reports with a difference: {n} of {of}"),
    "heads": ("|الأول|الثاني|جديد|ذهب|تغيّر", "|first|last|new|gone|changed"),
}
_SLOTS: dict[str, tuple[str, str]] = {
    "is": ("المعرّف", "id"), "kind": ("النوع", "kind"), "class": ("الصنف", "class"), "mentions": ("ذكره", "mentions"),
    "candidates": ("قد يكون", "may be"), "anaphors": ("إحالات إليه", "references"), "type": ("النوع", "type"),
    "status": ("الوقوع", "status"), "agents": ("الفاعل", "agents"), "accused": ("متهم", "accused"),
    "targets": ("المستهدف", "targets"), "place": ("أين", "place"), "from_place": ("من", "from"), "to": ("إلى", "to"),
    "from": ("من", "from"), "to_place": ("إلى", "to"), "when": ("متى", "when"), "victims": ("الضحايا", "victims"),
    "attribution": ("القائل", "said by"), "triggers": ("لفظه", "words"), "found_by": ("القاعدة", "found by"),
    "precision": ("الدقة", "precision"), "words": ("لفظه", "words"), "who": ("من", "who"), "near": ("مقرب من", "near"),
    "anonymous": ("بلا اسم", "unnamed"), "stance": ("الموقف", "stance"), "cue": ("لفظ الإسناد", "cue"),
    "content": ("قوله", "content"), "role": ("المنصب", "post"), "scope": ("النطاق", "scope"),
    "result": ("النتيجة", "result"), "weapon": ("السلاح", "weapon"), "damage": ("الأضرار", "damage"),
    "agenda": ("جدول البحث", "agenda"), "demand": ("المطلب", "demand"), "condition": ("الشرط", "condition"),
    "purpose": ("الغاية", "purpose"), "outcome": ("ما أفضى إليه", "outcome"),
}  # fmt: skip
_UNSHOWN = frozenset(("mentions", "words", "triggers", "type", "kind"))
"""Slots of what is new or gone that its first line shows already."""


class Compared(NamedTuple):
    """A report's name and the comparison of its two records."""

    name: str
    comparison: Comparison


def as_json(compared: Sequence[Compared], names: tuple[str, str]) -> str:
    """All differences by report, and the counts of all together."""
    whole: dict[str, Any] = {
        "first": names[0],
        "last": names[1],
        "reports": [
            {"name": one.name, "differences": [_plain(difference) for difference in one.comparison.differences]}
            for one in compared
        ],
        "counts": {layer: row._asdict() for layer, row in _counts(compared).items()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def print_text(compared: Sequence[Compared], lang: Lang) -> None:
    """Reports that differ, each with its differences, then the table; without a terminal lines are not broken."""
    width = None if sys.stdout.isatty() else _UNBROKEN
    console = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
    differing = [one for one in compared if one.comparison.differences]
    for one in differing:
        console.print(Text(f"═══ {ltr(one.name)}", style="bold"))
        for difference in one.comparison.differences:
            for depth, line in _lines(difference, lang):
                console.print(Padding(line, (0, 0, 0, depth), expand=False))
        console.print()
    for row in _table(compared, lang):
        console.print(Text(row))
    console.print(Text(_said("with", lang).format(n=len(differing), of=len(compared)), style="bold"))


def _counts(compared: Sequence[Compared]) -> dict[Layer, Any]:
    return added([one.comparison.counts for one in compared])


def _plain(one: Difference) -> dict[str, Any]:
    return {
        "layer": one.layer, "change": one.change, "what": one.what, "name": one.name or None, "span": [*one.span],
        "words": one.words, "sentence": one.sentence,
        "slots": [{"slot": slot.name, "first": [*slot.first], "last": [*slot.last]} for slot in one.slots],
    }  # fmt: skip


def _lines(one: Difference, lang: Lang) -> Iterator[tuple[int, Text]]:
    sign, style = _SIGNS[one.change]
    kind = " ".join(filter(None, (_ONE[one.layer][lang == "en"], word_or(_PREFIXES[one.layer], one.what, lang))))
    name = "" if one.layer in ("times", "events") else f" {isolated(one.name)}" if one.name else ""
    yield 0, Text.assemble((f"{sign} {kind}", style), name, f" {isolated(f'«{one.words}»')}" if one.words else "")
    slots = [
        _slot(slot, one.change, lang) for slot in one.slots if one.change == "changed" or slot.name not in _UNSHOWN
    ]
    if (slots and one.layer != "entities") or one.change == "changed":
        for line in slots:
            yield 4, Text(line)
    if one.sentence:
        yield 4, Text(isolated(one.sentence), style="dim")


def _slot(slot: Slot, change: Change, lang: Lang) -> str:
    name = _SLOTS.get(slot.name, (slot.name, slot.name))[lang == "en"]
    first, last = (_joined(slot.name, values, lang) for values in (slot.first, slot.last))
    if change == "changed":
        return f"{name}: {_said('was', lang)} {first}{word('sep', lang)}{_said('is', lang)} {last}"
    return f"{name}: {first if change == 'gone' else last}"


def _joined(slot: str, values: Sequence[str], lang: Lang) -> str:
    known = (word(f"{slot}.{value}", lang) if f"{slot}.{value}" in WORDS else isolated(value) for value in values)
    return " / ".join(known) or _said("nothing", lang)


def _table(compared: Sequence[Compared], lang: Lang) -> Iterator[str]:
    counts = _counts(compared)
    if not counts:
        return
    heads = _said("heads", lang).split("|")
    names = {layer: word(_LAYER_WORDS[layer], lang) for layer in LAYERS}
    widths = [max(map(len, names.values())), *(max(len(head), 6) for head in heads[1:])]
    yield "  ".join(
        f"{head:>{width}}" if n else f"{head:{width}}"
        for n, (head, width) in enumerate(zip(heads, widths, strict=True))
    )
    for layer, row in counts.items():
        cells = (f"{cell:>{width}}" for cell, width in zip(row, widths[1:], strict=True))
        yield "  ".join((f"{names[layer]:{widths[0]}}", *cells))


def _said(key: str, lang: Lang) -> str:
    return _SAID[key][lang == "en"]

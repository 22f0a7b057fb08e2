"""The report's text with its evidence marked, ready for markup; the characters stay as captured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from isnad.model import Event, Record, Span
from isnad.publish.labels import Labels
from isnad.publish.marks import Layer, Mark, Piece, pieces

SOFT = ("evidence", "title")
"""Layers that show only when their fact is chosen, or not at all: they make no link."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the report of one look. `facts` are anchors, the innermost first; `behind` those it is evidence of.

    `starts` are the facts whose words begin here. A run that repeats facts already met is left out of the tab order.
    """

    text: str
    layers: tuple[Layer, ...] = ()
    facts: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    tip: str = ""


@dataclass(slots=True)
class Line:
    """One line of the report with its line break. `role` is title, text or blank."""

    runs: list[Run] = field(default_factory=list)
    role: str = "text"


def record_marks(record: Record, anchors: Mapping[str, str]) -> Iterator[Mark]:
    """Every span of the record that a reader may want to see in the text."""
    document = record.document
    yield from (Mark(span, "furniture") for span in document.furniture)
    yield from (Mark(link.span, "furniture", f"l{n}") for n, link in enumerate(document.links, 1))
    if document.title:
        yield Mark(document.title, "title")
    for entity in record.entities:
        yield from (Mark(span, entity.kind, anchors[entity.id]) for span in entity.mentions)
        yield from (Mark(span, "anaphor", anchors[entity.id]) for span in entity.anaphors)
    for time in record.times:
        yield Mark(time.span, "time", anchors[time.id])
    for said in record.attributions:
        yield Mark(said.description, "speaker", anchors[said.id])
        cues = dict.fromkeys((said.cue, *(one.cue for one in said.utterances)))
        yield from (Mark(cue, "cue", anchors[said.id]) for cue in cues if cue)
        yield from (Mark(span, "evidence", anchors[said.id]) for span in said.content)
    for event in record.events:
        layer: Layer = "event" if event.status == "actual" and event.polarity == "positive" else "not-actual"
        yield from (Mark(span, layer, anchors[event.id]) for span in event.triggers)
        yield from (Mark(span, "evidence", anchors[event.id]) for span in _behind(event))
    yield from (Mark(r.evidence, "evidence", f"r{n}") for n, r in enumerate(record.relations, 1))


def _behind(event: Event) -> Iterator[Span]:
    yield event.evidence
    yield from (p.evidence for p in event.participants)
    yield from (v.evidence for v in event.victims)
    if event.where:
        yield event.where.evidence
    yield from (one.evidence for one in event.also_at)


def lines(record: Record, labels: Labels, tips: Mapping[str, str]) -> list[Line]:
    """The report line by line; joined, the texts of all runs are the captured text."""
    out: list[Line] = [Line()]
    met: set[str] = set()
    for piece in pieces(record.document.text, record_marks(record, labels.anchors)):
        out[-1].runs.append(_run(piece, tips, met))
        if piece.text.endswith("\n"):
            out.append(Line())
    if not out[-1].runs:
        out.pop()
    for line in out:
        line.role = _role(line)
    return out


def _run(piece: Piece, tips: Mapping[str, str], met: set[str]) -> Run:
    core = [m for m in piece.marks if m.layer not in SOFT]
    facts = tuple(dict.fromkeys(m.fact for m in core if m.fact))
    behind = tuple(dict.fromkeys(m.fact for m in piece.marks if m.layer in SOFT and m.fact and m.fact not in facts))
    only_behind = [fact for fact in behind if fact.startswith("r")]
    starts = tuple(fact for fact in (*facts, *only_behind) if fact not in met)
    met.update(starts)
    tip = "\n\n".join(tips[fact] for fact in facts if fact in tips)
    return Run(piece.text, tuple(dict.fromkeys(m.layer for m in piece.marks)), facts, behind, starts, tip)


def _role(line: Line) -> str:
    words = [run for run in line.runs if run.text.strip()]
    if not words:
        return "blank"
    return "title" if all("title" in run.layers for run in words) else "text"

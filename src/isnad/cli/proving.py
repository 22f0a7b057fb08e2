"""What `isnad codebook …` prints."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from isnad.annotate.reader import Reader
from isnad.batch import Read
from isnad.cli.manners import FAILED
from isnad.cli.options import Lang
from isnad.cli.sinks import StreamSink
from isnad.codebook import Codebook, load
from isnad.ingest.dates import parse_publication
from isnad.model import to_plain
from isnad.proof import Kind, Proof, explain, prove, sentence_record
from isnad.proof.explain import WordNote

_COLUMNS = ("entries", "triggers", "cues", "names", "examples", "counter_examples", "made", "failures")
_HEADS = ("entries", "triggers", "cues", "names", "examples", "counter-examples", "names tried", "failures")


def run_check(overlay: Path | None) -> int:
    """Prints problems or failures and the table; 1 where there are any."""
    proof = prove(overlay, _bar() if sys.stderr.isatty() else None)
    print("\n".join((*_problems(proof), *_failures(proof), *_table(proof))))
    return 0 if proof.holds else FAILED


def run_try(sentence: str, day: str | None, format_: Literal["text", "json"], lang: Lang, overlay: Path | None) -> None:
    """Prints the record of a sentence."""
    record = sentence_record(Reader.with_codebook(overlay), _printable(sentence), _day(day))
    StreamSink(format_, lang, alone=True).put(Read("sentence", record))


def run_explain(sentence: str, day: str | None, format_: Literal["text", "json"], overlay: Path | None) -> None:
    """Prints a sentence word by word."""
    explanation = explain(Reader.with_codebook(overlay), _printable(sentence), _day(day))
    if format_ == "json":
        print(json.dumps([to_plain(note) for note in explanation.words], ensure_ascii=False, indent=2))
        return
    for note in explanation.words:
        print("\n".join((note.word, *(f"    {line}" for line in _note(note)))))


def run_list(kind: Kind | None, overlay: Path | None) -> None:
    """Prints the number of entries of each kind, or all entries of one."""
    book = load(overlay)
    if kind is None:
        for name in _LISTED:
            print(f"{name:8}{len(getattr(book, name)):6}")
        return
    rows = sorted(_LISTED[kind](book))
    width = max((len(id_) for id_, _, _ in rows), default=0)
    for id_, class_, shown in rows:
        print(f"{id_:{width}}  {class_:16}  {shown}")
    print(f"{len(rows)} {kind}")


def _bar() -> Callable[[int, int], None]:
    def show(done: int, count: int) -> None:
        if done % 50 == 0 or done == count:
            print(f"\r{done}/{count}", end="\n" if done == count else "", file=sys.stderr, flush=True)

    return show


def _problems(proof: Proof) -> Iterator[str]:
    yield from map(str, proof.problems)
    if proof.problems:
        yield f"{len(proof.problems)} problems: correct them first; no sentence was read"


def _failures(proof: Proof) -> Iterator[str]:
    for failure in proof.failures:
        case = failure.case
        yield f"{case.file}:{case.line}: {case.entry}: {'counter-example' if case.counter else 'example'}: {case.text}"
        for fault in failure.faults:
            yield f"    {fault.cause}: {fault.read}"
    if proof.failures:
        yield ""


def _table(proof: Proof) -> Iterator[str]:
    yield f"{'':8}" + "".join(f"{head:>{max(len(head) + 2, 8)}}" for head in _HEADS)
    for row in proof.rows:
        cells = (f"{getattr(row, name):>{max(len(head) + 2, 8)}}" for name, head in zip(_COLUMNS, _HEADS, strict=True))
        yield f"{row.kind:8}" + "".join(cells)


def _note(note: WordNote) -> Iterator[str]:
    if note.tags:
        yield f"classes: {', '.join(note.tags)}"
    for name in note.names:
        condition = f", {name.condition}" if name.condition else ""
        yield f"name: {name.name} = {name.id}{condition}{'' if name.read else ' (not read so)'}"
    for kind, lines in (("read as", note.read_as), ("event", note.fired), ("speech", note.speech)):
        yield from (f"{kind}: {line}" for line in lines)
    for near in note.near:
        yield f"near: {near.entry}: {near.reason}"


def _printable(sentence: str) -> str:
    """The sentence without half characters, which a terminal can hand over."""
    return sentence.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def _day(day: str | None) -> str | None:
    return parse_publication(day).day if day else None


def _actors(book: Codebook) -> Iterator[tuple[str, str, str]]:
    for a in book.actors.values():
        names = a.names.get("ar") or a.cued or tuple(row.name for row in a.ambiguous)
        yield a.id, a.class_, "، ".join(names)


def _places(book: Codebook) -> Iterator[tuple[str, str, str]]:
    return ((p.id, p.kind, "، ".join((*p.names.get("ar", ()), *p.cued))) for p in book.places.values())


def _events(book: Codebook) -> Iterator[tuple[str, str, str]]:
    return ((e.id, e.type, e.gloss.get("ar", "")) for e in book.events.values())


def _speech(book: Codebook) -> Iterator[tuple[str, str, str]]:
    for s in book.speech.values():
        yield s.id, s.stance, "، ".join((*(v[0] for v in (*s.verbs, *s.continues)), *s.prepositions))


_LISTED: dict[Kind, Callable[[Codebook], Iterator[tuple[str, str, str]]]] = {
    "actors": _actors,
    "places": _places,
    "events": _events,
    "speech": _speech,
}

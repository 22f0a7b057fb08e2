"""What `isnad codebook …` prints."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from isnad.annotate.reader import Reader
from isnad.batch import Read
from isnad.cli.manners import FAILED
from isnad.cli.options import Lang
from isnad.cli.sinks import StreamSink
from isnad.codebook.loading import shown_file
from isnad.ingest.dates import parse_publication
from isnad.model import to_plain
from isnad.proof import Proof, explain, prove, sentence_record
from isnad.proof.explain import WordNote
from isnad.proof.meanings import MEANINGS

_COLUMNS = ("entries", "triggers", "cues", "names", "examples", "counter_examples", "made", "failures")
_HEADS = ("entries", "triggers", "cues", "names", "examples", "counter-examples", "names tried", "failures")


def run_check(overlay: Path | None) -> int:
    """Prints problems or failures and the table; 1 where there are any."""
    proof = prove(overlay, _bar() if sys.stderr.isatty() else None)
    print("\n".join(_problems(proof, overlay) if proof.problems else (*_failures(proof, overlay), *_table(proof))))
    return 0 if proof.holds else FAILED


def run_try(sentence: str, day: str | None, format_: Literal["text", "json"], lang: Lang, overlay: Path | None) -> None:
    """Prints the record of a sentence."""
    reader = Reader.with_codebook(overlay)
    record = sentence_record(reader, _printable(sentence), _day(day))
    StreamSink(format_, lang, reader.book, alone=True).put(Read("sentence", record))


def run_explain(sentence: str, day: str | None, format_: Literal["text", "json"], overlay: Path | None) -> None:
    """Prints a sentence word by word."""
    explanation = explain(Reader.with_codebook(overlay), _printable(sentence), _day(day))
    if format_ == "json":
        print(json.dumps([to_plain(note) for note in explanation.words], ensure_ascii=False, indent=2))
        return
    for note in explanation.words:
        print("\n".join((note.word, *(f"    {line}" for line in _note(note)))))


def _bar() -> Callable[[int, int], None]:
    def show(done: int, count: int) -> None:
        if done % 50 == 0 or done == count:
            print(f"\r{done}/{count}", end="\n" if done == count else "", file=sys.stderr, flush=True)

    return show


def _problems(proof: Proof, overlay: Path | None) -> Iterator[str]:
    for problem in proof.problems:
        yield str(replace(problem, file=shown_file(problem.file, overlay)))
    count = len(proof.problems)
    yield f"{count} {'problem' if count == 1 else 'problems'}: correct them first; no sentence was read"


def _failures(proof: Proof, overlay: Path | None) -> Iterator[str]:
    own = 0
    for failure in proof.failures:
        case, file = failure.case, shown_file(failure.case.file, overlay)
        own += file != case.file
        yield f"{file}:{case.line}: {case.entry}: {'counter-example' if case.counter else 'example'}: {case.text}"
        for fault in failure.faults:
            yield f"    {fault.cause}: {MEANINGS[fault.cause]}: {fault.read}"
    if not proof.failures:
        return
    if overlay is not None:
        yield f"{own} of the sentences in your folder fail, {len(proof.failures) - own} of ours"
    folder = f" --codebook {overlay}" if overlay else ""
    yield f'why one is read as it is: isnad codebook explain "…"{folder}'
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

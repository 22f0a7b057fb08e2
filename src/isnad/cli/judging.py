"""`isnad evaluate`: records, or the reading of reports, against annotations."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from isnad.annotate.reader import Reader
from isnad.batch import Failed, Read, inputs, read_all
from isnad.cli.manners import FAILED, say
from isnad.cli.reading import tell
from isnad.errors import EvaluationError
from isnad.evaluate import Evaluation, annotations, below, evaluate, judged, load_floors, plain_records
from isnad.evaluate.materials import Plain
from isnad.evaluate.misses import counted
from isnad.ingest.manifest import load_manifest
from isnad.ingest.sources import SUFFIXES
from isnad.model import to_plain


@dataclass(frozen=True, slots=True)
class Request:
    """The command line of `isnad evaluate`."""

    annotations: Path
    inputs: Sequence[Path]
    manifest: Path | None
    only: str | None
    as_json: bool
    misses: bool
    floors: Path | None
    codebook: Path | None


def run(request: Request) -> int:
    """Prints the figures; 1 where a figure is below its floor or a report could not be read."""
    floors = load_floors(request.floors) if request.floors else {}
    gold = annotations(request.annotations)
    records, failed = _records(request)
    evaluation = evaluate(judged(gold, records), request.only)
    print(_as_json(evaluation, request.misses) if request.as_json else _as_text(evaluation, request.misses))
    if evaluation.absent:
        say(f"isnad: no record for: {' '.join(evaluation.absent)}")
    tell(failed, len(records) + len(failed))
    short = below(evaluation.tally, floors)
    for row in short:
        say(f"isnad: {row.key} {row.f1:.3f} is below its floor {row.floor:g}")
    return FAILED if short or failed else 0


def _records(request: Request) -> tuple[dict[str, Plain], list[Failed]]:
    """Records from JSON files and folders of them; those of all other inputs by reading them."""
    reports = [path for path in request.inputs if _holds_reports(path)]
    records = plain_records(path for path in request.inputs if path not in reports)
    failed: list[Failed] = []
    if reports:
        manifest = load_manifest(request.manifest) if request.manifest else None
        reader = Reader.with_codebook(request.codebook)
        for result in read_all(reader, inputs([str(path) for path in reports]), manifest):
            if isinstance(result, Read):
                records[result.name] = to_plain(result.record)
            else:
                failed.append(result)
    if not records and not failed:
        raise EvaluationError("there is neither a record nor a report to compare")
    return records, failed


def _holds_reports(path: Path) -> bool:
    if not path.is_dir():
        return path.suffix.lower() != ".json"
    return any(file.suffix.lower() in SUFFIXES for file in path.rglob("*") if file.is_file())


def _as_json(evaluation: Evaluation, misses: bool) -> str:
    figures = evaluation.tally.plain()
    if not misses:
        return json.dumps(figures, ensure_ascii=False, indent=1)
    rows = [miss._asdict() for miss in evaluation.misses]
    return json.dumps({"figures": figures, "misses": rows}, ensure_ascii=False, indent=1)


def _as_text(evaluation: Evaluation, misses: bool) -> str:
    lines = [f"{'':24}{'P':>6}{'R':>7}{'F1':>7}{'tp':>6}{'gold':>6}{'sys':>6}"]
    for f in evaluation.tally:
        figures = f"{f.precision:6.3f}{f.recall:7.3f}{f.f1:7.3f}{f.tp:6}{f.gold:6}{f.system:6}"
        lines.append(f"{f.key:24}{figures}")
    for kind, fault, rows in counted(evaluation.misses) if misses else ():
        lines += ["", f"{kind}: {fault} ({len(rows)})"]
        for row in rows:
            lines += [f"  {row.document}: {row.what}", f"      {row.sentence or '(not in the text)'}"]
    return "\n".join(lines)

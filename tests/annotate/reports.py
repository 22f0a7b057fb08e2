"""Reports for the tests of the engine, and what their records say in few words."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

import isnad
from isnad.annotate.reader import Reader
from isnad.ingest.capture import capture
from isnad.ingest.manifest import load_manifest
from isnad.model import Document, Record, Span, to_plain

SAMPLES = Path(isnad.__file__).parent / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix in (".txt", ".md", ".html"))
REPORT = (
    "قصف الجيش السوداني مواقع قوات الدعم السريع في مدينة الأبيض، أمس الاثنين، ما أسفر عن مقتل خمسة جنود.\n\n"
    "وقال مصدر عسكري، فضل عدم الكشف عن اسمه، إن القوات انسحبت من المدينة باتجاه ولاية شمال كردفان.\n\n"
    "من جهتها نفت قوات الدعم السريع الانسحاب، واتهمت الجيش السوداني باستهداف المدنيين.\n"
)


def cases(name: str) -> list[dict[str, Any]]:
    """The sentences of a table, each with what must and must not be read in it."""
    return list(yaml.safe_load((Path(__file__).parent / f"{name}_cases.yaml").read_text("utf-8")))


def record_of(reader: Reader, text: str, published: str | None = "2024-05-21", outlet: str | None = None) -> Record:
    """The record of a text as it stands."""
    return reader.read(Document(id="sha256:0", text=text, published=published, outlet=outlet))


def sample(reader: Reader, path: Path) -> Record:
    """The record of a bundled report."""
    known = load_manifest(SAMPLES / "manifest.json")[path.stem]
    document, warnings = capture(path.read_bytes(), name=path.name, published=known.published, outlet=known.outlet)
    return reader.read(document, warnings)


def as_json(record: Record) -> str:
    """The record as its file would have it."""
    return json.dumps(to_plain(record), ensure_ascii=False)


def spans(plain: Any) -> Iterator[tuple[int, int]]:
    """Every pair of numbers in a plain record: all of them are spans, except confidences, points and counts."""
    if isinstance(plain, dict):
        for value in plain.values():
            yield from spans(value)
    elif isinstance(plain, list):
        if len(plain) == 2 and all(type(item) is int for item in plain):
            yield plain[0], plain[1]
        else:
            for item in plain:
                yield from spans(item)


def told(record: Record, span: Span | None) -> str:
    """The words at a span, on one line."""
    return " ".join(span.of(record.document.text).split()) if span else "-"


def label(record: Record, id_: str | None) -> str:
    """A registered id as it is; for what is local to the record, its first name; for a speaker, the words."""
    for entity in record.entities:
        if entity.id == id_:
            return entity.id if entity.registered else entity.names[0].text
    for said in record.attributions:
        if said.id == id_:
            return told(record, said.span)
    return id_ or "-"


def labels(record: Record, ids: tuple[str, ...]) -> list[str]:
    """The label of each, sorted."""
    return sorted(label(record, id_) for id_ in ids)

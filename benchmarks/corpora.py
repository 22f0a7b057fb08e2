"""The reports that the measurements read: the bundled ones and, where a checkout has them beside it, real ones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "src" / "isnad" / "samples"
SHARED = ROOT.parent / "shared"
_SUFFIXES = (".txt", ".md", ".html")


@dataclass(frozen=True, slots=True)
class Input:
    """One report as it comes: `raw` is the file's bytes, `published` a day or None."""

    name: str
    raw: bytes
    published: str | None = None


def inputs(most: int) -> list[Input]:
    """The bundled reports, then at most `most` real ones, evenly spread over what is there."""
    real = [
        *_folder(SHARED / "gold" / "docs", SHARED / "gold" / "manifest.json"),
        *_lines(SHARED / "data" / "airwars_dev"),
    ]
    taken = min(most, len(real))
    spread = [real[number * len(real) // taken] for number in range(taken)]
    return [*_folder(SAMPLES, SAMPLES / "manifest.json"), *spread]


def news() -> Iterator[Input]:
    """Reports of Arab news sites on any subject (the ANT corpus), where they are there."""
    path = SHARED / "data" / "ant_corpus" / "news.jsonl"
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield Input(f"{row['id']}.txt", row["text"].encode("utf-8", "replace"), row["published"][:10])


def _folder(folder: Path, manifest: Path) -> Iterator[Input]:
    if not folder.is_dir():
        return
    known = json.loads(manifest.read_text(encoding="utf-8"))
    for path in sorted(folder.iterdir()):
        if path.suffix in _SUFFIXES:
            yield Input(path.name, path.read_bytes(), known.get(path.stem, {}).get("published"))


def _lines(folder: Path) -> Iterator[Input]:
    path = folder / "docs.jsonl"
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            text = f"{report['title']}\n\n{report['body']}"
            yield Input(f"{report['doc_id']}.txt", text.encode("utf-8", "replace"), report.get("published_iso"))

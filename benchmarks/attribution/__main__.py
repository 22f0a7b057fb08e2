"""Scores our reading of the attribution benchmark: `python -m benchmarks.attribution [dev|test] [--list]`.

`--list` prints where we and the passages differ; the test part is never listed, since rules are made by those who read
such lists.
"""

import argparse

from benchmarks.attribution.passages import PARTS, Claim, Passage, Speaker, passages
from benchmarks.attribution.scores import NAMES, Scores, score
from isnad import Reader
from isnad.model import Attribution, Document, Record


def reading(passage: Passage, reader: Reader) -> list[Speaker]:
    """Who says what in the passage, as our record has it."""
    record = reader.read(Document(id=passage.id, text=passage.text + "\n", outlet=passage.outlet))
    return [_speaker(record, said) for said in record.attributions]


def _speaker(record: Record, said: Attribution) -> Speaker:
    text = record.document.text
    claims = tuple(
        Claim(
            (one.cue.start, one.cue.end) if one.cue else None,
            tuple((span.start, span.end) for span in one.content), one.stance,
        )
        for one in said.utterances
    )  # fmt: skip
    near = next((e.mentions[0].of(text) for e in record.entities if e.id == said.near and e.mentions), None)
    speakers = {a.id: a.id for a in record.attributions} | {a.who: a.id for a in record.attributions if a.who}
    above = [speakers[link.who] for link in said.chain if link.who in speakers]
    return Speaker(
        said.id, (said.description.start, said.description.end), said.kind, said.anonymous,
        said.why.of(text) if said.why else None, near, said.number,
        next((id_ for id_ in reversed(above) if id_ != said.id), None), claims,
    )  # fmt: skip


def main() -> None:
    """Prints the figures of one part, and the disagreements of the development part."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("part", nargs="?", default="dev", choices=PARTS)
    parser.add_argument("--list", action="store_true", help="list the disagreements of the development part")
    chosen = parser.parse_args()
    reader, scores = Reader.with_codebook(), Scores()
    for passage in passages(chosen.part):
        score(passage, reading(passage, reader), scores)
    for name in NAMES:
        one = scores.tallies[name]
        print(
            f"{name:18} P {one.precision:.3f} R {one.recall:.3f} F1 {one.f1:.3f}   {one.right} {one.theirs} {one.ours}"
        )
    if chosen.list and chosen.part == "dev":
        print(*scores.misses, sep="\n")


if __name__ == "__main__":
    main()

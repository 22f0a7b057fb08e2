"""Whether the places of incidents that others coded are found: `python -m benchmarks.places --data FOLDER`.

Counted are incidents at village, town or city level with coordinates, one of whose reports names the place as it was
coded. An incident is found when a report gives that name a point within 10 km. A point given to that name more than
25 km away is wrong. The coded table is only measured against, never read from.
"""

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from isnad import Reader
from isnad.arabic.letters import fold_phrase
from isnad.codebook.distance import Point, kilometres
from isnad.errors import LanguageError
from isnad.ingest.capture import capture
from isnad.model import Record

NEAR_KM, WRONG_KM = 10.0, 25.0
CODED_OTHERWISE = {
    "airwars-84055": "coded near Darkush in Idlib; the table itself says Aleppo, the report its northern countryside, "
    "and the table codes the same village right in airwars-81343",
    "airwars-79815": "coded north-west of the city, 20 km behind Kasra; all four reports say the eastern countryside",
    "airwars-132533": "coded east of Sinjar; the reports name it with Farkya on Mount Zawiya",
}
"""Incidents whose coded point the reports contradict, with how that can be seen. They are counted apart, never
as found."""
LEVELS = frozenset({"village", "town", "city"})
_CUES = re.compile(r"^(?:(?:ب|ل|و)?(?:مدينه|بلده|قريه|قري|ناحيه|منطقه|محيط|قرب|اطراف|ريف)\s+)+")
_REST = re.compile(r"\s+(?:في|ب?ريف|شمال|جنوب|شرق|غرب|قرب|بمحافظه|التابعه)\b.*$")


class Incident(NamedTuple):
    """One coded incident: its id, the folded name of its place, and the coded point."""

    id: str
    name: str
    point: Point


class Report(NamedTuple):
    """One report: what it says, when and by whom it was published."""

    text: str
    published: str | None
    outlet: str | None


def incidents(folder: Path) -> Iterator[Incident]:
    """The coded incidents that count."""
    for line in (folder / "incidents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["geo_precision"] in LEVELS and row["lat"] is not None and row["place_ar"]:
            name = re.split(r"[,،(/]|\s-\s", row["place_ar"])[0]
            folded = _REST.sub("", _CUES.sub("", fold_phrase(name)))
            if folded:
                yield Incident(row["incident_id"], folded, (row["lat"], row["lon"]))


def reports(folder: Path) -> dict[str, list[Report]]:
    """The reports of each incident."""
    found: dict[str, list[Report]] = {}
    for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = Report(f"{row['title']}\n{row['body']}", row["published_iso"], row["publisher"])
        for incident in row["incident_ids"]:
            found.setdefault(incident, []).append(report)
    return found


def names(text: str, name: str) -> bool:
    """Whether the report has the folded name as words of its own, a proclitic before it allowed."""
    return re.search(rf"(?:^|\W)(?:و|ب|ل|ف|وب|ول)?{re.escape(name)}(?:\W|$)", fold_phrase(text)) is not None


def points(record: Record, name: str) -> list[Point]:
    """The points that the record gives to entities of that name."""
    text = record.document.text
    bearing = (
        e for e in record.entities if e.point and any(names(m.of(text), name) for m in e.mentions) and e.kind != "actor"
    )
    return [e.point for e in bearing if e.point]


@dataclass(slots=True)
class Tally:
    """What was counted: incidents whose place a report names, those found, points given to that name, and the lines
    that tell what was missed, what was wrong, and which wrong ones the reports themselves speak for."""

    named: int = 0
    found: int = 0
    given: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    contested: list[str] = field(default_factory=list)


def measure(folder: Path, reader: Reader, contested: Mapping[str, str]) -> Tally:
    """Reads the reports of every incident that counts. Raises OSError where a file of the folder is not there."""
    of_incident, tally = reports(folder), Tally()
    for incident in incidents(folder):
        telling = [r for r in of_incident.get(incident.id, ()) if names(r.text, incident.name)]
        if not telling:
            continue
        distances: list[float] = []
        for report in telling:
            try:
                document, _ = capture(report.text.encode(), name="", published=report.published, outlet=report.outlet)
            except LanguageError:
                continue
            distances += [kilometres(p, incident.point) for p in points(reader.read(document), incident.name)]
        tally.named += 1
        tally.given += len(distances)
        near = any(distance <= NEAR_KM for distance in distances)
        tally.found += near
        tally.missed += [] if near else [incident.name]
        lines = [f"{incident.id} {incident.name} {distance:.0f} km" for distance in distances if distance > WRONG_KM]
        if incident.id in contested:
            tally.contested += [f"{line}: {contested[incident.id]}" for line in lines]
        else:
            tally.wrong += lines
    return tally


def main() -> None:
    """Prints how many incidents were found, how many points were given, and which were wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of incidents.jsonl and docs.jsonl")
    parser.add_argument("--list", action="store_true", help="list what was missed and what was wrong")
    chosen = parser.parse_args()
    tally = measure(chosen.data, Reader.with_codebook(), CODED_OTHERWISE)
    apart = len(tally.wrong) + len(tally.contested)
    print(f"incidents whose place a report names     {tally.named}")
    print(f"  found within {NEAR_KM:.0f} km                  {tally.found}  {tally.found / max(tally.named, 1):.1%}")
    print(f"points given to that name                {tally.given}")
    print(f"  more than {WRONG_KM:.0f} km from the coded one    {apart}  {apart / max(tally.given, 1):.1%}")
    print(f"    the report speaks for our point      {len(tally.contested)}")
    print(f"    wrong                                {len(tally.wrong)}  {len(tally.wrong) / max(tally.given, 1):.1%}")
    if chosen.list:
        print("missed:", *tally.missed, sep="\n  ")
        print("the report speaks for our point:", *tally.contested, sep="\n  ")
        print("wrong:", *tally.wrong, sep="\n  ")


if __name__ == "__main__":
    main()

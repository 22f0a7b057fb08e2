"""Whether the places of incidents that others coded are found: `python -m benchmarks.places --data FOLDER`.

Counted are incidents at village, town or city level with coordinates, one of whose reports names the place as it was
coded. An incident is found when a report gives that name a point within 10 km. A point given to that name more than
25 km away is wrong. The coded table is only measured against, never read from.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from isnad import Reader
from isnad.arabic.letters import fold_phrase
from isnad.codebook.distance import Point, kilometres
from isnad.errors import LanguageError
from isnad.ingest.capture import capture
from isnad.model import Record

NEAR_KM, WRONG_KM = 10.0, 25.0
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
    for line in (folder / "incidents.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["geo_precision"] in LEVELS and row["lat"] is not None and row["place_ar"]:
            name = re.split(r"[,،(/]|\s-\s", row["place_ar"])[0]
            folded = _REST.sub("", _CUES.sub("", fold_phrase(name)))
            if folded:
                yield Incident(row["incident_id"], folded, (row["lat"], row["lon"]))


def reports(folder: Path) -> dict[str, list[Report]]:
    """The reports of each incident."""
    found: dict[str, list[Report]] = {}
    for line in (folder / "docs.jsonl").open(encoding="utf-8"):
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


def main() -> None:
    """Prints how many incidents were found, how many points were given, and which were wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of incidents.jsonl and docs.jsonl")
    parser.add_argument("--list", action="store_true", help="list what was missed and what was wrong")
    chosen = parser.parse_args()
    of_incident, reader = reports(chosen.data), Reader.with_codebook()
    named = found = given = 0
    missed: list[str] = []
    wrong: list[str] = []
    for incident in incidents(chosen.data):
        telling = [r for r in of_incident.get(incident.id, ()) if names(r.text, incident.name)]
        if not telling:
            continue
        named += 1
        distances = []
        for report in telling:
            try:
                document, _ = capture(report.text.encode(), name="", published=report.published, outlet=report.outlet)
            except LanguageError:
                continue
            record = reader.read(document)
            distances += [kilometres(point, incident.point) for point in points(record, incident.name)]
        given += len(distances)
        found += any(d <= NEAR_KM for d in distances)
        if not any(d <= NEAR_KM for d in distances):
            missed.append(incident.name)
        wrong += [f"{incident.name} {d:.0f} km" for d in distances if d > WRONG_KM]
    print(f"incidents whose place a report names  {named}")
    print(f"  found within {NEAR_KM:.0f} km               {found}  {found / max(named, 1):.1%}")
    print(f"points given to that name             {given}")
    print(f"  wrong by more than {WRONG_KM:.0f} km         {len(wrong)}  {len(wrong) / max(given, 1):.1%}")
    if chosen.list:
        print("missed:", *missed, sep="\n  ")
        print("wrong:", *wrong, sep="\n  ")


if __name__ == "__main__":
    main()

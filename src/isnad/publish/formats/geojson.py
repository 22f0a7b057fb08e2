"""Events as a GeoJSON FeatureCollection (RFC 7946), written one feature at a time.

A point stands only where the place is a district or less, and says the radius in which it lies; an event of which no
more than the region or the country is known has no geometry rather than a false point.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import BinaryIO, Final

from isnad.publish.formats.format import Format
from isnad.publish.formats.json_text import dumped, without_empty, write_listed
from isnad.publish.formats.leftovers import count_states
from isnad.publish.formats.losing import Losses
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Loss, Party, Report, Spot

_TOO_WIDE: Final = frozenset({"region", "country"})


def _feature(event: Event, losses: Losses) -> dict[str, object]:
    losses.add("statement", "no-field", len(event.statements))
    point = _point(event.where)
    if point is None:
        losses.add("geometry", "no-place" if event.where is None else "place-too-wide-or-unknown")
    return {"type": "Feature", "id": event.id, "geometry": point, "properties": _properties(event, point is not None)}


def _point(where: Spot | None) -> dict[str, object] | None:
    if where is None or where.lat is None or where.lon is None or where.metres is None:
        return None
    if where.precision in _TOO_WIDE:
        return None
    return {"type": "Point", "coordinates": [where.lon, where.lat]}


def _properties(event: Event, located: bool) -> dict[str, object]:
    where = event.where
    return {
        "type": event.type, "mode": event.mode, "status": event.status, "polarity": event.polarity,
        "title_ar": event.title_ar, "title_en": event.title_en,
        "date_start": event.from_, "date_end": event.to, "date_precision": event.precision,
        "place": _place(where) if where else None, "geo_precision_m": where.metres if where and located else None,
        "actors": [_party(one) for one in event.agents], "targets": [_party(one) for one in event.targets],
        "accused": [_party(one) for one in event.accused], "unidentified": event.unidentified,
        "tolls": [without_empty(asdict(toll)) for toll in event.tolls], "attacks": event.attacks,
        "confidence": event.confidence, "reviewed": event.reviewed, "contradictions": list(event.contradictions),
        "outlets": event.outlets, "origins": event.origins, "unknown_origins": event.unknown_origins,
        "sources": [_source(report) for report in event.reports],
        "url": next((report.url for report in event.reports if report.url), None), "changed_at": event.changed_at,
    }  # fmt: skip


def _place(where: Spot) -> Mapping[str, object]:
    return without_empty({
        "id": where.id, "name_ar": where.name_ar, "name_en": where.name_en, "kind": where.kind,
        "precision": where.precision, "admin1": where.admin1, "admin2": where.admin2, "admin3": where.admin3,
        "country": where.country, "country_code": where.country_code, "coarsened": where.coarsened or None,
    })  # fmt: skip


def _party(party: Party) -> Mapping[str, object]:
    return without_empty({"id": party.id, "name_ar": party.name_ar, "name_en": party.name_en, "class": party.class_})


def _source(report: Report) -> Mapping[str, object]:
    return without_empty({
        "id": report.id, "outlet": report.outlet, "published": report.published, "title": report.title,
        "url": report.url, "copy_of": report.copy_of,
    })  # fmt: skip


def _write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    losses = Losses()
    file.write(b'{"type":"FeatureCollection","isnad":' + dumped(asdict(release.header)) + b',"features":[')
    write_listed(file, (_feature(event, losses) for event in release.events()))
    file.write(b'\n],"withdrawn":[')
    write_listed(file, (asdict(one) for one in release.withdrawn()))
    count_states(release, losses)
    lost = [asdict(one) for one in (*release.lost(), *losses.told())]
    file.write(b'\n],"isnad_loss":' + dumped(lost) + b"}\n")
    return losses.told()


FORMAT: Final = Format("geojson", ".geojson", "application/geo+json", _write)

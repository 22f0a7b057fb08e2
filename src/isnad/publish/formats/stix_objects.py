"""Objects of STIX 2.1 for parties, places, reports and what the bundle itself needs.

No party is ever a threat actor: to call somebody that is a judgement, which is nobody's but the reader's.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from isnad.publish.formats.days import moment
from isnad.publish.formats.json_text import without_empty
from isnad.publish.formats.keys import key_of, release_key, spot_key
from isnad.publish.release.released import Header, Party, Report, Spot

Object = Mapping[str, Any]
CREATED: Final = "2020-01-01T00:00:00.000Z"
"""An object's time of creation may never change while its id stays, and an archive tells none that never does."""
_TLP: Final = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_MARKINGS: Final = {
    "internal": ("939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict"),
    "partner": ("55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber"),
    "public": ("94868c89-83c2-464b-929b-a1a8aa3c8487", "clear"),
}
"""TLP 2.0 as OASIS publishes it for STIX (cti-stix-common-objects): its ids are the same everywhere."""
EXTENSION: Final = f"extension-definition--{key_of('extension', 'incident', '1')}"
_SCHEMA: Final = """\
Properties of an incident: event_id (permanent id), event_type and mode (PLOVER's and four of Isnad), status (actual,
threatened, conditional, planned, denied, failed, alleged, rumoured), polarity, start and end (inclusive days, either
may be open), precision, title_ar, agents and targets (ids), accused (ids of who is only accused or suspected: never an
author), unidentified, tolls (harm, low, best, high, group, side), attacks, outlets, origins, unknown_origins,
contradictions, reviewed, notes, codes (plover, acled, cameo)."""
_SHA256: Final = re.compile(r"sha256:([0-9a-f]{64})")
_CLASSES: Final = {"person": "individual", "actor": "group"}


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the objects of one release: all of one author, marked alike."""

    header: Header

    @property
    def author(self) -> str:
        """The id of the identity that stands for the archive."""
        return f"identity--{key_of('archive', self.header.archive)}"

    def make(self, type_: str, key: str, modified: str | None = None, **fields: Any) -> Object:
        """An object of that type, with those of its fields that say something."""
        marking = f"marking-definition--{_MARKINGS[self.header.profile][0]}"
        return without_empty({
            "type": type_, "spec_version": "2.1", "id": f"{type_}--{key}", "created": CREATED,
            "modified": max(CREATED, moment(modified or self.header.at)), "created_by_ref": self.author,
            "object_marking_refs": [marking], **fields,
        })  # fmt: skip

    def first(self) -> tuple[Object, ...]:
        """What the others refer to: the marking, the archive, and the extension of incidents."""
        id_, level = _MARKINGS[self.header.profile]
        marking = {
            "type": "marking-definition", "spec_version": "2.1", "id": f"marking-definition--{id_}",
            "created": "2022-10-01T00:00:00.000Z", "name": f"TLP:{level.upper()}",
            "extensions": {_TLP: {"extension_type": "property-extension", "tlp_2_0": level}},
        }  # fmt: skip
        archive = self.make(
            "identity", key_of("archive", self.header.archive), name=f"Isnad archive {self.header.archive}",
            identity_class="system", description=f"What reports say, read by Isnad {self.header.version}.",
        )  # fmt: skip
        extension = self.make(
            "extension-definition", EXTENSION.partition("--")[2], name="Isnad incident", schema=_SCHEMA,
            description="What reports say of one happening.", version="1.0.0", extension_types=["property-extension"],
        )  # fmt: skip
        return marking, archive, extension

    def bundle(self) -> str:
        """The id of the bundle."""
        return f"bundle--{release_key(self.header)}"

    def party(self, party: Party) -> Object:
        """An identity: a group, a person, or else a class of its own that STIX leaves open."""
        about = f"{party.class_ or party.kind}; {party.name_ar}"
        wikidata = [{"source_name": "wikidata", "external_id": party.wikidata}] if party.wikidata else []
        return self.make(
            "identity", key_of("party", party.id), name=party.name, description=about,
            identity_class=_CLASSES.get(party.kind, "unspecified"),
            external_references=[{"source_name": "isnad", "external_id": party.id}, *wikidata],
        )  # fmt: skip

    def outlet(self, name: str, id_: str | None) -> Object:
        """An identity for who publishes: by its id where it is registered, else by its name."""
        return self.make(
            "identity", key_of("outlet", id_ or name), name=name, identity_class="organization", roles=["outlet"],
            external_references=[{"source_name": "isnad", "external_id": id_}] if id_ else [],
        )  # fmt: skip

    def place(self, spot: Spot) -> Object | None:
        """A location with how far its point may be off; None where STIX allows none: no country, region or point."""
        point = spot.lat is not None and spot.lon is not None
        if not point and not spot.country_code:
            return None
        return self.make(
            "location", key_of("spot", spot_key(spot)), name=spot.name, country=spot.country_code,
            description="; ".join(filter(None, (spot.name_ar, spot.precision, "coarsened" if spot.coarsened else ""))),
            latitude=spot.lat if point else None, longitude=spot.lon if point else None,
            precision=float(spot.metres) if point and spot.metres is not None else None,
            administrative_area=spot.admin1, city=spot.name if spot.kind in ("city", "town", "village") else None,
            external_references=[{"source_name": "isnad", "external_id": spot.id}] if spot.id else [],
        )  # fmt: skip

    def report(self, report: Report) -> dict[str, Any]:
        """A report without what it tells of, which is added when all of that is known. STIX wants a day of publication:
        where none is told, the day of the release stands in, and a label says so."""
        digest = _SHA256.fullmatch(report.id)
        hashes = {"hashes": {"SHA-256": digest[1]}} if digest and report.url else {}
        source = {
            "source_name": report.outlet or report.platform,
            "external_id": report.id,
            "url": report.url,
            **hashes,
        }
        copy = [f"copy of {report.copy_of}"] if report.copy_of else []
        return dict(self.make(
            "report", key_of("report", report.id), name=report.title or f"{report.outlet or report.platform}: report",
            published=moment(report.published or self.header.at), lang=report.language,
            labels=[f"platform: {report.platform}", *copy, *([] if report.published else ["publication day unknown"])],
            external_references=[without_empty(source)],
        ))  # fmt: skip

    def tie(self, type_: str, source: str, target: str, *because: str, **fields: Any) -> Object:
        """A relationship between two objects, known by what it comes from."""
        key = key_of("tie", type_, source, target, *because)
        return self.make("relationship", key, relationship_type=type_, source_ref=source, target_ref=target, **fields)

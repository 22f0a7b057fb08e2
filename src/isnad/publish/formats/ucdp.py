"""Deadly events as UCDP's GED has them: the 49 columns of version 26.1 in their order, and Isnad's own behind them.

GED is of the use of armed force by an organised actor of which somebody died. Ids, names of conflicts and what only
UCDP decides are empty. Days, places and sides follow the code lists of the GED codebook.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from isnad.publish.formats.columns import BETWEEN, Cell, Row, columns, data_package, several, write_csv
from isnad.publish.formats.countries import country_of
from isnad.publish.formats.exactness import nearness
from isnad.publish.formats.format import Format
from isnad.publish.formats.leftovers import count_fields, count_states
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.own import OWN, own_cells, tolls_of
from isnad.publish.formats.sides import Side, sides_of, violence
from isnad.publish.release.release import Release
from isnad.publish.release.released import Event, Loss, Report, Spot, Statement

GED: Final = columns("""
    id                         empty: UCDP's own
    relid                      permanent id of the event
    year:integer               year in which it began
    active_year                empty: UCDP's own
    code_status                empty: UCDP's own
    type_of_violence:integer   1 state-based, 2 non-state, 3 one-sided; empty where a side is not known
    conflict_dset_id           empty: UCDP's own
    conflict_new_id            empty: UCDP's own
    conflict_name              empty: UCDP's own
    dyad_dset_id               empty: UCDP's own
    dyad_new_id                empty: UCDP's own
    dyad_name                  both sides
    side_a_dset_id             empty: UCDP's own
    side_a_new_id              empty: UCDP's own
    side_a                     the state, or who did it; nobody who is only accused or suspected
    side_b_dset_id             empty: UCDP's own
    side_b_new_id              empty: UCDP's own
    side_b                     the other side; Civilians where violence is one-sided
    number_of_sources:integer  reports that tell it
    source_article             outlet, day and title of each report
    source_office              outlets
    source_date                days on which the reports were published
    source_headline            titles
    source_original            who says it: names, else what sort of source
    where_prec:integer         1 place, 2 within 25 km, 3 district, 4 province, 5 line or landscape, 6 country, 7 sea
    where_coordinates          name of the place
    where_description          its Arabic name
    adm_1                      largest administrative area
    adm_2                      the next
    latitude:number            degrees north (WGS 84); empty where no point is known
    longitude:number           degrees east (WGS 84)
    geom_wkt                   the point as well-known text
    priogrid_gid:integer       cell of PRIO-GRID (half a degree) in which the point lies
    country                    the country
    country_id:integer         its number (Gleditsch and Ward); empty where our table has none
    region                     UCDP's region
    event_clarity:integer      1 one event, 2 several told as one
    date_prec:integer          1 the day, 2 two to six days, 3 a week, 4 a month, 5 more
    date_start:date            first day
    date_end:date              last day
    deaths_a:integer           killed fighters of side A; empty where nothing is said of them
    deaths_b:integer           killed fighters of side B
    deaths_civilians:integer   killed civilians
    deaths_unknown:integer     killed of whom neither is said
    best:integer               the most frequent number of killed
    high:integer               the largest
    low:integer                the least
    gwnoa:integer              number of the state that is side A (Gleditsch and Ward)
    gwnob:integer              number of the state that is side B
""")
COLUMNS: Final = (*GED, *OWN)
TITLE: Final = "Deadly events after UCDP GED"
_ARMED: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_ON_CROWDS: Final = "Excessive force against protesters"
_HARMS: Final = frozenset({"killed", "injured"})
_LINES: Final = frozenset({"road", "front", "river", "valley", "mountain", "desert", "countryside", "lake", "island"})
_PLACES: Final = {"district": 3, "region": 4, "country": 6}
_DAYS: Final = ((1, 1), (6, 2), (7, 3), (31, 4))


def _rows(release: Release, losses: Losses) -> Iterator[Row]:
    """A row for each event that GED would consider; what is left out is counted."""
    for event in release.events():
        if why := _reason(event):
            losses.add("event", why)
            continue
        count_fields(event, losses, _HARMS)
        first, second = sides_of(event)
        yield {
            "relid": event.id, "event_clarity": 2 if (event.attacks or 1) > 1 else 1,
            **_days(event), **_sides(event, first, second), **_deaths(event, first, second),
            **_sources(event.reports, event.statements), **_where(event.where), **own_cells(event),
        }  # fmt: skip
    count_states(release, losses)


def _reason(event: Event) -> str | None:
    """Why GED has no such event; None where it has."""
    code = event.acled
    if code is None:
        return (event.why_not or {}).get("acled", "no-category")
    if code.event_type not in _ARMED and code.sub_event_type != _ON_CROWDS:
        return "no-armed-force"
    killed = tolls_of(event, "killed")
    if not killed:
        return "death-unsaid"
    return None if any(toll.high for toll in killed) else "no-death"


def _days(event: Event) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"date_start": event.from_, "date_end": event.to}
    if event.from_:
        cells["year"] = int(event.from_[:4])
    if event.from_ and event.to:
        days = (date.fromisoformat(event.to) - date.fromisoformat(event.from_)).days + 1
        cells["date_prec"] = next((code for most, code in _DAYS if days <= most), 5)
    return cells


def _sides(event: Event, first: Side, second: Side) -> dict[str, Cell]:
    both = [BETWEEN.join(side.names) for side in (first, second)]
    return {
        "type_of_violence": violence(event, first, second),
        "side_a": first.names, "side_b": second.names, "dyad_name": " - ".join(both) if all(both) else None,
        "gwnoa": first.state_number, "gwnob": second.state_number,
    }  # fmt: skip


def _deaths(event: Event, first: Side, second: Side) -> dict[str, Cell]:
    """Deaths by whom they struck. Each stands in one column, so that the four together are `best`."""
    killed = tolls_of(event, "killed")
    cells: dict[str, int] = {}
    for toll in killed:
        column = (
            "deaths_civilians" if toll.group == "civilian"
            else "deaths_a" if toll.group == "combatant" and toll.side in first.ids
            else "deaths_b" if toll.group == "combatant" and toll.side in second.ids
            else "deaths_unknown"
        )  # fmt: skip
        cells[column] = cells.get(column, 0) + toll.best
    bounds = {bound: sum(getattr(toll, bound) for toll in killed) for bound in ("low", "best", "high")}
    return {**cells, **bounds}


def _sources(reports: Sequence[Report], statements: Sequence[Statement]) -> dict[str, Cell]:
    return {
        "number_of_sources": len(reports),
        "source_article": several(", ".join(filter(None, (r.outlet, r.published, r.title))) for r in reports),
        "source_office": several(report.outlet for report in reports),
        "source_date": several(report.published for report in reports),
        "source_headline": several(report.title for report in reports),
        "source_original": several(one.speaker or one.speaker_kind for one in statements),
    }


def _where(where: Spot | None) -> dict[str, Cell]:
    if where is None:
        return {}
    country = country_of(where.country_code)
    cells: dict[str, Cell] = {
        "where_prec": _where_prec(where), "where_coordinates": where.name, "where_description": where.name_ar,
        "adm_1": where.admin1, "adm_2": where.admin2, "country": where.country,
        "country_id": country.state if country else None, "region": country.ucdp_region if country else None,
    }  # fmt: skip
    if where.lat is not None and where.lon is not None:
        cells |= {
            "latitude": where.lat, "longitude": where.lon, "geom_wkt": f"POINT ({where.lon} {where.lat})",
            "priogrid_gid": int((where.lat + 90) // 0.5) * 720 + int((where.lon + 180) // 0.5) + 1,
        }  # fmt: skip
    return cells


def _where_prec(where: Spot) -> int:
    if where.kind in ("sea", *_LINES):
        return 7 if where.kind == "sea" else 5
    return max(_PLACES.get(where.precision or "", 1), nearness(where))


def _write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    losses = Losses()
    write_csv(file, COLUMNS, _rows(release, losses))
    return losses.told()


def _package(release: Release, path: Path, losses: Sequence[Loss]) -> bytes:
    return data_package(release, path, COLUMNS, losses, TITLE, FORMAT.media)


FORMAT: Final = Format("ucdp", ".csv", "text/csv", _write, beside=(("-datapackage.json", _package),))

"""Events as ACLED has them: the 31 columns of its codebook in their order, and Isnad's own behind them.

What ACLED has no event for (words, plans, denials) has no row. What a report does not say is an empty cell: a number of
dead that nobody gives is not 0, a day that is not known to the month is no day.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, Final

from isnad.publish.formats.columns import Cell, Row, columns, data_package, several, write_csv
from isnad.publish.formats.countries import country_of
from isnad.publish.formats.exactness import nearness
from isnad.publish.formats.format import Format
from isnad.publish.formats.leftovers import count_fields, count_states
from isnad.publish.formats.losing import Losses
from isnad.publish.formats.own import OWN, best, own_cells
from isnad.publish.release.release import Release
from isnad.publish.release.released import AcledCode, Event, Loss, Spot

ACLED: Final = columns("""
    event_id_cnty           three letters of the country and the event's permanent id
    event_date:date         the day, or the first of the week or month
    year:integer            its year
    time_precision:integer  1 the day, 2 the week, 3 the month; empty where less is known
    disorder_type           ACLED's disorder type
    event_type              ACLED's event type
    sub_event_type          ACLED's sub-event type
    actor1                  first actor; nobody who is only accused or suspected
    assoc_actor_1           who acted with the first
    inter1                  its actor type
    actor2                  second actor
    assoc_actor_2           who was with the second
    inter2                  its actor type
    interaction             both actor types
    civilian_targeting      `Civilians targeted` or empty
    iso:integer             number of the country (ISO 3166-1)
    region                  ACLED's region
    country                 the country
    admin1                  largest administrative area in it
    admin2                  the next
    admin3                  the next
    location                name of the place
    latitude:number         degrees north (WGS 84); empty where no point is known
    longitude:number        degrees east (WGS 84)
    geo_precision:integer   1 the place, 2 its surroundings, 3 the region; empty where there is no point
    source                  outlets
    source_scale            empty: not known
    notes                   the event in a line of our own, no quotation
    fatalities:integer      most frequent number of killed; empty where no report gives one
    tags                    empty
    timestamp:integer       when what is told of it last changed, in seconds since 1970
""")
COLUMNS: Final = (*ACLED, *OWN)
HARMS: Final = frozenset({"killed", "injured"})
TITLE: Final = "Events after ACLED"
_WEEK, _MONTH = 7, 31
_PRECISIONS: Final = {"district": 2, "region": 3, "country": 3}


def rows(release: Release, losses: Losses) -> Iterator[Row]:
    """A row for each event that ACLED has one for; what is left out is counted."""
    for event in release.events():
        if event.acled is None:
            losses.add("event", (event.why_not or {}).get("acled", "no-category"))
            continue
        count_fields(event, losses, HARMS)
        day = _day(event)
        if day["event_date"] is None:
            losses.add("event_date", "not-known-to-the-month")
        yield {**day, **_code(event.acled), **_place(event), **_rest(event), **own_cells(event)}
    count_states(release, losses)


def _day(event: Event) -> dict[str, Cell]:
    """Day, year and precision. ACLED has no code for what is known less exactly than to the month."""
    if event.from_ is None or event.to is None:
        return {"event_date": None}
    days = (date.fromisoformat(event.to) - date.fromisoformat(event.from_)).days + 1
    year = int(event.from_[:4])
    if days > _MONTH:
        return {"event_date": None, "year": year if event.to[:4] == event.from_[:4] else None}
    return {
        "event_date": event.from_, "year": year, "time_precision": 1 if days == 1 else 2 if days <= _WEEK else 3
    }  # fmt: skip


def _code(code: AcledCode) -> dict[str, Cell]:
    return {
        "disorder_type": code.disorder_type, "event_type": code.event_type, "sub_event_type": code.sub_event_type,
        "actor1": code.actor1, "assoc_actor_1": code.assoc1, "inter1": code.inter1,
        "actor2": code.actor2, "assoc_actor_2": code.assoc2, "inter2": code.inter2,
        "interaction": code.interaction, "civilian_targeting": code.civilian_targeting,
    }  # fmt: skip


def _place(event: Event) -> dict[str, Cell]:
    where = event.where
    if where is None:
        return {"event_id_cnty": event.id}
    country = country_of(where.country_code)
    return {
        "event_id_cnty": f"{country.alpha3 if country else ''}{event.id}", "iso": country.numeric if country else None,
        "region": country.acled_region if country else None, "country": where.country,
        "admin1": where.admin1, "admin2": where.admin2, "admin3": where.admin3, "location": where.name,
        "latitude": where.lat, "longitude": where.lon, "geo_precision": _geo_precision(where),
    }  # fmt: skip


def _geo_precision(where: Spot) -> int | None:
    if where.lat is None or where.lon is None:
        return None
    return max(_PRECISIONS.get(where.precision or "", 1), nearness(where))


def _rest(event: Event) -> dict[str, Cell]:
    return {
        "source": several(report.outlet for report in event.reports), "notes": event.title_en,
        "fatalities": best(event, "killed"), "timestamp": _seconds(event.changed_at),
    }  # fmt: skip


def _seconds(moment: str) -> int | None:
    if not moment:
        return None
    when = datetime.fromisoformat(moment)
    return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())


def _write(release: Release, file: BinaryIO) -> Sequence[Loss]:
    losses = Losses()
    write_csv(file, COLUMNS, rows(release, losses))
    return losses.told()


def _package(release: Release, path: Path, losses: Sequence[Loss]) -> bytes:
    return data_package(release, path, COLUMNS, losses, TITLE, FORMAT.media)


FORMAT: Final = Format("acled", ".csv", "text/csv", _write, beside=(("-datapackage.json", _package),))

"""What no scheme has a column for and every table of events carries behind the scheme's own: Isnad's columns."""

from typing import Final

from isnad.publish.formats.columns import Cell, columns, several
from isnad.publish.release.released import Event, Toll

OWN: Final = columns("""
    isnad_id                       permanent id of the event
    isnad_type                     type of the event
    isnad_mode                     mode within the type
    isnad_status                   actual, threatened, conditional, planned, denied, failed, alleged or rumoured
    isnad_title_ar                 the event in a line, in Arabic
    isnad_date_from:date           earliest day; empty where the beginning is open
    isnad_date_to:date             latest day; empty where the end is open
    isnad_precision                how exactly the time is told
    isnad_place_precision          how exactly the place is told
    isnad_place_metres:integer     radius in metres in which the point lies
    isnad_place_coarsened:boolean  whether the place is less exact than it is kept
    isnad_agent_ids                ids of those who did it
    isnad_target_ids               ids of those to whom it was done
    isnad_accused                  names of those who are only accused or suspected; they stand in no other column
    isnad_accused_ids              their ids
    isnad_unidentified:boolean     whether reports say that the authors are not known
    isnad_killed_low:integer       least number of killed that reports give; empty where none does
    isnad_killed_best:integer      most frequent number of killed that reports give; empty where none does
    isnad_killed_high:integer      largest number of killed that reports give; empty where none does
    isnad_injured_low:integer      least number of injured that reports give; empty where none does
    isnad_injured_best:integer     most frequent number of injured that reports give; empty where none does
    isnad_injured_high:integer     largest number of injured that reports give; empty where none does
    isnad_attacks:integer          how many attacks a series has
    isnad_contradictions           what reports contradict one another in
    isnad_reviewed                 what people made of it: unreviewed, accepted, corrected, disputed or unsure
    isnad_outlets:integer          how many outlets tell it
    isnad_origins:integer          how many independent origins stand behind it
    isnad_unknown_origins:integer  how many reports say nothing of where they have it from
""")


def tolls_of(event: Event, harm: str) -> tuple[Toll, ...]:
    """The tolls of one harm. They are of different people: together they are all who are told."""
    return tuple(toll for toll in event.tolls if toll.harm == harm)


def best(event: Event, harm: str) -> int | None:
    """How many came to a harm by the most frequent numbers; None where no number is given."""
    return sum(toll.best for toll in found) if (found := tolls_of(event, harm)) else None


def own_cells(event: Event) -> dict[str, Cell]:
    """The cells of OWN."""
    cells: dict[str, Cell] = {
        "isnad_id": event.id, "isnad_type": event.type, "isnad_mode": event.mode, "isnad_status": event.status,
        "isnad_title_ar": event.title_ar, "isnad_date_from": event.from_, "isnad_date_to": event.to,
        "isnad_precision": event.precision,
        "isnad_agent_ids": several(one.id for one in event.agents),
        "isnad_target_ids": several(one.id for one in event.targets),
        "isnad_accused": several(one.name for one in event.accused),
        "isnad_accused_ids": several(one.id for one in event.accused),
        "isnad_unidentified": event.unidentified, "isnad_attacks": event.attacks,
        "isnad_contradictions": event.contradictions, "isnad_reviewed": event.reviewed,
        "isnad_outlets": event.outlets, "isnad_origins": event.origins,
        "isnad_unknown_origins": event.unknown_origins,
    }  # fmt: skip
    if event.where:
        cells |= {
            "isnad_place_precision": event.where.precision, "isnad_place_metres": event.where.metres,
            "isnad_place_coarsened": event.where.coarsened,
        }  # fmt: skip
    for harm in ("killed", "injured"):
        if found := tolls_of(event, harm):
            cells[f"isnad_{harm}_low"] = sum(toll.low for toll in found)
            cells[f"isnad_{harm}_best"] = sum(toll.best for toll in found)
            cells[f"isnad_{harm}_high"] = sum(toll.high for toll in found)
    return cells

"""A release as tables: what stands in each, in which columns. A workbook and a database are made of them."""

from dataclasses import dataclass
from typing import Final

from isnad.publish.formats.columns import Cell, Column, Row, columns


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, what a row is, its columns, and those that tell its rows apart. `once`: the same row comes
    with many events and stands but once."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    once: bool = False


EVENTS: Final = Table("events", "one happening, however many reports tell it", columns("""
    id                       permanent id
    type                     type of the event
    mode                     mode within the type
    status                   actual, threatened, conditional, planned, denied, failed, alleged or rumoured
    polarity                 positive, or negative where it is said not to have happened
    title_ar                 the event in a line, in Arabic
    title_en                 the same in English
    date_from:date           earliest day; empty where the beginning is open
    date_to:date             latest day; empty where the end is open
    date_precision           how exactly the time is told
    place_id                 id of the place
    place_ar                 its Arabic name
    place_en                 its English name
    place_kind               what it is
    place_precision          how exactly the place is told
    latitude:number          degrees north (WGS 84); empty where no point is known
    longitude:number         degrees east (WGS 84)
    place_metres:integer     radius in metres in which the point lies
    place_coarsened:boolean  whether the place is less exact than it is kept
    admin1                   largest administrative area
    admin2                   the next
    admin3                   the next
    country                  the country
    country_code             its two letters (ISO 3166-1)
    agents                   names of those who did it
    agent_ids                their ids
    targets                  names of those to whom it was done
    target_ids               their ids
    accused                  names of those who are only accused or suspected
    accused_ids              their ids
    unidentified:boolean     whether reports say that the authors are not known
    killed_low:integer       least number of killed that reports give; empty where none does
    killed_best:integer      most frequent number of killed that reports give; empty where none does
    killed_high:integer      largest number of killed that reports give; empty where none does
    injured_low:integer      least number of injured that reports give; empty where none does
    injured_best:integer     most frequent number of injured that reports give; empty where none does
    injured_high:integer     largest number of injured that reports give; empty where none does
    attacks:integer          how many attacks a series has
    reports:integer          how many reports tell it
    report_ids               their ids
    outlets:integer          how many outlets
    origins:integer          how many independent origins stand behind it
    unknown_origins:integer  how many reports say nothing of where they have it from
    contradictions           what reports contradict one another in
    confidence:number        how sure the reading is, from 0 to 1; no probability that it is true
    reviewed                 what people made of it: unreviewed, accepted, corrected, disputed or unsure
    reviewers                by whom
    notes                    what they wrote
    changed_at               day on which what is told of it last changed
    plover_type              type in PLOVER
    plover_mode              mode in PLOVER
    plover_quad:integer      its quad, 1 to 4
    plover_scale:number      its intensity, from -10 to 10
    acled_event_type         event type in ACLED
    acled_sub_event_type     sub-event type in ACLED
    acled_interaction        types of both actors in ACLED
    cameo_code               code in CAMEO
    cameo_goldstein:number   its value on Goldstein's scale
    no_plover                why there is none in PLOVER
    no_acled                 why there is none in ACLED
    no_cameo                 why there is none in CAMEO
"""), ("id",))  # fmt: skip
STATEMENTS: Final = Table("statements", "who says what, through whom, in which words", columns("""
    id                 id of the statement
    event              the event that it is about
    state              the state that it is about
    report             the report that brings it
    stance             asserts, confirms, denies, accuses, rejects, claims, warns, threatens, promises, expects, hedges
    denies:boolean     whether it denies
    status             what it says of whether it happened
    speaker            who says it; empty where the outlet does, or where the name may not leave
    speaker_id         id of the speaker
    speaker_kind       what sort of source
    anonymous:boolean  whether the speaker has no name in the report
    near               near whom an anonymous speaker is said to be
    chain              through whom it came, the outlet first
    says               what it claims, as JSON
    quote              the words; empty where they may not leave
    start:integer      first character of the words in the captured text (code points)
    end:integer        the character behind them
"""))  # fmt: skip
PARTIES: Final = Table("parties", "actors and persons who may be named", columns("""
    id               id of the party
    kind             actor, person, place or facility
    name_ar          Arabic name
    name_en          English name
    class            what it is
    acled            actor type in ACLED, at home
    country          its country (ISO 3166-1)
    wikidata         its item
    in_role:boolean  whether reports know this person as a commander or official
"""), ("id",), once=True)  # fmt: skip
EVENT_PARTIES: Final = Table("event_parties", "who had a part in an event", columns("""
    event  the event
    party  the party
    role   agent, target, or accused: only accused or suspected
"""), ("event", "party", "role"))  # fmt: skip
REPORTS: Final = Table("reports", "reports that tell of what is here", columns("""
    id         id of the report
    outlet     who published it
    outlet_id  its id where it is registered
    published  when
    title      its title
    url        its address
    platform   where it was published
    language   its language
    copy_of    the report whose text it copies
"""), ("id",), once=True)  # fmt: skip
EVENT_REPORTS: Final = Table("event_reports", "which report tells of which event", columns("""
    event   the event
    report  the report
"""), ("event", "report"))  # fmt: skip
TOLLS: Final = Table("tolls", "how many came to a harm, by group and side", columns("""
    event         the event
    harm          killed, injured, detained, released, missing or displaced
    group         civilian, combatant, detainee or unknown
    side          the party on whose side they were
    low:integer   least number that reports give
    best:integer  most frequent number
    high:integer  largest number
"""))  # fmt: skip
STATES: Final = Table("states", "what stands: command, posts, presence, control, friends and foes", columns("""
    id               id of the state
    type             kind of relation
    source           who
    source_ar        Arabic name
    source_en        English name
    target           to whom or where
    target_ar        Arabic name
    target_en        English name
    role             in which post
    scope            where it holds
    since            since when, as told
    until            until when, as told
    first:date       first day on which a report says it
    last:date        last day
    standing         stands, ended, overtaken, denied or undated
    reports:integer  how many reports say it
    report_ids       their ids
"""), ("id",))  # fmt: skip
STATE_REPORTS: Final = Table("state_reports", "which report says which state", columns("""
    state   the state
    report  the report
"""), ("state", "report"))  # fmt: skip
WITHDRAWN: Final = Table("withdrawn", "ids that were released and stand no more", columns("""
    id    the id
    at    since when
    into  the event that it was joined to
"""), ("id",))  # fmt: skip
LOSS: Final = Table("loss", "what is not here, and why", columns("""
    what            what was left out
    why             why
    number:integer  how many
"""))  # fmt: skip
ABOUT: Final = Table("about", "what this release is", columns("""
    name   what
    value  which
"""), ("name",))  # fmt: skip


def cells_of(table: Table, row: Row) -> list[Cell]:
    """The cells of a row in the order of the table's columns."""
    return [row.get(column.name) for column in table.columns]

"""What may leave, after the gate: the only types that formats and situation reports know.

Each is what the archive holds of an event, a state or a report, by the profile of the release: names that may not leave
are gone, places are no finer than they may be, and what was taken out is counted. A format writes all that it has a
field for, and tells the rest as its loss.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ProfileName = Literal["internal", "partner", "public"]
Kind = Literal["actor", "person", "place", "facility"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor or a person who may be named. `id` is global (`actor:irgc`, `x-…`), `name_ar` and `name_en` what it is
    called (a name only in reports has no English one), `class_` the codebook's class, `acled` ACLED's actor type,
    `country` an ISO code, `wikidata` an item where the codebook knows one. A facility that may not be told from
    others of its sort goes by that sort (`kind:hospital`). `in_role`: reports know this person as a commander or
    official."""

    id: str
    kind: Kind
    name_ar: str
    name_en: str | None = None
    class_: str | None = None
    acled: str | None = None
    country: str | None = None
    wikidata: str | None = None
    in_role: bool = False

    @property
    def name(self) -> str:
        """The English name, else the Arabic one."""
        return self.name_en or self.name_ar


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where, no finer than may leave. `kind` is the place's own (`city`), `precision` that of the event's place in the
    record's words (`exact neighbourhood village town city district region country`). `lat` and `lon` are WGS 84 degrees
    or None; `metres` is the radius in which it lies, None where no point is given. `admin1` to `admin3` are names of
    what it lies in; `country` a name, `country_code` ISO 3166-1 alpha-2. `within` is the id of the
    next registered place that it lies in. `coarsened`: it is less exact than it is kept."""

    id: str | None
    name_ar: str
    name_en: str | None = None
    kind: str | None = None
    precision: str | None = None
    lat: float | None = None
    lon: float | None = None
    metres: int | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    country: str | None = None
    country_code: str | None = None
    within: str | None = None
    coarsened: bool = False

    @property
    def name(self) -> str:
        """The English name, else the Arabic one."""
        return self.name_en or self.name_ar


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many came to a harm (`killed injured detained released missing displaced`): the least, the most frequent and
    the largest number that reports give; of which group (`civilian combatant detainee unknown`), on which side (the id
    of a party) where that is said."""

    harm: str
    low: int
    best: int
    high: int
    group: str = "unknown"
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that tells it. `id` is `sha256:…` (in a public release a key that means nothing elsewhere); `outlet` its
    name, `outlet_id` its id where it is registered; `copy_of` the id of the report whose text it copies."""

    id: str
    outlet: str | None
    published: str | None
    outlet_id: str | None = None
    title: str | None = None
    url: str | None = None
    platform: str = "web"
    language: str = "ar"
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who says it, through whom, in which words. `speaker` is a name or the report's description of them, None where
    the outlet itself says it or the name may not leave (`speaker_kind` still tells the sort); `in_role`: it is a
    commander or official who speaks by a post. `chain` are the names of those through whom it came, the outlet first,
    `chain_ids` their ids, None of who is not registered. `quote` are the exact words, `span` where they stand in the
    captured text in code points, `prefix` and `suffix` up to 32 characters around them; None or empty where they may
    not leave. `says` is what the statement claims in the record's terms (`status`, `when`, `victims`)."""

    id: str
    report: str
    stance: str
    denies: bool
    status: str | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    speaker_kind: str | None = None
    anonymous: bool = False
    near: str | None = None
    in_role: bool = False
    chain: tuple[str, ...] = ()
    chain_ids: tuple[str | None, ...] = ()
    says: Mapping[str, object] | None = None
    quote: str | None = None
    span: tuple[int, int] | None = None
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverCode:
    """PLOVER's code, see `publish.classify`."""

    type: str
    mode: str | None
    quad: int
    intensity: float
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledCode:
    """ACLED's code. `actor1` and `actor2` are names or ACLED's generic ones (`Unidentified Armed Group`), those with it
    in `assoc1`, `assoc2`; `inter1`, `inter2` are actor types."""

    event_type: str
    sub_event_type: str
    disorder_type: str
    actor1: str | None
    assoc1: tuple[str, ...]
    inter1: str | None
    actor2: str | None
    assoc2: tuple[str, ...]
    inter2: str | None
    interaction: str | None
    interaction_code: int | None
    civilian_targeting: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """CAMEO's code with its quad class and Goldstein value."""

    code: str
    name: str
    quad: int
    goldstein: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening. Days are inclusive ISO bounds, either of which may be open; `title_ar` and `title_en` say it in a
    line. `agents` did it by an undisputed account or their own; `accused` are only accused or suspected and stand in no
    other field; `unidentified`: reports say that its authors are not known. `reviewed` says what people made of the
    machine's reading: `unreviewed accepted corrected disputed unsure`; `changed_at` is the day on which what is told of
    it last changed in the archive. `why_not` says, for each of `plover acled cameo` that has no code, why."""

    id: str
    type: str
    mode: str | None
    status: str
    polarity: str
    title_ar: str
    title_en: str
    from_: str | None
    to: str | None
    precision: str | None
    where: Spot | None
    agents: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    accused: tuple[Party, ...] = ()
    unidentified: bool = False
    tolls: tuple[Toll, ...] = ()
    attacks: int | None = None
    reports: tuple[Report, ...] = ()
    statements: tuple[Statement, ...] = ()
    outlets: int = 0
    origins: int = 0
    unknown_origins: int = 0
    contradictions: tuple[str, ...] = ()
    confidence: float | None = None
    reviewed: str = "unreviewed"
    reviewers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    changed_at: str = ""
    plover: PloverCode | None = None
    acled: AcledCode | None = None
    cameo: CameoCode | None = None
    why_not: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A standing state: `source` is in `type` (`subordinate_to member_of leads role controls present_at allied_with
    hostile_to part_of`) to `target`, in that post and scope. `since` and `until` as told, `first` and `last` the days
    between which reports say it; `standing` as of the day of the release: `stands ended overtaken denied undated`."""

    id: str
    type: str
    source: Party
    target: Party | Spot
    role: str | None
    scope: Spot | None
    since: str | None
    until: str | None
    first: str | None
    last: str | None
    standing: str
    reports: int
    statements: tuple[Statement, ...] = ()
    told_by: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """What a release or a format could not carry: so many of `what`, because of `why` (both stable English words)."""

    what: str
    why: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a release says of itself in every format. `at` is the last change of the archive (ISO, UTC), so that the
    same archive gives the same bytes; `query` the question that chose the events, empty for all; `since` the day from
    which changes are listed."""

    archive: str
    profile: ProfileName
    at: str
    version: str
    query: str = ""
    since: str | None = None
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An id that was released and stands no more; `into` is the event that it was joined to."""

    id: str
    at: str
    into: str | None = None

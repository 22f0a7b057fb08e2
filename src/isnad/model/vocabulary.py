"""The closed vocabularies of the record. Types and modes are PLOVER's, four types are ours (see record.md)."""

from typing import Literal, get_args

EntityKind = Literal["actor", "person", "place", "facility"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "ESTABLISH", "APPOINT", "RELOCATE", "CONTROL",
]  # fmt: skip
Status = Literal["actual", "threatened", "conditional", "planned", "denied", "failed", "alleged", "rumoured"]
Polarity = Literal["positive", "negative"]
Basis = Literal["stated", "self_claimed", "accused", "suspected", "unidentified"]
Role = Literal["agent", "party", "target", "host", "convener", "mediator", "third_party", "product"]
Unit = Literal["whole", "members", "leader", "group"]
Harm = Literal["killed", "injured", "detained", "released", "missing", "displaced"]
Group = Literal["civilian", "combatant", "detainee", "unknown"]
Precision = Literal[
    "minute", "hour", "part_of_day", "day", "night", "week", "part_of_month", "month", "season", "part_of_year",
    "year", "decade", "vague",
]  # fmt: skip
Extent = Literal["within", "throughout"]
Stance = Literal[
    "asserts", "confirms", "denies", "accuses", "rejects", "claims", "warns", "threatens", "promises", "expects",
    "hedges",
]  # fmt: skip
SourceKind = Literal[
    "outlet", "agency/network", "correspondent", "official", "commander", "source", "document", "person"
]
RelationType = Literal[
    "subordinate_to", "member_of", "leads", "role", "controls", "present_at", "allied_with", "hostile_to", "part_of"
]
LinkType = Literal["content_of", "condition_of", "caused_by", "response_to", "result_of", "part_of_series"]
PlaceRelation = Literal["in", "near", "around", "towards", "outside"]
PlacePrecision = Literal["exact", "neighbourhood", "village", "town", "city", "district", "region", "country"]
Outcome = Literal["agreed", "partial", "failed", "unknown"]
Number = Literal["one", "many"]
LinkRole = Literal["related", "media", "share"]
TextOrigin = Literal["captured", "pasted", "transcribed"]
PublishedBasis = Literal["given", "text", "page"]
Platform = Literal["web", "telegram", "whatsapp", "facebook", "x", "other"]

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)
STANCES: tuple[Stance, ...] = get_args(Stance)
Telling = Literal["told", "named"]
DifferenceKind = Literal["occurrence", "author", "toll", "place", "date", "outcome"]

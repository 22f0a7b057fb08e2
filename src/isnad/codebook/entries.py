"""What one entry of each kind holds, and the checks that need nothing but the entry itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isnad.arabic.letters import fold, fold_phrase
from isnad.codebook.files import Fields, Problem
from isnad.codebook.schemes import scheme_problems
from isnad.model.vocabulary import EVENT_TYPES, STANCES

ACTOR_CLASSES = frozenset(
    {
        "state force", "external force", "rebel group", "political militia", "identity militia", "coalition",
        "government", "party", "tribe", "outlet", "agency", "monitor", "international organisation",
        "humanitarian organisation", "other",
    }
)  # fmt: skip
ACLED_CLASSES = {
    "state force": "State forces",
    "government": "State forces",
    "external force": "State forces",
    "international organisation": "External/Other forces",
    "rebel group": "Rebel group",
    "political militia": "Political militia",
    "identity militia": "Identity militia",
    "tribe": "Identity militia",
    "party": "Civilians",
    "outlet": "Civilians",
    "agency": "Civilians",
    "monitor": "Civilians",
    "humanitarian organisation": "Civilians",
}
"""The ACLED actor class at home that goes with a class of ours, unless the entry says otherwise (ACLED codebook, actor
types: journalists, party members and aid workers are coded as civilians). State forces outside their own country are
External/Other forces there. A coalition has no class of its own."""
ALLEGIANCES = frozenset({"part of", "loyal to", "backed by", "allied with"})
PLACE_KINDS = frozenset(
    {
        "country", "region", "governorate", "district", "city", "town", "village", "neighbourhood", "countryside",
        "desert", "mountain", "valley", "river", "lake", "sea", "island", "road", "front", "crossing", "camp", "square",
    }
)  # fmt: skip
FACILITY_KINDS = frozenset(
    {
        "airport", "base", "prison", "hospital", "dam", "field", "shrine", "port", "bridge", "building",
    }
)  # fmt: skip
FRAMES: dict[str, dict[str, str]] = {
    "act": {"subject": "agent", "object": "target", "of": "target", "علي": "target", "ضد": "target", "ب": "none"},
    "strike": {"subject": "agent", "object": "target", "of": "agent", "علي": "target", "ضد": "target",
               "باتجاه": "target", "نحو": "target"},
    "mutual": {"subject": "agent", "object": "agent", "of": "agent", "مع": "agent", "بين": "agent"},
    "move": {"subject": "agent", "object": "none", "of": "agent", "من": "from", "الي": "to", "باتجاه": "to",
             "نحو": "to"},
    "address": {"subject": "agent", "object": "target", "of": "agent", "ل": "target", "ب": "content",
                "الي": "target", "علي": "target", "ضد": "target"},
    "suffer": {"subject": "target", "object": "target", "of": "target"},
    "hold": {"subject": "agent", "object": "place", "of": "agent", "علي": "place", "من": "target"},
    "make": {"subject": "agent", "object": "product", "of": "product"},
}  # fmt: skip
SLOT_ROLES = frozenset({"agent", "target", "party", "from", "to", "place", "content", "product", "none"})


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that means this actor only between two days (inclusive ISO days; None is open)."""

    name: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Allegiance:
    """That a body belongs to another, or is loyal to, backed by or allied with it, between two dates.

    Dates are ISO years, months or days, both inclusive; None is unknown or open.
    """

    to: str
    kind: str
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A registered actor; `names` by language, the first Arabic one is shown.

    `acled` is its ACLED actor class at home ("" where ACLED's rules give none); `parent` the body that it belongs to
    now or last; `since` and `until` tell when it was founded and dissolved (ISO years, months or days).
    """

    id: str
    class_: str
    names: dict[str, tuple[str, ...]]
    short: tuple[str, ...]
    reading: tuple[str, ...]
    cued: tuple[str, ...]
    ambiguous: tuple[Ambiguous, ...]
    acled: str
    country: str | None
    parent: str | None
    allegiance: tuple[Allegiance, ...]
    since: str | None
    until: str | None
    source: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A registered place or facility.

    `point` is (latitude, longitude) in degrees where certain; `pcode` the OCHA COD code; `admin1` of a governorate
    is its GeoNames code (`SY.05`), by which towns of the gazetteer find their parent. `gazetteer`: it comes from a
    table, so its names count for less than those of an entry.
    """

    id: str
    kind: str
    names: dict[str, tuple[str, ...]]
    cued: tuple[str, ...]
    parent: str | None
    point: tuple[float, float] | None
    pcode: str | None = None
    admin1: str | None = None
    source: str = ""
    gazetteer: bool = False


def actor_of(fields: tuple[Any, ...]) -> Actor:
    """The actor of these fields."""
    return Actor(*fields)


def place_of(fields: tuple[Any, ...]) -> Place:
    """The place of these fields."""
    return Place(*fields)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what must be read in it (only what is given is tested)."""

    text: str
    expect: dict[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class EventEntry:
    """One kind of happening: its words, how its slots are filled, and sentences that prove it."""

    id: str
    type: str
    mode: str | None
    gloss: dict[str, str]
    slots: dict[str, str]
    frame: str
    verbs: tuple[tuple[str, ...], ...]
    nouns: tuple[tuple[str, ...], ...]
    phrases: tuple[str, ...]
    near: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    acled: tuple[str, ...]
    cameo: str | None
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class SpeechEntry:
    """Words that say that somebody says, all with one stance."""

    id: str
    stance: str
    verbs: tuple[tuple[str, ...], ...]
    nouns: tuple[tuple[str, ...], ...]
    prepositions: tuple[str, ...]
    continues: tuple[tuple[str, ...], ...]
    governs: frozenset[str]
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]
    file: str


_ACTOR_KEYS = frozenset(
    "class acled names short reading cued ambiguous country parent allegiance since until source examples "
    "counter_examples".split()
)
_ALLEGIANCE_KEYS = frozenset("to as since until".split())
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LANGUAGES = frozenset("ar en ku tr fr fa he ru az so".split())
_PLACE_KEYS = frozenset("kind names cued parent point pcode admin1 source".split())
_EVENT_KEYS = frozenset(
    "type mode gloss frame verbs nouns phrases near not_before not_after slots acled cameo examples "
    "counter_examples note".split()
)
_SPEECH_KEYS = frozenset(
    "stance verbs nouns prepositions continues governs examples counter_examples gloss note".split()
)


def _list(fields: Fields, key: str) -> tuple[str, ...]:
    value = fields.get(key)
    if value is None:
        return ()
    return tuple(v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str) and v.strip())


def _text(fields: Fields, key: str) -> str:
    """The text at `key`; empty where there is none, or something else stands there."""
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _names(fields: Fields) -> dict[str, tuple[str, ...]]:
    names = fields.get("names")
    return {lang: _list(names, lang) for lang in names} if isinstance(names, Fields) else {}


def _parts(fields: Fields, key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in _list(fields, key))


def _examples(fields: Fields, key: str = "examples") -> tuple[Example, ...]:
    rows = fields.get(key) or []
    return tuple(
        Example(row["text"], {k: v for k, v in row.items() if k != "text"}, row.line)
        for row in rows
        if isinstance(row, Fields) and _text(row, "text")
    )


def actor(id_: str, fields: Fields) -> tuple[Actor, list[Problem]]:
    """An actor entry and its problems."""
    ambiguous = tuple(
        Ambiguous(row["name"], row.get("since"), row.get("until"))
        for row in fields.get("ambiguous") or []
        if isinstance(row, Fields) and _text(row, "name")
    )
    allegiance = tuple(
        Allegiance(_text(row, "to"), _text(row, "as"), row.get("since"), row.get("until"))
        for row in fields.get("allegiance") or []
        if isinstance(row, Fields)
    )
    class_ = _text(fields, "class")
    entry = Actor(
        id_, class_, _names(fields), _list(fields, "short"), _list(fields, "reading"), _list(fields, "cued"), ambiguous,
        _text(fields, "acled") or ACLED_CLASSES.get(class_, ""), _text(fields, "country") or None,
        _text(fields, "parent") or None, allegiance, _text(fields, "since") or None, _text(fields, "until") or None,
        _text(fields, "source"), _list(fields, "examples"), _list(fields, "counter_examples"),
    )  # fmt: skip
    return entry, list(_actor_problems(entry, fields))


def _actor_problems(entry: Actor, fields: Fields) -> Iterator[Problem]:
    yield from fields.unknown_keys(_ACTOR_KEYS)
    if entry.class_ not in ACTOR_CLASSES:
        yield fields.not_one_of("class", entry.class_, sorted(ACTOR_CLASSES))
    if not any((*entry.names.get("ar", ()), *entry.cued, *entry.ambiguous)):
        yield fields.problem("an actor needs an Arabic name: write ar: [name] under names", "names")
    if entry.acled and entry.acled not in ACLED_CLASSES.values():
        yield fields.not_one_of("acled", entry.acled, sorted(set(ACLED_CLASSES.values())))
    yield from _language_problems(entry.names, fields)
    yield from _date_problems(fields)
    for row in fields.get("allegiance") or []:
        if not isinstance(row, Fields) or not row.get("to"):
            yield fields.problem("an allegiance is {to: id, as: kind, since: date, until: date}", "allegiance")
            continue
        yield from row.unknown_keys(_ALLEGIANCE_KEYS)
        yield from _date_problems(row)
        if row.get("as") not in ALLEGIANCES:
            yield row.problem(f"as '{row.get('as')}' is not one of: {', '.join(sorted(ALLEGIANCES))}", "as")
    if not entry.source:
        yield fields.problem("an actor needs a source: write in a few words where this is known from", "source")
    if not entry.examples:
        yield fields.problem("an actor needs an example: write a sentence in which it must be read", "examples")


def _language_problems(names: dict[str, tuple[str, ...]], fields: Fields) -> Iterator[Problem]:
    for lang in names:
        if lang not in _LANGUAGES:
            yield fields.problem(f"language '{lang}' is not one of: {', '.join(sorted(_LANGUAGES))}", "names")


def _date_problems(fields: Fields) -> Iterator[Problem]:
    """A problem for each of `since` and `until` that is no ISO year, month or day, or where they are the wrong way."""
    since, until = _text(fields, "since"), _text(fields, "until")
    for key, value in (("since", since), ("until", until)):
        if value and not _DATE.fullmatch(value):
            yield fields.problem(f"'{value}' is no year, year-month or year-month-day", key)
    if since and until and since[: len(until)] > until[: len(since)]:
        yield fields.problem(f"until '{until}' lies before since '{since}'", "until")


def place(id_: str, fields: Fields) -> tuple[Place, list[Problem]]:
    """A place entry and its problems."""
    problems = list(fields.unknown_keys(_PLACE_KEYS))
    point: tuple[float, float] | None = None
    if fields.get("point"):
        try:
            latitude, longitude = map(float, fields["point"])
            point = (latitude, longitude)
        except (TypeError, ValueError):
            problems.append(fields.problem("a point is [latitude, longitude]", "point"))
    if point and not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        problems.append(fields.problem("the point is not on the globe", "point"))
    entry = Place(
        id_, _text(fields, "kind"), _names(fields), _list(fields, "cued"), _text(fields, "parent") or None, point,
        _text(fields, "pcode") or None, _text(fields, "admin1") or None, _text(fields, "source"),
    )  # fmt: skip
    problems += _language_problems(entry.names, fields)
    if entry.kind not in PLACE_KINDS | FACILITY_KINDS:
        problems.append(fields.not_one_of("kind", entry.kind, sorted(PLACE_KINDS | FACILITY_KINDS)))
    if not (entry.names.get("ar") or entry.cued):
        problems.append(fields.problem("a place needs an Arabic name: write ar: [name] under names", "names"))
    return entry, problems


def event(id_: str, fields: Fields) -> tuple[EventEntry, list[Problem]]:
    """An event entry and its problems."""
    frame = _text(fields, "frame")
    own = fields.get("slots")
    overrides = {fold_phrase(key): str(value) for key, value in own.items()} if isinstance(own, Fields) else {}
    slots = {**FRAMES.get(frame, {}), **overrides}
    gloss = fields.get("gloss")
    entry = EventEntry(
        id_, _text(fields, "type"), _text(fields, "mode") or None, dict(gloss) if isinstance(gloss, Fields) else {},
        slots, frame, _parts(fields, "verbs"), _parts(fields, "nouns"), _list(fields, "phrases"), _list(fields, "near"),
        _list(fields, "not_before"), _list(fields, "not_after"), _list(fields, "acled"), _text(fields, "cameo") or None,
        _examples(fields), _list(fields, "counter_examples"), fields.file,
    )  # fmt: skip
    return entry, list(_event_problems(entry, fields))


def _event_problems(entry: EventEntry, fields: Fields) -> Iterator[Problem]:
    yield from fields.unknown_keys(_EVENT_KEYS)
    yield from scheme_problems(fields)
    if entry.type not in EVENT_TYPES:
        yield fields.not_one_of("type", entry.type, EVENT_TYPES)
    if entry.frame not in FRAMES:
        yield fields.not_one_of("frame", entry.frame, [*FRAMES])
    for name, role in entry.slots.items():
        if role not in SLOT_ROLES:
            yield fields.problem(f"slot '{name}': '{role}' is not one of: {', '.join(sorted(SLOT_ROLES))}", "slots")
    for parts in entry.verbs:
        if len(parts) not in (3, 4):
            yield fields.problem(f"'{' '.join(parts)}': a verb is past, present, verbal noun[, participle]", "verbs")
    if not (entry.verbs or entry.nouns or entry.phrases):
        yield fields.problem("an event needs a verb, a noun or a phrase: write its words under one of them", "verbs")
    if not entry.gloss.get("ar") or not entry.gloss.get("en"):
        yield fields.problem("an event needs a gloss in ar and en: write in two words what happens", "gloss")
    yield from _example_problems(entry, fields)


def _example_problems(entry: EventEntry, fields: Fields) -> Iterator[Problem]:
    if len(entry.examples) < 2:
        yield fields.problem("an event needs two examples or more: sentences in which it must be read", "examples")
    for row in fields.get("examples") or []:
        if isinstance(row, Fields) and _text(row, "text") and not _text(row, "trigger"):
            yield row.problem("an example needs its trigger: write that word as it stands in the sentence", "trigger")
    if not entry.counter_examples:
        message = "an event needs a counter-example: a sentence in which it must not be read"
        yield fields.problem(message, "counter_examples")


def speech(id_: str, fields: Fields) -> tuple[SpeechEntry, list[Problem]]:
    """A speech entry and its problems."""
    entry = SpeechEntry(
        id_, _text(fields, "stance"), _parts(fields, "verbs"), _parts(fields, "nouns"),
        _list(fields, "prepositions"), _parts(fields, "continues"),
        frozenset(map(fold, _list(fields, "governs"))), _examples(fields),
        _list(fields, "counter_examples"), fields.file,
    )  # fmt: skip
    problems = list(fields.unknown_keys(_SPEECH_KEYS))
    if entry.stance not in STANCES:
        problems.append(fields.not_one_of("stance", entry.stance, STANCES))
    if not (entry.verbs or entry.nouns or entry.prepositions or entry.continues):
        problems.append(fields.problem("a speech entry needs a verb, noun or preposition: write its words", "verbs"))
    if not entry.examples or not entry.counter_examples:
        key = "counter_examples" if entry.examples else "examples"
        message = "a speech entry needs an example and a counter-example: sentences that are read so, and are not"
        problems.append(fields.problem(message, key))
    return entry, problems

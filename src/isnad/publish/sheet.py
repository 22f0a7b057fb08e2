"""An entry of the codebook as a sheet of fields: who or what it is, what it belongs to, its names, its source."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from isnad.codebook import Codebook
from isnad.codebook.entries import FACILITY_KINDS, Actor, Place
from isnad.codebook.lookup import Match, Neighbour, Written, allegiance_to, chain, children, neighbours
from isnad.publish.labels import Label, isolated, ltr
from isnad.publish.words import Lang, word, word_or

TIES = ("part of", "loyal to", "backed by", "allied with")
_MOST, _MOST_OF_A_KIND, _MOST_ON_LINES, _MOST_WORDS = 12, 5, 4, 6
_ORDER = ("governorate", "region", "district", "city", "town", "village", "neighbourhood", "camp")
"""Kinds in which places within a place are shown first; the others follow, the most numerous first."""
_COMPASS_WIDTH: dict[Lang, int] = {"ar": 10, "en": 3}
_MARK = "*"
"""Marks a place of a table among others; `entry.tables` explains it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a sheet. `note` is said of all items; `lines` gives each item a line of its own."""

    label: str
    items: tuple[Label, ...]
    note: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """An entry as it is shown: its name here and in the other language, in a word what it is, blocks of fields.

    `above` is what it lies in or belongs to, nearest first.
    """

    id: str
    title: Label
    gloss: Label | None
    what: tuple[Label, ...]
    above: tuple[Label, ...]
    point: Label | None
    by: Field
    blocks: tuple[tuple[Field, ...], ...]


def actor_sheet(match: Match[Actor], book: Codebook, lang: Lang) -> Sheet:
    """An actor: class, country and dates; command and ties; names; source."""
    actor = match.entry
    above = tuple(entry_label(one, lang) for one in chain(actor, book.actors))
    class_ = Label(word_or("class", actor.class_, lang), lang)
    country = country_label(actor.country, book, lang)
    facts = (
        Field(word("entry.class", lang), (class_,)),
        _code("acled", actor.acled, lang),
        Field(word("entry.country", lang), (country,) if country else ()),
        _code("since", actor.since, lang),
        _code("until", actor.until, lang),
    )
    below = [entry_label(one, lang) for one in children(actor.id, book.actors)]
    command = (_chain("chain", above, lang), Field(_counted(word("entry.children", lang), below), _some(below, lang)))
    return Sheet(
        f"actor:{actor.id}",
        entry_label(actor, lang),
        _gloss(actor, lang),
        (class_, country) if country else (class_,),
        above,
        None,
        _by(match.by, lang),
        _blocks(
            facts,
            (*command, *_ties(actor, book, lang)),
            _names(actor, lang),
            (Field(word("entry.source", lang), (Label(actor.source, "en"),) if actor.source else ()),),
        ),
    )


def place_sheet(match: Match[Place], book: Codebook, lang: Lang, near: int) -> Sheet:
    """A place: kind, what it lies in, point, codes; what it holds; the `near` nearest places; names; source."""
    place = match.entry
    above = tuple(entry_label(one, lang) for one in chain(place, book.places))
    kind = Label(
        word_or("class", place.kind, lang), lang, note=word("entry.gazetteer", lang) if place.gazetteer else ""
    )
    point = Label(f"{place.point[0]}, {place.point[1]}", "en", code=True) if place.point else None
    facts = (
        Field(word("entry.kind", lang), (kind,)),
        _chain("in", above, lang),
        Field(word("entry.point", lang), (point or Label(word("entry.no-point", lang), lang),)),
        _code("pcode", place.pcode, lang),
        _code("admin1", place.admin1, lang),
    )
    found = neighbours(place, book.places, near)
    nearest = Field(word("entry.near", lang), tuple(_neighbour(one, lang) for one in found), lines=True)
    inside = sorted(children(place.id, book.places), key=lambda one: one.gazetteer)
    others = [*inside, *(one.place for one in found)]
    return Sheet(
        place_id(place),
        entry_label(place, lang),
        _gloss(place, lang),
        (kind,),
        above,
        point,
        _by(match.by, lang),
        _blocks(facts, (_holds(inside, lang),), (nearest,), _names(place, lang), _place_sources(place, others, lang)),
    )


def place_id(place: Place) -> str:
    """The global id of a place or facility, as records have it."""
    return f"{'facility' if place.kind in FACILITY_KINDS else 'place'}:{place.id}"


def entry_label(entry: Actor | Place, lang: str) -> Label:
    """The display name of an entry in `lang`, else in a language that it has."""
    own = entry.names.get(lang)
    if own:
        return Label(own[0], lang)
    bare = [*entry.cued, *(row.name for row in entry.ambiguous)] if isinstance(entry, Actor) else [*entry.cued]
    if lang == "ar" and bare:
        return Label(bare[0], "ar")
    other = next(((names[0], code) for code, names in entry.names.items() if names), None)
    if other:
        return Label(*other)
    return Label(bare[0], "ar") if bare else Label(entry.id, "en", code=True)


def country_label(code: str | None, book: Codebook, lang: str) -> Label | None:
    """The name of a country by its ISO code, else the code; None where there is none."""
    if not code:
        return None
    id_ = next((id_ for id_, own in book.codes.items() if own == code), "")
    return entry_label(book.places[id_], lang) if id_ in book.places else Label(code, "en", code=True)


def period(since: str | None, until: str | None, lang: Lang) -> str:
    """Two bounds, either of which may be open, as a phrase; empty where both are."""
    if since and until:
        return f"{ltr(since)} – {ltr(until)}"
    if since:
        return word("time.since", lang, date=ltr(since))
    return word("time.until", lang, date=ltr(until)) if until else ""


def rtl(text: str) -> bool | None:
    """Whether a text runs right to left, by its first letter; None where it has no letter."""
    classes = (unicodedata.bidirectional(char) for char in text)
    return next((found in ("R", "AL") for found in classes if found in ("L", "R", "AL")), None)


def directed(text: str, lang: Lang) -> str:
    """`text` for a line in `lang`: in isolates where it runs the other way."""
    return text if rtl(text) in (None, lang == "ar") else isolated(text)


def _blocks(*blocks: Iterable[Field]) -> tuple[tuple[Field, ...], ...]:
    filled = (tuple(field for field in block if field.items) for block in blocks)
    return tuple(block for block in filled if block)


def _code(key: str, value: str | None, lang: Lang) -> Field:
    return Field(word(f"entry.{key}", lang), (Label(value, "en", code=True),) if value else ())


def _chain(key: str, above: tuple[Label, ...], lang: Lang) -> Field:
    """What stands above, one in the other."""
    return Field(word(f"entry.{key}", lang), tuple(replace(one, lead="‹" if n else "") for n, one in enumerate(above)))


def _counted(label: str, items: Sequence[Label]) -> str:
    return f"{label} ({len(items)})" if len(items) > 1 else label


def _some(items: Sequence[Label], lang: Lang, most: int = _MOST) -> tuple[Label, ...]:
    """The first ones, and how many more there are where they are many."""
    if len(items) <= most + 1:
        return tuple(items)
    return (*items[:most], Label(word("entry.more", lang, n=len(items) - most), lang, kind="more"))


def _gloss(entry: Actor | Place, lang: Lang) -> Label | None:
    other = entry_label(entry, "en" if lang == "ar" else "ar")
    return other if other.lang != entry_label(entry, lang).lang else None


def _by(by: Sequence[Written], lang: Lang) -> Field:
    """As what the entry bears the name that was looked up; nothing where it is a plain name or the id of it."""
    plain = any(row.use in ("id", "name") for row in by)
    rows = tuple(
        Label(
            row.name, row.lang or "en", lead=f"{word(f'by.{row.use}', lang)}:", note=period(row.since, row.until, lang)
        )
        for row in by
    )
    return Field(word("entry.by", lang), () if plain else rows, lines=True)


def _ties(actor: Actor, book: Codebook, lang: Lang) -> Iterator[Field]:
    """To whom it is loyal, who backs it, and the like; then the same seen from the others."""
    own = [(book.actors[row.to], row) for row in actor.allegiance if row.to in book.actors]
    for key, rows in (("tie", own), ("tied", allegiance_to(actor.id, book.actors))):
        for tie in TIES:
            found = [(one, row) for one, row in rows if row.kind == tie]
            items = [replace(entry_label(one, lang), note=period(row.since, row.until, lang)) for one, row in found]
            dated = len(items) <= _MOST_ON_LINES and any(item.note for item in items)
            yield Field(_counted(word(f"{key}.{tie}", lang), items), _some(items, lang), lines=dated)


def _names(entry: Actor | Place, lang: Lang) -> Iterator[Field]:
    """All names by language, the language of the view first, then those under conditions."""
    for code in sorted(entry.names, key=lambda code: code != lang):
        yield Field(word_or("lang", code, lang), tuple(Label(name, code) for name in entry.names[code]))
    kind = "actor" if isinstance(entry, Actor) else "place"
    cued = tuple(Label(name, "ar") for name in entry.cued)
    yield Field(word("entry.cued", lang), cued, word(f"entry.cued.{kind}.note", lang))
    if isinstance(entry, Actor):
        dated = tuple(Label(row.name, "ar", note=period(row.since, row.until, lang)) for row in entry.ambiguous)
        yield Field(word("entry.ambiguous", lang), dated, lines=True)
        for key, names, most in (("short", entry.short, _MOST), ("reading", entry.reading, _MOST_WORDS)):
            labels = _some([Label(name, "ar") for name in names], lang, most)
            yield Field(word(f"entry.{key}", lang), labels, word(f"entry.{key}.note", lang))


def _holds(inside: Sequence[Place], lang: Lang) -> Field:
    """What lies in a place: of each kind how many, and the first ones."""
    kinds: dict[str, list[Place]] = {}
    for one in inside:
        kinds.setdefault(one.kind, []).append(one)
    items = []
    for kind, found in sorted(kinds.items(), key=lambda row: (_rank(row[0]), -len(row[1]))):
        first = [directed(entry_label(one, lang).text, lang) + _mark(one) for one in found[:_MOST_OF_A_KIND]]
        rest = [word("entry.more", lang, n=len(found) - len(first))] if len(found) > len(first) else []
        count = f" ({len(found)})" if len(found) > 1 else ""
        kind_word = word_or("class", kind, lang)
        items.append(Label(word("sep", lang).join((*first, *rest)), lang, lead=f"{kind_word}{count}:"))
    return Field(word("entry.holds", lang), tuple(items), lines=True)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _mark(place: Place) -> str:
    return _MARK if place.gazetteer else ""


def _neighbour(one: Neighbour, lang: Lang) -> Label:
    km = word("km", lang, n=one.km) if one.km else word("km.less", lang)
    where = word(f"compass.{one.direction}", lang) if one.direction else ""
    name, kind = entry_label(one.place, lang), word_or("class", one.place.kind, lang)
    note = "" if kind in name.text.lower().split() else kind
    lead = f"{km:>7}  {where:{_COMPASS_WIDTH[lang]}}"
    return replace(name, text=directed(name.text, lang) + _mark(one.place), lead=lead, note=note)


def _place_sources(place: Place, others: Iterable[Place], lang: Lang) -> Iterator[Field]:
    source = Label(place.source, "en") if place.source else Label(word("entry.common", lang), lang)
    yield Field(word("entry.source", lang), (source,))
    owed = dict.fromkeys(one.source for one in others if one.gazetteer)
    yield Field(word("entry.tables", lang), tuple(Label(credit, "en") for credit in owed if credit))

"""What the codebook answers about a name: sheets in a terminal, or plain data for JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from isnad.codebook import Codebook
from isnad.codebook.entries import Actor, Place
from isnad.codebook.lookup import Entry, Match, Near, Written, allegiance_to, chain, children, neighbours
from isnad.publish.labels import Label, ltr
from isnad.publish.sheet import Field, Sheet, country_label, directed, entry_label, place_id, rtl
from isnad.publish.words import Lang, word, word_or

FEW = 3
"""So many entries of one name are shown in full; of more there is a list."""
_INDENT, _GAP = 2, 2
_LRM, _RLM = "\u200e", "\u200f"


def print_sheets(sheets: Sequence[Sheet], console: Console, lang: Lang, command: str) -> None:
    """Print what bears a name: one sheet, or a list of several and, where they are few, the sheets below it.

    `command` is what shows one of them: it is printed with the first one's id.
    """
    if len(sheets) > 1:
        console.print(Text(word("entry.many", lang, n=len(sheets)), style="bold reverse"))
        for sheet in sheets:
            _print(console, _listed(sheet, lang), lang, _INDENT, 2 * _INDENT)
        if len(sheets) > FEW:
            hint = word("entry.one", lang, command=ltr(f"{command} {sheets[0].id}"))
            _print(console, Text(hint, style="dim"), lang, 0, 0)
            return
        console.print()
    for number, sheet in enumerate(sheets):
        if number:
            console.print()
        _print_sheet(console, sheet, lang)


def _print_sheet(console: Console, sheet: Sheet, lang: Lang) -> None:
    head = Text.assemble((_shown(sheet.title, lang), "bold"))
    if sheet.gloss:
        head.append(f" · {_shown(sheet.gloss, lang)}")
    head.append(f" · {ltr(sheet.id)}", "dim")
    _print(console, head, lang, 0, _INDENT)
    blocks = [*([(sheet.by,)] if sheet.by.items else []), *sheet.blocks]
    width = max(Text(field.label).cell_len for block in blocks for field in block) + _INDENT + _GAP
    for number, block in enumerate(blocks):
        if number:
            console.print()
        for field in block:
            _print_field(console, field, lang, width)


def _print_field(console: Console, field: Field, lang: Lang, width: int) -> None:
    label = Text(" " * _INDENT + field.label, style="dim")
    label.pad_right(width - label.cell_len)
    for number, line in enumerate(_lines(field, lang)):
        head = label if number == 0 else Text(" " * width)
        _print(console, line, lang, width, width + _INDENT * field.lines, head)


def _lines(field: Field, lang: Lang) -> Iterator[Text]:
    if field.lines:
        yield from (_item(item, lang) for item in field.items)
        return
    line = Text()
    for number, item in enumerate(field.items):
        if number:
            line.append(" " if item.lead else word("sep", "ar" if rtl(item.text) and item.lang != "he" else "en"))
        line.append_text(_item(item, lang))
    if field.note:
        line.append(f" ({field.note})", "dim")
    yield line


def _item(item: Label, lang: Lang) -> Text:
    text = Text.assemble((f"{item.lead} " if item.lead else "", "dim"), (_shown(item, lang), _style(item)))
    if item.note:
        text.append(f" ({item.note})", "dim")
    return text


def _style(item: Label) -> str:
    return "dim" if item.kind == "more" else ""


def _shown(item: Label, lang: Lang) -> str:
    text = "".join(char if char.isprintable() or ord(char) > 0x9F else "\ufffd" for char in item.text)
    return ltr(text) if item.code else directed(text, lang)


def _listed(sheet: Sheet, lang: Lang) -> Text:
    """A sheet in a line: name, what it is, what it lies in, where, as what it bears the name, id."""
    parts = [
        Text(_shown(sheet.title, lang), style="bold"),
        Text(word("sep", lang)).join(_item(one, lang) for one in sheet.what),
        Text(" ‹ ".join(_shown(one, lang) for one in sheet.above)),
        _item(sheet.point, lang) if sheet.point else Text(),
        *(_item(item, lang) for item in sheet.by.items[:1]),
        Text(ltr(sheet.id), style="dim"),
    ]
    return Text(" · ").join(part for part in parts if part)


def _print(console: Console, text: Text, lang: Lang, first: int, rest: int, head: Text | None = None) -> None:
    """Print a text in lines that all begin in the direction of the view, the first after `head` or `first` spaces."""
    width = max(console.width - max(first, rest), 16)
    for number, line in enumerate(text.wrap(console, width)):
        line.rstrip()
        start = Text(" " * (rest if number else first)) if number or head is None else head
        whole = Text.assemble(start, line)
        if rtl(whole.plain) is (lang != "ar"):
            whole = Text.assemble(_RLM if lang == "ar" else _LRM, whole)
        console.print(whole, no_wrap=True, overflow="ignore", crop=False)


def near_line(near: Near[Entry], book: Codebook, lang: Lang) -> str:
    """A similar name in a line: the name, whose it is, what that is and where, its id."""
    entry: Actor | Place = near.entry
    title = entry_label(entry, lang).text
    if isinstance(entry, Place):
        kind, above = entry.kind, [one for one in chain(entry, book.places) if one.kind in ("governorate", "country")]
        where = [entry_label(one, lang).text for one in above]
    else:
        kind, country = entry.class_, country_label(entry.country, book, lang)
        where = [country.text] if country else []
    what = word_or("class", kind, lang)
    shown = (near.name, title if title != near.name else "", what, " ‹ ".join(where), _brief(entry)["id"])
    return " · ".join(filter(None, shown))


def actors_plain(
    query: str, found: Sequence[Match[Actor]], near: Sequence[Near[Actor]], book: Codebook
) -> dict[str, Any]:
    """The answer to `isnad who` as plain data: `query`, `matches`, `near` (each with id, name, score)."""
    matches = [_actor_plain(match, book) for match in found]
    return {"query": query, "matches": matches, "near": [*map(_near_plain, near)]}


def places_plain(
    query: str, found: Sequence[Match[Place]], near: Sequence[Near[Place]], book: Codebook, most: int
) -> dict[str, Any]:
    """The answer to `isnad where` as plain data: `query`, `matches`, `near` (each with id, name, score)."""
    matches = [_place_plain(match, book, most) for match in found]
    return {"query": query, "matches": matches, "near": [*map(_near_plain, near)]}


def _actor_plain(match: Match[Actor], book: Codebook) -> dict[str, Any]:
    actor = match.entry
    return {
        **_brief(actor),
        "by": _by_plain(match.by),
        "class": actor.class_,
        "acled": actor.acled or None,
        "country": actor.country,
        "country_names": _country_names(actor.country, book),
        "since": actor.since,
        "until": actor.until,
        "chain": _briefs(chain(actor, book.actors)),
        "children": _briefs(children(actor.id, book.actors)),
        "allegiance": [
            {**_brief(book.actors[row.to]), "as": row.kind, "since": row.since, "until": row.until}
            for row in actor.allegiance
        ],
        "allegiance_to_it": [
            {**_brief(one), "as": row.kind, "since": row.since, "until": row.until}
            for one, row in allegiance_to(actor.id, book.actors)
        ],
        "names": _names_plain(actor.names),
        "cued": [*actor.cued],
        "ambiguous": [{"name": row.name, "since": row.since, "until": row.until} for row in actor.ambiguous],
        "short": [*actor.short],
        "reading": [*actor.reading],
        "source": actor.source or None,
    }


def _place_plain(match: Match[Place], book: Codebook, most: int) -> dict[str, Any]:
    place = match.entry
    return {
        **_brief(place),
        "by": _by_plain(match.by),
        "kind": place.kind,
        "chain": _briefs(chain(place, book.places)),
        "children": [_place_brief(one) for one in children(place.id, book.places)],
        "point": [*place.point] if place.point else None,
        "pcode": place.pcode,
        "admin1": place.admin1,
        "neighbours": [
            {**_place_brief(one.place), "km": one.km, "direction": one.direction}
            for one in neighbours(place, book.places, most)
        ],
        "names": _names_plain(place.names),
        "cued": [*place.cued],
        "gazetteer": place.gazetteer,
        "source": place.source or None,
    }


def _brief(entry: Actor | Place) -> dict[str, Any]:
    """An entry by its global id, with its display names."""
    id_ = place_id(entry) if isinstance(entry, Place) else f"actor:{entry.id}"
    return {"id": id_, "ar": entry_label(entry, "ar").text, "en": entry_label(entry, "en").text}


def _place_brief(place: Place) -> dict[str, Any]:
    return {**_brief(place), "kind": place.kind, "gazetteer": place.gazetteer}


def _briefs(entries: Iterable[Actor] | Iterable[Place]) -> list[dict[str, Any]]:
    return [_brief(entry) for entry in entries]


def _by_plain(by: Sequence[Written]) -> list[dict[str, Any]]:
    return [{"name": row.name, "as": row.use, "lang": row.lang, "since": row.since, "until": row.until} for row in by]


def _country_names(code: str | None, book: Codebook) -> dict[str, str] | None:
    labels = {lang: country_label(code, book, lang) for lang in ("ar", "en")}
    return {lang: label.text for lang, label in labels.items() if label} or None


def _names_plain(names: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {lang: [*listed] for lang, listed in names.items()}


def _near_plain(near: Near[Entry]) -> dict[str, Any]:
    return {**_brief(near.entry), "name": near.name, "score": near.score}

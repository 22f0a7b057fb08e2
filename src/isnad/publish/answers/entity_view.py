"""The pages of an actor and of a place in a terminal: the codebook's word first, told as such, then that of reports."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from isnad.archive.asking.actors import ActorPage, Registered, Tie
from isnad.archive.asking.naming import Unregistered
from isnad.archive.asking.places import Lies, PlacePage
from isnad.archive.asking.states import Part, State
from isnad.codebook import Codebook
from isnad.publish.answers.lines import head, put
from isnad.publish.answers.lists import events_table, print_end
from isnad.publish.answers.naming import Names, clean
from isnad.publish.answers.phrases import standing, state
from isnad.publish.answers.words import told, told_or
from isnad.publish.labels import isolated, ltr
from isnad.publish.sheet import period
from isnad.publish.words import Lang

_MOST_BELOW = 12


def print_actor(page: ActorPage, console: Console, book: Codebook, lang: Lang) -> None:
    """Prints the page of an actor or a person."""
    names = Names(book, lang, page.names)
    _print_head(page, console, names)
    if page.registered:
        head(console, lang, f"{told('registry', lang)} ({told('registry.note', lang)})")
        for label, items in _registered(page.registered, names):
            put(console, lang, Text.assemble((f"{label}: ", "dim"), items), 2)
    _print_stated(page, console, names)


def print_place(page: PlacePage, console: Console, book: Codebook, lang: Lang) -> None:
    """Prints the page of a place."""
    names = Names(book, lang, page.names)
    _print_head(page, console, names)
    if page.registered:
        head(console, lang, f"{told('registry', lang)} ({told('registry.note', lang)})")
        for label, items in _lies(page.registered, names):
            put(console, lang, Text.assemble((f"{label}: ", "dim"), items), 2)
    _print_stated(page, console, names)


def _print_head(page: ActorPage | PlacePage, console: Console, names: Names) -> None:
    lang = names.lang
    put(console, lang, Text.assemble((names.of(page.id), "bold"), " · ", (ltr(page.id), "dim")))
    facts = [told("on", lang, date=ltr(page.on))]
    facts += [told("as-of.events", lang, date=ltr(page.as_of))] if page.as_of else []
    number = told("more-than", lang, n=page.reports) if page.many else page.reports
    put(console, lang, " · ".join([*facts, told("named-in", lang, n=number)]), 2)
    if page.registered is None:
        put(console, lang, told("registry.none", lang), 2, "yellow")
        _print_known(page.names.get(page.id), console, names)


def _print_known(known: Unregistered | None, console: Console, names: Names) -> None:
    """What reports call one that no codebook knows, and which posts they give it."""
    for key in ("names", "posts"):
        words: Sequence[str] = getattr(known, key, ())
        if words:
            put(console, names.lang, f"{told(key, names.lang)}: {' / '.join(isolated(clean(w)) for w in words)}", 2)


def _registered(entry: Registered, names: Names) -> Iterator[tuple[str, str]]:
    lang = names.lang
    yield told("registry.class", lang), told_or("class", entry.class_, lang)
    if entry.since or entry.until:
        yield told("registry.dates", lang), period(entry.since, entry.until, lang)
    if entry.above:
        yield told("registry.above", lang), " ‹ ".join(map(names.of, entry.above))
    if entry.below:
        more = len(entry.below) - _MOST_BELOW
        rest = f" {told('more-left', lang, n=more)}" if more > 0 else ""
        yield f"{told('registry.below', lang)} ({len(entry.below)})", names.all(entry.below[:_MOST_BELOW]) + rest
    for key, ties in (("tie", entry.ties), ("tied", entry.ties_to_it)):
        for kind in dict.fromkeys(tie.kind for tie in ties):
            yield told_or(key, kind, lang), _tied([tie for tie in ties if tie.kind == kind], names)


def _tied(ties: Sequence[Tie], names: Names) -> str:
    found = []
    for tie in ties[:_MOST_BELOW]:
        dates = period(tie.since, tie.until, names.lang)
        found.append(f"{names.of(tie.to)} ({dates})" if dates else names.of(tie.to))
    rest = [told("more-left", names.lang, n=len(ties) - _MOST_BELOW)] if len(ties) > _MOST_BELOW else []
    return ("، " if names.lang == "ar" else ", ").join([*found, *rest])


def _lies(entry: Lies, names: Names) -> Iterator[tuple[str, str]]:
    lang = names.lang
    yield told("registry.kind", lang), told_or("class", entry.kind, lang)
    if entry.above:
        yield told("registry.in", lang), " ‹ ".join(map(names.of, entry.above))
    if entry.point:
        yield told("entry.point", lang), ltr(f"{entry.point[0]}, {entry.point[1]}")


def _print_stated(page: ActorPage | PlacePage, console: Console, names: Names) -> None:
    lang = names.lang
    parts: Mapping[str, Part] = page.parts
    head(console, lang, f"{told('stated', lang)} · {told('on', lang, date=ltr(page.on))}")
    if not any(part.states for part in parts.values()):
        put(console, lang, told("no-states", lang), 2, "dim")
    for key, part in parts.items():
        if part.states:
            put(console, lang, Text(told(f"part.{key}", lang), "bold"), 2)
            for one in part.states:
                _print_state(one, console, names)
            if part.more:
                put(console, lang, told("more-left", lang, n=part.more), 4, "dim")
    head(console, lang, told("events-of", lang))
    if page.events.rows:
        console.print(events_table(page.events.rows, names))
    print_end(page.events, console, lang)


def _print_state(one: State, console: Console, names: Names) -> None:
    """A state, how old the word for it is, and the latest reports that say it, or deny it."""
    lang = names.lang
    put(console, lang, Text.assemble((state(one, names), "" if one.stands else "dim strike")), 4)
    put(console, lang, standing(one, names), 6, "" if one.stands else "yellow")
    for statement in (*one.denials, *one.statements):
        day = ltr(statement.published) if statement.published else told("undated", lang)
        reserve = f" [{told_or('stance', statement.stance, lang)}]" if statement.stance != "asserts" else ""
        chain = names.chain(statement) or told("no-outlet", lang)
        put(console, lang, f"{chain} · {day}{reserve}: {isolated(f'«{clean(statement.quote)}»')}", 6, "dim")

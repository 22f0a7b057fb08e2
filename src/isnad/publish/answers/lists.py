"""Lists of reports and of events in a terminal, with how many there are and where the next page begins."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from isnad.archive.asking.event_lists import EventLine
from isnad.archive.asking.finding import Hit
from isnad.archive.asking.pages import Page
from isnad.codebook import Codebook
from isnad.publish.answers.lines import put
from isnad.publish.answers.naming import Names, clean
from isnad.publish.answers.phrases import days, disputed, parties, tolls, what, where
from isnad.publish.answers.words import told
from isnad.publish.labels import isolated, ltr
from isnad.publish.words import Lang

_COLUMNS = ("id", "day", "what", "where", "who", "toll", "reports", "words")
_SHORT_ID = 19
_MOST_EVENTS = 5


def print_hits(page: Page[Hit], console: Console, book: Codebook, lang: Lang) -> None:
    """Prints reports: title, outlet and day; the place that answers with the words asked for marked; address, id,
    events."""
    names = Names(book, lang)
    for hit in page.rows:
        outlet = names.of(hit.outlet) if hit.outlet else told("no-outlet", lang)
        day = ltr(hit.published) if hit.published else told("undated", lang)
        title = isolated(clean(hit.title or "")) if hit.title else told("untitled", lang)
        put(console, lang, Text.assemble((title, "bold"), f" · {outlet} · {day}"))
        put(console, lang, _snippet(hit), 2)
        put(console, lang, " · ".join(_about(hit, lang)), 2, "dim")
    print_end(page, console, lang)


def _snippet(hit: Hit) -> Text:
    found = Text("…" if hit.snippet.span.start else "")
    for part, wanted in hit.snippet.parts():
        edges = (" " if part[:1].isspace() else "", " " if part[-1:].isspace() else "")
        found.append(f"{edges[0]}{clean(part)}{edges[1]}", "bold underline" if wanted else "")
    return found.append("…")


def _about(hit: Hit, lang: Lang) -> Iterable[str]:
    if hit.url:
        yield ltr(clean(hit.url))
    yield ltr(hit.document[:_SHORT_ID])
    if hit.replaced_at:
        yield told("replaced", lang, date=ltr(hit.replaced_at[:10]))
    if hit.copy_of:
        yield told("copy", lang, id=ltr(hit.copy_of[:_SHORT_ID]))
    if hit.events:
        more = len(hit.events) - _MOST_EVENTS
        rest = f" {told('more-left', lang, n=more)}" if more > 0 else ""
        yield told("events-in", lang, ids=ltr(" ".join(hit.events[:_MOST_EVENTS]))) + rest


def print_events(page: Page[EventLine], console: Console, book: Codebook, lang: Lang) -> None:
    """Prints events as a table, the last first."""
    if page.rows:
        console.print(events_table(page.rows, Names(book, lang, page.names)))
    print_end(page, console, lang)


def events_table(rows: Iterable[EventLine], names: Names) -> Table:
    """Events as a table: id, days, what, where, who, toll, number of reports, words."""
    lang = names.lang
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in _COLUMNS:
        table.add_column(told(f"col.{column}", lang), overflow="fold", no_wrap=column in ("id", "day"))
    for row in rows:
        happened = what(row.type, row.status, row.polarity, lang)
        dispute = disputed(row.contradictions, lang)
        table.add_row(
            Text(ltr(row.id), style="dim"), days(row.from_, row.to, lang),
            Text.assemble((happened, "bold"), f" · {dispute}" if dispute else ""), where(row, names),
            parties(row, names), tolls(row.victims, lang), str(row.reports), isolated(f"«{clean(row.label)}»"),
        )  # fmt: skip
    return table


def print_end(page: Page[Any], console: Console, lang: Lang) -> None:
    """Prints how many there are, the option that shows the next page, and of which time it was asked."""
    if page.as_of:
        put(console, lang, told("as-of.events", lang, date=ltr(page.as_of)), style="yellow")
    if not page.total:
        put(console, lang, told("found.none", lang), style="dim")
        return
    total = told("more-than", lang, n=page.total) if page.more else str(page.total)
    line = told("found", lang, n=len(page.rows), total=total)
    if page.after:
        line += " · " + told("next", lang, option=ltr(f"--after {page.after}"))
    put(console, lang, line, style="dim")

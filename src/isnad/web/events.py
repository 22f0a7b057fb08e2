"""Search, lists of events and reports, and the page of an event."""

from collections.abc import Callable, Sequence
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from isnad.archive.asking import event_lists, facets, finding
from isnad.archive.asking.happenings import EventPage, Report, event_page
from isnad.archive.asking.pages import Page
from isnad.archive.asking.statements import Statement
from isnad.publish.answers import disputes, plain, sheets
from isnad.web import feeds, sending
from isnad.web.answers import Words
from isnad.web.door import Door
from isnad.web.visit import Visit

_ROWS, _MOST = 20, 500


def events(visit: Visit) -> Response:
    """Events that answer the query, each once, the latest first."""
    query = finding.asked(visit.connection, visit.asked("q"), visit.book, cleared=visit.cleared)
    page = event_lists.events(
        visit.connection, query, visit.book, after=visit.asked("after") or None, limit=_limit(visit),
        as_of=visit.asked("asof") or None, cleared=visit.cleared,
    )  # fmt: skip
    forms: dict[str, Callable[[], Response]] = {
        "json": lambda: JSONResponse(plain.list_plain(page, visit.book)),
        "csv": lambda: sending.sheet("events", sheets.EVENT_COLUMNS, sheets.event_rows(page.rows)),
        "geojson": lambda: sending.points(page, visit),
        "atom": lambda: feeds.events(page, visit),
    }
    if visit.ending:
        return forms[visit.ending]()
    counts = facets.of_events(visit.connection, query, visit.book, cleared=visit.cleared)
    return visit.page("events.html", **_listing(visit, page), facets=counts)


def reports(visit: Visit) -> Response:
    """Reports that answer the query, the latest first."""
    query = finding.asked(visit.connection, visit.asked("q"), visit.book, cleared=visit.cleared)
    page = finding.find(
        visit.connection, query, after=visit.asked("after") or None, limit=_limit(visit),
        as_of=visit.asked("asof") or None, cleared=visit.cleared,
    )  # fmt: skip
    forms: dict[str, Callable[[], Response]] = {
        "json": lambda: JSONResponse(plain.list_plain(page, visit.book)),
        "csv": lambda: sending.sheet("reports", sheets.HIT_COLUMNS, sheets.hit_rows(page.rows)),
        "atom": lambda: feeds.reports(page, visit),
    }
    if visit.ending:
        return forms[visit.ending]()
    counts = facets.of_reports(visit.connection, query, visit.book, cleared=visit.cleared)
    return visit.page("reports.html", **_listing(visit, page), facets=counts)


def event(visit: Visit) -> Response:
    """One event: its claims side by side with their chains, who stands behind it, what is disputed."""
    asked = visit.part("id")
    page = event_page(
        visit.connection, asked, visit.book, as_of=visit.asked("asof") or None, cleared=visit.cleared
    )  # fmt: skip
    if page.id != asked and visit.ending is None:
        return RedirectResponse(visit.to(f"/event/{page.id}"), 301)
    if visit.ending == "json":
        return JSONResponse(plain.page_plain(page, visit.book))
    if visit.ending == "csv":
        rows = sheets.statement_rows(page, visit.book, visit.lang)
        return sending.sheet(page.id, sheets.STATEMENT_COLUMNS, rows)
    words = Words.of(visit, page.names)
    return visit.page(
        "event.html", page=page, words=words, clash_kind=lambda one: disputes.kind_in_words(one, words.names),
        clash_sides=lambda one: disputes.sides(one, page, words.names), by_document=_by_document,
        said_once=_said_once, chains=lambda side: dict.fromkeys(tuple(words.chain(one)) for one in side.statements),
    )  # fmt: skip


def _by_document(page: EventPage) -> list[list[Report]]:
    """What each report tells of the event, all of its accounts together."""
    found: dict[str, list[Report]] = {}
    for one in page.reports:
        found.setdefault(one.document, []).append(one)
    return list(found.values())


def _said_once(accounts: Sequence[Report]) -> list[Statement]:
    """The statements of one report, those once that say the same in the same words."""
    found: dict[object, Statement] = {}
    for one in (statement for account in accounts for statement in account.statements):
        speaker = one.speaker.words if one.speaker else None
        found.setdefault((one.span, one.stance, speaker, str(one.says)), one)
    return list(found.values())


def permanent(visit: Visit) -> Response:
    """From the permanent address of an event to its page in the reader's language."""
    return RedirectResponse(visit.to(f"/event/{visit.part('id')}"), 303)


def _listing(visit: Visit, page: Page[Any]) -> dict[str, Any]:
    return {"page": page, "words": Words.of(visit, page.names), "q": visit.asked("q"), "asof": visit.asked("asof")}


def _limit(visit: Visit) -> int:
    """How many rows: a page's for people, as many as are allowed for programs, unless told."""
    told = visit.asked("limit")
    return int(told) if told.isdecimal() and told.isascii() else _MOST if visit.ending else _ROWS


DOORS = (
    Door("/{lang}/events", events, forms=("json", "csv", "geojson", "atom")),
    Door("/{lang}/reports", reports, forms=("json", "csv", "atom")),
    Door("/{lang}/event/{id}", event, forms=("json", "csv")),
    Door("/e/{id}", permanent),
)

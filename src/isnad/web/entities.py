"""Pages of actors, persons, places and speakers."""

from datetime import date, timedelta
from typing import Any

from starlette.responses import JSONResponse, Response

from isnad.archive.asking.actors import actor_page
from isnad.archive.asking.places import place_page
from isnad.archive.asking.speakers import speaker_page
from isnad.publish.answers import plain, sheets
from isnad.web import sending
from isnad.web.answers import Words
from isnad.web.door import Door
from isnad.web.visit import Visit

_STEPS = 24
_MONTH = 30


def actor(visit: Visit) -> Response:
    """An actor or a person on a day: chain of command, posts, friends and foes, places, events."""
    page = actor_page(visit.connection, visit.part("id"), visit.book, **_asked(visit))
    return _entity(visit, page, "actor.html")


def place(visit: Visit) -> Response:
    """A place on a day: who is reported in control or present there and within it, events."""
    page = place_page(visit.connection, visit.part("id"), visit.book, **_asked(visit))
    return _entity(visit, page, "place.html")


def speaker(visit: Visit) -> Response:
    """Somebody, or all who are described in the same words: what they said, in which stance, through whom."""
    page = speaker_page(
        visit.connection, visit.part("name"), visit.book, after=visit.asked("after") or None, cleared=visit.cleared
    )  # fmt: skip
    return visit.page("speaker.html", page=page, words=Words.of(visit, page.names))


def _asked(visit: Visit) -> dict[str, Any]:
    return {
        "on": _day(visit), "as_of": visit.asked("asof") or None, "after": visit.asked("after") or None,
        "cleared": visit.cleared,
    }  # fmt: skip


def _day(visit: Visit) -> str | None:
    """The day of which states are told: written, or so many months back, as the slider has it."""
    back = visit.asked("back")
    if visit.asked("on") or not (back.isdecimal() and back.isascii()):
        return visit.asked("on") or None
    return (date.fromisoformat(_today(visit)) - timedelta(days=_MONTH * min(int(back), 1_200))).isoformat()


def _today(visit: Visit) -> str:
    return visit.desk.clock().date().isoformat()


def _entity(visit: Visit, page: Any, template: str) -> Response:
    if visit.ending == "json":
        return JSONResponse(plain.page_plain(page, visit.book))
    if visit.ending == "csv":
        rows = sheets.state_rows(page, visit.book, visit.lang)
        return sending.sheet(page.id.replace(":", "-"), sheets.STATE_COLUMNS, rows)
    spans = [_span(state, page.on) for part in page.parts.values() for state in part.states]
    first = min((start for start, _ in spans if start), default=page.on)
    return visit.page(template, page=page, words=Words.of(visit, page.names), first=first, today=_today(visit))


def _span(state: Any, on: str) -> tuple[str, str]:
    start = state.since or state.first or state.last or ""
    return start, state.until or state.last or on


DOORS = (
    Door("/{lang}/actor/{id}", actor, forms=("json", "csv")),
    Door("/{lang}/place/{id}", place, forms=("json", "csv")),
    Door("/{lang}/speaker/{name}", speaker),
)

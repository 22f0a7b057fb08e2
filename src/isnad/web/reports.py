"""The reading room: a report with its evidence marked, and beside it what was read in it."""

from functools import lru_cache
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from isnad.archive import restricting
from isnad.archive.asking.report_pages import ReportPage, report_page
from isnad.archive.asking.speakers import place_of_claim
from isnad.errors import NotOursError
from isnad.model import to_plain
from isnad.publish.page import record_view
from isnad.web import shell
from isnad.web.answers import Words
from isnad.web.door import Door
from isnad.web.visit import Visit

_SHORT = 16


def report(visit: Visit) -> Response:
    """A report and what was read in it. Facts lead to their words and words to their facts without any script."""
    page = report_page(visit.connection, visit.part("id"), cleared=visit.cleared)
    if visit.ending == "json":
        return JSONResponse(to_plain(page.record))
    view: dict[str, Any] = record_view(page.record, visit.lang, visit.book, _beside(page, visit))
    return visit.page(
        "report.html", page=page, short=short(page.document), words=Words.of(visit, {}),
        restricted=_restricted(visit, page), **view
    )  # fmt: skip


def marks(visit: Visit) -> Response:
    """The style that lights up the words of the fact that is chosen."""
    page = report_page(visit.connection, visit.part("id"), cleared=visit.cleared)
    style = _style(tuple(record_view(page.record, visit.lang)["anchors"]))
    return Response(style, media_type="text/css")


def restrict(visit: Visit) -> Response:
    """Hides the report, or its whole outlet, from who is not cleared, or lifts that. Only the cleared may: others would
    lose sight of what they did."""
    page = report_page(visit.connection, visit.part("id"), cleared=visit.cleared)
    if not visit.cleared:
        raise NotOursError("restrictions are made by those who are cleared to see restricted reports: ask an admin")
    note = visit.told("note").strip()
    if visit.told("lift"):
        for subject in restricting.behind(visit.connection, page.document):
            visit.library.lift(subject, note)
    else:
        outlet = page.outlet if visit.told("what") == "outlet" else None
        visit.library.restrict(outlet or page.document, note)
    return visit.go(f"/report/{short(page.document)}")


def claim(visit: Visit) -> Response:
    """From the permanent address of a statement to its event, or else to its report."""
    found = place_of_claim(visit.connection, visit.part("id"), cleared=visit.cleared)
    return RedirectResponse(
        visit.to(f"/event/{found.event}" if found.event else f"/report/{short(found.statement.document)}"), 303
    )


def source(visit: Visit) -> Response:
    """From the permanent address of a report to its page."""
    return RedirectResponse(visit.to(f"/report/{visit.part('id')}"), 303)


def _restricted(visit: Visit, page: ReportPage) -> bool:
    return visit.cleared and restricting.is_hidden(visit.connection, page.document)


def short(document: str) -> str:
    """The first characters of a document's id, as addresses have it."""
    return document.partition(":")[2][:_SHORT]


def _beside(page: ReportPage, visit: Visit) -> dict[str, str]:
    """Where facts are told of across all reports."""
    found = {}
    for local, account in page.accounts.items():
        if account.cluster:
            kind = "event" if account.cluster.startswith("ev-") else "place" if local[0] in "lf" else "actor"
            found[local] = visit.to(f"/{kind}/{account.cluster}")
    for entity in page.record.entities:
        if entity.registered:
            kind = "actor" if entity.kind in ("actor", "person") else "place"
            found[entity.id] = visit.to(f"/{kind}/{entity.id}")
    return found


@lru_cache(maxsize=64)
def _style(anchors: tuple[str, ...]) -> str:
    return shell.environment().get_template("marks.css").render(anchors=anchors)


DOORS = (
    Door("/{lang}/report/{id}", report, forms=("json",)),
    Door("/{lang}/report/{id}/marks.css", marks),
    Door("/{lang}/report/{id}/restrict", restrict, "editor", "POST"),
    Door("/s/{id}", source),
    Door("/c/{id}", claim),
)

"""The first page, the list of keys, and how the reader wants digits."""

from starlette.responses import JSONResponse, RedirectResponse, Response

from isnad.archive.asking import event_lists, finding
from isnad.archive.asking.completion import completions
from isnad.web.answers import Words
from isnad.web.door import Door
from isnad.web.visit import Visit

_FEW = 8
_YEAR = 365 * 24 * 3600


def lead(visit: Visit) -> Response:
    """From an address without a language to the first page in the reader's."""
    return RedirectResponse(f"/{visit.lang}/", 303)


def first(visit: Visit) -> Response:
    """What happened last, and which reports came last."""
    asked = finding.asked(visit.connection, "", visit.book, cleared=visit.cleared)
    told = event_lists.events(visit.connection, asked, visit.book, limit=_FEW, cleared=visit.cleared)
    read = finding.find(visit.connection, asked, limit=_FEW, cleared=visit.cleared)
    return visit.page("home.html", events=told, reports=read, words=Words.of(visit, told.names))


def keys(visit: Visit) -> Response:
    """The keys that work everywhere."""
    return visit.page("keys.html")


def complete(visit: Visit) -> Response:
    """Names that begin with what is typed, for the search box."""
    offers = completions(visit.connection, visit.asked("typed"), visit.book, cleared=visit.cleared)
    return JSONResponse([{"kind": one.kind, "id": one.id, "name": one.name} for one in offers])


def digits(visit: Visit) -> Response:
    """Keeps which digits the reader wants; a cookie that says nothing else."""
    back = visit.told("next")
    response = RedirectResponse(back if back.startswith(f"/{visit.lang}/") else f"/{visit.lang}/", 303)
    wanted = "arab" if visit.told("digits") == "arab" else "latn"
    response.set_cookie("digits", wanted, max_age=_YEAR, samesite="lax", httponly=True, secure=visit.desk.secure)
    return response


DOORS = (
    Door("/", lead, None),
    Door("/{lang}", lead, None),
    Door("/{lang}/", first),
    Door("/{lang}/keys", keys),
    Door("/{lang}/complete", complete),
    Door("/{lang}/digits", digits, None, "POST"),
)

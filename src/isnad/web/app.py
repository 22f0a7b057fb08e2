"""The workbench as an ASGI application: doors, who may come in through them, and what is done when one fails."""

import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.staticfiles import StaticFiles

from isnad.archive.opening import reading
from isnad.archive.people.accounts import LOCAL, Account, any_account, at_least
from isnad.archive.people.sessions import Session, arrive, session_of
from isnad.errors import (
    ArchiveError,
    DateError,
    IsnadError,
    NotFoundError,
    NotOursError,
    QueryError,
    TooManyTriesError,
)  # fmt: skip
from isnad.publish.words import Lang
from isnad.web import adding, coding, entities, events, exporting, guard, home, people, reports, review, shell
from isnad.web.door import Door, Form
from isnad.web.entry import COOKIES
from isnad.web.pictures import doors as pictures
from isnad.web.visit import LANGS, Desk, Visit
from isnad.web.words import said

Answer = Callable[[Request], Awaitable[Response]]
_STATUS: Mapping[type[IsnadError], int] = {
    NotFoundError: 404, QueryError: 400, DateError: 400, NotOursError: 403, TooManyTriesError: 429, ArchiveError: 503,
}  # fmt: skip
_MOST_FIELDS = 2_000
_MOST_PART = 25_000_000
_log = logging.getLogger(__name__)


class _LangConvertor(Convertor[str]):
    """The first part of a page's address."""

    regex = "|".join(LANGS)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def doors() -> tuple[Door, ...]:
    """Every door there is, in the order in which they are tried."""
    return tuple(
        door
        for area in (home, people, events, reports, entities, review, coding, pictures, adding, exporting)
        for door in area.DOORS
    )


def workbench(desk: Desk, hosts: Collection[str] = guard.LOOPBACK) -> Starlette:
    """The application. `hosts` are the names under which it may be asked for."""
    register_url_convertor("lang", _LangConvertor())
    known = frozenset(hosts)
    routes = [
        Route(path.replace("{lang}", "{lang:lang}"), _answer(desk, door, ending, known), methods=[door.method])
        for door in doors() for path, ending in door.paths
    ]  # fmt: skip
    files = _Kept(packages=[(room, "static") for room in shell.ROOMS])
    # a redirect to the path with or without a slash would lead to whatever host was asked for, without our headers
    ways = Router([*routes, Mount("/static", files)], redirect_slashes=False)
    return Starlette(
        routes=[Mount("/", ways)], middleware=[Middleware(GZipMiddleware, minimum_size=600)],
        exception_handlers={
            HTTPException: partial(_refused, desk, known), Exception: partial(_broken, desk),
        },
    )  # fmt: skip


class _Kept(StaticFiles):
    """Files whose address changes with what is in them, so that browsers need not ask again."""

    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(guard.HEADERS)
        if scope["query_string"]:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def _answer(desk: Desk, door: Door, ending: Form | None, hosts: frozenset[str]) -> Answer:
    async def answer(request: Request) -> Response:
        form = FormData()
        if door.method == "POST":
            if not guard.is_known_host(request.headers, hosts) or not guard.is_from_here(request.headers):
                return await run_in_threadpool(_stopped, desk, request, hosts)
            form = await request.form(
                max_files=adding.MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_MOST_PART
            )  # fmt: skip
        try:
            return await run_in_threadpool(_served, desk, door, ending, request, form, hosts)
        finally:
            await form.close()

    return answer


def _served(
    desk: Desk, door: Door, ending: Form | None, request: Request, form: FormData, hosts: frozenset[str]
) -> Response:  # fmt: skip
    if not guard.is_known_host(request.headers, hosts):
        return _finished(PlainTextResponse("this server does not answer to that name\n", 421), request)
    with _visited(desk, request, form) as (visit, session):
        visit.ending = ending
        response = _finished(_let_in(visit, door, session), request)
    if session is not None and response.background is None:
        # after the answer: to write may have to wait for whoever adds reports
        token = request.cookies.get(COOKIES[desk.secure])
        response.background = BackgroundTask(arrive, desk.library.engine, token, desk.clock())
    return response


def _let_in(visit: Visit, door: Door, session: Session | None) -> Response:
    """What a door answers, or why it stays shut."""
    if door.role is not None:
        if session is not None and session.locked and visit.viewer is not None:
            return _ask(visit, "/unlock")
        if visit.viewer is None:
            return _ask(visit, "/sign-in")
        if not at_least(visit.viewer.role, door.role):
            return visit.page("refused.html", 403)
    try:
        return door.handler(visit)
    except IsnadError as error:
        return told(visit, error)


def _ask(visit: Visit, path: str) -> Response:
    """Leads to where one signs in, and from there back; a program is only told."""
    if visit.ending:
        return PlainTextResponse("sign in first\n", 401)
    back = visit.here() if visit.request.method == "GET" else ""
    return visit.go(path, next=back)


def told(visit: Visit, error: IsnadError) -> Response:
    """An error of ours as a page, or for a program as a line."""
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 422)
    if visit.ending:
        response: Response = PlainTextResponse(f"{error.code}: {error}\n", status)
    else:
        response = visit.page("error.html", status, error=error)
    if isinstance(error, TooManyTriesError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


@contextmanager
def _visited(desk: Desk, request: Request, form: FormData) -> Iterator[tuple[Visit, Session | None]]:
    """A request as a visit, on the archive as it is now."""
    session, viewer, ceremony = _viewer(desk, request)
    lang: Lang = request.path_params.get("lang") or _preferred(request, viewer)
    with reading(desk.library.engine) as connection:
        yield Visit(desk, request, lang, viewer, connection, form, ceremony, session), session


def _viewer(desk: Desk, request: Request) -> tuple[Session | None, Account | None, bool]:
    """The session, who asks, and whether accounts are in use at all."""
    with reading(desk.library.engine) as connection:
        if not any_account(connection):
            return None, LOCAL, False
        session = session_of(connection, request.cookies.get(COOKIES[desk.secure]), desk.clock())
    return session, session.account if session else None, True


def _preferred(request: Request, viewer: Account | None) -> Lang:
    """The language of an address that names none."""
    if viewer is not None and viewer is not LOCAL:
        return viewer.lang
    first = request.headers.get("accept-language", "")[:2].lower()
    return "en" if first == "en" else "ar"


def _finished(response: Response, request: Request) -> Response:
    """An answer with the headers that all have; what a browser has already is not sent again."""
    response.headers.update(guard.HEADERS)
    body = getattr(response, "body", None)
    if request.method == "GET" and response.status_code == 200 and isinstance(body, bytes):
        mark = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        if request.headers.get("if-none-match") == mark:
            kept = {name: response.headers[name] for name in ("set-cookie",) if name in response.headers}
            response = Response(status_code=304, headers={**guard.HEADERS, **kept})
        response.headers["ETag"] = mark
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.headers["Vary"] = "Cookie, Accept-Encoding"
    return response


def _stopped(desk: Desk, request: Request, hosts: frozenset[str]) -> Response:
    if not guard.is_known_host(request.headers, hosts):
        return _finished(PlainTextResponse("this server does not answer to that name\n", 421), request)
    with _visited(desk, request, FormData()) as (visit, _):
        return _finished(visit.page("cross.html", 403), request)


async def _refused(desk: Desk, hosts: frozenset[str], request: Request, error: HTTPException) -> Response:
    """What no door answers."""
    if not guard.is_known_host(request.headers, hosts) or request.url.path.startswith("/static/"):
        return _finished(PlainTextResponse("nothing here\n", error.status_code), request)
    return await run_in_threadpool(_nowhere, desk, request, error)


def _nowhere(desk: Desk, request: Request, error: HTTPException) -> Response:
    first = request.url.path[1:3]
    request.scope["path_params"] = {"lang": first} if first in LANGS else {}
    with _visited(desk, request, FormData()) as (visit, _):
        page = visit.page("nowhere.html", error.status_code)
        return _finished(page, request)


async def _broken(_: Desk, request: Request, error: Exception) -> Response:
    """An error that nobody foresaw: the log has it, without what was sent."""
    _log.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    return _finished(PlainTextResponse("\n".join(said("error.500", lang) for lang in LANGS) + "\n", 500), request)

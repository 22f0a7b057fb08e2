"""Coming in and going out: signing in, one-time links, signing out, locking."""

from typing import Any

from starlette.responses import RedirectResponse, Response

from isnad.archive.opening import writing
from isnad.archive.people import links, passwords, sessions, signing
from isnad.errors import AccountError, LinkError, PasswordError, SignInError, TooManyTriesError
from isnad.web.door import Door
from isnad.web.visit import LANGS, Visit

COOKIES = ("isnad", "__Host-isnad")
"""Names of the session's cookie: over plain HTTP on this computer, and over TLS."""
_YEAR = 365 * 24 * 3600


def sign_in_page(visit: Visit) -> Response:
    """The form; nothing to do where there are no accounts."""
    if not visit.ceremony:
        return visit.go("/")
    return visit.page("people/sign-in.html", next=visit.asked("next"), name="", trouble=None)


def sign_in(visit: Visit) -> Response:
    """A new session, in place of the one that the browser had."""
    name, back = visit.told("name"), visit.told("next")
    if not visit.ceremony:
        return visit.go("/")
    try:
        done = signing.sign_in(
            visit.desk.library.engine, name, visit.told("password"), visit.told("code"),
            address=address_of(visit), now=visit.desk.clock(),
        )  # fmt: skip
    except (SignInError, TooManyTriesError) as error:
        return troubled(visit, error, "people/sign-in.html", next=back, name=name)
    _leave(visit)
    return with_digits(visit, keep(visit, to_where(visit, back), done.token), done.account.digits)


def link_page(visit: Visit) -> Response:
    """Where the owner of a one-time link chooses a password."""
    try:
        owner = links.owner(visit.connection, visit.part("token"), visit.desk.clock())
    except LinkError as error:
        return troubled(visit, error, "people/link.html", owner=None, least=0, better=0)
    return _choosing(visit, owner.name)


def link(visit: Visit) -> Response:
    """Takes the password that was chosen, and signs in."""
    token = visit.part("token")
    try:
        owner = links.owner(visit.connection, token, visit.desk.clock())
    except LinkError as error:
        return troubled(visit, error, "people/link.html", owner=None, least=0, better=0)
    try:
        require_twice(visit)
        done = signing.choose_password(visit.desk.library.engine, token, visit.told("new"), visit.desk.clock())
    except AccountError as error:
        return _choosing(visit, owner.name, error)
    _leave(visit)
    return keep(visit, visit.go("/"), done.token) if done.token else visit.go("/sign-in")


def sign_out(visit: Visit) -> Response:
    """Ends the session."""
    _leave(visit)
    return forget(visit, visit.go("/sign-in"))


def lock(visit: Visit) -> Response:
    """Hides everything until the password is given."""
    if visit.session is None:
        return visit.go("/")
    with writing(visit.desk.library.engine) as connection:
        sessions.lock(connection, visit.session)
    return visit.go("/unlock", next=visit.told("next"))


def unlock_page(visit: Visit) -> Response:
    """The form that a locked session shows."""
    if visit.session is None or not visit.session.locked:
        return to_where(visit, visit.asked("next"))
    return visit.page("people/unlock.html", next=visit.asked("next"), trouble=None)


def unlock(visit: Visit) -> Response:
    """Goes on under a new token."""
    back = visit.told("next")
    if visit.session is None:
        return visit.go("/sign-in", next=back)
    try:
        token = signing.unlock(
            visit.desk.library.engine, visit.session, visit.told("password"),
            address=address_of(visit), now=visit.desk.clock(),
        )  # fmt: skip
    except (SignInError, TooManyTriesError) as error:
        return troubled(visit, error, "people/unlock.html", next=back)
    return keep(visit, to_where(visit, back), token)


def troubled(visit: Visit, error: AccountError, template: str, **values: Any) -> Response:
    """The form again, with what was wrong; 429 where it was too often."""
    wait = error.retry_after if isinstance(error, TooManyTriesError) else None
    status = 429 if wait else 422 if isinstance(error, PasswordError) else 403
    response = visit.page(template, status, trouble=trouble_of(error), wait=wait, **values)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def trouble_of(error: AccountError) -> str:
    """The key of the words for an error of accounts."""
    return f"trouble.{error.code}.{error.reason}" if isinstance(error, PasswordError) else f"trouble.{error.code}"


def require_twice(visit: Visit) -> None:
    """Raises PasswordError where a new password was not given the same way twice."""
    if visit.told("new") != visit.told("again"):
        raise PasswordError("the two passwords differ: give the same one twice", "differs")


def keep(visit: Visit, response: Response, token: str) -> Response:
    """An answer with the session's token, for as long as the browser is open."""
    secure = visit.desk.secure
    response.set_cookie(COOKIES[secure], token, httponly=True, samesite="lax", secure=secure)
    return response


def forget(visit: Visit, response: Response) -> Response:
    """An answer after which the browser has no token, and no page of ours either."""
    secure = visit.desk.secure
    response.delete_cookie(COOKIES[secure], httponly=True, samesite="lax", secure=secure)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def with_digits(visit: Visit, response: Response, digits: str) -> Response:
    """An answer with the digits that somebody wants, as pages read them."""
    response.set_cookie("digits", digits, max_age=_YEAR, samesite="lax", httponly=True, secure=visit.desk.secure)
    return response


def to_where(visit: Visit, back: str) -> Response:
    """Back to a page of ours, else to the first one."""
    inside = back[:1] == "/" and back[1:3] in LANGS and back[3:4] == "/"
    return RedirectResponse(back, 303) if inside and back.isprintable() else visit.go("/")


def address_of(visit: Visit) -> str:
    """From where somebody asks; it is only counted, as a hash."""
    return visit.request.client.host if visit.request.client else ""


def _leave(visit: Visit) -> None:
    """Ends the session that the browser has."""
    if visit.session is not None:
        with writing(visit.desk.library.engine) as connection:
            sessions.end(connection, visit.session)


def _choosing(visit: Visit, owner: str, error: AccountError | None = None) -> Response:
    values: dict[str, Any] = {"owner": owner, "least": passwords.SHORTEST, "better": passwords.SUGGESTED}
    if error is not None:
        return troubled(visit, error, "people/link.html", **values)
    return visit.page("people/link.html", trouble=None, **values)


DOORS = (
    Door("/{lang}/sign-in", sign_in_page, None), Door("/{lang}/sign-in", sign_in, None, "POST"),
    Door("/{lang}/link/{token}", link_page, None), Door("/{lang}/link/{token}", link, None, "POST"),
    Door("/{lang}/sign-out", sign_out, None, "POST"), Door("/{lang}/lock", lock, None, "POST"),
    Door("/{lang}/unlock", unlock_page, None), Door("/{lang}/unlock", unlock, None, "POST"),
)  # fmt: skip

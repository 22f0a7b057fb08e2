"""One's own account: how the workbench looks, password, second step, sessions."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from isnad.archive.opening import writing
from isnad.archive.people import accounts, passwords, second_step, sessions, signing
from isnad.archive.people.accounts import Account, Digits, Lang
from isnad.errors import AccountError, NotOursError
from isnad.web import entry
from isnad.web.door import Door
from isnad.web.visit import Visit

LANGS: Mapping[Lang, str] = {"ar": "العربية", "en": "English"}
DIGITS: Mapping[Digits, str] = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩"}
LOCKS = (0, 5, 15, 30, 60)
"""Minutes without a request after which the password is asked for again."""


def own(visit: Visit) -> Response:
    """The page of whoever is signed in."""
    return _page(visit)


def ways(visit: Visit) -> Response:
    """Keeps language, digits and when to lock."""
    account, minutes = _own(visit), visit.told("lock")
    lang: Lang = "en" if visit.told("lang") == "en" else "ar"
    digits: Digits = "arab" if visit.told("digits") == "arab" else "latn"
    lock_minutes = int(minutes) if minutes in map(str, LOCKS) else account.lock_minutes
    with writing(visit.desk.library.engine) as connection:
        accounts.set_ways(connection, account, lang=lang, digits=digits, lock_minutes=lock_minutes)
    response = entry.to_where(visit, f"/{lang}/account")
    return entry.with_digits(visit, response, digits)


def password(visit: Visit) -> Response:
    """Another password; other sessions end."""
    try:
        entry.require_twice(visit)
        token = signing.change_password(
            visit.desk.library.engine, _own(visit), visit.told("password"), visit.told("new"),
            address=entry.address_of(visit), now=visit.desk.clock(),
        )  # fmt: skip
    except AccountError as error:
        return _page(visit, error, "password")
    return entry.keep(visit, visit.go("/account", done="password"), token)


def offer(visit: Visit) -> Response:
    """Shows a new secret for a phone."""
    with writing(visit.desk.library.engine) as connection:
        secret = second_step.offer(connection, _own(visit))
    return _secret(visit, secret)


def turn_on(visit: Visit) -> Response:
    """Asks for codes from now on, once one was seen; shows the recovery codes."""
    account = _own(visit)
    secret = second_step.offered(visit.connection, account)
    if secret is None:
        return visit.go("/account")
    try:
        _prove(visit)
        with writing(visit.desk.library.engine) as connection:
            codes = second_step.turn_on(
                connection, account, visit.told("code"), who=account.name, now=visit.desk.clock()
            )  # fmt: skip
    except AccountError as error:
        return _secret(visit, secret, error)
    return visit.page("people/codes.html", codes=codes)


def renew(visit: Visit) -> Response:
    """Shows new recovery codes in place of all earlier ones."""
    account = _own(visit)
    try:
        _prove(visit)
    except AccountError as error:
        return _page(visit, error, "codes")
    if not account.totp:
        return visit.go("/account")
    with writing(visit.desk.library.engine) as connection:
        return visit.page("people/codes.html", codes=second_step.renew_recovery(connection, account))


def turn_off(visit: Visit) -> Response:
    """Asks for no codes any more."""
    account = _own(visit)
    try:
        _prove(visit)
    except AccountError as error:
        return _page(visit, error, "codes")
    with writing(visit.desk.library.engine) as connection:
        second_step.turn_off(connection, account, who=account.name)
    return visit.go("/account", done="codes")


def end_all(visit: Visit) -> Response:
    """Ends all sessions, this one too."""
    account = _own(visit)
    with writing(visit.desk.library.engine) as connection:
        sessions.end_all(connection, account, who=account.name)
    return entry.forget(visit, visit.go("/sign-in"))


def _own(visit: Visit) -> Account:
    """Raises NotOursError where there are no accounts."""
    if visit.viewer is None or visit.session is None:
        raise NotOursError("there are no accounts: `isnad people add NAME --role admin` makes the first one")
    return visit.viewer


def _prove(visit: Visit) -> None:
    signing.prove(
        visit.desk.library.engine, _own(visit), visit.told("password"),
        address=entry.address_of(visit), now=visit.desk.clock(),
    )  # fmt: skip


def _page(visit: Visit, error: AccountError | None = None, where: str = "") -> Response:
    if visit.viewer is None or visit.session is None:
        return visit.page("people/none.html")
    values: dict[str, Any] = {
        "locks": LOCKS, "where": where, "done": visit.asked("done"), "this": visit.session.id,
        "least": passwords.SHORTEST, "better": passwords.SUGGESTED, "langs": LANGS, "digits": DIGITS,
        "sessions": sessions.sessions_of(visit.connection, visit.viewer, visit.desk.clock()),
        "left": second_step.recovery_left(visit.connection, visit.viewer),
    }  # fmt: skip
    if error is not None:
        return entry.troubled(visit, error, "people/account.html", **values)
    return visit.page("people/account.html", trouble=None, **values)


def _secret(visit: Visit, secret: str, error: AccountError | None = None) -> Response:
    drawn = Markup(second_step.picture(_own(visit), secret))  # noqa: S704 -- drawn by us, holds no text
    values: dict[str, Any] = {
        "picture": drawn,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    if error is not None:
        return entry.troubled(visit, error, "people/secret.html", **values)
    return visit.page("people/secret.html", trouble=None, **values)


DOORS = (
    Door("/{lang}/account", own), Door("/{lang}/account/ways", ways, method="POST"),
    Door("/{lang}/account/password", password, method="POST"), Door("/{lang}/account/offer", offer, method="POST"),
    Door("/{lang}/account/codes", turn_on, method="POST"), Door("/{lang}/account/renew", renew, method="POST"),
    Door("/{lang}/account/no-codes", turn_off, method="POST"), Door("/{lang}/account/end", end_all, method="POST"),
)  # fmt: skip

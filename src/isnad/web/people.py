"""The accounts, for admins; and all doors of people."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection
from starlette.responses import Response

from isnad.archive.opening import writing
from isnad.archive.people import accounts, links, second_step, sessions
from isnad.archive.people.accounts import ROLES, Account, Role
from isnad.errors import AccountError, NotFoundError
from isnad.web import account, entry
from isnad.web.door import Door
from isnad.web.visit import Visit

_MOST_DIGITS = 9
Act = Callable[[Visit, Connection, Account, str], object]


def listed(visit: Visit) -> Response:
    """All accounts, each with what can be done to it."""
    return _page(visit)


def add(visit: Visit) -> Response:
    """A new account; shows its one-time link."""
    if not visit.ceremony:
        return _page(visit)
    who, now = _who(visit), visit.desk.clock()
    try:
        with writing(visit.desk.library.engine) as connection:
            made = accounts.add(
                connection, visit.told("name"), _role(visit), who=who, now=now,
                cleared=bool(visit.told("cleared")), lang=visit.lang,
            )  # fmt: skip
            token = links.make(connection, made, who=who, now=now)
    except AccountError as error:
        return _page(visit, error)
    return _link(visit, made, token)


def change(visit: Visit) -> Response:
    """Does to an account what the form says (`act`)."""
    act = _ACTS.get(visit.told("act"))
    if act is None or not visit.ceremony:
        return visit.go("/people")
    try:
        with writing(visit.desk.library.engine) as connection:
            act(visit, connection, _found(visit, connection), _who(visit))
    except AccountError as error:
        return _page(visit, error)
    return visit.go("/people")


def link(visit: Visit) -> Response:
    """Shows a new one-time link of an account; without codes where that was asked for."""
    if not visit.ceremony:
        return visit.go("/people")
    try:
        with writing(visit.desk.library.engine) as connection:
            found, who = _found(visit, connection), _who(visit)
            if visit.told("no-code") and found.totp:
                second_step.turn_off(connection, found, who=who)
            token = links.make(connection, found, who=who, now=visit.desk.clock())
    except AccountError as error:
        return _page(visit, error)
    return _link(visit, found, token)


_ACTS: Mapping[str, Act] = {
    "role": lambda visit, connection, found, who: accounts.set_role(connection, found, _role(visit), who=who),
    "clear": lambda _, connection, found, who: accounts.set_cleared(connection, found, True, who=who),
    "unclear": lambda _, connection, found, who: accounts.set_cleared(connection, found, False, who=who),
    "disable": lambda _, connection, found, who: accounts.disable(connection, found, who=who),
    "enable": lambda _, connection, found, who: accounts.enable(connection, found, who=who),
    "end": lambda _, connection, found, who: sessions.end_all(connection, found, who=who),
}


def _found(visit: Visit, connection: Connection) -> Account:
    number = visit.part("number")
    if not (number.isdecimal() and len(number) <= _MOST_DIGITS):
        raise NotFoundError(f"{number}: no account of that number")
    return accounts.numbered(connection, int(number))


def _role(visit: Visit) -> Role:
    found: tuple[Role, ...] = tuple(role for role in ROLES if role == visit.told("role"))
    return found[0] if found else "reader"


def _who(visit: Visit) -> str:
    return visit.viewer.name if visit.viewer else "local"


def _page(visit: Visit, error: AccountError | None = None) -> Response:
    if not visit.ceremony:
        return visit.page("people/none.html")
    with visit.reading() as connection:
        values: dict[str, Any] = {"accounts": accounts.listed(connection), "roles": ROLES}
    if error is not None:
        return entry.troubled(visit, error, "people/people.html", **values)
    return visit.page("people/people.html", trouble=None, **values)


def _link(visit: Visit, made: Account, token: str) -> Response:
    address = f"{str(visit.request.base_url).rstrip('/')}/{made.lang}/link/{token}"
    return visit.page("people/new-link.html", name=made.name, address=address)


DOORS = (
    *entry.DOORS, *account.DOORS,
    Door("/{lang}/people", listed, "admin"), Door("/{lang}/people", add, "admin", "POST"),
    Door("/{lang}/people/{number}", change, "admin", "POST"),
    Door("/{lang}/people/{number}/link", link, "admin", "POST"),
)  # fmt: skip

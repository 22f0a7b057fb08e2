"""One request: who asks, in which language, for what; and the ways to answer."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from sqlalchemy import Connection
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from isnad.archive.opening import reading
from isnad.archive.people.accounts import LOCAL, Account
from isnad.archive.people.sessions import Session
from isnad.archive.sight import Sight, sight_of
from isnad.codebook import Codebook
from isnad.publish.words import Lang
from isnad.web import shell
from isnad.web.door import Form

if TYPE_CHECKING:
    from isnad.archive.library import Library
    from isnad.web.jobs import Jobs

LANGS: tuple[Lang, ...] = ("ar", "en")
_IN_PATHS = "/:@!$&'()*+,;=-._~"


@dataclass(slots=True)
class Desk:
    """What all visits share: the archive, the codebook, what is being added and written; whether cookies are sent over
    TLS only, and the clock."""

    library: "Library"
    adding: "Jobs"
    exporting: "Jobs"
    secure: bool = False
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    @property
    def book(self) -> Codebook:
        """The codebook of the engine."""
        return self.library.reader.book


@dataclass
class Visit:
    """A request. `viewer` is None where nobody signed in. `ceremony`: accounts are in use (else the one user is the
    local one, and there is no `session`). `ending` is `json` where the
    address ends in `.json`, and the like; None for a page."""

    desk: Desk
    request: Request
    lang: Lang
    viewer: Account | None
    connection: Connection
    form: FormData = field(default_factory=FormData)
    ceremony: bool = False
    session: Session | None = None
    ending: Form | None = None

    @property
    def library(self) -> "Library":
        """The archive, to be changed in the name of whoever asks."""
        return self.desk.library.as_user(self.name)

    @property
    def name(self) -> str:
        """Whoever asks, as the history calls them."""
        return self.viewer.name if self.viewer else LOCAL.name

    @property
    def book(self) -> Codebook:
        """The codebook of the engine."""
        return self.desk.book

    @property
    def cleared(self) -> bool:
        """Whether restricted reports may be seen."""
        return self.viewer is not None and self.viewer.cleared

    @property
    def sight(self) -> Sight:
        """What of the archive is seen, as it is now."""
        return sight_of(self.connection, None, cleared=self.cleared)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The archive as it is now, after a change."""
        with reading(self.desk.library.engine) as connection:
            yield connection

    def part(self, name: str) -> str:
        """A part of the path."""
        return str(self.request.path_params[name])

    @property
    def path(self) -> str:
        """The path of this address, as addresses have it."""
        return quote(self.request.url.path, safe=_IN_PATHS)

    def asked(self, name: str, default: str = "") -> str:
        """A value of the address's query, in one line."""
        return " ".join(self.request.query_params.get(name, default).split())

    def told(self, name: str, default: str = "") -> str:
        """A value of the form that was sent."""
        value = self.form.get(name, default)
        return value if isinstance(value, str) else default

    def files(self, name: str) -> list[UploadFile]:
        """Files of the form that was sent."""
        return [one for one in self.form.getlist(name) if isinstance(one, UploadFile) and one.filename]

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page of the workbench."""
        return HTMLResponse(shell.render(template, self, values), status)

    def go(self, path: str, **query: object) -> Response:
        """Sends the browser elsewhere in the workbench, after a form (303)."""
        return RedirectResponse(self.to(path, **query), 303)

    def to(self, path: str, **query: object) -> str:
        """An address of the workbench in the language of the visit; empty values are left out."""
        return address(f"/{self.lang}{path}", query)

    def here(self, **changes: object) -> str:
        """This address with some values of its query changed (None takes one out)."""
        given: dict[str, object] = dict(self.request.query_params.items())
        return address(self.path, {**given, **changes})

    def in_lang(self, lang: Lang) -> str:
        """This page in another language."""
        path = self.path
        tail = path[3:] if path[1:3] in LANGS and path[3:4] in ("", "/") else "/"
        return address(f"/{lang}{tail}", dict(self.request.query_params.items()))

    def as_form(self, form: str) -> str:
        """This answer for programs: the same address with another end."""
        return address(f"{self.path}.{form}", dict(self.request.query_params.items()))


def address(path: str, query: Mapping[str, object]) -> str:
    """A path with a query; empty values are left out."""
    held = [(name, value) for name, value in query.items() if value not in (None, "", False)]
    return f"{path}?{urlencode(held)}" if held else path

"""Opening the workbench: for one user on his own computer without ceremony, for others with accounts and TLS only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from isnad.annotate.reader import Reader
from isnad.archive.library import Library
from isnad.archive.opening import Place, reading
from isnad.archive.people.accounts import any_account
from isnad.errors import ServingError
from isnad.web import guard
from isnad.web.app import workbench
from isnad.web.jobs import Jobs
from isnad.web.visit import Desk
from isnad.web.worker import Worker

_GRACE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How the workbench is served. `names` are the names under which browsers ask for it, beside those of this
    computer; `certificate` and `key` are files for TLS; `behind_proxy`: a proxy on this computer does TLS."""

    host: str = "127.0.0.1"
    port: int = 8000
    names: Sequence[str] = ()
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by TLS."""
        return self.certificate is not None or self.behind_proxy

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        host = self.names[0] if self.names else f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.behind_proxy else f":{self.port}"
        return f"{'https' if self.is_secure else 'http'}://{host}{port}/"


def serve(where: Place, how: Serving, overlay: Path | None, tell: Callable[[str, bool], None]) -> None:
    """Serves an archive until it is interrupted. `tell` gets the address, and whether one comes in without an account.
    Raises ServingError for what would put readers at risk, and what opening an archive raises."""
    library = Library.open(where, load=lambda: Reader.with_codebook(overlay))
    desk = desk_of(library, overlay, secure=how.is_secure)
    try:
        alone = is_alone(library)
        require_safe(how, alone=alone)
        tell(how.address, alone)
        uvicorn.run(
            application(desk, how), host=how.host, port=how.port, log_level="warning", access_log=False,
            server_header=False, date_header=False, proxy_headers=how.behind_proxy, timeout_graceful_shutdown=_GRACE,
            ssl_certfile=how.certificate, ssl_keyfile=how.key,
        )  # fmt: skip
    finally:
        desk.adding.end()
        desk.exporting.end()
        library.close()


def desk_of(library: Library, overlay: Path | None = None, *, secure: bool = False) -> Desk:
    """What the visits of one server share; the processes that work are started when they are first needed."""
    adding, exporting = (Jobs(Worker(library.place, overlay)) for _ in range(2))
    return Desk(library=library, adding=adding, exporting=exporting, secure=secure)


def application(desk: Desk, how: Serving) -> Starlette:
    """The workbench, with the engine loaded."""
    _ = desk.book
    own = () if how.host in ("0.0.0.0", "::") else (how.host,)  # noqa: S104 -- the ones that mean all
    return workbench(desk, {*guard.LOOPBACK, *own, *(name.lower() for name in how.names)})


def is_alone(library: Library) -> bool:
    """Whether there is no account yet."""
    with reading(library.engine) as connection:
        return not any_account(connection)


def require_safe(how: Serving, *, alone: bool) -> None:
    """Raises ServingError where others could come in without an account, or could read passwords on their way."""
    if how.host in guard.LOOPBACK and not how.names:
        return
    if alone:
        raise ServingError(
            "without accounts the workbench is for this computer only: make the first one with `isnad people add NAME "
            "--role admin`, or leave --host and --name out"
        )
    if not how.is_secure:
        raise ServingError(
            "passwords and reports would travel unencrypted: give --certificate and --key, or put a proxy with TLS "
            "before it and say --behind-proxy"
        )

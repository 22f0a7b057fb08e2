"""The workbench on a loopback port, as `isnad serve` opens it, with a browser before it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from threading import Thread
from typing import Any

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from isnad.archive.people.accounts import Role
from isnad.web.entry import COOKIES
from isnad.web.serving import Serving, application
from tests.web.conftest import Bench

WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=360, height=740)
# A page that is left alone locks itself. Everybody sets after how long, also never: what WCAG 2.2, 2.2.1 asks for.
_LOCK = "meta[http-equiv=refresh][content*='/unlock']"
_NOTED = """
self.refusals = [];
document.addEventListener("securitypolicyviolation", (e) => self.refusals.push(
  `${e.effectiveDirective} refused ${e.blockedURI} ${e.sourceFile || ""}:${e.lineNumber} ${e.sample}`));
"""


@contextmanager
def served(bench: Bench) -> Iterator[str]:
    """Serves a workbench on a free port of this computer; yields its address, without a slash at the end."""
    with socket.socket() as ours:
        ours.bind(("127.0.0.1", 0))
        ours.listen()
        how = uvicorn.Config(
            application(bench.desk, Serving()), log_level="error", access_log=False, lifespan="off", ws="none",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(how)
        thread = Thread(target=server.run, kwargs={"sockets": [ours]}, name="workbench")
        thread.start()
        try:
            yield f"http://127.0.0.1:{ours.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@dataclass
class Heard:
    """What a browser asked for and complained of while it was open."""

    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Listens to a page; what its policy refused is fetched by `troubles`."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._note(page, said.type, said.text))

    def _note(self, page: Page, kind: str, words: str) -> None:
        # a form that was not in order is answered with 403, 404 or 422, which browsers call an error
        if kind in ("error", "warning") and "the server responded with a status of 4" not in words:
            self.complaints.append(f"{page.url}: {words}")

    def troubles(self, page: Page) -> list[str]:
        """What was wrong since the last call: requests to elsewhere, errors, and what the policy of pages refused."""
        abroad = [one for one in self.requests if not one.startswith((f"{self.address}/", "data:"))]
        found = [*(f"asked for {one}" for one in abroad), *self.complaints, *page.evaluate("self.refusals")]
        self.requests.clear()
        self.complaints.clear()
        return found


@dataclass
class Opened:
    """A served workbench and a browser's window on it."""

    bench: Bench
    address: str
    context: BrowserContext
    page: Page
    heard: Heard

    def go(self, path: str) -> Page:
        """Opens a path of the workbench."""
        self.page.goto(f"{self.address}{path}")
        return self.page

    def troubles(self) -> list[str]:
        """What was wrong on the pages since the last call."""
        return self.heard.troubles(self.page)


@contextmanager
def opened(
    browser: Browser, bench: Bench, address: str, *, role: Role | None = None, cleared: bool = False, **settings: Any
) -> Iterator[Opened]:
    """A window of a new browser; with `role`, an account of that role is signed in. `settings` are Playwright's."""
    context = browser.new_context(**{"viewport": WIDE, "locale": "ar", "accept_downloads": True, **settings})
    context.set_default_timeout(20_000)
    context.add_init_script(_NOTED)
    if role is not None:
        context.add_cookies([{"name": COOKIES[False], "value": bench.token(role, cleared=cleared), "url": address}])
    page = context.new_page()
    heard = Heard(address)
    heard.listen(page)
    try:
        yield Opened(bench, address, context, page, heard)
    finally:
        context.close()


def barriers(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds serious or critical on a page, each with the elements; by some rules only where they are named."""
    # by the debugger's protocol: pages themselves must not be able to load it
    if not page.evaluate("'axe' in self"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    looked_at = f"{{ include: [document], exclude: [{json.dumps(_LOCK)}] }}"
    how = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
    told = page.evaluate(
        f"axe.run({looked_at}, {json.dumps(how)})"
        ".then((all) => all.violations.map(({id, impact, help, nodes}) => ({id, impact, help,"
        " at: nodes.map((one) => one.target.join(' ') + ' ' + (one.any[0] ? one.any[0].message : ''))})))"
    )
    return [
        f"{one['impact']} {one['id']}: {one['help']}: {'; '.join(one['at'][:4])}"
        for one in told if one["impact"] in ("serious", "critical")
    ]  # fmt: skip

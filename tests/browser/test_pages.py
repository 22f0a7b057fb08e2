"""Every page in a real browser, both languages: nothing that axe finds serious, nothing cut, nothing from elsewhere."""

import pytest
from sqlalchemy import Connection

from isnad.archive.asking.report_pages import report_page
from isnad.archive.opening import reading, writing
from isnad.archive.people import accounts, links, sessions
from isnad.archive.reviewing import telling
from isnad.archive.sight import sight_of
from isnad.web.app import doors
from tests.browser.conftest import Open
from tests.browser.faults import faults
from tests.browser.served import Opened
from tests.web.conftest import Bench
from tests.web.filling import filled

NO_PAGES = {"/{lang}/complete", "/{lang}/report/{id}/marks.css", "/{lang}/coded/sheet"}
"""What a door in a language answers that no browser shows."""
PAGES = [
    door.path for door in doors()
    if door.method == "GET" and door.path.startswith("/{lang}/") and door.path not in NO_PAGES
]  # fmt: skip
STATES = [
    "/{lang}/events?q=%D8%AF%D8%A7%D8%B9%D8%B4+-%D8%BA%D8%A7%D8%B1%D8%A9",
    "/{lang}/events?q=from:1990-01-01+to:1990-01-02", "/{lang}/reports?q=%D8%AF%D8%A7%D8%B9%D8%B4",
    "/{lang}/events?q=nonsense:1", "/{lang}/review?state=all", "/{lang}/timeline?by=month&run=ltr",
    "/{lang}/actor/actor:irgc?on=2019-01-01", "/{lang}/place/place:deir-ez-zor", "/{lang}/nothing-here",
]  # fmt: skip


def where(path: str, bench: Bench, lang: str) -> str:
    """The address of a page, with something to be seen on it."""
    if path.endswith("/link/{token}"):
        with writing(bench.library.engine) as connection:
            token = links.make(connection, accounts.named(connection, "reader"), who="x", now=bench.now)
        return f"/{lang}/link/{token}"
    known = filled(path, bench, lang)
    if path.endswith("/example"):
        with reading(bench.library.engine) as connection:
            return f"{known}?handle={_handle(connection, known.split('/')[3])}"
    return known


def _handle(connection: Connection, event: str) -> str:
    return telling.of_event(connection, event, sight_of(connection, None, cleared=True))[0].handle


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", [*PAGES, *STATES])
def test_every_page(path: str, lang: str, window: Opened) -> None:
    window.go(where(path, window.bench, lang))
    assert faults(window, lang) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_locked_page(lang: str, enter: Open) -> None:
    with enter(role="coder") as window:
        token = window.context.cookies()[0]["value"]
        with writing(window.bench.library.engine) as connection:
            session = sessions.session_of(connection, token, window.bench.now)
            assert session is not None
            sessions.lock(connection, session)
        assert "/unlock" in window.go(f"/{lang}/events").url
        assert faults(window, lang) == []


@pytest.mark.parametrize(("role", "path"), [(None, "/events"), ("reader", "/people"), ("reader", "/review")])
def test_shut_doors(role: accounts.Role | None, path: str, enter: Open) -> None:
    with enter(role=role) as window:
        window.go(f"/ar{path}")
        assert faults(window, "ar") == []


def test_every_report_reads_as_it_was_captured(window: Opened) -> None:
    for hit in window.bench.reports():
        window.go(f"/ar/report/{hit.document.partition(':')[2][:16]}")
        with reading(window.bench.library.engine) as connection:
            captured = report_page(connection, hit.document, cleared=True).record.document.text
        assert window.page.locator("#report").evaluate("(all) => all.textContent") == captured
    assert window.troubles() == []

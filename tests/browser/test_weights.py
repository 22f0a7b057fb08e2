"""What pages weigh on the line, and how soon a report is read on a bad one."""

import gzip
import json
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

import isnad
from tests.browser.conftest import Open
from tests.browser.served import Opened
from tests.browser.test_pages import PAGES, where

KB: Final = 1_000
FIRST: Final = 50 * KB
LATER: Final = 25 * KB
MAP: Final = 150 * KB
SOON: Final = 6_000
"""Milliseconds until a report is seen at 64 kbit/s and 800 ms: below 5 s on a computer that does nothing else."""
STATIC = Path(isnad.__file__).parent / "web" / "static"
PICTURES = ("/{lang}/map", "/{lang}/network")
_SENT = """
() => [performance.getEntriesByType("navigation")[0], ...performance.getEntriesByType("resource")]
  .map((one) => [new URL(one.name).pathname, one.transferSize])
"""


def sent(page: Page) -> dict[str, int]:
    """Bytes that came over the line for the page that is open, with their headers, by path."""
    page.wait_for_load_state("networkidle")
    return {path: size for path, size in page.evaluate(_SENT) if size}


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["/", "/events", "/sign-in"])
def test_the_first_page(lang: str, path: str, enter: Open) -> None:
    with enter(role=None if path == "/sign-in" else "reader") as window:
        found = sent(window.go(f"/{lang}{path}"))
        assert sum(found.values()) <= FIRST, found
        assert len(found) >= 4


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_later_pages(lang: str, enter: Open) -> None:
    heavy = {}
    with enter(role="admin") as window:
        sent(window.go(f"/{lang}/"))
        for path in PAGES:
            if path.endswith("/link/{token}"):
                continue
            page = window.go(where(path, window.bench, lang))
            found = {name: size for name, size in page.evaluate(_SENT) if size and not drawing(path, name)}
            if sum(found.values()) > LATER:
                heavy[path] = found
        assert heavy == {}


def drawing(path: str, name: str) -> bool:
    """Whether it is what a picture is drawn with, and no page."""
    return path in PICTURES and not name.endswith(path.rpartition("/")[2])


def test_the_code_of_the_map() -> None:
    files = ("vendor/leaflet.js", "vendor/leaflet.css", "pictures/map.js", "pictures/pictures.css")
    weights = {name: len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in files}
    assert sum(weights.values()) <= MAP, weights


def test_the_code_of_pictures_comes_with_them_only(enter: Open) -> None:
    with enter(role="reader") as window:
        for path in ("/", "/events", "/timeline"):
            assert not [name for name in sent(window.go(f"/ar{path}")) if "vendor" in name]


def test_a_report_on_a_bad_line(enter: Open) -> None:
    with enter(role="reader") as window:
        wire = window.context.new_cdp_session(window.page)
        wire.send("Network.enable")
        wire.send("Network.clearBrowserCache")
        line = {"offline": False, "latency": 800, "downloadThroughput": 8_000, "uploadThroughput": 8_000}
        wire.send("Network.emulateNetworkConditions", line)
        longest = max(window.bench.reports(), key=lambda hit: len(_text(window, hit.document)))
        page = window.go(f"/ar/report/{longest.document.partition(':')[2][:16]}")
        painted = page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        assert painted.json_value() < SOON, json.dumps(sent(page))


def _text(window: Opened, document: str) -> str:
    answer = window.context.request.get(f"{window.address}/ar/report/{document.partition(':')[2][:16]}.json")
    return str(answer.json()["document"]["text"])

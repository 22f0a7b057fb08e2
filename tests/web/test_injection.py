"""S1: whatever reports, files, feeds, reviews and names hold, no page gets an element, an attribute or an address from
them; and a real browser runs nothing of it."""

import csv
import io
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from httpx2 import Response

from isnad.annotate.reader import Reader
from isnad.web import guard, shell
from isnad.web.entry import COOKIES
from tests.archive.reports import OTHER, item
from tests.web.conftest import Bench
from tests.web.filling import ways
from tests.web.pages import faults, links
from tests.web.poisoned import handles, poison, reports
from tests.web.remembering import names_remembered
from tests.web.vectors import SCHEMES, VECTORS, mark_of

NEEDED = "CI_NEEDS_CHROMIUM"
"""Where this is set, a missing browser fails the test that needs one instead of skipping it."""
_MOST = {"report": 140, "event": 30, "review": 8}
_FEW = 5
_TYPES = {
    "json": "application/json", "csv": "text/csv; charset=utf-8", "geojson": "application/geo+json",
    "atom": "application/atom+xml",
}  # fmt: skip


@pytest.fixture(scope="module")
def poisoned(read_samples: tuple[Path, Reader], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A workbench on an archive in which all words that came from outside are vectors."""
    folder, files = tmp_path_factory.mktemp("poisoned"), tmp_path_factory.mktemp("files")
    with names_remembered():
        found = Bench(poison(folder / "archive", files, read_samples[1]))
        yield found
        found.close()


@pytest.fixture(scope="module")
def walked(poisoned: Bench) -> dict[str, Response]:
    """Every door with a page, and what these pages lead to, each kind of page so many times."""
    browser, found, counted = poisoned.browser("admin", cleared=True), dict[str, Response](), Counter[str]()
    waiting = [way.path for lang in ("ar", "en") for way in ways(poisoned, lang) if way.door.method == "GET"]
    waiting += [f"/ar/report/{one}" for one in reports(poisoned.library)]
    waiting += [f"/ar/{path}?q={quote(SCHEMES[0])}" for path in ("events", "reports", "map", "network", "timeline")]
    waiting += [f"/ar/review/{event}" for _, event in handles(poisoned.library)[:16]]
    first = len(waiting)
    for number, path in enumerate(waiting):
        kind = path.partition("?")[0].split("/")[2:3]
        counted.update(kind)
        if path in found or (number >= first and counted["".join(kind)] > _MOST.get("".join(kind), _FEW)):
            continue
        answer = found[path] = browser.get(path)
        if "text/html" in answer.headers.get("content-type", ""):
            waiting += [to for to in links(answer.text) if to not in found]
    return found


def test_vectors_are_many_and_each_is_found_again() -> None:
    assert len(VECTORS) == len(set(VECTORS)) >= 200
    assert all(mark_of(number) in vector for number, vector in enumerate(VECTORS))


def test_no_page_gets_anything_from_outside(walked: dict[str, Response]) -> None:
    pages = {path: one.text for path, one in walked.items() if "text/html" in one.headers.get("content-type", "")}
    assert {path: wrong[:3] for path, text in pages.items() if (wrong := faults(text))} == {}
    assert not [path for path, one in walked.items() if one.status_code >= 500]
    assert len(pages) > 250
    shown = "".join(pages.values())
    assert [vector for number, vector in enumerate(VECTORS) if mark_of(number) not in shown] == []


def test_templates_in_words_stay_words(walked: dict[str, Response]) -> None:
    """`{{7*7}}` of a report is never worked out."""
    shown = [text for one in walked.values() if "{{7*7}}" in (text := one.text)]
    assert shown and not any("49window" in text for text in shown)


def test_answers_for_programs_are_whole(walked: dict[str, Response]) -> None:
    tried = Counter[str]()
    for path, answer in walked.items():
        end = path.partition("?")[0].rpartition(".")[2]
        if end not in _TYPES or answer.status_code != 200 or path.startswith("/basemap"):
            continue
        assert answer.headers["content-type"] == _TYPES[end], path
        assert answer.headers["x-content-type-options"] == "nosniff", path
        if end == "csv":
            rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), strict=True))
            assert len({len(row) for row in rows}) == 1, path
            assert not [cell for row in rows[1:] for cell in row if cell[:1] in "=+@\t\r" and cell], path
        elif end == "atom":
            assert ElementTree.fromstring(answer.content).tag.endswith("feed")  # noqa: S314 -- our own
        else:
            json.loads(answer.text)
        tried[end] += 1
    assert set(tried) == set(_TYPES)


@pytest.mark.parametrize(
    "address", [*SCHEMES, "", None, "https://", "http:/x", "https:\\\\x.example", "http://[", "ftp://x.example/"]
)
def test_what_is_no_address_of_the_web_becomes_no_link(address: str | None) -> None:
    assert shell.outward(address) == ""


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "http://مثال.example/خبر", "HTTPS://EXAMPLE.ORG/"])
def test_an_address_of_the_web_becomes_one(address: str) -> None:
    assert shell.outward(address) == address


def test_links_to_sources_tell_them_nothing(bench: Bench) -> None:
    """That a page without `rel` is found faulty, and that a report's address becomes a link at all."""
    list(bench.library.add([item("https://example.org/1?a=1&b=2", OTHER)]))
    found = next(one for one in bench.reports() if one.url == "https://example.org/1?a=1&b=2")
    page = bench.browser().get(f"/ar/report/{found.document[7:23]}")
    assert 'href="https://example.org/1?a=1&amp;b=2" rel="noreferrer noopener external"' in page.text
    assert faults(page.text) == [] and faults(page.text.replace('rel="noreferrer', 'rel="')) != []
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_browser_runs_nothing_of_it(poisoned: Bench, walked: dict[str, Response]) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    from tests.browser.served import served  # noqa: PLC0415 -- needs a browser's library

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        assert not os.environ.get(NEEDED), "no chromium is here"
        pytest.skip("no chromium is here")
    chosen = _to_be_seen(walked)
    wrong: list[object] = []
    with served(poisoned) as address, playwright.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context()
        token = poisoned.token("admin", cleared=True)
        context.add_cookies([{"name": COOKIES[False], "value": token, "url": address}])
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error('CSP ' + e.blockedURI))"
        )
        page = context.new_page()

        def dismiss(dialog: Any) -> None:
            wrong.append((page.url, dialog.message))
            dialog.dismiss()

        page.on("dialog", dismiss)
        page.on("console", lambda one: wrong.append((page.url, one.text)) if "CSP" in one.text else None)
        page.on("request", lambda one: None if _is_own(one.url, address) else wrong.append((page.url, one.url)))
        for path in chosen:
            answer = page.goto(address + path, wait_until="load")
            assert answer is not None and answer.status < 500, path
            if page.evaluate("window.__pwned !== undefined || document.querySelector('base, iframe') !== null"):
                wrong.append(path)
        browser.close()
    assert wrong == []
    assert len(chosen) > 25


def _to_be_seen(walked: dict[str, Response]) -> list[str]:
    """Pages of every kind, those with the most vectors."""
    held: dict[str, list[tuple[int, str]]] = {}
    for path, one in walked.items():
        if one.status_code == 200 and "text/html" in one.headers.get("content-type", ""):
            held.setdefault("/".join(path.partition("?")[0].split("/")[1:3]), []).append(
                (-one.text.count("__pwned"), path)
            )
    return [path for kind in sorted(held) for _, path in sorted(held[kind])[: 4 if "report" in kind else 2]]


def _is_own(url: str, address: str) -> bool:
    return url.startswith((f"{address}/", "data:"))


def test_the_policy_lets_nothing_of_it_run() -> None:
    told = dict(part.strip().partition(" ")[::2] for part in guard.POLICY.split(";"))
    assert told["default-src"] == "'none'" and told["base-uri"] == "'none'" and told["frame-ancestors"] == "'none'"
    assert told["script-src"] == told["style-src"] == told["connect-src"] == told["form-action"] == "'self'"

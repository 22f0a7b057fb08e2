"""Exports through the pages: only by profiles that a role may use, with the stated loss beside."""

import re

import pytest

from tests.web.conftest import Bench


def ordered(bench: Bench, role: str | None = None, **data: str) -> str:
    browser = bench.browser(role)  # type: ignore[arg-type]
    answer = browser.post("/en/export", data={"format": "acled", **data})
    assert answer.status_code == 303, answer.text
    bench.desk.exporting.wait()
    return browser.get(answer.headers["location"]).text


def test_an_export_is_written_and_had(bench: Bench) -> None:
    page = ordered(bench, q="type:ASSAULT")
    files = re.findall(r'href="(/en/export/[^"]+/[^"]+)"', page)
    names = [one.rpartition("/")[2] for one in files]
    assert "isnad-public.csv" in names and any(name.endswith(".loss.json") for name in names)
    table = bench.browser().get(files[names.index("isnad-public.csv")])
    assert table.text.startswith("event_id_cnty,event_date,year")
    assert "attachment" in table.headers["content-disposition"]


@pytest.mark.parametrize(
    ("role", "profile", "welcome"),
    [
        ("reader", "public", True),
        ("reader", "internal", False),
        ("coder", "partner", False),
        ("editor", "internal", True),
    ],
)
def test_profiles_are_for_roles(bench: Bench, role: str, profile: str, welcome: bool) -> None:
    bench.settle()
    answer = bench.browser(role).post("/en/export", data={"format": "geojson", "profile": profile})  # type: ignore[arg-type]
    assert (answer.status_code == 303) == welcome


@pytest.mark.parametrize(
    ("data", "code"), [({"format": "nothing"}, "format"), ({"format": "acled", "profile": "x"}, "profile")]
)
def test_what_is_no_order_is_told(bench: Bench, data: dict[str, str], code: str) -> None:
    answer = bench.browser().post("/en/export", data=data)
    assert answer.status_code == 422 and code in answer.text


def test_a_question_that_is_none_ends_the_export(bench: Bench) -> None:
    assert "query" in ordered(bench, q="type:NOTHING")


def test_files_are_their_owners(bench: Bench) -> None:
    bench.settle()
    page = ordered(bench, "editor", profile="internal")
    path = re.findall(r'href="(/en/export/[^"]+/isnad[^"]+)"', page)[0]
    assert bench.browser("editor").get(path).status_code == 200
    assert bench.browser("coder").get(path).status_code == 404
    assert bench.browser("editor").get(path.rpartition("/")[0] + "/..%2f..%2fetc%2fpasswd").status_code == 404

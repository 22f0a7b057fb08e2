"""Restricting a report through its page, and what others see of it then."""

import pytest

from tests.web.conftest import Bench


@pytest.mark.parametrize("what", ["report", "outlet"])
def test_what_is_restricted_is_gone_for_others_until_it_is_lifted(bench: Bench, what: str) -> None:
    bench.settle()
    hit = next(one for one in bench.reports() if one.outlet)
    short = hit.document.partition(":")[2][:16]
    cleared, other = bench.browser("editor", cleared=True), bench.browser("admin")
    assert other.get(f"/en/report/{short}").status_code == 200
    assert other.post(f"/en/report/{short}/restrict", data={"what": what}).status_code == 403
    assert cleared.post(f"/en/report/{short}/restrict", data={"what": what, "note": "x"}).status_code == 303
    assert other.get(f"/en/report/{short}").status_code == 404
    assert short not in other.get("/en/reports").text
    page = cleared.get(f"/en/report/{short}")
    assert "restricted" in page.text and page.status_code == 200
    assert cleared.post(f"/en/report/{short}/restrict", data={"lift": "1"}).status_code == 303
    assert other.get(f"/en/report/{short}").status_code == 200


def test_a_statement_has_an_address(bench: Bench) -> None:
    browser = bench.browser()
    line = next(one for one in bench.events() if one.reports > 1)
    told = browser.get(f"/en/event/{line.id}.json").json()
    number = told["reports"][0]["statements"][0]["id"]
    assert browser.get(f"/c/{number}").headers["location"] == f"/ar/event/{line.id}"
    assert browser.get("/c/999999999").status_code == browser.get("/c/x").status_code == 404


def test_a_coded_sheet_goes_out_and_in(bench: Bench) -> None:
    browser = bench.browser()
    sheet = browser.get("/en/coded/sheet", params={"q": "place:albukamal"})
    assert sheet.text.startswith("event,handle,seen")
    same = browser.post("/en/coded", files={"sheet": ("coded.csv", sheet.content)})
    assert same.status_code == 200 and "Nothing was changed." in same.text
    changed = sheet.text.replace(",actual,actual,", ",actual,alleged,", 1)
    assert changed != sheet.text
    taken = browser.post("/en/coded", files={"sheet": ("coded.csv", changed.encode())})
    assert taken.status_code == 200 and "taken: 1" in taken.text
    for files in ({}, {"sheet": ("coded.csv", b"a,b\n1,2\n")}):
        assert browser.post("/en/coded", files=files or None).status_code == 422
